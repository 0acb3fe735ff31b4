//! What ends before the division, and after: promises that nobody claimed, pots, and credits that nobody took.

use mutual_types::{add, after, event::CreditForfeited, AccountId, Checked, Error, UNCLAIMED_MS};

use crate::{call::Call, state::State};

impl State {
    /// Anyone makes a credit that waited for a year after the division the beneficiary's.
    ///
    /// # Errors
    /// [`Error::NotDissolving`], [`Error::NotDivisible`], [`Error::NotUnclaimed`], [`Error::NoCredit`].
    pub fn forfeit_credit(&mut self, call: &Call, account: AccountId) -> Checked<CreditForfeited> {
        let dissolution = self.dissolution()?;
        let Some(division) = dissolution.division else {
            let members_left = self.counters.members.saturating_sub(dissolution.next.0);
            return Err(Error::NotDivisible { pots_open: self.pots_in_the_way()?, members_left }.into());
        };
        let from_ms = after(division.at_ms, UNCLAIMED_MS)?;
        if call.now_ms < from_ms {
            return Err(Error::NotUnclaimed { from_ms }.into());
        }
        let amount = self.credit(account);
        let beneficiary = self.identity()?.asset_lock.beneficiary;
        if amount == 0 || account == beneficiary {
            return Err(Error::NoCredit.into());
        }
        self.set_credit(account, 0);
        self.set_credit(beneficiary, add(self.credit(beneficiary), amount)?);
        Ok(CreditForfeited { seq: self.counters.next_seq()?, account, amount })
    }
}
