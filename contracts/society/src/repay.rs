//! Repayable grants: what is past due is the member's debt, and nothing else is.

use mutual_types::{event::GrantRepaid, lower, raise, Checked, Error, Grant, GrantId, Planck, PotId};

use crate::{call::Call, state::State};

impl State {
    /// Anyone pays back a part of a repayable grant, at most what is outstanding. The money goes to its pot.
    ///
    /// # Errors
    /// [`Error::NoGrant`], [`Error::NotRepayable`], [`Error::ZeroAmount`], [`Error::WrongValue`], [`Error::Overflow`].
    pub fn repay_grant(&mut self, call: &Call, id: GrantId) -> Checked<GrantRepaid> {
        self.ensure_running()?;
        let grant = self.grant(id)?;
        if grant.repay_by_ms.is_none() {
            return Err(Error::NotRepayable.into());
        }
        let (payer, amount) = (call.caller, call.value);
        if amount == 0 {
            return Err(Error::ZeroAmount.into());
        }
        let outstanding = self.book_repayment(call, id, amount)?;
        self.book_or_general(grant.pot, amount)?;
        Ok(GrantRepaid { seq: self.counters.next_seq(), grant: id, payer, amount, outstanding })
    }

    /// Counts `amount` as paid back, at most what is outstanding, and says what is left of it. Whoever calls this books
    /// the money, see [`State::book_or_general`]. A loan that is level leaves its payee's record, which is stored here.
    ///
    /// # Errors
    /// [`Error::NoGrant`], [`Error::WrongValue`].
    pub fn book_repayment(&mut self, _call: &Call, id: GrantId, amount: Planck) -> Checked<Planck> {
        let mut grant = self.grant(id)?;
        let needed = grant.outstanding();
        if amount > needed {
            return Err(Error::WrongValue { given: amount, needed }.into());
        }
        raise(&mut grant.repaid, amount)?;
        self.drop_level_loan(id, &grant)?;
        let outstanding = grant.outstanding();
        self.set_grant(id, grant);
        Ok(outstanding)
    }

    /// Takes money into a pot, or into the general one if it is closed.
    ///
    /// # Errors
    /// [`Error::NoPot`], [`Error::Overflow`].
    pub fn book_or_general(&mut self, pot: PotId, amount: Planck) -> Checked<()> {
        let is_closed = self.pot(pot)?.closed;
        self.book(if is_closed { PotId::GENERAL } else { pot }, amount)
    }

    /// Takes note that a payment of a grant came to its end: `is_paid`, or given up.
    ///
    /// # Errors
    /// [`Error::NoGrant`], [`Error::Overflow`].
    pub fn end_grant_payment(&mut self, id: GrantId, amount: Planck, is_paid: bool) -> Checked<()> {
        let mut grant = self.grant(id)?;
        lower(&mut grant.pending, amount)?;
        if is_paid {
            raise(&mut grant.paid, amount)?;
        }
        self.drop_level_loan(id, &grant)?;
        self.set_grant(id, grant);
        Ok(())
    }

    /// Takes a loan that is level from its payee's record, so that there is room for another one.
    ///
    /// # Errors
    /// [`Error::NoMember`].
    pub fn drop_level_loan(&mut self, id: GrantId, grant: &Grant) -> Checked<()> {
        let (Some(index), Some(_), true) = (grant.payee_member, grant.repay_by_ms, grant.is_level()) else {
            return Ok(());
        };
        let (account, mut member) = self.member_by_index(index)?;
        member.loans.retain(|loan| *loan != id);
        self.set_member(account, member);
        Ok(())
    }
}
