//! The user's file: `config.toml` in the config folder, with what holds by default and the networks that have a name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};
use toml_edit::{DocumentMut, Item, Table};

use super::{ConfigError, Key, Profile, BUILT_IN_NETWORK};
use crate::error::Error;
use crate::home;
use crate::names::Name;
use crate::text::line_at;

/// Its name.
pub const USER_FILE: &str = "config.toml";

const DEFAULTS: &str = "defaults";
const NETWORKS: &str = "network";
const URL: &str = "url";
const GENESIS: &str = "genesis";

/// What it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct User {
    /// The file, which need not be there.
    pub path: PathBuf,
    /// What holds by default.
    pub defaults: BTreeMap<Key, String>,
    /// The networks that have a name, without the built-in one.
    pub networks: BTreeMap<Name, Profile>,
}

/// A line and what is wrong there.
type Wrong = (usize, String);

impl User {
    /// The file of a config folder; an empty one if there is none.
    ///
    /// # Errors
    /// [`Error::File`], [`ConfigError::Damaged`].
    pub fn load(config: &Path) -> Result<Self, Error> {
        let path = config.join(USER_FILE);
        let text = home::read(&path)?.unwrap_or_default();
        Self::parse(&text, path)
    }

    fn parse(text: &str, path: PathBuf) -> Result<Self, Error> {
        match read(text) {
            Ok((defaults, networks)) => Ok(Self { path, defaults, networks }),
            Err((line, what)) => Err(ConfigError::Damaged { path, line, what }.into()),
        }
    }

    /// How to reach the network of a name.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn network(&self, name: &str) -> Result<Profile, Error> {
        let known = name.parse::<Name>().ok().and_then(|name| self.networks.get(&name).cloned());
        let built_in = name.eq_ignore_ascii_case(BUILT_IN_NETWORK).then(Profile::devnet);
        known.or(built_in).ok_or_else(|| Error::NotFound { what: format!("network `{name}`") })
    }

    /// Says what holds by default.
    ///
    /// # Errors
    /// [`Error::Input`] for a value that it cannot have, [`Error::File`], [`ConfigError::Damaged`].
    pub fn set(config: &Path, key: Key, text: &str) -> Result<(), Error> {
        key.check(text).map_err(Error::input)?;
        change(config, |document| {
            put(table(document.as_table_mut(), DEFAULTS, false)?, key.name(), text);
            Ok(())
        })
    }

    /// Says nothing more by default, and gives whether anything was said.
    ///
    /// # Errors
    /// [`Error::File`], [`ConfigError::Damaged`].
    pub fn unset(config: &Path, key: Key) -> Result<bool, Error> {
        change(config, |document| Ok(table(document.as_table_mut(), DEFAULTS, false)?.remove(key.name()).is_some()))
    }

    /// Gives a network a name. One that is there is replaced only if `replaces`.
    ///
    /// # Errors
    /// [`Error::Input`] for a name that is taken, [`Error::File`], [`ConfigError::Damaged`].
    pub fn add_network(config: &Path, name: &Name, profile: &Profile, replaces: bool) -> Result<(), Error> {
        if name.as_str().eq_ignore_ascii_case(BUILT_IN_NETWORK) {
            return Err(built_in());
        }
        change(config, |document| {
            let networks = table(document.as_table_mut(), NETWORKS, true)?;
            let key = spelled(networks, name);
            if key.is_some() && !replaces {
                return Err(Error::Input {
                    what: format!("there is a network `{name}` already"),
                    hint: Some("choose another name, or add `--replace`".to_owned()),
                });
            }
            let network = table(networks, &key.unwrap_or_else(|| name.to_string()), false)?;
            put(network, URL, &profile.url);
            match profile.genesis {
                Some(genesis) => put(network, GENESIS, &genesis.to_string()),
                None => drop(network.remove(GENESIS)),
            }
            Ok(())
        })
    }

    /// Forgets a network, also as what holds by default.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::File`], [`ConfigError::Damaged`].
    pub fn remove_network(config: &Path, name: &Name) -> Result<(), Error> {
        change(config, |document| {
            let networks = table(document.as_table_mut(), NETWORKS, true)?;
            let key = spelled(networks, name).ok_or_else(|| Error::NotFound { what: format!("network `{name}`") })?;
            networks.remove(&key);
            let defaults = table(document.as_table_mut(), DEFAULTS, false)?;
            let is_default = defaults.get(Key::Network.name()).and_then(Item::as_str);
            if is_default.is_some_and(|default| default.eq_ignore_ascii_case(name.as_str())) {
                defaults.remove(Key::Network.name());
            }
            Ok(())
        })
    }
}

/// What cannot be done to the network that is built in.
pub(crate) fn built_in() -> Error {
    Error::Input {
        what: format!("the network `{BUILT_IN_NETWORK}` is built in, and stays as it is"),
        hint: Some("choose another name: `mutual network add NAME NODE`".to_owned()),
    }
}

/// Puts a value into a table, and leaves what is noted beside the one before.
fn put(table: &mut Table, key: &str, text: &str) {
    let before = table.get(key).and_then(Item::as_value).map(|value| value.decor().clone());
    let mut after = toml_edit::Value::from(text);
    if let Some(decor) = before {
        *after.decor_mut() = decor;
    }
    table.insert(key, Item::Value(after));
}

/// Changes the file as one of many that do so at once, and keeps the notes that its owner has made there.
fn change<T>(config: &Path, change: impl FnOnce(&mut DocumentMut) -> Result<T, Error>) -> Result<T, Error> {
    let _lock = home::lock(config)?;
    let path = config.join(USER_FILE);
    let text = home::read(&path)?.unwrap_or_default();
    // What makes no sense now is said now, with its line.
    User::parse(&text, path.clone())?;
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| Error::Unexpected(error.message().to_owned()))?;
    let made = change(&mut document)?;
    let text = document.to_string();
    User::parse(&text, path.clone())?;
    home::write(&path, text.as_bytes())?;
    Ok(made)
}

/// The table of a name below another, which is made if it is not there.
fn table<'t>(below: &'t mut Table, name: &str, holds_tables_only: bool) -> Result<&'t mut Table, Error> {
    let fresh = || {
        let mut table = Table::new();
        table.set_implicit(holds_tables_only);
        Item::Table(table)
    };
    let item = below.entry(name).or_insert_with(fresh);
    if let Some(inline) = item.as_inline_table() {
        *item = Item::Table(inline.clone().into_table());
    }
    item.as_table_mut().ok_or_else(|| Error::input(format!("`{name}` is no table in {USER_FILE}")))
}

/// A name as it is spelled in a table.
fn spelled(table: &Table, name: &Name) -> Option<String> {
    table.iter().map(|(key, _)| key.to_owned()).find(|key| key.eq_ignore_ascii_case(name.as_str()))
}

type Said = (BTreeMap<Key, String>, BTreeMap<Name, Profile>);

fn read(text: &str) -> Result<Said, Wrong> {
    let at = |span: Option<std::ops::Range<usize>>| span.map_or(1, |span| line_at(text, span.start));
    let document = DeTable::parse(text).map_err(|error| (at(error.span()), error.message().to_owned()))?;
    let (mut defaults, mut networks) = (BTreeMap::new(), BTreeMap::new());
    for (name, part) in document.get_ref() {
        let line = line_at(text, name.span().start);
        let part = part.get_ref().as_table();
        match (name.get_ref().as_ref(), part) {
            (DEFAULTS, Some(part)) => read_defaults(text, part, &mut defaults)?,
            (NETWORKS, Some(part)) => read_networks(text, part, &mut networks)?,
            (other, _) => return Err((line, format!("`{other}` is neither `[{DEFAULTS}]` nor `[{NETWORKS}.NAME]`"))),
        }
    }
    Ok((defaults, networks))
}

fn read_defaults(text: &str, part: &DeTable<'_>, defaults: &mut BTreeMap<Key, String>) -> Result<(), Wrong> {
    for (name, value) in part {
        let line = line_at(text, name.span().start);
        let known = || Key::ALL.map(Key::name).join("`, `");
        let key = Key::named(name.get_ref())
            .ok_or_else(|| (line, format!("`{}` is none of the settings `{}`", name.get_ref(), known())))?;
        let value = string(value.get_ref(), key.name(), line)?;
        key.check(&value).map_err(|what| (line, what))?;
        defaults.insert(key, value);
    }
    Ok(())
}

fn read_networks(text: &str, part: &DeTable<'_>, networks: &mut BTreeMap<Name, Profile>) -> Result<(), Wrong> {
    for (key, network) in part {
        let line = line_at(text, key.span().start);
        let name: Name = key.get_ref().parse().map_err(|_| (line, format!("`{}` cannot be a name", key.get_ref())))?;
        let network = network.get_ref().as_table().ok_or_else(|| (line, format!("`{name}` is no table")))?;
        let (mut url, mut genesis) = (None, None);
        for (field, value) in network {
            let line = line_at(text, field.span().start);
            match field.get_ref().as_ref() {
                URL => url = Some(string(value.get_ref(), URL, line)?),
                GENESIS => {
                    let hash = string(value.get_ref(), GENESIS, line)?;
                    genesis = Some(hash.parse().map_err(|_| (line, format!("`{hash}` is no hash of a first block")))?);
                }
                other => return Err((line, format!("`{other}` is neither `{URL}` nor `{GENESIS}`"))),
            }
        }
        let url = url.ok_or_else(|| (line, format!("the network `{name}` has no `{URL}`")))?;
        if name.as_str().eq_ignore_ascii_case(BUILT_IN_NETWORK) {
            return Err((line, format!("the network `{BUILT_IN_NETWORK}` is built in")));
        }
        if networks.insert(name.clone(), Profile { url, genesis }).is_some() {
            return Err((line, format!("the network `{name}` is there twice")));
        }
    }
    Ok(())
}

fn string(value: &DeValue<'_>, name: &str, line: usize) -> Result<String, Wrong> {
    value.as_str().map(str::to_owned).ok_or_else(|| (line, format!("`{name}` is no text in quotes")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::Hash;

    fn name(text: &str) -> Name {
        text.parse().unwrap()
    }

    fn profile(url: &str) -> Profile {
        Profile { url: url.to_owned(), genesis: Some(Hash([7; 32])) }
    }

    #[test]
    fn what_is_set_holds_until_it_is_unset_and_notes_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(USER_FILE);
        std::fs::write(&path, "# mine\n[defaults]\noutput = \"json\" # for scripts\n").unwrap();

        User::set(folder.path(), Key::Wait, "final").unwrap();
        User::set(folder.path(), Key::Output, "text").unwrap();
        assert!(User::unset(folder.path(), Key::Wait).unwrap());
        assert!(!User::unset(folder.path(), Key::Wait).unwrap());

        assert_eq!(User::load(folder.path()).unwrap().defaults, BTreeMap::from([(Key::Output, "text".to_owned())]));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# mine\n") && text.contains("# for scripts"), "{text}");
        assert_eq!(User::set(folder.path(), Key::Output, "yaml").unwrap_err().exit(), 2);
    }

    #[test]
    fn a_network_is_added_once_replaced_on_demand_and_removed_with_its_default() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path();
        User::add_network(config, &name("Coop"), &profile("ws://one"), false).unwrap();
        assert_eq!(User::add_network(config, &name("coop"), &profile("ws://two"), false).unwrap_err().exit(), 2);
        User::add_network(config, &name("coop"), &profile("ws://two"), true).unwrap();
        User::add_network(config, &name("other"), &Profile { url: "ws://x".to_owned(), genesis: None }, false).unwrap();
        User::set(config, Key::Network, "COOP").unwrap();
        let user = User::load(config).unwrap();
        assert_eq!(user.network("cooP").unwrap(), profile("ws://two"));
        assert_eq!(user.networks.len(), 2);
        assert_eq!(user.network("devnet").unwrap(), Profile::devnet());
        assert_eq!(user.network("nowhere").unwrap_err().exit(), 3);

        User::remove_network(config, &name("coop")).unwrap();
        let user = User::load(config).unwrap();
        assert_eq!((user.networks.len(), user.defaults.len()), (1, 0));
        assert_eq!(User::remove_network(config, &name("coop")).unwrap_err().exit(), 3);
        let devnet = User::add_network(config, &name("DevNet"), &profile("ws://evil"), true).unwrap_err();
        assert_eq!(devnet.exit(), 2);
    }

    #[test]
    fn a_damaged_file_says_where_and_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(USER_FILE);
        for (text, line) in [
            ("[defaults", 1),
            ("\n\nnetwork = \"x\"", 3),
            ("[defaults]\nsuri = \"//Alice\"", 2),
            ("[defaults]\noutput = 5", 2),
            ("[defaults]\nwait = \"long\"", 2),
            ("[network.coop]\ngenesis = \"0x00\"\nurl = \"ws://x\"", 2),
            ("[network.coop]\ngenesis = \"0x00\"", 2),
            ("[network.coop]\n", 1),
            ("[network.coop]\nurl = \"ws://x\"\nport = \"1\"", 3),
            ("[network.Coop]\nurl = \"ws://x\"\n[network.coop]\nurl = \"ws://y\"", 3),
            ("[network.devnet]\nurl = \"ws://x\"", 1),
        ] {
            std::fs::write(&path, text).unwrap();
            for error in
                [User::load(folder.path()).unwrap_err(), User::set(folder.path(), Key::Wait, "none").unwrap_err()]
            {
                assert_eq!((error.exit(), error.code()), (2, "damaged-config"), "{text}");
                assert!(error.to_string().contains(&format!("line {line}:")), "{text}: {error}");
            }
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
    }
}
