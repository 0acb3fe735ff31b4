//! The audit finds nothing wrong with random histories. The index is the real one, in memory; the chain is the wasm on the
//! in-process devnet.
//!
//! `MUTUAL_SEED` is the first history, `MUTUAL_HISTORIES` how many there are, `MUTUAL_STEPS` how many steps each has before
//! its end. `scripts/audit-histories.sh` runs 1,000.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Mutex;
use std::time::Instant;

use mutual_client::index::Place;

use super::stories::{differences, indexed, Story};

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().map_or(otherwise, |text| text.parse().expect("a number"))
}

/// Histories of CI.
const HISTORIES: u64 = 12;
/// Steps of each before its end.
const STEPS: u64 = 400;

/// Audits a history in its middle, while proposals, payments and grants are under way, and at its end. Gives the events.
fn audited(seed: u64, steps: u32) -> Result<u64, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut story = Story::begin(seed);
    for number in 0..steps {
        let step = story.player.play.step(number, steps);
        story.take(&step);
        // The last fifth of a play is the dissolution.
        if number == steps * 7 / 10 {
            runtime.block_on(check(&story, "in the middle"))?;
        }
    }
    story.end();
    runtime.block_on(check(&story, "at the end"))
}

async fn check(story: &Story, when: &str) -> Result<u64, String> {
    let society = story.society().await;
    let mut keeper = indexed(&society, Place::Memory).await;
    let found = differences(&mut keeper).await;
    if found.is_empty() {
        Ok(keeper.books().next_seq())
    } else {
        Err(format!("{when}:\n{}", found.join("\n")))
    }
}

fn audit_all(first: u64, histories: u64, steps: u32) {
    let (begun, events, failures) = (AtomicU64::new(0), AtomicU64::new(0), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let clock = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| loop {
                let number = begun.fetch_add(1, Ordering::Relaxed);
                if number >= histories {
                    break;
                }
                match audited(first + number, steps) {
                    Ok(seen) => {
                        events.fetch_add(seen, Ordering::Relaxed);
                    }
                    Err(what) => failures.lock().unwrap().push(format!("seed {}, {what}", first + number)),
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    let events = events.into_inner();
    println!("{histories} histories of {events} events, {} with differences, in {:?}", failures.len(), clock.elapsed());
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert!(events > histories * 50, "histories in which something happens: {events} events");
}

#[test]
fn the_audit_finds_nothing_wrong_with_histories_in_which_nothing_is() {
    let (first, histories) = (number("MUTUAL_SEED", 1), number("MUTUAL_HISTORIES", HISTORIES));
    audit_all(first, histories, u32::try_from(number("MUTUAL_STEPS", STEPS)).unwrap());
}
