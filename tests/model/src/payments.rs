//! Payments: approved by treasurers, released by anyone.

use mutual_types::{
    AccountId, Collection, Conflict, Error, MemberIndex, Origin, PaymentId, PaymentState, PaymentStatus, Planck, PotId,
    Refusal, Released, Rules,
};

use crate::num::{after, big, count};
use crate::outcome::{like, need, no, Res};
use crate::petty::check_expense_pot;
use crate::records::{Cause, Promise, Stop};
use crate::state::Model;
use crate::texts;

impl Model {
    /// Promises a payment, with its money reserved and the windows of `rules`.
    pub(crate) fn promise_payment(
        &mut self,
        payee: AccountId,
        proposer: MemberIndex,
        amount: Planck,
        pot: PotId,
        origin: Origin,
        rules: &Rules,
    ) -> Res<PaymentId> {
        let id = PaymentId(count(big(self.payments.len()))?);
        let promise = Promise {
            payee,
            proposer,
            amount,
            pot,
            origin,
            approvals_needed: rules.payments.approvals,
            starts: self.now,
            window: rules.payments.window_ms,
            cooling: None,
            approvals: Vec::new(),
            members_approved: false,
            reserved: true,
            renewed: false,
            stops: Vec::new(),
            refused: None,
            state: PaymentState::Waiting,
        };
        self.payments.insert(id.0, promise);
        Ok(id)
    }

    fn waiting(&self, payment: PaymentId) -> Res<()> {
        if self.payment_status(payment)? == PaymentStatus::Waiting {
            return Ok(());
        }
        self.not_waiting(payment)
    }

    /// Refuses claims on a society that dissolves, once their time is over.
    pub(crate) fn in_time_for_claims(&self) -> Res<()> {
        match &self.dissolution {
            Some(ending) if self.now >= ending.claims_until => no(Error::ClaimsOver { ended_ms: ending.claims_until }),
            _ => Ok(()),
        }
    }

    /// Refuses who is to be paid, or asked for it.
    fn no_interest_of(&self, officer: MemberIndex, payment: PaymentId) -> Res<()> {
        let promise = self.promise(payment)?;
        need(promise.proposer != officer, Error::ConflictOfInterest(Conflict::Proposer))?;
        need(self.bound_to(promise.payee) != Some(officer), Error::ConflictOfInterest(Conflict::Payee))
    }

    pub(crate) fn approve_payment(&mut self, caller: AccountId, payment: PaymentId) -> Res<()> {
        self.in_time_for_claims()?;
        let treasurer = self.treasurer(caller)?;
        self.waiting(payment)?;
        self.no_interest_of(treasurer, payment)?;
        let promise = self.promise(payment)?;
        need(!promise.approvals.contains(&treasurer), Error::AlreadyApproved)?;
        if !promise.reserved {
            check_expense_pot(self.open_pot(promise.pot)?, promise.payee, self.now)?;
            self.must_have(promise.pot, self.rules.payments.reserve_floor, promise.amount)?;
        }
        texts::list(Collection::Approvals, promise.approvals.len().saturating_add(1), 16)?;
        let (now, hold) = (self.now, self.rules.relief.hold_ms);
        let promise = self.promise_mut(payment)?;
        promise.reserved = true;
        promise.approvals.push(treasurer);
        if matches!(promise.origin, Origin::Relief(_)) {
            promise.cooling = Some((now, hold));
        }
        self.emit("PaymentApproved");
        Ok(())
    }

    fn enough_approvals(&self, payment: PaymentId) -> Res<()> {
        let promise = self.promise(payment)?;
        let live = self.live(mutual_types::Role::Treasurer);
        let have = promise.approvals.iter().filter(|treasurer| live.contains(treasurer));
        // Who was given the payee's account since is paid now.
        let have = have.filter(|treasurer| self.no_interest_of(**treasurer, payment).is_ok()).count();
        let have = u8::try_from(have).unwrap_or(u8::MAX);
        let needed = self.approvers_needed(payment)?;
        need(promise.members_approved || have >= needed, Error::NotEnoughApprovals { have, needed })
    }

    pub(crate) fn release_payment(&mut self, payment: PaymentId) -> Res<Released> {
        self.in_time_for_claims()?;
        self.waiting(payment)?;
        let promise = self.promise(payment)?;
        need(!matches!(promise.origin, Origin::Call(_)), Error::NotACall)?;
        let from_ms = promise.release_from()?.unwrap_or(u64::MAX);
        need(self.now >= from_ms, Error::ReleaseTooEarly { from_ms, now_ms: self.now })?;
        self.enough_approvals(payment)?;
        let promise = self.promise(payment)?;
        let (amount, pot) = (promise.amount, promise.pot);
        let payee = self.owed_at(promise.payee);
        let at_ms = self.now;
        if self.dissolution.is_some() {
            self.close_payment(payment, pot, amount, PaymentState::Credited { at_ms })?;
            self.credit(payee, amount)?;
            self.promise_mut(payment)?.payee = payee;
            self.last_activity = at_ms;
            self.emit("PaymentCredited");
            return Ok(Released::Released);
        }
        if !self.chain.transfer(payee, amount)? {
            let refusal = Refusal::BelowExistentialDeposit { amount, minimum: self.chain.minimum };
            self.promise_mut(payment)?.refused = Some(refusal);
            self.emit("PaymentRefused");
            return Ok(Released::Refused(refusal));
        }
        self.close_payment(payment, pot, amount, PaymentState::Released { at_ms })?;
        self.promise_mut(payment)?.payee = payee;
        self.last_activity = at_ms;
        self.emit("PaymentReleased");
        Ok(Released::Released)
    }

    fn close_payment(&mut self, payment: PaymentId, pot: PotId, amount: Planck, state: PaymentState) -> Res<()> {
        self.promise_mut(payment)?.state = state;
        self.withdraw(pot, amount)
    }

    pub(crate) fn make_call(&mut self, payment: PaymentId) -> Res<()> {
        self.waiting(payment)?;
        let promise = self.promise(payment)?;
        let Origin::Call(proposal) = promise.origin else { return no(Error::NotACall) };
        self.enough_approvals(payment)?;
        let (callee, amount, pot) = (promise.payee, promise.amount, promise.pot);
        let decided = match &self.motion(proposal)?.action {
            mutual_types::Action::Call(terms) => terms.code_hash,
            _ => [0; 32],
        };
        let found = self.chain.code_hash(callee);
        need(found == decided && found != [0; 32], Error::CodeChanged { found })?;
        if !self.chain.call_succeeds(callee, amount) || !self.chain.transfer(callee, amount)? {
            return like(Error::CallFailed { code: 0 });
        }
        let at_ms = self.now;
        self.close_payment(payment, pot, amount, PaymentState::Released { at_ms })?;
        self.last_activity = at_ms;
        self.emit("PaymentReleased");
        self.emit("ContractCalled");
        Ok(())
    }

    pub(crate) fn renew_payment(&mut self, caller: AccountId, payment: PaymentId) -> Res<()> {
        self.treasurer(caller)?;
        let status = self.payment_status(payment)?;
        let now = self.now;
        let promise = self.promise_mut(payment)?;
        let renewed = promise.renewed;
        need(status == PaymentStatus::Lapsed && !renewed, Error::NotRenewable { status, renewed })?;
        promise.renewed = true;
        promise.starts = now;
        self.emit("PaymentRenewed");
        Ok(())
    }

    pub(crate) fn hold_payment(&mut self, caller: AccountId, payment: PaymentId, reason: &str) -> Res<()> {
        let officer = self.officer(caller)?;
        let status = self.payment_status(payment)?;
        if status != PaymentStatus::Waiting && status != PaymentStatus::Stopped {
            return self.not_waiting(payment);
        }
        self.no_interest_of(officer, payment)?;
        let was_held = self.promise(payment)?.stops.iter().any(|stop| matches!(stop.cause, Cause::Hold(_)));
        need(!was_held, Error::AlreadyHeld)?;
        texts::reason(reason)?;
        let (from, to) = (self.now, after(self.now, self.rules.payments.hold_ms)?);
        self.promise_mut(payment)?.stops.push(Stop { cause: Cause::Hold(officer), from, to: Some(to) });
        self.emit("PaymentHeld");
        Ok(())
    }

    pub(crate) fn lift_hold(&mut self, caller: AccountId, payment: PaymentId) -> Res<()> {
        let member = self.active_member(caller)?;
        let is_officer = self.officer(caller).is_ok();
        need(is_officer, Error::NotHeld)?;
        let waits = matches!(self.promise(payment)?.state, PaymentState::Waiting);
        need(waits && self.holder(payment, true) == Some(member), Error::NotHeld)?;
        self.end_hold(payment)?;
        self.emit("HoldLifted");
        Ok(())
    }

    /// Who holds a payment now, or has ever held it.
    pub(crate) fn holder(&self, payment: PaymentId, only_now: bool) -> Option<MemberIndex> {
        self.payments.get(&payment.0)?.stops.iter().find_map(|stop| match stop.cause {
            Cause::Hold(by) if !only_now || stop.to.is_some_and(|to| self.now < to) => Some(by),
            _ => None,
        })
    }

    /// Ends a hold that runs.
    pub(crate) fn end_hold(&mut self, payment: PaymentId) -> Res<()> {
        let now = self.now;
        for stop in &mut self.promise_mut(payment)?.stops {
            if matches!(stop.cause, Cause::Hold(_)) && stop.to.is_some_and(|to| now < to) {
                stop.to = Some(now);
            }
        }
        Ok(())
    }

    pub(crate) fn waive_payment(&mut self, caller: AccountId, payment: PaymentId) -> Res<()> {
        let promise = self.promise(payment)?;
        let payee = self.owed_at(promise.payee);
        need(payee == caller, Error::NotPayee)?;
        self.not_final(payment)?;
        self.cancel(payment)?;
        self.emit("PaymentWaived");
        Ok(())
    }
}
