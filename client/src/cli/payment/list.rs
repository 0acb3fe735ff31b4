//! `mutual payment list`.

use mutual_types::{Payment, PaymentId, PaymentStatus, PaymentView, Role, SocietyView, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::eyes::Viewer;
use super::super::list::Listing;
use super::super::report::Report;
use crate::error::Error;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{address, amount, moment, Unit};
use crate::words;

/// The columns of a list of payments.
pub(in super::super) const HEADERS: [&str; 8] =
    ["payment", "status", "amount", "payee", "approvals", "origin", "ends", "you"];

pub(super) async fn run(list: &Listing<PaymentStatus>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    list.ensure(context)?;
    let society = context.society().await?;
    let viewer = list.viewer(context, &society).await?;
    let view = society.society().await?;
    let now_ms = society.chain().moment().await?.now_ms();
    let read = async |from, limit| current(&society, society.payments(from, limit).await?, now_ms).await;
    let keep = async |payment: &PaymentView| {
        let you = viewer.as_ref().filter(|_| list.is_mine());
        let is_theirs = you.is_none_or(|viewer| !yours(&payment.payment, viewer, &view, now_ms).is_empty());
        Ok(list.has(payment.payment.status(now_ms)) && is_theirs)
    };
    let found = list.page().newest(view.counters.payments, read, |payment| payment.id.0, keep).await?;
    let circumstances = Circumstances { view: &view, viewer: viewer.as_ref(), unit: society.chain().unit(), now_ms };
    let entries = found.entries.iter().map(|payment| circumstances.entry(payment.id, &payment.payment));
    let (rows, json): (Vec<_>, Vec<_>) = entries.unzip();
    Ok(Report::new(Value::Array(json)).table(&HEADERS, rows).goes_on("mutual payment list", found.more_after))
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

/// What a payment is to somebody, in a word or two each.
pub(in super::super) fn yours(
    record: &Payment,
    viewer: &Viewer,
    view: &SocietyView,
    now_ms: TimestampMs,
) -> Vec<&'static str> {
    let mut parts = Vec::new();
    if waits_for(record, viewer, view, now_ms) {
        parts.push("to approve");
    }
    if viewer.is_among(&record.approvals) {
        parts.push("approved");
    }
    if record.payee == viewer.account {
        parts.push("to you");
    }
    if viewer.index() == Some(record.proposer) {
        parts.push("asked for by you");
    }
    parts
}

/// Whether it waits for the approval of this treasurer.
fn waits_for(record: &Payment, viewer: &Viewer, view: &SocietyView, now_ms: TimestampMs) -> bool {
    let Some(index) = viewer.index() else { return false };
    let is_near = record.proposer == index || record.payee_member == Some(index) || record.payee == viewer.account;
    record.status(now_ms) == PaymentStatus::Waiting
        && !is_approved(record, view, now_ms)
        && !record.approvals.contains(&index)
        && !is_near
        && view.roster.holds(Role::Treasurer, index, now_ms)
}

/// Whether it has the approvals that it takes, of those who can act now.
pub(in super::super) fn is_approved(record: &Payment, view: &SocietyView, now_ms: TimestampMs) -> bool {
    let live = record.approvals.iter().filter(|member| view.roster.holds(Role::Treasurer, **member, now_ms)).count();
    record.members_approved || live >= usize::from(record.approvals_needed)
}

/// By what a payment is told.
pub(in super::super) struct Circumstances<'a> {
    pub view: &'a SocietyView,
    pub viewer: Option<&'a Viewer>,
    pub unit: &'a Unit,
    pub now_ms: TimestampMs,
}

impl Circumstances<'_> {
    /// A payment as a row, and for programs.
    pub(in super::super) fn entry(&self, id: PaymentId, record: &Payment) -> (Vec<String>, Value) {
        let approvals = if record.members_approved {
            "by the members".to_owned()
        } else {
            format!("{}/{}", record.approvals.len(), record.approvals_needed)
        };
        let you = self.viewer.map(|viewer| yours(record, viewer, self.view, self.now_ms)).unwrap_or_default();
        let row = vec![
            id.to_string(),
            words::payment_status(record.status(self.now_ms)).to_owned(),
            amount::format(record.amount, self.unit),
            address::format(&record.payee),
            approvals,
            words::origin(record.origin),
            moment::format(record.ends_at(self.now_ms)),
            you.join(", "),
        ];
        let mut json = json(id, record, self.now_ms);
        let may_approve = self.viewer.is_some_and(|viewer| waits_for(record, viewer, self.view, self.now_ms));
        json["you_can_approve"] = Value::Bool(may_approve);
        (row, json)
    }
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
