//! Payments: decided by the members, approved by treasurers, released by anyone.

use alloc::vec::Vec;

use crate::{AccountId, ExpenseId, GrantId, MemberIndex, Planck, PotId, ProposalId, ReliefId, TimestampMs};

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
        /// When its window closes, not counting a stop that still lasts: see [`Payment::ends_at`].
        pub ends_ms: TimestampMs,
        /// Before this it is not released, whoever has approved.
        pub release_from_ms: TimestampMs,
        /// How long a window is, in ms.
        pub window_ms: u64,
        /// Treasurers who approved, in order. At release only those who are then live count.
        pub approvals: Vec<MemberIndex>,
        /// Whether the members have released it, which counts as all approvals.
        pub members_approved: bool,
        /// Whether its money is reserved; that of an expense claim is once a treasurer has approved.
        pub reserved: bool,
        /// Whether a treasurer has renewed its window.
        pub renewed: bool,
        /// What makes its clocks stand still.
        pub stops: Stops,
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
            grant: GrantId,
            /// Which stage.
            stage: u8,
        },
        /// A request for relief.
        Relief(ReliefId),
        /// An expense claim.
        Expense(ExpenseId),
        /// A call to another contract, with value, decided by the members.
        Call(ProposalId),
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
        /// Turned into a credit of the payee when the society dissolved.
        Credited {
            /// When.
            at_ms: TimestampMs,
        },
    }

    /// What makes a payment's clocks stand still: a hold, which ends by itself, and a dispute and proposals to release or
    /// to cancel it, which end when they are decided. While one lasts nobody approves or releases.
    #[derive(Default)]
    pub struct Stops {
        /// Since when the clocks stand still, or stood still when a hold was the last to end; 0 for not at all.
        pub since_ms: TimestampMs,
        /// How many disputes and proposals stop it now.
        pub pending: u8,
        /// When the last of those that have ended did.
        pub ended_ms: TimestampMs,
        /// Who held it, and until when. A payment is held once.
        pub hold: Option<Hold>,
        /// The proposal to release it that stopped it; only the first one does.
        pub release_proposal: Option<ProposalStop>,
        /// The proposal to cancel it that stopped it; only the first one does.
        pub cancel_proposal: Option<ProposalStop>,
    }

    /// A proposal that stopped a payment's clocks.
    #[derive(Copy)]
    pub struct ProposalStop {
        /// Which one.
        pub proposal: ProposalId,
        /// Whether its end is known to the payment, so that it stops no longer.
        pub over: bool,
    }

    /// A hold.
    pub struct Hold {
        /// Who held the payment.
        pub by: MemberIndex,
        /// When it ends by itself.
        pub until_ms: TimestampMs,
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
        /// A hold, a dispute or a proposal makes its clocks stand still.
        Stopped,
        /// It became a credit of the payee when the society dissolved.
        Credited,
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
