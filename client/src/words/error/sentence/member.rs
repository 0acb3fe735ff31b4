//! Members, and the rules.

use mutual_types::{RuleName, TimestampMs};

use super::capital;
use crate::text::{moment, Unit};
use crate::words::{self, names::counted};

/// The contract names the nearest rule where a number of a grant or an allowance is out of its range; these are told
/// apart by what the range is.
pub(super) fn rule_out_of_bounds(rule: RuleName, value: u128, (min, max): (u128, u128), unit: &Unit) -> String {
    let what = match rule {
        RuleName::Review if max == u128::from(u64::MAX) => return repaid_too_early(value, min),
        RuleName::PettyMax if max != u128::MAX => {
            let time = |ms| words::quantity(RuleName::DuesPeriod, ms, unit);
            let (value, min, max) = (time(value), time(min), time(max));
            return format!("The period of the allowance would be {value}, and may be from {min} to {max}.");
        }
        RuleName::PettyMax => "The most in one period",
        rule => words::rule(rule),
    };
    format!(
        "{} would be {}, and may be {}.",
        capital(what),
        words::quantity(rule, value, unit),
        words::range(rule, min, max, unit),
    )
}

fn repaid_too_early(repay_by_ms: u128, last_ms: u128) -> String {
    let at = |ms| moment::format(TimestampMs::try_from(ms).unwrap_or(TimestampMs::MAX));
    format!("The grant would be paid back by {}, and its last payment is due {}.", at(repay_by_ms), at(last_ms))
}

pub(super) fn too_far_ahead(until_ms: TimestampMs, max_ms: TimestampMs) -> String {
    let (until, max) = (moment::format(until_ms), moment::format(max_ms));
    format!("The dues would count as paid until {until}, and can at most until {max}.")
}

pub(super) fn shares_full(held: u32, max: u32) -> String {
    match max {
        0 => "There are no shares in this society.".to_owned(),
        max => format!("You hold {}, and a member may hold {max}.", counted(held, "share")),
    }
}

pub(super) fn exit_not_due(due_ms: TimestampMs) -> String {
    match due_ms {
        0 => "There is nothing to pay out to this member.".to_owned(),
        due_ms => format!("The shares of this member are paid out from {} on.", moment::format(due_ms)),
    }
}
