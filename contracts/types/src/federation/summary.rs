//! What each society is and did in a period, and the sums of all.

use alloc::vec::Vec;

use super::{Checked, Collection, Error, Field};
use crate::{Document, Planck, SocietyView, TimestampMs};

/// Outcomes of one report at the most.
pub const OUTCOMES_MAX: u32 = 16;
/// The largest amount of a summary, in planck: with it no number of societies makes a sum that does not fit.
pub const AMOUNT_MAX: Planck = 10_000_000_000_000_000_000_000_000_000;

scale_type! {
    /// How much of a unit came about.
    #[derive(Copy)]
    pub struct Outcome {
        /// The unit's place among the federation's.
        pub unit: u8,
        /// How much.
        pub amount: u64,
    }

    /// What a society's members say of a period.
    pub struct Report {
        /// Money in, in planck.
        pub money_in: Planck,
        /// Money out, in planck.
        pub money_out: Planck,
        /// How many people were helped.
        pub people_helped: u64,
        /// Outcomes, by unit.
        pub outcomes: Vec<Outcome>,
        /// The whole report.
        pub document: Document,
    }

    /// What was read from a society.
    #[derive(Copy)]
    pub struct Reading {
        /// When.
        pub at_ms: TimestampMs,
        /// Members who have not departed.
        pub members: u32,
        /// Of those, the electorate.
        pub active: u32,
        /// The balances of all pots, in planck.
        pub pots: Planck,
        /// Members' shares at par, in planck.
        pub shares: Planck,
        /// Credits not withdrawn, in planck.
        pub credits: Planck,
        /// Grants ever made.
        pub grants: u32,
        /// Requests for relief ever made.
        pub relief_requests: u32,
        /// Payments ever created.
        pub payments: u32,
        /// Whether it dissolves.
        pub dissolving: bool,
    }

    /// A society's period.
    #[derive(Default)]
    pub struct Summary {
        /// What was last read in it.
        pub reading: Option<Reading>,
        /// What its members say of it.
        pub report: Option<Report>,
    }

    /// The sums of a period over all societies.
    #[derive(Default)]
    pub struct Total {
        /// Societies that were read.
        pub read: u32,
        /// Their members.
        pub members: u64,
        /// Of those, the electorates.
        pub active: u64,
        /// Their pots, in planck.
        pub pots: Planck,
        /// Their shares, in planck.
        pub shares: Planck,
        /// Their credits, in planck.
        pub credits: Planck,
        /// Grants ever made by them.
        pub grants: u64,
        /// Requests for relief ever made to them.
        pub relief_requests: u64,
        /// Payments ever created by them.
        pub payments: u64,
        /// Societies that have reported.
        pub reported: u32,
        /// Money in, in planck.
        pub money_in: Planck,
        /// Money out, in planck.
        pub money_out: Planck,
        /// People helped.
        pub people_helped: u128,
        /// Outcomes, by unit, up to the last that is not 0.
        pub outcomes: Vec<u128>,
    }
}

impl Reading {
    /// What a society's view says.
    pub fn of(view: &SocietyView, at_ms: TimestampMs) -> Self {
        let counters = &view.counters;
        Self {
            at_ms,
            members: counters.present,
            active: counters.active,
            pots: counters.ledger.pots,
            shares: counters.ledger.shares,
            credits: counters.ledger.credits,
            grants: counters.grants,
            relief_requests: counters.relief_requests,
            payments: counters.payments,
            dissolving: counters.dissolving_since_ms != 0,
        }
    }

    /// Checks that its amounts can be summed.
    ///
    /// # Errors
    /// [`Error::AmountTooLarge`].
    pub fn check(&self) -> Checked<()> {
        check_amounts(&[self.pots, self.shares, self.credits])
    }
}

impl Report {
    /// Checks it against the number of units that there are.
    ///
    /// # Errors
    /// [`Error::TooMany`], [`Error::NoUnit`], [`Error::OutcomesUnordered`], [`Error::TextTooLong`],
    /// [`Error::AmountTooLarge`].
    pub fn check(&self, units: usize) -> Checked<()> {
        Collection::Outcomes.check(self.outcomes.len(), OUTCOMES_MAX)?;
        let mut before = None;
        for outcome in &self.outcomes {
            if usize::from(outcome.unit) >= units {
                return Err(Error::NoUnit(outcome.unit).into());
            }
            if before.is_some_and(|before| before >= outcome.unit) {
                return Err(Error::OutcomesUnordered.into());
            }
            before = Some(outcome.unit);
        }
        Field::Uri.check(&self.document.uri)?;
        check_amounts(&[self.money_in, self.money_out])
    }
}

impl Total {
    /// Counts what was read in, or out again.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn count_reading(&mut self, reading: &Reading, way: Way) -> Checked<()> {
        way.count(&mut self.read)?;
        way.wide(&mut self.members, reading.members.into())?;
        way.wide(&mut self.active, reading.active.into())?;
        way.sum(&mut self.pots, reading.pots)?;
        way.sum(&mut self.shares, reading.shares)?;
        way.sum(&mut self.credits, reading.credits)?;
        way.wide(&mut self.grants, reading.grants.into())?;
        way.wide(&mut self.relief_requests, reading.relief_requests.into())?;
        way.wide(&mut self.payments, reading.payments.into())
    }

    /// Counts a report in, or out again.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn count_report(&mut self, report: &Report, way: Way) -> Checked<()> {
        way.count(&mut self.reported)?;
        way.sum(&mut self.money_in, report.money_in)?;
        way.sum(&mut self.money_out, report.money_out)?;
        way.sum(&mut self.people_helped, report.people_helped.into())?;
        for outcome in &report.outcomes {
            let place = usize::from(outcome.unit);
            while self.outcomes.len() <= place {
                self.outcomes.push(0);
            }
            if let Some(sum) = self.outcomes.get_mut(place) {
                way.sum(sum, outcome.amount.into())?;
            }
        }
        // So that the same outcomes are the same sums, whatever was reported before.
        while self.outcomes.last() == Some(&0) {
            self.outcomes.pop();
        }
        Ok(())
    }
}

/// Into a sum, or out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It counts from now on.
    In,
    /// It counts no longer.
    Out,
}

impl Way {
    #[inline(never)]
    fn sum(self, sum: &mut u128, amount: u128) -> Checked<()> {
        match self {
            Self::In => super::raise(sum, amount),
            Self::Out => super::lower(sum, amount),
        }
    }

    #[inline(never)]
    fn wide(self, sum: &mut u64, amount: u64) -> Checked<()> {
        let changed = match self {
            Self::In => sum.checked_add(amount),
            Self::Out => sum.checked_sub(amount),
        };
        *sum = changed.ok_or_else(Error::overflow)?;
        Ok(())
    }

    #[inline(never)]
    fn count(self, count: &mut u32) -> Checked<()> {
        let changed = match self {
            Self::In => count.checked_add(1),
            Self::Out => count.checked_sub(1),
        };
        *count = changed.ok_or_else(Error::overflow)?;
        Ok(())
    }
}

fn check_amounts(amounts: &[Planck]) -> Checked<()> {
    if amounts.iter().any(|amount| *amount > AMOUNT_MAX) {
        return Err(Error::AmountTooLarge { max: AMOUNT_MAX }.into());
    }
    Ok(())
}
