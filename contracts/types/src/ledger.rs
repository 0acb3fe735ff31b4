//! The counters of the root cell, and the sums of the money invariant.

use crate::{add, sub, Checked, Planck, TimestampMs};

scale_type! {
    /// The hot numbers of a society, in the root cell that every message reads and writes.
    #[derive(Default)]
    pub struct Counters {
        /// The sequence number of the next event.
        pub seq: u64,
        /// Member indices given.
        pub members: u32,
        /// Members who have joined and not departed.
        pub present: u32,
        /// Of those, the ones not recorded as lapsed or suspended: the electorate.
        pub active: u32,
        /// Proposals made.
        pub proposals: u32,
        /// Payments created.
        pub payments: u32,
        /// Pots opened.
        pub pots: u32,
        /// Grants made.
        pub grants: u32,
        /// Requests for relief made.
        pub relief_requests: u32,
        /// Disputes opened.
        pub disputes: u32,
        /// Expenses claimed.
        pub expenses: u32,
        /// When somebody last voted, executed or released: dormancy counts from here.
        pub last_activity_ms: TimestampMs,
        /// When dissolution was opened; 0 while the society runs.
        pub dissolving_since_ms: TimestampMs,
        /// Whose the money is.
        pub ledger: Ledger,
    }

    /// Whose the money is. After every message the contract's balance covers the sum.
    #[derive(Default)]
    pub struct Ledger {
        /// The balances of all pots.
        pub pots: Planck,
        /// Members' shares at par.
        pub shares: Planck,
        /// Credits not withdrawn.
        pub credits: Planck,
        /// Deposits held with proposals and disputes.
        pub deposits: Planck,
    }
}

impl Counters {
    /// The next event's number. The last number there is marks that they have run out, which [`Counters::has_numbers`]
    /// tells once for a whole message: asking each event would be paid for at every call.
    #[inline(never)]
    pub fn next_seq(&mut self) -> u64 {
        let seq = self.seq;
        self.seq = seq.saturating_add(1);
        seq
    }

    /// Whether each event so far has a number of its own. A message that used the last one up is refused.
    pub fn has_numbers(&self) -> bool {
        self.seq < u64::MAX
    }
}

impl Ledger {
    /// `Σ pot.balance + share capital + credits + deposits held`.
    ///
    /// # Errors
    /// [`crate::Error::Overflow`].
    pub fn total(&self) -> Checked<Planck> {
        add(add(self.pots, self.shares)?, add(self.credits, self.deposits)?)
    }

    /// What a contract with `balance` holds beyond the ledger.
    ///
    /// # Errors
    /// [`crate::Error::Overflow`] when the invariant is broken.
    pub fn surplus(&self, balance: Planck) -> Checked<Planck> {
        sub(balance, self.total()?)
    }
}
