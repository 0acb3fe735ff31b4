//! A lending circle: members of a society who pay the same each round, of which one of them receives all, in one contract.
//!
//! After every message `deposits + contributions paid ahead + held pots + credits ≤ contract balance`. Money leaves by
//! `withdraw_credit`, `forfeit_credits` and `sweep`, and by no other message. A message that returns `Err` changes nothing.
//!
//! The module is a shell: it reads the circumstances, has [`course::take`] apply the rule in the file named after it, emits what
//! happened and makes the transfer. The whole circle is one record in the root cell, so that a message reads and writes one cell.
#![cfg_attr(not(feature = "std"), no_std, no_main)]

pub mod access;
pub mod call;
#[cfg(not(test))]
pub mod chain;
#[cfg(test)]
#[path = "tests/chain.rs"]
pub mod chain;
pub mod contribute;
pub mod course;
pub mod hash;
pub mod join;
pub mod leave;
pub mod make;
pub mod money;
pub mod reveal;
pub mod settle;
pub mod swap;

#[cfg(test)]
mod tests;

#[ink::contract]
#[allow(clippy::disallowed_methods)] // ink!'s own dispatcher looks at results
mod lending_circle {
    use ink::{env::DefaultEnvironment, prelude::vec::Vec};
    use mutual_types::{
        circle::{end_refused, event::Event, Checked, Circle, CircleView, Error, MemberNumber, Terms},
        Stored,
    };

    use crate::{
        call::Call,
        contribute::contribute,
        course::take,
        hash::blake2_256,
        join::join,
        leave::leave,
        make::make,
        money::{forfeit_credits, sweep, withdraw_credit, Payout},
        reveal::reveal,
        settle::settle,
        swap::{accept_swap, offer_swap},
    };

    /// The circle.
    #[ink(storage)]
    pub struct LendingCircle {
        /// All that is stored, behind a version byte.
        stored: Stored<Circle>,
    }

    impl LendingCircle {
        /// Makes a circle; those named in the terms join by themselves.
        #[ink(constructor)]
        pub fn new(terms: Terms) -> Result<Self, Error> {
            match make(&Call::current(), terms) {
                Ok((circle, made)) => {
                    emit(made.into());
                    Ok(Self { stored: Stored::V1(circle.into()) })
                }
                Err(refused) => end_refused(refused),
            }
        }

        /// Joins, with the deposit, and where the order is drawn with the hash of a secret. Those named in the terms.
        #[ink(message, payable, selector = 1)]
        pub fn join(&mut self, commitment: Option<[u8; 32]>) -> Result<(), Error> {
            self.write(|circle, call, events| join(circle, call, commitment, events))
        }

        /// Leaves: before the start, or level and without having received. Members.
        #[ink(message, selector = 2)]
        pub fn leave(&mut self) -> Result<(), Error> {
            self.write(leave)
        }

        /// Reveals the secret of which the hash was given when joining. Members.
        #[ink(message, selector = 3)]
        pub fn reveal(&mut self, secret: [u8; 32]) -> Result<(), Error> {
            self.write(|circle, call, events| reveal(circle, call, secret, events))
        }

        /// Pays contributions for a member: missed ones first, then the deposit, then rounds to come. Anyone.
        #[ink(message, payable, selector = 4)]
        pub fn contribute(&mut self, member: MemberNumber, rounds: u32) -> Result<(), Error> {
            self.write(|circle, call, events| contribute(circle, call, member, rounds, events))
        }

        /// Offers a member to change places in the queue. Members whose turn is to come.
        #[ink(message, selector = 5)]
        pub fn offer_swap(&mut self, with: MemberNumber) -> Result<(), Error> {
            self.write(|circle, call, events| offer_swap(circle, call, with, events))
        }

        /// Accepts what another member offers. Members whose turn is to come.
        #[ink(message, selector = 6)]
        pub fn accept_swap(&mut self, with: MemberNumber) -> Result<(), Error> {
            self.write(|circle, call, events| accept_swap(circle, call, with, events))
        }

        /// Records what time has changed: rounds that are over, the start, the end. Anyone.
        #[ink(message, selector = 7)]
        pub fn settle(&mut self) -> Result<(), Error> {
            self.write(|_, _, events| settle(events))
        }

        /// Takes what the caller can withdraw. Members.
        #[ink(message, selector = 8)]
        pub fn withdraw_credit(&mut self) -> Result<(), Error> {
            self.pay(withdraw_credit)
        }

        /// Pays credits that nobody has claimed for a year to the society. Anyone.
        #[ink(message, selector = 9)]
        pub fn forfeit_credits(&mut self) -> Result<(), Error> {
            self.pay(forfeit_credits)
        }

        /// Pays what was sent without a message to the society. Anyone.
        #[ink(message, selector = 10)]
        pub fn sweep(&mut self) -> Result<(), Error> {
            self.pay(|circle, _, events| sweep(circle, ink::env::balance::<DefaultEnvironment>(), events))
        }

        /// The whole circle, as it is now.
        #[ink(message, selector = 11)]
        pub fn circle(&self) -> CircleView {
            let Stored::V1(stored) = &self.stored;
            let mut circle = Circle::clone(stored);
            let now_ms = ink::env::block_timestamp::<DefaultEnvironment>();
            // What cannot be caught up is answered as it is stored.
            let balance = ink::env::balance::<DefaultEnvironment>();
            match circle.catch_up(now_ms, blake2_256, &mut Vec::new()) {
                Ok(()) => CircleView { status: circle.status(now_ms), circle, now_ms, balance },
                Err(refused) => end_refused(refused),
            }
        }

        /// Applies a rule, and emits what happened.
        fn write<T>(
            &mut self,
            rule: impl FnOnce(&mut Circle, &Call, &mut Vec<Event>) -> Checked<T>,
        ) -> Result<T, Error> {
            let Stored::V1(circle) = &mut self.stored;
            match take(circle, &Call::current(), rule) {
                Ok((answer, events)) => {
                    events.into_iter().for_each(emit);
                    Ok(answer)
                }
                Err(refused) => end_refused(refused),
            }
        }

        /// Applies a rule by which money leaves, and makes the one transfer there is. It runs no code of the receiver.
        fn pay(
            &mut self,
            rule: impl FnOnce(&mut Circle, &Call, &mut Vec<Event>) -> Checked<Payout>,
        ) -> Result<(), Error> {
            let Payout { to, amount } = self.write(rule)?;
            ink::env::transfer::<DefaultEnvironment>(to.into(), amount).map_err(|_| Error::TransferFailed)
        }
    }

    /// Emits an event, with its signature as the only topic.
    fn emit(event: Event) {
        match event {
            Event::CircleMade(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::MemberJoined(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::MemberLeft(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::SecretRevealed(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::CircleVoided(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::CircleStarted(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::Contributed(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::RoundClosed(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::PotReceived(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::SwapOffered(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::TurnsSwapped(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::CircleEnded(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::CreditWithdrawn(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::CreditsForfeited(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
            Event::SurplusSwept(event) => ink::env::emit_event::<DefaultEnvironment, _>(event),
        }
    }
}
