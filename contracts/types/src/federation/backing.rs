//! Backing: money that a society has paid in beforehand for others.

use super::{add, lower, raise, Checked, Error, Limit, RuleName, SocietyId};
use crate::{Planck, TimestampMs, YEAR_MS};

/// The longest time after which a draw is to be paid back: ten years.
pub const REPAY_MAX_MS: u64 = YEAR_MS.saturating_mul(10);

id! {
    /// A backing, in the order paid in.
    BackingId
}

scale_type! {
    /// What a backer promises.
    #[derive(Copy)]
    pub struct BackingTerms {
        /// Who may draw; none for any society but the backer.
        pub backed: Option<SocietyId>,
        /// The most that one society may have of it at a time, in planck.
        pub limit: Planck,
        /// Until when it can be drawn on.
        pub ends_ms: TimestampMs,
        /// How long after it was collected a draw is to be paid back; none for a gift.
        pub repay_ms: Option<u64>,
    }

    /// A backing: what was paid in is left, promised, owed, given, forgiven, or was returned.
    pub struct Backing {
        /// Who paid it in.
        pub backer: SocietyId,
        /// What was promised.
        pub terms: BackingTerms,
        /// What was paid in, in planck.
        pub paid_in: Planck,
        /// What can be drawn, in planck.
        pub left: Planck,
        /// What is drawn and not collected, in planck.
        pub promised: Planck,
        /// What is owed by who collected it, in planck.
        pub out: Planck,
        /// What was collected for good, in planck.
        pub given: Planck,
        /// What the backer has forgiven, in planck.
        pub forgiven: Planck,
        /// What became the backer's credit, in planck.
        pub returned: Planck,
        /// Whether it is closed: what goes back becomes the backer's credit.
        pub closed: bool,
    }
}

impl BackingTerms {
    /// Checks terms for `paid_in` at `now_ms`, but for the society that they name.
    ///
    /// # Errors
    /// [`Error::LimitOutOfRange`], [`Error::DateOutOfRange`], [`Error::RuleOutOfBounds`].
    pub fn check(&self, paid_in: Planck, now_ms: TimestampMs, backing_max_ms: u64) -> Checked<()> {
        if self.limit == 0 || self.limit > paid_in {
            return Err(Error::LimitOutOfRange { limit: self.limit, max: paid_in }.into());
        }
        let max_ms = now_ms.saturating_add(backing_max_ms);
        if self.ends_ms <= now_ms || self.ends_ms > max_ms {
            return Err(Error::DateOutOfRange { given_ms: self.ends_ms, max_ms }.into());
        }
        match self.repay_ms {
            None => Ok(()),
            Some(value) => Limit { rule: RuleName::Repay, value, min: 1_000, max: REPAY_MAX_MS }.check(),
        }
    }
}

impl Backing {
    /// A backing that nobody has drawn on.
    pub fn new(backer: SocietyId, terms: BackingTerms, paid_in: Planck) -> Self {
        let left = paid_in;
        Self { backer, terms, paid_in, left, promised: 0, out: 0, given: 0, forgiven: 0, returned: 0, closed: false }
    }

    /// Whether it can be drawn on.
    pub fn is_open(&self, now_ms: TimestampMs) -> bool {
        !self.closed && now_ms < self.terms.ends_ms
    }

    /// Sets aside what `society` draws, which has `used` of it.
    ///
    /// # Errors
    /// [`Error::BackingOver`], [`Error::OneSelf`], [`Error::NotForYou`], [`Error::ZeroAmount`], [`Error::NotEnough`],
    /// [`Error::OverLimit`].
    pub fn promise(
        &mut self,
        id: BackingId,
        society: SocietyId,
        used: Planck,
        amount: Planck,
        now_ms: TimestampMs,
    ) -> Checked<()> {
        let BackingTerms { backed, limit, ends_ms, .. } = self.terms;
        if !self.is_open(now_ms) {
            return Err(Error::BackingOver { ended_ms: ends_ms }.into());
        }
        if self.backer == society {
            return Err(Error::OneSelf.into());
        }
        if backed.is_some_and(|backed| backed != society) {
            return Err(Error::NotForYou(id).into());
        }
        if amount == 0 {
            return Err(Error::ZeroAmount.into());
        }
        if amount > self.left {
            return Err(Error::NotEnough { left: self.left, asked: amount }.into());
        }
        if add(used, amount)? > limit {
            return Err(Error::OverLimit { limit, used, asked: amount }.into());
        }
        lower(&mut self.left, amount)?;
        raise(&mut self.promised, amount)
    }

    /// What was promised is collected: owed, or given where nothing is to be paid back.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn hand_out(&mut self, amount: Planck) -> Checked<()> {
        lower(&mut self.promised, amount)?;
        raise(if self.terms.repay_ms.is_some() { &mut self.out } else { &mut self.given }, amount)
    }

    /// Takes back what was promised or owed: it can be drawn again, or is the backer's once this is closed, to whom it is
    /// then to be credited.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn take_back(&mut self, amount: Planck) -> Checked<()> {
        raise(if self.closed { &mut self.returned } else { &mut self.left }, amount)
    }

    /// What of the money paid in is in which place, summed.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn accounted(&self) -> Checked<Planck> {
        let here = add(self.left, self.promised)?;
        let gone = add(add(self.out, self.given)?, add(self.forgiven, self.returned)?)?;
        add(here, gone)
    }
}
