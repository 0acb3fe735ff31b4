//! Plays of the model alone: it keeps its own invariants, answers enough with yes, and comes to an end.
#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects)]

use mutual_model::play::{Opening, Play, Tally, Wanted};
use mutual_model::{Callee, Chain, Model};
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
        codes: [([4; 32], 1), ([6; 32], 2)].into(),
        ..Chain::default()
    };
    let society = AccountId([0x50; 32]);
    let model = Model::found(chain, society, opening.now_ms, opening.value, &opening.founding).unwrap();
    Play::new(seed, opening, model)
}

/// Plays a seed to its end, and counts the answers.
fn play(seed: u64, tally: &mut Tally) {
    let mut play = begin(seed);
    for step in 0..STEPS {
        let next = play.step(step, STEPS);
        let answer = play.take(&next);
        tally.count(&play, &next, &answer);
        play.model.check_invariants().unwrap_or_else(|wrong| panic!("seed {seed}, step {step}, {next:?}: {wrong}"));
    }
    let mut steps = 0;
    while let Some(next) = play.next_drain_step() {
        let answer = play.take(&next);
        tally.count(&play, &next, &answer);
        answer.unwrap_or_else(|refusal| panic!("seed {seed}, {next:?}: {refusal:?}"));
        play.model.check_invariants().unwrap();
        steps += 1;
        assert!(steps < 5_000, "seed {seed} does not come to an end");
    }
    assert!(play.is_drained(), "seed {seed} is left with {:#?}", play.model.counters());
}

#[test]
fn plays_keep_the_invariants_say_yes_often_enough_and_end_with_nothing() {
    let plays: u64 = std::env::var("MUTUAL_PLAYS").ok().and_then(|count| count.parse().ok()).unwrap_or(20);
    let mut tally = Tally::default();
    for seed in 1..=plays {
        play(seed, &mut tally);
    }
    // Shown with `--nocapture`, for whoever tunes the weights.
    println!("{tally}");
    let wanted = Wanted { accepted_percent: 40, ..Wanted::default() };
    assert_eq!(tally.missing(&wanted), Vec::<String>::new());
}
