//! Payments, and what members owe.

use clap::Subcommand;
use mutual_types::{Action, PaymentId, PotId};

use super::super::super::{account, when};
use super::about::About;
use super::Scene;
use crate::error::Error;
use crate::names::Names;

#[derive(Debug, Subcommand)]
pub(in super::super::super) enum Kind {
    /// Pay somebody
    #[command(
        after_help = "Example:\n  mutual proposal new spend 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty \"5 UNIT\" --title \"Roof\" --suri-file key"
    )]
    Spend {
        /// Who is paid
        payee: String,
        /// How much, such as `5 UNIT`
        amount: String,
        /// From which pot; the default is the general one
        #[arg(long, default_value_t = PotId::GENERAL.0, value_name = "NUMBER")]
        pot: u32,
        #[command(flatten)]
        about: About,
    },
    /// Release a payment in place of the treasurers
    #[command(
        after_help = "Example:\n  mutual proposal new release-payment 0 --title \"No treasurer answers\" --suri-file key"
    )]
    ReleasePayment {
        /// The payment's number
        payment: u32,
        #[command(flatten)]
        about: About,
    },
    /// Cancel a payment that is not made yet
    #[command(
        after_help = "Example:\n  mutual proposal new cancel-payment 0 --title \"It was never delivered\" --suri-file key"
    )]
    CancelPayment {
        /// The payment's number
        payment: u32,
        #[command(flatten)]
        about: About,
    },
    /// Count a member's dues as paid until a day
    #[command(
        after_help = "Example:\n  mutual proposal new waive-dues 3 --until 180d --title \"While ill\" --suri-file key"
    )]
    WaiveDues {
        /// The member, by account or number
        member: String,
        /// Until when: a day such as 2027-06-30, or a span from now such as 180d
        #[arg(long, value_name = "WHEN")]
        until: String,
        #[command(flatten)]
        about: About,
    },
    /// Forgive a member what they should have paid back
    #[command(
        after_help = "Example:\n  mutual proposal new forgive-debt 3 \"20 UNIT\" --title \"The harvest failed\" --suri-file key"
    )]
    ForgiveDebt {
        /// The member, by account or number
        member: String,
        /// How much of it, such as `20 UNIT`
        amount: String,
        #[command(flatten)]
        about: About,
    },
}

impl Kind {
    pub(super) fn about(&self) -> &About {
        match self {
            Self::Spend { about, .. }
            | Self::ReleasePayment { about, .. }
            | Self::CancelPayment { about, .. }
            | Self::WaiveDues { about, .. }
            | Self::ForgiveDebt { about, .. } => about,
        }
    }

    pub(super) fn check(&self, names: &Names) -> Result<(), Error> {
        match self {
            Self::Spend { payee, amount, .. } => {
                names.ensure(payee)?;
                account::ensure_amount(amount)
            }
            Self::ForgiveDebt { amount, .. } => account::ensure_amount(amount),
            Self::WaiveDues { until, .. } => when::ensure(until),
            Self::ReleasePayment { .. } | Self::CancelPayment { .. } => Ok(()),
        }
    }

    pub(super) async fn action(&self, scene: &Scene<'_>) -> Result<Action, Error> {
        Ok(match self {
            Self::Spend { payee, amount, pot, .. } => Action::Spend {
                payee: scene.account(payee)?,
                amount: account::amount(amount, scene.unit)?,
                pot: PotId(*pot),
            },
            Self::ReleasePayment { payment, .. } => Action::ReleasePayment { payment: PaymentId(*payment) },
            Self::CancelPayment { payment, .. } => Action::CancelPayment { payment: PaymentId(*payment) },
            Self::WaiveDues { member, until, .. } => {
                Action::WaiveDues { member: scene.member(member).await?, until_ms: when::moment(until, scene.now_ms)? }
            }
            Self::ForgiveDebt { member, amount, .. } => Action::ForgiveDebt {
                member: scene.member(member).await?,
                amount: account::amount(amount, scene.unit)?,
            },
        })
    }
}
