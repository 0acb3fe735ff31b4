//! `mutual proposal new`: one subcommand for each kind.

use clap::{Args, Subcommand, ValueEnum};
use mutual_types::{Action, PotId, Role};

use super::super::context::{self, Context};
use super::super::document::DocumentArgs;
use super::super::report::Report;
use super::super::written::Fact;
use super::super::{account, who, write};
use crate::error::Error;
use crate::keys::Signer;
use crate::society::{Message, Prepared, Society};
use crate::text::{duration, Unit};
use crate::words;

/// The kinds that this version knows.
#[derive(Debug, Subcommand)]
pub(in super::super) enum Kind {
    /// Words: something the members say together
    Resolution {
        #[command(flatten)]
        about: About,
    },
    /// Let an applicant in
    Admit {
        /// The applicant
        account: String,
        #[command(flatten)]
        about: About,
    },
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
    /// Give a member a role
    #[command(after_help = "Example:\n  mutual proposal new role 3 treasurer --term 90d --suri-file key")]
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
    Revoke {
        /// The member, by account or number
        member: String,
        #[command(flatten)]
        role: RoleArgs,
        #[command(flatten)]
        about: About,
    },
}

/// What every proposal has.
#[derive(Debug, Args)]
pub(in super::super) struct About {
    /// One line that says what it is about; the default says what it does
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[command(flatten)]
    document: DocumentArgs,
}

/// A role as it is written.
#[derive(Debug, Args)]
pub(in super::super) struct RoleArgs {
    /// Which role
    #[arg(value_enum)]
    role: RoleName,
    /// The pot of a keeper
    #[arg(long, value_name = "NUMBER", required_if_eq("role", "keeper"))]
    pot: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RoleName {
    /// Approves payments
    Treasurer,
    /// Certifies purposes
    Steward,
    /// Decides disputes
    Arbitrator,
    /// Makes petty payments from one pot
    Keeper,
}

impl RoleArgs {
    fn role(&self) -> Role {
        match self.role {
            RoleName::Treasurer => Role::Treasurer,
            RoleName::Steward => Role::Steward,
            RoleName::Arbitrator => Role::Arbitrator,
            RoleName::Keeper => Role::Keeper(PotId(self.pot.unwrap_or_default())),
        }
    }
}

impl Kind {
    fn about(&self) -> &About {
        match self {
            Self::Resolution { about }
            | Self::Admit { about, .. }
            | Self::Spend { about, .. }
            | Self::Role { about, .. }
            | Self::Revoke { about, .. } => about,
        }
    }

    /// Refuses what is wrong whatever the society, before anything is connected.
    fn check(&self) -> Result<(), Error> {
        match self {
            Self::Resolution { about } if about.title.is_none() => Err(Error::Input {
                what: "a resolution needs its words".to_owned(),
                hint: Some("give them as `--title TEXT`, and a longer text as `--uri URI --file FILE`".to_owned()),
            }),
            Self::Admit { account, .. } => context::account(account).map(|_| ()),
            Self::Spend { payee, amount, .. } => {
                context::account(payee)?;
                account::ensure_amount(amount)
            }
            Self::Role { term: Some(term), .. } => span(term).map(|_| ()),
            _ => Ok(()),
        }
    }

    async fn action(&self, society: &Society, unit: &Unit) -> Result<Action, Error> {
        Ok(match self {
            Self::Resolution { .. } => Action::Resolution,
            Self::Admit { account, .. } => Action::Admit { account: context::account(account)? },
            Self::Spend { payee, amount, pot, .. } => Action::Spend {
                payee: context::account(payee)?,
                amount: account::amount(amount, unit)?,
                pot: PotId(*pot),
            },
            Self::Role { member, role, term, .. } => {
                let term_ms = match term {
                    Some(term) => span(term)?,
                    None => society.society().await?.rules.roles.term_ms,
                };
                Action::GrantRole { member: who::member(society, member).await?, role: role.role(), term_ms }
            }
            Self::Revoke { member, role, .. } => {
                Action::RevokeRole { member: who::member(society, member).await?, role: role.role() }
            }
        })
    }
}

fn span(text: &str) -> Result<u64, Error> {
    duration::parse(text).map_err(|error| Error::input(error.to_string()))
}

pub(super) async fn run(kind: &Kind, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    kind.check()?;
    let document = kind.about().document.document()?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let unit = society.chain().unit();
    let action = kind.action(&society, unit).await?;
    let words = words::action(&action, unit);
    let title = kind.about().title.clone().unwrap_or_else(|| shortened(&words));
    let message = |deposit| Message::propose(&title, document.as_ref(), &action, deposit);
    let prepared = prepare(context, &society, &signer, message).await?;
    let said = format!("propose \"{title}\": {words}");
    let written = write::prepared_message(context, &society, &signer, said, prepared).await?;
    let id = written.value().copied();
    let report = written.report(unit, &id.map(|id| Fact::number("proposal", id.0)).into_iter().collect::<Vec<_>>());
    Ok(match id {
        Some(id) => report.then(format!("mutual proposal vote {id} aye")),
        None => report,
    })
}

/// Whether a deposit is due depends on which of the proposer's own are settled on the way: the society says it best.
async fn prepare(
    context: &mut Context<'_, '_>,
    society: &Society,
    signer: &Signer,
    message: impl Fn(u128) -> Message<mutual_types::ProposalId>,
) -> Result<Prepared<mutual_types::ProposalId>, Error> {
    match write::prepare(context, society, signer, message(0)).await {
        Err(Error::Contract { error: mutual_types::Error::WrongDeposit { needed, .. }, .. }) => {
            write::prepare(context, society, signer, message(needed)).await
        }
        other => other,
    }
}

/// As much of a text as a title may have.
fn shortened(text: &str) -> String {
    let max = usize::try_from(mutual_types::TITLE_MAX).unwrap_or(usize::MAX);
    let fits = |(at, c): (usize, char)| at.saturating_add(c.len_utf8()) <= max;
    text.char_indices().take_while(|place| fits(*place)).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_made_from_the_action_fits_on_chain() {
        assert_eq!(shortened("pay"), "pay");
        let long = "é".repeat(100);
        assert_eq!(shortened(&long).len(), 128);
    }
}
