//! The overview: the common money, what moves it, and what is open.

use maud::{html, Markup};
use mutual_types::{Planck, PotKind};
use serde_json::Value;

use super::facts::Facts;
use super::html::{at, facts, table, text, Row, Shown};
use super::route::Body;
use super::{decisions, months, proposal, View};
use crate::error::Error;
use crate::words;

/// Open decisions on the overview.
const OPEN: usize = 20;
/// Decisions looked at for them: those that are over and not settled yet are among them.
const LOOKED_AT: u64 = 100;

pub(super) async fn body(view: &mut View<'_>) -> Result<Body, Error> {
    let pots = view.index.record_count("pot").await?;
    let mut pots = view.index.records("pot", 0..pots).await?;
    pots.reverse();
    let sums = view.index.months().await?;
    let mut open = view.index.open_records("proposal", LOOKED_AT).await?;
    open.retain(|record| proposal::of(record).is_some_and(|proposal| !proposal.is_over(view.now_ms)));
    open.truncate(OPEN);
    let audit = view.index.last_audit().await?;
    let shown = view.shown();
    let society = &view.society;
    if society.is_null() {
        return Ok(Body::new("Overview", html! { p { "Nothing is known of this society yet: its index is empty." } }));
    }
    let chart = months::chart(&sums, shown);
    let sizes = chart.as_ref().map(|chart| chart.sizes.clone()).unwrap_or_default();
    let content = html! {
        @if !society.words("purpose").is_empty() { p.lead { (text(society.words("purpose"))) } }
        section aria-labelledby="money" {
            h2 id="money" { "The common money" }
            (figures(society, &pots, shown))
        }
        section aria-labelledby="flow" {
            h2 id="flow" { "Money in and out" }
            @if let Some(chart) = chart { (chart.markup) }
            (months::tables(&sums, shown))
        }
        section aria-labelledby="open" {
            h2 id="open" { "Open decisions" }
            (decisions::list(&open, shown, "Open decisions, the newest first", "Nothing is to be decided now."))
            p { a href="decisions.html" { "All decisions" } }
        }
        section aria-labelledby="pots" {
            h2 id="pots" { "Pots" }
            (pot_table(&pots, shown))
        }
        section aria-labelledby="people" {
            h2 id="people" { "Members and work" }
            (facts(vec![
                ("members", html! { (society.number("members_present")) }),
                ("counted for quorums", html! { (society.number("members_counted")) }),
                ("decisions so far", html! { (society.number("proposals.all")) }),
                ("payments waiting", html! { a href="payments.html" { (society.number("payments.waiting")) } }),
                ("grants", html! { a href="grants.html" { (society.number("grants")) } }),
                ("requests for help", html! { a href="help.html" { (society.number("relief_requests")) } }),
            ]))
        }
        section aria-labelledby="checked" {
            h2 id="checked" { "Checked" }
            p {
                @match audit {
                    None => "The books have not been rebuilt from the events yet. ",
                    Some(note) if note.differences == 0 => {
                        "The books were last rebuilt from " (note.events) " events at " (at(note.at_ms))
                        ", and everything agreed. "
                    },
                    Some(note) => {
                        strong { "When the books were last rebuilt from the events, at " (at(note.at_ms)) ", "
                            (note.differences) " things did not agree." } " "
                    },
                }
                a href="audit.html" { "More about it" }
            }
        }
    };
    Ok(Body { title: "Overview".to_owned(), content, sizes })
}

fn figures(society: &Value, pots: &[Value], shown: Shown<'_>) -> Markup {
    let money = |name: &str| shown.money(society.planck(&format!("money.{name}")));
    let of_kind = |kind: &str| -> Planck {
        let balances = pots.iter().filter(|pot| pot.words("kind") == kind);
        balances.fold(0, |sum, pot| sum.saturating_add(pot.planck("balance")))
    };
    html! {
        (facts(vec![
            ("free", html! { (money("free")) small { "in pots, and promised to nobody" } }),
            ("reserved", html! { (money("reserved")) small { "promised: payments and grants" } }),
            ("restricted", html! { (money("restricted")) small { "given for one purpose, and not yet promised" } }),
            ("all", html! { strong { (money("all")) } small { "all that the society’s account holds" } }),
        ]))
        details {
            summary { "What else is in the account" }
            (facts(vec![
                ("in all pots", money("ledger.pots")),
                ("in the pot for relief", shown.money(of_kind("relief"))),
                ("members’ shares", money("ledger.shares")),
                ("credits that can be withdrawn", money("ledger.credits")),
                ("deposits", money("ledger.deposits")),
                ("come without a message, not booked yet", money("surplus")),
            ]))
        }
    }
}

fn pot_table(pots: &[Value], shown: Shown<'_>) -> Markup {
    let row = |pot: &Value| {
        let kind: Option<PotKind> = pot.named("kind");
        let (balance, reserved) = (pot.planck("balance"), pot.planck("reserved"));
        Row::anchored(
            format!("pot-{}", pot.number("pot")),
            vec![
                html! { "pot " (pot.number("pot")) ": " (text(pot.words("name"))) },
                html! { (kind.map_or("unknown", words::pot_kind)) @if pot.is("closed") { ", closed" } },
                shown.money(balance),
                shown.money(reserved),
                shown.money(balance.saturating_sub(reserved)),
            ],
        )
    };
    let headings = ["pot", "kind", "balance", "reserved", "not promised"];
    table("The pots", &headings, pots.iter().map(row).collect(), "There are no pots.")
}
