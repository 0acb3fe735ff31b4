//! Pots: opening, closing, moving money between them, and what may be paid from them with one signature.

use clap::{Args, Subcommand, ValueEnum};
use mutual_types::{AccountId, Action, Kind as ActionKind, PotId, PotKind, PotSpec, Restriction};
use scale::Decode;

use super::super::super::{account, when};
use super::about::About;
use super::Scene;
use crate::error::Error;
use crate::names::Names;
use crate::words;

#[derive(Debug, Subcommand)]
pub(in super::super::super) enum Kind {
    /// Open a pot
    #[command(
        after_help = "Examples:\n  mutual proposal new open-pot restricted Food --pays spend --pays grant --fallback 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --suri-file key\n  mutual proposal new open-pot reserve \"Bad times\" --suri-file key"
    )]
    OpenPot(OpenArgs),
    /// Move money from one pot to another; out of the reserve or a restricted pot it takes a special majority
    #[command(
        visible_aliases = ["move-pot", "move-restricted"],
        after_help = "Example:\n  mutual proposal new move \"50 UNIT\" --from 0 --to 1 --title \"For bad times\" --suri-file key"
    )]
    Move {
        /// How much, such as `50 UNIT`
        amount: String,
        /// From which pot
        #[arg(long, value_name = "NUMBER")]
        from: u32,
        /// To which pot
        #[arg(long, value_name = "NUMBER")]
        to: u32,
        #[command(flatten)]
        about: About,
    },
    /// Close a pot; its rest goes to the general pot, or to the fallback that a restricted one names
    #[command(after_help = "Example:\n  mutual proposal new close-pot 2 --suri-file key")]
    ClosePot {
        /// The pot's number
        pot: u32,
        #[command(flatten)]
        about: About,
    },
    /// Set what the treasurers and the keepers of a pot may pay from it with one signature
    #[command(
        visible_alias = "set-allowance",
        after_help = "Examples:\n  mutual proposal new allowance 0 --each \"2 UNIT\" --total \"10 UNIT\" --period 30d --suri-file key\n  mutual proposal new allowance 0 --none --suri-file key"
    )]
    Allowance {
        /// The pot's number
        pot: u32,
        #[command(flatten)]
        allowance: AllowanceArgs,
        #[command(flatten)]
        about: About,
    },
}

#[derive(Debug, Args)]
pub(in super::super::super) struct OpenArgs {
    /// What it is for
    #[arg(value_enum)]
    kind: PotName,
    /// Its name
    name: String,
    /// A kind of proposals that may pay from a restricted pot, such as `spend`; once for each
    #[arg(long, value_name = "KIND", required_if_eq("kind", "restricted"))]
    pays: Vec<String>,
    /// An account that a restricted pot may pay; once for each, and none for any
    #[arg(long, value_name = "ACCOUNT")]
    payee: Vec<String>,
    /// When a restricted pot ends, if it does: a day such as 2027-06-30, or a span from now such as 365d
    #[arg(long, value_name = "WHEN")]
    ends: Option<String>,
    /// Who gets the rest of a restricted pot when it is closed
    #[arg(long, value_name = "ACCOUNT", required_if_eq("kind", "restricted"))]
    fallback: Option<String>,
    #[command(flatten)]
    about: About,
}

/// A kind of pot as it is written. There is one general pot, from the founding on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PotName {
    /// Bad times: money moves out by a special proposal only
    Reserve,
    /// Help for members: paid out by requests for relief only
    Relief,
    /// A purpose
    Restricted,
}

#[derive(Debug, Args)]
pub(in super::super::super) struct AllowanceArgs {
    /// The largest payment, such as `2 UNIT`
    #[arg(long, value_name = "AMOUNT", required_unless_present = "none")]
    each: Option<String>,
    /// The most in one period, by all who may together
    #[arg(long, value_name = "AMOUNT", required_unless_present = "none")]
    total: Option<String>,
    /// The period, such as `30d`
    #[arg(long, value_name = "DURATION", required_unless_present = "none")]
    period: Option<String>,
    /// End the allowance
    #[arg(long, conflicts_with_all = ["each", "total", "period"])]
    none: bool,
}

impl OpenArgs {
    fn spec(&self, now_ms: u64, account: impl Fn(&str) -> Result<AccountId, Error>) -> Result<PotSpec, Error> {
        let kind = match self.kind {
            PotName::Reserve => PotKind::Reserve,
            PotName::Relief => PotKind::Relief,
            PotName::Restricted => PotKind::Restricted,
        };
        let restriction = match &self.fallback {
            Some(fallback) if kind == PotKind::Restricted => Some(Restriction {
                kinds: self.pays.iter().map(|text| proposal_kind(text)).collect::<Result<_, _>>()?,
                payees: self.payee.iter().map(|text| account(text)).collect::<Result<_, _>>()?,
                ends_ms: self.ends.as_deref().map(|text| when::moment(text, now_ms)).transpose()?,
                fallback: account(fallback)?,
            }),
            None if self.pays.is_empty() && self.payee.is_empty() && self.ends.is_none() => None,
            _ => return Err(Error::input("only a restricted pot names kinds, payees, an end or a fallback")),
        };
        Ok(PotSpec { kind, name: self.name.clone(), restriction })
    }
}

/// A kind of proposals by its name.
fn proposal_kind(text: &str) -> Result<ActionKind, Error> {
    let mut kinds = (0..=u8::MAX).map_while(|index| ActionKind::decode(&mut [index].as_slice()).ok());
    kinds.find(|kind| words::kind(*kind) == text).ok_or_else(|| Error::Input {
        what: format!("`{text}` is no kind of proposals"),
        hint: Some("those that pay are `spend`, `grant`, `call` and `set-allowance`".to_owned()),
    })
}

impl AllowanceArgs {
    fn check(&self) -> Result<(), Error> {
        for amount in [&self.each, &self.total].into_iter().flatten() {
            account::ensure_amount(amount)?;
        }
        self.period.as_deref().map_or(Ok(()), |text| when::span(text).map(|_| ()))
    }

    fn action(&self, pot: PotId, scene: &Scene<'_>) -> Result<Action, Error> {
        let amount = |text: &Option<String>| match text {
            Some(text) => account::amount(text, scene.unit),
            None => Ok(0),
        };
        Ok(Action::SetAllowance {
            pot,
            payment_max: amount(&self.each)?,
            period_max: amount(&self.total)?,
            period_ms: self.period.as_deref().map_or(Ok(0), when::span)?,
        })
    }
}

impl Kind {
    pub(super) fn about(&self) -> &About {
        match self {
            Self::OpenPot(args) => &args.about,
            Self::Move { about, .. } | Self::ClosePot { about, .. } | Self::Allowance { about, .. } => about,
        }
    }

    pub(super) fn check(&self, names: &Names) -> Result<(), Error> {
        match self {
            Self::OpenPot(args) => {
                // Whom a name stands for is known once the chain is.
                args.spec(0, |text| names.ensure(text).map(|()| AccountId([0; 32]))).map(|_| ())
            }
            Self::Move { amount, .. } => account::ensure_amount(amount),
            Self::Allowance { allowance, .. } => allowance.check(),
            Self::ClosePot { .. } => Ok(()),
        }
    }

    pub(super) async fn action(&self, scene: &Scene<'_>) -> Result<Action, Error> {
        Ok(match self {
            Self::OpenPot(args) => Action::OpenPot(args.spec(scene.now_ms, |text| scene.account(text))?),
            Self::Move { amount, from, to, .. } => {
                let (from, to) = (PotId(*from), PotId(*to));
                let amount = account::amount(amount, scene.unit)?;
                let pot = scene.society.pot(from).await?;
                let pot = pot.ok_or_else(|| Error::NotFound { what: format!("pot {from}") })?;
                match pot.spec.kind {
                    PotKind::General | PotKind::Relief => Action::MovePot { from, to, amount },
                    PotKind::Reserve | PotKind::Restricted => Action::MoveRestricted { from, to, amount },
                }
            }
            Self::ClosePot { pot, .. } => Action::ClosePot { pot: PotId(*pot) },
            Self::Allowance { pot, allowance, .. } => allowance.action(PotId(*pot), scene)?,
        })
    }
}
