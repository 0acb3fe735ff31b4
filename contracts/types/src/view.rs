//! What reads return: records with their ids, in pages of bounded size.

use alloc::string::String;

use crate::{
    AccountId, AssetLock, Bounds, Charter, Counters, Dispute, DisputeId, Dissolution, Grant, GrantId, Member, Payment,
    PaymentId, Planck, Pot, PotId, Proposal, ProposalId, ReliefId, ReliefRequest, Roster, Rules, TimestampMs,
};

/// Entries of a page at the most.
pub const PAGE_MAX: u32 = 50;

scale_type! {
    /// One page about a society.
    pub struct SocietyView {
        /// The version of its storage.
        pub version: u16,
        /// What it is called.
        pub name: String,
        /// What it is for.
        pub purpose: String,
        /// The charter in force.
        pub charter: Charter,
        /// How far the rules may change.
        pub bounds: Bounds,
        /// Where the money goes that no member has a claim on.
        pub asset_lock: AssetLock,
        /// Who replaces the beneficiary, and from when on.
        pub next_beneficiary: Option<NextBeneficiary>,
        /// The rules in force.
        pub rules: Rules,
        /// Counters and ledger.
        pub counters: Counters,
        /// All seats.
        pub roster: Roster,
        /// The contract's balance above the existential deposit, in planck.
        pub balance: Planck,
        /// Treasurers who can act now.
        pub live_treasurers: u32,
        /// The dissolution, if one is under way.
        pub dissolution: Option<Dissolution>,
    }

    /// A beneficiary whom the members have decided on.
    pub struct NextBeneficiary {
        /// Who.
        pub account: AccountId,
        /// From when on.
        pub from_ms: TimestampMs,
    }

    /// A member and their account.
    pub struct MemberView {
        /// Their account.
        pub account: AccountId,
        /// Their record.
        pub member: Member,
    }

    /// A proposal and its number.
    pub struct ProposalView {
        /// Its number.
        pub id: ProposalId,
        /// The record.
        pub proposal: Proposal,
    }

    /// A payment and its number.
    pub struct PaymentView {
        /// Its number.
        pub id: PaymentId,
        /// The record.
        pub payment: Payment,
    }

    /// A grant and its number.
    pub struct GrantView {
        /// Its number.
        pub id: GrantId,
        /// The record.
        pub grant: Grant,
    }

    /// A request for relief and its number.
    pub struct ReliefView {
        /// Its number.
        pub id: ReliefId,
        /// The record.
        pub request: ReliefRequest,
    }

    /// A dispute and its number.
    pub struct DisputeView {
        /// Its number.
        pub id: DisputeId,
        /// The record.
        pub dispute: Dispute,
    }

    /// A pot and its number.
    pub struct PotView {
        /// Its number.
        pub id: PotId,
        /// The record.
        pub pot: Pot,
    }
}
