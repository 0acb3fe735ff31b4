//! Who is in: admission, suspension, expulsion, and a new account for a lost key.

use clap::Subcommand;
use mutual_types::Action;

use super::super::super::when;
use super::about::About;
use super::Scene;
use crate::error::Error;
use crate::names::Names;

#[derive(Debug, Subcommand)]
pub(in super::super::super) enum Kind {
    /// Let an applicant in
    #[command(
        after_help = "Example:\n  mutual proposal new admit 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --suri-file key"
    )]
    Admit {
        /// The applicant
        account: String,
        #[command(flatten)]
        about: About,
    },
    /// End a suspension or a lapse, or take back somebody who left
    #[command(after_help = "Example:\n  mutual proposal new reinstate 3 --title \"Welcome back\" --suri-file key")]
    Reinstate {
        /// The member, by account or number
        member: String,
        #[command(flatten)]
        about: About,
    },
    /// Suspend a member until a day: they neither vote nor hold roles till then
    #[command(
        after_help = "Example:\n  mutual proposal new suspend 3 --until 90d --title \"For the theft\" --suri-file key"
    )]
    Suspend {
        /// The member, by account or number
        member: String,
        /// Until when: a day such as 2027-06-30, or a span from now such as 90d
        #[arg(long, value_name = "WHEN")]
        until: String,
        #[command(flatten)]
        about: About,
    },
    /// Expel a member; their shares are paid out at once
    #[command(after_help = "Example:\n  mutual proposal new expel 3 --title \"For the theft\" --suri-file key")]
    Expel {
        /// The member, by account or number
        member: String,
        #[command(flatten)]
        about: About,
    },
    /// Give a member whose key is lost a new account
    #[command(
        after_help = "Example:\n  mutual proposal new recover-account 3 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --suri-file key"
    )]
    RecoverAccount {
        /// The member, by account or number
        member: String,
        /// Their new account
        account: String,
        #[command(flatten)]
        about: About,
    },
    /// Bar members from attesting requests for relief for a year
    #[command(after_help = "Example:\n  mutual proposal new review-relief 3 5 --title \"They knew\" --suri-file key")]
    ReviewRelief {
        /// The members, by account or number
        #[arg(required = true, num_args = 1..=16, value_name = "MEMBER")]
        members: Vec<String>,
        #[command(flatten)]
        about: About,
    },
}

impl Kind {
    pub(super) fn about(&self) -> &About {
        match self {
            Self::Admit { about, .. }
            | Self::Reinstate { about, .. }
            | Self::Suspend { about, .. }
            | Self::Expel { about, .. }
            | Self::RecoverAccount { about, .. }
            | Self::ReviewRelief { about, .. } => about,
        }
    }

    pub(super) fn check(&self, names: &Names) -> Result<(), Error> {
        match self {
            Self::Admit { account, .. } | Self::RecoverAccount { account, .. } => names.ensure(account),
            Self::Suspend { until, .. } => when::ensure(until),
            Self::Reinstate { .. } | Self::Expel { .. } | Self::ReviewRelief { .. } => Ok(()),
        }
    }

    pub(super) async fn action(&self, scene: &Scene<'_>) -> Result<Action, Error> {
        Ok(match self {
            Self::Admit { account, .. } => Action::Admit { account: scene.account(account)? },
            Self::Reinstate { member, .. } => Action::Reinstate { member: scene.member(member).await? },
            Self::Suspend { member, until, .. } => {
                Action::Suspend { member: scene.member(member).await?, until_ms: when::moment(until, scene.now_ms)? }
            }
            Self::Expel { member, .. } => Action::Expel { member: scene.member(member).await? },
            Self::RecoverAccount { member, account, .. } => {
                Action::RecoverAccount { member: scene.member(member).await?, account: scene.account(account)? }
            }
            Self::ReviewRelief { members: named, .. } => {
                let mut members = Vec::new();
                for text in named {
                    members.push(scene.member(text).await?);
                }
                Action::ReviewRelief { members }
            }
        })
    }
}
