//! `mutual grant`: money promised in stages, each paid when a steward accepts what was done.

mod list;
mod show;

use clap::{Args, Subcommand};
use mutual_types::{Action, Grant, GrantId, GrantStatus, GrantTerms};

use super::context::Context;
use super::document::DocumentArgs;
use super::list::Listing;
use super::report::Report;
use super::write;
use super::written::Fact;
use crate::error::Error;
use crate::keys::Signer;
use crate::society::{Message, Society};
use crate::text::{address, amount, Unit};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the grants
    #[command(visible_alias = "ls", after_help = "Example:\n  mutual grant list")]
    List(Listing<GrantStatus>),
    /// Show a grant: its stages, what is paid and owed, and what comes next
    #[command(after_help = "Example:\n  mutual grant show 0")]
    Show {
        /// Its number
        grant: u32,
    },
    /// Hand in the open stage, as the payee, with evidence and the measured outcome
    #[command(
        after_help = "Example:\n  mutual grant claim 0 1 --metric 120 --uri https://example.org/report.pdf --file report.pdf --suri-file key"
    )]
    Claim {
        #[command(flatten)]
        stage: Stage,
        /// The outcome, in the unit of the grant
        #[arg(long, value_name = "NUMBER")]
        metric: u64,
        #[command(flatten)]
        evidence: DocumentArgs,
    },
    /// Accept what was handed in, as a steward; its payment begins
    #[command(after_help = "Example:\n  mutual grant accept 0 1 --suri-file key")]
    Accept(Stage),
    /// Return what was handed in to the payee, as a steward
    #[command(
        after_help = "Example:\n  mutual grant return 0 1 --reason \"the receipts are missing\" --suri-file key"
    )]
    Return {
        #[command(flatten)]
        stage: Stage,
        /// Why, for everybody to read
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// End a stage that nobody handed in, after its date and the grace; anyone may
    #[command(after_help = "Example:\n  mutual grant lapse 0 1 --suri-file key")]
    Lapse(Stage),
    /// Start the payment of a stipend that is due; anyone may
    #[command(after_help = "Example:\n  mutual grant stipend 0 --suri-file key")]
    Stipend {
        /// The number of the grant
        grant: u32,
    },
    /// Pay back a part of a repayable grant; anyone may
    #[command(after_help = "Example:\n  mutual grant repay 0 \"50 UNIT\" --suri-file key")]
    Repay {
        /// The number of the grant
        grant: u32,
        /// How much, such as `50 UNIT`
        amount: String,
    },
    /// Stop a grant of which nothing can be claimed any more while the society dissolves; anyone may
    #[command(after_help = "Example:\n  mutual grant cancel 0 --suri-file key")]
    Cancel {
        /// The number of the grant
        grant: u32,
    },
}

/// A stage of a grant.
#[derive(Debug, Args)]
pub(super) struct Stage {
    /// The number of the grant
    grant: u32,
    /// The number of its stage; the first one is 0
    stage: u8,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::List(listing) => list::run(listing, context).await,
        Command::Show { grant } => show::run(GrantId(*grant), context).await,
        Command::Claim { stage, metric, evidence } => claim(stage, *metric, evidence, context).await,
        Command::Accept(stage) => {
            let message = Message::accept_stage(GrantId(stage.grant), stage.stage);
            on_stage(stage, |told| format!("accept {told}, so that its payment begins"), message, context).await
        }
        Command::Return { stage, reason } => {
            let message = Message::return_stage(GrantId(stage.grant), stage.stage, reason);
            on_stage(stage, |told| format!("return {told}, because of \"{reason}\""), message, context).await
        }
        Command::Lapse(stage) => {
            let message = Message::lapse_stage(GrantId(stage.grant), stage.stage);
            on_stage(stage, |told| format!("end {told}, unclaimed"), message, context).await
        }
        Command::Stipend { grant } => {
            let id = GrantId(*grant);
            on(id, "start the next payment of", Message::pay_stipend(id), context).await
        }
        Command::Repay { grant, amount } => repay(GrantId(*grant), amount, context).await,
        Command::Cancel { grant } => cancel(GrantId(*grant), context).await,
    }
}

async fn find(society: &Society, grant: GrantId) -> Result<Grant, Error> {
    society.grant(grant).await?.ok_or_else(|| Error::NotFound { what: format!("grant {grant}") })
}

/// The words of a grant, which are in the proposal that made it.
async fn terms(society: &Society, record: &Grant) -> Result<Option<GrantTerms>, Error> {
    Ok(match society.proposal(record.proposal).await? {
        Some((_, body)) => match body.action {
            Action::Grant(terms) => Some(terms),
            _ => None,
        },
        None => None,
    })
}

/// A grant as it is named on a card.
fn named(id: GrantId, record: &Grant) -> String {
    format!("grant {id} to {}", address::format(&record.payee))
}

/// A stage as it is named on a card, with what was handed in for it.
fn stage_named(stage: &Stage, record: &Grant, terms: Option<&GrantTerms>, unit: &Unit) -> String {
    let place = usize::from(stage.stage);
    let title = terms.and_then(|terms| terms.stages.get(place)).map(|stage| format!(", \"{}\"", stage.title));
    let amount = record.stages.get(place).map(|stage| format!(" ({})", amount::format(stage.amount, unit)));
    let claim = record.claim.as_ref().filter(|_| record.current == stage.stage);
    let handed = claim.map(|claim| {
        let measure = terms.map(|terms| terms.unit.as_str()).unwrap_or_default();
        format!(", for which {} {measure} were claimed with {}", claim.metric, claim.evidence.uri)
    });
    format!(
        "stage {} of {}{}{}{}",
        stage.stage,
        named(GrantId(stage.grant), record),
        title.unwrap_or_default(),
        amount.unwrap_or_default(),
        handed.unwrap_or_default()
    )
}

async fn claim(
    stage: &Stage,
    metric: u64,
    evidence: &DocumentArgs,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let document = evidence.document()?.ok_or_else(|| Error::Input {
        what: "a stage is handed in with evidence".to_owned(),
        hint: Some("say where it can be read with `--uri URI`, and add `--file FILE` or `--hash HASH`".to_owned()),
    })?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let id = GrantId(stage.grant);
    let record = find(&society, id).await?;
    let terms = terms(&society, &record).await?;
    let unit = society.chain().unit();
    let measure = terms.as_ref().map(|terms| terms.unit.as_str()).unwrap_or_default();
    // What was handed in before is replaced.
    let blank = Grant { claim: None, ..record };
    let told = stage_named(stage, &blank, terms.as_ref(), unit);
    let action = format!("hand in {told}: {metric} {measure}, with {} as evidence", document.uri);
    let message = Message::claim_stage(id, stage.stage, &document, metric);
    let written = write::message(context, &society, &signer, action, message).await?;
    Ok(written.report(unit, &facts(stage)).then(format!("mutual grant show {id}")))
}

fn facts(stage: &Stage) -> [Fact; 2] {
    [Fact::number("grant", stage.grant), Fact::number("stage", stage.stage.into())]
}

/// Sends a message about one stage, told by `action`.
async fn on_stage(
    stage: &Stage,
    action: impl FnOnce(&str) -> String,
    message: Message<()>,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let id = GrantId(stage.grant);
    let record = find(&society, id).await?;
    let terms = terms(&society, &record).await?;
    let unit = society.chain().unit();
    let action = action(&stage_named(stage, &record, terms.as_ref(), unit));
    let written = write::message(context, &society, &signer, action, message).await?;
    Ok(written.report(unit, &facts(stage)).then(format!("mutual grant show {id}")))
}

/// Sends a message about one grant.
async fn on(id: GrantId, verb: &str, message: Message<()>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    send(id, verb, message, &society, &signer, context).await
}

async fn send(
    id: GrantId,
    verb: &str,
    message: Message<()>,
    society: &Society,
    signer: &Signer,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let record = find(society, id).await?;
    let action = format!("{verb} {}", named(id, &record));
    let written = write::message(context, society, signer, action, message).await?;
    let report = written.report(society.chain().unit(), &[Fact::number("grant", id.0)]);
    Ok(report.then(format!("mutual grant show {id}")))
}

async fn repay(id: GrantId, text: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    super::account::ensure_amount(text)?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let unit = society.chain().unit();
    let planck = super::account::amount(text, unit)?;
    let verb = format!("pay back {} of", amount::format(planck, unit));
    send(id, &verb, Message::repay_grant(id, planck), &society, &signer, context).await
}

/// Stops a grant of which nothing can be claimed any more.
pub(super) async fn cancel(id: GrantId, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    on(id, "stop, unclaimed,", Message::cancel_grant(id), context).await
}
