//! What is paid or asked for without a vote: petty payments and expenses.

use mutual_types::{
    AccountId, Error, ExpenseId, Field, MemberIndex, Origin, Planck, PotId, PotRefusal, Role, TimestampMs,
};

use crate::check_money::check_petty_pot;
use crate::num::{big, count, planck};
use crate::outcome::{like, need, no, Answer, Res};
use crate::records::{Petty, PotBook};
use crate::state::Model;
use crate::texts;

/// Refuses to pay `payee` from a restricted pot that has come to its end, or names others.
fn check_payee(book: &PotBook, payee: AccountId, now: TimestampMs) -> Res<()> {
    let Some(restriction) = &book.spec.restriction else { return Ok(()) };
    if restriction.ends_ms.is_some_and(|ends| now >= ends) {
        return like(Error::PotForbids(PotRefusal::Ended));
    }
    if !restriction.payees.is_empty() && !restriction.payees.contains(&payee) {
        return like(Error::PotForbids(PotRefusal::Payee));
    }
    Ok(())
}

/// Refuses a pot from which `payee` is not paid without a vote.
pub(crate) fn check_expense_pot(book: &PotBook, payee: AccountId, now: TimestampMs) -> Res<()> {
    check_petty_pot(book)?;
    check_payee(book, payee, now)
}

impl Petty {
    /// The allowance as it is now: what was not used does not carry over.
    fn renewed(&self, now: TimestampMs) -> Self {
        if big(now) < big(self.since) + self.period {
            return self.clone();
        }
        Self { since: now, spent: 0, ..self.clone() }
    }
}

impl Model {
    pub(crate) fn pay_petty(
        &mut self,
        caller: AccountId,
        pot: PotId,
        payee: AccountId,
        amount: Planck,
        memo: &str,
    ) -> Res<()> {
        let member = self.active_member(caller)?;
        self.may_pay_from(member, pot)?;
        check_expense_pot(self.open_pot(pot)?, payee, self.now)?;
        need(amount > 0, Error::ZeroAmount)?;
        texts::text(Field::Memo, memo)?;
        need(payee != self.society, Error::PayeeIsSociety)?;
        need(self.bound_to(payee) != Some(member), Error::SelfPayment)?;
        let book = self.open_pot(pot)?;
        let Some(allowance) = &book.allowance else {
            return no(Error::AllowanceExceeded { left: 0, needed: amount });
        };
        let max = allowance.payment_max.min(self.rules.payments.petty_max);
        need(amount <= max, Error::OverMax { amount, max })?;
        let mut allowance = allowance.renewed(self.now);
        let left = planck(big(allowance.period_max) - allowance.spent)?;
        need(amount <= left, Error::AllowanceExceeded { left, needed: amount })?;
        self.must_have(pot, self.rules.payments.reserve_floor, amount)?;
        allowance.spent = planck(big(allowance.spent) + amount)?;
        self.pot_mut(pot)?.allowance = Some(allowance);
        self.withdraw(pot, amount)?;
        need(self.chain.transfer(payee, amount)?, Error::TransferFailed)?;
        self.emit("PettyPaid");
        Ok(())
    }

    fn may_pay_from(&self, member: MemberIndex, pot: PotId) -> Res<()> {
        let may = self.is_live(member, Role::Treasurer) || self.is_live(member, Role::Keeper(pot));
        need(may, Error::NotKeeper)
    }

    pub(crate) fn claim_expense(&mut self, caller: AccountId, pot: PotId, amount: Planck, title: &str) -> Res<Answer> {
        let member = self.active_member(caller)?;
        need(amount > 0, Error::ZeroAmount)?;
        let max = self.rules.payments.expense_max;
        need(amount <= max, Error::OverMax { amount, max })?;
        check_expense_pot(self.open_pot(pot)?, caller, self.now)?;
        texts::text(Field::Title, title)?;
        let expense = ExpenseId(self.expenses);
        self.expenses = count(big(self.expenses) + 1)?;
        let rules = self.rules.clone();
        let origin = Origin::Expense(expense);
        let payment = self.promise_payment(caller, member, amount, pot, origin, &rules)?;
        self.promise_mut(payment)?.reserved = false;
        self.emit("PaymentCreated");
        self.emit("ExpenseClaimed");
        Ok(Answer::Expense(expense, payment))
    }
}
