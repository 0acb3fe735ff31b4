//! Audit: when the books were last rebuilt from the events, with the result, and what they amount to.

use maud::{html, Markup};
use serde_json::Value;

use super::facts::Facts;
use super::html::{at, facts, table, Row};
use super::route::Body;
use super::View;
use crate::error::Error;

/// Audits in the table.
const AUDITS: u64 = 50;

pub(super) async fn body(view: &mut View<'_>) -> Result<Body, Error> {
    let notes = view.index.audits(AUDITS).await?;
    let lines = view.index.progress().map_or(0, |progress| progress.lines);
    let expenses = view.index.event_count("ExpenseClaimed").await?;
    let rows = notes.iter().map(|note| {
        let result = match note.differences {
            0 => html! { "everything agreed" },
            many => html! { strong { (many) " things did not agree" } },
        };
        Row::new(vec![at(note.at_ms), html! { (note.block) }, html! { (note.events) }, result])
    });
    let content = html! {
        p {
            "An audit takes all events since the founding, adds every balance, promise, membership and ballot up again, and "
            "compares them with what the contract says. Anyone can do it: " code { "mutual audit" } "."
        }
        @match notes.first() {
            None => { p.lead { strong { "No audit was made with this index yet." } } },
            Some(note) if note.differences == 0 => {
                p.lead { "The last audit, at " (at(note.at_ms)) ", rebuilt the books from " (note.events)
                    " events. " strong { "Everything agreed." } }
            },
            Some(note) => {
                p.lead { "The last audit, at " (at(note.at_ms)) ", found that "
                    strong { (note.differences) " things did not agree" } "." }
            },
        }
        section aria-labelledby="audits" {
            h2 id="audits" { "Audits" }
            (table(
                "Audits, the newest first",
                &["when", "up to block", "events", "result"],
                rows.collect(),
                "No audit was made with this index yet.",
            ))
        }
        section aria-labelledby="amount" {
            h2 id="amount" { "What the events amount to" }
            (sums(view, lines, expenses))
        }
    };
    Ok(Body::new("Audit", content))
}

/// The sums that `mutual audit --output json` has too, under the same names.
fn sums(view: &View<'_>, lines: u64, expenses: u64) -> Markup {
    let (society, shown): (&Value, _) = (&view.society, view.shown());
    let count = |id: &str, number: u64| html! { data id=(id) value=(number) { (number) } };
    let money = |id: &str, name: &str| html! { span id=(id) { (shown.money(society.planck(name))) } };
    let of = |name: &str| society.number(name);
    facts(vec![
        ("events", count("events", of("events"))),
        ("movements of money", count("lines", lines)),
        ("in pots", money("ledger-pots", "money.ledger.pots")),
        ("in shares", money("ledger-shares", "money.ledger.shares")),
        ("in credits", money("ledger-credits", "money.ledger.credits")),
        ("in deposits", money("ledger-deposits", "money.ledger.deposits")),
        ("not booked", money("surplus", "money.surplus")),
        ("all", money("balance", "money.all")),
        ("members ever", count("members-ever", of("members_ever"))),
        ("members present", count("members-present", of("members_present"))),
        ("members counted", count("members-counted", of("members_counted"))),
        ("proposals", count("proposals", of("proposals.all"))),
        ("payments", count("payments", of("payments.all"))),
        ("grants", count("grants", of("grants"))),
        ("requests for help", count("relief-requests", of("relief_requests"))),
        ("disputes", count("disputes", of("disputes"))),
        ("expense claims", count("expenses", expenses)),
    ])
}
