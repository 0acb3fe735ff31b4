//! `mutual proposal`: proposing, voting, and carrying out what was decided.

mod foresight;
mod list;
mod new;
mod outlook;
mod show;
mod voters;

use clap::{Subcommand, ValueEnum};
use mutual_types::{Choice, Proposal, ProposalBody, ProposalId, ProposalStatus};

use super::context::Context;
use super::document::DocumentArgs;
use super::eyes::Eyes;
use super::list::Listing;
use super::report::Report;
use super::write;
use super::written::Fact;
use crate::error::Error;
use crate::society::{Message, Society};
use crate::words;

pub(super) use list::yours;
pub(super) use new::{propose, shortened, Draft};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a proposal
    #[command(subcommand)]
    New(new::Kind),
    /// List the proposals
    #[command(
        visible_alias = "ls",
        after_help = "Examples:\n  mutual proposal list --limit 10\n  mutual proposal list --status voting,executable\n  mutual proposal list --mine --as //Alice",
        mut_arg("mine", |mine| mine.help("Only yours: those that wait for your ballot, that you made, or that are about you"))
    )]
    List(Listing<ProposalStatus>),
    /// Show a proposal: what it does, how it stands, what happens next
    #[command(after_help = "Examples:\n  mutual proposal show 0\n  mutual proposal show 0 --as //Alice")]
    Show {
        /// Its number
        proposal: u32,
        #[command(flatten)]
        eyes: Eyes,
    },
    /// Cast your ballot; it does not change afterwards
    #[command(
        after_help = "Examples:\n  mutual proposal vote 0 aye --reason \"we need it\" --suri-file key\n  mutual proposal vote 0 aye --with-proxies --suri-file key"
    )]
    Vote {
        /// The proposal's number
        proposal: u32,
        /// For, against, or neither but present
        #[arg(value_enum)]
        choice: Ballot,
        /// Words that go with it, for everybody to read
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// Cast the same for the members who let you vote for them; each may still replace it by their own ballot
        #[arg(long)]
        with_proxies: bool,
    },
    /// Object to a proposal that would pass by consent; enough objections open a ballot
    #[command(after_help = "Example:\n  mutual proposal object 0 --reason \"it is too dear\" --suri-file key")]
    Object {
        /// The proposal's number
        proposal: u32,
        /// Why, for everybody to read
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Withdraw your own proposal before its voting ends
    #[command(after_help = "Example:\n  mutual proposal withdraw 0 --suri-file key")]
    Withdraw {
        /// The proposal's number
        proposal: u32,
    },
    /// State your case, once, when it is about your own suspension or expulsion
    #[command(
        after_help = "Example:\n  mutual proposal state-case 0 --uri https://example.org/case.md --file case.md --suri-file key"
    )]
    StateCase {
        /// The proposal's number
        proposal: u32,
        #[command(flatten)]
        document: DocumentArgs,
    },
    /// Certify, as a steward, that a payment fits the purpose of its restricted pot
    #[command(after_help = "Example:\n  mutual proposal certify 0 --suri-file key")]
    Certify {
        /// The proposal's number
        proposal: u32,
    },
    /// Call a proposal that found no quorum spam, as a steward; with a second steward its deposit is lost
    #[command(after_help = "Example:\n  mutual proposal judge-spam 1 --suri-file key")]
    JudgeSpam {
        /// The proposal's number
        proposal: u32,
    },
    /// Give a passed proposal twice the time, once, while its pot has too little money; anyone may
    #[command(after_help = "Example:\n  mutual proposal extend 0 --suri-file key")]
    Extend {
        /// The proposal's number
        proposal: u32,
    },
    /// Carry out what was decided; anyone may
    #[command(after_help = "Example:\n  mutual proposal execute 0 --suri-file key")]
    Execute {
        /// The proposal's number
        proposal: u32,
    },
    /// Give back the deposit of a proposal that is over; anyone may
    #[command(after_help = "Example:\n  mutual proposal settle 0 --suri-file key")]
    Settle {
        /// The proposal's number
        proposal: u32,
    },
    /// Stop a proposal that would give your membership to another account, because your key is not lost
    #[command(after_help = "Example:\n  mutual proposal stop-recovery 0 --suri-file key")]
    StopRecovery {
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
    let (number, verb, message): (_, _, fn(ProposalId) -> Message<()>) = match command {
        Command::New(kind) => return new::run(kind, context).await,
        Command::List(listing) => return list::run(listing, context).await,
        Command::Show { proposal, eyes } => return show::run(ProposalId(*proposal), eyes, context).await,
        Command::Vote { proposal, choice, reason, with_proxies } => {
            return vote(ProposalId(*proposal), (*choice).into(), reason.as_deref(), *with_proxies, context).await;
        }
        Command::Object { proposal, reason } => return object(ProposalId(*proposal), reason, context).await,
        Command::StateCase { proposal, document } => {
            return state_case(ProposalId(*proposal), document, context).await;
        }
        Command::Withdraw { proposal } => (proposal, "withdraw", Message::withdraw_proposal),
        Command::Certify { proposal } => (proposal, "certify the purpose of", Message::certify),
        Command::JudgeSpam { proposal } => (proposal, "call spam", Message::judge_spam),
        Command::Extend { proposal } => (proposal, "give twice the time to", Message::extend_window),
        Command::Execute { proposal } => (proposal, "carry out", Message::execute),
        Command::Settle { proposal } => (proposal, "settle", Message::settle),
        Command::StopRecovery { proposal } => (proposal, "stop, because your key is not lost,", Message::stop_recovery),
    };
    let id = ProposalId(*number);
    on(id, verb, message(id), context).await
}

async fn vote(
    id: ProposalId,
    choice: Choice,
    reason: Option<&str>,
    with_proxies: bool,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let word = words::choice(choice);
    if with_proxies {
        let verb = format!("vote {word}, for yourself and for those whose proxy you hold, on");
        return on(id, &verb, Message::vote_with_proxies(id, choice, reason), context).await;
    }
    on(id, &format!("vote {word} on"), Message::vote(id, choice, reason), context).await
}

async fn object(id: ProposalId, reason: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    if reason.trim().is_empty() {
        return Err(Error::input("an objection needs its reason: `--reason TEXT`"));
    }
    on(id, "object to", Message::object(id, reason), context).await
}

async fn state_case(id: ProposalId, document: &DocumentArgs, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let document = document.document()?.ok_or_else(|| Error::Input {
        what: "your case needs its document".to_owned(),
        hint: Some("put it where everybody can read it, and give `--uri URI --file FILE`".to_owned()),
    })?;
    let verb = format!("state your case, as written at {}, on", document.uri);
    on(id, &verb, Message::state_case(id, &document), context).await
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
