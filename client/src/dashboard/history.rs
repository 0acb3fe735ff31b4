//! History: what has happened, event by event.

use maud::html;

use super::html::{at, table, text, Row};
use super::months::spaced;
use super::pager::{self, Part};
use super::route::{count as counted, Body};
use super::View;
use crate::error::Error;
use crate::index::{Index, KeptEvent};
use crate::words;

/// How many events there are.
pub(super) async fn count(index: &mut Index) -> Result<u32, Error> {
    use super::facts::Facts;
    let society = index.record("society", "").await?;
    Ok(counted(society.map_or(0, |society| society.number("events"))))
}

pub(super) async fn body(view: &mut View<'_>, page: Option<u32>) -> Result<Option<Body>, Error> {
    let all = count(view.index).await?;
    let Some(part) = Part::new(page, all, pager::EVENTS) else { return Ok(None) };
    let numbers = part.numbers();
    let events = view.index.events_between(numbers.start.into()..numbers.end.into()).await?;
    let events = view.privacy.shown(view.index, events).await?;
    let (shown, hides) = (view.shown(), view.privacy.hides());
    let row = |kept: &KeptEvent| {
        let mut cells =
            vec![at(kept.at_ms), html! { (spaced(kept.event.name())) }, text(&words::event(&kept.event, shown.unit))];
        // A number that is missing would tell when somebody asked for help.
        if !hides {
            cells.insert(0, html! { (kept.event.seq()) });
        }
        Row::new(cells)
    };
    let headings: &[&str] =
        if hides { &["when", "kind", "what happened"] } else { &["number", "when", "kind", "what happened"] };
    let content = html! {
        p {
            "Everything that the society has told, as it happened. The numbers on all other pages are added up from this."
        }
        @if hides {
            p {
                "What tells of help is left out here; " a href="help.html" { "the page of help" }
                " has the months and the amounts."
            }
        }
        (table(
            "Events, the newest first",
            headings,
            events.iter().rev().map(row).collect(),
            "Nothing that may be shown has happened.",
        ))
        (part.links("history", "the history"))
    };
    Ok(Some(Body::new("History", content)))
}
