//! `mutual proposal`: proposing, voting, and carrying out what was decided.

mod list;
mod new;
mod show;

use clap::{Subcommand, ValueEnum};
use mutual_types::{Choice, Proposal, ProposalBody, ProposalId};

use super::context::Context;
use super::page::Page;
use super::report::Report;
use super::write;
use super::written::Fact;
use crate::error::Error;
use crate::society::{Message, Society};
use crate::words;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a proposal
    #[command(subcommand)]
    New(new::Kind),
    /// List the proposals
    #[command(visible_alias = "ls")]
    List(Page),
    /// Show a proposal: what it does, how it stands, what happens next
    Show {
        /// Its number
        proposal: u32,
    },
    /// Cast your ballot; it does not change afterwards
    #[command(after_help = "Example:\n  mutual proposal vote 0 aye --reason \"we need it\" --suri-file key")]
    Vote {
        /// The proposal's number
        proposal: u32,
        /// For, against, or neither but present
        #[arg(value_enum)]
        choice: Ballot,
        /// Words that go with it, for everybody to read
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Certify, as a steward, that a spend fits the purpose of its restricted pot
    Certify {
        /// The proposal's number
        proposal: u32,
    },
    /// Carry out what was decided; anyone may
    Execute {
        /// The proposal's number
        proposal: u32,
    },
    /// Give back the deposit of a proposal that is over; anyone may
    Settle {
        /// The proposal's number
        proposal: u32,
    },
}

/// A ballot as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Ballot {
    /// For it
    Aye,
    /// Against it
    Nay,
    /// Neither, but present: counts for the quorum
    Abstain,
}

impl From<Ballot> for Choice {
    fn from(ballot: Ballot) -> Self {
        match ballot {
            Ballot::Aye => Self::Aye,
            Ballot::Nay => Self::Nay,
            Ballot::Abstain => Self::Abstain,
        }
    }
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::New(kind) => new::run(kind, context).await,
        Command::List(page) => list::run(page, context).await,
        Command::Show { proposal } => show::run(ProposalId(*proposal), context).await,
        Command::Vote { proposal, choice, reason } => {
            let (id, choice) = (ProposalId(*proposal), Choice::from(*choice));
            let verb = format!("vote {} on", words::choice(choice));
            on(id, &verb, Message::vote(id, choice, reason.as_deref()), context).await
        }
        Command::Certify { proposal } => {
            let id = ProposalId(*proposal);
            on(id, "certify the purpose of", Message::certify(id), context).await
        }
        Command::Execute { proposal } => {
            let id = ProposalId(*proposal);
            on(id, "carry out", Message::execute(id), context).await
        }
        Command::Settle { proposal } => {
            let id = ProposalId(*proposal);
            on(id, "settle", Message::settle(id), context).await
        }
    }
}

async fn find(society: &Society, id: ProposalId) -> Result<(Proposal, ProposalBody), Error> {
    society.proposal(id).await?.ok_or_else(|| Error::NotFound { what: format!("proposal {id}") })
}

/// Sends a message about one proposal.
async fn on(id: ProposalId, verb: &str, message: Message<()>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let (_, body) = find(&society, id).await?;
    let unit = society.chain().unit();
    let action = format!("{verb} proposal {id}, \"{}\": {}", body.title, words::action(&body.action, unit));
    let written = write::message(context, &society, &signer, action, message).await?;
    let report = written.report(unit, &[Fact::number("proposal", id.0)]);
    Ok(report.then(format!("mutual proposal show {id}")))
}
