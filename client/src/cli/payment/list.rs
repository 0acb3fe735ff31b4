//! `mutual payment list`.

use mutual_types::{Payment, PaymentId, PaymentView, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::page::Page;
use super::super::report::Report;
use crate::error::Error;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{address, amount, moment, Unit};
use crate::words;

/// The columns of a list of payments.
pub(in super::super) const HEADERS: [&str; 7] = ["payment", "status", "amount", "payee", "approvals", "origin", "ends"];

pub(super) async fn run(page: &Page, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let count = society.society().await?.counters.payments;
    let now_ms = society.chain().moment().await?.now_ms();
    let (from, limit) = page.newest(count);
    let mut payments = society.payments(from, limit).await?;
    payments.reverse();
    let payments = current(&society, payments, now_ms).await?;
    let unit = society.chain().unit();
    let entries = payments.iter().map(|view| entry(view.id, &view.payment, unit, now_ms));
    let (rows, json): (Vec<_>, Vec<_>) = entries.unzip();
    Ok(Report::new(Value::Array(json)).table(&HEADERS, rows))
}

/// The payments with their clocks as they are now.
pub(in super::super) async fn current(
    society: &Society,
    mut payments: Vec<PaymentView>,
    now_ms: TimestampMs,
) -> Result<Vec<PaymentView>, Error> {
    for view in &mut payments {
        view.payment = society.with_current_clocks(view.payment.clone(), now_ms).await?;
    }
    Ok(payments)
}

/// A payment as a row, and for programs.
pub(in super::super) fn entry(
    id: PaymentId,
    record: &Payment,
    unit: &Unit,
    now_ms: TimestampMs,
) -> (Vec<String>, Value) {
    let approvals = if record.members_approved {
        "by the members".to_owned()
    } else {
        format!("{}/{}", record.approvals.len(), record.approvals_needed)
    };
    let row = vec![
        id.to_string(),
        words::payment_status(record.status(now_ms)).to_owned(),
        amount::format(record.amount, unit),
        address::format(&record.payee),
        approvals,
        words::origin(record.origin),
        moment::format(record.ends_at(now_ms)),
    ];
    (row, json(id, record, now_ms))
}

/// A payment for programs: the record, and what of it depends on the time.
pub(super) fn json(id: PaymentId, record: &Payment, now_ms: TimestampMs) -> Value {
    let (ends_ms, release_from_ms) = (record.ends_at(now_ms), record.release_from_at(now_ms));
    json!({
        "id": id.0,
        "status": record.status(now_ms).to_json(),
        "is_stopped": record.stops.is_stopped(now_ms),
        "effective_ends_ms": ends_ms,
        "effective_ends_at": moment::format(ends_ms),
        "effective_release_from_ms": release_from_ms,
        "effective_release_from_at": (release_from_ms > 0).then(|| moment::format(release_from_ms)),
        "payment": record.to_json(),
    })
}
