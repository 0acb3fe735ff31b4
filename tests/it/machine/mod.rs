//! The society on a chain against the model that was written without it: plays of random messages, each answer and all
//! that can be seen compared after each step. The contract's own tests play the same plays without a chain.
//!
//! `MUTUAL_SEEDS` is how many plays, `MUTUAL_SEED` the first, `MUTUAL_STEPS` how many steps each has before its end.
//! `scripts/soak.sh` plays for as long as it is told.

mod cells;
mod chain;
mod compare;
mod player;
mod sign;
mod tally;
mod wire;

use std::time::Instant;

use player::{Care, Player};
use tally::Counts;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().map_or(otherwise, |text| text.parse().expect("a number"))
}

/// Plays a seed; `drain` is whether the society is brought to its end afterwards.
fn play(seed: u64, steps: u32, drain: bool, care: Care, counts: &mut Counts) -> Result<u32, String> {
    let mut player = Player::begin(seed, care);
    let mut number = 0;
    loop {
        let step = if number < steps {
            Some(player.play.step(number, steps))
        } else if drain {
            player.play.next_drain_step()
        } else {
            None
        };
        let Some(step) = step else { break };
        number += 1;
        assert!(number < steps + 5_000, "the play comes to an end");
        player.take(&step, counts)?;
    }
    if drain {
        player.check_end()?;
    }
    Ok(number)
}

#[test]
fn the_contract_does_what_the_model_does() {
    let (first, seeds) = (number("MUTUAL_SEED", 1), number("MUTUAL_SEEDS", 1));
    let steps = u32::try_from(number("MUTUAL_STEPS", 200)).unwrap();
    let care = Care { all_each: u32::try_from(number("MUTUAL_ALL_EACH", 25)).unwrap(), depth: 5 };
    let mut counts = Counts::default();
    let mut failures = Vec::new();
    for seed in first..first + seeds {
        let begun = Instant::now();
        match play(seed, steps, true, care, &mut counts) {
            Ok(taken) => println!("seed {seed}: {taken} steps in {:?}", begun.elapsed()),
            Err(what) => {
                println!("seed {seed} failed after {:?}: {what}", begun.elapsed());
                failures.push(format!("seed {seed}: {what}"));
            }
        }
    }
    println!("{counts}");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
