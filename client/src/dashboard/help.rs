//! Help: requests for relief. Unless the rules let names be shown, each is a number, a month and an amount.

use maud::{html, Markup};
use serde_json::Value;

use super::facts::Facts;
use super::html::{at, member, members, month, payment, table, Row, Shown};
use super::pager::{self, Part};
use super::route::Body;
use super::View;
use crate::error::Error;

pub(super) async fn body(view: &mut View<'_>, page: Option<u32>) -> Result<Option<Body>, Error> {
    let count = view.index.record_count("relief").await?;
    let Some(part) = Part::new(page, count, pager::RECORDS) else { return Ok(None) };
    let records = view.index.records("relief", part.numbers()).await?;
    let (shown, hides) = (view.shown(), view.privacy.hides());
    let pots = view.index.record_count("pot").await?;
    let pots = view.index.records("pot", 0..pots).await?;
    let in_pots = pots.iter().filter(|pot| pot.words("kind") == "relief");
    let left = in_pots
        .fold(0u128, |sum, pot| sum.saturating_add(pot.planck("balance")).saturating_sub(pot.planck("reserved")));
    let headings: &[&str] = match hides {
        true => &["request", "month", "amount", "pot", "state"],
        false => &["request", "asked", "amount", "pot", "state", "for", "attested by", "payment"],
    };
    let rows = records.iter().map(|record| row(record, hides, shown)).collect();
    let content = html! {
        p {
            "A member in need asks for help; others who know of the need attest it, and treasurers pay it out of the pot "
            "for relief, in which " (shown.money(left)) " are not promised yet."
        }
        @if hides {
            p {
                "Who asked is shown on no page: this society’s rules keep it to a number, a month and an amount. The chain "
                "itself is public all the same."
            }
        }
        (table("Requests for help, the newest first", headings, rows, "Nobody has asked for help yet."))
        (part.links("help", "requests for help"))
    };
    Ok(Some(Body::new("Help", content)))
}

fn row(record: &Value, hides: bool, shown: Shown<'_>) -> Row {
    let state = match (record.at("payment").is_null(), record.number("withdrawn_ms")) {
        (false, _) => "promised",
        (true, 0) if shown.now_ms < record.number("ends_ms") => "asked",
        (true, 0) => "asked, and open no longer",
        (true, _) => "withdrawn",
    };
    let asked_ms = record.number("asked_ms");
    let mut cells: Vec<Markup> = vec![
        html! { (record.number("request")) },
        if hides { month(asked_ms) } else { at(asked_ms) },
        shown.money(record.planck("amount")),
        html! { "pot " (record.number("pot")) },
        html! { (state) },
    ];
    if !hides {
        cells.push(member(record.id("asker")));
        cells.push(members(record.list("attesters")));
        let paid = record.some_number("payment").and_then(|number| u32::try_from(number).ok());
        cells.push(html! { @if let Some(number) = paid { (payment(number)) } @else { "none" } });
    }
    Row::anchored(format!("request-{}", record.number("request")), cells)
}
