//! A federation: societies that back each other with money paid in beforehand, decide together, one society one vote, and
//! report in the same measures.
//!
//! After every message its balance covers what can be drawn, what is drawn, what it owes and its fund. `docs/federation.md`
//! says what each message does.
//!
//! The module is a shell: it reads the circumstances, calls the rule in the file named after it, and emits what the rule
//! returns. The rules are methods of [`state::State`] and take the circumstances as a value.
#![cfg_attr(not(feature = "std"), no_std, no_main)]

pub mod ask;
pub mod backing;
pub mod call;
#[cfg(not(test))]
pub mod chain;
#[cfg(test)]
#[path = "tests/chain.rs"]
pub mod chain;
pub mod collect;
pub mod credit;
pub mod draw;
pub mod emit;
pub mod found;
pub mod join;
pub mod motion;
pub mod read;
pub mod repay;
pub mod shell;
pub mod state;
pub mod store;
pub mod summary;

#[cfg(test)]
mod tests;

#[ink::contract]
#[allow(clippy::disallowed_methods)] // ink!'s own dispatcher looks at results
#[allow(unused_variables)] // messages read their arguments themselves: see [`crate::shell::Arg`]
mod federation {
    use ink::{prelude::vec::Vec, scale::Encode};
    use mutual_types::{
        federation::{
            Backing, BackingId, BackingTerms, Draw, DrawId, Error, FederationView, Founding, Matter, Motion, MotionId,
            Part, Report, Society, SocietyId, Summary, Total,
        },
        AccountId as Account, Document, Planck, PotId,
    };

    use crate::{
        chain,
        emit::emit,
        shell::{found, page, read, record, write, Arg},
        state::{key, State},
    };

    /// The federation.
    #[ink(storage)]
    pub struct Federation {
        state: State,
    }

    impl Federation {
        /// Founds a federation, to which its founders are invited. Anyone.
        #[ink(constructor)]
        pub fn new(founding: Founding) -> Result<Self, Error> {
            found(founding, |call, founding| {
                let (state, effects) = State::found(call, founding)?;
                emit(effects);
                Ok(state)
            })
        }

        /// Joins. Founders that were invited, by a proposal that calls this.
        #[ink(message, selector = 1)]
        pub fn join(&mut self) -> Result<(), Error> {
            write(&mut self.state, |state, call, _| {
                emit(state.join(call)?);
                Ok(())
            })
        }

        /// Asks to be admitted. Any other society, by a proposal that calls this.
        #[ink(message, selector = 2)]
        pub fn apply(&mut self, document: Arg<Document>) -> Result<MotionId, Error> {
            write(&mut self.state, |state, call, args| {
                let document = args.read();
                let (id, effects) = state.apply(call, document)?;
                emit(effects);
                Ok(id)
            })
        }

        /// Leaves. Societies that take part, by a proposal that calls this.
        #[ink(message, selector = 3)]
        pub fn leave(&mut self) -> Result<(), Error> {
            write(&mut self.state, |state, call, _| {
                emit(state.leave(call)?);
                Ok(())
            })
        }

        /// Moves something, and votes for it. Societies that take part.
        #[ink(message, selector = 4)]
        pub fn move_motion(&mut self, matter: Arg<Matter>) -> Result<MotionId, Error> {
            write(&mut self.state, |state, call, args| {
                let matter = args.read();
                let (id, effects) = state.move_motion(call, matter)?;
                emit(effects);
                Ok(id)
            })
        }

        /// Votes; the aye that passes a motion brings it into effect. Societies that take part.
        #[ink(message, selector = 5)]
        pub fn vote(&mut self, motion: Arg<MotionId>, aye: Arg<bool>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (motion, aye) = args.read();
                emit(state.vote(call, motion, aye)?);
                Ok(())
            })
        }

        /// Pays in what others may draw. Societies that take part.
        #[ink(message, payable, selector = 6)]
        pub fn back(&mut self, terms: Arg<BackingTerms>) -> Result<BackingId, Error> {
            write(&mut self.state, |state, call, args| {
                let terms = args.read();
                let (id, effects) = state.back(call, terms)?;
                emit(effects);
                Ok(id)
            })
        }

        /// Closes a backing that is over; what is left is the backer's. Anyone.
        #[ink(message, selector = 7)]
        pub fn close_backing(&mut self, backing: Arg<BackingId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let backing = args.read();
                emit(state.close_backing(call, backing)?);
                Ok(())
            })
        }

        /// Draws on backings; answers the number of the first draw. Societies that take part.
        #[ink(message, selector = 8)]
        pub fn draw(&mut self, parts: Arg<Vec<Part>>, reason: Arg<Document>) -> Result<DrawId, Error> {
            write(&mut self.state, |state, call, args| {
                let (parts, reason) = args.read();
                let (id, effects) = state.draw(call, parts, &reason)?;
                emit(effects);
                Ok(id)
            })
        }

        /// Has a draw collected into the society's relief pot. Anyone but that society.
        #[ink(message, selector = 9)]
        pub fn collect(&mut self, draw: Arg<DrawId>, pot: Arg<PotId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (draw, pot) = args.read();
                emit(state.collect(call, draw, pot)?);
                Ok(())
            })
        }

        /// Lets a draw go back that was not collected in time. Anyone.
        #[ink(message, selector = 10)]
        pub fn lapse(&mut self, draw: Arg<DrawId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let draw = args.read();
                emit(state.lapse(call, draw)?);
                Ok(())
            })
        }

        /// Pays back what is owed of a draw. Anyone.
        #[ink(message, payable, selector = 11)]
        pub fn repay(&mut self, draw: Arg<DrawId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let draw = args.read();
                emit(state.repay(call, draw)?);
                Ok(())
            })
        }

        /// Forgives what is owed of a draw. The backer.
        #[ink(message, selector = 12)]
        pub fn forgive(&mut self, draw: Arg<DrawId>, amount: Arg<Planck>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (draw, amount) = args.read();
                emit(state.forgive(call, draw, amount)?);
                Ok(())
            })
        }

        /// Has a society paid what it is owed, less what it has past due. Anyone.
        #[ink(message, selector = 13)]
        pub fn pay_credit(&mut self, society: Arg<SocietyId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let society = args.read();
                emit(state.pay_credit(call, society)?);
                Ok(())
            })
        }

        /// Books money that came without a message. Anyone.
        #[ink(message, selector = 14)]
        pub fn sweep(&mut self) -> Result<(), Error> {
            write(&mut self.state, |state, _, _| {
                emit(state.sweep(chain::balance())?);
                Ok(())
            })
        }

        /// Has a society read for the period that is now. Anyone but that society.
        #[ink(message, selector = 15)]
        pub fn refresh(&mut self, society: Arg<SocietyId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let society = args.read();
                emit(state.refresh(call, society)?);
                Ok(())
            })
        }

        /// Reports on a period that is over. Societies that take part.
        #[ink(message, selector = 16)]
        pub fn report(&mut self, period: Arg<u32>, report: Arg<Report>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (period, report) = args.read();
                emit(state.report(call, period, report)?);
                Ok(())
            })
        }

        // -- reads --

        /// One page about the federation.
        #[ink(message, selector = 17)]
        pub fn federation(&self) -> FederationView {
            read(&self.state, |state, _, out| state.federation(out))
        }

        /// A society.
        #[ink(message, selector = 18)]
        pub fn society(&self, society: Arg<SocietyId>) -> Option<Society> {
            record(key::SOCIETIES, 4)
        }

        /// The number of a society's account.
        #[ink(message, selector = 19)]
        pub fn society_of(&self, account: Arg<Account>) -> Option<SocietyId> {
            record(key::NUMBERS, 32)
        }

        /// Societies, by pages of at most 50.
        #[ink(message, selector = 20)]
        pub fn societies(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<(SocietyId, Society)> {
            page(key::SOCIETIES, 50, self.state.counters.societies)
        }

        /// A motion.
        #[ink(message, selector = 21)]
        pub fn motion(&self, motion: Arg<MotionId>) -> Option<Motion> {
            record(key::MOTIONS, 4)
        }

        /// Motions, by pages of at most 20: one has up to 600 bytes.
        #[ink(message, selector = 22)]
        pub fn motions(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<(MotionId, Motion)> {
            page(key::MOTIONS, 20, self.state.counters.motions)
        }

        /// A backing.
        #[ink(message, selector = 23)]
        pub fn backing(&self, backing: Arg<BackingId>) -> Option<Backing> {
            record(key::BACKINGS, 4)
        }

        /// Backings, by pages of at most 50.
        #[ink(message, selector = 24)]
        pub fn backings(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<(BackingId, Backing)> {
            page(key::BACKINGS, 50, self.state.counters.backings)
        }

        /// A draw.
        #[ink(message, selector = 25)]
        pub fn drawn(&self, draw: Arg<DrawId>) -> Option<Draw> {
            record(key::DRAWS, 4)
        }

        /// Draws, by pages of at most 50.
        #[ink(message, selector = 26)]
        pub fn draws(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<(DrawId, Draw)> {
            page(key::DRAWS, 50, self.state.counters.draws)
        }

        /// What a society has of a backing, in planck.
        #[ink(message, selector = 27)]
        pub fn used(&self, backing: Arg<BackingId>, society: Arg<SocietyId>) -> Planck {
            read(&self.state, |state, args, out| {
                let (backing, society) = args.read();
                state.used(backing, society).encode_to(out);
            })
        }

        /// What is known of a society's period.
        #[ink(message, selector = 28)]
        pub fn summary(&self, period: Arg<u32>, society: Arg<SocietyId>) -> Option<Summary> {
            record(key::SUMMARIES, 8)
        }

        /// What is known of a period, by pages of at most 10 numbers of societies.
        #[ink(message, selector = 29)]
        pub fn summaries(&self, period: Arg<u32>, from: Arg<u32>, limit: Arg<u32>) -> Vec<(SocietyId, Summary)> {
            read(&self.state, |state, args, out| {
                let (period, from, limit) = args.read();
                state.summaries(period, from, limit, out);
            })
        }

        /// The sums of a period over all societies.
        #[ink(message, selector = 30)]
        pub fn total(&self, period: Arg<u32>) -> Option<Total> {
            record(key::TOTALS, 4)
        }
    }
}
