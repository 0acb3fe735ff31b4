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
pub mod decided;
pub mod dispute;
pub mod dissolution;
pub mod dues;
pub mod emit;
pub mod execute;
pub mod exit;
pub mod expense;
pub mod far;
pub mod found;
pub mod grant;
pub mod hold;
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
pub mod rotate;
pub mod ruling;
pub mod settle;
pub mod shares;
pub mod spam;
pub mod stage;
pub mod state;
pub mod treasury;
pub mod upgrade;
pub mod vote;
pub mod withdraw;

#[cfg(test)]
mod tests;

#[ink::contract]
mod society {
    use ink::{
        env::DefaultEnvironment,
        prelude::{string::String, vec::Vec},
    };
    use mutual_types::{
        Action, Application, Choice, Dispute, DisputeId, DisputeSubject, DisputeView, Document, Error, Founding, Grant, GrantId, GrantView, Member, MemberIndex,
        MemberView, Mode, Payment, PaymentId, PaymentView, Planck, Pot, PotId, PotView, Proposal, ProposalBody,
        ProposalId, ProposalView, Refusal, Released, ReliefId, ReliefRecord, ReliefRequest, ReliefView, Ruling, SocietyView,
    };

    use crate::{
        call::Call,
        emit::{emit, Emission},
        far::{far1, far2, far3, far4},
        payment::Release,
        state::State,
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
            let (state, founded) = State::found(&Call::current(), founding)?;
            emit(&founded);
            Ok(Self { state })
        }

        /// Asks to join. Anyone who never was a member.
        #[ink(message)]
        pub fn apply(&mut self, charter_version: u32) -> Result<(), Error> {
            far2(&mut self.state, charter_version, |state, charter_version| {
                let (applied, admitted) = state.apply(&Call::current(), charter_version)?;
                emit(&applied);
                admitted.iter().for_each(emit);
                Ok(())
            })
        }

        /// Vouches for an applicant. Active members past probation.
        #[ink(message)]
        pub fn sponsor(&mut self, applicant: Account) -> Result<(), Error> {
            far2(&mut self.state, applicant, |state, applicant| {
                let (sponsored, admitted) = state.sponsor(&Call::current(), applicant)?;
                emit(&sponsored);
                admitted.iter().for_each(emit);
                Ok(())
            })
        }

        /// Says that the caller has read the charter in force. Members.
        #[ink(message)]
        pub fn acknowledge(&mut self, charter_version: u32) -> Result<(), Error> {
            far2(&mut self.state, charter_version, |state, charter_version| {
                let acknowledged = state.acknowledge(&Call::current(), charter_version)?;
                emit(&acknowledged);
                Ok(())
            })
        }

        /// Proposes, with the deposit where one is due. Active members.
        #[ink(message, payable)]
        pub fn propose(
            &mut self,
            title: String,
            document: Option<Document>,
            action: Action,
            mode: Mode,
        ) -> Result<ProposalId, Error> {
            far4(&mut self.state, title, document, (action, mode), |state, title, document, (action, mode)| {
                let (id, settled, made) = state.propose(&Call::current(), title, document, action, mode)?;
                settled.iter().for_each(emit);
                emit(&made);
                Ok(id)
            })
        }

        /// Casts the caller's one ballot. Eligible members.
        #[ink(message)]
        pub fn vote(&mut self, proposal: ProposalId, choice: Choice, reason: Option<String>) -> Result<(), Error> {
            far4(&mut self.state, proposal, choice, reason, |state, proposal, choice, reason| {
                let vote = state.vote(&Call::current(), proposal, choice, reason)?;
                emit(&vote);
                Ok(())
            })
        }

        /// Certifies that a spend fits its pot's purpose. Live stewards.
        #[ink(message)]
        pub fn certify(&mut self, proposal: ProposalId) -> Result<(), Error> {
            far2(&mut self.state, proposal, |state, proposal| {
                let certified = state.certify(&Call::current(), proposal)?;
                emit(&certified);
                Ok(())
            })
        }

        /// Does what a passed proposal says. Anyone.
        #[ink(message)]
        pub fn execute(&mut self, proposal: ProposalId) -> Result<(), Error> {
            far2(&mut self.state, proposal, |state, proposal| {
                let (executed, effects) = state.execute(&Call::current(), proposal)?;
                emit(&executed);
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Gives back a finished proposal's place and deposit. Anyone.
        #[ink(message)]
        pub fn settle(&mut self, proposal: ProposalId) -> Result<(), Error> {
            far2(&mut self.state, proposal, |state, proposal| {
                let settled = state.settle(&Call::current(), proposal)?;
                emit(&settled);
                Ok(())
            })
        }

        /// Gives the money sent along to a pot. Anyone.
        #[ink(message, payable)]
        pub fn contribute(&mut self, pot: PotId, memo: Option<String>) -> Result<(), Error> {
            far3(&mut self.state, pot, memo, |state, pot, memo| {
                let contributed = state.contribute(&Call::current(), pot, memo)?;
                emit(&contributed);
                Ok(())
            })
        }

        /// Books money that came without a message to the general pot. Anyone.
        #[ink(message)]
        pub fn sweep(&mut self) -> Result<Planck, Error> {
            far1(&mut self.state, |state| {
                let swept = state.sweep(ink::env::balance::<DefaultEnvironment>())?;
                let amount = swept.amount;
                emit(&swept);
                Ok(amount)
            })
        }

        /// Approves a payment. Live treasurers without a conflict of interest.
        #[ink(message)]
        pub fn approve_payment(&mut self, payment: PaymentId) -> Result<(), Error> {
            far2(&mut self.state, payment, |state, payment| {
                let approved = state.approve_payment(&Call::current(), payment)?;
                emit(&approved);
                Ok(())
            })
        }

        /// Pays an approved payment. Anyone. `Refused` means that the payee does not have the money.
        #[ink(message)]
        pub fn release_payment(&mut self, payment: PaymentId) -> Result<Released, Error> {
            far2(&mut self.state, payment, |state, payment| {
                let call = Call::current();
                let record = state.ensure_releasable(&call, payment)?;
                // While the society dissolves it is not paid, but owed.
                let is_paid = state.counters.dissolving_since_ms == 0;
                let transfer = if is_paid { transfer(record.payee, record.amount) } else { Ok(()) };
                match state.record_release(&call, payment, record, transfer)? {
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
        #[ink(message)]
        pub fn renew_payment(&mut self, payment: PaymentId) -> Result<(), Error> {
            far2(&mut self.state, payment, |state, payment| {
                let renewed = state.renew_payment(&Call::current(), payment)?;
                emit(&renewed);
                Ok(())
            })
        }

        /// Takes what the society owes the caller. Anyone with a credit.
        #[ink(message)]
        pub fn withdraw_credit(&mut self) -> Result<Planck, Error> {
            far1(&mut self.state, |state| {
                let withdrawn = state.withdraw_credit(&Call::current())?;
                transfer(withdrawn.account, withdrawn.amount).map_err(|_| Error::TransferFailed)?;
                let amount = withdrawn.amount;
                emit(&withdrawn);
                Ok(amount)
            })
        }

        // -- membership: batch, dues, shares, exit --

        // -- members' accounts, proxies and conduct: rotate, proxy, conduct --

        // -- proposals: consent, spam, withdraw, upgrade --

        // -- treasury: hold, decided, petty, expense, outbound --

        /// Makes a payment's clocks stand still for a bounded time, once. Live treasurers and stewards without a conflict
        /// of interest.
        #[ink(message)]
        pub fn hold_payment(&mut self, payment: PaymentId, reason: String) -> Result<(), Error> {
            far3(&mut self.state, payment, reason, |state, payment, reason| {
                let held = state.hold_payment(&Call::current(), payment, reason)?;
                emit(&held);
                Ok(())
            })
        }

        /// Ends a hold early. The live officer who held the payment.
        #[ink(message)]
        pub fn lift_hold(&mut self, payment: PaymentId) -> Result<(), Error> {
            far2(&mut self.state, payment, |state, payment| {
                let lifted = state.lift_hold(&Call::current(), payment)?;
                emit(&lifted);
                Ok(())
            })
        }

        /// Gives a payment up. Its payee.
        #[ink(message)]
        pub fn waive_payment(&mut self, payment: PaymentId) -> Result<(), Error> {
            far2(&mut self.state, payment, |state, payment| {
                let waived = state.waive_payment(&Call::current(), payment)?;
                emit(&waived);
                Ok(())
            })
        }

        /// Pays a small amount with one signature, within the pot's allowance. Live treasurers and keepers of the pot.
        #[ink(message)]
        pub fn pay_petty(&mut self, pot: PotId, payee: Account, amount: Planck, memo: String) -> Result<(), Error> {
            far4(&mut self.state, pot, payee, (amount, memo), |state, pot, payee, (amount, memo)| {
                let paid = state.pay_petty(&Call::current(), pot, payee, amount, memo)?;
                transfer(payee, amount).map_err(|_| Error::TransferFailed)?;
                emit(&paid);
                Ok(())
            })
        }

        /// Claims what the caller has laid out, with the hash of the receipt. Active members.
        #[ink(message)]
        pub fn claim_expense(
            &mut self,
            pot: PotId,
            amount: Planck,
            receipt: [u8; 32],
            title: String,
        ) -> Result<PaymentId, Error> {
            far4(&mut self.state, pot, amount, (receipt, title), |state, pot, amount, (receipt, title)| {
                let (created, claimed) = state.claim_expense(&Call::current(), pot, amount, receipt, title)?;
                emit(&created);
                emit(&claimed);
                Ok(claimed.payment)
            })
        }

        /// Makes an approved call with value to another contract. Anyone.
        #[ink(message)]
        pub fn make_call(&mut self, payment: PaymentId) -> Result<(), Error> {
            far2(&mut self.state, payment, |state, payment| {
                let (released, called) = state.make_call(&Call::current(), payment)?;
                emit(&released);
                emit(&called);
                Ok(())
            })
        }

        // -- grants: grant, repay --

        /// Hands in the open stage of a grant. Its payee.
        #[ink(message)]
        pub fn claim_stage(&mut self, grant: GrantId, stage: u8, evidence: Document, metric: u64) -> Result<(), Error> {
            far4(&mut self.state, (grant, stage), evidence, metric, |state, (grant, stage), evidence, metric| {
                let claimed = state.claim_stage(&Call::current(), grant, stage, evidence, metric)?;
                emit(&claimed);
                Ok(())
            })
        }

        /// Accepts the claimed stage of a grant. Live stewards without a conflict of interest.
        #[ink(message)]
        pub fn accept_stage(&mut self, grant: GrantId, stage: u8) -> Result<(), Error> {
            far3(&mut self.state, grant, stage, |state, grant, stage| {
                let effects = state.accept_stage(&Call::current(), grant, stage)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Returns the claimed stage of a grant to its payee. Live stewards without a conflict of interest.
        #[ink(message)]
        pub fn return_stage(&mut self, grant: GrantId, stage: u8, reason: String) -> Result<(), Error> {
            far4(&mut self.state, grant, stage, reason, |state, grant, stage, reason| {
                let effects = state.return_stage(&Call::current(), grant, stage, reason)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Ends a stage that nobody claimed in time. Anyone.
        #[ink(message)]
        pub fn lapse_stage(&mut self, grant: GrantId, stage: u8) -> Result<(), Error> {
            far3(&mut self.state, grant, stage, |state, grant, stage| {
                let lapsed = state.lapse_stage(&Call::current(), grant, stage)?;
                emit(&lapsed);
                Ok(())
            })
        }

        /// Starts the payment of a stipend that is due. Anyone.
        #[ink(message)]
        pub fn pay_stipend(&mut self, grant: GrantId) -> Result<(), Error> {
            far2(&mut self.state, grant, |state, grant| {
                let effects = state.pay_stipend(&Call::current(), grant)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Pays back a part of a repayable grant. Anyone.
        #[ink(message, payable)]
        pub fn repay_grant(&mut self, grant: GrantId) -> Result<(), Error> {
            far2(&mut self.state, grant, |state, grant| {
                let repaid = state.repay_grant(&Call::current(), grant)?;
                emit(&repaid);
                Ok(())
            })
        }

        /// A grant.
        #[ink(message)]
        pub fn grant(&self, grant: GrantId) -> Option<Grant> {
            far2(&self.state, grant, |state, grant| state.find_grant(grant).map(|grant| *grant))
        }

        /// Grants, by pages of at most 10.
        #[ink(message)]
        pub fn grants(&self, from: u32, limit: u32) -> Vec<GrantView> {
            far3(&self.state, from, limit, |state, from, limit| state.grants(from, limit))
        }

        // -- relief --

        /// Asks for relief; the evidence stays with the asker, its hash goes on chain. Members in good standing.
        #[ink(message)]
        pub fn ask_relief(&mut self, pot: PotId, amount: Planck, evidence: [u8; 32]) -> Result<ReliefId, Error> {
            far4(&mut self.state, pot, amount, evidence, |state, pot, amount, evidence| {
                let asked = state.ask_relief(&Call::current(), pot, amount, evidence)?;
                emit(&asked);
                Ok(asked.request)
            })
        }

        /// Confirms that a request is true. Active members who are not near to the asker.
        #[ink(message)]
        pub fn attest_relief(&mut self, request: ReliefId) -> Result<(), Error> {
            far2(&mut self.state, request, |state, request| {
                let (attested, created) = state.attest_relief(&Call::current(), request)?;
                emit(&attested);
                created.iter().for_each(emit);
                Ok(())
            })
        }

        /// Promises attested relief that had to wait. Anyone.
        #[ink(message)]
        pub fn promise_relief(&mut self, request: ReliefId) -> Result<PaymentId, Error> {
            far2(&mut self.state, request, |state, request| {
                let created = state.promise_relief(&Call::current(), request)?;
                emit(&created);
                Ok(created.payment)
            })
        }

        /// Withdraws a request that led to nothing yet. The asker.
        #[ink(message)]
        pub fn withdraw_relief(&mut self, request: ReliefId) -> Result<(), Error> {
            far2(&mut self.state, request, |state, request| {
                let withdrawn = state.withdraw_relief(&Call::current(), request)?;
                emit(&withdrawn);
                Ok(())
            })
        }

        /// A request for relief.
        #[ink(message)]
        pub fn relief_request(&self, request: ReliefId) -> Option<ReliefRequest> {
            far2(&self.state, request, |state, request| state.find_relief(request).map(|request| *request))
        }

        /// Requests for relief, by pages of at most 50.
        #[ink(message)]
        pub fn relief_requests(&self, from: u32, limit: u32) -> Vec<ReliefView> {
            far3(&self.state, from, limit, |state, from, limit| state.relief_requests(from, limit))
        }

        /// What a member had of relief, and what they attested.
        #[ink(message)]
        pub fn relief_record(&self, member: MemberIndex) -> ReliefRecord {
            far2(&self.state, member, |state, member| *state.relief_record(member))
        }

        // -- disputes --

        /// Opens a dispute, or asks for one, with the deposit. Who is concerned, officers, members.
        #[ink(message, payable)]
        pub fn open_dispute(&mut self, subject: DisputeSubject, wanted: Ruling) -> Result<DisputeId, Error> {
            far3(&mut self.state, subject, wanted, |state, subject, wanted| {
                let (id, effects) = state.open_dispute(&Call::current(), subject, wanted)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(id)
            })
        }

        /// Asks for a dispute that another member asked for; it opens with the third. Active members.
        #[ink(message)]
        pub fn join_dispute(&mut self, dispute: DisputeId) -> Result<(), Error> {
            far2(&mut self.state, dispute, |state, dispute| {
                let effects = state.join_dispute(&Call::current(), dispute)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Votes on a dispute. Live arbitrators of its panel.
        #[ink(message)]
        pub fn rule_dispute(&mut self, dispute: DisputeId, ruling: Ruling) -> Result<(), Error> {
            far3(&mut self.state, dispute, ruling, |state, dispute, ruling| {
                let effects = state.rule_dispute(&Call::current(), dispute, ruling)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// Has the members decide a dispute that no panel decided. Active members.
        #[ink(message)]
        pub fn refer_dispute(&mut self, dispute: DisputeId) -> Result<ProposalId, Error> {
            far2(&mut self.state, dispute, |state, dispute| {
                let (made, referred) = state.refer_dispute(&Call::current(), dispute)?;
                emit(&made);
                emit(&referred);
                Ok(referred.proposal)
            })
        }

        /// Ends a dispute that is decided or dropped, and its deposit. Anyone.
        #[ink(message)]
        pub fn settle_dispute(&mut self, dispute: DisputeId) -> Result<(), Error> {
            far2(&mut self.state, dispute, |state, dispute| {
                let effects = state.settle_dispute(&Call::current(), dispute)?;
                effects.into_iter().for_each(Emission::emit);
                Ok(())
            })
        }

        /// A dispute; the contract of an external matter reads its ruling.
        #[ink(message)]
        pub fn dispute(&self, dispute: DisputeId) -> Option<Dispute> {
            far2(&self.state, dispute, |state, dispute| state.find_dispute(dispute).map(|dispute| *dispute))
        }

        /// Disputes, by pages of at most 50.
        #[ink(message)]
        pub fn disputes(&self, from: u32, limit: u32) -> Vec<DisputeView> {
            far3(&self.state, from, limit, |state, from, limit| state.disputes(from, limit))
        }

        // -- dissolution --

        // -- reads --

        /// One page about the society.
        #[ink(message)]
        pub fn society(&self) -> Result<SocietyView, Error> {
            far1(&self.state, |state| {
                Ok(state.society(
                    ink::env::balance::<DefaultEnvironment>(),
                    ink::env::block_timestamp::<DefaultEnvironment>(),
                )?)
            })
        }

        /// The member an account belongs to.
        #[ink(message)]
        pub fn member(&self, account: Account) -> Option<Member> {
            far2(&self.state, account, |state, account| state.find_member(account).map(|member| *member))
        }

        /// The account of a member.
        #[ink(message)]
        pub fn member_account(&self, member: MemberIndex) -> Option<Account> {
            far2(&self.state, member, |state, member| state.find_account(member))
        }

        /// Members, by pages of at most 50.
        #[ink(message)]
        pub fn members(&self, from: u32, limit: u32) -> Vec<MemberView> {
            far3(&self.state, from, limit, |state, from, limit| state.members(from, limit))
        }

        /// The application of an account.
        #[ink(message)]
        pub fn application(&self, account: Account) -> Option<Application> {
            far2(&self.state, account, |state, account| state.find_application(account).map(|application| *application))
        }

        /// A proposal, whole.
        #[ink(message)]
        pub fn proposal(&self, proposal: ProposalId) -> Option<(Proposal, ProposalBody)> {
            far2(&self.state, proposal, |state, proposal| {
                Some((*state.find_proposal(proposal)?, *state.find_body(proposal)?))
            })
        }

        /// Proposals without their bodies, by pages of at most 50.
        #[ink(message)]
        pub fn proposals(&self, from: u32, limit: u32) -> Vec<ProposalView> {
            far3(&self.state, from, limit, |state, from, limit| state.proposals(from, limit))
        }

        /// The ballot of a member.
        #[ink(message)]
        pub fn ballot(&self, proposal: ProposalId, member: MemberIndex) -> Option<Choice> {
            far3(&self.state, proposal, member, |state, proposal, member| {
                state.find_ballots(proposal, member)?.get(member)
            })
        }

        /// A payment.
        #[ink(message)]
        pub fn payment(&self, payment: PaymentId) -> Option<Payment> {
            far2(&self.state, payment, |state, payment| state.find_payment(payment).map(|payment| *payment))
        }

        /// Payments, by pages of at most 50.
        #[ink(message)]
        pub fn payments(&self, from: u32, limit: u32) -> Vec<PaymentView> {
            far3(&self.state, from, limit, |state, from, limit| state.payments(from, limit))
        }

        /// A pot.
        #[ink(message)]
        pub fn pot(&self, pot: PotId) -> Option<Pot> {
            far2(&self.state, pot, |state, pot| state.find_pot(pot).map(|pot| *pot))
        }

        /// Pots, by pages of at most 10.
        #[ink(message)]
        pub fn pots(&self, from: u32, limit: u32) -> Vec<PotView> {
            far3(&self.state, from, limit, |state, from, limit| state.pots(from, limit))
        }

        /// What the society owes an account, in planck.
        #[ink(message)]
        pub fn credit(&self, account: Account) -> Planck {
            far2(&self.state, account, |state, account| state.credit(account))
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
