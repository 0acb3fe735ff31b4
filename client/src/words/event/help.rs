//! Grants and relief.

use mutual_types::{
    event::{
        AttestersBarred, GrantMade, GrantRepaid, GrantStopped, ReliefAsked, ReliefAttested, StageAccepted,
        StageClaimed, StageLapsed, StageReturned, StipendDue,
    },
    MemberIndex,
};

use super::{members, said};
use crate::text::{address, amount, moment, Unit};
use crate::words::names::counted;

pub(super) fn grant_made(e: &GrantMade, unit: &Unit) -> String {
    let repay = match e.repay_by_ms {
        None => String::new(),
        Some(ms) => format!(", to be paid back by {}", moment::format(ms)),
    };
    format!(
        "Grant {} of {} to {} was made by proposal {}, from pot {}{repay}.",
        e.grant,
        amount::format(e.amount, unit),
        address::format(&e.payee),
        e.proposal,
        e.pot,
    )
}

pub(super) fn stage_claimed(e: &StageClaimed) -> String {
    format!(
        "The payee claimed stage {} of grant {}, measured as {}: {} (hash 0x{}).",
        e.stage,
        e.grant,
        e.metric,
        e.evidence.uri,
        hex::encode(e.evidence.hash),
    )
}

pub(super) fn stage_accepted(e: &StageAccepted) -> String {
    let by = by(e.steward);
    format!("{by} accepted stage {} of grant {}, measured as {}: payment {}.", e.stage, e.grant, e.metric, e.payment)
}

pub(super) fn stage_returned(e: &StageReturned) -> String {
    format!(
        "{} returned stage {} of grant {} to its payee{}.",
        by(e.steward),
        e.stage,
        e.grant,
        said(Some(&e.reason).filter(|reason| !reason.is_empty()).map(String::as_str)),
    )
}

fn by(steward: Option<MemberIndex>) -> String {
    steward.map_or_else(|| "A ruling".to_owned(), |steward| format!("Steward {steward}"))
}

pub(super) fn stage_lapsed(e: &StageLapsed, unit: &Unit) -> String {
    let returned = amount::format(e.returned, unit);
    format!("Stage {} of grant {} lapsed unclaimed; {returned} are free again.", e.stage, e.grant)
}

pub(super) fn stipend_due(e: &StipendDue) -> String {
    format!("The next payment of stage {} of grant {} is due: payment {}.", e.stage, e.grant, e.payment)
}

pub(super) fn grant_stopped(e: &GrantStopped, unit: &Unit) -> String {
    format!("Grant {} was stopped; {} are free again.", e.grant, amount::format(e.returned, unit))
}

pub(super) fn grant_repaid(e: &GrantRepaid, unit: &Unit) -> String {
    format!(
        "{} paid back {} of grant {}; {} are left to pay.",
        address::format(&e.payer),
        amount::format(e.amount, unit),
        e.grant,
        amount::format(e.outstanding, unit),
    )
}

pub(super) fn relief_asked(e: &ReliefAsked, unit: &Unit) -> String {
    format!(
        "Member {} asked for relief of {} from pot {} (request {}); members can attest it until {}.",
        e.member,
        amount::format(e.amount, unit),
        e.pot,
        e.request,
        moment::format(e.ends_ms),
    )
}

pub(super) fn relief_attested(e: &ReliefAttested) -> String {
    format!(
        "Member {} attested relief request {}, which has {} of {} now.",
        e.member,
        e.request,
        e.attesters,
        counted(e.needed, "attestation"),
    )
}

pub(super) fn attesters_barred(e: &AttestersBarred) -> String {
    format!(
        "The right to attest relief until {} was withdrawn from {}.",
        moment::format(e.until_ms),
        members(&e.members)
    )
}
