//! Thresholds against a big-rational oracle that divides, which the rules never do.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::{at_most_eligible, Certainty, Choice, Class, Tally, Threshold};
use num_bigint::BigUint;
use proptest::prelude::*;

/// A fraction, compared exactly.
#[derive(Clone)]
struct Ratio(BigUint, BigUint);

impl Ratio {
    fn new(over: u128, under: u128) -> Self {
        Self(over.into(), under.into())
    }

    fn at_least(&self, other: &Self) -> bool {
        &self.0 * &other.1 >= &other.0 * &self.1
    }
}

/// What DESIGN.md §5 says, with fractions.
fn passes(threshold: &Threshold, tally: &Tally) -> bool {
    let (aye, nay, abstain) = (u128::from(tally.aye), u128::from(tally.nay), u128::from(tally.abstain));
    let quorum = threshold.electorate == 0
        || Ratio::new(aye + abstain, threshold.electorate.into())
            .at_least(&Ratio::new(threshold.quorum_bps.into(), 10_000));
    let approval = match threshold.class {
        Class::Ordinary => aye > nay,
        Class::Special => {
            aye + nay > 0
                && Ratio::new(aye, aye + nay).at_least(&Ratio::new(threshold.special_approval_bps.into(), 10_000))
        }
    };
    quorum && approval && aye >= 1 && aye >= u128::from(threshold.min_ayes)
}

fn threshold() -> impl Strategy<Value = Threshold> {
    let electorate = prop_oneof![0u32..60, Just(2_048), Just(2_049), any::<u32>()];
    (any::<bool>(), 0u16..=5_000, 5_001u16..=9_000, 1u32..=7, electorate, 0u32..10).prop_map(
        |(special, quorum_bps, special_approval_bps, min_ayes, electorate, inactive)| Threshold {
            class: if special { Class::Special } else { Class::Ordinary },
            quorum_bps,
            special_approval_bps,
            min_ayes,
            electorate,
            potential: electorate.saturating_add(inactive),
        },
    )
}

/// Ballots that fit into `potential`.
fn tally(potential: u32) -> impl Strategy<Value = Tally> {
    (0..=potential).prop_flat_map(|cast| {
        (0..=cast).prop_flat_map(move |aye| {
            (0..=cast - aye).prop_map(move |nay| Tally { aye, nay, abstain: cast - aye - nay })
        })
    })
}

proptest! {
    #[test]
    fn passing_is_what_fractions_say(
        (threshold, tally) in threshold().prop_flat_map(|t| { let p = t.potential; (Just(t), tally(p)) })
    ) {
        prop_assert_eq!(threshold.passes(&tally), passes(&threshold, &tally));
    }

    #[test]
    fn certainty_is_what_every_completion_says(
        (threshold, tally) in (threshold(), 0u32..9).prop_flat_map(|(mut t, potential)| {
            t.potential = potential;
            t.electorate = t.electorate.min(potential);
            (Just(t), tally(potential))
        })
    ) {
        let out = threshold.potential - u32::try_from(tally.cast()).unwrap();
        let mut outcomes = Vec::new();
        for aye in 0..=out {
            for nay in 0..=out - aye {
                for abstain in 0..=out - aye - nay {
                    let end = Tally {
                        aye: tally.aye + aye, nay: tally.nay + nay, abstain: tally.abstain + abstain,
                    };
                    outcomes.push(threshold.passes(&end));
                }
            }
        }
        let expected = match (outcomes.iter().all(|o| *o), outcomes.iter().any(|o| *o)) {
            (true, _) => Certainty::Passes,
            (_, false) => Certainty::Fails,
            _ => Certainty::Open,
        };
        prop_assert_eq!(threshold.certainty(&tally), expected);
    }

    #[test]
    fn a_nay_never_helps(
        (threshold, tally) in threshold().prop_flat_map(|t| { let p = t.potential; (Just(t), tally(p)) })
    ) {
        let mut more = tally;
        prop_assume!(more.count(Choice::Nay).is_ok());
        prop_assert!(threshold.passes(&tally) || !threshold.passes(&more));
        prop_assert_eq!(threshold.quorum_met(&tally), threshold.quorum_met(&more));
    }

    #[test]
    fn a_count_is_judged_by_those_eligible_and_never_below_one(count in 1u8..=7, eligible in 0u32..20) {
        let expected = u32::from(count).min(eligible).max(1);
        prop_assert_eq!(u32::from(at_most_eligible(count, eligible)), expected);
    }
}

fn ordinary(electorate: u32, quorum_bps: u16, min_ayes: u32) -> Threshold {
    Threshold {
        class: Class::Ordinary,
        quorum_bps,
        special_approval_bps: 6_667,
        min_ayes,
        electorate,
        potential: electorate,
    }
}

fn votes(aye: u32, nay: u32, abstain: u32) -> Tally {
    Tally { aye, nay, abstain }
}

#[test]
fn ties_and_all_abstain_fail() {
    let threshold = ordinary(6, 0, 1);
    assert!(!threshold.passes(&votes(3, 3, 0)));
    assert!(!threshold.passes(&votes(0, 0, 6)));
    assert!(!threshold.passes(&votes(0, 0, 0)));
    assert!(threshold.passes(&votes(1, 0, 5)));
}

#[test]
fn quorum_is_met_exactly_at_its_share_and_not_one_below() {
    for (electorate, quorum_bps, needed) in [(3, 5_000, 2), (30, 2_000, 6), (2_048, 2_500, 512), (2_049, 2_500, 513)] {
        let threshold = ordinary(electorate, quorum_bps, 1);
        assert!(threshold.quorum_met(&votes(0, 0, needed)), "{needed} of {electorate}");
        assert!(!threshold.quorum_met(&votes(needed - 1, 1, 0)), "{needed} - 1 of {electorate}");
    }
}

#[test]
fn special_approval_passes_exactly_at_its_share() {
    let mut threshold = ordinary(10_000, 0, 2);
    threshold.class = Class::Special;
    threshold.special_approval_bps = 6_000;
    assert!(threshold.passes(&votes(6, 4, 0)));
    assert!(!threshold.passes(&votes(5_999, 4_001, 0)));
    assert!(threshold.passes(&votes(6_000, 4_000, 0)));
}

#[test]
fn money_needs_two_ayes() {
    assert!(!ordinary(5, 0, 2).passes(&votes(1, 0, 4)));
    assert!(ordinary(5, 0, 2).passes(&votes(2, 1, 0)));
}
