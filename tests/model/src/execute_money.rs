//! Executing what was decided about money.

use mutual_types::{
    Action, CallTerms, Error, GrantId, GrantTerms, MemberIndex, Origin, PaymentId, PaymentState, Planck, PotId,
    PotKind, ProposalId, Rules,
};

use crate::check_money::grant_total;
use crate::num::{big, count, planck};
use crate::outcome::{like, need, Res};
use crate::petty::check_expense_pot;
use crate::records::{GrantBook, Petty, PotBook, StageBook};
use crate::state::Model;

impl Model {
    pub(crate) fn carry_out_money(&mut self, proposal: ProposalId, action: Action, rules: &Rules) -> Res<()> {
        let floor = rules.payments.reserve_floor;
        let proposer = self.motion(proposal)?.proposer;
        match action {
            Action::SetAllowance { pot, payment_max, period_max, period_ms } => {
                let is_removal = payment_max == 0 && period_max == 0 && period_ms == 0;
                let allowance = Petty { payment_max, period_max, period: period_ms, since: self.now, spent: 0 };
                self.pot_mut(pot)?.allowance = Some(allowance).filter(|_| !is_removal);
                self.emit("AllowanceSet");
                Ok(())
            }
            Action::Spend { payee, amount, pot } => {
                self.must_have(pot, floor, amount)?;
                let origin = Origin::Spend(proposal);
                self.promise_payment(payee, proposer, amount, pot, origin, rules)?;
                self.emit("PaymentCreated");
                Ok(())
            }
            Action::Grant(terms) => self.make_grant(proposal, proposer, &terms, rules),
            Action::StopGrant { grant } => {
                if let Some(book) = self.grants.get_mut(&grant.0) {
                    book.stopped = true;
                }
                self.emit("GrantStopped");
                Ok(())
            }
            Action::ForgiveDebt { member, amount } => self.forgive(member, amount),
            Action::OpenPot(spec) => {
                let id = self.pot_count()?;
                self.pots.insert(id, PotBook { spec, balance: 0, allowance: None, closed: false });
                self.emit("PotOpened");
                Ok(())
            }
            Action::MovePot { from, to, amount } | Action::MoveRestricted { from, to, amount } => {
                self.must_have(from, floor, amount)?;
                self.withdraw(from, amount)?;
                self.deposit(to, amount)?;
                self.emit("PotMoved");
                Ok(())
            }
            Action::ClosePot { pot } => {
                let (reserved, open_items) = (self.reserved(pot)?, self.open_items(pot)?);
                let is_empty = reserved == 0 && open_items == 0 && self.open_pot(pot)?.allowance.is_none();
                need(is_empty, Error::PotNotEmpty { reserved, open_items })?;
                self.close_pot(pot)
            }
            Action::ReleasePayment { payment } => self.release_by_members(payment, floor),
            Action::CancelPayment { payment } => {
                self.cancel(payment)?;
                self.emit("PaymentCancelled");
                Ok(())
            }
            Action::Call(terms) => self.decide_call(proposal, proposer, &terms, rules),
            Action::DecideDispute { dispute, ruling, .. } => {
                need(!self.case(dispute)?.settled, Error::AlreadySettled)?;
                self.rule(dispute, ruling)
            }
            _ => Ok(()),
        }
    }

    fn make_grant(
        &mut self,
        proposal: ProposalId,
        proposer: MemberIndex,
        terms: &GrantTerms,
        rules: &Rules,
    ) -> Res<()> {
        self.must_have(terms.pot, rules.payments.reserve_floor, grant_total(terms)?)?;
        let id = count(big(self.grants.len()))?;
        let payee_member = self.bound_to(terms.payee);
        let stage = |stage: &mutual_types::StageTerms| StageBook {
            amount: stage.amount,
            due: stage.due_ms,
            months: stage.months,
            payments: 0,
            lapsed: false,
        };
        let book = GrantBook {
            proposal,
            proposer,
            payee: terms.payee,
            pot: terms.pot,
            stages: terms.stages.iter().map(stage).collect(),
            current: 0,
            claim: None,
            review: rules.payments.review_ms,
            approvals_needed: rules.payments.approvals,
            window: rules.payments.window_ms,
            repay_by: terms.repay_by_ms,
            repaid: 0,
            forgiven: 0,
            stopped: false,
        };
        self.grants.insert(id, book);
        self.begin_stage(GrantId(id))?;
        if let (Some(member), Some(_)) = (payee_member, terms.repay_by_ms) {
            self.person_mut(member)?.loans.push(GrantId(id));
        }
        self.emit("GrantMade");
        Ok(())
    }

    /// Forgives what is past due, loan by loan; who owes nothing on a loan any more is rid of it.
    fn forgive(&mut self, member: MemberIndex, amount: Planck) -> Res<()> {
        let mut rest = amount;
        for grant in self.person(member)?.loans.clone() {
            let part = rest.min(self.past_due_of(grant.0)?);
            rest = planck(big(rest) - part)?;
            if let Some(book) = self.grants.get_mut(&grant.0) {
                book.forgiven = planck(big(book.forgiven) + part)?;
            }
        }
        self.emit("DebtForgiven");
        Ok(())
    }

    /// Closes a pot and gives what is in it away.
    pub(crate) fn close_pot(&mut self, pot: PotId) -> Res<()> {
        let (amount, spec) = {
            let book = self.pot_mut(pot)?;
            book.closed = true;
            (book.balance, book.spec.clone())
        };
        self.withdraw(pot, amount)?;
        match (spec.kind, spec.restriction) {
            (PotKind::Restricted, Some(restriction)) => self.credit(restriction.fallback, amount)?,
            _ => self.deposit(PotId::GENERAL, amount)?,
        }
        self.emit("PotClosed");
        Ok(())
    }

    fn release_by_members(&mut self, payment: PaymentId, floor: Planck) -> Res<()> {
        self.in_time_for_claims()?;
        let (is_reserved, pot, amount, payee) = {
            let promise = self.promise(payment)?;
            (promise.reserved, promise.pot, promise.amount, promise.payee)
        };
        if !is_reserved {
            // Executing what pays reserves the whole amount, or fails.
            check_expense_pot(self.open_pot(pot)?, payee, self.now)?;
            self.must_have(pot, floor, amount)?;
        }
        let now = self.now;
        let promise = self.promise_mut(payment)?;
        promise.reserved = true;
        promise.members_approved = true;
        promise.starts = now;
        self.emit("PaymentReleaseDecided");
        Ok(())
    }

    fn decide_call(
        &mut self,
        proposal: ProposalId,
        proposer: MemberIndex,
        terms: &CallTerms,
        rules: &Rules,
    ) -> Res<()> {
        if terms.value == 0 {
            if !self.chain.call_succeeds(terms.callee, 0) {
                return like(Error::CallFailed { code: 0 });
            }
            self.emit("ContractCalled");
            return Ok(());
        }
        self.must_have(terms.pot, rules.payments.reserve_floor, terms.value)?;
        let origin = Origin::Call(proposal);
        self.promise_payment(terms.callee, proposer, terms.value, terms.pot, origin, rules)?;
        self.emit("PaymentCreated");
        Ok(())
    }

    /// Frees the money of a payment that comes to nothing.
    pub(crate) fn cancel(&mut self, payment: PaymentId) -> Res<()> {
        let at_ms = self.now;
        let promise = self.promise_mut(payment)?;
        promise.reserved = false;
        promise.state = PaymentState::Cancelled { at_ms };
        Ok(())
    }
}
