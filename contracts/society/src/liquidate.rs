//! What ends before the division, and after: promises that nobody claimed, pots, and credits that nobody took.

use mutual_types::{
    add, after,
    event::{CreditForfeited, PotClosed},
    AccountId, Checked, Error, GrantId, PaymentId, PotId, UNCLAIMED_MS,
};

use crate::{call::Call, execute::Effects, state::State};

impl State {
    /// Anyone cancels a payment that cannot become a credit any more; its money returns to the pot.
    ///
    /// # Errors
    /// [`Error::NotDissolving`], [`Error::ClaimsOpen`], [`Error::NoPayment`], [`Error::PaymentNotWaiting`].
    pub fn cancel_payment(&mut self, call: &Call, id: PaymentId) -> Checked<Effects> {
        self.ensure_claims_over(call)?;
        self.check_payment_decision(call, id)?;
        self.decide_cancel(call, id)
    }

    /// Anyone stops a grant of which nothing can be claimed any more; its rest returns to the pot.
    ///
    /// # Errors
    /// [`Error::NotDissolving`], [`Error::ClaimsOpen`], [`Error::NoGrant`], [`Error::GrantOver`].
    pub fn cancel_grant(&mut self, call: &Call, id: GrantId) -> Checked<Effects> {
        self.ensure_claims_over(call)?;
        self.check_stop_grant(id)?;
        self.stop_grant(call, id)
    }

    /// Anyone closes a pot that nothing is promised of: a restricted one to its fallback, another to the general pot.
    ///
    /// # Errors
    /// [`Error::NotDissolving`], [`Error::ClaimsOpen`], [`Error::NoPot`], [`Error::PotClosed`], [`Error::WrongPot`],
    /// [`Error::PotNotEmpty`].
    pub fn liquidate_pot(&mut self, call: &Call, id: PotId) -> Checked<PotClosed> {
        self.ensure_claims_over(call)?;
        self.close_pot(id, false)
    }

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
        Ok(CreditForfeited { seq: self.counters.next_seq(), account, amount })
    }
}
