//! Draws: what a society takes of a backing.

use super::{sub, BackingId, Checked, SocietyId};
use crate::{Planck, TimestampMs};

/// Backings that one message can draw on.
pub const PARTS_MAX: u32 = 8;

id! {
    /// A draw, in the order made.
    DrawId
}

scale_type! {
    /// How much of which backing.
    #[derive(Copy)]
    pub struct Part {
        /// Which.
        pub backing: BackingId,
        /// How much, in planck.
        pub amount: Planck,
    }

    /// A draw.
    pub struct Draw {
        /// On which backing.
        pub backing: BackingId,
        /// Who drew.
        pub society: SocietyId,
        /// How much, in planck.
        pub amount: Planck,
        /// When.
        pub made_ms: TimestampMs,
        /// Until when it can be collected.
        pub collect_by_ms: TimestampMs,
        /// When what was collected is to be paid back; none for a gift, and until it is collected.
        pub due_ms: Option<TimestampMs>,
        /// What was paid back, in planck.
        pub repaid: Planck,
        /// What the backer has forgiven, in planck.
        pub forgiven: Planck,
        /// What became of it.
        pub state: DrawState,
    }

    /// What is stored of a draw's course; [`Draw::status`] says what it is now.
    #[derive(Copy)]
    pub enum DrawState {
        /// Set aside.
        Promised,
        /// It went into the society's relief pot.
        Collected,
        /// It was not collected in time, and went back.
        Lapsed,
    }

    /// What a draw is now.
    #[derive(Copy)]
    pub enum DrawStatus {
        /// It can be collected.
        Promised,
        /// It was not collected in time; anyone can have it go back.
        Expired,
        /// It went back.
        Lapsed,
        /// It was collected, and nothing is to be paid back.
        Given,
        /// It was collected, and something is owed.
        Owed,
        /// Something is owed past its date.
        PastDue,
        /// What was collected is paid back or forgiven.
        Level,
    }
}

impl Draw {
    /// What is not paid back nor forgiven, in planck; of a gift, or what was not collected, nothing.
    ///
    /// # Errors
    /// [`super::Error::Overflow`].
    pub fn owed(&self) -> Checked<Planck> {
        match (self.state, self.due_ms) {
            (DrawState::Collected, Some(_)) => sub(sub(self.amount, self.repaid)?, self.forgiven),
            _ => Ok(0),
        }
    }

    /// What it is at `now_ms`.
    pub fn status(&self, now_ms: TimestampMs) -> DrawStatus {
        match (self.state, self.due_ms) {
            (DrawState::Promised, _) if now_ms < self.collect_by_ms => DrawStatus::Promised,
            (DrawState::Promised, _) => DrawStatus::Expired,
            (DrawState::Lapsed, _) => DrawStatus::Lapsed,
            (DrawState::Collected, None) => DrawStatus::Given,
            (DrawState::Collected, Some(due_ms)) => {
                if self.repaid.saturating_add(self.forgiven) >= self.amount {
                    DrawStatus::Level
                } else if now_ms < due_ms {
                    DrawStatus::Owed
                } else {
                    DrawStatus::PastDue
                }
            }
        }
    }
}
