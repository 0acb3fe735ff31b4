//! The rules against the model that was written without them: plays of random messages, natively, each answer and all that
//! can be seen compared after each step. The same plays go to the wasm on a chain in `tests/model`.

mod compare;
mod ends;
mod native;
mod windows;

use std::collections::BTreeMap;

use mutual_model::play::{Opening, Play};
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

fn play(seed: u64, steps: u32, seen: &mut BTreeMap<&'static str, Seen>, errors: &mut BTreeMap<String, u32>) {
    let (mut play, mut native) = begin(seed);
    let mut number = 0;
    loop {
        let step = if number < steps { Some(play.step(number, steps)) } else { play.next_drain_step() };
        let Some(step) = step else { break };
        number += 1;
        assert!(number < steps + 5_000, "seed {seed} does not come to an end");
        let entry = seen.entry(step.message.label()).or_default();
        if step.value > 0 && !step.message.is_payable() {
            // ink! itself refuses the money, before any rule.
            native.balance += step.gift;
            assert_eq!(play.take(&step), Err(Expected::NotPayable), "seed {seed}, step {number}");
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
        match ours {
            Ok(_) => entry.accepted += 1,
            Err(error) => {
                entry.refused += 1;
                let name = format!("{error:?}");
                *errors.entry(name.split([' ', '(', '{']).next().unwrap().to_owned()).or_default() += 1;
            }
        }
        let differences = compare::differences(&native, &play, step.at_ms);
        assert!(differences.is_empty(), "seed {seed}, step {number}, {step:?}:\n{}", differences.join("\n"));
        let owed = native.state.counters.ledger.total().unwrap();
        assert!(owed <= native.balance, "seed {seed}, step {number}: {owed} owed, {} there", native.balance);
    }
    assert_eq!(native.balance, 0, "seed {seed}: nothing is left");
    assert_eq!(native.state.counters.ledger, Ledger::default(), "seed {seed}: nothing is owed");
}

#[ink::test]
#[allow(clippy::disallowed_macros)] // what was seen is for who runs it with `--nocapture`
fn the_rules_do_what_the_model_does() {
    let seeds: u64 = std::env::var("MUTUAL_PLAYS").ok().and_then(|count| count.parse().ok()).unwrap_or(20);
    let first: u64 = std::env::var("MUTUAL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let (mut seen, mut errors) = (BTreeMap::new(), BTreeMap::new());
    for seed in first..first + seeds {
        play(seed, 1_000, &mut seen, &mut errors);
    }
    for (label, Seen { accepted, refused }) in &seen {
        println!("{label:20} {accepted:6} {refused:6}");
    }
    println!("{errors:#?}");
    let sum = |count: fn(&Seen) -> u32| seen.values().map(count).sum::<u32>();
    let (accepted, refused) = (sum(|seen| seen.accepted), sum(|seen| seen.refused));
    let share = accepted * 100 / (accepted + refused).max(1);
    assert!(share >= 40, "{accepted} messages accepted, {refused} refused: {share} in a hundred");
}
