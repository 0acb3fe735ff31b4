//! The whole state, and the way of a message through it.

use std::collections::BTreeMap;

use mutual_types::{AccountId, Application, AssetLock, Bounds, Charter, Error, Planck, Rules, Seat, TimestampMs};

use crate::chain::Chain;
use crate::message::Message;
use crate::num::{big, planck};
use crate::outcome::{Answer, Expected, Res};
use crate::records::{Attesting, Case, Ending, GrantBook, Motion, Period, Person, PotBook, Promise, Request};

/// What a society is expected to be.
#[derive(Clone, Debug)]
pub struct Model {
    /// The chain around it.
    pub chain: Chain,
    /// The names of the events of the last message, in order.
    pub events: Vec<&'static str>,
    /// The version of the storage, and of the code.
    pub(crate) version: u16,
    pub(crate) code: u16,
    /// How many members the migration under way has looked at.
    pub(crate) migrated: u32,
    pub(crate) now: TimestampMs,
    pub(crate) seq: u64,
    pub(crate) society: AccountId,
    pub(crate) founded: TimestampMs,
    pub(crate) charter: Charter,
    pub(crate) rules: Rules,
    pub(crate) bounds: Bounds,
    pub(crate) asset_lock: AssetLock,
    pub(crate) next_beneficiary: Option<(AccountId, TimestampMs)>,
    pub(crate) members: BTreeMap<u32, Person>,
    /// Every account that is or was a member's.
    pub(crate) bound: BTreeMap<AccountId, u32>,
    pub(crate) applications: BTreeMap<AccountId, Application>,
    /// By the member's account, the one offered.
    pub(crate) account_offers: BTreeMap<AccountId, AccountId>,
    pub(crate) admissions: Period,
    pub(crate) entered_in_batches: u32,
    pub(crate) seats: Vec<Seat>,
    pub(crate) pots: BTreeMap<u32, PotBook>,
    pub(crate) proposals: BTreeMap<u32, Motion>,
    pub(crate) payments: BTreeMap<u32, Promise>,
    pub(crate) grants: BTreeMap<u32, GrantBook>,
    pub(crate) requests: BTreeMap<u32, Request>,
    pub(crate) attesting: BTreeMap<u32, Attesting>,
    pub(crate) disputes: BTreeMap<u32, Case>,
    pub(crate) credits: BTreeMap<AccountId, Planck>,
    pub(crate) expenses: u32,
    pub(crate) last_activity: TimestampMs,
    pub(crate) dissolution: Option<Ending>,
}

impl Model {
    /// Sends `message` from `caller` at `now`, with `value` planck along. A refusal changes nothing.
    ///
    /// # Errors
    /// What the contract is expected to answer instead.
    pub fn apply(
        &mut self,
        caller: AccountId,
        now: TimestampMs,
        value: Planck,
        message: Message,
    ) -> Result<Answer, Expected> {
        let mut next = self.clone();
        next.now = now;
        next.events.clear();
        if value > 0 && !message.is_payable() {
            return Err(Expected::NotPayable);
        }
        next.chain.balance = planck(big(next.chain.balance) + value)?;
        if next.version < next.code && !matches!(message, Message::Migrate { .. }) {
            return Err(Error::Migrating.into());
        }
        if let Some(ending) = &next.dissolution {
            if !message.is_for_the_end() {
                return Err(Error::Dissolving { since_ms: ending.opened }.into());
            }
        }
        next.resume_what_is_over()?;
        let answer = next.dispatch(caller, value, message)?;
        next.drop_all_level_loans()?;
        next.resume_what_is_over()?;
        *self = next;
        Ok(answer)
    }

    /// Notes an event.
    pub(crate) fn emit(&mut self, name: &'static str) {
        self.events.push(name);
        self.seq = self.seq.saturating_add(1);
    }

    fn dispatch(&mut self, caller: AccountId, value: Planck, message: Message) -> Res<Answer> {
        use Message as M;
        let done = match message {
            M::Apply { charter_version } => self.apply_to_join(caller, charter_version),
            M::Sponsor { applicant } => self.sponsor(caller, applicant),
            M::Acknowledge { charter_version } => self.acknowledge(caller, charter_version),
            M::AdmitBatch { accounts } => self.admit_batch(caller, &accounts),
            M::PayDues { member, periods } => self.pay_dues(member, periods, value),
            M::RecordLapse { member } => self.record_lapse(member),
            M::RecordReturn { member } => self.record_return(member),
            M::BuyShares { count } => self.buy_shares(caller, count, value),
            M::Leave {} => self.leave(caller),
            M::SettleExit { member } => self.settle_exit(member),
            M::RotateAccount { to } => self.rotate_account(caller, to),
            M::AcceptAccount { member } => self.accept_account(caller, member),
            M::Resign { role } => self.resign(caller, role),
            M::OfferProxy { holder } => self.offer_proxy(caller, holder),
            M::AcceptProxy { member } => self.accept_proxy(caller, member),
            M::EndProxy { member } => self.end_proxy(caller, member),
            M::Propose { title, document, action, mode } => {
                return self.propose(caller, value, &title, document.as_ref(), action, mode)
            }
            M::Vote { proposal, choice, reason } => self.vote(caller, proposal, choice, reason.as_deref()),
            M::VoteWithProxies { proposal, choice, reason } => {
                self.vote_with_proxies(caller, proposal, choice, reason.as_deref())
            }
            M::Object { proposal, reason } => self.object(caller, proposal, &reason),
            M::WithdrawProposal { proposal } => self.withdraw_proposal(caller, proposal),
            M::StateCase { proposal, document } => self.state_case(caller, proposal, &document),
            M::Certify { proposal } => self.certify(caller, proposal),
            M::JudgeSpam { proposal } => self.judge_spam(caller, proposal),
            M::Settle { proposal } => self.settle(proposal),
            M::ExtendWindow { proposal } => self.extend_window(proposal),
            M::Execute { proposal } => self.execute(proposal),
            M::StopRecovery { proposal } => self.stop_recovery(caller, proposal),
            other => return self.dispatch_money(caller, value, other),
        };
        done.map(|()| Answer::Done)
    }

    fn dispatch_money(&mut self, caller: AccountId, value: Planck, message: Message) -> Res<Answer> {
        use Message as M;
        let done = match message {
            M::Contribute { pot, memo } => self.contribute(pot, value, memo.as_deref()),
            M::Sweep {} => self.sweep(),
            M::WithdrawCredit {} => self.withdraw_credit(caller),
            M::ApprovePayment { payment } => self.approve_payment(caller, payment),
            M::ReleasePayment { payment } => return self.release_payment(payment).map(Answer::Released),
            M::RenewPayment { payment } => self.renew_payment(caller, payment),
            M::HoldPayment { payment, reason } => self.hold_payment(caller, payment, &reason),
            M::LiftHold { payment } => self.lift_hold(caller, payment),
            M::WaivePayment { payment } => self.waive_payment(caller, payment),
            M::PayPetty { pot, payee, amount, memo } => self.pay_petty(caller, pot, payee, amount, &memo),
            M::ClaimExpense { pot, amount, title, .. } => return self.claim_expense(caller, pot, amount, &title),
            M::MakeCall { payment } => self.make_call(payment),
            M::ClaimStage { grant, stage, evidence, .. } => self.claim_stage(caller, grant, stage, &evidence),
            M::AcceptStage { grant, stage } => self.accept_stage(caller, grant, stage),
            M::ReturnStage { grant, stage, reason } => self.return_stage(caller, grant, stage, &reason),
            M::LapseStage { grant, stage } => self.lapse_stage(grant, stage),
            M::PayStipend { grant } => self.pay_stipend(grant),
            M::RepayGrant { grant } => self.repay_grant(grant, value),
            M::AskRelief { pot, amount, .. } => return self.ask_relief(caller, pot, amount).map(Answer::Relief),
            M::AttestRelief { request } => self.attest_relief(caller, request),
            M::PromiseRelief { request } => self.promise_relief(request),
            M::WithdrawRelief { request } => self.withdraw_relief(caller, request),
            M::OpenDispute { subject, wanted } => {
                return self.open_dispute(caller, value, subject, wanted).map(Answer::Dispute)
            }
            M::JoinDispute { dispute } => self.join_dispute(caller, dispute),
            M::RuleDispute { dispute, ruling } => self.rule_dispute(caller, dispute, ruling),
            M::ReferDispute { dispute } => return self.refer_dispute(caller, dispute).map(Answer::Proposal),
            M::SettleDispute { dispute } => self.settle_dispute(dispute),
            M::OpenDissolution {} => self.open_dissolution(),
            M::CountSharers { limit } => self.count_sharers(limit),
            M::CancelPayment { payment } => self.cancel_payment(payment),
            M::CancelGrant { grant } => self.cancel_grant(grant),
            M::LiquidatePot { pot } => self.liquidate_pot(pot),
            M::Divide {} => self.divide(),
            M::ClaimShare { member } => self.claim_share(member),
            M::ForfeitCredit { account } => self.forfeit_credit(account),
            M::Migrate { limit } => return self.migrate(limit).map(Answer::Migrated),
            // The others are dispatched before.
            _ => Ok(()),
        };
        done.map(|()| Answer::Done)
    }
}
