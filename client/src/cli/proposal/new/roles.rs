//! Who holds a role.

use clap::Subcommand;
use mutual_types::Action;

use super::super::super::role::RoleArgs;
use super::super::super::when;
use super::about::About;
use super::Scene;
use crate::error::Error;

#[derive(Debug, Subcommand)]
pub(in super::super::super) enum Kind {
    /// Give a member a role
    #[command(
        visible_alias = "grant-role",
        after_help = "Examples:\n  mutual proposal new role 3 treasurer --term 90d --suri-file key\n  mutual proposal new role 3 keeper --pot 3 --suri-file key"
    )]
    Role {
        /// The member, by account or number
        member: String,
        #[command(flatten)]
        role: RoleArgs,
        /// For how long, such as `90d`; the default is the longest term of the rules
        #[arg(long, value_name = "DURATION")]
        term: Option<String>,
        #[command(flatten)]
        about: About,
    },
    /// Take a role from a member
    #[command(
        visible_alias = "revoke-role",
        after_help = "Example:\n  mutual proposal new revoke 3 treasurer --title \"He moved away\" --suri-file key"
    )]
    Revoke {
        /// The member, by account or number
        member: String,
        #[command(flatten)]
        role: RoleArgs,
        #[command(flatten)]
        about: About,
    },
}

impl Kind {
    pub(super) fn about(&self) -> &About {
        match self {
            Self::Role { about, .. } | Self::Revoke { about, .. } => about,
        }
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        match self {
            Self::Role { term: Some(term), .. } => when::span(term).map(|_| ()),
            Self::Role { .. } | Self::Revoke { .. } => Ok(()),
        }
    }

    pub(super) async fn action(&self, scene: &Scene<'_>) -> Result<Action, Error> {
        Ok(match self {
            Self::Role { member, role, term, .. } => {
                let term_ms = match term {
                    Some(term) => when::span(term)?,
                    None => scene.society.society().await?.rules.roles.term_ms,
                };
                Action::GrantRole { member: scene.member(member).await?, role: role.role(), term_ms }
            }
            Self::Revoke { member, role, .. } => {
                Action::RevokeRole { member: scene.member(member).await?, role: role.role() }
            }
        })
    }
}
