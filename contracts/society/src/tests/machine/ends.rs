//! Money becomes unreachable: never. From wherever a society is, time, a majority and the messages bring every planck to an
//! owner.

use mutual_model::play::Play;

use super::*;

/// Brings a society to its end, and says how many messages it took.
fn drain(mut play: Play, native: &mut Native) -> u32 {
    let mut number = 0;
    while let Some(step) = play.next_drain_step() {
        number += 1;
        assert!(number < 5_000, "it comes to no end");
        let (ours, theirs) = (native.take(&step), play.take(&step));
        assert!(ours.is_ok() && theirs.is_ok(), "{step:?}: rules {ours:?}, model {theirs:?}");
    }
    assert_eq!(native.balance, 0, "nothing is left");
    assert_eq!(native.state.counters.ledger, Ledger::default(), "nothing is owed");
    number
}

#[ink::test]
fn from_every_state_a_majority_brings_every_planck_to_an_owner() {
    let mut ends = 0;
    for seed in 31..37 {
        let (mut play, mut native) = begin(seed);
        for number in 0..500 {
            if number % 50 == 0 {
                let there = play.clone();
                let taken = native.without_consequences(|native| drain(there, native));
                assert!(taken > 0, "seed {seed}, step {number}");
                ends += 1;
            }
            let step = play.next_step();
            if step.value > 0 && !step.message.is_payable() {
                native.balance += step.gift;
                let _ = play.take(&step);
                continue;
            }
            let (ours, theirs) = (native.take(&step), play.take(&step));
            assert_eq!(ours.is_ok(), theirs.is_ok(), "seed {seed}, step {number}, {step:?}");
        }
    }
    assert_eq!(ends, 60);
}
