//! When blocks are made.

use std::time::Duration;

use mutual_devnet::{Config, Devnet, Error, Sealing};

use crate::{
    signed::{transfer, Signer},
    support::{account_key, free, UNIT},
};

#[test]
fn at_intervals_blocks_come_by_themselves_and_transactions_wait_for_the_next() {
    let sealing = Sealing::Interval(Duration::from_millis(50));
    let devnet = Devnet::start(Config::in_process().sealing(sealing)).unwrap();
    let alice = Signer::of("//Alice", devnet.genesis_hash());
    devnet.submit(&alice.sign(0, &transfer([9; 32], UNIT))).unwrap();
    while devnet.head().1 < 3 || devnet.pending() > 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(free(devnet.storage(&account_key(&[9; 32])).unwrap()), UNIT);
}

#[test]
fn the_clockwork_ends_with_the_chain() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chain");
    let config = || Config::in_process().sealing(Sealing::Interval(Duration::from_millis(5))).state(&file);
    let devnet = Devnet::start(config()).unwrap();
    drop(devnet);
    // The file is free again when nothing holds the chain any more.
    for _ in 0..200 {
        match Devnet::start(config()) {
            Ok(_) => return,
            Err(Error::File(_)) => std::thread::sleep(Duration::from_millis(10)),
            Err(other) => panic!("{other}"),
        }
    }
    panic!("the chain goes on");
}

#[test]
fn an_interval_that_the_runtime_does_not_allow_is_refused() {
    let sealing = Sealing::Interval(Duration::from_millis(4));
    assert!(matches!(Devnet::start(Config::in_process().sealing(sealing)), Err(Error::Interval(4))));
}

#[test]
fn the_chain_can_begin_at_any_time_and_with_more_accounts() {
    let start_ms = 4_102_444_800_000;
    let config = Config { start_ms: Some(start_ms), accounts: 3, balance: 7 * UNIT, ..Config::in_process() };
    let devnet = Devnet::start(config).unwrap();
    devnet.new_block().unwrap();
    assert!((start_ms..start_ms + 60_000).contains(&devnet.now_ms()));
    let three = mutual_devnet::accounts::account("//3").unwrap();
    let four = mutual_devnet::accounts::account("//4").unwrap();
    let alice = mutual_devnet::accounts::account("//Alice").unwrap();
    let held = [three, four, alice].map(|account| free(devnet.storage(&account_key(&account)).unwrap()));
    assert_eq!(held, [7 * UNIT, 0, 7 * UNIT]);
    devnet.set_head(devnet.genesis_hash()).unwrap();
    devnet.new_block().unwrap();
    assert!((start_ms..start_ms + 60_000).contains(&devnet.now_ms()));
}
