//! The rules against the model that was written without them: plays of random messages, natively, each answer and all that
//! can be seen compared after each step. The same plays go to the wasm on a chain in `tests/it/machine`.
//!
//! `MUTUAL_SEED` is the first play, `MUTUAL_PLAYS` how many there are, one after the other: plays of some thousand steps go
//! as far as anyone wants, where one long play would only fill up.

mod compare;
mod ends;
mod native;
mod place;
mod windows;

use std::collections::BTreeSet;

use mutual_model::play::{Opening, Play, Tally, Wanted, NOT_PAYABLE};
use mutual_model::{Callee, Chain, Expected, Model};

use super::memory;
use crate::{call::Call, chain, state::State};
use mutual_types::*;
use native::Native;
use place::Place;

const MINIMUM: Planck = 1_000_000_000;
const THIS: AccountId = AccountId([0x50; 32]);
const CALLEE: AccountId = AccountId([0xC3; 32]);
const REFUSING: AccountId = AccountId([0xC4; 32]);

fn begin(seed: u64) -> (Play, Native) {
    begin_with(seed, |_| {})
}

/// The same by other rules.
fn begin_with(seed: u64, change: impl FnOnce(&mut Rules)) -> (Play, Native) {
    let mut opening = Opening::of(seed);
    change(&mut opening.founding.rules);
    let callee = Callee { code_hash: [4; 32], input: vec![1, 2, 3, 4], takes_nothing: true, takes_money: true };
    let refuses = Callee { code_hash: [5; 32], takes_nothing: false, takes_money: false, ..callee.clone() };
    let chain = Chain {
        minimum: MINIMUM,
        absent: opening.ghosts.iter().copied().collect(),
        contracts: [(CALLEE, callee), (REFUSING, refuses)].into(),
        codes: [([4; 32], 1)].into(),
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

/// Each edge whose turn it is, founded or refused as the model says.
fn foundings(seed: u64, tally: &mut Tally) {
    for edge in Opening::of(seed).edges_of_turn(seed) {
        memory::restore(memory::Cells::new());
        let opening = Opening { founding: edge.founding, ..Opening::of(seed) };
        let (now_ms, value) = (opening.now_ms, opening.value);
        let call = Call { caller: AccountId([0xF0; 32]), now_ms, value, this: THIS };
        let ours = State::found(&call, opening.founding.clone());
        let theirs = Model::found(Chain::default(), THIS, now_ms, value, &opening.founding);
        tally.count_founding(theirs.as_ref().err());
        match (ours, theirs) {
            (Ok((state, _)), Ok(model)) => {
                let native = Native { state, balance: value, absent: BTreeSet::new() };
                let differences = compare::differences(&native, &Play::new(seed, opening, model), now_ms);
                assert!(differences.is_empty(), "seed {seed}, {}:\n{}", edge.what, differences.join("\n"));
            }
            (Err(ours), Err(theirs)) => {
                assert!(theirs.matches(&ours), "seed {seed}, {}:\n rules {ours:?}\n model {theirs:?}", edge.what);
            }
            (ours, theirs) => {
                let (ours, theirs) = (ours.map(|_| ()), theirs.map(|_| ()));
                panic!("seed {seed}, {}:\n rules {ours:?}\n model {theirs:?}", edge.what);
            }
        }
    }
}

fn play(seed: u64, steps: u32, place: &mut Place, tally: &mut Tally) {
    let (mut play, mut native) = begin(seed);
    let mut number = 0;
    loop {
        let step = if number < steps { Some(play.step(number, steps)) } else { play.next_drain_step() };
        let Some(step) = step else { break };
        number += 1;
        place.go_on(seed, &step);
        assert!(number < steps + 5_000, "seed {seed} does not come to an end");
        if step.value > 0 && !step.message.is_payable() {
            // ink! itself refuses the money, before any rule.
            native.balance += step.gift;
            let theirs = play.take(&step);
            assert_eq!(theirs, Err(Expected::NotPayable), "seed {seed}, step {number}");
            tally.count(&play, &step, &theirs);
            continue;
        }
        let ours = native.take(&step);
        let theirs = play.take(&step);
        let agree = match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => ours == theirs,
            (Err(error), Err(expected)) => expected.matches(error),
            _ => false,
        };
        assert!(agree, "seed {seed}, step {number}, {step:?}:\n rules {ours:?}\n model {theirs:?}");
        tally.count(&play, &step, &theirs);
        let differences = compare::differences(&native, &play, step.at_ms);
        assert!(differences.is_empty(), "seed {seed}, step {number}, {step:?}:\n{}", differences.join("\n"));
        let owed = native.state.counters.ledger.total().unwrap();
        assert!(owed <= native.balance, "seed {seed}, step {number}: {owed} owed, {} there", native.balance);
    }
    assert_eq!(native.balance, 0, "seed {seed}: nothing is left");
    assert_eq!(native.state.counters.ledger, Ledger::default(), "seed {seed}: nothing is owed");
}

/// The variants of a type, by its own information.
fn variants<T: scale_info::TypeInfo>() -> Vec<String> {
    match T::type_info().type_def {
        scale_info::TypeDef::Variant(all) => all.variants.iter().map(|variant| variant.name.to_string()).collect(),
        _ => Vec::new(),
    }
}

/// What these plays never show, and why.
const NEVER: &[(&str, &str)] = &[
    ("migrate", "a native test has one code, whose storage is of its version; accepted on the chain"),
    ("Migrating", "for the same reason"),
];

#[ink::test]
#[allow(clippy::disallowed_macros)] // what was seen is for who runs it with `--nocapture`
fn the_rules_do_what_the_model_does() {
    let number = |name, otherwise: u64| std::env::var(name).map_or(otherwise, |text| text.parse().unwrap());
    let (first, plays) = (number("MUTUAL_SEED", 1), number("MUTUAL_PLAYS", 20));
    let (mut tally, mut place) = (Tally::default(), Place::default());
    for seed in first..first + plays {
        place.or_say_where(|place| {
            foundings(seed, &mut tally);
            play(seed, 1_000, place, &mut tally);
        });
    }
    println!("{tally}");
    let wanted = Wanted { accepted_percent: 40, ..Wanted::default() };
    let all = Wanted {
        steps: 20_000,
        each_message: 50,
        each_accepted: 1,
        errors: [variants::<Error>(), vec![NOT_PAYABLE.to_string()]].concat(),
        kinds: variants::<Kind>(),
        events: event::Event::NAMES.iter().map(|name| name.to_string()).collect(),
        never: NEVER,
        ..wanted.clone()
    };
    // Other plays than those of CI show what they show.
    let missing = tally.missing(if (first, plays) == (1, 20) { &all } else { &wanted });
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
