//! Who shares in a dissolution, and that what is divided is divided to the last planck.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::{Division, DuesTerms, Error, Member, MemberIndex, Planck};
use proptest::prelude::*;

/// When the dissolution was proposed.
const MADE_MS: u64 = 1_000;
const DUES: DuesTerms = DuesTerms { grace_ms: 100, since_ms: 0 };

/// Joined at 500, past probation at 600.
fn member() -> Member {
    Member::new(MemberIndex(0), 500, 600, 1)
}

fn shares(change: impl FnOnce(&mut Member)) -> bool {
    let mut member = member();
    change(&mut member);
    member.shares_in(MADE_MS, None)
}

fn shares_with_dues(paid_until_ms: u64, since_ms: u64) -> bool {
    let mut member = member();
    member.dues_paid_until_ms = paid_until_ms;
    member.shares_in(MADE_MS, Some(DuesTerms { since_ms, ..DUES }))
}

#[test]
fn who_joined_strictly_before_shares() {
    assert!(shares(|member| member.joined_ms = MADE_MS - 1));
    assert!(!shares(|member| member.joined_ms = MADE_MS));
}

#[test]
fn probation_is_over_by_the_proposal() {
    assert!(shares(|member| member.probation_ends_ms = MADE_MS));
    assert!(!shares(|member| member.probation_ends_ms = MADE_MS + 1));
}

#[test]
fn who_came_back_later_does_not_share() {
    assert!(shares(|member| member.good_since_ms = MADE_MS));
    assert!(!shares(|member| member.good_since_ms = MADE_MS + 1));
}

#[test]
fn who_leaves_later_keeps_their_share() {
    assert!(shares(|member| member.departed_ms = 0));
    assert!(!shares(|member| member.departed_ms = 1));
    assert!(!shares(|member| member.departed_ms = MADE_MS));
    assert!(shares(|member| member.departed_ms = MADE_MS + 1));
}

#[test]
fn who_was_suspended_does_not_share() {
    let suspended = |from_ms, until_ms| {
        shares(|member| (member.suspended_from_ms, member.suspended_until_ms) = (from_ms, until_ms))
    };
    assert!(suspended(800, MADE_MS), "a suspension ends with its last moment");
    assert!(!suspended(800, MADE_MS + 1));
    assert!(!suspended(MADE_MS, MADE_MS + 1));
}

#[test]
fn a_later_suspension_takes_no_share_away() {
    let suspended = |good_since_ms| {
        shares(|member| {
            (member.suspended_from_ms, member.suspended_until_ms) = (MADE_MS + 1, MADE_MS + 5);
            member.good_since_ms = good_since_ms;
        })
    };
    assert!(suspended(500), "it lasts");
    assert!(suspended(MADE_MS + 5), "it is over, and the return recorded");
}

#[test]
fn who_was_behind_beyond_the_grace_does_not_share() {
    assert!(shares_with_dues(MADE_MS - 99, 0));
    assert!(!shares_with_dues(MADE_MS - 100, 0));
    assert!(shares_with_dues(0, MADE_MS - 99), "nobody owes for a time before there were dues");
    assert!(!shares_with_dues(0, MADE_MS - 100));
    assert!(shares_with_dues(u64::MAX, 0));
    let mut departed = member();
    departed.dues_paid_until_ms = MADE_MS - 100;
    departed.departed_ms = MADE_MS + 1;
    assert!(!departed.shares_in(MADE_MS, Some(DUES)), "leaving pays no dues");
    departed.dues_paid_until_ms += 1;
    assert!(departed.shares_in(MADE_MS, Some(DUES)));
}

/// What each of those who claim gets, in order.
fn claims(total: Planck, sharers: u32) -> Vec<Planck> {
    let mut division = Division::of(total, sharers, 0);
    (0..sharers)
        .map(|_| {
            let share = division.next_share().unwrap();
            division.claimed += 1;
            share
        })
        .collect()
}

#[test]
fn the_rest_goes_to_those_who_come_first() {
    assert_eq!(claims(10, 1), [10]);
    assert_eq!(claims(10, 3), [4, 3, 3]);
    assert_eq!(claims(11, 3), [4, 4, 3]);
    assert_eq!(claims(12, 3), [4, 4, 4]);
    assert_eq!(claims(2, 3), [1, 1, 0]);
    assert_eq!(claims(0, 2), [0, 0]);
}

#[test]
fn among_nobody_there_is_nothing_to_claim() {
    let division = Division::of(Planck::MAX, 0, 7);
    assert_eq!(division, Division { at_ms: 7, each: 0, extra: 0, claimed: 0 });
    assert_eq!(division.next_share(), Ok(0));
}

#[test]
fn a_share_that_does_not_fit_is_an_overflow() {
    let division = Division { at_ms: 0, each: Planck::MAX, extra: 1, claimed: 0 };
    assert_eq!(division.next_share(), Err(Error::Overflow.into()));
}

proptest! {
    #[test]
    fn the_parts_make_up_the_total(total in prop_oneof![any::<u128>(), 0u128..2_000], sharers in 1u32..700) {
        let parts = claims(total, sharers);
        prop_assert_eq!(parts.iter().sum::<Planck>(), total);
        prop_assert!(parts[0] - parts[parts.len() - 1] <= 1, "nobody gets more than one planck more");
    }

    #[test]
    fn the_sum_is_exact_for_any_number(total in any::<u128>(), sharers in 1..=u32::MAX) {
        let Division { each, extra, .. } = Division::of(total, sharers, 0);
        prop_assert!(extra < sharers);
        prop_assert_eq!(each * Planck::from(sharers) + Planck::from(extra), total);
    }
}
