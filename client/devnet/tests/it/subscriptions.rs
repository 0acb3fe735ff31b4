//! Notifications and their order.

use serde_json::{json, Value};
use subxt_rpcs::client::{RpcClient, RpcSubscription};
use subxt_signer::sr25519::dev;

use crate::support::{account_key, hex, now_key, params, World, UNIT};

async fn subscribe(world: &World, method: &str, values: Value, end: &str) -> RpcSubscription<Value> {
    RpcClient::new(world.devnet.rpc_client()).subscribe(method, params(values), end).await.unwrap()
}

async fn next(subscription: &mut RpcSubscription<Value>) -> Value {
    subscription.next().await.unwrap().unwrap()
}

#[tokio::test]
async fn heads_begin_with_the_present_one_and_leave_none_out() {
    let world = World::new().await;
    world.devnet.new_block().unwrap();
    for kind in ["NewHeads", "AllHeads", "FinalizedHeads"] {
        let (method, end) = (format!("chain_subscribe{kind}"), format!("chain_unsubscribe{kind}"));
        let mut heads = subscribe(&world, &method, json!([]), &end).await;
        let first = world.number();
        assert_eq!(next(&mut heads).await["number"], json!(format!("{first:#x}")));
        // More than the buffer holds.
        for _ in 0..100 {
            world.devnet.new_block().unwrap();
        }
        for number in first + 1..=world.number() {
            assert_eq!(next(&mut heads).await["number"], json!(format!("{number:#x}")));
        }
    }
}

#[tokio::test]
async fn storage_begins_with_the_present_values_and_then_tells_changes() {
    let world = World::new().await;
    let (bob, now) = (hex(&account_key(&dev::bob().public_key().0)), hex(&now_key()));
    let mut changes =
        subscribe(&world, "state_subscribeStorage", json!([[bob, now]]), "state_unsubscribeStorage").await;
    let first = next(&mut changes).await;
    assert_eq!(first["block"], json!(world.devnet.genesis_hash()));
    assert_eq!(first["changes"][0][0], json!(bob));
    assert_eq!(first["changes"][1], json!([now, null]));
    world.devnet.new_block().unwrap();
    let second = next(&mut changes).await;
    assert_eq!(second["changes"].as_array().unwrap().len(), 1);
    assert_eq!(second["changes"][0][0], json!(now));
    world.devnet.submit(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await).unwrap();
    let third = next(&mut changes).await;
    assert_eq!(third["block"], json!(world.devnet.head().0));
    assert_eq!(third["changes"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_lags_behind_hears_on_after_a_step_back() {
    let world = World::new().await;
    let keys: Vec<String> = (0..1_000u32).map(|n| hex(&n.to_be_bytes())).chain([hex(&now_key())]).collect();
    let mut changes = subscribe(&world, "state_subscribeStorage", json!([keys]), "state_unsubscribeStorage").await;
    let mut heads = subscribe(&world, "chain_subscribeNewHeads", json!([]), "chain_unsubscribeNewHeads").await;
    // More than the buffers hold, so that both are in the midst of it when blocks are taken back.
    world.ask("dev_newBlock", json!([{ "count": 300 }])).await.unwrap();
    let kept = world.ask("dev_setHead", json!([5])).await.unwrap();
    world.devnet.set_storage(vec![(now_key(), Some(7u64.to_le_bytes().to_vec()))]).unwrap();
    let last = world.devnet.head();
    assert_ne!(json!(last.0), kept);
    let header = world.ask("chain_getHeader", json!([last.0])).await.unwrap();
    let patience = std::time::Duration::from_secs(60);
    tokio::time::timeout(patience, async {
        while next(&mut changes).await["block"] != json!(last.0) {}
        while next(&mut heads).await != header {}
        // And what comes after that, block by block.
        for _ in 0..5 {
            world.devnet.new_block().unwrap();
            let head = world.devnet.head();
            assert_eq!(next(&mut changes).await["block"], json!(head.0));
            assert_eq!(next(&mut heads).await["number"], json!(format!("{:#x}", head.1)));
        }
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn the_runtime_version_comes_at_once() {
    let world = World::new().await;
    let mut versions =
        subscribe(&world, "state_subscribeRuntimeVersion", json!([]), "state_unsubscribeRuntimeVersion").await;
    assert_eq!(next(&mut versions).await["specVersion"], json!(100));
}

#[tokio::test]
async fn a_watched_transaction_is_ready_then_in_a_block_then_final() {
    let world = World::new().await;
    let transfer = hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await);
    let mut progress =
        subscribe(&world, "author_submitAndWatchExtrinsic", json!([transfer]), "author_unwatchExtrinsic").await;
    let head = world.devnet.head().0;
    assert_eq!(next(&mut progress).await, json!("ready"));
    assert_eq!(next(&mut progress).await, json!({ "inBlock": head }));
    assert_eq!(next(&mut progress).await, json!({ "finalized": head }));
    assert!(progress.next().await.is_none());
}
