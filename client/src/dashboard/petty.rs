//! Petty payments: all of them, since one signature was enough.

use maud::html;
use mutual_types::event::Event;

use super::html::{account, at, member, table, text, Row};
use super::pager::{self, Part};
use super::route::{count, Body};
use super::View;
use crate::error::Error;
use crate::text::address;

/// The event that tells of one.
pub(super) const KIND: &str = "PettyPaid";

pub(super) async fn body(view: &mut View<'_>, page: Option<u32>) -> Result<Option<Body>, Error> {
    let all = count(view.index.event_count(KIND).await?);
    let Some(part) = Part::new(page, all, pager::RECORDS) else { return Ok(None) };
    let numbers = part.numbers();
    let length = u64::try_from(numbers.len()).unwrap_or_default();
    let events = view.index.events_of(KIND, numbers.start.into(), length).await?;
    let shown = view.shown();
    let rows = events.iter().zip(numbers).rev().filter_map(|(kept, number)| match &kept.event {
        Event::PettyPaid(paid) => Some(Row::new(vec![
            html! { (number) },
            at(kept.at_ms),
            member(paid.by.0),
            account(&address::format(&paid.payee)),
            shown.money(paid.amount),
            html! { "pot " (paid.pot.0) },
            text(&paid.memo),
        ])),
        _ => None,
    });
    let content = html! {
        p {
            "A treasurer, or the keeper of a pot, may pay small amounts with one signature, up to what the members have "
            "allowed. " a href="payments.html" { "All other payments" } " were decided by the members."
        }
        (table(
            "Petty payments, the newest first",
            &["number", "when", "paid by", "to", "amount", "pot", "what for"],
            rows.collect(),
            "No petty payment was made.",
        ))
        (part.links("petty", "petty payments"))
    };
    Ok(Some(Body::new("Petty payments", content)))
}
