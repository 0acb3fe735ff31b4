//! `mutual grant list`.

use mutual_types::{Grant, GrantId, GrantStatus, GrantView, Role, SocietyView, StageStatus, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::eyes::Viewer;
use super::super::list::Listing;
use super::super::report::Report;
use crate::error::Error;
use crate::json::ToJson;
use crate::text::{address, amount, moment};
use crate::words;

const HEADERS: [&str; 9] = ["grant", "status", "open stage", "due", "promised", "paid", "owed", "you", "payee"];

pub(super) async fn run(list: &Listing<GrantStatus>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    list.ensure(context)?;
    let society = context.society().await?;
    let viewer = list.viewer(context, &society).await?;
    let view = society.society().await?;
    let now_ms = society.chain().moment().await?.now_ms();
    let you = |record: &Grant| viewer.as_ref().map(|viewer| yours(record, viewer, &view, now_ms)).unwrap_or_default();
    let read = async |from, limit| society.grants(from, limit).await;
    let keep = async |grant: &GrantView| {
        Ok(list.has(grant.grant.status()) && (!list.is_mine() || !you(&grant.grant).is_empty()))
    };
    let found = list.page().newest(view.counters.grants, read, |grant| grant.id.0, keep).await?;
    let unit = society.chain().unit();
    let rows = found.entries.iter().map(|view| {
        let record = &view.grant;
        let open = record.open_stage().filter(|_| !record.is_over());
        vec![
            view.id.to_string(),
            words::grant_status(record.status()).to_owned(),
            stage(record, now_ms),
            open.map_or(String::new(), |stage| moment::format(stage.due_ms)),
            amount::format(record.reserved, unit),
            amount::format(record.paid, unit),
            amount::format(record.outstanding(), unit),
            you(record).join(", "),
            address::format(&record.payee),
        ]
    });
    let rows = rows.collect();
    let json = found.entries.iter().map(|view| json(view.id, &view.grant, now_ms)).collect::<Value>();
    Ok(Report::new(json).table(&HEADERS, rows).goes_on("mutual grant list", found.more_after))
}

/// What a grant is to somebody, in a word or two each.
fn yours(record: &Grant, viewer: &Viewer, view: &SocietyView, now_ms: TimestampMs) -> Vec<&'static str> {
    let mut parts = Vec::new();
    let status = record.stage_status(now_ms).filter(|_| !record.is_over());
    let is_steward = viewer.index().is_some_and(|index| {
        index != record.proposer
            && record.payee_member != Some(index)
            && view.roster.holds(Role::Steward, index, now_ms)
    });
    if is_steward && matches!(status, Some(StageStatus::Claimed | StageStatus::Unanswered)) {
        parts.push("to answer");
    }
    if record.payee == viewer.account {
        parts.push(match status {
            Some(StageStatus::Open | StageStatus::Overdue | StageStatus::Returned) => "to you, to hand in",
            _ => "to you",
        });
    }
    if viewer.index() == Some(record.proposer) {
        parts.push("proposed by you");
    }
    parts
}

fn stage(record: &Grant, now_ms: TimestampMs) -> String {
    match record.stage_status(now_ms) {
        Some(status) if !record.is_over() => {
            format!("{} of {}: {}", record.current, record.stages.len(), words::stage_status(status))
        }
        _ => String::new(),
    }
}

/// A grant for programs: the record, and what of it depends on the time.
pub(super) fn json(id: GrantId, record: &Grant, now_ms: TimestampMs) -> Value {
    json!({
        "id": id.0,
        "status": record.status().to_json(),
        "stage_status": record.stage_status(now_ms).filter(|_| !record.is_over()).to_json(),
        "outstanding": record.outstanding().to_string(),
        "past_due": record.past_due(now_ms).to_string(),
        "grant": record.to_json(),
    })
}
