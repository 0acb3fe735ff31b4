//! What the command line, the environment and the files of settings say together.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches, ValueEnum};
use zeroize::Zeroizing;

use super::args::{Cli, Globals};
use super::Io;
use crate::chain::DEFAULT_URL;
use crate::config::{ConfigError, Found, Key, Origin, Project, Said, User};
use crate::error::Error;
use crate::home::{self, FileError};
use crate::keys::{KeyError, Source, ACCOUNT_VARIABLE, SURI_VARIABLE};

/// The circumstances of a command, besides its flags.
pub(super) struct Setup {
    /// The config folder, if there can be one.
    pub config: Result<PathBuf, FileError>,
    /// The data folder, if there can be one.
    pub data: Result<PathBuf, FileError>,
    /// The user's file.
    pub user: User,
    /// Who signs.
    pub signing: Signing,
    /// Where the society was named.
    pub contract: Option<Origin>,
    /// Each setting with its value and where it was said.
    pub shown: Vec<(&'static str, Option<Said>)>,
    /// What was seen on the way.
    pub notes: Vec<String>,
}

/// Who signs.
pub(super) enum Signing {
    /// Whose secret URI it is.
    Secret(Source),
    /// An account of this machine.
    Account(Said),
    /// Nobody was named.
    Nobody,
    /// Two variables name two.
    Unclear,
}

/// Which of the flags that go with every command were given, and where.
pub(super) struct Given(ArgMatches);

impl Given {
    /// Where a flag was given, if its value says anything.
    fn origin(&self, id: &str, variable: &'static str, value: &str) -> Option<Origin> {
        match self.0.value_source(id)? {
            ValueSource::CommandLine => Some(Origin::Flag),
            ValueSource::EnvVariable if !value.is_empty() => Some(Origin::Variable(variable)),
            _ => None,
        }
    }

    fn is_flag(&self, id: &str) -> bool {
        self.0.value_source(id) == Some(ValueSource::CommandLine)
    }
}

/// Understands a command line. Pages of help and of usage are this wide.
pub(super) fn parse(args: &[OsString], columns: usize) -> Result<(Cli, Given), clap::Error> {
    let matches = Cli::command().term_width(columns).try_get_matches_from(args)?;
    let cli = Cli::from_arg_matches(&matches)?;
    let given = Given(matches);
    // A variable does not stand in the way of a flag, as it would if these were declared to conflict.
    for (one, other) in [("url", "network"), ("signing_account", "suri"), ("signing_account", "suri_file")] {
        if given.is_flag(one) && given.is_flag(other) {
            let named = |id: &str| id.replace("signing_", "").replace('_', "-");
            let message = format!("the argument '--{}' cannot be used with '--{}'", named(one), named(other));
            return Err(Cli::command().error(ErrorKind::ArgumentConflict, message));
        }
    }
    Ok((cli, given))
}

/// Lays the layers over each other, and puts what holds into `globals`.
pub(super) fn lay(globals: &mut Globals, given: &Given, reads_config: bool, io: &Io<'_>) -> Result<Setup, Error> {
    let folder = |flag: &Option<PathBuf>, find: fn(Option<&Path>) -> Result<PathBuf, FileError>| match flag
        .as_deref()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        None if !io.has_home() => Err(FileError::NoHome),
        flag => find(flag),
    };
    let config = folder(&globals.config_dir, home::config_dir);
    let data = folder(&globals.data_dir, home::data_dir);
    let mut notes = Vec::new();
    let (user, project) = if reads_config { files(config.as_ref().ok(), io, &mut notes)? } else { Default::default() };

    // First, so that what is wrong with the others is told in this form.
    let output = form(given, "output", "MUTUAL_OUTPUT", Key::Output, &mut globals.output, &user);
    let url = given.origin("url", "MUTUAL_URL", &globals.url);
    if url.is_none() {
        // An empty variable says nothing.
        globals.url = DEFAULT_URL.to_owned();
    }
    let network = network(url.as_ref(), globals, given, &project, &user)?;
    if let Some(network) = &network {
        let profile = user.network(&network.value)?;
        globals.url = profile.url;
        if given.origin("genesis", "MUTUAL_GENESIS", globals.genesis.as_deref().unwrap_or_default()).is_none() {
            globals.genesis = profile.genesis.map(|genesis| genesis.to_string());
        }
    }
    let contract = contract(globals, given, &project, &user);
    globals.contract = contract.as_ref().map(|contract| contract.value.clone());
    let wait = form(given, "wait", "", Key::Wait, &mut globals.wait, &user);
    let (signing, account) = signing(globals, given, &user);
    let by_network = network.as_ref().map(|network| network.origin.clone());
    let url_origin = by_network.or(url).unwrap_or(Origin::BuiltIn);
    let shown = vec![
        (Key::Network.name(), network.clone()),
        ("url", Some(Said { value: globals.url.clone(), origin: url_origin })),
        ("genesis", genesis(globals, given, network)),
        (Key::Contract.name(), contract.clone()),
        (Key::Account.name(), account),
        (Key::Output.name(), Some(output)),
        (Key::Wait.name(), Some(wait)),
    ];
    Ok(Setup { config, data, user, signing, contract: contract.map(|contract| contract.origin), shown, notes })
}

fn files(config: Option<&PathBuf>, io: &Io<'_>, notes: &mut Vec<String>) -> Result<(User, Project), Error> {
    let user = config.map_or(Ok(User::default()), |config| User::load(config))?;
    let found = io.folder().map_or(Ok(Found::Nothing), Project::find)?;
    let project = match found {
        Found::Project(project) => project,
        Found::Nothing => Project::default(),
        Found::Foreign(path) => {
            notes.push(format!("{} belongs to somebody else, and is not followed", path.display()));
            Project::default()
        }
    };
    Ok((user, project))
}

/// The network by name; none where a URL comes first, or nothing is said.
fn network(
    url: Option<&Origin>,
    globals: &Globals,
    given: &Given,
    project: &Project,
    user: &User,
) -> Result<Option<Said>, Error> {
    let name = globals.network.as_deref().unwrap_or_default();
    let named = given.origin("network", "MUTUAL_NETWORK", name);
    match (url, named) {
        (Some(Origin::Flag), _) => Ok(None),
        (_, Some(Origin::Flag)) => Ok(Some(Said { value: name.to_owned(), origin: Origin::Flag })),
        (Some(Origin::Variable(one)), Some(Origin::Variable(other))) => {
            Err(ConfigError::TwoNetworks { one, other }.into())
        }
        (Some(_), None) => Ok(None),
        (_, Some(origin)) => Ok(Some(Said { value: name.to_owned(), origin })),
        (None, None) => Ok(below(&project.network, project, Key::Network, user)),
    }
}

fn contract(globals: &Globals, given: &Given, project: &Project, user: &User) -> Option<Said> {
    let value = globals.contract.clone().unwrap_or_default();
    match given.origin("contract", "MUTUAL_CONTRACT", &value) {
        Some(origin) => Some(Said { value, origin }),
        None => below(&project.contract, project, Key::Contract, user),
    }
}

/// What the files say: the project's before the user's.
fn below(said: &Option<String>, project: &Project, key: Key, user: &User) -> Option<Said> {
    match said {
        Some(value) => Some(Said { value: value.clone(), origin: Origin::Project(project.path.clone()) }),
        None => of_user(key, user),
    }
}

fn of_user(key: Key, user: &User) -> Option<Said> {
    user.defaults.get(&key).map(|value| Said { value: value.clone(), origin: Origin::User(user.path.clone()) })
}

/// A setting with few values, which have a default of their own.
fn form<T: ValueEnum>(given: &Given, id: &str, variable: &'static str, key: Key, value: &mut T, user: &User) -> Said {
    let origin = match given.origin(id, variable, "said") {
        Some(origin) => origin,
        None => match of_user(key, user).and_then(|said| Some((T::from_str(&said.value, false).ok()?, said.origin))) {
            Some((said, origin)) => {
                *value = said;
                origin
            }
            None => Origin::BuiltIn,
        },
    };
    let name = value.to_possible_value().map(|value| value.get_name().to_owned());
    Said { value: name.unwrap_or_default(), origin }
}

fn signing(globals: &Globals, given: &Given, user: &User) -> (Signing, Option<Said>) {
    let account = globals.account.clone().unwrap_or_default();
    let named = given.origin("signing_account", ACCOUNT_VARIABLE, &account);
    let by_flag = Source { dev_uri: globals.suri.clone(), file: globals.suri_file.clone(), variable: None };
    let variable = std::env::var(SURI_VARIABLE).ok().map(Zeroizing::new);
    let by_variable = Source { variable, ..Source::default() };
    let secret = |origin| Some(Said { value: "a secret URI".to_owned(), origin });
    if !by_flag.is_empty() {
        return (Signing::Secret(by_flag), secret(Origin::Flag));
    }
    match (named, by_variable.is_empty()) {
        (Some(Origin::Variable(_)), false) => (Signing::Unclear, None),
        (Some(origin), _) => {
            let said = Said { value: account, origin };
            (Signing::Account(said.clone()), Some(said))
        }
        (None, false) => (Signing::Secret(by_variable), secret(Origin::Variable(SURI_VARIABLE))),
        (None, true) => match of_user(Key::Account, user) {
            Some(said) => (Signing::Account(said.clone()), Some(said)),
            None => (Signing::Nobody, None),
        },
    }
}

fn genesis(globals: &Globals, given: &Given, network: Option<Said>) -> Option<Said> {
    let value = globals.genesis.clone().filter(|text| !text.is_empty())?;
    let own = given.origin("genesis", "MUTUAL_GENESIS", &value);
    let origin = own.or(network.map(|network| network.origin)).unwrap_or(Origin::BuiltIn);
    Some(Said { value, origin })
}

impl Setup {
    /// The config folder.
    pub(super) fn folder(&self) -> Result<&PathBuf, Error> {
        self.config.as_ref().map_err(|error| error.clone().into())
    }
}

impl Signing {
    /// The source of a secret URI, unless it is an account of this machine that signs.
    pub(super) fn source(&self) -> Result<Source, KeyError> {
        match self {
            Self::Secret(source) => Ok(source.clone()),
            Self::Account(_) | Self::Nobody => Err(KeyError::Missing),
            Self::Unclear => Err(KeyError::TwoSigners),
        }
    }
}
