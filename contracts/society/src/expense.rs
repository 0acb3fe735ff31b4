//! Expenses: a member claims, treasurers approve, nobody votes.

use ink::prelude::string::String;
use mutual_types::{
    event::{ExpenseClaimed, PaymentCreated},
    Checked, Error, ExpenseId, Field, Origin, Payment, Planck, PotId, Rules,
};

use crate::{call::Call, payment::PaymentTerms, state::State};

impl State {
    /// An active member claims what they have laid out. Nothing is reserved until a treasurer approves.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NotInGoodStanding`], [`Error::ZeroAmount`], [`Error::OverMax`],
    /// [`Error::NoPot`], [`Error::PotClosed`], [`Error::WrongPot`], [`Error::PotForbids`], [`Error::TextTooLong`].
    pub fn claim_expense(
        &mut self,
        call: &Call,
        pot: PotId,
        amount: Planck,
        receipt: [u8; 32],
        title: String,
    ) -> Checked<(PaymentCreated, ExpenseClaimed)> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let member = self.active_member(call, &rules)?.index;
        if amount == 0 {
            return Err(Error::ZeroAmount.into());
        }
        let payments = &rules.payments;
        if amount > payments.expense_max {
            return Err(Error::OverMax { amount, max: payments.expense_max }.into());
        }
        self.petty_pot(call, pot, call.caller)?;
        Field::Title.check(&title)?;
        let expense = ExpenseId(self.counters.expenses);
        self.counters.expenses = expense.0.checked_add(1).ok_or_else(Error::overflow)?;
        let terms = PaymentTerms {
            origin: Origin::Expense(expense),
            proposer: member,
            payee: call.caller,
            amount,
            pot,
            approvals_needed: payments.approvals,
            window_ms: payments.window_ms,
            reserved: false,
        };
        let created = self.create_payment(call, terms)?;
        let seq = self.counters.next_seq();
        let claimed = ExpenseClaimed { seq, expense, payment: created.payment, member, amount, pot, receipt, title };
        Ok((created, claimed))
    }

    /// Reserves the money of an expense that nobody has approved yet; of any other payment it is reserved.
    ///
    /// # Errors
    /// [`Error::PotClosed`], [`Error::WrongPot`], [`Error::PotForbids`], [`Error::InsufficientPot`].
    pub fn reserve_expense(&mut self, call: &Call, payment: &mut Payment, rules: &Rules) -> Checked<()> {
        if !payment.reserved {
            let mut pot = self.petty_pot(call, payment.pot, payment.payee)?;
            pot.reserve(payment.amount, rules.payments.reserve_floor)?;
            self.set_pot(payment.pot, pot);
            payment.reserved = true;
        }
        Ok(())
    }
}
