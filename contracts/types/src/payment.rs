//! Payments: decided by the members, approved by treasurers, released by anyone.

use alloc::vec::Vec;

use crate::{AccountId, MemberIndex, Planck, PotId, ProposalId, TimestampMs};

scale_type! {
    /// Money promised to a payee and reserved in a pot.
    pub struct Payment {
        /// Who gets it.
        pub payee: AccountId,
        /// The payee's index, if they were a member when it was created.
        pub payee_member: Option<MemberIndex>,
        /// Who asked for it; cannot approve it.
        pub proposer: MemberIndex,
        /// How much, in planck.
        pub amount: Planck,
        /// From which pot.
        pub pot: PotId,
        /// What it follows from.
        pub origin: Origin,
        /// Treasurers needed, fixed when it was decided.
        pub approvals_needed: u8,
        /// When its window opened.
        pub starts_ms: TimestampMs,
        /// When its window closes.
        pub ends_ms: TimestampMs,
        /// How long a window is, in ms.
        pub window_ms: u64,
        /// Treasurers who approved, in order. At release only those who are then live count.
        pub approvals: Vec<MemberIndex>,
        /// Whether a treasurer has renewed its window.
        pub renewed: bool,
        /// Why the last release was refused, if one was.
        pub refused: Option<Refusal>,
        /// What was done with it.
        pub state: PaymentState,
    }

    /// What a payment follows from.
    #[derive(Copy)]
    pub enum Origin {
        /// A spend decided by the members.
        Spend(ProposalId),
        /// An accepted stage of a grant.
        GrantStage {
            /// Which grant.
            grant: u32,
            /// Which stage.
            stage: u8,
        },
        /// A request for relief.
        Relief(u32),
        /// An expense claim.
        Expense(u32),
    }

    /// What was done with a payment, apart from what time does.
    #[derive(Copy)]
    pub enum PaymentState {
        /// Nothing yet: its money is reserved.
        Waiting,
        /// Paid.
        Released {
            /// When.
            at_ms: TimestampMs,
        },
        /// Given up: its money is free again.
        Cancelled {
            /// When.
            at_ms: TimestampMs,
        },
    }

    /// What a payment is now.
    #[derive(Copy)]
    pub enum PaymentStatus {
        /// It can be approved and released.
        Waiting,
        /// Its window is over; its money stays reserved and a treasurer may renew it once.
        Lapsed,
        /// It is paid.
        Released,
        /// It was given up.
        Cancelled,
    }

    /// Why the chain would not make a transfer.
    #[derive(Copy)]
    pub enum Refusal {
        /// The payee's account does not exist, and the amount is too small to create it.
        BelowExistentialDeposit {
            /// What it pays, in planck.
            amount: Planck,
            /// What an account must hold, in planck.
            minimum: Planck,
        },
        /// Any other reason.
        TransferFailed,
    }

    /// What a release did. A refusal is remembered, and is a failure to whoever asked.
    #[derive(Copy)]
    pub enum Released {
        /// The payee has the money.
        Released,
        /// The payee does not have the money; it is still reserved.
        Refused(Refusal),
    }
}
