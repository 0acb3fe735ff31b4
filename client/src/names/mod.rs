//! Names for accounts and contracts: those of this machine's accounts, and an address book that is kept by chain.
//!
//! A name is used wherever an address is, as `mere` or `@mere`. It never stands for an address of another chain, and where
//! two records disagree about a name neither is taken.

mod book;

use core::fmt;
use core::hash::{Hash as HashOf, Hasher};
use core::str::FromStr;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mutual_types::AccountId;

use crate::chain::Hash;
use crate::error::Error;
use crate::keys::Keyring;
use crate::text::address;

pub use book::{Book, FILE};

/// Longer ones could be taken for addresses.
const NAME_MAX: usize = 32;

/// How many letters may differ for a name to be worth suggesting.
const SIMILAR_MAX: usize = 2;

/// A name: a letter, then letters, digits, `-`, `_` or `.`. Upper and lower case are the same name.
#[derive(Clone)]
pub struct Name(String);

/// What is wrong with a name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// A text that cannot be a name.
    #[error("`{text}` cannot be a name")]
    Invalid {
        /// What was given.
        text: String,
    },
    /// A name that nothing has.
    #[error("`{name}` is no address, and no name that you have given{}", elsewhere.map_or("", |_| " on this chain"))]
    Unknown {
        /// Which.
        name: String,
        /// A chain on which something has it.
        elsewhere: Option<Hash>,
        /// A name that is written nearly so.
        similar: Option<String>,
    },
    /// A name that stands for two accounts.
    #[error("`{name}` is your account {} and, in your address book, {}", address::format(own), address::format(book))]
    Ambiguous {
        /// Which.
        name: String,
        /// The account of this machine.
        own: AccountId,
        /// The entry of the address book.
        book: AccountId,
    },
    /// A name that is in use.
    #[error("the name `{name}` is taken: it stands for {}", address::format(account))]
    Taken {
        /// Which.
        name: String,
        /// For whom.
        account: AccountId,
    },
    /// An address book that cannot be read.
    #[error("{} is damaged, line {line}: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
}

impl NameError {
    /// A name for programs, which does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid { .. } => "bad-name",
            Self::Unknown { .. } => "unknown-name",
            Self::Ambiguous { .. } => "ambiguous-name",
            Self::Taken { .. } => "name-taken",
            Self::Damaged { .. } => "damaged-names",
        }
    }

    /// The exit code of the command.
    pub fn exit(&self) -> u8 {
        match self {
            Self::Unknown { .. } => 3,
            Self::Invalid { .. } | Self::Ambiguous { .. } | Self::Taken { .. } | Self::Damaged { .. } => 2,
        }
    }

    /// What to do.
    pub fn hint(&self) -> String {
        match self {
            Self::Invalid { .. } => {
                format!("begin with a letter, and use up to {NAME_MAX} letters, digits, `-`, `_` and `.`")
            }
            Self::Unknown { similar: Some(similar), .. } => format!("did you mean `{similar}`?"),
            Self::Unknown { name, elsewhere: Some(genesis), .. } => format!(
                "it is a name on the chain {genesis}: choose that network, or `mutual name add {name} ADDRESS` here"
            ),
            Self::Unknown { name, .. } => format!(
                "write an address in full, see the names with `mutual name list`, or make this one: \
                 `mutual name add {name} ADDRESS`"
            ),
            Self::Ambiguous { name, .. } => {
                format!("write the address in full, or give up one of them: `mutual name remove {name}`")
            }
            Self::Taken { .. } => "choose another name, or remove that one first".to_owned(),
            Self::Damaged { .. } => "mend the line, or move the file away".to_owned(),
        }
    }
}

impl Name {
    /// The name as it was first written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name that a text mentions, as `mere` or `@mere`; none if it can only be an address.
    pub fn mentioned(text: &str) -> Option<Self> {
        let text = text.trim();
        text.strip_prefix('@').unwrap_or(text).parse().ok()
    }

    fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl FromStr for Name {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let begins_well = text.starts_with(|first: char| first.is_ascii_alphabetic());
        let is_fine = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if begins_well && text.len() <= NAME_MAX && text.chars().all(is_fine) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NameError::Invalid { text: text.to_owned() })
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.folded().cmp(&other.folded())
    }
}

impl HashOf for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded().hash(state);
    }
}

/// All names that this machine knows.
#[derive(Clone, Debug, Default)]
pub struct Names {
    ring: Option<Keyring>,
    book: Book,
}

impl Names {
    /// Those of a config folder; none without one.
    ///
    /// # Errors
    /// [`Error::File`], [`NameError::Damaged`].
    pub fn load(config: Option<&Path>) -> Result<Self, Error> {
        match config {
            Some(config) => Ok(Self { ring: Some(Keyring::in_folder(config)), book: Book::load(config)? }),
            None => Ok(Self::default()),
        }
    }

    /// The account that a text stands for on a chain: an address in full, a development URI, or a name.
    ///
    /// # Errors
    /// [`Error::Input`] for a bad address, [`NameError`], and for a damaged account what is wrong with it.
    pub fn account(&self, text: &str, genesis: Hash) -> Result<AccountId, Error> {
        let Some(name) = Name::mentioned(text) else { return address_of(text) };
        let own = self.own(&name)?;
        let booked = self.book.get(genesis, &name);
        match (own, booked) {
            (Some(own), Some(book)) if own != book => {
                Err(NameError::Ambiguous { name: name.to_string(), own, book }.into())
            }
            (Some(account), _) | (None, Some(account)) => Ok(account),
            (None, None) => Err(self.unknown(&name)),
        }
    }

    /// Refuses what stands for nothing on any chain, before a chain is asked.
    ///
    /// # Errors
    /// Those of [`Self::account`].
    pub fn ensure(&self, text: &str) -> Result<(), Error> {
        let Some(name) = Name::mentioned(text) else { return address_of(text).map(drop) };
        if self.own(&name)?.is_some() || self.book.chain_of(&name).is_some() {
            return Ok(());
        }
        Err(self.unknown(&name))
    }

    /// What everybody has for a name beside their address, on a chain and on this machine.
    pub fn labels(&self, genesis: Option<Hash>) -> BTreeMap<AccountId, Name> {
        let own = self.ring.as_ref().and_then(|ring| ring.all().ok()).unwrap_or_default().0;
        let mut labels: BTreeMap<AccountId, Name> = BTreeMap::new();
        if let Some(genesis) = genesis {
            labels.extend(self.book.of(genesis).map(|(name, account)| (account, name.clone())));
        }
        labels.extend(own.into_iter().map(|stored| (stored.account(), stored.name)));
        labels
    }

    /// The address book.
    pub fn book(&self) -> &Book {
        &self.book
    }

    fn own(&self, name: &Name) -> Result<Option<AccountId>, Error> {
        match &self.ring {
            Some(ring) => Ok(ring.find(name)?.map(|stored| stored.account())),
            None => Ok(None),
        }
    }

    fn unknown(&self, name: &Name) -> Error {
        let own = self.ring.as_ref().and_then(|ring| ring.names().ok()).unwrap_or_default();
        let known = own.iter().chain(self.book.names());
        let near = known.map(|known| (strsim::damerau_levenshtein(&known.folded(), &name.folded()), known));
        let near = near.filter(|(distance, _)| (1..=SIMILAR_MAX).contains(distance) && *distance < name.0.len());
        let similar = near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name.to_string());
        NameError::Unknown { name: name.to_string(), elsewhere: self.book.chain_of(name), similar }.into()
    }
}

fn address_of(text: &str) -> Result<AccountId, Error> {
    address::parse(text).map_err(|error| Error::input(error.to_string()))
}

/// Puts the name of each account beside its address, as in `5F… (@mere)`, and leaves everything else as it is.
pub fn beside<'a>(text: &str, label: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut named = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        let (before, word) = rest.split_at(start);
        let (word, after) = word.split_at(word.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(word.len()));
        named.push_str(before);
        named.push_str(word);
        if let Some(label) = label(word) {
            named.push_str(&format!(" ({label})"));
        }
        rest = after;
    }
    named.push_str(rest);
    named
}

#[cfg(test)]
mod tests;
