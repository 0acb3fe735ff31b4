//! Transactions that wait.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    thread::{self, ThreadId},
    time::Duration,
};

use mutual_devnet::{accounts, Config, Devnet, Observer, Sealing};
use serde_json::json;
use subxt_rpcs::client::RpcClient;
use subxt_signer::sr25519::dev;

use crate::{
    signed::{remark, transfer, Signer},
    support::{account_key, alice, ask, data, free, hex, params, World, UNIT},
};

#[tokio::test]
async fn a_nonce_ahead_waits_for_those_before_it() {
    let world = World::new().await;
    let rpc = RpcClient::new(world.devnet.rpc_client());
    let later = hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 1).await);
    let mut progress = rpc
        .subscribe::<serde_json::Value>(
            "author_submitAndWatchExtrinsic",
            params(json!([later])),
            "author_unwatchExtrinsic",
        )
        .await
        .unwrap();
    assert_eq!(progress.next().await.unwrap().unwrap(), json!("future"));
    assert_eq!((world.number(), world.devnet.pending()), (0, 1));
    // Only those that are ready are listed.
    assert_eq!(world.ask("author_pendingExtrinsics", json!([])).await.unwrap(), json!([]));
    let error = world.ask("author_submitExtrinsic", json!([later])).await.unwrap_err();
    assert_eq!(error.code, 1013);

    world.devnet.submit(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await).unwrap();
    let head = world.devnet.head().0;
    assert_eq!(progress.next().await.unwrap().unwrap(), json!("ready"));
    assert_eq!(progress.next().await.unwrap().unwrap(), json!({ "inBlock": head }));
    assert_eq!(progress.next().await.unwrap().unwrap(), json!({ "finalized": head }));
    assert!(progress.next().await.is_none());
    assert_eq!((world.number(), world.devnet.pending()), (1, 0));
}

#[tokio::test]
async fn the_next_nonce_counts_those_that_wait() {
    let world = World::with(Config::in_process().sealing(Sealing::Manual)).await;
    for nonce in [0, 1, 2, 4] {
        world.devnet.submit(&world.transfer(&dev::alice(), &dev::bob(), UNIT, nonce).await).unwrap();
    }
    let address = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    assert_eq!(world.ask("system_accountNextIndex", json!([address])).await.unwrap(), json!(3));
    world.devnet.new_block().unwrap();
    assert_eq!((world.number(), world.devnet.pending()), (1, 1));
    assert_eq!(world.devnet.next_nonce(&alice()).unwrap(), 3);
    world.devnet.submit(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 3).await).unwrap();
    assert_eq!(world.devnet.next_nonce(&alice()).unwrap(), 5);
    world.devnet.new_block().unwrap();
    assert_eq!((world.number(), world.devnet.pending()), (2, 0));
}

#[tokio::test]
async fn a_higher_tip_takes_the_place_of_the_same_nonce() {
    let world = World::with(Config::in_process().sealing(Sealing::Manual)).await;
    let first = world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await;
    let second = world.transfer(&dev::alice(), &dev::bob(), 2 * UNIT, 0).await;
    let tipped = world.transfer_with_tip(&dev::alice(), &dev::bob(), 3 * UNIT, 0, UNIT).await;
    world.devnet.submit(&first).unwrap();
    let error = world.ask("author_submitExtrinsic", json!([hex(&second)])).await.unwrap_err();
    assert_eq!(error.code, 1014);
    assert!(data(&error).contains("too low priority"));
    world.devnet.submit(&tipped).unwrap();
    world.devnet.new_block().unwrap();
    assert_eq!(world.free(&dev::bob()), (1 << 60) + 3 * UNIT);
}

#[tokio::test]
async fn a_waiting_transaction_that_can_no_longer_pay_is_dropped() {
    let poor = subxt_signer::sr25519::Keypair::from_secret_key([9; 32]).unwrap();
    let config = Config::in_process().sealing(Sealing::Manual).endow([(poor.public_key().0, UNIT)]);
    let world = World::with(config).await;
    let rpc = RpcClient::new(world.devnet.rpc_client());
    let later = hex(&world.transfer(&poor, &dev::bob(), UNIT / 2, 1).await);
    let mut progress = rpc
        .subscribe::<serde_json::Value>(
            "author_submitAndWatchExtrinsic",
            params(json!([later])),
            "author_unwatchExtrinsic",
        )
        .await
        .unwrap();
    assert_eq!(progress.next().await.unwrap().unwrap(), json!("future"));
    let key = crate::support::account_key(&poor.public_key().0);
    world.devnet.set_storage(vec![(key, None)]).unwrap();
    world.devnet.new_block().unwrap();
    assert_eq!(progress.next().await.unwrap().unwrap(), json!("invalid"));
    assert!(progress.next().await.is_none());
    assert_eq!(world.devnet.pending(), 0);
}

#[tokio::test]
async fn what_becomes_ready_without_a_submission_is_in_a_block_at_once() {
    let devnet = Devnet::start(Config::in_process()).unwrap();
    let [alice, bob] = ["//Alice", "//Bob"].map(|path| Signer::of(path, devnet.genesis_hash()));
    let key = account_key(&bob.account());
    let paid = || free(devnet.storage(&account_key(&[9; 32])).unwrap());

    // Another nonce, written to the state.
    devnet.submit(&bob.sign(1, &transfer([9; 32], UNIT))).unwrap();
    assert_eq!((devnet.pending(), devnet.head().1), (1, 0));
    let account = |nonce: u32| {
        let mut bytes = devnet.storage(&key).unwrap().unwrap();
        bytes[..4].copy_from_slice(&nonce.to_le_bytes());
        bytes
    };
    devnet.set_storage(vec![(key.clone(), Some(account(1)))]).unwrap();
    assert_eq!((devnet.pending(), devnet.head().1, paid()), (0, 2, UNIT));

    // An earlier state, in which the nonce was that.
    let (head, snapshot) = (devnet.head().0, devnet.snapshot());
    for again in [false, true] {
        devnet.set_storage(vec![(key.clone(), Some(account(0)))]).unwrap();
        devnet.submit(&bob.sign(2, &transfer([9; 32], UNIT))).unwrap();
        assert_eq!((devnet.pending(), paid()), (1, UNIT));
        match again {
            false => devnet.set_head(head).unwrap(),
            true => assert!(devnet.revert(snapshot).unwrap()),
        }
        assert_eq!((devnet.pending(), devnet.head().1, paid()), (0, 3, 2 * UNIT));
        if !again {
            devnet.set_head(head).unwrap();
        }
    }

    // More than the block that was asked for had room for.
    for nonce in 1..5 {
        devnet.submit(&alice.sign(nonce, &remark(500_000))).unwrap();
    }
    assert_eq!(devnet.pending(), 4);
    let first = hex(&alice.sign(0, &remark(1_900_000)));
    ask(&devnet, "dev_newBlock", json!([{ "transactions": [first] }])).await.unwrap();
    assert_eq!((devnet.pending(), devnet.next_nonce(&alice.account()).unwrap()), (0, 5));
}

#[tokio::test]
async fn those_that_wait_for_others_are_bounded_and_the_oldest_makes_room() {
    let world = World::with(Config::in_process().sealing(Sealing::Manual)).await;
    for nonce in 1..=819 {
        world.devnet.submit(&world.transfer(&dev::alice(), &dev::bob(), UNIT, nonce).await).unwrap();
    }
    assert_eq!(world.devnet.pending(), 819);
    world.devnet.submit(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 820).await).unwrap();
    assert_eq!(world.devnet.pending(), 819);
    // The first nonce opens the way for none, as the second was the oldest.
    world.devnet.submit(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await).unwrap();
    assert_eq!(world.devnet.next_nonce(&alice()).unwrap(), 1);
    world.devnet.submit(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 1).await).unwrap();
    assert_eq!(world.devnet.next_nonce(&alice()).unwrap(), 821);
    while world.devnet.pending() > 0 {
        world.devnet.new_block().unwrap();
    }
    assert_eq!(world.free(&dev::bob()), (1 << 60) + 821 * UNIT);
}

#[tokio::test]
async fn what_a_block_has_no_room_for_waits_for_the_next() {
    let world = World::with(Config::in_process().sealing(Sealing::Manual)).await;
    for nonce in 0..8 {
        world.devnet.submit(&world.remark(&dev::alice(), 1_000_000, nonce).await).unwrap();
    }
    world.devnet.submit(&world.transfer(&dev::bob(), &dev::alice(), UNIT, 0).await).unwrap();
    let mut left = Vec::new();
    while world.devnet.pending() > 0 {
        world.devnet.new_block().unwrap();
        left.push(world.devnet.pending());
    }
    // Three of them fill a block. The transfer, which has room beside them, does not wait.
    assert_eq!(left, [5, 2, 0]);
    assert_eq!(world.devnet.next_nonce(&alice()).unwrap(), 8);
}

#[tokio::test]
async fn a_mortal_transaction_is_dropped_when_its_time_is_over() {
    let world = World::with(Config::in_process().sealing(Sealing::Manual)).await;
    let rpc = RpcClient::new(world.devnet.rpc_client());
    // It may be in blocks 1 to 3: the era of four blocks begins with the first one.
    let mortal = hex(&world.mortal_transfer(&dev::alice(), &dev::bob(), UNIT, 1, 4).await);
    let mut progress = rpc
        .subscribe::<serde_json::Value>(
            "author_submitAndWatchExtrinsic",
            params(json!([mortal])),
            "author_unwatchExtrinsic",
        )
        .await
        .unwrap();
    assert_eq!(progress.next().await.unwrap().unwrap(), json!("future"));
    for _ in 0..2 {
        world.devnet.new_block().unwrap();
    }
    assert_eq!(world.devnet.pending(), 1);
    world.devnet.new_block().unwrap();
    assert_eq!(progress.next().await.unwrap().unwrap(), json!("invalid"));
    assert_eq!(world.devnet.pending(), 0);
    let error = world.ask("author_submitExtrinsic", json!([mortal])).await.unwrap_err();
    assert_eq!((error.code, data(&error).as_str()), (1010, "Transaction has an ancient birth block"));
}

#[tokio::test]
async fn a_refused_transaction_is_banned_until_the_next_block() {
    let world = World::new().await;
    let mut transfer = world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await;
    transfer[60] ^= 1;
    let submit = || world.ask("author_submitExtrinsic", json!([hex(&transfer)]));
    assert_eq!(submit().await.unwrap_err().code, 1010);
    let banned = submit().await.unwrap_err();
    assert_eq!((banned.code, banned.message.as_str()), (1012, "Transaction is temporarily banned"));
    world.devnet.new_block().unwrap();
    assert_eq!(submit().await.unwrap_err().code, 1010);
}

#[tokio::test]
async fn a_waiting_transaction_can_be_taken_out() {
    let world = World::with(Config::in_process().sealing(Sealing::Manual)).await;
    let mut hashes = Vec::new();
    for nonce in 0..3 {
        let transfer = world.transfer(&dev::alice(), &dev::bob(), UNIT, nonce).await;
        hashes.push((world.devnet.submit(&transfer).unwrap(), hex(&transfer)));
    }
    let removed = world.ask("author_removeExtrinsic", json!([[{ "extrinsic": hashes[1].1 }]])).await.unwrap();
    assert_eq!(removed, json!([hashes[1].0, hashes[2].0]));
    assert_eq!(world.ask("author_pendingExtrinsics", json!([])).await.unwrap(), json!([hashes[0].1]));
    let removed = world.ask("author_removeExtrinsic", json!([[{ "hash": hashes[0].0 }]])).await.unwrap();
    assert_eq!((removed, world.devnet.pending()), (json!([hashes[0].0]), 0));
}

#[test]
fn a_submitter_makes_the_block_of_its_own_and_not_those_of_all_who_come_meanwhile() {
    const SUBMITTERS: u32 = 40;
    // By thread, how many blocks it has made. They take so long that there is always somebody new when one is done.
    let made: Arc<Mutex<HashMap<ThreadId, u32>>> = Arc::default();
    let count = made.clone();
    let observer = Observer::new(move |_| {
        thread::sleep(Duration::from_millis(10));
        *count.lock().unwrap().entry(thread::current().id()).or_default() += 1;
    });
    let config = Config { accounts: SUBMITTERS, ..Config::in_process() };
    let devnet = Devnet::start(config.observer(observer)).unwrap();
    thread::scope(|scope| {
        for (number, (path, _)) in (0..).zip(accounts::numbered(SUBMITTERS)) {
            let devnet = &devnet;
            scope.spawn(move || {
                let signer = Signer::of(&path, devnet.genesis_hash());
                let transaction = signer.sign(0, &transfer([9; 32], UNIT));
                thread::sleep(Duration::from_millis(4 * number));
                devnet.submit(&transaction).unwrap();
            });
        }
    });
    let paid = u128::from(SUBMITTERS) * UNIT;
    assert_eq!((devnet.pending(), free(devnet.storage(&account_key(&[9; 32])).unwrap())), (0, paid));
    let most = made.lock().unwrap().values().copied().max();
    assert!(most <= Some(2), "one of them made {most:?} blocks");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_submitters_with_successive_nonces_all_get_in() {
    let world = World::new().await;
    let mut tasks = Vec::new();
    for (from, count) in [(dev::alice(), 40), (dev::charlie(), 40), (dev::dave(), 40)] {
        for nonce in (0..count).rev() {
            let transfer = hex(&world.transfer(&from, &dev::bob(), UNIT, nonce).await);
            let devnet = world.devnet.clone();
            tasks.push(tokio::spawn(async move {
                crate::support::ask(&devnet, "author_submitExtrinsic", json!([transfer])).await
            }));
        }
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(world.devnet.pending(), 0);
    assert_eq!(world.free(&dev::bob()), (1 << 60) + 120 * UNIT);
    assert!(world.number() <= 120);
}
