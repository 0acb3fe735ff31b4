//! Settings: what holds when a command line leaves something out.
//!
//! A flag comes before a variable of the environment, that before the project's file, that before the user's, and last
//! comes what is built in. A project's file comes with a folder that somebody else may have made, so it may say which
//! network and which contract, and never who signs.

mod project;
mod user;

use core::fmt;
use std::path::PathBuf;

use crate::chain::{Hash, DEFAULT_URL};
use crate::names::Name;
use crate::text::address;

pub use project::{Found, Project, PROJECT_FILE};
pub(crate) use user::built_in;
pub use user::{User, USER_FILE};

/// The one network that is known without being told: a development node on this machine.
pub const BUILT_IN_NETWORK: &str = "devnet";

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Which network, by its name.
    Network,
    /// Which society, by its address or name.
    Contract,
    /// Who signs, by the name of an account of this machine.
    Account,
    /// The form of results.
    Output,
    /// How long to wait after sending.
    Wait,
}

impl Key {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Network, Self::Contract, Self::Account, Self::Output, Self::Wait];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Contract => "contract",
            Self::Account => "account",
            Self::Output => "output",
            Self::Wait => "wait",
        }
    }

    /// The setting of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// Refuses what can be no value of this setting.
    ///
    /// # Errors
    /// What it takes instead.
    pub fn check(self, value: &str) -> Result<(), String> {
        let one_of = |values: &[&str]| match values.contains(&value) {
            true => Ok(()),
            false => Err(format!("`{}` is `{}`, and not `{value}`", self.name(), values.join("` or `"))),
        };
        match self {
            Self::Network | Self::Account => value.parse::<Name>().map(drop).map_err(|error| error.to_string()),
            Self::Contract if Name::mentioned(value).is_some() => Ok(()),
            Self::Contract => address::parse(value).map(drop).map_err(|error| error.to_string()),
            Self::Output => one_of(&["text", "json"]),
            Self::Wait => one_of(&["none", "block", "final"]),
        }
    }
}

/// Where a value was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// On the command line.
    Flag,
    /// In the environment, by this variable.
    Variable(&'static str),
    /// In the project's file.
    Project(PathBuf),
    /// In the user's file.
    User(PathBuf),
    /// Nowhere.
    BuiltIn,
}

impl Origin {
    /// What kind of place it is, for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Variable(_) => "variable",
            Self::Project(_) => "project",
            Self::User(_) => "user",
            Self::BuiltIn => "built-in",
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => f.write_str("the command line"),
            Self::Variable(name) => f.write_str(name),
            Self::Project(path) | Self::User(path) => write!(f, "{}", path.display()),
            Self::BuiltIn => f.write_str("built in"),
        }
    }
}

/// A value, and where it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<T = String> {
    /// The value.
    pub value: T,
    /// Where.
    pub origin: Origin,
}

/// How to reach a network, and how to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// A node of it.
    pub url: String,
    /// Its first block. A chain with another one is refused.
    pub genesis: Option<Hash>,
}

impl Profile {
    /// The network that is built in. Its first block is another one at each start.
    pub fn devnet() -> Self {
        Self { url: DEFAULT_URL.to_owned(), genesis: None }
    }
}

/// What is wrong with a file of settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// A line that makes no sense.
    #[error("{}, line {line}: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// Settings of which neither comes first.
    #[error("{one} and {other} both name a network")]
    TwoNetworks {
        /// A variable.
        one: &'static str,
        /// Another.
        other: &'static str,
    },
}

impl ConfigError {
    /// A name for programs, which does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => "damaged-config",
            Self::TwoNetworks { .. } => "two-networks",
        }
    }

    /// What to do.
    pub fn hint(&self) -> String {
        match self {
            Self::Damaged { path, .. } if path.ends_with(PROJECT_FILE) => {
                "a project's file says `network` and `contract`, and never who signs: mend the line, or leave the folder"
                    .to_owned()
            }
            Self::Damaged { .. } => "mend the line, or move the file away: `mutual config path` says where".to_owned(),
            Self::TwoNetworks { .. } => "unset one of them, or say `--network NAME` or `--url URL`".to_owned(),
        }
    }
}
