//! Dissolution: how a society ends, to the last planck.

use crate::{MemberIndex, Planck, TimestampMs};

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
