//! What the rules and bounds may be, in the order in which they are checked.

use mutual_types::{AdmissionPolicy, Bounds, Error, RuleName as R, Rules};

use crate::num::{big, planck, SECOND, YEAR};
use crate::outcome::{need, Res};

/// Refuses a number that is not from `min` to `max`.
pub(crate) fn within(rule: R, value: impl Into<u128>, min: impl Into<u128>, max: impl Into<u128>) -> Res<()> {
    let (value, min, max) = (value.into(), min.into(), max.into());
    need(min <= value && value <= max, Error::RuleOutOfBounds { rule, value, min, max })
}

fn period(rule: R, value: u64) -> Res<()> {
    within(rule, value, SECOND, YEAR)
}

/// Refuses rules that lie outside of what `bounds` and the code allow.
pub(crate) fn rules(rules: &Rules, bounds: &Bounds) -> Res<()> {
    let (v, m, d, p, r) = (&rules.voting, &rules.membership, &rules.dues, &rules.payments, &rules.relief);
    period(R::ApplicationWindow, m.application_window_ms)?;
    period(R::Probation, m.probation_ms)?;
    period(R::AdmissionPeriod, m.admission_period_ms)?;
    period(R::ExitNotice, m.exit_notice_ms)?;
    period(R::DuesPeriod, d.period_ms)?;
    period(R::DuesGrace, d.grace_ms)?;
    period(R::LapseNotice, d.lapse_notice_ms)?;
    period(R::Hold, p.hold_ms)?;
    period(R::Review, p.review_ms)?;
    period(R::Dispute, p.dispute_ms)?;
    period(R::ReliefWaiting, r.waiting_ms)?;
    period(R::ReliefHold, r.hold_ms)?;

    within(R::VotingPeriod, v.voting_period_ms, bounds.voting_period_ms.min, bounds.voting_period_ms.max)?;
    within(R::MinOpen, v.min_open_ms, bounds.min_open_ms.min, bounds.min_open_ms.max)?;
    within(R::MinOpen, v.min_open_ms, 0u8, v.voting_period_ms)?;
    within(R::LateExtension, v.late_extension_ms, SECOND, v.voting_period_ms)?;
    within(R::Notice, v.notice_ms, bounds.notice_ms.min, bounds.notice_ms.max)?;
    let window = bounds.execution_window_ms;
    within(R::ExecutionWindow, v.execution_window_ms, window.min, window.max)?;
    let covered = planck(big(v.notice_ms) + v.execution_window_ms)?;
    within(R::NoticeAndWindow, covered, p.hold_ms.max(p.dispute_ms), u128::MAX)?;
    within(R::Quorum, v.quorum_bps, bounds.quorum_bps.min, bounds.quorum_bps.max)?;
    let special = bounds.special_approval_bps;
    within(R::SpecialApproval, v.special_approval_bps, special.min, special.max)?;
    within(R::MinAyes, v.min_ayes, bounds.min_ayes.min, bounds.min_ayes.max)?;
    within(R::RoleTerm, rules.roles.term_ms, bounds.role_term_ms.min, bounds.role_term_ms.max)?;
    within(R::PaymentApprovals, p.approvals, bounds.payment_approvals.min, bounds.payment_approvals.max)?;
    within(R::PaymentWindow, p.window_ms, bounds.payment_window_ms.min, bounds.payment_window_ms.max)?;
    within(R::ReserveFloor, p.reserve_floor, bounds.reserve_floor.min, bounds.reserve_floor.max)?;

    if let AdmissionPolicy::Sponsored(sponsors) = m.admission {
        within(R::Sponsors, sponsors, 1u8, 7u8)?;
    }
    within(R::FreeOpenProposals, v.free_open_proposals, 1u8, 7u8)?;
    within(R::ConsentObjectors, v.consent_objectors, 1u8, 7u8)?;
    within(R::OpenSponsorships, m.open_sponsorships, 1u8, 7u8)?;
    within(R::ConsecutiveTerms, rules.roles.consecutive_terms, 1u8, 7u8)?;
    within(R::ReliefApprovals, r.approvals, 1u8, 7u8)?;
    within(R::Attesters, r.attesters, 2u8, 7u8)?;
    within(R::AttestationsPerYear, r.attestations_per_year, 1u8, u8::MAX)?;
    within(R::AdmissionsPerPeriod, m.admissions_per_period, 1u8, u32::MAX)?;
    within(R::Dormancy, rules.dormancy_ms, YEAR, 315_360_000_000u64)
}
