//! Native tests, one file per rule file. Callers, time and money are values; money itself is tested on the devnet.
#![allow(clippy::arithmetic_side_effects)]
#![allow(clippy::disallowed_methods)] // here a refusal is looked at

mod contribute;
mod draw;
mod join;
mod leave;
mod make;
mod money;
mod patterns;
mod plays;
mod rounds;
mod share;
mod swap;

use ink::prelude::{string::ToString, vec::Vec};
use mutual_types::{
    circle::{event::Event, Checked, Circle, CircleMember, CircleStatus, Error, MemberNumber, Order, Terms},
    AccountId, Planck,
};

use crate::{call::Call, course::take, make::make, money::Payout};

/// The circle's own account.
pub const CIRCLE: AccountId = AccountId([0xcc; 32]);
/// The society that the members belong to.
pub const SOCIETY: AccountId = AccountId([0xee; 32]);
/// Somebody outside.
pub const GUS: AccountId = AccountId([0xdd; 32]);
/// When circles are made.
pub const MADE_MS: u64 = 1_000_000;
/// When they start.
pub const STARTS_MS: u64 = 2_000_000;
/// How long rounds are.
pub const ROUND_MS: u64 = 10_000;
/// How long secrets are revealed.
pub const REVEAL_MS: u64 = 5_000;
/// A contribution: what shares of up to six come out even.
pub const COIN: Planck = 60;

/// The account of a member.
pub fn account(number: u32) -> AccountId {
    AccountId([u8::try_from(number).unwrap() + 1; 32])
}

/// Terms for so many.
pub fn terms(size: u32) -> Terms {
    Terms {
        name: "Test".to_string(),
        society: SOCIETY,
        members: (0..size).map(account).collect(),
        contribution: COIN,
        round_ms: ROUND_MS,
        starts_ms: STARTS_MS,
        order: Order::Agreed,
    }
}

/// A circle with a clock and a purse.
#[derive(Clone, Debug)]
pub struct World {
    pub circle: Circle,
    pub now_ms: u64,
    /// What the contract holds above the existential deposit.
    pub balance: Planck,
    /// What has happened since it was last asked.
    pub events: Vec<Event>,
}

impl World {
    /// Made, and nobody has joined.
    pub fn made(terms: Terms) -> Self {
        crate::chain::SOCIETY.set(SOCIETY);
        crate::chain::STRANGERS.set(Vec::new());
        let call = Call { caller: GUS, now_ms: MADE_MS, value: 0, this: CIRCLE };
        let (circle, made) = make(&call, terms).unwrap();
        Self { circle, now_ms: MADE_MS, balance: 0, events: [Event::from(made)].into() }
    }

    /// All have joined, and the first round has begun.
    pub fn running(size: u32) -> Self {
        let mut world = Self::made(terms(size));
        world.all_join();
        world.now_ms = STARTS_MS;
        world.settle().unwrap();
        world.events.clear();
        world
    }

    /// All join, without a commitment.
    pub fn all_join(&mut self) {
        for number in 0..self.circle.terms.size() {
            self.join(number).unwrap();
        }
    }

    fn call(&self, caller: AccountId, value: Planck) -> Call {
        Call { caller, now_ms: self.now_ms, value, this: CIRCLE }
    }

    /// Sends a message as the contract takes it: a refused one leaves nothing.
    pub fn send<T>(
        &mut self,
        caller: AccountId,
        value: Planck,
        rule: impl FnOnce(&mut Circle, &Call, &mut Vec<Event>) -> Checked<T>,
    ) -> Result<T, Error> {
        let mut circle = self.circle.clone();
        let (answer, events) = take(&mut circle, &self.call(caller, value), rule).map_err(|refused| *refused)?;
        self.circle = circle;
        self.balance += value;
        self.events.extend(events);
        self.assert_sound();
        Ok(answer)
    }

    pub fn join(&mut self, number: u32) -> Result<(), Error> {
        let (caller, value) = (account(number), self.circle.terms.contribution);
        self.send(caller, value, |circle, call, events| crate::join::join(circle, call, None, events))
    }

    pub fn leave(&mut self, number: u32) -> Result<(), Error> {
        self.send(account(number), 0, crate::leave::leave)
    }

    /// A member pays contributions for themselves.
    pub fn pay(&mut self, number: u32, rounds: u32) -> Result<(), Error> {
        let value = self.circle.terms.contribution * Planck::from(rounds);
        self.send(account(number), value, |circle, call, events| {
            crate::contribute::contribute(circle, call, MemberNumber(number), rounds, events)
        })
    }

    /// Those of `numbers` pay one contribution each.
    pub fn each_pays(&mut self, numbers: &[u32]) {
        for number in numbers {
            self.pay(*number, 1).unwrap();
        }
    }

    pub fn offer_swap(&mut self, number: u32, with: u32) -> Result<(), Error> {
        self.send(account(number), 0, |circle, call, events| {
            crate::swap::offer_swap(circle, call, MemberNumber(with), events)
        })
    }

    pub fn accept_swap(&mut self, number: u32, with: u32) -> Result<(), Error> {
        self.send(account(number), 0, |circle, call, events| {
            crate::swap::accept_swap(circle, call, MemberNumber(with), events)
        })
    }

    pub fn settle(&mut self) -> Result<(), Error> {
        self.send(GUS, 0, |_, _, events| crate::settle::settle(events))
    }

    pub fn withdraw(&mut self, number: u32) -> Result<Planck, Error> {
        let payout = self.send_out(account(number), crate::money::withdraw_credit)?;
        assert_eq!(payout.to, account(number));
        Ok(payout.amount)
    }

    /// Sends a message by which money leaves.
    pub fn send_out(
        &mut self,
        caller: AccountId,
        rule: impl FnOnce(&mut Circle, &Call, &mut Vec<Event>) -> Checked<Payout>,
    ) -> Result<Payout, Error> {
        // The money has left when the books are looked at.
        let mut circle = self.circle.clone();
        let (payout, events) = take(&mut circle, &self.call(caller, 0), rule).map_err(|refused| *refused)?;
        self.circle = circle;
        self.balance -= payout.amount;
        self.events.extend(events);
        self.assert_sound();
        Ok(payout)
    }

    /// Waits for the end of the round under way, and records what follows.
    pub fn end_round(&mut self) {
        let round = self.circle.closed();
        self.now_ms = self.circle.terms.round_starts_ms(round + 1).unwrap();
        self.settle().unwrap();
    }

    /// Goes to the end of the last round.
    pub fn end(&mut self) {
        self.now_ms = self.circle.terms.ends_ms().unwrap();
        self.settle().unwrap();
    }

    pub fn member(&self, number: u32) -> &CircleMember {
        &self.circle.members[usize::try_from(number).unwrap()]
    }

    pub fn credits(&self) -> Vec<Planck> {
        self.circle.members.iter().map(|member| member.credit).collect()
    }

    pub fn queue(&self) -> Vec<u32> {
        self.circle.queue.iter().map(|number| number.0).collect()
    }

    pub fn status(&self) -> CircleStatus {
        self.circle.status(self.now_ms)
    }

    /// The receivers of the rounds that are closed.
    pub fn receivers(&self) -> Vec<Option<u32>> {
        self.circle.rounds.iter().map(|round| round.receiver.map(|number| number.0)).collect()
    }

    /// What holds after every message.
    pub fn assert_sound(&self) {
        assert_sound(&self.circle);
        assert!(self.circle.books().unwrap() <= self.balance, "the books are covered");
    }
}

/// What holds of a circle after every message.
pub fn assert_sound(circle: &Circle) {
    let coin = circle.terms.contribution;
    let in_hand = circle.deposits().unwrap() + circle.paid_ahead().unwrap() + circle.held_pots().unwrap();
    let is_over = matches!(circle.status(u64::MAX), CircleStatus::Void | CircleStatus::Ended);
    if is_over {
        assert_eq!(in_hand, 0, "all is credits at the end");
    } else {
        let paid_in: Planck = circle.members.iter().map(|member| member.paid_in).sum();
        let received: Planck = circle.members.iter().map(|member| member.received).sum();
        assert_eq!(in_hand, paid_in - received, "what was paid in and not received is there");
    }
    let running = circle.status(u64::MAX) == CircleStatus::Running;
    let is_waiting = circle.rounds.iter().any(|round| round.receiver.is_none());
    for (number, member) in (0..).zip(&circle.members) {
        assert!(member.deposit == 0 || member.deposit == coin, "a deposit is whole or used");
        assert!(member.ahead == 0 || member.is_level(), "who is paid ahead is level");
        let served = circle.rounds.iter().filter(|round| round.receiver == Some(MemberNumber(number))).count();
        assert!(served <= 1, "nobody receives twice");
        if running {
            let is_queued = circle.is_queued(MemberNumber(number));
            assert_eq!(is_queued, served == 0 && !member.left, "who has neither received nor left is queued");
            assert!(!(is_waiting && is_queued && member.is_level()), "no pot waits while somebody level is queued");
        }
    }
    for round in &circle.rounds {
        assert!(round.pot <= circle.terms.full_pot().unwrap(), "no pot is more than full");
    }
}
