//! What follows from time.

use std::collections::BTreeSet;

use mutual_types::circle::Order;
use num_bigint::BigInt;

use crate::model::{Model, Phase};
use crate::share::shares;

impl Model {
    /// Brings everything up to `now`.
    pub fn look_at(&mut self, now: u64) {
        self.now = now;
        while self.one_thing() {}
    }

    /// Does the first of what is listed that applies.
    fn one_thing(&mut self) -> bool {
        let now = BigInt::from(self.now);
        if self.phase == Phase::Before && self.now >= self.terms.starts_ms {
            if u32::try_from(self.joined.len()) != Ok(self.size()) {
                self.void();
                return true;
            }
            if now >= self.first() {
                self.begin();
                return true;
            }
        }
        if self.phase != Phase::Rounds {
            return false;
        }
        if let (Some(round), Some(member)) = (self.held().first().copied(), self.next_level()) {
            self.serve(round, member);
            self.events.push("PotReceived");
            return true;
        }
        if self.closed() == self.size() {
            self.settle();
            return true;
        }
        let is_over = now >= self.begins(BigInt::from(self.closed()) + 1);
        let has_begun = now >= self.begins(self.closed());
        let all_paid = (0..self.size()).all(|member| self.left.contains(&member) || self.paid_ahead(member) > 0);
        if is_over || has_begun && all_paid {
            self.close();
            return true;
        }
        false
    }

    fn void(&mut self) {
        for member in self.joined.clone() {
            let coin = self.coin();
            Self::add(&mut self.returned, member, coin);
        }
        self.paid.clear();
        self.deposits.clear();
        self.commitments.clear();
        self.phase = Phase::Void;
        self.events.push("CircleVoided");
    }

    fn begin(&mut self) {
        self.phase = Phase::Rounds;
        self.queue = (0..self.size()).collect();
        if matches!(self.terms.order, Order::Drawn { .. }) {
            let all: Vec<u8> = self.secrets.values().flat_map(|secret| secret.iter().copied()).collect();
            let seed = (self.hash)(&all);
            let ticket = |member: u32| {
                let mut bytes = seed.to_vec();
                bytes.extend(member.to_le_bytes());
                (self.hash)(&bytes)
            };
            let mut drawn: Vec<u32> = self.secrets.keys().copied().collect();
            drawn.sort_by_key(|member| ticket(*member));
            let silent = (0..self.size()).filter(|member| !self.secrets.contains_key(member));
            self.queue = drawn.iter().copied().chain(silent).collect();
        }
        self.secrets.clear();
        self.commitments.clear();
        self.events.push("CircleStarted");
    }

    /// The first in the queue who is level.
    fn next_level(&self) -> Option<u32> {
        self.queue.iter().copied().find(|member| self.is_level(*member))
    }

    fn serve(&mut self, round: u32, member: u32) {
        self.receivers.insert(round, member);
        self.queue.retain(|queued| *queued != member);
        self.forget_offers(member);
    }

    /// Drops what somebody offers, and what is offered to them.
    pub(crate) fn forget_offers(&mut self, member: u32) {
        self.offers.retain(|by, to| *by != member && *to != member);
    }

    fn close(&mut self) {
        let round = self.closed();
        let mut payers = BTreeSet::new();
        for member in 0..self.size() {
            if self.left.contains(&member) {
                continue;
            }
            match self.ahead.get_mut(&member) {
                Some(count) if *count > 0 => {
                    *count = count.saturating_sub(1);
                    payers.insert(member);
                }
                _ if self.deposits.remove(&member) => {
                    payers.insert(member);
                }
                _ => {
                    self.debts.insert((round, member));
                }
            }
        }
        self.payers.push(payers);
        if let Some(member) = self.next_level() {
            self.serve(round, member);
        }
        self.events.push("RoundClosed");
    }

    fn settle(&mut self) {
        let held = self.held().into_iter().fold(BigInt::from(0), |sum, round| sum + self.pot(round));
        let left = held + self.coins(self.deposits.len());
        let losses: Vec<BigInt> = (0..self.size())
            .map(|member| (self.paid_in(member) - self.received(member)).max(BigInt::from(0)))
            .collect();
        for (member, share) in (0..).zip(shares(&losses, &left)) {
            Self::add(&mut self.returned, member, share);
        }
        self.deposits.clear();
        self.phase = Phase::Over;
        self.events.push("CircleEnded");
    }
}
