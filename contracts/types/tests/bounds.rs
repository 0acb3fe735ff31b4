//! Bounds and rules: each number at its edges, and one past them.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::{Bounds, Error, RuleName, Span};

fn refused(bounds: &Bounds) -> Option<RuleName> {
    let error = *bounds.validate().err()?;
    assert!(matches!(error, Error::RuleOutOfBounds { .. }), "{error:?}");
    let Error::RuleOutOfBounds { rule, value, min, max } = error else { return None };
    assert!(value < min || value > max, "{rule:?}: {value} lies in {min}..={max}");
    Some(rule)
}

fn with(change: impl FnOnce(&mut Bounds)) -> Option<RuleName> {
    let mut bounds = Bounds::HARD;
    change(&mut bounds);
    refused(&bounds)
}

/// The hard range stands; narrowed to its ends it stands; one past either end, and a range that is none, do not.
macro_rules! spans {
    ($($field:ident, $rule:ident;)*) => { $({
        let Span { min, max } = Bounds::HARD.$field;
        for span in [Span::new(min, max), Span::new(min, min), Span::new(max, max), Span::new(min + 1, max - 1)] {
            assert_eq!(with(|bounds| bounds.$field = span), None, "{:?}: {span:?}", RuleName::$rule);
        }
        let below = min.checked_sub(1).map(|below| Span::new(below, max));
        let above = max.checked_add(1).map(|above| Span::new(min, above));
        for span in [below, above, Some(Span::new(max, min)), Some(Span::new(min + 1, min))].into_iter().flatten() {
            assert_eq!(with(|bounds| bounds.$field = span), Some(RuleName::$rule), "{span:?}");
        }
    })* };
}

#[test]
fn tighter_bounds_are_ranges_within_the_hard_ones() {
    spans! {
        voting_period_ms, VotingPeriod;
        min_open_ms, MinOpen;
        notice_ms, Notice;
        execution_window_ms, ExecutionWindow;
        payment_window_ms, PaymentWindow;
        role_term_ms, RoleTerm;
        quorum_bps, Quorum;
        special_approval_bps, SpecialApproval;
        min_ayes, MinAyes;
        payment_approvals, PaymentApprovals;
        reserve_floor, ReserveFloor;
    }
}

#[test]
fn a_larger_roster_enters_within_a_year_of_the_founding_or_not_at_all() {
    let year_ms = Bounds::HARD.founding_window_ms;
    for window_ms in [0, 1, year_ms - 1, year_ms] {
        assert_eq!(with(|bounds| bounds.founding_window_ms = window_ms), None);
    }
    assert_eq!(with(|bounds| bounds.founding_window_ms = year_ms + 1), Some(RuleName::FoundingWindow));
}
