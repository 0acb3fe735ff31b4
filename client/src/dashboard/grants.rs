//! Grants: a line for each.

use maud::html;
use mutual_types::GrantStatus;
use serde_json::Value;

use super::facts::Facts;
use super::html::{account, member, table, text, Row, Shown};
use super::pager::{self, Part};
use super::route::Body;
use super::View;
use crate::error::Error;
use crate::words;

pub(super) async fn body(view: &mut View<'_>, page: Option<u32>) -> Result<Option<Body>, Error> {
    let count = view.index.record_count("grant").await?;
    let Some(part) = Part::new(page, count, pager::RECORDS) else { return Ok(None) };
    let records = view.index.records("grant", part.numbers()).await?;
    let shown = view.shown();
    let content = html! {
        p {
            "A grant is money promised in stages: who gets it hands in what was done and what was measured, and a steward "
            "accepts it. What is measured in all stands on the page of " a href="outcomes.html" { "outcomes" } "."
        }
        (table(
            "Grants, the newest first",
            &["grant", "to", "status", "stage", "promised", "paid", "measured"],
            records.iter().map(|record| row(record, shown)).collect(),
            "No grant was made yet.",
        ))
        (part.links("grants", "grants"))
    };
    Ok(Some(Body::new("Grants", content)))
}

fn row(record: &Value, shown: Shown<'_>) -> Row {
    let number = record.number("number");
    let stages = record.list("grant.stages").len();
    let current = record.number("grant.current");
    let promised = record.planck("grant.reserved").saturating_add(record.planck("grant.pending"));
    Row::anchored(
        format!("grant-{number}"),
        vec![
            super::html::grant(number),
            payee(record),
            html! { (words::grant_status(status(record))) },
            html! { (current) " of " (stages) " over" },
            shown.money(promised),
            shown.money(record.planck("grant.paid")),
            html! { (measured(record)) " " (text(record.words("unit"))) },
        ],
    )
}

/// Who gets it.
pub(super) fn payee(record: &Value) -> maud::Markup {
    let who = record.some_number("grant.payee_member").and_then(|number| u32::try_from(number).ok());
    html! {
        @if let Some(who) = who { (member(who)) " " }
        (account(record.words("grant.payee")))
    }
}

/// What a grant is: the same that the record itself says, which the index has in parts.
pub(super) fn status(record: &Value) -> GrantStatus {
    let stages = u64::try_from(record.list("grant.stages").len()).unwrap_or(u64::MAX);
    if record.is("grant.stopped") {
        GrantStatus::Stopped
    } else if record.number("grant.current") >= stages {
        GrantStatus::Finished
    } else {
        GrantStatus::Running
    }
}

/// What its accepted stages have measured together.
pub(super) fn measured(record: &Value) -> u128 {
    let metrics = record.list("outcomes").iter().map(|outcome| u128::from(outcome.number("metric")));
    metrics.fold(0, u128::saturating_add)
}
