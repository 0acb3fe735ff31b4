//! Pots, credits, and what the society has.

use mutual_types::{AccountId, Error, Field, PaymentState, Planck, PotId};

use crate::num::{big, count, planck, sum};
use crate::outcome::{need, no, Res};
use crate::records::{PotBook, Promise};
use crate::state::Model;
use crate::texts;

impl Model {
    pub(crate) fn pot_mut(&mut self, pot: PotId) -> Res<&mut PotBook> {
        self.pots.get_mut(&pot.0).ok_or(Error::NoPot(pot).into())
    }

    pub(crate) fn pot_count(&self) -> Res<u32> {
        count(big(self.pots.len()))
    }

    /// Puts money into a pot.
    pub(crate) fn deposit(&mut self, pot: PotId, amount: Planck) -> Res<()> {
        let book = self.pot_mut(pot)?;
        book.balance = planck(big(book.balance) + amount)?;
        Ok(())
    }

    /// Takes money out of a pot.
    pub(crate) fn withdraw(&mut self, pot: PotId, amount: Planck) -> Res<()> {
        let book = self.pot_mut(pot)?;
        book.balance = planck(big(book.balance) - amount)?;
        Ok(())
    }

    /// Owes an amount to an account, or to the present one of the member it is bound to.
    pub(crate) fn credit(&mut self, account: AccountId, amount: Planck) -> Res<()> {
        if amount > 0 {
            let account = self.owed_at(account);
            let there = self.credits.get(&account).copied().unwrap_or(0);
            self.credits.insert(account, planck(big(there) + amount)?);
        }
        Ok(())
    }

    /// The payments whose money is reserved in a pot.
    fn waiting_in(&self, pot: PotId) -> impl Iterator<Item = &Promise> {
        self.payments.values().filter(move |promise| {
            promise.pot == pot && promise.reserved && matches!(promise.state, PaymentState::Waiting)
        })
    }

    /// What a pot has promised: to payments, and to the stages of grants that are still to come.
    pub(crate) fn reserved(&self, pot: PotId) -> Res<Planck> {
        let payments = sum(self.waiting_in(pot).map(|promise| promise.amount));
        let grants = self.grants.iter().filter(|(_, book)| book.pot == pot).map(|(id, _)| self.reserved_of_grant(*id));
        let grants: Res<Vec<Planck>> = grants.collect();
        planck(payments + sum(grants?.into_iter()))
    }

    /// How many payments and grants hold a pot open.
    pub(crate) fn open_items(&self, pot: PotId) -> Res<u32> {
        let grants = self.grants.iter().filter(|(id, book)| book.pot == pot && self.is_running(**id)).count();
        count(big(self.waiting_in(pot).count()) + grants)
    }

    /// What an ordinary way out may take of a pot.
    pub(crate) fn available(&self, pot: PotId, floor: Planck) -> Res<Planck> {
        let Some(book) = self.pots.get(&pot.0) else { return no(Error::NoPot(pot)) };
        let floor = if book.spec.kind == mutual_types::PotKind::General { floor } else { 0 };
        let left = big(book.balance) - self.reserved(pot)? - floor;
        planck(left.max(big(0)))
    }

    /// Refuses what is more than a pot has to give.
    pub(crate) fn must_have(&self, pot: PotId, floor: Planck, needed: Planck) -> Res<()> {
        let available = self.available(pot, floor)?;
        need(needed <= available, Error::InsufficientPot { available, needed })
    }

    /// The deposits held with proposals and disputes.
    pub(crate) fn deposits_held(&self) -> Res<Planck> {
        let proposals = self.proposals.values().filter(|motion| !motion.settled).map(|motion| motion.deposit);
        let disputes = self.disputes.values().filter(|case| !case.settled).map(|case| case.deposit);
        planck(sum(proposals.chain(disputes)))
    }

    /// What the contract must have: all that is somebody's.
    pub(crate) fn owed(&self) -> Res<Planck> {
        let pots = sum(self.pots.values().map(|book| book.balance));
        let shares = sum(self.members.values().map(|person| person.capital));
        planck(pots + shares + sum(self.credits.values().copied()) + self.deposits_held()?)
    }

    pub(crate) fn contribute(&mut self, pot: PotId, value: Planck, memo: Option<&str>) -> Res<()> {
        need(value > 0, Error::ZeroAmount)?;
        texts::text_if(Field::Memo, memo)?;
        self.open_pot(pot)?;
        self.deposit(pot, value)?;
        self.emit("Contributed");
        Ok(())
    }

    pub(crate) fn sweep(&mut self) -> Res<()> {
        let surplus = planck(big(self.chain.balance) - self.owed()?)?;
        need(surplus > 0, Error::NothingToSweep)?;
        let is_divided = self.dissolution.as_ref().is_some_and(|ending| ending.division.is_some());
        if is_divided {
            self.credit(self.asset_lock.beneficiary, surplus)?;
        } else {
            self.deposit(PotId::GENERAL, surplus)?;
        }
        self.emit("SurplusSwept");
        Ok(())
    }

    pub(crate) fn withdraw_credit(&mut self, caller: AccountId) -> Res<()> {
        let Some(amount) = self.credits.remove(&caller) else { return no(Error::NoCredit) };
        need(self.chain.transfer(caller, amount)?, Error::TransferFailed)?;
        self.emit("CreditWithdrawn");
        Ok(())
    }
}
