//! The rules against the model that was written without them: plays of random messages, natively, each answer and all that
//! can be seen compared after each step. The same plays go to the wasm on a chain in `tests/it/machine`.
//!
//! `MUTUAL_SEED` is the first play, `MUTUAL_PLAYS` how many there are, one after the other: play after play of some thousand
//! steps goes as far as anyone wants, where one long play would only fill up. `scripts/faults.sh` counts the steps until
//! a fault shows.

mod compare;
mod native;

use std::collections::BTreeMap;
use std::panic::{catch_unwind, AssertUnwindSafe};

use mutual_model::play::{Opening, Play, Step};
use mutual_model::{Callee, Chain, Expected, Model};

use super::memory;
use crate::{call::Call, chain, state::State};
use mutual_types::*;
use native::Native;

const MINIMUM: Planck = 1_000_000_000;
const THIS: AccountId = AccountId([0x50; 32]);
const CALLEE: AccountId = AccountId([0xC3; 32]);
const REFUSING: AccountId = AccountId([0xC4; 32]);

fn begin(seed: u64) -> (Play, Native) {
    let opening = Opening::of(seed);
    let callee = Callee { code_hash: [4; 32], input: vec![1, 2, 3, 4], takes_nothing: true, takes_money: true };
    let refuses = Callee { code_hash: [5; 32], takes_nothing: false, takes_money: false, ..callee.clone() };
    let chain = Chain {
        minimum: MINIMUM,
        absent: opening.ghosts.iter().copied().collect(),
        contracts: [(CALLEE, callee), (REFUSING, refuses)].into(),
        codes: [[4; 32]].into(),
        ..Chain::default()
    };
    chain::CONTRACT.set((CALLEE, [4; 32]));
    chain::REFUSING.set((REFUSING, [5; 32]));
    memory::restore(memory::Cells::new());
    let call = Call { caller: AccountId([0xF0; 32]), now_ms: opening.now_ms, value: opening.value, this: THIS };
    let (state, _) = State::found(&call, opening.founding.clone()).unwrap();
    let absent = chain.absent.clone();
    let model = Model::found(chain, THIS, opening.now_ms, opening.value, &opening.founding).unwrap();
    let balance = opening.value;
    (Play::new(seed, opening, model), Native { state, balance, absent })
}

/// What was seen of a message.
#[derive(Default)]
struct Seen {
    accepted: u32,
    refused: u32,
}

/// How far the plays have come.
#[derive(Default)]
struct Place {
    /// Steps of all plays.
    steps: u32,
    /// Steps of this one.
    number: u32,
    /// The last one.
    step: Option<Step>,
}

#[derive(Default)]
struct Counts {
    seen: BTreeMap<&'static str, Seen>,
    errors: BTreeMap<String, u32>,
}

/// Plays a seed to its end.
fn play(seed: u64, steps: u32, place: &mut Place, counts: &mut Counts) {
    let (mut play, mut native) = begin(seed);
    place.number = 0;
    loop {
        let is_end = place.number >= steps;
        let step = if is_end { play.next_drain_step() } else { Some(play.step(place.number, steps)) };
        let Some(step) = step else { break };
        place.steps += 1;
        place.number += 1;
        place.step = Some(step.clone());
        assert!(place.number < steps + 5_000, "it does not come to an end");
        take(&mut play, &mut native, &step, counts);
    }
    place.step = None;
    assert_eq!(native.balance, 0, "nothing is left");
    assert_eq!(native.state.counters.ledger, Ledger::default(), "nothing is owed");
}

/// Takes a step on both sides, and looks for what differs.
fn take(play: &mut Play, native: &mut Native, step: &Step, counts: &mut Counts) {
    let entry = counts.seen.entry(step.message.label()).or_default();
    if step.value > 0 && !step.message.is_payable() {
        // ink! itself refuses the money, before any rule.
        native.balance += step.gift;
        assert_eq!(play.take(step), Err(Expected::NotPayable), "what is not payable");
        return;
    }
    let ours = native.take(step);
    let theirs = play.take(step);
    let agree = match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => ours == theirs,
        (Err(error), Err(expected)) => expected.matches(error),
        _ => false,
    };
    assert!(agree, "answer:\n   rules {ours:?}\n   model {theirs:?}");
    match ours {
        Ok(_) => entry.accepted += 1,
        Err(error) => {
            entry.refused += 1;
            let name = format!("{error:?}");
            *counts.errors.entry(name.split([' ', '(', '{']).next().unwrap().to_owned()).or_default() += 1;
        }
    }
    let differences = compare::differences(native, play, step.at_ms);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    let owed = native.state.counters.ledger.total().unwrap();
    assert!(owed <= native.balance, "{owed} owed, {} there", native.balance);
}

/// Plays a seed, and says at which step of all it failed, if it does.
fn play_or_say_where(seed: u64, place: &mut Place, counts: &mut Counts) {
    let Err(panic) = catch_unwind(AssertUnwindSafe(|| play(seed, 1_000, place, counts))) else { return };
    let formatted = panic.downcast_ref::<String>().map(String::as_str);
    let what = formatted.or(panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked");
    let Place { steps, number, step } = place;
    let label = step.as_ref().map_or("the end", |step| step.message.label());
    panic!("it differs after {steps} steps, in step {number} of seed {seed}, {label}: {what}\n{step:?}");
}

#[ink::test]
#[allow(clippy::disallowed_macros)] // what was seen is for who runs it with `--nocapture`
fn the_rules_do_what_the_model_does() {
    let seeds: u64 = std::env::var("MUTUAL_PLAYS").ok().and_then(|count| count.parse().ok()).unwrap_or(20);
    let first: u64 = std::env::var("MUTUAL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let (mut place, mut counts) = (Place::default(), Counts::default());
    for seed in first..first + seeds {
        play_or_say_where(seed, &mut place, &mut counts);
    }
    let Counts { seen, errors } = counts;
    for (label, Seen { accepted, refused }) in &seen {
        println!("{label:20} {accepted:6} {refused:6}");
    }
    println!("{errors:#?}");
    println!("{} steps", place.steps);
    let sum = |count: fn(&Seen) -> u32| seen.values().map(count).sum::<u32>();
    let (accepted, refused) = (sum(|seen| seen.accepted), sum(|seen| seen.refused));
    let share = accepted * 100 / (accepted + refused).max(1);
    assert!(share >= 40, "{accepted} messages accepted, {refused} refused: {share} in a hundred");
}
