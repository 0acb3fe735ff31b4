//! The moments at which something changes by itself: a play is at them, just before and just after.

use mutual_types::{ProposalState, TimestampMs};

use crate::clocks::deadline;
use crate::num::YEAR;
use crate::state::Model;

impl Model {
    /// Moments that lie ahead and matter, the next ones first.
    pub(crate) fn moments(&self) -> Vec<TimestampMs> {
        let mut moments = Vec::new();
        let mut add = |moment: Option<TimestampMs>| moments.extend(moment);
        for motion in self.proposals.values().rev().take(30) {
            if motion.state == ProposalState::Open {
                add(Some(motion.ends));
                add(motion.executable_from().ok());
                add(motion.expires().ok());
                add(motion.ends.checked_sub(motion.extension));
            }
        }
        for promise in self.payments.values().rev().take(20) {
            add(promise.ends().ok().flatten());
            add(promise.release_from().ok().flatten());
            promise.stops.iter().for_each(|stop| add(stop.to));
        }
        for book in self.grants.values().rev().take(8) {
            let open = book.stages.get(usize::from(book.current));
            add(open.map(|stage| stage.due));
            add(open.and_then(|stage| deadline(&[], stage.due, book.review).ok().flatten()));
            add(book.claim.and_then(|claim| claim.at.checked_add(book.review)));
            add(book.repay_by);
        }
        for person in self.members.values() {
            let dues = &self.rules.dues;
            let paid = person.paid_until.max(dues.since_ms);
            if dues.amount > 0 {
                add(Some(paid));
                add(paid.checked_add(dues.grace_ms));
                add(paid.checked_add(dues.grace_ms).and_then(|grace| grace.checked_add(dues.lapse_notice_ms)));
            }
            add(Some(person.suspended_until));
            add(Some(person.exit_due));
            add(Some(person.probation_ends));
        }
        self.disputes.values().rev().take(8).for_each(|case| add(Some(case.ends)));
        self.applications.values().for_each(|application| add(Some(application.ends_ms)));
        self.requests.values().rev().take(8).for_each(|request| add(Some(request.ends)));
        for book in self.pots.values() {
            add(book.allowance.as_ref().and_then(|allowance| allowance.since.checked_add(allowance.period)));
        }
        add(self.admissions.since.checked_add(self.rules.membership.admission_period_ms));
        self.seats.iter().for_each(|seat| add(Some(seat.expires_ms)));
        if let Some(ending) = &self.dissolution {
            add(Some(ending.claims_until));
            add(ending.division.as_ref().and_then(|parts| parts.at.checked_add(YEAR)));
        }
        let now = self.now;
        moments.retain(|moment| *moment > now);
        moments.sort_unstable();
        moments.dedup();
        moments
    }
}
