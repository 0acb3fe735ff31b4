//! Paying back, and forgiving.

use ink::prelude::vec;
use mutual_types::{
    federation::{
        event::{DrawForgiven, DrawRepaid},
        lower, raise, Checked, Draw, DrawId, DrawStatus, Error,
    },
    AccountId, Planck,
};

use crate::{
    call::Call,
    draw::ensure_status,
    emit::{Effects, Emission},
    state::State,
};

/// A draw of which something is owed.
const OWED: &[DrawStatus] = &[DrawStatus::Owed, DrawStatus::PastDue];

impl State {
    /// Anyone pays back.
    ///
    /// # Errors
    /// [`Error::NoDraw`], [`Error::WrongDraw`], [`Error::ZeroAmount`], [`Error::WrongValue`].
    pub fn repay(&mut self, call: &Call, id: DrawId) -> Checked<Effects> {
        let draw = self.drawn(id)?;
        ensure_status(&draw, call.now_ms, OWED)?;
        if call.value == 0 {
            return Err(Error::ZeroAmount.into());
        }
        let needed = draw.owed()?;
        if call.value > needed {
            return Err(Error::WrongValue { given: call.value, needed }.into());
        }
        Ok(vec![self.book_repayment(id, *draw, Some(call.caller), call.value)?])
    }

    /// The backer forgives.
    ///
    /// # Errors
    /// [`Error::NoDraw`], [`Error::NotYours`], [`Error::WrongDraw`], [`Error::ZeroAmount`], [`Error::NotOwed`].
    pub fn forgive(&mut self, call: &Call, id: DrawId, amount: Planck) -> Checked<Effects> {
        let mut draw = self.drawn(id)?;
        let mut backing = self.backing(draw.backing)?;
        if self.number_of(call.caller) != Some(backing.backer) {
            return Err(Error::NotYours.into());
        }
        ensure_status(&draw, call.now_ms, OWED)?;
        if amount == 0 {
            return Err(Error::ZeroAmount.into());
        }
        let owed = draw.owed()?;
        if amount > owed {
            return Err(Error::NotOwed { owed, asked: amount }.into());
        }
        lower(&mut backing.out, amount)?;
        raise(&mut backing.forgiven, amount)?;
        self.set_backing(draw.backing, &backing);
        raise(&mut draw.forgiven, amount)?;
        let owed = self.put_owed(id, &draw)?;
        let forgiven = DrawForgiven { seq: self.counters.next_seq(), draw: id, amount, owed };
        Ok(vec![Emission::of(&forgiven)])
    }

    /// Books what was paid back, no more than is owed; `payer` is none if it comes from the debtor's credit.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn book_repayment(
        &mut self,
        id: DrawId,
        mut draw: Draw,
        payer: Option<AccountId>,
        amount: Planck,
    ) -> Checked<Emission> {
        let mut backing = self.backing(draw.backing)?;
        lower(&mut backing.out, amount)?;
        self.take_back(&mut backing, amount)?;
        self.set_backing(draw.backing, &backing);
        self.use_less(&draw, amount)?;
        raise(&mut draw.repaid, amount)?;
        let owed = self.put_owed(id, &draw)?;
        Ok(Emission::of(&DrawRepaid { seq: self.counters.next_seq(), draw: id, payer, amount, owed }))
    }

    /// Stores a draw of which less is owed than before; one that is level leaves its society's list.
    fn put_owed(&mut self, id: DrawId, draw: &Draw) -> Checked<Planck> {
        let owed = draw.owed()?;
        self.set_draw(id, draw);
        if owed == 0 {
            self.drop_draw(draw.society, id)?;
        }
        Ok(owed)
    }
}
