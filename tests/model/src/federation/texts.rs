//! Texts and lists, and how long they may be.

use mutual_types::federation::{Collection, Error, Field, RuleName, Rules};

const DAY_MS: u64 = 86_400_000;

/// Refuses a text above `max` bytes.
pub fn text(field: Field, text: &str, max: u32) -> Result<(), Error> {
    let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
    if len > max {
        Err(Error::TextTooLong { field, len, max })
    } else {
        Ok(())
    }
}

/// Refuses the link of a document above 256 bytes.
pub fn uri(uri: &str) -> Result<(), Error> {
    text(Field::Uri, uri, 256)
}

/// Refuses more than `max`.
pub fn at_most(what: Collection, count: usize, max: u32) -> Result<(), Error> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    if count > max {
        Err(Error::TooMany { what, count, max })
    } else {
        Ok(())
    }
}

/// Refuses a unit without a name, with too long a one, or one that there is.
pub fn unit(unit: &str, others: &[String]) -> Result<(), Error> {
    if unit.is_empty() {
        return Err(Error::UnitMissing);
    }
    text(Field::Unit, unit, 32)?;
    if others.iter().any(|other| other == unit) {
        Err(Error::DuplicateUnit)
    } else {
        Ok(())
    }
}

/// Refuses a number out of its bounds.
pub fn within(rule: RuleName, value: u64, min: u64, max: u64) -> Result<(), Error> {
    if (min..=max).contains(&value) {
        Ok(())
    } else {
        Err(Error::RuleOutOfBounds { rule, value, min, max })
    }
}

/// From a second to a year.
pub fn period(rule: RuleName, value: u64) -> Result<(), Error> {
    within(rule, value, 1_000, DAY_MS.saturating_mul(365))
}

/// From a second to ten years.
pub fn decade(rule: RuleName, value: u64) -> Result<(), Error> {
    within(rule, value, 1_000, DAY_MS.saturating_mul(3_650))
}

/// Refuses rules out of their bounds.
pub fn rules(rules: &Rules) -> Result<(), Error> {
    period(RuleName::Voting, rules.voting_ms)?;
    within(RuleName::Approval, rules.approval_bps.into(), 5_001, 9_000)?;
    within(RuleName::Waiting, rules.waiting_ms, 0, DAY_MS.saturating_mul(365))?;
    period(RuleName::Collect, rules.collect_ms)?;
    decade(RuleName::BackingMax, rules.backing_max_ms)?;
    within(RuleName::DrawsMax, rules.draws_max.into(), 1, 16)
}
