//! Nonsense of every kind: it is answered, and the chain lives on.
//!
//! Some thousands of requests each time; `scripts/fuzz-devnet.sh` sends a million.

mod decoders;
mod nonsense;
mod wire;

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use futures::StreamExt;
use mutual_devnet::{spawn, Config, Devnet};
use serde_json::{json, value::RawValue, Value};
use subxt_rpcs::client::RpcClientT;
use subxt_signer::sr25519::dev;

use crate::support::{connect, World, UNIT};
use nonsense::{Nonsense, Templates};
use wire::{Channel, Wire};

/// How many connections of each kind send at the same time.
const CONNECTIONS: u64 = 2;

/// After so many requests in the process all blocks are taken back, so that what was written and the time that was reached
/// do not decide what becomes of the rest.
const BACK_AFTER: u64 = 100;

/// What a request may take on a busy machine before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(60);

/// The memory of this process.
fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

async fn templates(world: &World) -> Templates {
    let mut transactions = Vec::new();
    for nonce in 0..3 {
        transactions.push(world.transfer(&dev::alice(), &dev::bob(), UNIT, nonce).await);
    }
    let methods = world.ask("rpc_methods", json!([])).await.unwrap();
    let names = methods["methods"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned());
    Templates { methods: names.collect(), transactions, block: world.devnet.genesis_hash() }
}

/// A number that the environment sets.
fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

/// Sends a request over a WebSocket, one in some dozens of them no request at all, and reads until it is answered. What is
/// told meanwhile is taken up.
fn converse(channel: &mut Channel, nonsense: &mut Nonsense, id: u64) -> Result<(), String> {
    let (method, params) = nonsense.call();
    let is_whole = serde_json::from_str::<serde::de::IgnoredAny>(&params).is_ok();
    let (bytes, is_asked) = match nonsense.below(60) {
        0 => (nonsense.body(), false),
        _ if is_whole => {
            (format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":{params}}}"#).into_bytes(), true)
        }
        _ => (params.clone().into_bytes(), false),
    };
    let sent = match nonsense.below(500) {
        0 => channel.send_raw(&bytes),
        _ => channel.send(&bytes, nonsense.below(20) == 0),
    };
    // What has no answer of its own is followed by something that has.
    let sent = sent && (is_asked || channel.send(&asked(id), false));
    loop {
        let message = if sent { channel.read().map_err(|error| format!("no answer ({error})"))? } else { None };
        let Some(message) = message else {
            // It was closed, which bytes that are no frame lead to.
            channel.reopen();
            nonsense.told.forget();
            return Ok(());
        };
        let message: Value = serde_json::from_slice(&message).map_err(|error| format!("no JSON ({error})"))?;
        if message["id"] == id {
            if is_asked {
                nonsense.told.answered(&method, &params, &message);
            }
            return Ok(());
        }
        nonsense.told.notified(&message);
    }
}

fn asked(id: u64) -> Vec<u8> {
    format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"system_chain","params":[]}}"#).into_bytes()
}

/// Sends `count` requests over sockets, half of them over WebSocket, and one in fifty inside the process.
async fn fuzz(count: u64, seed: u64) -> Devnet {
    let (devnet, handle) = spawn(Config::port(0)).await.unwrap();
    let world = World { devnet: devnet.clone(), client: connect(&devnet).await };
    let templates = templates(&world).await;
    let address = handle.address();
    let sent = std::sync::Arc::new(AtomicU64::new(0));
    let mut senders = Vec::new();
    for connection in 0..CONNECTIONS {
        let mut nonsense = Nonsense::new(seed + connection, templates.clone());
        let posted = sent.clone();
        senders.push(tokio::task::spawn_blocking(move || {
            let mut wire = Wire::open(address, PATIENCE);
            while posted.fetch_add(1, Ordering::Relaxed) < count {
                let body = nonsense.body();
                if let Err(why) = wire.send(&body) {
                    panic!("{why} after {}", String::from_utf8_lossy(&body[..body.len().min(500)]));
                }
            }
            (0, 0)
        }));
        let mut nonsense = Nonsense::new(seed + 10 + connection, templates.clone());
        let sent = sent.clone();
        senders.push(tokio::task::spawn_blocking(move || {
            let mut channel = Channel::open(address, PATIENCE);
            loop {
                let id = sent.fetch_add(1, Ordering::Relaxed);
                if id >= count {
                    return (nonsense.told.begun, nonsense.told.events);
                }
                // Ids that the nonsense does not use.
                converse(&mut channel, &mut nonsense, id + 1_000_000).unwrap();
            }
        }));
    }
    let mut nonsense = Nonsense::new(seed + 20, templates);
    let client = devnet.rpc_client();
    for number in 0..count / 50 {
        if number % BACK_AFTER == 0 {
            devnet.set_head(devnet.genesis_hash()).unwrap();
        }
        let (method, params) = nonsense.call();
        let params = RawValue::from_string(params).ok();
        let answered = tokio::time::timeout(PATIENCE, async {
            if method.contains("ubscribe") || method.contains("follow") || method.contains("Watch") {
                if let Ok(mut subscription) = client.subscribe_raw(&method, params, "unused").await {
                    // Something may come or not; none of it may block the chain.
                    let _ = tokio::time::timeout(Duration::from_millis(1), subscription.stream.next()).await;
                }
            } else {
                let _ = client.request_raw(&method, params).await;
            }
        });
        answered.await.unwrap_or_else(|_| panic!("{method} hangs"));
    }
    let (mut begun, mut events) = (0, 0);
    for sender in senders {
        let counted = sender.await.unwrap();
        begun += counted.0;
        events += counted.1;
    }
    // It came as far as to what followers ask for.
    assert!(begun > 0 && events > 0, "{begun} operations, {events} events");
    handle.stop().await;
    devnet
}

/// A chain on which a transfer still works.
async fn lives_on(devnet: Devnet) {
    // The time may be the last that there is, and the state anything.
    devnet.set_head(devnet.genesis_hash()).unwrap();
    let world = World { client: connect(&devnet).await, devnet };
    // Refusals of the nonsense are forgotten with a block.
    world.devnet.new_block().unwrap();
    let nonce = world.devnet.next_nonce(&dev::charlie().public_key().0).unwrap();
    let before = world.free(&dev::bob());
    world.devnet.submit(&world.transfer(&dev::charlie(), &dev::bob(), UNIT, nonce.into()).await).unwrap();
    assert_eq!(world.free(&dev::bob()), before + UNIT);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn thousands_of_nonsensical_requests_are_answered() {
    let devnet = fuzz(5_000, 1).await;
    lives_on(devnet).await;
}

/// `MUTUAL_FUZZ` says how many requests, `MUTUAL_SEED` which.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "it takes minutes; scripts/fuzz-devnet.sh runs it"]
#[allow(clippy::disallowed_macros)]
async fn a_million_nonsensical_requests_are_answered_in_the_same_memory() {
    let (count, seed) = (number("MUTUAL_FUZZ", 1_000_000), number("MUTUAL_SEED", 1));
    // What is cached, pooled and kept is so after the first tenth.
    fuzz(count / 10, seed).await;
    let (begin, first) = (Instant::now(), resident_mib());
    let devnet = fuzz(count, seed + 1000).await;
    let last = resident_mib();
    println!("{count} requests in {:?}; {first} MiB before, {last} MiB after", begin.elapsed());
    lives_on(devnet).await;
    assert!(last < first + 32, "from {first} to {last} MiB");
}
