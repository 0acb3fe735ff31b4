//! Relief: help for members, attested by other members.

use alloc::vec::Vec;

use crate::{MemberIndex, PaymentId, Planck, PotId, ReliefId, TimestampMs};

/// Payments of relief that a member may have had in 365 days.
pub const RELIEF_PAYMENTS_MAX: u32 = 12;
/// Days in which the pot's cap is counted, today included; one more than thirty, so that no thirty days exceed it.
pub const RELIEF_DAYS: u64 = 31;

scale_type! {
    /// A request for relief. Why it is asked for is not on chain.
    pub struct ReliefRequest {
        /// Who asks.
        pub asker: MemberIndex,
        /// From which pot; a relief pot.
        pub pot: PotId,
        /// How much, in planck.
        pub amount: Planck,
        /// BLAKE2-256 of salt and evidence.
        pub evidence: [u8; 32],
        /// When it was made.
        pub asked_ms: TimestampMs,
        /// Until when it is to be attested.
        pub ends_ms: TimestampMs,
        /// Members who must attest.
        pub attesters_needed: u8,
        /// Members who attested, in order.
        pub attesters: Vec<MemberIndex>,
        /// The payment it led to.
        pub payment: Option<PaymentId>,
        /// When the asker withdrew it; 0 for not.
        pub withdrawn_ms: TimestampMs,
    }

    /// What a request is now.
    #[derive(Copy)]
    pub enum ReliefStatus {
        /// Members can attest it.
        Asked,
        /// It is attested, and waits until the pot has the money or the caps leave room.
        Attested,
        /// It led to a payment.
        Promised,
        /// The asker withdrew it.
        Withdrawn,
        /// It was not attested in time.
        Expired,
    }

    /// What a member had, and what they attested.
    #[derive(Default)]
    pub struct ReliefRecord {
        /// Their last request.
        pub last: Option<ReliefId>,
        /// What was promised to them in the last 365 days, oldest first; at most [`RELIEF_PAYMENTS_MAX`].
        pub had: Vec<ReliefPaid>,
        /// When the year in which their attestations are counted began.
        pub attesting_since_ms: TimestampMs,
        /// How many they have made in it.
        pub attestations: u8,
        /// Until when they may not attest, by a decision of the members.
        pub barred_until_ms: TimestampMs,
    }

    /// A payment of relief to a member.
    pub struct ReliefPaid {
        /// Of which request.
        pub request: ReliefId,
        /// When it was promised.
        pub at_ms: TimestampMs,
        /// How much, in planck.
        pub amount: Planck,
    }

    /// What relief promised on each of the last days, to all.
    #[derive(Default)]
    pub struct ReliefDays {
        /// Days since the epoch, with what was promised, oldest first; at most [`RELIEF_DAYS`].
        pub days: Vec<ReliefDay>,
    }

    /// What relief promised on a day.
    #[derive(Copy)]
    pub struct ReliefDay {
        /// The day since the epoch.
        pub day: u64,
        /// How much, in planck.
        pub amount: Planck,
    }

    /// Which limit a request meets.
    #[derive(Copy)]
    pub enum ReliefCap {
        /// The largest request.
        Request,
        /// The most for one member in 365 days.
        MemberYear,
        /// Twelve payments for one member in 365 days.
        MemberCount,
        /// The most out of the pot in 30 days.
        PotMonth,
    }

    /// Why a member does not attest a request.
    #[derive(Copy)]
    pub enum Relation {
        /// They ask.
        Asker,
        /// They vouched for the asker.
        Sponsor,
        /// The asker vouched for them.
        Sponsored,
    }
}
