//! `mutual grant show`.

use mutual_types::{Claim, Dissolution, Grant, GrantId, GrantTerms, StageStatus, TimestampMs};

use super::super::context::Context;
use super::super::report::Report;
use super::super::{evidence, society, who};
use crate::error::Error;
use crate::text::{address, amount, duration, moment, Unit};
use crate::words;

pub(super) async fn run(id: GrantId, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let record = super::find(&society, id).await?;
    let terms = super::terms(&society, &record).await?;
    let dissolution = society.society().await?.dissolution;
    let now = society.chain().moment().await?;
    let now_ms = now.now_ms();
    let unit = society.chain().unit();
    let money = |planck| amount::format(planck, unit);
    let mut fields = vec![
        ("grant", id.to_string()),
        ("status", words::grant_status(record.status()).to_owned()),
        ("payee", address::format(&record.payee)),
        ("pot", record.pot.to_string()),
        ("proposal", format!("{}, made by {}", record.proposal, who::named(&society, record.proposer).await?)),
    ];
    if let Some(terms) = &terms {
        fields.push(("measured in", terms.unit.clone()));
    }
    fields.extend([
        ("answer within", duration::format(record.review_ms)),
        ("promised", money(record.reserved)),
        ("being paid", money(record.pending)),
        ("paid", money(record.paid)),
    ]);
    fields.extend(loan(&record, unit, now_ms));
    if let Some(claim) = &record.claim {
        fields.extend(handed_in(claim, terms.as_ref()));
    }
    let then = match &dissolution {
        Some(dissolution) => in_dissolution(id, &record, dissolution, now_ms),
        None => next(id, &record, now_ms),
    };
    fields.push(("next", then));
    fields.push(("time", society::time(now)));
    let json = super::list::json(id, &record, now_ms);
    let rows = stages(&record, terms.as_ref(), unit, now_ms);
    Ok(Report::new(json).fields(fields).table(&["stage", "amount", "payments", "due", "status", "title"], rows))
}

/// What is to be paid back.
fn loan(record: &Grant, unit: &Unit, now_ms: TimestampMs) -> Vec<(&'static str, String)> {
    let Some(repay_by_ms) = record.repay_by_ms else {
        return vec![("repay", "nothing: it is a gift".to_owned())];
    };
    let money = |planck| amount::format(planck, unit);
    vec![
        ("repay by", moment::format(repay_by_ms)),
        ("repaid", money(record.repaid)),
        ("forgiven", money(record.forgiven)),
        ("owed", format!("{}, of which {} is past due", money(record.outstanding()), money(record.past_due(now_ms)))),
    ]
}

fn handed_in(claim: &Claim, terms: Option<&GrantTerms>) -> Vec<(&'static str, String)> {
    let measure = terms.map(|terms| terms.unit.as_str()).unwrap_or_default();
    let since = if claim.returned { "returned" } else { "handed in" };
    vec![
        (since, moment::format(claim.at_ms)),
        ("outcome", format!("{} {measure}", claim.metric)),
        ("evidence", format!("{} ({})", claim.evidence.uri, evidence::shown(&claim.evidence.hash))),
    ]
}

fn stages(record: &Grant, terms: Option<&GrantTerms>, unit: &Unit, now_ms: TimestampMs) -> Vec<Vec<String>> {
    let rows = record.stages.iter().enumerate().map(|(place, stage)| {
        let title = terms.and_then(|terms| terms.stages.get(place)).map(|stage| stage.title.clone());
        let status = if stage.lapsed {
            "ended unclaimed"
        } else if place < usize::from(record.current) {
            "accepted"
        } else if record.is_over() {
            "stopped"
        } else if place == usize::from(record.current) {
            record.stage_status(now_ms).map_or("", words::stage_status)
        } else {
            "to come"
        };
        // The next payment of a stipend; all of them made, the date of the first.
        let due_ms = if stage.payments < stage.months { stage.next_payment_ms() } else { stage.due_ms };
        let payments =
            if stage.months > 0 { format!("{} of {}", stage.payments, stage.months) } else { "one".to_owned() };
        vec![
            place.to_string(),
            amount::format(stage.amount, unit),
            payments,
            moment::format(due_ms),
            status.to_owned(),
            title.unwrap_or_default(),
        ]
    });
    rows.collect()
}

/// What happens next, and who can make it happen.
fn next(id: GrantId, record: &Grant, now_ms: TimestampMs) -> String {
    let (Some(status), Some(open)) = (record.stage_status(now_ms), record.open_stage()) else {
        return over(id, record);
    };
    if record.is_over() {
        return over(id, record);
    }
    let stage = record.current;
    let lapsable = moment::format(record.lapsable_from_ms());
    let dispute = format!("`mutual dispute open stage {id} {stage} --for`");
    match status {
        StageStatus::Open | StageStatus::Overdue => {
            format!("the payee hands stage {stage} in before {lapsable}: `mutual grant claim {id} {stage}`")
        }
        StageStatus::Claimed => format!("a steward accepts it: `mutual grant accept {id} {stage}`; or returns it"),
        StageStatus::Unanswered => format!(
            "a steward accepts it (`mutual grant accept {id} {stage}`) or returns it; none did in time, and the payee may \
             open a dispute ({dispute})"
        ),
        StageStatus::Returned => format!(
            "the payee hands it in again before {lapsable} (`mutual grant claim {id} {stage}`), or opens a dispute \
             ({dispute})"
        ),
        StageStatus::Lapsable => format!("anyone can end the stage: `mutual grant lapse {id} {stage}`"),
        StageStatus::Waiting => format!("the next payment is due {}", moment::format(open.next_payment_ms())),
        StageStatus::Due => format!("anyone can start the next payment: `mutual grant stipend {id}`"),
    }
}

/// The same while the society dissolves: nothing more of it is claimed, accepted or paid back.
fn in_dissolution(id: GrantId, record: &Grant, dissolution: &Dissolution, now_ms: TimestampMs) -> String {
    if !record.is_over() {
        let cancel = format!("anyone can stop it: `mutual grant cancel {id}`");
        return if now_ms < dissolution.claims_until_ms {
            format!("the society dissolves; from {} {cancel}", moment::format(dissolution.claims_until_ms))
        } else {
            format!("the time for claims is over, and {cancel}")
        };
    }
    if record.past_due(now_ms) > 0 {
        "what is past due is taken out of its payee's shares, if it has any".to_owned()
    } else if record.pending > 0 {
        "its payments are approved and released, or cancelled: `mutual payment list`".to_owned()
    } else {
        "nothing: it is over".to_owned()
    }
}

fn over(id: GrantId, record: &Grant) -> String {
    if record.outstanding() > 0 {
        format!("its payee, or anyone for them, pays back: `mutual grant repay {id} AMOUNT`")
    } else if record.pending > 0 {
        "its payments are approved and released: `mutual payment list`".to_owned()
    } else {
        "nothing: it is over".to_owned()
    }
}
