//! Members and their standing.

use alloc::vec::Vec;

use crate::{AccountId, MemberIndex, ProposalId, Rules, TimestampMs};

/// Proposals that a member may have unsettled, with deposits or without.
pub const OPEN_PROPOSALS_MAX: u32 = 16;

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
        /// Until when they are suspended; a past time or 0 is no suspension.
        pub suspended_until_ms: TimestampMs,
        /// Whether somebody has recorded their lapse, so that the electorate no longer counts them.
        pub lapse_recorded: bool,
        /// When they left or were expelled; 0 for a present member.
        pub departed_ms: TimestampMs,
        /// The latest version of the charter they acknowledged; 0 for none.
        pub charter_version: u32,
        /// Their proposals that are not settled, at most [`OPEN_PROPOSALS_MAX`].
        pub open_proposals: Vec<ProposalId>,
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
            suspended_until_ms: 0,
            lapse_recorded: false,
            departed_ms: 0,
            charter_version,
            open_proposals: Vec::new(),
            moved_to: None,
        }
    }

    /// Whether the electorate of a proposal made now counts this member.
    pub fn counts_in_electorate(&self, now_ms: TimestampMs) -> bool {
        self.departed_ms == 0 && !self.lapse_recorded && now_ms >= self.suspended_until_ms
    }

    /// Whether they may decide on what was made at `made_ms`: joined strictly before, and past probation then.
    pub fn may_decide_on(&self, made_ms: TimestampMs) -> bool {
        self.joined_ms < made_ms && self.probation_ends_ms <= made_ms
    }

    /// Their standing now, under the society's present rules.
    pub fn standing(&self, rules: &Rules, now_ms: TimestampMs) -> Standing {
        self.standing_within(rules.dues.grace(), now_ms)
    }
}
