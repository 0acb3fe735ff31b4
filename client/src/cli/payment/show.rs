//! `mutual payment show`.

use mutual_types::{Origin, Payment, PaymentId, PaymentStatus, Role, SocietyView, TimestampMs};

use super::super::context::Context;
use super::super::report::Report;
use super::super::{society, who};
use crate::error::Error;
use crate::society::Society;
use crate::text::{address, amount, moment};
use crate::words;

pub(in super::super) async fn run(payment: PaymentId, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let view = society.society().await?;
    let now = society.chain().moment().await?;
    let now_ms = now.now_ms();
    // A proposal that is over stops it no longer, though the record says so until the next message about it.
    let record = society.with_current_clocks(super::find(&society, payment).await?, now_ms).await?;
    let unit = society.chain().unit();
    let (approvals, live) = approvals(&society, &view, &record, now_ms).await?;
    let needed = if record.members_approved {
        "not needed: the members have released it, which counts as all approvals".to_owned()
    } else {
        format!("{live} of {} needed", record.approvals_needed)
    };
    let reserved = if record.reserved { "reserved" } else { "not reserved: the first approval does that" };
    let mut fields = vec![
        ("payment", payment.to_string()),
        ("status", words::payment_status(record.status(now_ms)).to_owned()),
        ("amount", amount::format(record.amount, unit)),
        ("payee", address::format(&record.payee)),
        ("pot", format!("{}, where its money is {reserved}", record.pot)),
        ("origin", words::origin(record.origin)),
        ("proposer", who::named(&society, record.proposer).await?),
        ("approvals", needed),
    ];
    fields.extend(approvals.into_iter().map(|approval| ("approved by", approval)));
    fields.extend(clocks(&society, &record, now_ms).await?);
    if let Some(refusal) = record.refused {
        fields.push(("refused", words::refusal(refusal, unit)));
    }
    fields.push(("next", next(payment, &record, live, &view, now_ms)));
    fields.push(("time", society::time(now)));
    Ok(Report::new(super::list::json(payment, &record, now_ms)).fields(fields))
}

/// Who has approved, and how many of them count now: at release only those do who are treasurers then.
async fn approvals(
    society: &Society,
    view: &SocietyView,
    record: &Payment,
    now_ms: TimestampMs,
) -> Result<(Vec<String>, usize), Error> {
    let (mut names, mut live) = (Vec::new(), 0_usize);
    for member in &record.approvals {
        let counts = view.roster.holds(Role::Treasurer, *member, now_ms);
        live = live.saturating_add(usize::from(counts));
        let note = if counts { "" } else { ", no longer a treasurer: does not count" };
        names.push(format!("{}{note}", who::named(society, *member).await?));
    }
    Ok((names, live))
}

/// Its window, and what makes its clocks stand still.
async fn clocks(
    society: &Society,
    record: &Payment,
    now_ms: TimestampMs,
) -> Result<Vec<(&'static str, String)>, Error> {
    let stops = &record.stops;
    let is_stopped = stops.is_stopped(now_ms);
    let grows = if is_stopped { ", and later with every moment for which its clocks stand still" } else { "" };
    let ends = moment::format(record.ends_at(now_ms));
    let mut fields = vec![("window", format!("{} to {ends}{grows}", moment::format(record.starts_ms)))];
    if record.release_from_ms > 0 {
        fields.push(("released from", moment::format(record.release_from_at(now_ms))));
    }
    if record.renewed {
        fields.push(("renewed", "a treasurer has opened its window once more".to_owned()));
    }
    fields.push((
        "clocks",
        if is_stopped { format!("stand still since {}", moment::format(stops.since_ms)) } else { "run".to_owned() },
    ));
    if let Some(hold) = &stops.hold {
        let name = who::named(society, hold.by).await?;
        let until = moment::format(hold.until_ms);
        fields.push(if now_ms < hold.until_ms {
            ("held", format!("by {name} until {until}"))
        } else {
            ("was held", format!("by {name} until {until}; a payment is held once"))
        });
    }
    let mut others = stops.pending;
    for (verb, stop) in [("release", stops.release_proposal), ("cancel", stops.cancel_proposal)] {
        if let Some(stop) = stop.filter(|stop| !stop.over) {
            others = others.saturating_sub(1);
            let name = format!("proposal {} to {verb} it; `mutual proposal show {}`", stop.proposal, stop.proposal);
            fields.push(("stopped by", name));
        }
    }
    if others > 0 {
        fields.push(("stopped by", "a dispute: see `mutual dispute list`".to_owned()));
    }
    Ok(fields)
}

/// What happens next, and who can make it happen.
fn next(id: PaymentId, record: &Payment, live: usize, view: &SocietyView, now_ms: TimestampMs) -> String {
    let is_call = matches!(record.origin, Origin::Call(_));
    let status = record.status(now_ms);
    let is_open = matches!(status, PaymentStatus::Waiting | PaymentStatus::Stopped | PaymentStatus::Lapsed);
    if let Some(dissolution) = view.dissolution.as_ref().filter(|_| is_open) {
        let cancel = format!("anyone can cancel it: `mutual payment cancel {id}`");
        if now_ms >= dissolution.claims_until_ms {
            return format!("the time for claims is over, and {cancel}");
        }
        let until = moment::format(dissolution.claims_until_ms);
        // What is left to a society that runs is not possible any more.
        match status {
            PaymentStatus::Waiting if is_call => return format!("no call is made any more; from {until} {cancel}"),
            PaymentStatus::Lapsed => {
                let release = format!("the members can still release it (`mutual proposal new release-payment {id}`)");
                return format!("{release}; from {until} {cancel}");
            }
            _ => {}
        }
    }
    let is_approved = record.members_approved || live >= usize::from(record.approvals_needed);
    let release_from_ms = record.release_from_at(now_ms);
    match status {
        PaymentStatus::Waiting if !is_approved => format!("treasurers approve it: `mutual payment approve {id}`"),
        PaymentStatus::Waiting if now_ms < release_from_ms => {
            format!("it waits until {}; then anyone can release it", moment::format(release_from_ms))
        }
        PaymentStatus::Waiting if is_call => format!("anyone can make the call: `mutual payment call {id}`"),
        PaymentStatus::Waiting if view.dissolution.is_some() => {
            format!("anyone can make it a credit of its payee: `mutual payment release {id}`")
        }
        PaymentStatus::Waiting => format!("anyone can release it: `mutual payment release {id}`"),
        PaymentStatus::Stopped => "nobody approves or releases it until its clocks run again".to_owned(),
        PaymentStatus::Lapsed if !record.renewed => {
            format!("a treasurer can open its window once more: `mutual payment renew {id}`")
        }
        PaymentStatus::Lapsed => format!(
            "the members release or cancel it (`mutual proposal new release-payment {id}`), or its payee gives it up \
             (`mutual payment waive {id}`)"
        ),
        PaymentStatus::Credited => "its payee withdraws it: `mutual treasury withdraw`".to_owned(),
        PaymentStatus::Released | PaymentStatus::Cancelled => "nothing: it is over".to_owned(),
    }
}
