//! The society on a chain against the model that was written without it: plays of random messages, each answer and all
//! that can be seen compared after each step. The contract's own tests play the same plays without a chain.
//!
//! `MUTUAL_SEED` is the first play, `MUTUAL_SEEDS` how many there are, `MUTUAL_STEPS` how many steps each has before its
//! end, `MUTUAL_EACH` after how many steps everything is compared. `scripts/soak.sh` plays for as long as it is told.
#![allow(clippy::disallowed_macros)] // what was played is shown with `--nocapture`

mod answer;
pub mod cells;
pub mod chain;
mod compare;
pub mod player;
mod regressions;
pub mod sign;
mod sums;
mod wanted;
pub mod wire;

use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use mutual_model::play::Tally;
use player::{Care, Player};
use wanted::wanted;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().map_or(otherwise, |text| text.parse().expect("a number"))
}

/// Plays a seed to its end, and gives how many steps that took; or says what differs.
fn play(seed: u64, steps: u32, tally: &mut Tally) -> Result<u32, String> {
    let care = Care { all_each: u32::try_from(number("MUTUAL_EACH", 25)).unwrap(), depth: 5 };
    let played = catch_unwind(AssertUnwindSafe(|| {
        let mut player = Player::begin(seed, care, tally)?;
        let mut number = 0;
        loop {
            let is_end = number >= steps;
            let step = if is_end { player.play.next_drain_step() } else { Some(player.play.step(number, steps)) };
            let Some(step) = step else { break };
            number += 1;
            assert!(number < steps + 5_000, "the play comes to an end");
            player.take(&step, tally)?;
        }
        player.check_end().map(|()| number)
    }));
    played.unwrap_or_else(|panic| {
        Err(panic.downcast_ref::<String>().cloned().unwrap_or_else(|| "it panicked".to_owned()))
    })
}

/// Plays seeds from `first` on, on all processors, as long as `goes_on` with the number of seeds begun says so; gives what
/// was seen, and what failed.
fn play_all(first: u64, steps: u32, goes_on: impl Fn(u64) -> bool + Sync) -> (Tally, Vec<(u64, String)>) {
    let begun = AtomicU64::new(0);
    let (all, failures) = (Mutex::new(Tally::default()), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| loop {
                let number = begun.fetch_add(1, Ordering::Relaxed);
                if !goes_on(number) {
                    break;
                }
                let (seed, clock, mut tally) = (first + number, Instant::now(), Tally::default());
                let played = play(seed, steps, &mut tally);
                all.lock().unwrap().add(tally);
                match played {
                    Ok(taken) => println!("seed {seed}: {taken} steps in {:?}", clock.elapsed()),
                    Err(what) => {
                        println!("seed {seed} fails: {what}");
                        failures.lock().unwrap().push((seed, what));
                    }
                }
            });
        }
    });
    let all = all.into_inner().unwrap();
    println!("{all}");
    (all, failures.into_inner().unwrap())
}

fn ensure_none(failures: &[(u64, String)]) {
    let told: Vec<String> = failures.iter().map(|(seed, what)| format!("seed {seed}: {what}")).collect();
    assert!(told.is_empty(), "{}", told.join("\n\n"));
}

/// Plays of CI.
const PLAYS: u64 = 24;
/// Steps of each before its end.
const STEPS: u32 = 1_000;

#[test]
fn the_contract_does_what_the_model_does() {
    let (first, plays) = (number("MUTUAL_SEED", 1), number("MUTUAL_SEEDS", PLAYS));
    let steps = u32::try_from(number("MUTUAL_STEPS", STEPS.into())).unwrap();
    let (tally, failures) = play_all(first, steps, |begun| begun < plays);
    ensure_none(&failures);
    // Other plays than those of CI show what they show.
    if (first, plays, steps) == (1, PLAYS, STEPS) {
        assert_eq!(tally.missing(&wanted()).join("\n"), "");
    }
}

/// What `scripts/soak.sh` runs.
#[test]
#[ignore = "it takes as long as it is told"]
fn soak() {
    let minutes = Duration::from_secs(60 * number("MUTUAL_MINUTES", 1));
    let (first, steps, begun) = (number("MUTUAL_SEED", 1_000), STEPS, Instant::now());
    let (_, failures) = play_all(first, steps, |_| begun.elapsed() < minutes);
    for (seed, what) in &failures {
        regressions::keep(*seed, steps, what);
    }
    ensure_none(&failures);
}

#[test]
fn what_once_differed_does_so_no_more() {
    let mut failures = Vec::new();
    for (seed, steps) in regressions::all() {
        failures.extend(play(seed, steps, &mut Tally::default()).err().map(|what| (seed, what)));
    }
    ensure_none(&failures);
}
