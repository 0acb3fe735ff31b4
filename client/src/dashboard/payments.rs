//! Payments: what waits, who approved it, what holds it, and what was paid.

use maud::{html, Markup};
use serde_json::Value;

use super::facts::Facts;
use super::html::{account, at, grant, member, members, month, proposal, table, text, Row, Shown};
use super::pager::{self, Part};
use super::privacy::Privacy;
use super::route::Body;
use super::View;
use crate::error::Error;

/// Waiting payments on the list's own page.
const WAITING: u64 = 100;
const HEADINGS: [&str; 7] = ["payment", "for", "to", "amount", "pot", "approved by", "state"];

pub(super) async fn body(view: &mut View<'_>, page: Option<u32>) -> Result<Option<Body>, Error> {
    let count = view.index.record_count("payment").await?;
    let Some(part) = Part::new(page, count, pager::RECORDS) else { return Ok(None) };
    let waiting = match page {
        None => view.index.open_records("payment", WAITING).await?,
        Some(_) => Vec::new(),
    };
    let records = view.index.records("payment", part.numbers()).await?;
    let (shown, privacy) = (view.shown(), view.privacy);
    let rows = |records: &[Value], anchors: bool| -> Vec<Row> {
        records.iter().map(|record| row(record, anchors, privacy, shown)).collect()
    };
    let content = html! {
        p {
            "Members decide on a payment, treasurers approve it, and then anyone releases it. A treasurer or steward may "
            "hold it once. " a href="petty.html" { "Petty payments" } " need one signature, and are listed apart."
        }
        @if page.is_none() {
            section aria-labelledby="waiting" {
                h2 id="waiting" { "Waiting" }
                (table("Payments that wait, the newest first", &HEADINGS, rows(&waiting, false), "No payment waits."))
            }
        }
        section aria-labelledby="all" {
            h2 id="all" { "All payments" }
            (table("Payments, the newest first", &HEADINGS, rows(&records, true), "No payment was decided yet."))
            (part.links("payments", "payments"))
        }
        @if privacy.hides() {
            p { "Who is paid relief is not shown, nor the day: this society’s rules keep it to amount and month." }
        }
    };
    Ok(Some(Body::new("Payments", content)))
}

fn row(record: &Value, anchors: bool, privacy: Privacy, shown: Shown<'_>) -> Row {
    let number = record.number("payment");
    let hidden = privacy.hides_payment(record);
    let cells = vec![
        html! { (number) },
        origin(record, hidden),
        payee(record, hidden),
        shown.money(record.planck("amount")),
        html! { "pot " (record.number("pot")) },
        approved(record),
        state(record, hidden, shown),
    ];
    match anchors {
        true => Row::anchored(format!("payment-{number}"), cells),
        false => Row::new(cells),
    }
}

fn origin(record: &Value, hidden: bool) -> Markup {
    let of = |name: &str| record.number(&format!("origin.{name}"));
    html! {
        @match record.words("origin.kind") {
            "spend" => { (proposal(of("proposal"))) },
            "call" => { (proposal(of("proposal"))) ", to call a contract" },
            "grant_stage" => { "stage " (of("stage")) " of " (grant(of("grant"))) },
            "relief" if hidden => { "relief" },
            "relief" => { "relief request " (of("request")) },
            "expense" => { "expense claim " (of("claim")) },
            _ => { "unknown" },
        }
    }
}

fn payee(record: &Value, hidden: bool) -> Markup {
    if hidden {
        return html! { "not shown" };
    }
    let who = record.some_number("payee_member").and_then(|number| u32::try_from(number).ok());
    html! {
        @if let Some(who) = who { (member(who)) " " }
        (account(record.words("payee")))
    }
}

fn approved(record: &Value) -> Markup {
    html! {
        @if record.is("members_approved") { "the members" }
        @else if record.list("approvals").is_empty() { "nobody yet" }
        @else { (members(record.list("approvals"))) }
    }
}

fn state(record: &Value, hidden: bool, shown: Shown<'_>) -> Markup {
    let when = |ms: u64| {
        if hidden {
            html! { "in " (month(ms)) }
        } else {
            at(ms)
        }
    };
    let ended = record.number("state.at_ms");
    let ends_ms = record.number("ends_ms");
    html! {
        @match record.words("state.kind") {
            "released" => { "paid, " (when(ended)) },
            "cancelled" => { "given up, " (when(ended)) },
            "credited" => { "turned into a credit, " (when(ended)) },
            _ if hidden => { "waiting since " (month(record.number("created_ms"))) },
            _ => {
                @if shown.now_ms < ends_ms { "waiting until " (shown.when(ends_ms)) }
                @else { "past its window, which ended " (at(ends_ms)) " if nothing stopped it" }
            },
        }
        @if record.at("hold").is_object() { (hold(record, hidden, shown)) }
        @if record.at("refused").is_object() { "; the last release was refused by the chain" }
        @if !record.is("reserved") && record.words("state.kind") == "waiting" { "; no money is reserved for it yet" }
    }
}

fn hold(record: &Value, hidden: bool, shown: Shown<'_>) -> Markup {
    let until_ms = record.number("hold.until_ms");
    let verb = if shown.now_ms < until_ms { "held" } else { "was held" };
    html! {
        "; " (verb) " by " (member(record.id("hold.by")))
        @if !hidden {
            " until " (at(until_ms))
            @if !record.words("hold.reason").is_empty() { ", because: " (text(record.words("hold.reason"))) }
        }
    }
}
