//! The moments at which something changes by itself: a play is at them, just before and just after.

use mutual_types::{AccountId, ProposalState, TimestampMs};

use super::dice::Dice;
use crate::clocks::deadline;
use crate::num::{DAY, MONTH, YEAR};
use crate::state::Model;

/// What a moment is about: what is done at it is mostly about the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Focus {
    Proposal(u32),
    Payment(u32),
    Grant(u32),
    Request(u32),
    Dispute(u32),
    Member(u32),
    Applicant(AccountId),
    Society,
}

impl Focus {
    /// What one would try at such a moment.
    pub(crate) fn label(self, dice: &mut Dice) -> Option<&'static str> {
        let labels: &[&str] = match self {
            Self::Proposal(_) => {
                &["vote", "vote", "execute", "execute", "settle", "object", "extend_window", "certify"]
            }
            Self::Payment(_) => {
                &["release_payment", "release_payment", "approve_payment", "renew_payment", "lift_hold"]
            }
            Self::Grant(_) => &["claim_stage", "accept_stage", "lapse_stage", "pay_stipend", "open_dispute"],
            Self::Request(_) => &["attest_relief", "attest_relief", "ask_relief", "promise_relief"],
            Self::Dispute(_) => &["rule_dispute", "refer_dispute", "settle_dispute", "join_dispute"],
            Self::Member(_) => &["record_lapse", "record_return", "vote", "settle_exit", "propose", "pay_dues"],
            Self::Applicant(_) => &["sponsor", "sponsor", "apply"],
            Self::Society => return None,
        };
        dice.one_of(labels)
    }
}

impl Model {
    /// Moments that lie ahead and matter, the next ones first.
    pub(crate) fn moments(&self) -> Vec<(TimestampMs, Focus)> {
        let mut moments: Vec<(TimestampMs, Focus)> = Vec::new();
        let mut add = |moment: Option<TimestampMs>, focus| moments.extend(moment.map(|moment| (moment, focus)));
        for (id, motion) in self.proposals.iter().rev().take(30) {
            let focus = Focus::Proposal(*id);
            if motion.state == ProposalState::Open {
                add(Some(motion.ends), focus);
                add(motion.executable_from().ok(), focus);
                add(motion.expires().ok(), focus);
                add(motion.ends.checked_sub(motion.extension), focus);
            }
        }
        for (id, promise) in self.payments.iter().rev().take(20) {
            let focus = Focus::Payment(*id);
            add(promise.ends().ok().flatten(), focus);
            add(promise.release_from().ok().flatten(), focus);
            promise.stops.iter().for_each(|stop| add(stop.to, focus));
        }
        for (id, book) in self.grants.iter().rev().take(8).filter(|(id, _)| self.is_running(**id)) {
            let focus = Focus::Grant(*id);
            let open = book.stages.get(usize::from(book.current));
            add(open.map(|stage| stage.due), focus);
            add(open.and_then(|stage| deadline(&[], stage.due, book.review).ok().flatten()), focus);
            add(book.claim.and_then(|claim| claim.at.checked_add(book.review)), focus);
            add(book.repay_by, focus);
        }
        for (index, person) in self.members.iter().filter(|(_, person)| person.departed == 0 || person.exit_due > 0) {
            let focus = Focus::Member(*index);
            let dues = &self.rules.dues;
            let paid = person.paid_until.max(dues.since_ms);
            if dues.amount > 0 {
                add(Some(paid), focus);
                add(paid.checked_add(dues.grace_ms), focus);
                let lapse = dues.grace_ms.saturating_add(dues.lapse_notice_ms);
                add(paid.checked_add(lapse), focus);
            }
            add(Some(person.suspended_until), focus);
            add(Some(person.exit_due), focus);
            add(Some(person.probation_ends), focus);
        }
        self.disputes.iter().rev().take(8).for_each(|(id, case)| add(Some(case.ends), Focus::Dispute(*id)));
        self.applications.iter().for_each(|(who, one)| add(Some(one.ends_ms), Focus::Applicant(*who)));
        self.requests.iter().rev().take(8).for_each(|(id, request)| add(Some(request.ends), Focus::Request(*id)));
        for book in self.pots.values() {
            let allowance = book.allowance.as_ref();
            add(allowance.and_then(|allowance| allowance.since.checked_add(allowance.period)), Focus::Society);
        }
        let period = self.rules.membership.admission_period_ms;
        add(self.admissions.since.checked_add(period), Focus::Society);
        self.seats.iter().for_each(|seat| add(Some(seat.expires_ms), Focus::Member(seat.member.0)));
        if let Some(ending) = &self.dissolution {
            add(Some(ending.claims_until), Focus::Society);
            add(ending.division.as_ref().and_then(|parts| parts.at.checked_add(YEAR)), Focus::Society);
        }
        let now = self.now;
        moments.retain(|(moment, _)| *moment > now);
        moments.sort_unstable();
        moments.dedup();
        moments
    }

    /// Moments days and months ahead: the next payments of stipends, and when relief of a day no longer counts.
    pub(crate) fn far_moments(&self) -> Vec<TimestampMs> {
        let mut moments = vec![self.now.saturating_add(DAY)];
        for (_, book) in self.grants.iter().filter(|(id, _)| self.is_running(**id)) {
            let open = book.stages.get(usize::from(book.current)).filter(|stage| stage.months > 0);
            let due = open.map(|stage| stage.due.saturating_add(MONTH.saturating_mul(stage.payments.into())));
            moments.extend(due);
        }
        for request in self.requests.values().rev().take(4).filter(|request| request.payment.is_some()) {
            let midnight = request.promised.saturating_sub(request.promised.checked_rem(DAY).unwrap_or(0));
            moments.extend([midnight.saturating_add(MONTH), midnight.saturating_add(MONTH.saturating_add(DAY))]);
        }
        moments.retain(|moment| *moment > self.now);
        moments
    }
}
