//! How long things take, printed with `--nocapture`. Nothing depends on it: a busy machine is slow.
#![allow(clippy::disallowed_macros)]

use std::time::Instant;

use mutual_devnet::{Config, Devnet};
use subxt_signer::sr25519::dev;

use crate::support::{connect, World, UNIT};

#[tokio::test]
async fn what_is_timed_is_done() {
    drop(Devnet::start(Config::in_process()).unwrap());
    let begin = Instant::now();
    let devnet = Devnet::start(Config::in_process()).unwrap();
    let start = begin.elapsed();
    let begin = Instant::now();
    let client = connect(&devnet).await;
    client.at_current_block().await.unwrap();
    let connected = begin.elapsed();
    let world = World { devnet, client };

    let mut transfers = Vec::new();
    for nonce in 0..100 {
        transfers.push(world.transfer(&dev::alice(), &dev::bob(), UNIT, nonce).await);
    }
    let begin = Instant::now();
    for transfer in &transfers {
        world.devnet.submit(transfer).unwrap();
    }
    let each = begin.elapsed() / 100;
    let begin = Instant::now();
    for _ in 0..100 {
        world.devnet.new_block().unwrap();
    }
    let empty = begin.elapsed() / 100;
    let key = crate::support::account_key(&crate::support::alice());
    let begin = Instant::now();
    for _ in 0..1000 {
        world.devnet.call("AccountNonceApi_account_nonce", &key[48..]).unwrap();
    }
    let call = begin.elapsed() / 1000;
    let values = (0..100_000u32).map(|n| (sp_core::blake2_256(&n.to_be_bytes()).to_vec(), Some(vec![1; 80]))).collect();
    let begin = Instant::now();
    world.devnet.set_storage(values).unwrap();
    let written = begin.elapsed();
    let begin = Instant::now();
    for _ in 0..100 {
        world.devnet.new_block().unwrap();
    }
    let large = begin.elapsed() / 100;
    println!("call {call:?}, writing 100,000 values {written:?}, empty block after them {large:?}");
    println!("start {start:?}, connect {connected:?}, block with a transfer {each:?}, empty block {empty:?}");
    assert_eq!((world.number(), world.free(&dev::bob())), (301, (1 << 60) + 100 * UNIT));
    assert_eq!(world.devnet.storage(&sp_core::blake2_256(&7u32.to_be_bytes())).unwrap(), Some(vec![1; 80]));
}
