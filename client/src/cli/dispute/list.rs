//! `mutual dispute list`.

use mutual_types::{Dispute, DisputeId, DisputeStatus, DisputeView, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::eyes::Viewer;
use super::super::list::Listing;
use super::super::report::Report;
use crate::error::Error;
use crate::json::ToJson;
use crate::text::moment;
use crate::words;

const HEADERS: [&str; 7] = ["dispute", "status", "ends", "votes", "ruling", "you", "about"];

pub(super) async fn run(list: &Listing<DisputeStatus>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    list.ensure(context)?;
    let society = context.society().await?;
    let viewer = list.viewer(context, &society).await?;
    let count = society.society().await?.counters.disputes;
    let now_ms = society.chain().moment().await?.now_ms();
    let you = |record: &Dispute| viewer.as_ref().map(|viewer| yours(record, viewer, now_ms)).unwrap_or_default();
    let read = async |from, limit| society.disputes(from, limit).await;
    let keep = async |found: &DisputeView| {
        Ok(list.has(found.dispute.status(now_ms)) && (!list.is_mine() || !you(&found.dispute).is_empty()))
    };
    let found = list.page().newest(count, read, |found| found.id.0, keep).await?;
    let rows = found.entries.iter().map(|view| {
        let record = &view.dispute;
        vec![
            view.id.to_string(),
            words::dispute_status(record.status(now_ms)).to_owned(),
            moment::format(record.ends_ms),
            format!("{}/{}", record.votes.len(), record.panel.len()),
            record.ruling.map(|ruling| words::ruling_on(record.subject, ruling)).unwrap_or_default(),
            you(record).join(", "),
            words::dispute_subject(record.subject),
        ]
    });
    let rows = rows.collect();
    let json = found.entries.iter().map(|view| self::json(view.id, &view.dispute, now_ms)).collect::<Value>();
    Ok(Report::new(json).table(&HEADERS, rows).goes_on("mutual dispute list", found.more_after))
}

/// What a dispute is to somebody, in a word or two each.
fn yours(record: &Dispute, viewer: &Viewer, now_ms: TimestampMs) -> Vec<&'static str> {
    let mut parts = Vec::new();
    if viewer.is_among(&record.panel) {
        let has_voted = record.votes.iter().any(|vote| Some(vote.arbitrator) == viewer.index());
        let is_open = record.status(now_ms) == DisputeStatus::Panel;
        parts.push(if is_open && !has_voted { "to rule" } else { "on its panel" });
    }
    if viewer.is_among(&record.parties) {
        parts.push("concerns you");
    }
    if record.opener == viewer.account {
        parts.push("asked for by you");
    } else if viewer.is_among(&record.petitioners) {
        parts.push("joined by you");
    }
    parts
}

/// A dispute for programs.
pub(super) fn json(id: DisputeId, record: &Dispute, now_ms: TimestampMs) -> Value {
    json!({ "id": id.0, "status": record.status(now_ms).to_json(), "dispute": record.to_json() })
}
