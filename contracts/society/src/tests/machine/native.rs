//! The rules, with as much of a chain as they need: each message taken whole or not at all.

use std::collections::BTreeSet;

use mutual_model::play::Step;
use mutual_model::{Answer, Message as M};

use super::{memory, MINIMUM, THIS};
use crate::{call::Call, payment::Release, state::State};
use ink::prelude::boxed::Box;
use mutual_types::*;

/// The rules, and what of the chain they touch.
pub(super) struct Native {
    pub(super) state: State,
    pub(super) balance: Planck,
    pub(super) absent: BTreeSet<AccountId>,
}

impl Native {
    fn transfer(&mut self, to: AccountId, amount: Planck) -> Result<(), Refusal> {
        if self.absent.contains(&to) && amount < MINIMUM {
            return Err(Refusal::BelowExistentialDeposit { amount, minimum: MINIMUM });
        }
        self.absent.remove(&to);
        self.balance = self.balance.checked_sub(amount).expect("the society never pays what it has not");
        Ok(())
    }

    /// What `try_it` finds, with nothing changed afterwards.
    pub(super) fn without_consequences<T>(&mut self, try_it: impl FnOnce(&mut Self) -> T) -> T {
        let (cells, counters, balance, absent) =
            (memory::snapshot(), self.state.counters.clone(), self.balance, self.absent.clone());
        let found = try_it(self);
        memory::restore(cells);
        self.state.counters = counters;
        (self.balance, self.absent) = (balance, absent);
        found
    }

    /// A step, taken whole or not at all.
    pub(super) fn take(&mut self, step: &Step) -> Result<Answer, Box<Error>> {
        self.balance += step.gift;
        let call = Call { caller: step.caller, now_ms: step.at_ms, value: step.value, this: THIS };
        let (cells, counters, balance, absent) =
            (memory::snapshot(), self.state.counters.clone(), self.balance, self.absent.clone());
        self.balance += step.value;
        let result = self.apply(&call, step.message.clone());
        if result.is_err() {
            memory::restore(cells);
            self.state.counters = counters;
            (self.balance, self.absent) = (balance, absent);
        }
        result
    }

    fn apply(&mut self, call: &Call, message: M) -> Result<Answer, Box<Error>> {
        let balance = self.balance;
        let state = &mut self.state;
        let done = match message {
            M::Apply { charter_version } => state.apply(call, charter_version).map(drop),
            M::Sponsor { applicant } => state.sponsor(call, applicant).map(drop),
            M::Acknowledge { charter_version } => state.acknowledge(call, charter_version).map(drop),
            M::AdmitBatch { accounts } => state.admit_batch(call, accounts).map(drop),
            M::PayDues { member, periods } => state.pay_dues(call, member, periods).map(drop),
            M::RecordLapse { member } => state.record_lapse(call, member).map(drop),
            M::RecordReturn { member } => state.record_return(call, member).map(drop),
            M::BuyShares { count } => state.buy_shares(call, count).map(drop),
            M::Leave {} => state.leave(call).map(drop),
            M::SettleExit { member } => state.settle_exit(call, member).map(drop),
            M::RotateAccount { to } => state.rotate_account(call, to).map(drop),
            M::AcceptAccount { member } => state.accept_account(call, member).map(drop),
            M::Resign { role } => state.resign(call, role).map(drop),
            M::OfferProxy { holder } => state.offer_proxy(call, holder).map(drop),
            M::AcceptProxy { member } => state.accept_proxy(call, member).map(drop),
            M::EndProxy { member } => state.end_proxy(call, member).map(drop),
            M::Propose { title, document, action, mode } => {
                return state.propose(call, title, document, action, mode).map(|(id, _, _)| Answer::Proposal(id))
            }
            M::Vote { proposal, choice, reason } => state.vote(call, proposal, choice, reason).map(drop),
            M::VoteWithProxies { proposal, choice, reason } => {
                state.vote_with_proxies(call, proposal, choice, reason).map(drop)
            }
            M::Object { proposal, reason } => state.object(call, proposal, reason).map(drop),
            M::WithdrawProposal { proposal } => state.withdraw_proposal(call, proposal).map(drop),
            M::StateCase { proposal, document } => state.state_case(call, proposal, document).map(drop),
            M::Certify { proposal } => state.certify(call, proposal).map(drop),
            M::JudgeSpam { proposal } => state.judge_spam(call, proposal).map(drop),
            M::Settle { proposal } => state.settle(call, proposal).map(drop),
            M::ExtendWindow { proposal } => state.extend_window(call, proposal).map(drop),
            M::Execute { proposal } => state.execute(call, proposal).map(drop),
            M::StopRecovery { proposal } => state.stop_recovery(call, proposal).map(drop),
            M::Contribute { pot, memo } => state.contribute(call, pot, memo).map(drop),
            M::Sweep {} => state.sweep(balance).map(drop),
            M::WithdrawCredit {} => {
                let withdrawn = state.withdraw_credit(call)?;
                self.transfer(withdrawn.account, withdrawn.amount).map_err(|_| Error::TransferFailed.into())
            }
            M::ApprovePayment { payment } => state.approve_payment(call, payment).map(drop),
            M::ReleasePayment { payment } => return self.release(call, payment).map(Answer::Released),
            M::RenewPayment { payment } => state.renew_payment(call, payment).map(drop),
            M::HoldPayment { payment, reason } => state.hold_payment(call, payment, reason).map(drop),
            M::LiftHold { payment } => state.lift_hold(call, payment).map(drop),
            M::WaivePayment { payment } => state.waive_payment(call, payment).map(drop),
            M::PayPetty { pot, payee, amount, memo } => {
                state.pay_petty(call, pot, payee, amount, memo)?;
                self.transfer(payee, amount).map_err(|_| Error::TransferFailed.into())
            }
            M::ClaimExpense { pot, amount, receipt, title } => {
                let (_, claimed) = state.claim_expense(call, pot, amount, receipt, title)?;
                return Ok(Answer::Expense(claimed.expense, claimed.payment));
            }
            M::MakeCall { payment } => {
                let amount = state.payment(payment).map(|record| record.amount);
                state.make_call(call, payment)?;
                self.balance -= amount?;
                Ok(())
            }
            M::ClaimStage { grant, stage, evidence, metric } => {
                state.claim_stage(call, grant, stage, evidence, metric).map(drop)
            }
            M::AcceptStage { grant, stage } => state.accept_stage(call, grant, stage).map(drop),
            M::ReturnStage { grant, stage, reason } => state.return_stage(call, grant, stage, reason).map(drop),
            M::LapseStage { grant, stage } => state.lapse_stage(call, grant, stage).map(drop),
            M::PayStipend { grant } => state.pay_stipend(call, grant).map(drop),
            M::RepayGrant { grant } => state.repay_grant(call, grant).map(drop),
            M::AskRelief { pot, amount, evidence } => {
                return state.ask_relief(call, pot, amount, evidence).map(|asked| Answer::Relief(asked.request))
            }
            M::AttestRelief { request } => state.attest_relief(call, request).map(drop),
            M::PromiseRelief { request } => state.promise_relief(call, request).map(drop),
            M::WithdrawRelief { request } => state.withdraw_relief(call, request).map(drop),
            M::OpenDispute { subject, wanted } => {
                return state.open_dispute(call, subject, wanted).map(|(id, _)| Answer::Dispute(id))
            }
            M::JoinDispute { dispute } => state.join_dispute(call, dispute).map(drop),
            M::RuleDispute { dispute, ruling } => state.rule_dispute(call, dispute, ruling).map(drop),
            M::ReferDispute { dispute } => {
                return state.refer_dispute(call, dispute).map(|(made, _)| Answer::Proposal(made.proposal))
            }
            M::SettleDispute { dispute } => state.settle_dispute(call, dispute).map(drop),
            M::OpenDissolution {} => state.open_dissolution(call).map(drop),
            M::CountSharers { limit } => state.count_sharers(limit).map(drop),
            M::CancelPayment { payment } => state.cancel_payment(call, payment).map(drop),
            M::CancelGrant { grant } => state.cancel_grant(call, grant).map(drop),
            M::LiquidatePot { pot } => state.liquidate_pot(call, pot).map(drop),
            M::Divide {} => state.divide(call).map(drop),
            M::ClaimShare { member } => state.claim_share(call, member).map(drop),
            M::ForfeitCredit { account } => state.forfeit_credit(call, account).map(drop),
            M::Migrate { limit } => return state.migrate(limit).map(Answer::Migrated),
        };
        done.map(|()| Answer::Done)
    }

    fn release(&mut self, call: &Call, id: PaymentId) -> Result<Released, Box<Error>> {
        let record = self.state.ensure_releasable(call, id)?;
        let is_paid = self.state.counters.dissolving_since_ms == 0;
        let transfer = if is_paid { self.transfer(record.payee, record.amount) } else { Ok(()) };
        Ok(match self.state.record_release(call, id, record, transfer)? {
            Release::Refused(refused) => Released::Refused(refused.refusal),
            Release::Released(_) | Release::Credited(_) => Released::Released,
        })
    }
}
