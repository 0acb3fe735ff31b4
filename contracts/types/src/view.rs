//! What reads return: records with their ids, in pages of bounded size.

use alloc::string::String;

use crate::{
    AccountId, AssetLock, Bounds, Charter, Counters, Member, Payment, PaymentId, Planck, Pot, PotId, Proposal,
    ProposalId, Roster, Rules,
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
        /// The rules in force.
        pub rules: Rules,
        /// How far they may change.
        pub bounds: Bounds,
        /// Where the money goes that no member has a claim on.
        pub asset_lock: AssetLock,
        /// Counters and ledger.
        pub counters: Counters,
        /// All seats.
        pub roster: Roster,
        /// The contract's balance above the existential deposit, in planck.
        pub balance: Planck,
        /// Treasurers who can act now.
        pub live_treasurers: u32,
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

    /// A pot and its number.
    pub struct PotView {
        /// Its number.
        pub id: PotId,
        /// The record.
        pub pot: Pot,
    }
}
