//! Petty payments: one signature, within an allowance.

use ink::prelude::{boxed::Box, string::String};
use mutual_types::{
    event::{AllowanceSet, PettyPaid},
    lower, AccountId, Allowance, Checked, Error, Field, Kind, Planck, Pot, PotId, Role, Rules,
};

use crate::{call::Call, emit::Emission, execute::Effects, state::State};

impl State {
    /// Refuses an allowance that the pot or the rules forbid. All zero takes the allowance away.
    ///
    /// # Errors
    /// [`Error::NoPot`], [`Error::PotClosed`], [`Error::WrongPot`], [`Error::OverMax`], [`Error::RuleOutOfBounds`].
    pub fn check_allowance(
        &self,
        pot: PotId,
        payment_max: Planck,
        period_max: Planck,
        period_ms: u64,
        rules: &Rules,
    ) -> Checked<()> {
        ensure_petty(&*self.open_pot(pot)?)?;
        if (payment_max, period_max, period_ms) == (0, 0, 0) {
            return Ok(());
        }
        Allowance { payment_max, period_max, period_ms, since_ms: 0, spent: 0 }.validate(rules.payments.petty_max)
    }

    /// Sets a pot's allowance; its period begins now.
    ///
    /// # Errors
    /// [`Error::NoPot`], [`Error::Overflow`].
    pub fn set_allowance(
        &mut self,
        call: &Call,
        id: PotId,
        payment_max: Planck,
        period_max: Planck,
        period_ms: u64,
    ) -> Checked<Effects> {
        let mut pot = self.pot(id)?;
        let is_none = (payment_max, period_max, period_ms) == (0, 0, 0);
        pot.allowance =
            (!is_none).then_some(Allowance { payment_max, period_max, period_ms, since_ms: call.now_ms, spent: 0 });
        self.set_pot(id, pot);
        let seq = self.counters.next_seq();
        Ok(Emission::only(&AllowanceSet { seq, pot: id, payment_max, period_max, period_ms }))
    }

    /// A live treasurer, or a live keeper of the pot, pays a small amount alone. The shell makes the transfer.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NotInGoodStanding`], [`Error::NotKeeper`], [`Error::NoPot`],
    /// [`Error::PotClosed`], [`Error::WrongPot`], [`Error::PotForbids`], [`Error::ZeroAmount`],
    /// [`Error::TextTooLong`], [`Error::PayeeIsSociety`], [`Error::SelfPayment`], [`Error::AllowanceExceeded`],
    /// [`Error::OverMax`], [`Error::InsufficientPot`].
    pub fn pay_petty(
        &mut self,
        call: &Call,
        id: PotId,
        payee: AccountId,
        amount: Planck,
        memo: String,
    ) -> Checked<PettyPaid> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let by = self.officer_of(call, &[Role::Treasurer, Role::Keeper(id)], &rules, Error::NotKeeper)?.index;
        let mut pot = self.petty_pot(call, id, payee)?;
        if amount == 0 {
            return Err(Error::ZeroAmount.into());
        }
        Field::Memo.check(&memo)?;
        if payee == call.this {
            return Err(Error::PayeeIsSociety.into());
        }
        if self.index_of(payee) == Some(by) {
            return Err(Error::SelfPayment.into());
        }
        let mut allowance = pot.allowance.take().ok_or(Error::AllowanceExceeded { left: 0, needed: amount })?;
        let max = allowance.payment_max.min(rules.payments.petty_max);
        if amount > max {
            return Err(Error::OverMax { amount, max }.into());
        }
        allowance.spend(amount, call.now_ms)?;
        pot.allowance = Some(allowance);
        pot.spend(amount, rules.payments.reserve_floor)?;
        self.set_pot(id, pot);
        let ledger = &mut self.counters.ledger;
        lower(&mut ledger.pots, amount)?;
        Ok(PettyPaid { seq: self.counters.next_seq(), pot: id, by, payee, amount, memo })
    }

    /// An open pot from which `payee` may be paid without a vote.
    ///
    /// # Errors
    /// [`Error::NoPot`], [`Error::PotClosed`], [`Error::WrongPot`], [`Error::PotForbids`].
    pub fn petty_pot(&self, call: &Call, id: PotId, payee: AccountId) -> Checked<Box<Pot>> {
        let pot = self.open_pot(id)?;
        ensure_petty(&pot)?;
        pot.spec.allows(Kind::SetAllowance, payee, call.now_ms).map_err(Error::PotForbids)?;
        Ok(pot)
    }
}

fn ensure_petty(pot: &Pot) -> Checked<()> {
    if pot.spec.allows_petty() {
        Ok(())
    } else {
        Err(Error::WrongPot(pot.spec.kind).into())
    }
}
