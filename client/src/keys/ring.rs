//! The accounts of this machine: a folder with one keystore a file, named after the account.

use std::path::{Path, PathBuf};

use mutual_types::AccountId;

use super::{KeyError, Keystore};
use crate::error::Error;
use crate::home;
use crate::names::Name;

/// Where in the config folder the accounts are.
pub const FOLDER: &str = "keys";
const EXTENSION: &str = "json";

/// The folder of accounts.
#[derive(Clone, Debug)]
pub struct Keyring {
    config: PathBuf,
}

/// An account of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// What its owner calls it.
    pub name: Name,
    /// Its file.
    pub path: PathBuf,
    /// What the file holds.
    pub keystore: Keystore,
}

impl Keyring {
    /// The accounts below a config folder, which need not be there yet.
    pub fn in_folder(config: &Path) -> Self {
        Self { config: config.to_owned() }
    }

    fn folder(&self) -> PathBuf {
        self.config.join(FOLDER)
    }

    fn path(&self, name: &Name) -> PathBuf {
        self.folder().join(format!("{name}.{EXTENSION}"))
    }

    /// The names of all accounts in order, without a look into their files.
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn names(&self) -> Result<Vec<Name>, Error> {
        let files = home::files(&self.folder())?;
        let stem = |path: &PathBuf| {
            let is_keystore = path.extension().is_some_and(|extension| extension == EXTENSION);
            path.file_stem().filter(|_| is_keystore)?.to_str()?.parse().ok()
        };
        let mut names: Vec<Name> = files.iter().filter_map(stem).collect();
        names.sort();
        Ok(names)
    }

    /// The account of a name, whatever the case of its letters; none if there is no such account.
    ///
    /// # Errors
    /// [`Error::File`], [`KeyError::Damaged`], [`KeyError::Unsupported`].
    pub fn find(&self, name: &Name) -> Result<Option<Stored>, Error> {
        match self.names()?.into_iter().find(|known| known == name) {
            Some(known) => self.load(known),
            None => Ok(None),
        }
    }

    /// The account of a name.
    ///
    /// # Errors
    /// [`Error::NotFound`] and those of [`Self::find`].
    pub fn get(&self, name: &Name) -> Result<Stored, Error> {
        self.find(name)?.ok_or_else(|| Error::NotFound { what: format!("account `{name}` on this machine") })
    }

    fn load(&self, name: Name) -> Result<Option<Stored>, Error> {
        let path = self.path(&name);
        let Some(text) = home::read(&path)? else { return Ok(None) };
        let keystore = Keystore::parse(&text, &path.display().to_string())?;
        Ok(Some(Stored { name, path, keystore }))
    }

    /// All accounts that can be read, in the order of their names, and what is wrong with the others.
    ///
    /// # Errors
    /// [`Error::File`] if the folder cannot be read.
    pub fn all(&self) -> Result<(Vec<Stored>, Vec<Error>), Error> {
        let (mut found, mut wrong) = (Vec::new(), Vec::new());
        for name in self.names()? {
            match self.load(name) {
                Ok(stored) => found.extend(stored),
                Err(error) => wrong.push(error),
            }
        }
        Ok((found, wrong))
    }

    /// Keeps an account under a name that none has yet.
    ///
    /// # Errors
    /// [`Error::File`], of which [`home::FileError::Exists`] is for a name that is taken.
    pub fn add(&self, name: &Name, keystore: Keystore) -> Result<Stored, Error> {
        let _lock = home::lock(&self.config)?;
        if let Some(known) = self.names()?.into_iter().find(|known| known == name) {
            return Err(home::FileError::Exists { path: self.path(&known) }.into());
        }
        home::make_private_folder(&self.folder())?;
        let (path, keystore) = (self.path(name), keystore.named(name.as_str()));
        home::write_new(&path, keystore.text().as_bytes())?;
        Ok(Stored { name: name.clone(), path, keystore })
    }

    /// Removes an account. Without a copy of its file or of its words nobody can sign for it any more.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::File`].
    pub fn remove(&self, name: &Name) -> Result<PathBuf, Error> {
        let _lock = home::lock(&self.config)?;
        let known = self.names()?.into_iter().find(|known| known == name);
        let path = known.map(|known| self.path(&known));
        match path {
            Some(path) if home::remove(&path)? => Ok(path),
            _ => Err(Error::NotFound { what: format!("account `{name}` on this machine") }),
        }
    }
}

impl Stored {
    /// Whose it is.
    pub fn account(&self) -> AccountId {
        self.keystore.account()
    }

    /// Opens it.
    ///
    /// # Errors
    /// [`KeyError::WrongPassword`], [`KeyError::Damaged`].
    pub fn open(&self, password: &str) -> Result<super::Signer, KeyError> {
        self.keystore.open(password, &format!("the account `{}`", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Scheme, Signer};

    fn keystore(uri: &str) -> Keystore {
        let signer = Signer::of_scheme(uri, Scheme::Ed25519, "here").unwrap();
        Keystore::seal(&signer, "someone", "correct horse", 1).unwrap()
    }

    fn name(text: &str) -> Name {
        text.parse().unwrap()
    }

    #[test]
    fn an_account_is_kept_found_and_removed_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let ring = Keyring::in_folder(&folder.path().join("config"));
        assert_eq!(ring.all().unwrap().0, []);

        let kept = ring.add(&name("Mere"), keystore("//Mere")).unwrap();

        assert_eq!(ring.find(&name("mere")).unwrap(), Some(kept.clone()), "letters are the same in either case");
        assert_eq!(kept.keystore.json()["meta"]["name"], "Mere");
        let taken = ring.add(&name("MERE"), keystore("//Other")).unwrap_err();
        assert_eq!(taken.code(), "file-exists");
        assert_eq!(ring.all().unwrap().0, std::slice::from_ref(&kept));
        assert_eq!(ring.remove(&name("mere")).unwrap(), kept.path);
        assert_eq!(ring.find(&name("Mere")).unwrap(), None);
        assert_eq!(ring.remove(&name("Mere")).unwrap_err().exit(), 3);
    }

    #[test]
    fn a_damaged_file_hides_no_other_account() {
        let folder = tempfile::tempdir().unwrap();
        let ring = Keyring::in_folder(folder.path());
        let kept = ring.add(&name("sione"), keystore("//Sione")).unwrap();
        std::fs::write(kept.path.with_file_name("torn.json"), "{").unwrap();
        std::fs::write(kept.path.with_file_name(".sione.json.0a.tmp"), "half").unwrap();

        let (found, wrong) = ring.all().unwrap();

        assert_eq!(found, [kept]);
        assert_eq!(wrong.iter().map(Error::code).collect::<Vec<_>>(), ["damaged-key"]);
        assert_eq!(ring.find(&name("torn")).unwrap_err().exit(), 4);
    }
}
