//! `mutual relief`: help for members, attested by other members.

mod ask;
mod list;
mod show;

use clap::Subcommand;
use mutual_types::{ReliefId, ReliefRequest, ReliefStatus, Rules, Standing};
use scale::Decode;

use super::context::Context;
use super::list::Listing;
use super::report::Report;
use super::written::{Fact, Written};
use super::{who, write};
use crate::error::Error;
use crate::society::{Message, Society};
use crate::text::amount;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the requests for relief
    #[command(visible_alias = "ls", after_help = "Example:\n  mutual relief list --suri-file key")]
    List(Listing<ReliefStatus>),
    /// Show a request, and compare the evidence that its asker has shown you
    #[command(
        after_help = "Examples:\n  mutual relief show 0 --suri-file key\n  mutual relief show 0 --evidence letter.pdf --salt 0x0000000000000000000000000000000000000000000000000000000000000000"
    )]
    Show(show::Show),
    /// Ask for relief; the evidence stays with you, and only a salted hash of it is written
    #[command(
        after_help = "Examples:\n  mutual relief ask \"40 UNIT\" --evidence letter.pdf --suri-file key\n  mutual relief ask \"40 UNIT\" --evidence-hash 0x0000000000000000000000000000000000000000000000000000000000000000 --suri-file key"
    )]
    Ask(ask::Ask),
    /// Confirm, as a member who is not near to the asker, that a request is true
    #[command(after_help = "Example:\n  mutual relief attest 0 --suri-file key")]
    Attest {
        /// The number of the request
        request: u32,
    },
    /// Promise attested relief that had to wait for money or for room under the caps; anyone may
    #[command(after_help = "Example:\n  mutual relief promise 0 --suri-file key")]
    Promise {
        /// The number of the request
        request: u32,
    },
    /// Withdraw your own request while nothing is promised
    #[command(after_help = "Example:\n  mutual relief withdraw 0 --suri-file key")]
    Withdraw {
        /// The number of the request
        request: u32,
    },
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::List(listing) => list::run(listing, context).await,
        Command::Show(terms) => show::run(terms, context).await,
        Command::Ask(terms) => ask::run(terms, context).await,
        Command::Attest { request } => {
            let id = ReliefId(*request);
            on(id, "confirm, from what you know yourself, the truth of", Message::attest_relief(id), context).await
        }
        Command::Promise { request } => promise(ReliefId(*request), context).await,
        Command::Withdraw { request } => {
            let id = ReliefId(*request);
            on(id, "withdraw", Message::withdraw_relief(id), context).await
        }
    }
}

async fn find(society: &Society, request: ReliefId) -> Result<ReliefRequest, Error> {
    let record = society.relief_request(request).await?;
    record.ok_or_else(|| Error::NotFound { what: format!("relief request {request}") })
}

/// Sends a message about one request.
async fn on(id: ReliefId, verb: &str, message: Message<()>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let written = write(&society, id, verb, message, context).await?;
    let report = written.report(society.chain().unit(), &[Fact::number("request", id.0)]);
    Ok(report.then(format!("mutual relief show {id}")))
}

async fn promise(id: ReliefId, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let written = write(&society, id, "promise the money of", Message::promise_relief(id), context).await?;
    let payment = written.value().copied();
    let mut facts = vec![Fact::number("request", id.0)];
    facts.extend(payment.map(|payment| Fact::number("payment", payment.0)));
    let report = written.report(society.chain().unit(), &facts);
    Ok(match payment {
        Some(payment) => report.then(format!("mutual payment approve {payment}")),
        None => report,
    })
}

/// Writes about one request. The card names the asker only where [`may_name`] allows it.
async fn write<T: Decode>(
    society: &Society,
    id: ReliefId,
    verb: &str,
    message: Message<T>,
    context: &mut Context<'_, '_>,
) -> Result<Written<T>, Error> {
    let signer = context.signer()?;
    let record = find(society, id).await?;
    let rules = society.society().await?.rules;
    let asker = match may_name(society, &rules, context).await? {
        true => format!(", for {}", who::named(society, record.asker).await?),
        false => String::new(),
    };
    let sum = amount::format(record.amount, society.chain().unit());
    write::message(context, society, &signer, format!("{verb} relief request {id}: {sum}{asker}"), message).await
}

/// Whether askers are named: to everybody if the rules say so, else to members only, who attest and approve.
async fn may_name(society: &Society, rules: &Rules, context: &Context<'_, '_>) -> Result<bool, Error> {
    if rules.relief.publish_names {
        return Ok(true);
    }
    match context.viewer() {
        Some(viewer) => Ok(society.standing(viewer).await?.is_some_and(|(_, standing)| standing != Standing::Departed)),
        None => Ok(false),
    }
}
