//! Pots: money kept apart, and what each may be spent on.

use alloc::{string::String, vec::Vec};

use crate::{
    bounds::PERIOD, lower, raise, AccountId, Checked, Collection, Error, Field, Kind, Limit, Planck, PotRefusal,
    RuleName, Span, TimestampMs,
};

/// Accounts that a restricted pot may name.
pub const PAYEES_MAX: u32 = 16;
/// Pots of a society at the most, closed ones included.
pub const POTS_EVER_MAX: u32 = 64;

scale_type! {
    /// What a pot is for.
    #[derive(Copy)]
    pub enum PotKind {
        /// Everything; above the reserve floor.
        General,
        /// Bad times: money moves out by a special proposal only.
        Reserve,
        /// Help for members: paid out by requests for relief only.
        Relief,
        /// A purpose.
        Restricted,
    }

    /// What can be checked of a restricted pot's purpose.
    pub struct Restriction {
        /// The kinds of proposals that may pay from it.
        pub kinds: Vec<Kind>,
        /// The only accounts it may pay; empty for any.
        pub payees: Vec<AccountId>,
        /// When it ends, if it does.
        pub ends_ms: Option<TimestampMs>,
        /// Who gets the rest at dissolution.
        pub fallback: AccountId,
    }

    /// A pot to be opened.
    pub struct PotSpec {
        /// What it is for.
        pub kind: PotKind,
        /// Its name.
        pub name: String,
        /// For a restricted pot, and for no other.
        pub restriction: Option<Restriction>,
    }

    /// What may be paid from a pot with one signature, by all who may together.
    pub struct Allowance {
        /// The largest payment, in planck.
        pub payment_max: Planck,
        /// The most in one period, in planck; what is not used does not carry over.
        pub period_max: Planck,
        /// The period, in ms.
        pub period_ms: u64,
        /// When the running period began.
        pub since_ms: TimestampMs,
        /// What was paid in it, in planck.
        pub spent: Planck,
    }

    /// A pot and its money: `reserved ≤ balance`.
    pub struct Pot {
        /// What it is.
        pub spec: PotSpec,
        /// All its money, in planck.
        pub balance: Planck,
        /// What is promised of it, in planck.
        pub reserved: Planck,
        /// Payments and grants that hold it open.
        pub open_items: u32,
        /// What its keepers and the treasurers may pay with one signature, if anything.
        pub allowance: Option<Allowance>,
        /// Whether it was closed.
        pub closed: bool,
    }
}

impl PotSpec {
    /// Checks texts and lists, and that a restricted pot has a restriction and no other has.
    ///
    /// # Errors
    /// [`Error::TextTooLong`], [`Error::TooMany`], [`Error::InvalidPots`].
    pub fn validate(&self) -> Checked<()> {
        Field::PotName.check(&self.name)?;
        if (self.kind == PotKind::Restricted) != self.restriction.is_some() {
            return Err(Error::InvalidPots.into());
        }
        match &self.restriction {
            Some(restriction) => {
                Collection::Payees.check(restriction.payees.len(), PAYEES_MAX)?;
                Collection::Kinds.check(restriction.kinds.len(), PAYEES_MAX)
            }
            None => Ok(()),
        }
    }

    /// Whether a proposal of `kind` may pay `payee` from such a pot.
    ///
    /// # Errors
    /// Why not.
    pub fn allows(&self, kind: Kind, payee: AccountId, now_ms: TimestampMs) -> Result<(), PotRefusal> {
        match (self.kind, &self.restriction) {
            (PotKind::General, _) => Ok(()),
            (PotKind::Reserve | PotKind::Relief, _) | (PotKind::Restricted, None) => Err(PotRefusal::Kind),
            (PotKind::Restricted, Some(restriction)) => {
                if restriction.ends_ms.is_some_and(|ends_ms| now_ms >= ends_ms) {
                    Err(PotRefusal::Ended)
                } else if !restriction.kinds.contains(&kind) {
                    Err(PotRefusal::Kind)
                } else if !restriction.payees.is_empty() && !restriction.payees.contains(&payee) {
                    Err(PotRefusal::Payee)
                } else {
                    Ok(())
                }
            }
        }
    }

    /// Whether officers may pay from such a pot without a vote: petty payments and expenses. Never from the reserve or
    /// relief, and from a restricted pot only if it lists allowances.
    pub fn allows_petty(&self) -> bool {
        match &self.restriction {
            Some(restriction) => restriction.kinds.contains(&Kind::SetAllowance),
            None => self.kind == PotKind::General,
        }
    }
}

impl Allowance {
    /// Checks that it lies within the rules' largest petty payment and leaves room for one payment in a period.
    ///
    /// # Errors
    /// [`Error::OverMax`], [`Error::RuleOutOfBounds`].
    pub fn validate(&self, petty_max: Planck) -> Checked<()> {
        if self.payment_max > petty_max {
            return Err(Error::OverMax { amount: self.payment_max, max: petty_max }.into());
        }
        let rule = RuleName::PettyMax;
        Limit { rule, value: self.period_max, span: Span::new(self.payment_max, Planck::MAX) }.check()?;
        Limit { rule, value: self.period_ms.into(), span: PERIOD.wide() }.check()
    }

    /// Counts a payment against it; a period that is over begins anew now, and carries nothing over.
    ///
    /// # Errors
    /// [`Error::AllowanceExceeded`], [`Error::Overflow`].
    pub fn spend(&mut self, amount: Planck, now_ms: TimestampMs) -> Checked<()> {
        if now_ms >= self.since_ms.saturating_add(self.period_ms) {
            self.since_ms = now_ms;
            self.spent = 0;
        }
        let left = self.period_max.saturating_sub(self.spent);
        if amount > left {
            return Err(Error::AllowanceExceeded { left, needed: amount }.into());
        }
        raise(&mut self.spent, amount)?;
        Ok(())
    }
}

impl Pot {
    /// An empty pot.
    pub fn new(spec: PotSpec) -> Self {
        Self { spec, balance: 0, reserved: 0, open_items: 0, allowance: None, closed: false }
    }

    /// What an ordinary proposal may promise: the balance, less what is reserved, less the floor in the general pot.
    pub fn available(&self, reserve_floor: Planck) -> Planck {
        let floor = if self.spec.kind == PotKind::General { reserve_floor } else { 0 };
        self.balance.saturating_sub(self.reserved).saturating_sub(floor)
    }

    /// Takes money in.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn deposit(&mut self, amount: Planck) -> Checked<()> {
        raise(&mut self.balance, amount)?;
        Ok(())
    }

    /// Says whether so much is not free above the floor: [`Error::InsufficientPot`] with what is there.
    pub fn refusal(&self, amount: Planck, reserve_floor: Planck) -> Option<Error> {
        let available = self.available(reserve_floor);
        (amount > available).then_some(Error::InsufficientPot { available, needed: amount })
    }

    fn ensure_available(&self, amount: Planck, reserve_floor: Planck) -> Checked<()> {
        let available = self.available(reserve_floor);
        if amount > available {
            return Err(Error::InsufficientPot { available, needed: amount }.into());
        }
        Ok(())
    }

    /// Promises `amount` whole, or fails.
    ///
    /// # Errors
    /// [`Error::InsufficientPot`] with what is there, [`Error::Overflow`].
    pub fn reserve(&mut self, amount: Planck, reserve_floor: Planck) -> Checked<()> {
        self.ensure_available(amount, reserve_floor)?;
        raise(&mut self.reserved, amount)?;
        self.open_items = self.open_items.checked_add(1).ok_or_else(Error::overflow)?;
        Ok(())
    }

    /// Pays `amount` out that was not promised, or fails.
    ///
    /// # Errors
    /// [`Error::InsufficientPot`] with what is there.
    pub fn spend(&mut self, amount: Planck, reserve_floor: Planck) -> Checked<()> {
        self.ensure_available(amount, reserve_floor)?;
        lower(&mut self.balance, amount)?;
        Ok(())
    }

    /// Gives a promise up: the money is free again.
    ///
    /// # Errors
    /// [`Error::Overflow`] when so much was not promised.
    pub fn free(&mut self, amount: Planck) -> Checked<()> {
        lower(&mut self.reserved, amount)?;
        self.open_items = self.open_items.checked_sub(1).ok_or_else(Error::overflow)?;
        Ok(())
    }

    /// Pays a promise out.
    ///
    /// # Errors
    /// [`Error::Overflow`] when so much was not promised.
    pub fn pay(&mut self, amount: Planck) -> Checked<()> {
        self.free(amount)?;
        lower(&mut self.balance, amount)?;
        Ok(())
    }
}
