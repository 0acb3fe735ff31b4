//! `mutual grant list`.

use mutual_types::{Grant, GrantId, GrantView, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::page::Page;
use super::super::report::Report;
use crate::error::Error;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{address, amount, moment};
use crate::words;

pub(super) async fn run(page: &Page, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let count = society.society().await?.counters.grants;
    let now_ms = society.chain().moment().await?.now_ms();
    let (from, limit) = page.newest(count);
    let mut grants = pages(&society, from, limit).await?;
    grants.reverse();
    let unit = society.chain().unit();
    let rows = grants.iter().map(|view| {
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
            address::format(&record.payee),
        ]
    });
    let headers = ["grant", "status", "open stage", "due", "promised", "paid", "owed", "payee"];
    let rows = rows.collect();
    let json = grants.iter().map(|view| json(view.id, &view.grant, now_ms)).collect::<Value>();
    Ok(Report::new(json).table(&headers, rows))
}

/// Grants by their number; the society gives fewer at once than there are on a page.
async fn pages(society: &Society, from: u32, limit: u32) -> Result<Vec<GrantView>, Error> {
    let end = from.saturating_add(limit);
    let (mut all, mut next): (Vec<GrantView>, u32) = (Vec::new(), from);
    while next < end {
        let page = society.grants(next, end.saturating_sub(next)).await?;
        let Some(last) = page.last() else { break };
        next = last.id.0.saturating_add(1);
        all.extend(page);
    }
    Ok(all)
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
