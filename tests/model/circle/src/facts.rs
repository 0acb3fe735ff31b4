//! What the contract's read is expected to say.

use mutual_types::circle::CircleStatus;
use num_bigint::BigInt;

use crate::model::{Model, Phase};

/// All of a circle.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is named after the field of the record
pub struct Facts {
    pub status: CircleStatus,
    pub seq: u64,
    pub members: Vec<MemberFacts>,
    pub queue: Vec<u32>,
    /// The pot of each round, and who received it.
    pub rounds: Vec<(BigInt, Option<u32>)>,
    /// All that somebody has a claim on.
    pub books: BigInt,
}

/// One member's.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct MemberFacts {
    pub joined: bool,
    pub left: bool,
    pub deposit: BigInt,
    pub ahead: u32,
    pub owes: Vec<u32>,
    pub paid_in: BigInt,
    pub received: BigInt,
    pub credit: BigInt,
    pub swap_offer: Option<u32>,
}

impl Model {
    /// What is to be read. Call [`Model::look_at`] first.
    pub fn facts(&self) -> Facts {
        Facts {
            status: self.status(),
            seq: u64::try_from(self.events.len()).unwrap_or(0),
            members: (0..self.size()).map(|member| self.member_facts(member)).collect(),
            queue: self.queue.clone(),
            rounds: (0..self.closed()).map(|round| (self.pot(round), self.receivers.get(&round).copied())).collect(),
            books: self.claims(),
        }
    }

    fn member_facts(&self, member: u32) -> MemberFacts {
        MemberFacts {
            joined: self.joined.contains(&member),
            left: self.left.contains(&member),
            deposit: self.coins(u32::from(self.deposits.contains(&member))),
            ahead: self.paid_ahead(member),
            owes: self.owed(member),
            paid_in: self.paid_in(member),
            received: self.received(member),
            credit: self.credit(member),
            swap_offer: self.offers.get(&member).copied(),
        }
    }

    /// The moments ahead at which something changes by itself, and those at which something may be done from then on.
    pub fn moments(&self) -> Vec<u64> {
        let mut moments = vec![BigInt::from(self.terms.starts_ms), self.first()];
        moments.extend((0..=self.size()).map(|round| self.begins(round)));
        let over = if self.phase == Phase::Void { self.terms.starts_ms.into() } else { self.begins(self.size()) };
        moments.push(over + 31_536_000_000_u64);
        let mut ahead: Vec<u64> = moments.into_iter().filter_map(|moment| u64::try_from(moment).ok()).collect();
        ahead.retain(|moment| *moment > self.now);
        ahead.sort_unstable();
        ahead.dedup();
        ahead
    }
}
