//! The address book: a file of names by chain, so that an address of one chain is never taken for one of another.

use std::collections::BTreeMap;
use std::path::Path;

use mutual_types::AccountId;

use super::{Name, NameError};
use crate::chain::Hash;
use crate::error::Error;
use crate::home;
use crate::text::{address, line_at};

/// Its file in the config folder.
pub const FILE: &str = "names.toml";

const HEAD: &str =
    "# The address book of `mutual`: names by the first block of their chain. See `mutual name --help`.\n";

type Entries = BTreeMap<Name, AccountId>;

/// Names by chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    chains: BTreeMap<[u8; 32], Entries>,
}

impl Book {
    /// The book of a config folder; an empty one if there is none.
    ///
    /// # Errors
    /// [`Error::File`], [`NameError::Damaged`].
    pub fn load(config: &Path) -> Result<Self, Error> {
        let path = config.join(FILE);
        let Some(text) = home::read(&path)? else { return Ok(Self::default()) };
        Self::parse(&text).map_err(|(line, what)| NameError::Damaged { path, line, what }.into())
    }

    /// Changes the book of a config folder, as one of many that do so at once.
    ///
    /// # Errors
    /// Those of `change` and of [`Self::load`]; then the book is as it was.
    pub fn change<T>(config: &Path, change: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        let _lock = home::lock(config)?;
        let mut book = Self::load(config)?;
        let made = change(&mut book)?;
        home::write(&config.join(FILE), book.text().as_bytes())?;
        Ok(made)
    }

    /// Adds a name on a chain.
    ///
    /// # Errors
    /// [`NameError::Taken`] if it stands for another account there.
    pub fn add(&mut self, genesis: Hash, name: Name, account: AccountId) -> Result<(), Error> {
        match self.get(genesis, &name) {
            Some(other) if other != account => Err(NameError::Taken { name: name.to_string(), account: other }.into()),
            Some(_) => Ok(()),
            None => {
                self.chains.entry(genesis.0).or_default().insert(name, account);
                Ok(())
            }
        }
    }

    /// Removes a name on a chain, and gives the account it stood for.
    pub fn remove(&mut self, genesis: Hash, name: &Name) -> Option<AccountId> {
        let entries = self.chains.get_mut(&genesis.0)?;
        let account = entries.remove(name);
        if entries.is_empty() {
            self.chains.remove(&genesis.0);
        }
        account
    }

    /// The account of a name on a chain.
    pub fn get(&self, genesis: Hash, name: &Name) -> Option<AccountId> {
        self.chains.get(&genesis.0)?.get(name).copied()
    }

    /// The names on a chain, in order.
    pub fn of(&self, genesis: Hash) -> impl Iterator<Item = (&Name, AccountId)> {
        self.chains.get(&genesis.0).into_iter().flatten().map(|(name, account)| (name, *account))
    }

    /// All names with their chains.
    pub fn all(&self) -> impl Iterator<Item = (Hash, &Name, AccountId)> {
        let chains = self.chains.iter();
        chains.flat_map(|(genesis, entries)| entries.iter().map(|(name, account)| (Hash(*genesis), name, *account)))
    }

    /// The names of all chains.
    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.chains.values().flat_map(BTreeMap::keys)
    }

    /// A chain on which a name stands for something.
    pub fn chain_of(&self, name: &Name) -> Option<Hash> {
        self.chains.iter().find(|(_, entries)| entries.contains_key(name)).map(|(genesis, _)| Hash(*genesis))
    }

    fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (genesis, entries) in &self.chains {
            text.push_str(&format!("\n[{}]\n", Hash(*genesis)));
            for (name, account) in entries {
                // Quoted, since a name may have a dot.
                text.push_str(&format!("\"{name}\" = \"{}\"\n", address::format(account)));
            }
        }
        text
    }

    /// Reads the text of a book; on failure the line and what is wrong there.
    fn parse(text: &str) -> Result<Self, (usize, String)> {
        let at = |span: Option<std::ops::Range<usize>>| span.map_or(1, |span| line_at(text, span.start));
        let table = toml::de::DeTable::parse(text).map_err(|error| (at(error.span()), error.message().to_owned()))?;
        let mut book = Self::default();
        for (key, entries) in table.get_ref() {
            let line = line_at(text, key.span().start);
            let genesis: Hash = key
                .get_ref()
                .parse()
                .map_err(|_| (line, format!("`{}` is no hash of a first block", key.get_ref())))?;
            let entries = entries.get_ref().as_table().ok_or_else(|| (line, "names are missing".to_owned()))?;
            for (key, value) in entries {
                let line = line_at(text, key.span().start);
                let name: Name = key.get_ref().parse().map_err(|error: NameError| (line, error.to_string()))?;
                let written = value.get_ref().as_str().ok_or_else(|| (line, format!("`{name}` has no address")))?;
                let account = address::parse(written).map_err(|error| (line, error.to_string()))?;
                book.add(genesis, name.clone(), account).map_err(|_| (line, format!("`{name}` is there twice")))?;
            }
        }
        Ok(book)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Hash = Hash([1; 32]);
    const THERE: Hash = Hash([2; 32]);

    fn name(text: &str) -> Name {
        text.parse().unwrap()
    }

    fn account(number: u8) -> AccountId {
        AccountId([number; 32])
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut book = Book::default();
        book.add(HERE, name("Mere"), account(3)).unwrap();
        book.add(HERE, name("coop.main"), account(4)).unwrap();
        book.add(THERE, name("mere"), account(5)).unwrap();
        assert_eq!(Book::parse(&book.text()), Ok(book.clone()));
        assert_eq!(Book::parse(&Book::default().text()), Ok(Book::default()));
        assert_eq!(book.get(HERE, &name("MERE")), Some(account(3)));
        assert_eq!(book.get(THERE, &name("mere")), Some(account(5)));
        assert_eq!(book.get(THERE, &name("coop.main")), None, "a name of one chain means nothing on another");
    }

    #[test]
    fn a_name_stands_for_one_account_until_it_is_removed() {
        let mut book = Book::default();
        book.add(HERE, name("mere"), account(3)).unwrap();
        book.add(HERE, name("Mere"), account(3)).unwrap();
        assert_eq!(book.add(HERE, name("MERE"), account(4)).unwrap_err().code(), "name-taken");
        assert_eq!(book.remove(THERE, &name("mere")), None);
        assert_eq!(book.remove(HERE, &name("mere")), Some(account(3)));
        assert_eq!(book, Book::default());
    }

    #[test]
    fn a_damaged_book_says_where() {
        let chain = HERE.to_string();
        let address = address::format(&account(3));
        for (text, line) in [
            ("\n[", 2),
            ("x = 1", 1),
            (&format!("[{chain}]\n\n3 = \"{address}\""), 3),
            (&format!("[{chain}]\nmere = 5"), 2),
            (&format!("[{chain}]\nmere = \"5Grw\""), 2),
            (&format!("[{chain}]\nMERE = \"{address}\"\nmere = \"//Alice\""), 3),
            (&format!("\n{chain} = 1"), 2),
        ] {
            assert_eq!(Book::parse(text).map_err(|(line, _)| line), Err(line), "{text}");
        }
    }
}
