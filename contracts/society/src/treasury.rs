//! Money in: contributions, and what was sent without a word. Money out to whom it is owed: credits.

use ink::prelude::{boxed::Box, string::String};
use mutual_types::{
    event::{Contributed, CreditWithdrawn, SurplusSwept},
    lower, raise, Checked, Error, Field, Planck, Pot, PotId,
};

use crate::{call::Call, state::State};

impl State {
    /// Anyone gives money to a pot.
    ///
    /// # Errors
    /// [`Error::ZeroAmount`], [`Error::NoPot`], [`Error::PotClosed`], [`Error::TextTooLong`].
    pub fn contribute(&mut self, call: &Call, id: PotId, memo: Option<String>) -> Checked<Contributed> {
        self.ensure_running()?;
        if call.value == 0 {
            return Err(Error::ZeroAmount.into());
        }
        if let Some(text) = &memo {
            Field::Memo.check(text)?;
        }
        self.book(id, call.value)?;
        Ok(Contributed { seq: self.counters.next_seq(), from: call.caller, pot: id, amount: call.value, memo })
    }

    /// Anyone books what the contract holds beyond its ledger to the general pot, or once that is divided to the
    /// beneficiary. `balance` is the contract's, above the
    /// existential deposit.
    ///
    /// # Errors
    /// [`Error::NothingToSweep`], [`Error::Overflow`].
    pub fn sweep(&mut self, balance: Planck) -> Checked<SurplusSwept> {
        self.ensure_writable()?;
        let amount = self.counters.ledger.surplus(balance)?;
        if amount == 0 {
            return Err(Error::NothingToSweep.into());
        }
        self.book(PotId::GENERAL, amount)?;
        Ok(SurplusSwept { seq: self.counters.next_seq(), amount })
    }

    /// Anyone who is owed a credit takes it whole. The shell transfers the amount.
    ///
    /// # Errors
    /// [`Error::NoCredit`].
    pub fn withdraw_credit(&mut self, call: &Call) -> Checked<CreditWithdrawn> {
        self.ensure_writable()?;
        let amount = self.credit(call.caller);
        if amount == 0 {
            return Err(Error::NoCredit.into());
        }
        self.set_credit(call.caller, 0);
        let ledger = &mut self.counters.ledger;
        lower(&mut ledger.credits, amount)?;
        Ok(CreditWithdrawn { seq: self.counters.next_seq(), account: call.caller, amount })
    }

    /// A pot that is not closed.
    ///
    /// # Errors
    /// [`Error::NoPot`], [`Error::PotClosed`].
    pub fn open_pot(&self, id: PotId) -> Checked<Box<Pot>> {
        let pot = self.pot(id)?;
        if pot.closed {
            return Err(Error::PotClosed(id).into());
        }
        Ok(pot)
    }

    /// Takes money into a pot that is open. What the general pot would get after its division is a credit of the
    /// beneficiary.
    ///
    /// # Errors
    /// [`Error::NoPot`], [`Error::PotClosed`], [`Error::Overflow`].
    pub fn book(&mut self, id: PotId, amount: Planck) -> Checked<()> {
        if self.is_divided() {
            return self.owe_beneficiary(amount);
        }
        let mut pot = self.open_pot(id)?;
        pot.deposit(amount)?;
        self.set_pot(id, pot);
        let ledger = &mut self.counters.ledger;
        raise(&mut ledger.pots, amount)?;
        Ok(())
    }
}
