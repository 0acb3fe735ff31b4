//! Dissolution: how a society ends, to the last planck.

use crate::{Checked, DuesTerms, Error, Member, MemberIndex, Planck, TimestampMs};

/// How long credits wait for their owners once everything is divided, in ms: 365 days.
pub const UNCLAIMED_MS: u64 = 31_536_000_000;

scale_type! {
    /// A dissolution under way.
    pub struct Dissolution {
        /// When it opened.
        pub opened_ms: TimestampMs,
        /// Who could vote on a proposal made then shares.
        pub made_ms: TimestampMs,
        /// Until when what was approved or accepted becomes a credit.
        pub claims_until_ms: TimestampMs,
        /// The first member who has not been looked at.
        pub next: MemberIndex,
        /// How many of those looked at share.
        pub sharers: u32,
        /// What is divided, once it is.
        pub division: Option<Division>,
    }

    /// What is left, divided.
    pub struct Division {
        /// When.
        pub at_ms: TimestampMs,
        /// What each sharer gets, in planck.
        pub each: Planck,
        /// How many of those who come first get one planck more.
        pub extra: u32,
        /// How many had theirs.
        pub claimed: u32,
    }
}

impl Member {
    /// Whether they share in a dissolution that was proposed at `made_ms`: whoever could decide on it then. What the
    /// members decide later takes nobody's share away: who is suspended or expelled keeps it, as does who leaves.
    pub fn shares_in(&self, made_ms: TimestampMs, dues: Option<DuesTerms>) -> bool {
        let is_lapsed = dues
            .is_some_and(|dues| made_ms >= self.dues_paid_until_ms.max(dues.since_ms).saturating_add(dues.grace_ms));
        let is_suspended_later = made_ms < self.suspended_from_ms;
        self.may_decide_on(made_ms)
            && (self.departed_ms == 0 || made_ms < self.departed_ms)
            && (is_suspended_later || self.good_since_ms <= made_ms && self.suspended_until_ms <= made_ms)
            && !is_lapsed
    }
}

impl Division {
    /// Divides `total` among `sharers`, to the last planck; among nobody it leaves nothing to claim.
    pub fn of(total: Planck, sharers: u32, at_ms: TimestampMs) -> Self {
        let each = total.checked_div(sharers.into()).unwrap_or_default();
        let rest = total.checked_rem(sharers.into()).unwrap_or_default();
        // The rest of a division by a u32 is one.
        Self { at_ms, each, extra: u32::try_from(rest).unwrap_or(0), claimed: 0 }
    }

    /// What whoever claims next gets.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn next_share(&self) -> Checked<Planck> {
        let one_more = Planck::from(self.claimed < self.extra);
        self.each.checked_add(one_more).ok_or_else(Error::overflow)
    }
}
