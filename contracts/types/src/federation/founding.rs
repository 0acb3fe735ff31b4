//! How a federation is founded, and the rules that its societies can change.

use alloc::{string::String, vec::Vec};

use super::{Checked, Collection, Error, Field, REPAY_MAX_MS};
use crate::{AccountId, Document, YEAR_MS};

/// Societies that can found a federation.
pub const FOUNDERS_MAX: u32 = 16;
/// Measures of outcomes.
pub const UNITS_MAX: u32 = 16;

scale_type! {
    /// A federation, as it is founded.
    pub struct Founding {
        /// What it is called.
        pub name: String,
        /// What the societies agree on.
        pub charter: Document,
        /// What outcomes are counted in.
        pub units: Vec<String>,
        /// How long each period of the summaries is; never changes.
        pub period_ms: u64,
        /// How long the founders have to join.
        pub founding_ms: u64,
        /// The rules to begin with.
        pub rules: Rules,
        /// The societies that are invited.
        pub founders: Vec<AccountId>,
    }

    /// The rules of a federation.
    #[derive(Copy)]
    pub struct Rules {
        /// How long votes are taken.
        pub voting_ms: u64,
        /// The share of those who may vote that a motion needs, in basis points.
        pub approval_bps: u16,
        /// How long after joining a society cannot draw.
        pub waiting_ms: u64,
        /// How long a draw can be collected.
        pub collect_ms: u64,
        /// How far ahead a backing may end.
        pub backing_max_ms: u64,
        /// Draws that a society may have open.
        pub draws_max: u8,
    }

    /// A number with bounds, named in [`Error::RuleOutOfBounds`].
    #[derive(Copy)]
    pub enum RuleName {
        /// `period_ms`.
        Period,
        /// `founding_ms`.
        Founding,
        /// `voting_ms`.
        Voting,
        /// `approval_bps`.
        Approval,
        /// `waiting_ms`.
        Waiting,
        /// `collect_ms`.
        Collect,
        /// `backing_max_ms`.
        BackingMax,
        /// `draws_max`.
        DrawsMax,
        /// `repay_ms` of a backing.
        Repay,
    }
}

/// A number with the span that it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Which.
    pub rule: RuleName,
    /// What it is.
    pub value: u64,
    /// The least it may be.
    pub min: u64,
    /// The most it may be.
    pub max: u64,
}

impl Limit {
    /// Checks the value.
    ///
    /// # Errors
    /// [`Error::RuleOutOfBounds`].
    #[inline(never)]
    pub fn check(self) -> Checked<()> {
        let Self { rule, value, min, max } = self;
        if value < min || value > max {
            return Err(Error::RuleOutOfBounds { rule, value, min, max }.into());
        }
        Ok(())
    }
}

impl Rules {
    /// Every rule with its span.
    pub fn limits(&self) -> [Limit; 6] {
        let span = |rule, value, min, max| Limit { rule, value, min, max };
        [
            span(RuleName::Voting, self.voting_ms, 1_000, YEAR_MS),
            span(RuleName::Approval, self.approval_bps.into(), 5_001, 9_000),
            span(RuleName::Waiting, self.waiting_ms, 0, YEAR_MS),
            span(RuleName::Collect, self.collect_ms, 1_000, YEAR_MS),
            span(RuleName::BackingMax, self.backing_max_ms, 1_000, REPAY_MAX_MS),
            span(RuleName::DrawsMax, self.draws_max.into(), 1, 16),
        ]
    }

    /// Checks that every rule lies within its bounds.
    ///
    /// # Errors
    /// [`Error::RuleOutOfBounds`] for the first that does not.
    pub fn validate(&self) -> Checked<()> {
        self.limits().into_iter().try_for_each(Limit::check)
    }
}

/// Checks a unit that is to follow others.
///
/// # Errors
/// [`Error::UnitMissing`], [`Error::TextTooLong`], [`Error::DuplicateUnit`].
pub fn check_unit(unit: &str, before: &[String]) -> Checked<()> {
    if unit.is_empty() {
        return Err(Error::UnitMissing.into());
    }
    Field::Unit.check(unit)?;
    if before.iter().any(|other| other == unit) {
        return Err(Error::DuplicateUnit.into());
    }
    Ok(())
}

impl Founding {
    /// Checks all but the founders themselves.
    ///
    /// # Errors
    /// The first mistake.
    pub fn validate(&self) -> Checked<()> {
        Field::Name.check(&self.name)?;
        Field::Uri.check(&self.charter.uri)?;
        Collection::Units.check(self.units.len(), UNITS_MAX)?;
        let mut before: &[String] = &[];
        for (unit, end) in self.units.iter().zip(1..) {
            check_unit(unit, before)?;
            before = self.units.get(..end).unwrap_or_default();
        }
        let span = |rule, value| Limit { rule, value, min: 1_000, max: YEAR_MS };
        span(RuleName::Period, self.period_ms).check()?;
        span(RuleName::Founding, self.founding_ms).check()?;
        self.rules.validate()?;
        Collection::Founders.check(self.founders.len(), FOUNDERS_MAX)?;
        if self.founders.is_empty() {
            return Err(Error::NoFounders.into());
        }
        Ok(())
    }
}
