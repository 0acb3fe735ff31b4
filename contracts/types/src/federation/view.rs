//! The root cell, the set-up, and what reads answer.

use alloc::{string::String, vec::Vec};

use super::{add, sub, Checked, Rules, SocietyId};
use crate::{Document, Planck, TimestampMs};

scale_type! {
    /// The hot numbers of a federation, in the root cell that every message reads and writes.
    #[derive(Default)]
    pub struct Counters {
        /// The sequence number of the next event.
        pub seq: u64,
        /// Numbers given to societies.
        pub societies: u32,
        /// Societies that take part.
        pub present: u32,
        /// Founders that have not joined.
        pub invited: u32,
        /// Joinings so far.
        pub joins: u32,
        /// Motions made.
        pub motions: u32,
        /// Backings paid in.
        pub backings: u32,
        /// Draws made.
        pub draws: u32,
        /// Who left last, nobody staying.
        pub heir: Option<SocietyId>,
        /// Whose the money is.
        pub ledger: Ledger,
    }

    /// Whose the money is. After every message the contract's balance covers the sum.
    #[derive(Copy, Default)]
    pub struct Ledger {
        /// In backings, to be drawn.
        pub available: Planck,
        /// Drawn, and not collected.
        pub promised: Planck,
        /// Owed to societies.
        pub credits: Planck,
        /// Nobody's in particular: the societies decide.
        pub fund: Planck,
    }

    /// What seldom changes.
    pub struct Setup {
        /// What the federation is called.
        pub name: String,
        /// What the societies agree on.
        pub charter: Document,
        /// 1 at founding, one more with each amendment.
        pub charter_version: u32,
        /// What outcomes are counted in; a unit's place is its number.
        pub units: Vec<String>,
        /// How long each period is; never changes.
        pub period_ms: u64,
        /// When it was founded: periods count from here.
        pub founded_ms: TimestampMs,
        /// Until when its founders can join.
        pub founding_until_ms: TimestampMs,
        /// The rules in force.
        pub rules: Rules,
    }

    /// One page about a federation.
    pub struct FederationView {
        /// The version of its storage.
        pub version: u16,
        /// What seldom changes.
        pub setup: Setup,
        /// Its sums and counts.
        pub counters: Counters,
    }
}

impl Setup {
    /// The period that is at `now_ms`.
    pub fn period(&self, now_ms: TimestampMs) -> u32 {
        // The period is at least a second, so there are more than 100 years of numbers.
        let passed_ms = now_ms.saturating_sub(self.founded_ms);
        let period = passed_ms.checked_div(self.period_ms).unwrap_or(u64::MAX);
        u32::try_from(period).unwrap_or(u32::MAX)
    }
}

impl Counters {
    /// The next event's number. The last number there is marks that they have run out, which [`Counters::has_numbers`]
    /// tells once for a whole message.
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
    /// The sum.
    ///
    /// # Errors
    /// [`super::Error::Overflow`].
    pub fn total(&self) -> Checked<Planck> {
        add(add(self.available, self.promised)?, add(self.credits, self.fund)?)
    }

    /// What a contract with `balance` holds beyond it.
    ///
    /// # Errors
    /// [`super::Error::Overflow`] when the invariant is broken.
    pub fn surplus(&self, balance: Planck) -> Checked<Planck> {
        sub(balance, self.total()?)
    }
}
