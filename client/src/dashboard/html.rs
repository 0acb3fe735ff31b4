//! Parts of pages: texts, money, moments, people, accounts and tables.

use maud::{html, Markup, Render};
use mutual_types::{Planck, TimestampMs};
use serde_json::Value;

use super::pager;
use crate::text::{amount, duration, moment, Unit};

/// How values are shown.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) unit: &'a Unit,
    pub(super) now_ms: TimestampMs,
}

/// Text that came from the chain: escaped, isolated from what stands around it, and without characters that act.
pub(super) fn text(text: &str) -> Markup {
    html! { bdi { (plain(text)) } }
}

/// The same for places where no element can stand.
pub(super) fn plain(text: &str) -> String {
    let shown = |c: char| match c {
        // What embeds or overrides a direction goes on after the text, and shows it in another order than it has.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => ' ',
        c => c,
    };
    text.chars().map(shown).collect()
}

impl Shown<'_> {
    /// An amount; its value is in planck.
    pub(super) fn money(&self, planck: Planck) -> Markup {
        html! { data.money value=(planck) { (plain(&amount::format(planck, self.unit))) } }
    }

    /// A moment, and how far it is from now.
    pub(super) fn when(&self, ms: TimestampMs) -> Markup {
        let far = match (ms.checked_sub(self.now_ms), self.now_ms.saturating_sub(ms)) {
            (Some(0), _) => "now".to_owned(),
            (Some(left_ms), _) => format!("in {}", roughly(left_ms)),
            (None, past_ms) => format!("{} ago", roughly(past_ms)),
        };
        html! { (at(ms)) " (" (far) ")" }
    }
}

/// A span as people say it: days with hours, hours with minutes, and no more.
fn roughly(ms: u64) -> String {
    const UNITS_MS: [u64; 3] = [3_600_000, 60_000, 1_000];
    const FROM_MS: [u64; 3] = [86_400_000, 3_600_000, 1_000];
    let finest = FROM_MS.iter().zip(UNITS_MS).find(|(from_ms, _)| ms >= **from_ms).map_or(1, |(_, unit_ms)| unit_ms);
    duration::rough(ms.saturating_sub(ms.checked_rem(finest).unwrap_or_default()))
}

/// A moment, to the minute; `datetime` has all of it.
pub(super) fn at(ms: TimestampMs) -> Markup {
    let whole = moment::format(ms);
    let minute = match (whole.get(..10), whole.get(11..16)) {
        (Some(day), Some(time)) if whole.ends_with('Z') => format!("{day} {time} UTC"),
        _ => whole.clone(),
    };
    html! { time datetime=(whole) { (minute) } }
}

/// A month, such as `2027-06`.
pub(super) fn month(ms: TimestampMs) -> Markup {
    let whole = moment::format(ms);
    let month = whole.get(..7).unwrap_or(&whole);
    html! { time datetime=(month) { (month) } }
}

/// An account: its beginning and end, and all of it one click away.
pub(super) fn account(address: &str) -> Markup {
    let short = match (address.get(..6), address.len().checked_sub(4).and_then(|from| address.get(from..))) {
        (Some(first), Some(last)) if address.len() > 12 => format!("{first}…{last}"),
        _ => address.to_owned(),
    };
    html! {
        details.account {
            summary { (plain(&short)) span.hidden { ", show the whole address" } }
            code { (plain(address)) }
        }
    }
}

/// A member, by their number.
pub(super) fn member(number: u32) -> Markup {
    let page = pager::page_of(number, pager::RECORDS);
    html! { a href={ "members-" (page) ".html#member-" (number) } { "member " (number) } }
}

/// Members, by their numbers.
pub(super) fn members(numbers: &[Value]) -> Markup {
    let numbers: Vec<u32> = numbers.iter().filter_map(Value::as_u64).filter_map(|it| it.try_into().ok()).collect();
    html! {
        @for (place, number) in numbers.iter().enumerate() {
            @if place > 0 { ", " }
            (member(*number))
        }
    }
}

/// A proposal, by its number.
pub(super) fn proposal(number: u64) -> Markup {
    html! { a href={ "decision-" (number) ".html" } { "proposal " (number) } }
}

/// A grant, by its number.
pub(super) fn grant(number: u64) -> Markup {
    html! { a href={ "grant-" (number) ".html" } { "grant " (number) } }
}

/// A payment, by its number.
pub(super) fn payment(number: u32) -> Markup {
    let page = pager::page_of(number, pager::RECORDS);
    html! { a href={ "payments-" (page) ".html#payment-" (number) } { "payment " (number) } }
}

/// A table with its caption, or a sentence if there is nothing in it. The first cell of each row is its heading. It can be
/// scrolled sideways by keyboard on a narrow screen.
pub(super) fn table(caption: &str, headings: &[&str], rows: Vec<Row>, none: &str) -> Markup {
    if rows.is_empty() {
        return html! { p.none { (none) } };
    }
    html! {
        div.scrolls tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr { @for heading in headings { th scope="col" { (heading) } } } }
                tbody { @for row in &rows { (row) } }
            }
        }
    }
}

/// A row of a table.
pub(super) struct Row {
    /// What a link goes to.
    pub(super) anchor: Option<String>,
    /// Its cells, the first of which is its heading.
    pub(super) cells: Vec<Markup>,
}

impl Row {
    pub(super) fn new(cells: Vec<Markup>) -> Self {
        Self { anchor: None, cells }
    }

    /// The same with an anchor, such as `member-3`.
    pub(super) fn anchored(anchor: String, cells: Vec<Markup>) -> Self {
        Self { anchor: Some(anchor), cells }
    }
}

impl Render for Row {
    fn render(&self) -> Markup {
        html! {
            tr id=[self.anchor.as_ref()] {
                @for (place, cell) in self.cells.iter().enumerate() {
                    @if place == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                }
            }
        }
    }
}

/// Names and what they say.
pub(super) fn facts(facts: Vec<(&str, Markup)>) -> Markup {
    html! {
        dl.facts { @for (name, value) in &facts { div { dt { (name) } dd { (value) } } } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_from_the_chain_is_text() {
        assert_eq!(text("<b>&\"'").into_string(), "<bdi>&lt;b&gt;&amp;&quot;'</bdi>");
        assert_eq!(plain("a\u{202e}b\u{2066}c\u{0}d"), "a\u{fffd}b\u{fffd}c d");
        assert_eq!(plain("שלום\u{200f}"), "שלום\u{200f}", "marks without an effect on what follows stay");
    }

    #[test]
    fn spans_are_told_as_people_say_them() {
        for (ms, told) in
            [(172_801_999, "2d"), (176_400_000, "2d 1h"), (3_661_000, "1h 1m"), (61_500, "1m 1s"), (7, "7ms")]
        {
            assert_eq!(roughly(ms), told);
        }
    }

    #[test]
    fn moments_are_told_to_the_minute() {
        assert_eq!(
            at(90_061_234).into_string(),
            "<time datetime=\"1970-01-02T01:01:01.234Z\">1970-01-02 01:01 UTC</time>"
        );
        assert_eq!(month(90_061_234).into_string(), "<time datetime=\"1970-01\">1970-01</time>");
        assert_eq!(at(u64::MAX).into_string().matches("ms after 1970").count(), 2, "never");
    }
}
