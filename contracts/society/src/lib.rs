//! A society: people who hold money together, in one contract.
//!
//! After every message `contract balance ≥ Σ pot.balance + share capital + credits + deposits held`. Money leaves by
//! `release_payment` and `withdraw_credit`, and by no other message. A message that returns `Err` changes nothing.
//!
//! The module is a shell: it reads the circumstances, calls the rule in the file named after it, emits what the rule
//! returns and makes the transfer. The rules are methods of [`state::State`] and take the circumstances as a value.
#![cfg_attr(not(feature = "std"), no_std, no_main)]
// The enum of messages that ink! generates has the action of a proposal in one variant.
#![allow(clippy::large_enum_variant)]

pub mod access;
pub mod admission;
pub mod amend;
pub mod batch;
pub mod call;
pub mod certify;
#[cfg(not(test))]
pub mod chain;
#[cfg(test)]
#[path = "tests/chain.rs"]
pub mod chain;
pub mod check;
pub mod conduct;
pub mod consent;
pub mod counted;
pub mod decided;
pub mod dispute;
pub mod dissolution;
pub mod dues;
pub mod emit;
pub mod execute;
pub mod exit;
pub mod expense;
pub mod found;
pub mod grant;
pub mod hold;
pub mod liquidate;
pub mod outbound;
pub mod panel;
pub mod payment;
pub mod petty;
pub mod pots;
pub mod propose;
pub mod proxy;
pub mod read;
pub mod relief;
pub mod repay;
pub mod role;
pub mod rotate;
pub mod ruling;
pub mod settle;
pub mod shares;
pub mod shell;
pub mod spam;
pub mod stage;
pub mod state;
pub mod store;
pub mod treasury;
pub mod upgrade;
pub mod vote;
pub mod waiting;
pub mod withdraw;

#[cfg(test)]
mod tests;

#[ink::contract]
#[allow(clippy::disallowed_methods)] // ink!'s own dispatcher looks at results
#[allow(unused_variables)] // messages read their arguments themselves: see [`crate::shell::Arg`]
mod society {
    use ink::{
        env::DefaultEnvironment,
        prelude::{string::String, vec::Vec},
        scale::Encode,
    };
    use mutual_types::{
        end_refused, Action, Application, Choice, Dispute, DisputeId, DisputeSubject, DisputeView, Document, Error,
        Founding, Grant, GrantId, GrantView, Member, MemberIndex, MemberView, Mode, Payment, PaymentId, PaymentView,
        Planck, Pot, PotId, PotView, Proposal, ProposalBody, ProposalId, ProposalView, Refusal, Released, ReliefId,
        ReliefRecord, ReliefRequest, ReliefView, Ruling, SocietyView, Standing,
    };

    use crate::{
        emit::{emit, Emission},
        payment::Release,
        shell::{found, page, read, record, write, Arg},
        state::{key, State},
        store,
    };

    /// An account, as the shared types have it.
    type Account = mutual_types::AccountId;

    /// The society.
    #[ink(storage)]
    pub struct Society {
        state: State,
    }

    impl Society {
        /// Founds a society whole; the money sent along goes to the general pot.
        #[ink(constructor, payable)]
        pub fn new(founding: Founding) -> Result<Self, Error> {
            found(founding, |call, founding| {
                let (state, founded) = State::found(call, founding)?;
                emit(&founded);
                Ok(state)
            })
        }

        /// Asks to join. Anyone who never was a member.
        #[ink(message, selector = 1)]
        pub fn apply(&mut self, charter_version: Arg<u32>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let charter_version = args.read();
                let (applied, admitted) = state.apply(call, charter_version)?;
                emit(&applied);
                admitted.iter().for_each(emit);
                Ok(())
            })
        }

        /// Vouches for an applicant. Active members past probation.
        #[ink(message, selector = 2)]
        pub fn sponsor(&mut self, applicant: Arg<Account>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let applicant = args.read();
                let (sponsored, admitted) = state.sponsor(call, applicant)?;
                emit(&sponsored);
                admitted.iter().for_each(emit);
                Ok(())
            })
        }

        /// Says that the caller has read the charter in force. Members.
        #[ink(message, selector = 3)]
        pub fn acknowledge(&mut self, charter_version: Arg<u32>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let charter_version = args.read();
                let acknowledged = state.acknowledge(call, charter_version)?;
                emit(&acknowledged);
                Ok(())
            })
        }

        /// Proposes, with the deposit where one is due. Active members.
        #[ink(message, payable, selector = 4)]
        pub fn propose(
            &mut self,
            title: Arg<String>,
            document: Arg<Option<Document>>,
            action: Arg<Action>,
            mode: Arg<Mode>,
        ) -> Result<ProposalId, Error> {
            write(&mut self.state, |state, call, args| {
                let (title, document, action, mode) = args.read();
                let (id, settled, made) = state.propose(call, title, document, action, mode)?;
                settled.iter().for_each(emit);
                emit(&made);
                Ok(id)
            })
        }

        /// Casts the caller's one ballot. Eligible members.
        #[ink(message, selector = 5)]
        pub fn vote(
            &mut self,
            proposal: Arg<ProposalId>,
            choice: Arg<Choice>,
            reason: Arg<Option<String>>,
        ) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (proposal, choice, reason) = args.read();
                let vote = state.vote(call, proposal, choice, reason)?;
                emit(&vote);
                Ok(())
            })
        }

        /// Certifies that a spend fits its pot's purpose. Live stewards.
        #[ink(message, selector = 6)]
        pub fn certify(&mut self, proposal: Arg<ProposalId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let proposal = args.read();
                let certified = state.certify(call, proposal)?;
                emit(&certified);
                Ok(())
            })
        }

        /// Does what a passed proposal says. Anyone.
        #[ink(message, selector = 7)]
        pub fn execute(&mut self, proposal: Arg<ProposalId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let proposal = args.read();
                let (executed, effects) = state.execute(call, proposal)?;
                emit(&executed);
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Gives back a finished proposal's place and deposit. Anyone.
        #[ink(message, selector = 8)]
        pub fn settle(&mut self, proposal: Arg<ProposalId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let proposal = args.read();
                let settled = state.settle(call, proposal)?;
                emit(&settled);
                Ok(())
            })
        }

        /// Gives the money sent along to a pot. Anyone.
        #[ink(message, payable, selector = 9)]
        pub fn contribute(&mut self, pot: Arg<PotId>, memo: Arg<Option<String>>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (pot, memo) = args.read();
                let contributed = state.contribute(call, pot, memo)?;
                emit(&contributed);
                Ok(())
            })
        }

        /// Books money that came without a message to the general pot. Anyone.
        #[ink(message, selector = 10)]
        pub fn sweep(&mut self) -> Result<Planck, Error> {
            write(&mut self.state, |state, _, _| {
                let swept = state.sweep(ink::env::balance::<DefaultEnvironment>())?;
                let amount = swept.amount;
                emit(&swept);
                Ok(amount)
            })
        }

        /// Approves a payment. Live treasurers without a conflict of interest.
        #[ink(message, selector = 11)]
        pub fn approve_payment(&mut self, payment: Arg<PaymentId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let payment = args.read();
                let approved = state.approve_payment(call, payment)?;
                emit(&approved);
                Ok(())
            })
        }

        /// Pays an approved payment. Anyone. `Refused` means that the payee does not have the money.
        #[ink(message, selector = 12)]
        pub fn release_payment(&mut self, payment: Arg<PaymentId>) -> Result<Released, Error> {
            write(&mut self.state, |state, call, args| {
                let payment = args.read();
                let record = state.ensure_releasable(call, payment)?;
                // While the society dissolves it is not paid, but owed.
                let is_paid = state.counters.dissolving_since_ms == 0;
                let transfer = if is_paid { transfer(record.payee, record.amount) } else { Ok(()) };
                match state.record_release(call, payment, record, transfer)? {
                    Release::Released(event) => {
                        emit(&event);
                        Ok(Released::Released)
                    }
                    Release::Credited(event) => {
                        emit(&event);
                        Ok(Released::Released)
                    }
                    Release::Refused(event) => {
                        let refusal = event.refusal;
                        emit(&event);
                        Ok(Released::Refused(refusal))
                    }
                }
            })
        }

        /// Opens a lapsed payment's window again, once. Live treasurers.
        #[ink(message, selector = 13)]
        pub fn renew_payment(&mut self, payment: Arg<PaymentId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let payment = args.read();
                let renewed = state.renew_payment(call, payment)?;
                emit(&renewed);
                Ok(())
            })
        }

        /// Takes what the society owes the caller. Anyone with a credit.
        #[ink(message, selector = 14)]
        pub fn withdraw_credit(&mut self) -> Result<Planck, Error> {
            write(&mut self.state, |state, call, _| {
                let withdrawn = state.withdraw_credit(call)?;
                transfer(withdrawn.account, withdrawn.amount).map_err(|_| Error::TransferFailed)?;
                let amount = withdrawn.amount;
                emit(&withdrawn);
                Ok(amount)
            })
        }

        // -- membership: batch, dues, shares, exit --

        /// Lets applicants of the founding roster in, at most 50 at once. Live treasurers and stewards, in the founding
        /// window.
        #[ink(message, selector = 15)]
        pub fn admit_batch(&mut self, accounts: Arg<Vec<Account>>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let accounts = args.read();
                let admitted = state.admit_batch(call, accounts)?;
                admitted.iter().for_each(emit);
                Ok(())
            })
        }

        /// Pays a member's dues for so many periods. Anyone.
        #[ink(message, payable, selector = 16)]
        pub fn pay_dues(&mut self, member: Arg<MemberIndex>, periods: Arg<u32>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (member, periods) = args.read();
                let paid = state.pay_dues(call, member, periods)?;
                emit(&paid);
                Ok(())
            })
        }

        /// Records that a member is behind with dues beyond the lapse notice. Anyone.
        #[ink(message, selector = 17)]
        pub fn record_lapse(&mut self, member: Arg<MemberIndex>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let member = args.read();
                let recorded = state.record_lapse(call, member)?;
                emit(&recorded);
                Ok(())
            })
        }

        /// Records that a member who was not counted may act again. Anyone.
        #[ink(message, selector = 18)]
        pub fn record_return(&mut self, member: Arg<MemberIndex>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let member = args.read();
                let recorded = state.record_return(call, member)?;
                emit(&recorded);
                Ok(())
            })
        }

        /// Buys shares at par. Members.
        #[ink(message, payable, selector = 19)]
        pub fn buy_shares(&mut self, count: Arg<u32>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let count = args.read();
                let bought = state.buy_shares(call, count)?;
                emit(&bought);
                Ok(())
            })
        }

        /// Leaves the society. Members, of any standing.
        #[ink(message, selector = 20)]
        pub fn leave(&mut self) -> Result<(), Error> {
            write(&mut self.state, |state, call, _| {
                let left = state.leave(call)?;
                emit(&left);
                Ok(())
            })
        }

        /// Turns a departed member's shares into a credit, less what they owe, once they are due. Anyone.
        #[ink(message, selector = 21)]
        pub fn settle_exit(&mut self, member: Arg<MemberIndex>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let member = args.read();
                let settled = state.settle_exit(call, member)?;
                emit(&settled);
                Ok(())
            })
        }

        /// The member whom an account acts for, and what their dues and conduct allow them now.
        #[ink(message, selector = 22)]
        pub fn standing(&self, account: Arg<Account>) -> Option<(MemberIndex, Standing)> {
            read(&self.state, |state, args, out| {
                let account = args.read();
                state.standing(account, ink::env::block_timestamp::<DefaultEnvironment>()).encode_to(out);
            })
        }

        // -- members' accounts, proxies and conduct: rotate, proxy, conduct --

        /// Offers the caller's membership to another account of theirs. Members.
        #[ink(message, selector = 23)]
        pub fn rotate_account(&mut self, to: Arg<Account>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let to = args.read();
                emit(&state.rotate_account(call, to)?);
                Ok(())
            })
        }

        /// Takes over the membership offered. The account to which the member offered it.
        #[ink(message, selector = 24)]
        pub fn accept_account(&mut self, member: Arg<MemberIndex>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let member = args.read();
                emit(&state.accept_account(call, member)?);
                Ok(())
            })
        }

        /// Stops the recovery of an account whose key is not lost. The account itself.
        #[ink(message, selector = 25)]
        pub fn stop_recovery(&mut self, proposal: Arg<ProposalId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let proposal = args.read();
                emit(&state.stop_recovery(call, proposal)?);
                Ok(())
            })
        }

        /// Gives up a role. Members who hold it.
        #[ink(message, selector = 26)]
        pub fn resign(&mut self, role: Arg<mutual_types::Role>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let role = args.read();
                emit(&state.resign(call, role)?);
                Ok(())
            })
        }

        /// Asks another member to vote for the caller. Members.
        #[ink(message, selector = 27)]
        pub fn offer_proxy(&mut self, holder: Arg<MemberIndex>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let holder = args.read();
                emit(&state.offer_proxy(call, holder)?);
                Ok(())
            })
        }

        /// Takes a proxy. The member to whom it was offered.
        #[ink(message, selector = 28)]
        pub fn accept_proxy(&mut self, member: Arg<MemberIndex>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let member = args.read();
                emit(&state.accept_proxy(call, member)?);
                Ok(())
            })
        }

        /// Ends the proxy that `member` has given. The giver or the holder.
        #[ink(message, selector = 29)]
        pub fn end_proxy(&mut self, member: Arg<MemberIndex>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let member = args.read();
                emit(&state.end_proxy(call, member)?);
                Ok(())
            })
        }

        /// Casts the caller's ballot and those of the members who have given them their proxy. Eligible members.
        #[ink(message, selector = 30)]
        pub fn vote_with_proxies(
            &mut self,
            proposal: Arg<ProposalId>,
            choice: Arg<Choice>,
            reason: Arg<Option<String>>,
        ) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (proposal, choice, reason) = args.read();
                state.vote_with_proxies(call, proposal, choice, reason)?.iter().for_each(emit);
                Ok(())
            })
        }

        /// States the case of a member who is to be suspended or expelled, once. That member, while ballots are taken.
        #[ink(message, selector = 31)]
        pub fn state_case(&mut self, proposal: Arg<ProposalId>, document: Arg<Document>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (proposal, document) = args.read();
                emit(&state.state_case(call, proposal, document)?);
                Ok(())
            })
        }

        /// Whom a member votes for, and who votes for them.
        #[ink(message, selector = 32)]
        pub fn proxies(&self, member: Arg<MemberIndex>) -> mutual_types::Proxies {
            read(&self.state, |state, args, out| {
                let member = args.read();
                state.proxies(member).encode_to(out);
            })
        }

        /// What the member whom a suspension or expulsion is about says to it.
        #[ink(message, selector = 33)]
        pub fn statement(&self, proposal: Arg<ProposalId>) -> Option<Document> {
            record(key::STATEMENTS, 4)
        }

        // -- proposals: consent, spam, withdraw, upgrade --

        /// Objects to a consent, with a reason. Eligible members.
        #[ink(message, selector = 34)]
        pub fn object(&mut self, proposal: Arg<ProposalId>, reason: Arg<String>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (proposal, reason) = args.read();
                let made = state.object(call, proposal, reason)?;
                emit(&made);
                Ok(())
            })
        }

        /// Withdraws a proposal before voting ends. Who made it.
        #[ink(message, selector = 35)]
        pub fn withdraw_proposal(&mut self, proposal: Arg<ProposalId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let proposal = args.read();
                let withdrawn = state.withdraw_proposal(call, proposal)?;
                emit(&withdrawn);
                Ok(())
            })
        }

        /// Calls a proposal without quorum spam: two keep its deposit. Live stewards.
        #[ink(message, selector = 36)]
        pub fn judge_spam(&mut self, proposal: Arg<ProposalId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let proposal = args.read();
                let judged = state.judge_spam(call, proposal)?;
                emit(&judged);
                Ok(())
            })
        }

        /// Doubles the execution window while the pot is short, once. Anyone.
        #[ink(message, selector = 37)]
        pub fn extend_window(&mut self, proposal: Arg<ProposalId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let proposal = args.read();
                let extended = state.extend_window(call, proposal)?;
                emit(&extended);
                Ok(())
            })
        }

        /// Brings the storage of an older version to that of this code, a page at a time; true when done. Anyone.
        #[ink(message, selector = 38)]
        pub fn migrate(&mut self, limit: Arg<u32>) -> Result<bool, Error> {
            write(&mut self.state, |state, _, args| {
                let limit = args.read();
                state.migrate(limit)
            })
        }

        // -- treasury: hold, decided, petty, expense, outbound --

        /// Makes a payment's clocks stand still for a bounded time, once. Live treasurers and stewards without a conflict
        /// of interest.
        #[ink(message, selector = 39)]
        pub fn hold_payment(&mut self, payment: Arg<PaymentId>, reason: Arg<String>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (payment, reason) = args.read();
                let held = state.hold_payment(call, payment, reason)?;
                emit(&held);
                Ok(())
            })
        }

        /// Ends a hold early. The live officer who held the payment.
        #[ink(message, selector = 40)]
        pub fn lift_hold(&mut self, payment: Arg<PaymentId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let payment = args.read();
                let lifted = state.lift_hold(call, payment)?;
                emit(&lifted);
                Ok(())
            })
        }

        /// Gives a payment up. Its payee.
        #[ink(message, selector = 41)]
        pub fn waive_payment(&mut self, payment: Arg<PaymentId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let payment = args.read();
                let waived = state.waive_payment(call, payment)?;
                emit(&waived);
                Ok(())
            })
        }

        /// Pays a small amount with one signature, within the pot's allowance. Live treasurers and keepers of the pot.
        #[ink(message, selector = 42)]
        pub fn pay_petty(
            &mut self,
            pot: Arg<PotId>,
            payee: Arg<Account>,
            amount: Arg<Planck>,
            memo: Arg<String>,
        ) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (pot, payee, (amount, memo)) = args.read();
                let paid = state.pay_petty(call, pot, payee, amount, memo)?;
                transfer(payee, amount).map_err(|_| Error::TransferFailed)?;
                emit(&paid);
                Ok(())
            })
        }

        /// Claims what the caller has laid out, with the hash of the receipt. Active members.
        #[ink(message, selector = 43)]
        pub fn claim_expense(
            &mut self,
            pot: Arg<PotId>,
            amount: Arg<Planck>,
            receipt: Arg<[u8; 32]>,
            title: Arg<String>,
        ) -> Result<PaymentId, Error> {
            write(&mut self.state, |state, call, args| {
                let (pot, amount, (receipt, title)) = args.read();
                let (created, claimed) = state.claim_expense(call, pot, amount, receipt, title)?;
                emit(&created);
                emit(&claimed);
                Ok(claimed.payment)
            })
        }

        /// Makes an approved call with value to another contract. Anyone.
        #[ink(message, selector = 44)]
        pub fn make_call(&mut self, payment: Arg<PaymentId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let payment = args.read();
                let (released, called) = state.make_call(call, payment)?;
                emit(&released);
                emit(&called);
                Ok(())
            })
        }

        // -- grants: grant, repay --

        /// Hands in the open stage of a grant. Its payee.
        #[ink(message, selector = 45)]
        pub fn claim_stage(
            &mut self,
            grant: Arg<GrantId>,
            stage: Arg<u8>,
            evidence: Arg<Document>,
            metric: Arg<u64>,
        ) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let ((grant, stage), evidence, metric) = args.read();
                let claimed = state.claim_stage(call, grant, stage, evidence, metric)?;
                emit(&claimed);
                Ok(())
            })
        }

        /// Accepts the claimed stage of a grant. Live stewards without a conflict of interest.
        #[ink(message, selector = 46)]
        pub fn accept_stage(&mut self, grant: Arg<GrantId>, stage: Arg<u8>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (grant, stage) = args.read();
                let effects = state.accept_stage(call, grant, stage)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Returns the claimed stage of a grant to its payee. Live stewards without a conflict of interest.
        #[ink(message, selector = 47)]
        pub fn return_stage(&mut self, grant: Arg<GrantId>, stage: Arg<u8>, reason: Arg<String>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (grant, stage, reason) = args.read();
                let effects = state.return_stage(call, grant, stage, reason)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Ends a stage that nobody claimed in time. Anyone.
        #[ink(message, selector = 48)]
        pub fn lapse_stage(&mut self, grant: Arg<GrantId>, stage: Arg<u8>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (grant, stage) = args.read();
                let lapsed = state.lapse_stage(call, grant, stage)?;
                emit(&lapsed);
                Ok(())
            })
        }

        /// Starts the payment of a stipend that is due. Anyone.
        #[ink(message, selector = 49)]
        pub fn pay_stipend(&mut self, grant: Arg<GrantId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let grant = args.read();
                let effects = state.pay_stipend(call, grant)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Pays back a part of a repayable grant. Anyone.
        #[ink(message, payable, selector = 50)]
        pub fn repay_grant(&mut self, grant: Arg<GrantId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let grant = args.read();
                let repaid = state.repay_grant(call, grant)?;
                emit(&repaid);
                Ok(())
            })
        }

        /// A grant.
        #[ink(message, selector = 51)]
        pub fn grant(&self, grant: Arg<GrantId>) -> Option<Grant> {
            record(key::GRANTS, 4)
        }

        /// Grants, by pages of at most 10.
        #[ink(message, selector = 52)]
        pub fn grants(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<GrantView> {
            page(key::GRANTS, 10, self.state.counters.grants)
        }

        // -- relief --

        /// Asks for relief; the evidence stays with the asker, its hash goes on chain. Members in good standing.
        #[ink(message, selector = 53)]
        pub fn ask_relief(
            &mut self,
            pot: Arg<PotId>,
            amount: Arg<Planck>,
            evidence: Arg<[u8; 32]>,
        ) -> Result<ReliefId, Error> {
            write(&mut self.state, |state, call, args| {
                let (pot, amount, evidence) = args.read();
                let asked = state.ask_relief(call, pot, amount, evidence)?;
                emit(&asked);
                Ok(asked.request)
            })
        }

        /// Confirms that a request is true. Active members who are not near to the asker.
        #[ink(message, selector = 54)]
        pub fn attest_relief(&mut self, request: Arg<ReliefId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let request = args.read();
                let (attested, created) = state.attest_relief(call, request)?;
                emit(&attested);
                created.iter().for_each(emit);
                Ok(())
            })
        }

        /// Promises attested relief that had to wait. Anyone.
        #[ink(message, selector = 55)]
        pub fn promise_relief(&mut self, request: Arg<ReliefId>) -> Result<PaymentId, Error> {
            write(&mut self.state, |state, call, args| {
                let request = args.read();
                let created = state.promise_relief(call, request)?;
                emit(&created);
                Ok(created.payment)
            })
        }

        /// Withdraws a request that led to nothing yet. The asker.
        #[ink(message, selector = 56)]
        pub fn withdraw_relief(&mut self, request: Arg<ReliefId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let request = args.read();
                let withdrawn = state.withdraw_relief(call, request)?;
                emit(&withdrawn);
                Ok(())
            })
        }

        /// A request for relief.
        #[ink(message, selector = 57)]
        pub fn relief_request(&self, request: Arg<ReliefId>) -> Option<ReliefRequest> {
            record(key::RELIEF_REQUESTS, 4)
        }

        /// Requests for relief, by pages of at most 50.
        #[ink(message, selector = 58)]
        pub fn relief_requests(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<ReliefView> {
            page(key::RELIEF_REQUESTS, 50, self.state.counters.relief_requests)
        }

        /// What a member had of relief, and what they attested.
        #[ink(message, selector = 59)]
        pub fn relief_record(&self, member: Arg<MemberIndex>) -> ReliefRecord {
            read(&self.state, |state, args, out| {
                let member = args.read();
                state.relief_record(member).encode_to(out);
            })
        }

        // -- disputes --

        /// Opens a dispute, or asks for one, with the deposit. Who is concerned, officers, members.
        #[ink(message, payable, selector = 60)]
        pub fn open_dispute(&mut self, subject: Arg<DisputeSubject>, wanted: Arg<Ruling>) -> Result<DisputeId, Error> {
            write(&mut self.state, |state, call, args| {
                let (subject, wanted) = args.read();
                let (id, effects) = state.open_dispute(call, subject, wanted)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(id)
            })
        }

        /// Asks for a dispute that another member asked for; it opens with the third. Active members.
        #[ink(message, selector = 61)]
        pub fn join_dispute(&mut self, dispute: Arg<DisputeId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let dispute = args.read();
                let effects = state.join_dispute(call, dispute)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Votes on a dispute. Live arbitrators of its panel.
        #[ink(message, selector = 62)]
        pub fn rule_dispute(&mut self, dispute: Arg<DisputeId>, ruling: Arg<Ruling>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let (dispute, ruling) = args.read();
                let effects = state.rule_dispute(call, dispute, ruling)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Has the members decide a dispute that no panel decided. Active members.
        #[ink(message, selector = 63)]
        pub fn refer_dispute(&mut self, dispute: Arg<DisputeId>) -> Result<ProposalId, Error> {
            write(&mut self.state, |state, call, args| {
                let dispute = args.read();
                let (made, referred) = state.refer_dispute(call, dispute)?;
                emit(&made);
                emit(&referred);
                Ok(referred.proposal)
            })
        }

        /// Ends a dispute that is decided or dropped, and its deposit. Anyone.
        #[ink(message, selector = 64)]
        pub fn settle_dispute(&mut self, dispute: Arg<DisputeId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let dispute = args.read();
                let effects = state.settle_dispute(call, dispute)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// A dispute; the contract of an external matter reads its ruling.
        #[ink(message, selector = 65)]
        pub fn dispute(&self, dispute: Arg<DisputeId>) -> Option<Dispute> {
            record(key::DISPUTES, 4)
        }

        /// Disputes, by pages of at most 50.
        #[ink(message, selector = 66)]
        pub fn disputes(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<DisputeView> {
            page(key::DISPUTES, 50, self.state.counters.disputes)
        }

        // -- dissolution --

        /// Opens the dissolution of a society in which nothing has happened for long. Anyone.
        #[ink(message, selector = 67)]
        pub fn open_dissolution(&mut self) -> Result<(), Error> {
            write(&mut self.state, |state, call, _| {
                let opened = state.open_dissolution(call)?;
                emit(&opened);
                Ok(())
            })
        }

        /// Looks at up to `limit` more members for who shares. Anyone.
        #[ink(message, selector = 68)]
        pub fn count_sharers(&mut self, limit: Arg<u32>) -> Result<(), Error> {
            write(&mut self.state, |state, _, args| {
                let limit = args.read();
                let counted = state.count_sharers(limit)?;
                emit(&counted);
                Ok(())
            })
        }

        /// Cancels a payment that cannot become a credit any more. Anyone.
        #[ink(message, selector = 69)]
        pub fn cancel_payment(&mut self, payment: Arg<PaymentId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let payment = args.read();
                state.cancel_payment(call, payment)?.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Stops a grant of which nothing can be claimed any more. Anyone.
        #[ink(message, selector = 70)]
        pub fn cancel_grant(&mut self, grant: Arg<GrantId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let grant = args.read();
                state.cancel_grant(call, grant)?.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Closes a pot that nothing is promised of. Anyone.
        #[ink(message, selector = 71)]
        pub fn liquidate_pot(&mut self, pot: Arg<PotId>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let pot = args.read();
                let closed = state.liquidate_pot(call, pot)?;
                emit(&closed);
                Ok(())
            })
        }

        /// Divides what is left. Anyone.
        #[ink(message, selector = 72)]
        pub fn divide(&mut self) -> Result<(), Error> {
            write(&mut self.state, |state, call, _| {
                let divided = state.divide(call)?;
                emit(&divided);
                Ok(())
            })
        }

        /// Makes a member's share capital, and once divided their share, a credit of theirs. Anyone.
        #[ink(message, selector = 73)]
        pub fn claim_share(&mut self, member: Arg<MemberIndex>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let member = args.read();
                state.claim_share(call, member)?.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Makes a credit that waited for a year after the division the beneficiary's. Anyone.
        #[ink(message, selector = 74)]
        pub fn forfeit_credit(&mut self, account: Arg<Account>) -> Result<(), Error> {
            write(&mut self.state, |state, call, args| {
                let account = args.read();
                let forfeited = state.forfeit_credit(call, account)?;
                emit(&forfeited);
                Ok(())
            })
        }

        // -- reads --

        /// One page about the society.
        #[ink(message, selector = 75)]
        pub fn society(&self) -> Result<SocietyView, Error> {
            read(&self.state, |state, _, out| {
                let balance = ink::env::balance::<DefaultEnvironment>();
                let now_ms = ink::env::block_timestamp::<DefaultEnvironment>();
                state.society(balance, now_ms, out).unwrap_or_else(|refused| end_refused(refused));
            })
        }

        /// The member an account belongs to.
        #[ink(message, selector = 76)]
        pub fn member(&self, account: Arg<Account>) -> Option<Member> {
            record(key::MEMBERS, 32)
        }

        /// The account of a member.
        #[ink(message, selector = 77)]
        pub fn member_account(&self, member: Arg<MemberIndex>) -> Option<Account> {
            record(key::ACCOUNTS, 4)
        }

        /// Members, by pages of at most 50.
        #[ink(message, selector = 78)]
        pub fn members(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<MemberView> {
            read(&self.state, |state, args, out| {
                let (from, limit) = args.read();
                state.members(from, limit, out);
            })
        }

        /// The application of an account.
        #[ink(message, selector = 79)]
        pub fn application(&self, account: Arg<Account>) -> Option<Application> {
            record(key::APPLICATIONS, 32)
        }

        /// A proposal, whole.
        #[ink(message, selector = 80)]
        pub fn proposal(&self, proposal: Arg<ProposalId>) -> Option<(Proposal, ProposalBody)> {
            read(&self.state, |_, args, out| {
                let proposal: ProposalId = args.read();
                crate::read::record(key::PROPOSALS, &proposal.encode(), out);
                out.extend_from_slice(&store::load_encoded(key::BODIES, &proposal.encode()).unwrap_or_default());
            })
        }

        /// Proposals without their bodies, by pages of at most 50.
        #[ink(message, selector = 81)]
        pub fn proposals(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<ProposalView> {
            page(key::PROPOSALS, 50, self.state.counters.proposals)
        }

        /// The ballot of a member.
        #[ink(message, selector = 82)]
        pub fn ballot(&self, proposal: Arg<ProposalId>, member: Arg<MemberIndex>) -> Option<Choice> {
            read(&self.state, |state, args, out| {
                let (proposal, member) = args.read();
                state.find_ballots(proposal, member).and_then(|cell| cell.get(member)).encode_to(out);
            })
        }

        /// A payment.
        #[ink(message, selector = 83)]
        pub fn payment(&self, payment: Arg<PaymentId>) -> Option<Payment> {
            record(key::PAYMENTS, 4)
        }

        /// Payments, by pages of at most 50.
        #[ink(message, selector = 84)]
        pub fn payments(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<PaymentView> {
            page(key::PAYMENTS, 50, self.state.counters.payments)
        }

        /// A pot.
        #[ink(message, selector = 85)]
        pub fn pot(&self, pot: Arg<PotId>) -> Option<Pot> {
            record(key::POTS, 4)
        }

        /// Pots, by pages of at most 10: one with sixteen payees has 900 bytes, and an answer 16,384.
        #[ink(message, selector = 86)]
        pub fn pots(&self, from: Arg<u32>, limit: Arg<u32>) -> Vec<PotView> {
            page(key::POTS, 10, self.state.counters.pots)
        }

        /// What the society owes an account, in planck.
        #[ink(message, selector = 87)]
        pub fn credit(&self, account: Arg<Account>) -> Planck {
            read(&self.state, |state, args, out| {
                let account = args.read();
                state.credit(account).encode_to(out);
            })
        }
    }

    /// The one place where money leaves. A plain transfer runs no code of the receiver.
    fn transfer(to: Account, amount: Planck) -> Result<(), Refusal> {
        ink::env::transfer::<DefaultEnvironment>(to.into(), amount).map_err(|_| {
            let minimum = ink::env::minimum_balance::<DefaultEnvironment>();
            if amount < minimum {
                Refusal::BelowExistentialDeposit { amount, minimum }
            } else {
                Refusal::TransferFailed
            }
        })
    }
}
