//! Pots: opened, moved between, closed.

use ink::prelude::boxed::Box;
use mutual_types::{
    event::{PotClosed, PotMoved, PotOpened},
    lower, Checked, Collection, Error, Planck, Pot, PotId, PotKind, PotSpec, Rules, POTS_EVER_MAX,
};

use crate::{call::Call, emit::Emission, execute::Effects, state::State};

impl State {
    /// Refuses a pot whose rest would go to the society, and a second pot of a kind of which there is one. Its texts and lists
    /// are in order.
    ///
    /// # Errors
    /// [`Error::PayeeIsSociety`], [`Error::WrongPot`], [`Error::TooMany`].
    pub fn check_open_pot(&self, call: &Call, spec: &PotSpec) -> Checked<()> {
        ensure_fallback(call, spec)?;
        let count = self.counters.pots;
        if spec.kind != PotKind::Restricted {
            for id in 0..count {
                let pot = self.pot(PotId(id))?;
                if pot.spec.kind == spec.kind && !pot.closed {
                    return Err(Error::WrongPot(spec.kind).into());
                }
            }
        }
        let max = POTS_EVER_MAX;
        if count >= max {
            return Err(Error::TooMany { what: Collection::Pots, count: count.saturating_add(1), max }.into());
        }
        Ok(())
    }

    /// Opens a pot.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn open_new_pot(&mut self, spec: PotSpec) -> Checked<Effects> {
        let (pot, kind) = (PotId(self.counters.pots), spec.kind);
        self.counters.pots = pot.0.checked_add(1).ok_or_else(Error::overflow)?;
        self.set_pot(pot, Pot::new(spec));
        Ok(Emission::only(&PotOpened { seq: self.counters.next_seq(), pot, kind }))
    }

    /// Refuses a move that its kind of proposal does not make: a special one moves money out of a restricted pot or the
    /// reserve, an ordinary one out of the others.
    ///
    /// # Errors
    /// [`Error::ZeroAmount`], [`Error::NoPot`], [`Error::PotClosed`], [`Error::WrongPot`].
    pub fn check_move_pot(&self, from: PotId, to: PotId, amount: Planck, restricted: bool) -> Checked<()> {
        if amount == 0 {
            return Err(Error::ZeroAmount.into());
        }
        let kind = self.open_pot(from)?.spec.kind;
        self.open_pot(to)?;
        if from == to || matches!(kind, PotKind::Restricted | PotKind::Reserve) != restricted {
            return Err(Error::WrongPot(kind).into());
        }
        Ok(())
    }

    /// Moves money that is not promised, and not below the floor.
    ///
    /// # Errors
    /// [`Error::InsufficientPot`], [`Error::Overflow`].
    pub fn move_pot(&mut self, from: PotId, to: PotId, amount: Planck, rules: &Rules) -> Checked<Effects> {
        let mut source = self.pot(from)?;
        source.spend(amount, rules.payments.reserve_floor)?;
        self.set_pot(from, source);
        let mut target = self.pot(to)?;
        target.deposit(amount)?;
        self.set_pot(to, target);
        Ok(Emission::only(&PotMoved { seq: self.counters.next_seq(), from, to, amount }))
    }

    /// Refuses to close the general pot, and one that is closed.
    ///
    /// # Errors
    /// [`Error::NoPot`], [`Error::PotClosed`], [`Error::WrongPot`].
    pub fn check_close_pot(&self, id: PotId) -> Checked<Box<Pot>> {
        let pot = self.open_pot(id)?;
        if pot.spec.kind == PotKind::General {
            return Err(Error::WrongPot(PotKind::General).into());
        }
        Ok(pot)
    }

    /// Closes a pot that nothing is promised of, and of which nobody may pay with one signature.
    ///
    /// # Errors
    /// [`Error::PotNotEmpty`], and those of [`State::check_close_pot`].
    pub fn close_pot(&mut self, id: PotId, allowance_matters: bool) -> Checked<PotClosed> {
        let mut pot = self.check_close_pot(id)?;
        let (reserved, open_items) = (pot.reserved, pot.open_items);
        if reserved > 0 || open_items > 0 || allowance_matters && pot.allowance.is_some() {
            return Err(Error::PotNotEmpty { reserved, open_items }.into());
        }
        let amount = pot.balance;
        pot.balance = 0;
        pot.closed = true;
        let ledger = &mut self.counters.ledger;
        lower(&mut ledger.pots, amount)?;
        match &pot.spec.restriction {
            Some(restriction) => self.add_credit(restriction.fallback, amount)?,
            None => self.book(PotId::GENERAL, amount)?,
        }
        self.set_pot(id, pot);
        Ok(PotClosed { seq: self.counters.next_seq(), pot: id, amount })
    }
}

/// Refuses a pot whose rest would go to the society itself, which withdraws nothing.
///
/// # Errors
/// [`Error::PayeeIsSociety`].
pub fn ensure_fallback(call: &Call, spec: &PotSpec) -> Checked<()> {
    match &spec.restriction {
        Some(restriction) if restriction.fallback == call.this => Err(Error::PayeeIsSociety.into()),
        _ => Ok(()),
    }
}
