//! What the societies decide together, one society one vote.

use alloc::{string::String, vec::Vec};

use super::{Rules, SocietyId};
use crate::{AccountId, Document, Planck, TimestampMs};

id! {
    /// A motion, in the order made.
    MotionId
}

scale_type! {
    /// What is decided.
    pub enum Matter {
        /// Words.
        Resolution(Document),
        /// A society that applied becomes one of them.
        Admit {
            /// Its account.
            account: AccountId,
            /// The hash of the code that it had when it applied.
            code_hash: [u8; 32],
            /// What it says of itself.
            document: Document,
        },
        /// A society leaves.
        Expel(SocietyId),
        /// A society that was upgraded is known again.
        AcceptCode {
            /// Which.
            society: SocietyId,
            /// The hash of its code now.
            code_hash: [u8; 32],
        },
        /// Other rules.
        SetRules(Rules),
        /// Another charter.
        AmendCharter(Document),
        /// One more measure of outcomes.
        AddUnit(String),
        /// Money of the fund for a society.
        Give {
            /// Which.
            society: SocietyId,
            /// How much, in planck.
            amount: Planck,
        },
    }

    /// A society's vote.
    #[derive(Copy)]
    pub struct Ballot {
        /// Whose.
        pub society: SocietyId,
        /// For it, or against.
        pub aye: bool,
    }

    /// A motion.
    pub struct Motion {
        /// Who moved it; none for an application.
        pub by: Option<SocietyId>,
        /// What is decided.
        pub matter: Matter,
        /// When it was made.
        pub made_ms: TimestampMs,
        /// Until when votes are taken.
        pub ends_ms: TimestampMs,
        /// Joinings before it was made: a society that joined later does not vote.
        pub joins: u32,
        /// Societies that may vote.
        pub eligible: u32,
        /// Ayes with which it passes.
        pub needed: u32,
        /// The votes, in their order.
        pub ballots: Vec<Ballot>,
        /// Whether it has passed.
        pub passed: bool,
    }

    /// What a motion is now.
    #[derive(Copy)]
    pub enum MotionStatus {
        /// Votes are taken.
        Open,
        /// It has passed, and has its effect.
        Passed,
        /// It did not pass in time, or can no longer.
        Failed,
    }
}

/// The ayes that a motion needs among `eligible`, at least one: the least number that is the share `approval_bps` of them.
pub fn needed(eligible: u32, approval_bps: u16) -> u32 {
    // Some 32 × 10,000.
    let share = eligible.saturating_mul(approval_bps.into());
    share.div_ceil(10_000).max(1)
}

impl Matter {
    /// The society that does not vote on it.
    pub fn recused(&self) -> Option<SocietyId> {
        match self {
            Self::Expel(society) | Self::AcceptCode { society, .. } | Self::Give { society, .. } => Some(*society),
            _ => None,
        }
    }
}

impl Motion {
    /// Ayes and nays.
    pub fn tally(&self) -> (u32, u32) {
        let (mut ayes, mut nays) = (0_u32, 0_u32);
        for ballot in &self.ballots {
            let count = if ballot.aye { &mut ayes } else { &mut nays };
            *count = count.saturating_add(1);
        }
        (ayes, nays)
    }

    /// What it is at `now_ms`.
    pub fn status(&self, now_ms: TimestampMs) -> MotionStatus {
        let (_, nays) = self.tally();
        if self.passed {
            MotionStatus::Passed
        } else if now_ms < self.ends_ms && self.eligible.saturating_sub(nays) >= self.needed {
            MotionStatus::Open
        } else {
            MotionStatus::Failed
        }
    }
}
