//! Backing: societies pay in for others beforehand, and get back what was not needed.

use ink::prelude::vec;
use mutual_types::{
    federation::{
        add_count,
        event::{BackingClosed, BackingMade},
        lower, raise, Backing, BackingId, BackingTerms, Checked, Error, SocietyId,
    },
    Planck,
};

use crate::{
    call::Call,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// A society pays in what others may draw.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::ZeroAmount`], [`Error::NoSociety`], [`Error::OneSelf`],
    /// [`Error::LimitOutOfRange`], [`Error::DateOutOfRange`], [`Error::RuleOutOfBounds`].
    pub fn back(&mut self, call: &Call, terms: BackingTerms) -> Checked<(BackingId, Effects)> {
        let (backer, _) = self.member(call)?;
        let amount = call.value;
        if amount == 0 {
            return Err(Error::ZeroAmount.into());
        }
        if let Some(backed) = terms.backed {
            self.present(backed)?;
            if backed == backer {
                return Err(Error::OneSelf.into());
            }
        }
        terms.check(amount, call.now_ms, self.setup()?.rules.backing_max_ms)?;
        let backing = BackingId(self.counters.backings);
        self.counters.backings = add_count(backing.0)?;
        raise(&mut self.counters.ledger.available, amount)?;
        self.set_backing(backing, &Backing::new(backer, terms, amount));
        let BackingTerms { backed, limit, ends_ms, repay_ms } = terms;
        let seq = self.counters.next_seq();
        let made = BackingMade { seq, backing, backer, backed, amount, limit, ends_ms, repay_ms };
        Ok((backing, vec![Emission::of(&made)]))
    }

    /// Anyone closes a backing that is over: what is left is the backer's.
    ///
    /// # Errors
    /// [`Error::NoBacking`], [`Error::AlreadyClosed`], [`Error::NotOver`].
    pub fn close_backing(&mut self, call: &Call, id: BackingId) -> Checked<Effects> {
        let mut backing = self.backing(id)?;
        if backing.closed {
            return Err(Error::AlreadyClosed.into());
        }
        let ends_ms = backing.terms.ends_ms;
        let orphaned = match backing.terms.backed {
            Some(backed) => !self.society(backed)?.is_present(),
            None => false,
        };
        if call.now_ms < ends_ms && !orphaned {
            return Err(Error::NotOver { ends_ms }.into());
        }
        let returned = backing.left;
        lower(&mut backing.left, returned)?;
        raise(&mut backing.returned, returned)?;
        backing.closed = true;
        self.set_backing(id, &backing);
        lower(&mut self.counters.ledger.available, returned)?;
        self.owe(backing.backer, returned)?;
        let closed = BackingClosed { seq: self.counters.next_seq(), backing: id, returned };
        Ok(vec![Emission::of(&closed)])
    }

    /// What was promised or paid back goes to its backing, or to the backer once that is closed. The backing is not
    /// stored.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn take_back(&mut self, backing: &mut Backing, amount: Planck) -> Checked<()> {
        backing.take_back(amount)?;
        if backing.closed {
            self.owe(backing.backer, amount)
        } else {
            raise(&mut self.counters.ledger.available, amount)
        }
    }

    /// Credits a society.
    ///
    /// # Errors
    /// [`Error::NoSociety`], [`Error::Overflow`].
    pub fn owe(&mut self, id: SocietyId, amount: Planck) -> Checked<()> {
        let mut society = self.society(id)?;
        raise(&mut society.credit, amount)?;
        self.set_society(id, &society);
        raise(&mut self.counters.ledger.credits, amount)
    }
}
