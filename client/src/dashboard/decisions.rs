//! Decisions: a line for each proposal.

use maud::{html, Markup};
use mutual_types::{Mode, Proposal, ProposalStatus};
use serde_json::Value;

use super::facts::Facts;
use super::html::{plain, table, text, Row, Shown};
use super::pager::{self, Part};
use super::route::Body;
use super::{proposal, View};
use crate::error::Error;
use crate::words;

pub(super) async fn body(view: &mut View<'_>, page: Option<u32>) -> Result<Option<Body>, Error> {
    let count = view.index.record_count("proposal").await?;
    let Some(part) = Part::new(page, count, pager::RECORDS) else { return Ok(None) };
    let records = view.index.records("proposal", part.numbers()).await?;
    let content = html! {
        p {
            "Members propose, and members decide, one vote each. Open a decision to see what it does, how the ballots "
            "stand against what is needed, and what those say who do not agree."
        }
        (list(&records, view.shown(), "Decisions, the newest first", "Nothing was proposed yet."))
        (part.links("decisions", "decisions"))
    };
    Ok(Some(Body::new("Decisions", content)))
}

/// A table of proposals.
pub(super) fn list(records: &[Value], shown: Shown<'_>, caption: &str, none: &str) -> Markup {
    let rows = records.iter().map(|record| row(record, shown)).collect();
    table(caption, &["decision", "kind", "status", "ballots", "quorum", "voting ends"], rows, none)
}

fn row(record: &Value, shown: Shown<'_>) -> Row {
    let number = record.number("proposal");
    let found = proposal::of(record);
    let title = match record.words("title") {
        "" => "without a title",
        title => title,
    };
    Row::anchored(
        format!("decision-{number}"),
        vec![
            html! { a href={ "decision-" (number) ".html" } { (number) ": " (text(title)) } },
            html! { (found.as_ref().map_or("unknown", |proposal| words::kind(proposal.kind))) },
            html! { (found.as_ref().map_or("unknown", |proposal| words::status(proposal.status(shown.now_ms)))) },
            html! { @if let Some(proposal) = &found { (tally(proposal)) } },
            html! { @if let Some(proposal) = &found { (meter(proposal, number)) } },
            shown.when(record.number("ends_ms")),
        ],
    )
}

/// The ballots, or the objections of a consent.
pub(super) fn tally(proposal: &Proposal) -> Markup {
    let tally = &proposal.tally;
    html! {
        @match proposal.mode {
            Mode::Consent => { (proposal.objectors.len()) " objections" },
            Mode::Ballot => { (tally.aye) " aye, " (tally.nay) " nay, " (tally.abstain) " abstain" },
        }
    }
}

/// How far the quorum is met.
fn meter(record: &Proposal, number: u64) -> Markup {
    let (present, needed) = (proposal::present(record), proposal::quorum(record));
    html! {
        @if record.mode == Mode::Consent {
            "none needed"
        } @else {
            meter min="0" max=(needed.max(1)) value=(present.min(needed)) aria-label={ "quorum of decision " (number) } {}
            " " (present) " of " (needed)
        }
    }
}

/// Whether ballots or objections are taken.
pub(super) fn is_open(status: ProposalStatus) -> bool {
    matches!(status, ProposalStatus::Voting | ProposalStatus::Consenting)
}

/// A title for a page's head.
pub(super) fn titled(record: &Value) -> String {
    match record.words("title") {
        "" => format!("Decision {}", record.number("proposal")),
        title => plain(title),
    }
}
