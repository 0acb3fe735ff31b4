//! Nonsense of every kind: it is answered, and the chain lives on.
//!
//! Some thousands of requests each time; `scripts/fuzz-devnet.sh` sends a million.

mod nonsense;
mod wire;

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use futures::StreamExt;
use mutual_devnet::{spawn, Config, Devnet};
use serde_json::{json, value::RawValue};
use subxt_rpcs::client::RpcClientT;
use subxt_signer::sr25519::dev;

use crate::support::{connect, World, UNIT};
use nonsense::{Nonsense, Templates};
use wire::Wire;

/// How many connections send at the same time.
const CONNECTIONS: u64 = 4;

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
    // A development method makes blocks by the thousand or sends the chain to the year 9999.
    let methods = names.filter(|name| !name.starts_with("dev_")).collect();
    Templates { methods, transactions, block: world.devnet.genesis_hash() }
}

/// Sends `count` requests over sockets, and one in fifty inside the process, where subscriptions are.
async fn fuzz(count: u64, seed: u64) -> Devnet {
    let (devnet, handle) = spawn(Config::port(0)).await.unwrap();
    let world = World { devnet: devnet.clone(), client: connect(&devnet).await };
    let templates = templates(&world).await;
    let address = handle.address();
    let sent = std::sync::Arc::new(AtomicU64::new(0));
    let mut senders = Vec::new();
    for connection in 0..CONNECTIONS {
        let mut nonsense = Nonsense::new(seed + connection, templates.clone());
        let sent = sent.clone();
        senders.push(tokio::task::spawn_blocking(move || {
            let mut wire = Wire::open(address, PATIENCE);
            while sent.fetch_add(1, Ordering::Relaxed) < count {
                let body = nonsense.body();
                if let Err(why) = wire.send(&body) {
                    panic!("{why} after {}", String::from_utf8_lossy(&body[..body.len().min(500)]));
                }
            }
        }));
    }
    let mut nonsense = Nonsense::new(seed + CONNECTIONS, templates);
    let client = devnet.rpc_client();
    for _ in 0..count / 50 {
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
    for sender in senders {
        sender.await.unwrap();
    }
    handle.stop().await;
    devnet
}

/// A chain on which a transfer still works.
async fn lives_on(devnet: Devnet) {
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
    let number = |name: &str, default| std::env::var(name).map_or(default, |text| text.parse().unwrap());
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
