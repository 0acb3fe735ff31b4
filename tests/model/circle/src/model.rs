//! What is known of a circle.

use std::collections::{BTreeMap, BTreeSet};

use mutual_types::circle::{CircleStatus, Order, Terms};
use mutual_types::AccountId;
use num_bigint::BigInt;

/// A circle as it is expected to be.
#[derive(Clone, Debug)]
pub struct Model {
    /// What was agreed to.
    pub terms: Terms,
    /// The names of all events so far.
    pub events: Vec<&'static str>,
    /// The contract's balance above the existential deposit.
    pub balance: BigInt,
    pub(crate) circle: AccountId,
    pub(crate) hash: fn(&[u8]) -> [u8; 32],
    pub(crate) now: u64,
    pub(crate) phase: Phase,
    pub(crate) joined: BTreeSet<u32>,
    pub(crate) left: BTreeSet<u32>,
    pub(crate) commitments: BTreeMap<u32, [u8; 32]>,
    pub(crate) secrets: BTreeMap<u32, [u8; 32]>,
    pub(crate) queue: Vec<u32>,
    /// Whose deposit is whole.
    pub(crate) deposits: BTreeSet<u32>,
    pub(crate) ahead: BTreeMap<u32, u32>,
    /// Who owes which round.
    pub(crate) debts: BTreeSet<(u32, u32)>,
    /// Whose contributions are in each round that is closed.
    pub(crate) payers: Vec<BTreeSet<u32>>,
    pub(crate) receivers: BTreeMap<u32, u32>,
    pub(crate) offers: BTreeMap<u32, u32>,
    /// What each has paid, less what came back by leaving.
    pub(crate) paid: BTreeMap<u32, BigInt>,
    /// What each got otherwise than by a round: deposits and contributions returned, shares at the end.
    pub(crate) returned: BTreeMap<u32, BigInt>,
    /// What each withdrew, or lost to the society.
    pub(crate) gone: BTreeMap<u32, BigInt>,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Before,
    Rounds,
    Void,
    Over,
}

impl Model {
    /// A circle that was just made.
    pub fn new(terms: Terms, circle: AccountId, now: u64, hash: fn(&[u8]) -> [u8; 32]) -> Self {
        Self {
            terms,
            events: vec!["CircleMade"],
            balance: 0.into(),
            circle,
            hash,
            now,
            phase: Phase::Before,
            joined: BTreeSet::new(),
            left: BTreeSet::new(),
            commitments: BTreeMap::new(),
            secrets: BTreeMap::new(),
            queue: Vec::new(),
            deposits: BTreeSet::new(),
            ahead: BTreeMap::new(),
            debts: BTreeSet::new(),
            payers: Vec::new(),
            receivers: BTreeMap::new(),
            offers: BTreeMap::new(),
            paid: BTreeMap::new(),
            returned: BTreeMap::new(),
            gone: BTreeMap::new(),
        }
    }

    /// How many members there are.
    pub(crate) fn size(&self) -> u32 {
        u32::try_from(self.terms.members.len()).unwrap_or(0)
    }

    /// A contribution.
    pub(crate) fn coin(&self) -> BigInt {
        self.terms.contribution.into()
    }

    /// So many contributions.
    pub(crate) fn coins(&self, count: impl Into<BigInt>) -> BigInt {
        self.coin() * count.into()
    }

    /// The number of an account.
    pub(crate) fn number(&self, account: AccountId) -> Option<u32> {
        (0..).zip(&self.terms.members).find(|(_, member)| **member == account).map(|(number, _)| number)
    }

    /// When the first round begins.
    pub(crate) fn first(&self) -> BigInt {
        let reveal = match self.terms.order {
            Order::Agreed => 0,
            Order::Drawn { reveal_ms } => reveal_ms,
        };
        BigInt::from(self.terms.starts_ms) + reveal
    }

    /// When a round begins.
    pub(crate) fn begins(&self, round: impl Into<BigInt>) -> BigInt {
        self.first() + BigInt::from(self.terms.round_ms) * round.into()
    }

    /// How many rounds are closed.
    pub(crate) fn closed(&self) -> u32 {
        u32::try_from(self.payers.len()).unwrap_or(u32::MAX)
    }

    /// The rounds that a member owes.
    pub(crate) fn owed(&self, member: u32) -> Vec<u32> {
        self.debts.iter().filter(|(_, debtor)| *debtor == member).map(|(round, _)| *round).collect()
    }

    pub(crate) fn is_level(&self, member: u32) -> bool {
        self.deposits.contains(&member) && self.owed(member).is_empty()
    }

    /// What a member is behind, in contributions.
    pub(crate) fn behind(&self, member: u32) -> u32 {
        let missing = u32::from(!self.deposits.contains(&member));
        u32::try_from(self.owed(member).len()).unwrap_or(0).saturating_add(missing)
    }

    pub(crate) fn paid_ahead(&self, member: u32) -> u32 {
        self.ahead.get(&member).copied().unwrap_or(0)
    }

    /// What a round holds, or held.
    pub(crate) fn pot(&self, round: u32) -> BigInt {
        let payers = usize::try_from(round).ok().and_then(|place| self.payers.get(place));
        self.coins(payers.map_or(0, BTreeSet::len))
    }

    /// What a member has received of rounds.
    pub(crate) fn received(&self, member: u32) -> BigInt {
        let mine = self.receivers.iter().filter(|(_, receiver)| **receiver == member);
        mine.fold(BigInt::from(0), |sum, (round, _)| sum + self.pot(*round))
    }

    pub(crate) fn paid_in(&self, member: u32) -> BigInt {
        self.paid.get(&member).cloned().unwrap_or_default()
    }

    /// What a member can withdraw.
    pub(crate) fn credit(&self, member: u32) -> BigInt {
        let returned = self.returned.get(&member).cloned().unwrap_or_default();
        let gone = self.gone.get(&member).cloned().unwrap_or_default();
        self.received(member) + returned - gone
    }

    /// Rounds that nobody has received.
    pub(crate) fn held(&self) -> Vec<u32> {
        (0..self.closed()).filter(|round| !self.receivers.contains_key(round)).collect()
    }

    /// All that somebody has a claim on.
    pub(crate) fn claims(&self) -> BigInt {
        let mut sum = BigInt::from(0);
        for member in 0..self.size() {
            sum += self.credit(member);
            if matches!(self.phase, Phase::Before | Phase::Rounds) {
                sum += self.coins(self.paid_ahead(member)) + self.coins(u32::from(self.deposits.contains(&member)));
            }
        }
        if self.phase == Phase::Rounds {
            sum += self.held().into_iter().fold(BigInt::from(0), |sum, round| sum + self.pot(round));
        }
        sum
    }

    /// What the circle is doing.
    pub fn status(&self) -> CircleStatus {
        match self.phase {
            Phase::Before if self.now >= self.terms.starts_ms => CircleStatus::Drawing,
            Phase::Before => CircleStatus::Gathering,
            Phase::Rounds => CircleStatus::Running,
            Phase::Void => CircleStatus::Void,
            Phase::Over => CircleStatus::Ended,
        }
    }

    pub(crate) fn add(book: &mut BTreeMap<u32, BigInt>, member: u32, amount: BigInt) {
        *book.entry(member).or_default() += amount;
    }
}
