//! Paying societies what they are owed, and booking what came without a message.

use ink::prelude::{vec, vec::Vec};
use mutual_types::{
    federation::{
        event::{CreditPaid, SurplusSwept},
        lower, raise, Checked, DrawStatus, Error, SocietyId,
    },
    Planck,
};

use crate::{
    call::Call,
    chain,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// Anyone has a society paid what it is owed, less what it has past due.
    ///
    /// # Errors
    /// [`Error::NoSociety`], [`Error::NoCredit`], [`Error::TransferFailed`].
    pub fn pay_credit(&mut self, call: &Call, id: SocietyId) -> Checked<Effects> {
        let society = self.society(id)?;
        let mut credit = society.credit;
        if credit == 0 {
            return Err(Error::NoCredit.into());
        }
        let mut effects = Vec::new();
        for number in &society.draws {
            let draw = self.drawn(*number)?;
            let amount = draw.owed()?.min(credit);
            if draw.status(call.now_ms) == DrawStatus::PastDue && amount > 0 {
                lower(&mut credit, amount)?;
                lower(&mut self.counters.ledger.credits, amount)?;
                effects.push(self.book_repayment(*number, *draw, None, amount)?);
            }
        }
        // The repayments have changed its list of draws.
        let mut society = self.society(id)?;
        society.credit = 0;
        self.set_society(id, &society);
        if credit > 0 {
            lower(&mut self.counters.ledger.credits, credit)?;
            effects.push(Emission::of(&CreditPaid { seq: self.counters.next_seq(), society: id, amount: credit }));
            if !chain::transfer(society.account, credit) {
                return Err(Error::TransferFailed.into());
            }
        }
        Ok(effects)
    }

    /// Anyone books what the contract holds beyond its ledger: to the fund, or to the heir where no society takes part.
    ///
    /// # Errors
    /// [`Error::NothingToSweep`], [`Error::Overflow`].
    pub fn sweep(&mut self, balance: Planck) -> Checked<Effects> {
        let amount = self.counters.ledger.surplus(balance)?;
        if amount == 0 {
            return Err(Error::NothingToSweep.into());
        }
        let heir = match self.counters.present {
            0 => Some(self.counters.heir.unwrap_or(SocietyId(0))),
            _ => None,
        };
        match heir {
            Some(heir) => self.owe(heir, amount)?,
            None => raise(&mut self.counters.ledger.fund, amount)?,
        }
        let swept = SurplusSwept { seq: self.counters.next_seq(), amount, heir };
        Ok(vec![Emission::of(&swept)])
    }
}
