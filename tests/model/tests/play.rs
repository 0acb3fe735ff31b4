//! Plays of the model alone: it keeps its own invariants, answers enough with yes, and comes to an end.
#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects)]

use std::collections::BTreeMap;

use mutual_model::play::{Opening, Play};
use mutual_model::{Callee, Chain, Expected, Message, Model};
use mutual_types::AccountId;

/// Steps of each play before it ends.
const STEPS: u32 = 1_000;

fn begin(seed: u64) -> Play {
    let opening = Opening::of(seed);
    let callee = Callee { code_hash: [4; 32], input: vec![1, 2, 3, 4], takes_nothing: true, takes_money: true };
    let refuses = Callee { code_hash: [5; 32], input: vec![1, 2, 3, 4], takes_nothing: false, takes_money: false };
    let chain = Chain {
        minimum: 1_000_000_000,
        absent: opening.ghosts.iter().copied().collect(),
        contracts: [(AccountId([0xC3; 32]), callee), (AccountId([0xC4; 32]), refuses)].into(),
        codes: [[4; 32]].into(),
        ..Chain::default()
    };
    let society = AccountId([0x50; 32]);
    let model = Model::found(chain, society, opening.now_ms, opening.value, &opening.founding).unwrap();
    Play::new(seed, opening, model)
}

#[derive(Default)]
struct Answers {
    accepted: u32,
    refused: u32,
    errors: BTreeMap<String, u32>,
}

/// Plays a seed to its end, and counts the answers.
fn play(seed: u64, answers: &mut BTreeMap<&'static str, Answers>) {
    let mut play = begin(seed);
    for step in 0..STEPS {
        let next = play.step(step, STEPS);
        let answer = play.take(&next);
        let entry = answers.entry(next.message.label()).or_default();
        match answer {
            Ok(_) => entry.accepted += 1,
            Err(Expected::Exactly(error) | Expected::Like(error)) => {
                entry.refused += 1;
                let name = format!("{error:?}");
                let name = name.split([' ', '(', '{']).next().unwrap().to_owned();
                *entry.errors.entry(name).or_default() += 1;
            }
            Err(Expected::NotPayable) => entry.refused += 1,
        }
        play.model.check_invariants().unwrap_or_else(|wrong| panic!("seed {seed}, step {step}, {next:?}: {wrong}"));
    }
    let mut steps = 0;
    while let Some(next) = play.next_drain_step() {
        play.take(&next).unwrap_or_else(|refusal| panic!("seed {seed}, {next:?}: {refusal:?}"));
        let entry = answers.entry(next.message.label()).or_default();
        entry.accepted += 1;
        play.model.check_invariants().unwrap();
        steps += 1;
        assert!(steps < 5_000, "seed {seed} does not come to an end");
    }
    assert!(play.is_drained(), "seed {seed} is left with {:#?}", play.model.counters());
}

#[test]
fn plays_keep_the_invariants_say_yes_often_enough_and_end_with_nothing() {
    let mut answers = BTreeMap::new();
    for seed in 1..=20 {
        play(seed, &mut answers);
    }
    let (accepted, refused) =
        answers.values().fold((0, 0), |(yes, no), entry| (yes + entry.accepted, no + entry.refused));
    for label in Message::LABELS {
        let (yes, no) = answers.get(label).map_or((0, 0), |entry| (entry.accepted, entry.refused));
        // Shown with `--nocapture`, for whoever tunes the weights.
        println!("{label:20} {yes:6} {no:6} {:?}", answers.get(label).map(|entry| &entry.errors));
        assert!(no > 0 || *label == "leave", "{label} was never refused");
        assert!(yes > 0 || *label == "migrate", "{label} was never accepted");
    }
    assert!(accepted * 10 >= (accepted + refused) * 4, "{accepted} accepted, {refused} refused");
}
