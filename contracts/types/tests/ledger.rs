//! The ledger's sum, and the numbers of the events.
#![allow(missing_docs, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::{Counters, Error, Ledger, Planck};

#[test]
fn what_is_owed_is_the_sum_of_all_four_and_the_rest_a_surplus() {
    let ledger = Ledger { pots: 1, shares: 20, credits: 300, deposits: 4_000 };
    assert_eq!(ledger.total(), Ok(4_321));
    assert_eq!(ledger.surplus(4_321), Ok(0));
    assert_eq!(ledger.surplus(5_000), Ok(679));
    assert_eq!(ledger.surplus(4_320), Err(Error::Overflow.into()), "more is owed than is there");
    for full in [
        Ledger { pots: Planck::MAX, shares: 1, ..Ledger::default() },
        Ledger { shares: Planck::MAX, credits: 1, ..Ledger::default() },
        Ledger { credits: Planck::MAX, deposits: 1, ..Ledger::default() },
    ] {
        assert_eq!(full.total(), Err(Error::Overflow.into()));
    }
}

#[test]
fn events_are_numbered_until_the_last_number_which_tells_that_they_have_run_out() {
    let mut counters = Counters { seq: 7, ..Counters::default() };
    assert_eq!((counters.next_seq(), counters.next_seq(), counters.seq), (7, 8, 9));
    counters.seq = u64::MAX - 2;
    assert_eq!(counters.next_seq(), u64::MAX - 2);
    assert!(counters.has_numbers());
    assert_eq!(counters.next_seq(), u64::MAX - 1);
    assert!(!counters.has_numbers());
    assert_eq!(counters.next_seq(), u64::MAX, "it does not begin anew");
    assert!(!counters.has_numbers());
}
