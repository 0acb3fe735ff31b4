//! `mutual dispute open`: one subcommand for each subject.

use clap::Subcommand;
use mutual_types::{DisputeSubject, GrantId, PaymentId, ProposalId, Ruling};

use super::super::context::Context;
use super::super::report::Report;
use super::super::written::Fact;
use super::super::{who, write};
use super::Side;
use crate::error::Error;
use crate::names::Names;
use crate::society::{Message, Society};
use crate::text::amount;
use crate::words;

/// What is disputed.
#[derive(Debug, Subcommand)]
pub(in super::super) enum Subject {
    /// A payment: --for lets it go on, --against cancels it
    #[command(after_help = "Example:\n  mutual dispute open payment 0 --against --suri-file key")]
    Payment {
        /// Its number
        payment: u32,
        #[command(flatten)]
        wanted: Side,
    },
    /// A stage that was returned, or that nobody answered: --for accepts it, --against returns it
    #[command(after_help = "Example:\n  mutual dispute open stage 0 1 --for --suri-file key")]
    Stage {
        /// The number of the grant
        grant: u32,
        /// The number of its stage; the first one is 0
        stage: u8,
        #[command(flatten)]
        wanted: Side,
    },
    /// Your own suspension or expulsion, in its notice: --against undoes it
    #[command(after_help = "Example:\n  mutual dispute open expulsion 0 --against --suri-file key")]
    Expulsion {
        /// The number of the proposal
        proposal: u32,
        #[command(flatten)]
        wanted: Side,
    },
    /// A matter of another contract, which reads the ruling: --for rules for A, --against for B
    #[command(
        after_help = "Example:\n  mutual dispute open external 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty 12 3 5 --for --suri-file key"
    )]
    External {
        /// The contract
        // Not called `contract`: that would be taken for the society too, which `--contract` names.
        #[arg(id = "other_contract", value_name = "CONTRACT")]
        contract: String,
        /// Its number for the case
        case: u32,
        /// One side: a member, by account or number
        a: String,
        /// The other side: a member, by account or number
        b: String,
        #[command(flatten)]
        wanted: Side,
    },
}

impl Subject {
    fn wanted(&self) -> Ruling {
        match self {
            Self::Payment { wanted, .. }
            | Self::Stage { wanted, .. }
            | Self::Expulsion { wanted, .. }
            | Self::External { wanted, .. } => wanted.ruling(),
        }
    }

    async fn subject(&self, society: &Society, names: &Names) -> Result<DisputeSubject, Error> {
        Ok(match self {
            Self::Payment { payment, .. } => DisputeSubject::Payment(PaymentId(*payment)),
            Self::Stage { grant, stage, .. } => DisputeSubject::Stage { grant: GrantId(*grant), stage: *stage },
            Self::Expulsion { proposal, .. } => DisputeSubject::Expulsion(ProposalId(*proposal)),
            Self::External { contract, case, a, b, .. } => DisputeSubject::External {
                contract: names.account(contract, society.chain().genesis())?,
                case: *case,
                a: who::member(names, society, a).await?,
                b: who::member(names, society, b).await?,
            },
        })
    }
}

pub(super) async fn run(disputed: &Subject, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    if let Subject::External { contract, .. } = disputed {
        context.names()?.ensure(contract)?;
    }
    let signer = context.signer()?;
    let society = context.society().await?;
    let names = context.names()?;
    let (about, wanted) = (disputed.subject(&society, &names).await?, disputed.wanted());
    let deposit = society.society().await?.rules.voting.proposal_deposit;
    let unit = society.chain().unit();
    let action = format!(
        "open or ask for a dispute about {}, so that {}; its deposit of {} is lost only if the whole panel is against you",
        words::dispute_subject(about),
        words::ruling_on(about, wanted),
        amount::format(deposit, unit)
    );
    let message = Message::open_dispute(about, wanted, deposit);
    let written = write::message(context, &society, &signer, action, message).await?;
    let id = written.value().copied();
    let report = written.report(unit, &id.map(|id| Fact::number("dispute", id.0)).into_iter().collect::<Vec<_>>());
    Ok(match id {
        Some(id) => report.then(format!("mutual dispute show {id}")),
        None => report,
    })
}
