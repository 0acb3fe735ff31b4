//! Applications: always by the account's own hand.

use alloc::vec::Vec;

use crate::{MemberIndex, TimestampMs};

scale_type! {
    /// An account's wish to join, kept under the account.
    pub struct Application {
        /// When it was made.
        pub applied_ms: TimestampMs,
        /// Until when members can act on it.
        pub ends_ms: TimestampMs,
        /// The charter version the applicant acknowledged.
        pub charter_version: u32,
        /// Members who vouch, in order; kept after admission, because sponsors never attest for those they sponsored.
        pub sponsors: Vec<MemberIndex>,
        /// The member it led to.
        pub admitted: Option<MemberIndex>,
    }

    /// What has become of an application.
    #[derive(Copy)]
    pub enum ApplicationStatus {
        /// Members can act on it.
        Open,
        /// The applicant is in.
        Admitted,
        /// Its time has run out; the account may apply again.
        Expired,
    }
}
