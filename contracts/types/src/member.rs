//! Members and their standing.

use alloc::vec::Vec;

use crate::{AccountId, GrantId, MemberIndex, Planck, ProposalId, Rules, TimestampMs};

/// Proposals that a member may have unsettled, with deposits or without.
pub const OPEN_PROPOSALS_MAX: u32 = 16;
/// Repayable grants that a member may have unsettled, so that a debt is summed in bounded time.
pub const LOANS_MAX: u32 = 4;

scale_type! {
    /// A member's record, kept under their account.
    pub struct Member {
        /// The member's number, for ever.
        pub index: MemberIndex,
        /// When they joined: they vote on what was proposed strictly later.
        pub joined_ms: TimestampMs,
        /// The end of their probation, fixed when they joined. Founders have none.
        pub probation_ends_ms: TimestampMs,
        /// Until when dues are paid or waived. Without dues it is the time of joining and means nothing.
        pub dues_paid_until_ms: TimestampMs,
        /// When their last suspension began; 0 for never. One that is prolonged begins once.
        pub suspended_from_ms: TimestampMs,
        /// Until when they are suspended; a past time or 0 is no suspension.
        pub suspended_until_ms: TimestampMs,
        /// Whether the electorate of new proposals counts them: not once departed, suspended or recorded as lapsed.
        pub counted: bool,
        /// Since when they have been a member without a recorded lapse, suspension or departure: who came back later than
        /// a dissolution was proposed has no share in it.
        pub good_since_ms: TimestampMs,
        /// When they left or were expelled; 0 for a present member.
        pub departed_ms: TimestampMs,
        /// When their shares are to be paid out; 0 when there is nothing to settle.
        pub exit_due_ms: TimestampMs,
        /// The latest version of the charter they acknowledged; 0 for none.
        pub charter_version: u32,
        /// Their proposals that are not settled, at most [`OPEN_PROPOSALS_MAX`].
        pub open_proposals: Vec<ProposalId>,
        /// How many shares they hold.
        pub shares: u32,
        /// What they paid for them, in planck: shares are at par.
        pub share_capital: Planck,
        /// Repayable grants to them that are not paid back, at most [`LOANS_MAX`].
        pub loans: Vec<GrantId>,
        /// Whether they have had their share of a dissolution.
        pub share_claimed: bool,
        /// Where the record moved when the member changed accounts. This account stays theirs for ever.
        pub moved_to: Option<AccountId>,
    }

    /// What a member's dues and conduct allow them now.
    #[derive(Copy)]
    pub enum Standing {
        /// Paid up.
        Good,
        /// Behind with dues, within the grace: votes.
        Grace,
        /// Behind beyond the grace: neither votes nor holds a role.
        Lapsed,
        /// Suspended: neither votes nor holds a role.
        Suspended,
        /// Left or expelled.
        Departed,
    }
}

impl Standing {
    /// Whether a member of this standing votes, proposes, sponsors and holds roles.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Good | Self::Grace)
    }
}

impl Member {
    /// A new member's record.
    pub fn new(
        index: MemberIndex,
        joined_ms: TimestampMs,
        probation_ends_ms: TimestampMs,
        charter_version: u32,
    ) -> Self {
        Self {
            index,
            joined_ms,
            probation_ends_ms,
            dues_paid_until_ms: joined_ms,
            suspended_from_ms: 0,
            suspended_until_ms: 0,
            counted: true,
            good_since_ms: joined_ms,
            departed_ms: 0,
            exit_due_ms: 0,
            charter_version,
            open_proposals: Vec::new(),
            shares: 0,
            share_capital: 0,
            loans: Vec::new(),
            share_claimed: false,
            moved_to: None,
        }
    }

    /// Whether they may decide on what was made at `made_ms`: joined strictly before, and past probation then.
    pub fn may_decide_on(&self, made_ms: TimestampMs) -> bool {
        self.joined_ms < made_ms && self.probation_ends_ms <= made_ms
    }

    /// Their standing now, under the society's present rules.
    pub fn standing(&self, rules: &Rules, now_ms: TimestampMs) -> Standing {
        self.standing_within(rules.dues.terms(), now_ms)
    }
}
