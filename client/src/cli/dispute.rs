//! `mutual dispute`: what people do not agree on, decided by arbitrators or else by the members.

mod list;
mod open;
mod show;

use clap::{Args, Subcommand};
use mutual_types::{Dispute, DisputeId, DisputeStatus, Ruling};
use scale::Decode;

use super::context::Context;
use super::list::Listing;
use super::report::Report;
use super::write;
use super::written::{Fact, Written};
use crate::error::Error;
use crate::society::{Message, Society};
use crate::words;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the disputes
    #[command(visible_alias = "ls", after_help = "Example:\n  mutual dispute list")]
    List(Listing<DisputeStatus>),
    /// Show a dispute: who is concerned, how its panel votes, and what comes next
    #[command(after_help = "Example:\n  mutual dispute show 0")]
    Show {
        /// Its number
        dispute: u32,
    },
    /// Open a dispute, or ask for one, against a deposit
    #[command(subcommand)]
    Open(open::Subject),
    /// Ask for a dispute that another member asked for; it opens with the third
    #[command(after_help = "Example:\n  mutual dispute join 0 --suri-file key")]
    Join {
        /// Its number
        dispute: u32,
    },
    /// Vote on a dispute, as an arbitrator of its panel
    #[command(after_help = "Example:\n  mutual dispute rule 0 --for --suri-file key")]
    Rule {
        /// Its number
        dispute: u32,
        #[command(flatten)]
        ruling: Side,
    },
    /// Have the members decide a dispute that no panel decided
    #[command(after_help = "Example:\n  mutual dispute refer 0 --suri-file key")]
    Refer {
        /// Its number
        dispute: u32,
    },
    /// End a dispute that is decided or dropped, and its deposit; anyone may
    #[command(after_help = "Example:\n  mutual dispute settle 0 --suri-file key")]
    Settle {
        /// Its number
        dispute: u32,
    },
}

/// One of the two rulings.
#[derive(Clone, Copy, Debug, Args)]
#[group(id = "side", required = true, multiple = false)]
pub(super) struct Side {
    /// The payment goes on; the stage is accepted; the expulsion stands; for the first side
    #[arg(long = "for")]
    is_for: bool,
    /// The payment is cancelled; the stage is returned; the expulsion is undone; for the second side
    #[arg(long = "against")]
    is_against: bool,
}

impl Side {
    fn ruling(self) -> Ruling {
        // clap sees to it that there is one, and not both.
        match self.is_against {
            true => Ruling::Against,
            false => Ruling::For,
        }
    }
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::List(listing) => list::run(listing, context).await,
        Command::Show { dispute } => show::run(DisputeId(*dispute), context).await,
        Command::Open(subject) => open::run(subject, context).await,
        Command::Join { dispute } => {
            let id = DisputeId(*dispute);
            on(id, |_, told| format!("ask for {told}"), Message::join_dispute(id), context).await
        }
        Command::Rule { dispute, ruling } => {
            let (id, ruling) = (DisputeId(*dispute), ruling.ruling());
            let action = |record: &Dispute, told: &str| {
                format!("vote in {told}, so that this comes of it: {}", words::ruling_on(record.subject, ruling))
            };
            on(id, action, Message::rule_dispute(id, ruling), context).await
        }
        Command::Refer { dispute } => refer(DisputeId(*dispute), context).await,
        Command::Settle { dispute } => {
            let id = DisputeId(*dispute);
            on(id, |_, told| format!("end {told}, and its deposit"), Message::settle_dispute(id), context).await
        }
    }
}

async fn find(society: &Society, dispute: DisputeId) -> Result<Dispute, Error> {
    society.dispute(dispute).await?.ok_or_else(|| Error::NotFound { what: format!("dispute {dispute}") })
}

/// Sends a message about one dispute, told by `action`.
async fn on<T: Decode>(
    id: DisputeId,
    action: impl FnOnce(&Dispute, &str) -> String,
    message: Message<T>,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let society = context.society().await?;
    let written = write(&society, id, action, message, context).await?;
    let report = written.report(society.chain().unit(), &[Fact::number("dispute", id.0)]);
    Ok(report.then(format!("mutual dispute show {id}")))
}

async fn write<T: Decode>(
    society: &Society,
    id: DisputeId,
    action: impl FnOnce(&Dispute, &str) -> String,
    message: Message<T>,
    context: &mut Context<'_, '_>,
) -> Result<Written<T>, Error> {
    let signer = context.signer()?;
    let record = find(society, id).await?;
    let action = action(&record, &format!("dispute {id} about {}", words::dispute_subject(record.subject)));
    write::message(context, society, &signer, action, message).await
}

async fn refer(id: DisputeId, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let action = |_: &Dispute, told: &str| format!("have the members decide {told}");
    let written = write(&society, id, action, Message::refer_dispute(id), context).await?;
    let proposal = written.value().copied();
    let mut facts = vec![Fact::number("dispute", id.0)];
    facts.extend(proposal.map(|proposal| Fact::number("proposal", proposal.0)));
    let report = written.report(society.chain().unit(), &facts);
    Ok(match proposal {
        Some(proposal) => report.then(format!("mutual proposal vote {proposal} aye")),
        None => report,
    })
}
