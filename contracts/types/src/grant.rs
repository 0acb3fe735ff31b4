//! Grants: money promised in stages, each paid when a steward accepts what was done.

use alloc::vec::Vec;

use crate::{AccountId, Document, MemberIndex, Planck, PotId, ProposalId, TimestampMs};

/// A month of a stipend, in ms: 30 days.
pub const MONTH_MS: u64 = 2_592_000_000;

scale_type! {
    /// A grant. The titles of its stages and its unit are in the action of the proposal that made it.
    pub struct Grant {
        /// The proposal that made it.
        pub proposal: ProposalId,
        /// Who proposed it; does not accept its stages.
        pub proposer: MemberIndex,
        /// Who gets it.
        pub payee: AccountId,
        /// The payee's index, if they were a member when it was made.
        pub payee_member: Option<MemberIndex>,
        /// From which pot.
        pub pot: PotId,
        /// Its stages, in the order in which they are done.
        pub stages: Vec<Stage>,
        /// Which stage is open; the number of stages when all are over.
        pub current: u8,
        /// What the payee has handed in for the open stage.
        pub claim: Option<Claim>,
        /// How long a steward has for a claim, a payee for another try, and a late payee before a lapse, in ms.
        pub review_ms: u64,
        /// Treasurers that each of its payments needs.
        pub approvals_needed: u8,
        /// How long each of its payments can be approved and released, in ms.
        pub payment_window_ms: u64,
        /// What is still reserved for stages, in planck; payments have their own.
        pub reserved: Planck,
        /// What has been paid, in planck.
        pub paid: Planck,
        /// By when it is to be paid back; none for a gift.
        pub repay_by_ms: Option<TimestampMs>,
        /// What was paid back, in planck.
        pub repaid: Planck,
        /// What was forgiven, in planck.
        pub forgiven: Planck,
        /// Whether the members have stopped it.
        pub stopped: bool,
    }

    /// One stage.
    pub struct Stage {
        /// What it pays each time, in planck.
        pub amount: Planck,
        /// Until when it is to be claimed; the date of the first payment of a stipend.
        pub due_ms: TimestampMs,
        /// How often it pays, monthly and without a claim; 0 for a stage that is claimed.
        pub months: u8,
        /// Payments made of it so far.
        pub payments: u8,
        /// Whether it lapsed unclaimed.
        pub lapsed: bool,
    }

    /// What the payee has handed in.
    pub struct Claim {
        /// When.
        pub at_ms: TimestampMs,
        /// The evidence.
        pub evidence: Document,
        /// The measured outcome, in the grant's unit.
        pub metric: u64,
        /// Whether a steward has returned it; the payee may hand in again, or open a dispute.
        pub returned: bool,
    }

    /// What a grant is now.
    #[derive(Copy)]
    pub enum GrantStatus {
        /// Stages are open.
        Running,
        /// All stages are over.
        Finished,
        /// The members have stopped it.
        Stopped,
    }

    /// What the open stage of a grant is now.
    #[derive(Copy)]
    pub enum StageStatus {
        /// It waits for the payee.
        Open,
        /// A steward looks at what was handed in.
        Claimed,
        /// It is claimed, and no steward answered in time: the payee may open a dispute.
        Unanswered,
        /// A steward has returned it: the payee hands in again, or opens a dispute.
        Returned,
        /// It is past its date, and the grace runs.
        Overdue,
        /// Anyone may lapse it.
        Lapsable,
        /// It is a stipend whose next payment is not yet due.
        Waiting,
        /// It is a stipend whose next payment anyone may start.
        Due,
    }
}
