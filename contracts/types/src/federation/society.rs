//! A society in the federation.

use alloc::vec::Vec;

use super::DrawId;
use crate::{AccountId, Planck, TimestampMs};

/// Societies that can be present at a time.
pub const SOCIETIES_MAX: u32 = 32;
/// Draws that a society can have open at the most, whatever the rules say.
pub const DRAWS_MAX: u32 = 16;

id! {
    /// A society, in the order in which it was invited or first admitted.
    SocietyId
}

scale_type! {
    /// Whether a society takes part.
    #[derive(Copy)]
    pub enum Presence {
        /// It was named at founding and has not joined.
        Invited,
        /// It takes part.
        Present,
        /// It has left.
        Left,
        /// The others have decided that it leaves.
        Expelled,
    }

    /// A society.
    pub struct Society {
        /// Its account.
        pub account: AccountId,
        /// The hash of the code that it is known by.
        pub code_hash: [u8; 32],
        /// Whether it takes part.
        pub presence: Presence,
        /// Which joining its last one was.
        pub join: u32,
        /// When it last joined; 0 if it never did.
        pub joined_ms: TimestampMs,
        /// What the federation owes it, in planck.
        pub credit: Planck,
        /// Its draws that are neither lapsed nor level nor given, oldest first; at most [`DRAWS_MAX`].
        pub draws: Vec<DrawId>,
    }
}

impl Society {
    /// A society that does not take part yet.
    pub fn new(account: AccountId, code_hash: [u8; 32]) -> Self {
        Self { account, code_hash, presence: Presence::Invited, join: 0, joined_ms: 0, credit: 0, draws: Vec::new() }
    }

    /// Whether it takes part.
    pub fn is_present(&self) -> bool {
        self.presence == Presence::Present
    }
}
