//! The root cell, the set-up, and what reads and messages answer.

use alloc::string::String;

use super::{Balance, Minutes, Rules, LISTS};
use crate::AccountId;

scale_type! {
    /// The hot numbers of an exchange, in the root cell that every message reads and writes.
    #[derive(Default)]
    pub struct Counters {
        /// The sequence number of the next event.
        pub seq: u64,
        /// Offers and requests posted.
        pub offers: u32,
        /// Deals proposed.
        pub deals: u32,
        /// Cases contested.
        pub cases: u32,
        /// One more than the highest member index with an account.
        pub members_end: u32,
        /// The community's account.
        pub community: Balance,
        /// What members gave to it.
        pub donated: Balance,
        /// What it bore of debts forgiven.
        pub forgiven: Balance,
        /// What rulings put on it.
        pub ruled: Balance,
        /// Minutes that moved between members, whatever became of them later.
        pub settled: Balance,
        /// How many offers each list holds.
        pub listed: Listed,
    }

    /// What seldom changes.
    pub struct Setup {
        /// The society whose members' hours it counts, for ever.
        pub society: AccountId,
        /// What the exchange is called.
        pub name: String,
        /// How far from level an account may ever be.
        pub limit_max_minutes: Minutes,
        /// The rules in force.
        pub rules: Rules,
    }

    /// One page about an exchange.
    pub struct ExchangeView {
        /// The version of its storage.
        pub version: u16,
        /// What seldom changes.
        pub setup: Setup,
        /// Its sums and counts.
        pub counters: Counters,
    }

    /// What became of asking for a ruling.
    #[derive(Copy)]
    pub enum Applied {
        /// The ruling counts.
        Applied,
        /// The dispute had been opened before there was a matter; the case has another number now, for another dispute.
        Renumbered {
            /// The number.
            case: u32,
        },
    }
}

/// How many offers each list holds.
pub type Listed = [u32; LISTS];

impl crate::read::Read for Listed {
    fn read(from: &mut crate::read::Reader) -> Self {
        let mut listed = [0; LISTS];
        listed.iter_mut().for_each(|count| *count = u32::read(from));
        listed
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
