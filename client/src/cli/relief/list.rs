//! `mutual relief list`.

use mutual_types::{ReliefId, ReliefRequest, ReliefStatus, ReliefView, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::eyes::Viewer;
use super::super::list::Listing;
use super::super::report::Report;
use crate::error::Error;
use crate::json::ToJson;
use crate::text::{amount, moment};
use crate::words;

const HEADERS: [&str; 9] = ["request", "status", "amount", "member", "pot", "attested", "ends", "payment", "you"];

pub(super) async fn run(list: &Listing<ReliefStatus>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    list.ensure(context)?;
    let society = context.society().await?;
    let viewer = list.viewer(context, &society).await?;
    let view = society.society().await?;
    let now_ms = society.chain().moment().await?.now_ms();
    let you = |record: &ReliefRequest| viewer.as_ref().map(|viewer| yours(record, viewer)).unwrap_or_default();
    let read = async |from, limit| society.relief_requests(from, limit).await;
    let keep = async |found: &ReliefView| {
        Ok(list.has(found.request.status(now_ms)) && (!list.is_mine() || !you(&found.request).is_empty()))
    };
    let found = list.page().newest(view.counters.relief_requests, read, |found| found.id.0, keep).await?;
    let unit = society.chain().unit();
    let named = super::may_name(&society, &view.rules, context).await?;
    let rows = found.entries.iter().map(|view| {
        let record = &view.request;
        vec![
            view.id.to_string(),
            words::relief_status(record.status(now_ms)).to_owned(),
            amount::format(record.amount, unit),
            if named { record.asker.to_string() } else { "not shown".to_owned() },
            record.pot.to_string(),
            format!("{}/{}", record.attesters.len(), record.attesters_needed),
            moment::format(record.ends_ms),
            record.payment.map(|payment| payment.to_string()).unwrap_or_default(),
            you(record).to_owned(),
        ]
    });
    let rows = rows.collect();
    let json = found.entries.iter().map(|view| super::list::json(view.id, &view.request, named, now_ms));
    Ok(Report::new(json.collect::<Value>()).table(&HEADERS, rows).goes_on("mutual relief list", found.more_after))
}

/// What a request is to somebody. Who may attest it is not known without all their sponsorships, so that is not said.
fn yours(record: &ReliefRequest, viewer: &Viewer) -> &'static str {
    if viewer.index() == Some(record.asker) {
        "yours"
    } else if viewer.is_among(&record.attesters) {
        "attested by you"
    } else {
        ""
    }
}

/// A request for programs; `named` says whether its asker is.
pub(super) fn json(id: ReliefId, record: &ReliefRequest, named: bool, now_ms: TimestampMs) -> Value {
    let mut request = record.to_json();
    if !named {
        request["asker"] = Value::Null;
    }
    json!({ "id": id.0, "status": record.status(now_ms).to_json(), "request": request })
}
