//! `mutual audit`: whether the contract's records are what its events amount to.

use clap::Args;
use mutual_types::PotId;
use serde_json::{json, Value};

use super::context::Context;
use super::history::WhichIndex;
use super::report::Report;
use crate::audit::{Books, Difference, Place};
use crate::error::Error;
use crate::index::Audited;
use crate::json::ToJson;
use crate::text::{amount, moment, Unit};

/// Events named for a difference; a document has all.
const EVENTS_SHOWN: usize = 12;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mutual audit
  mutual audit --db books.sqlite --output json

Exit code 10: something does not agree. Each difference names the record, what the events amount to, what the chain has, \
and the events that the record came from.")]
pub(super) struct Command {
    #[command(flatten)]
    which: WhichIndex,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let mut keeper = command.which.keeper(&society, context).await?;
    let audited = keeper.audit().await?;
    let unit = society.chain().unit();
    if !keeper.books().knows_founding() {
        context.warn(
            "the founding is in no transaction of its own: founders, roles and the beneficiary were not compared",
        );
    }
    if audited.differences.is_empty() {
        return Ok(agreed(&audited, unit));
    }
    for difference in &audited.differences {
        for line in told(difference, unit) {
            context.io.note(&line);
        }
    }
    Err(Error::Audit { differences: audited.differences })
}

/// A difference for people.
fn told(difference: &Difference, unit: &Unit) -> Vec<String> {
    let Difference { record, what, books, chain, events } = difference;
    let mut lines = vec![
        format!("{record}: {what}").replace(char::is_control, " "),
        format!("  by the events: {}", books.text(unit)).replace(char::is_control, " "),
        format!("  on the chain:  {}", chain.text(unit)).replace(char::is_control, " "),
    ];
    let skipped = events.len().saturating_sub(EVENTS_SHOWN);
    let named: Vec<String> = events.iter().skip(skipped).map(ToString::to_string).collect();
    if !named.is_empty() {
        let more = if skipped > 0 { format!("{skipped} earlier ones and ") } else { String::new() };
        lines.push(format!("  from events:   {more}{}", named.join(", ")));
    }
    lines
}

fn agreed(audited: &Audited, unit: &Unit) -> Report {
    let books = audited.rebuilt.books();
    let money = |planck| amount::format(planck, unit);
    let ledger = books.ledger();
    let facts = [
        ("agrees", "everything".to_owned()),
        ("events", books.next_seq().to_string()),
        ("block", format!("{} of {}", audited.block, moment::format(audited.at_ms))),
        ("members", format!("{} present, {} counted", books.present(), books.active())),
        ("proposals", books.proposals().len().to_string()),
        ("payments", books.payments().len().to_string()),
        ("in pots", money(ledger.pots)),
        ("in shares", money(ledger.shares)),
        ("in credits", money(ledger.credits)),
        ("in deposits", money(ledger.deposits)),
        ("not booked", money(books.at(Place::Surplus))),
        ("all", money(books.balance())),
    ];
    let rows = pots(books).map(|(id, balance, reserved)| vec![id.to_string(), money(balance), money(reserved)]);
    Report::new(json(audited)).fields(facts).table(&["pot", "balance", "promised"], rows.collect())
}

fn pots(books: &Books) -> impl Iterator<Item = (PotId, u128, u128)> + '_ {
    (0u32..).map(PotId).zip(books.pots()).map(|(id, pot)| (id, books.at(Place::Pot(id)), pot.reserved))
}

fn json(audited: &Audited) -> Value {
    let books = audited.rebuilt.books();
    let pots = pots(books).map(|(id, balance, reserved)| {
        json!({ "pot": id.to_json(), "balance": balance.to_json(), "reserved": reserved.to_json() })
    });
    json!({
        "agrees": true,
        "block": audited.block,
        "block_hash": audited.hash.to_string(),
        "at_ms": audited.at_ms,
        "at": moment::format(audited.at_ms),
        "events": books.next_seq(),
        "ledger": books.ledger().to_json(),
        "surplus": books.at(Place::Surplus).to_json(),
        "balance": books.balance().to_json(),
        "pots": pots.collect::<Value>(),
        "members": { "ever": books.members().len(), "present": books.present(), "counted": books.active() },
        "proposals": books.proposals().len(),
        "payments": books.payments().len(),
        "grants": books.grants().len(),
        "relief_requests": books.relief().len(),
        "disputes": books.disputes().len(),
        "expenses": books.expenses(),
        "lines": audited.rebuilt.lines().len(),
        "differences": [],
    })
}
