//! Measures a chain on which every block holds one contract call: time per block and dry run, and memory.
//!
//! scripts/measure-devnet.sh runs it.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::disallowed_macros,
    clippy::unwrap_used
)]

#[allow(dead_code)]
#[path = "../tests/it/signed.rs"]
mod signed;

use std::time::Instant;

use mutual_devnet::{Config, Devnet};
use scale::{Compact, Encode};
use signed::{address, call, instantiate, noter, Signer};

const DRY_RUNS: u32 = 1_000;

/// What the system counts processor time in.
const TICK_MS: u64 = 10;

/// The processor time of this process. Unlike the time on the wall it does not depend on what else the machine does.
fn processor_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in parentheses, may hold spaces. User and system time are the 14th and 15th field.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.map(|ticks| ticks.parse::<u64>().unwrap_or_default()).sum::<u64>() * TICK_MS
}

/// Prints the time of one of `count` things that were done since.
fn print(what: &str, count: u32, wall: Instant, processor: u64) {
    let each = |ms: f64| ms / f64::from(count);
    let wall = each(wall.elapsed().as_secs_f64() * 1e3);
    println!("{what:<20} {wall:>9.3} ms, {:.3} ms of a processor", each((processor_ms() - processor) as f64));
}

fn memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// The arguments of `ContractsApi_call`.
fn dry_run(caller: [u8; 32], contract: [u8; 32], data: &[u8]) -> Vec<u8> {
    (caller, contract, 0u128, None::<(Compact<u64>, Compact<u64>)>, None::<u128>, data).encode()
}

fn main() {
    let blocks: u32 = std::env::args().nth(1).map_or(10_000, |text| text.parse().unwrap());
    let start = Instant::now();
    let devnet = Devnet::start(Config::in_process()).unwrap();
    println!("start                {:>9.2} ms", start.elapsed().as_secs_f64() * 1e3);

    let alice = Signer::of("//Alice", devnet.genesis_hash());
    let contract = address(alice.account(), &noter(), &[]);
    devnet.submit(&alice.sign(0, &instantiate(&noter(), &[]))).unwrap();
    println!("memory at the start  {:>9.1} MiB", memory_kib() as f64 / 1024.0);

    // One in four calls stores something new.
    let note = |number: u32| [[0; 28].to_vec(), (number / 4).to_be_bytes().to_vec(), b"a note".to_vec()].concat();
    let signed: Vec<_> = (1..=blocks).map(|nonce| alice.sign(nonce, &call(contract, &note(nonce)))).collect();
    let before = memory_kib();
    let (start, processor) = (Instant::now(), processor_ms());
    for extrinsic in &signed {
        devnet.submit(extrinsic).unwrap();
    }
    print("a block with a call", blocks, start, processor);
    println!("memory a block       {:>9.2} KiB", (memory_kib() - before) as f64 / f64::from(blocks));
    drop(signed);
    println!("memory after {blocks:>6}  {:>9.1} MiB", memory_kib() as f64 / 1024.0);

    let question = dry_run(alice.account(), contract, &note(7));
    let (start, processor) = (Instant::now(), processor_ms());
    for _ in 0..DRY_RUNS {
        devnet.call("ContractsApi_call", &question).unwrap();
    }
    print("a dry run", DRY_RUNS, start, processor);
    let answer = devnet.call("ContractsApi_call", &question).unwrap();
    assert!(answer.windows(5).any(|part| part == b"noted"), "the contract does not run");
    assert_eq!(devnet.head().1, blocks + 1);
}
