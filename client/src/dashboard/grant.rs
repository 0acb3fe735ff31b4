//! One grant: its stages, what was handed in, what lapsed, what was measured and paid.

use maud::{html, Markup};
use serde_json::Value;

use super::facts::Facts;
use super::grants::{measured, payee, status};
use super::html::{at, facts, plain, proposal, table, text, Row, Shown};
use super::route::Body;
use super::View;
use crate::error::Error;
use crate::words;

pub(super) async fn body(view: &mut View<'_>, number: u32) -> Result<Option<Body>, Error> {
    let Some(record) = view.index.record("grant", &number.to_string()).await? else { return Ok(None) };
    let shown = view.shown();
    let stages = record.list("grant.stages");
    let rows = (0u64..).zip(stages).map(|(place, stage)| row(&record, place, stage, shown));
    let headings = ["stage", "amount", "due", "state", "measured"];
    let content = html! {
        p.lead { "This grant is " strong { (words::grant_status(status(&record))) } "." }
        (about(&record, shown))
        section aria-labelledby="stages" {
            h2 id="stages" { "Stages" }
            (table("The stages, in their order", &headings, rows.collect(), "It has no stages."))
        }
        @if record.at("grant.claim").is_object() {
            section aria-labelledby="claim" {
                h2 id="claim" { "Handed in for the open stage" }
                (claim(record.at("grant.claim"), record.words("unit")))
            }
        }
    };
    Ok(Some(Body::new(format!("Grant {number}"), content)))
}

fn about(record: &Value, shown: Shown<'_>) -> Markup {
    let money = |name: &str| shown.money(record.planck(&format!("grant.{name}")));
    let mut all = vec![
        ("to", payee(record)),
        ("decided by", proposal(record.number("grant.proposal"))),
        ("made", at(record.number("made_ms"))),
        ("from", html! { "pot " (record.number("grant.pot")) }),
        ("reserved for stages", money("reserved")),
        ("waiting in payments", money("pending")),
        ("paid", money("paid")),
        ("measured so far", html! { (measured(record)) " " (text(record.words("unit"))) }),
    ];
    if let Some(repay_by_ms) = record.some_number("grant.repay_by_ms") {
        all.push(("to be paid back by", shown.when(repay_by_ms)));
        all.push(("paid back", money("repaid")));
        all.push(("forgiven", money("forgiven")));
    }
    facts(all)
}

fn row(record: &Value, place: u64, stage: &Value, shown: Shown<'_>) -> Row {
    let place_in_list = usize::try_from(place).unwrap_or(usize::MAX);
    let title = record.list("titles").get(place_in_list).and_then(Value::as_str).unwrap_or_default();
    let outcome = record.list("outcomes").iter().find(|outcome| outcome.number("stage") == place);
    let current = record.number("grant.current");
    let due_ms = stage.number("due_ms");
    let months = stage.number("months");
    let state = html! {
        @if stage.is("lapsed") { "lapsed: nobody claimed it in time" }
        @else if let Some(outcome) = outcome { "accepted, " (at(outcome.number("at_ms"))) }
        @else if months > 0 { (stage.number("payments")) " of " (months) " monthly payments begun" }
        @else if record.is("grant.stopped") { "stopped" }
        @else if place == current && record.at("grant.claim").is_object() {
            @if record.is("grant.claim.returned") { "returned to its payee" } @else { "claimed, before a steward" }
        }
        @else if place > current { "comes later" }
        @else if due_ms <= shown.now_ms { "overdue" }
        @else { "open for its payee" }
    };
    Row::new(vec![
        html! { (place) ": " (text(title)) },
        html! { (shown.money(stage.planck("amount"))) @if months > 0 { " monthly" } },
        shown.when(due_ms),
        state,
        html! { @if let Some(outcome) = outcome { (outcome.number("metric")) " " (text(record.words("unit"))) } @else { "not yet" } },
    ])
}

fn claim(claim: &Value, unit: &str) -> Markup {
    facts(vec![
        ("when", at(claim.number("at_ms"))),
        ("measured", html! { (claim.number("metric")) " " (text(unit)) }),
        (
            "evidence",
            html! {
                code { (plain(claim.words("evidence.uri"))) } " (hash " code { (plain(claim.words("evidence.hash"))) } ")"
            },
        ),
        ("answer", html! { @if claim.is("returned") { "returned by a steward" } @else { "not yet" } }),
    ])
}
