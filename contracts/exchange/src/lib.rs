//! An exchange: mutual credit in hours between the members of a society, who help each other.
//!
//! After every message the balances of all members and of the community sum to zero, and each member's lies within a limit
//! either way. It holds no money, and has no way to send any. `docs/exchange.md` says what each message does.
//!
//! The module is a shell: it reads the circumstances, calls the rule in the file named after it, and emits what the rule
//! returns. The rules are methods of [`state::State`] and take the circumstances as a value.
#![cfg_attr(not(feature = "std"), no_std, no_main)]

pub mod ask;
pub mod call;
#[cfg(not(test))]
pub mod chain;
#[cfg(test)]
#[path = "tests/chain.rs"]
pub mod chain;
pub mod community;
pub mod contest;
pub mod emit;
pub mod ending;
pub mod found;
pub mod lists;
pub mod offers;
pub mod propose;
pub mod read;
pub mod report;
pub mod shell;
pub mod state;
pub mod store;

#[cfg(test)]
mod tests;

#[ink::contract]
#[allow(clippy::disallowed_methods)] // ink!'s own dispatcher looks at results
#[allow(unused_variables)] // messages read their arguments themselves: see [`crate::shell::Arg`]
mod exchange {
    use ink::prelude::{string::String, vec::Vec};
    use mutual_types::{
        exchange::{
            list, Account, Applied, Category, Deal, DealId, DealTerms, DealWith, Error, ExchangeView, Founding,
            Minutes, Offer, OfferId, OfferKind, OfferTerms, Rules,
        },
        DisputeId, MemberIndex,
    };

    use crate::{
        emit::emit,
        shell::{found, page, read, record, write, Arg},
        state::{key, State},
    };

    /// The exchange.
    #[ink(storage)]
    pub struct Exchange {
        state: State,
    }

    impl Exchange {
        /// Founds an exchange between the members of a society.
        #[ink(constructor)]
        pub fn new(founding: Founding) -> Result<Self, Error> {
            found(founding, |call, founding| {
                let (state, effects) = State::found(call, founding)?;
                emit(effects);
                Ok(state)
            })
        }

        /// Puts up an offer or a request. Active members.
        #[ink(message, selector = 1)]
        pub fn post_offer(&mut self, terms: Arg<OfferTerms>) -> Result<OfferId, Error> {
            write(&mut self.state, |state, call, args| {
                let terms = args.read();
                let (id, effects) = state.post_offer(call, terms)?;
                emit(effects);
                Ok(id)
            })
        }

        /// Takes an offer off its list. Its member, or the society; anyone once it is over.
        #[ink(message, selector = 2)]
        pub fn close_offer(&mut self, offer: Arg<OfferId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let offer = args.read();
                emit(state.close_offer(call, offer)?);
                Ok(())
            })
        }

        /// Proposes a deal: to give help, or to be helped. Members.
        #[ink(message, selector = 3)]
        pub fn propose(&mut self, with: Arg<DealWith>, terms: Arg<DealTerms>) -> Result<DealId, Error> {
            write(&mut self.state, |state, call, args| {
                let (with, terms) = args.read();
                let (id, effects) = state.propose(call, with, terms)?;
                emit(effects);
                Ok(id)
            })
        }

        /// Accepts a deal that was proposed to the caller.
        #[ink(message, selector = 4)]
        pub fn accept(&mut self, deal: Arg<DealId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let deal = args.read();
                emit(state.accept(call, deal)?);
                Ok(())
            })
        }

        /// Calls a deal off: what is proposed, or agreed and not reported by the other. Its parties.
        #[ink(message, selector = 5)]
        pub fn cancel(&mut self, deal: Arg<DealId>, reason: Arg<Option<String>>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (deal, reason) = args.read();
                emit(state.cancel(call, deal, reason)?);
                Ok(())
            })
        }

        /// Says how many minutes it took; when both say the same, the hours move. Its parties.
        #[ink(message, selector = 6)]
        pub fn report(&mut self, deal: Arg<DealId>, minutes: Arg<Minutes>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (deal, minutes) = args.read();
                emit(state.report(call, deal, minutes)?);
                Ok(())
            })
        }

        /// Contests a deal, as a case for a dispute in the society; answers its number. Its parties.
        #[ink(message, selector = 7)]
        pub fn contest(&mut self, deal: Arg<DealId>) -> Result<u32, Error> {
            write(&mut self.state, |state, call, args| {
                let deal = args.read();
                let (case, effects) = state.contest(call, deal)?;
                emit(effects);
                Ok(case)
            })
        }

        /// Has the society's ruling on a contested deal applied. Anyone.
        #[ink(message, selector = 8)]
        pub fn apply_ruling(&mut self, deal: Arg<DealId>, dispute: Arg<DisputeId>) -> Result<Applied, Error> {
            write(&mut self.state, |state, call, args| {
                let (deal, dispute) = args.read();
                let (applied, effects) = state.apply_ruling(call, deal, dispute)?;
                emit(effects);
                Ok(applied)
            })
        }

        /// Closes a deal that is over. Anyone.
        #[ink(message, selector = 9)]
        pub fn close_deal(&mut self, deal: Arg<DealId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let deal = args.read();
                emit(state.close_deal(call, deal)?);
                Ok(())
            })
        }

        /// Gives hours to the community. Members who have them.
        #[ink(message, selector = 10)]
        pub fn donate(&mut self, minutes: Arg<Minutes>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let minutes = args.read();
                emit(state.donate(call, minutes)?);
                Ok(())
            })
        }

        /// Forgives a member's debt in hours. The society.
        #[ink(message, selector = 11)]
        pub fn forgive(&mut self, member: Arg<MemberIndex>, minutes: Arg<Minutes>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (member, minutes) = args.read();
                emit(state.forgive(call, member, minutes)?);
                Ok(())
            })
        }

        /// Changes the rules. The society.
        #[ink(message, selector = 12)]
        pub fn set_rules(&mut self, rules: Arg<Rules>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let rules = args.read();
                emit(state.set_rules(call, rules)?);
                Ok(())
            })
        }

        // -- reads --

        /// One page about the exchange.
        #[ink(message, selector = 13)]
        pub fn exchange(&self) -> ExchangeView {
            read(&self.state, |state, _, out| state.exchange(out))
        }

        /// A member's account.
        #[ink(message, selector = 14)]
        pub fn account(&self, member: Arg<MemberIndex>) -> Option<Account> {
            record(key::ACCOUNTS, 4)
        }

        /// Accounts in the order of member indices, by pages of at most 50 indices.
        #[ink(message, selector = 15)]
        pub fn accounts(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<(MemberIndex, Account)> {
            page(key::ACCOUNTS, 50, self.state.counters.members_end)
        }

        /// An offer or request.
        #[ink(message, selector = 16)]
        pub fn offer(&self, offer: Arg<OfferId>) -> Option<Offer> {
            record(key::OFFERS, 4)
        }

        /// All offers and requests there ever were, by pages of at most 50.
        #[ink(message, selector = 17)]
        pub fn offers(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<(OfferId, Offer)> {
            page(key::OFFERS, 50, self.state.counters.offers)
        }

        /// The offers or requests of a category that are not closed, by pages of at most 50.
        #[ink(message, selector = 18)]
        pub fn search(
            &self,
            kind: Arg<OfferKind>,
            category: Arg<Category>,
            from: Arg<u32>,
            limit: Arg<u32>,
        ) -> Vec<(OfferId, Offer)> {
            read(&self.state, |state, args, out| {
                let (kind, category, from, limit) = args.read();
                state.search(list(kind, category), from, limit, out);
            })
        }

        /// A deal.
        #[ink(message, selector = 19)]
        pub fn deal(&self, deal: Arg<DealId>) -> Option<Deal> {
            record(key::DEALS, 4)
        }

        /// All deals there ever were, by pages of at most 50.
        #[ink(message, selector = 20)]
        pub fn deals(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<(DealId, Deal)> {
            page(key::DEALS, 50, self.state.counters.deals)
        }
    }
}
