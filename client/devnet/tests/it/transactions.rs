//! Transactions by `transactionWatch_v1` and `transaction_v1`.

use std::time::Duration;

use mutual_devnet::{Config, Sealing};
use serde_json::{json, Value};
use subxt_rpcs::{
    client::{rpc_params, RpcClient, RpcSubscription},
    Error,
};
use subxt_signer::sr25519::dev;

use crate::support::{hex, World, UNIT};

async fn watch(world: &World, transaction: &str) -> RpcSubscription<Value> {
    RpcClient::new(world.devnet.rpc_client())
        .subscribe("transactionWatch_v1_submitAndWatch", rpc_params![transaction], "transactionWatch_v1_unwatch")
        .await
        .unwrap()
}

async fn next(events: &mut RpcSubscription<Value>) -> Value {
    events.next().await.unwrap().unwrap()
}

/// Waits for something that comes soon.
async fn soon(mut is_so: impl FnMut() -> bool) {
    for _ in 0..500 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it has not come");
}

#[tokio::test]
async fn a_watched_transaction_is_valid_then_in_the_best_block_then_final() {
    let world = World::new().await;
    let mut events = watch(&world, &hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await)).await;
    assert_eq!(next(&mut events).await, json!({ "event": "validated" }));
    let block = json!({ "hash": world.devnet.head().0, "index": 1 });
    assert_eq!(next(&mut events).await, json!({ "event": "bestChainBlockIncluded", "block": block }));
    assert_eq!(next(&mut events).await, json!({ "event": "finalized", "block": block }));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn what_is_wrong_with_a_watched_transaction_is_an_event() {
    let world = World::new().await;
    let transfer = world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await;
    let mut forged = transfer.clone();
    forged[60] ^= 1;
    world.devnet.submit(&transfer).unwrap();
    for (transaction, why) in [
        ("0x11".to_owned(), "Extrinsic bytes cannot be decoded"),
        (hex(&transfer), "Invalid transaction: Transaction is outdated"),
        (hex(&transfer), "Transaction is temporarily banned"),
        (hex(&forged), "Invalid transaction: Transaction has a bad signature"),
    ] {
        let mut events = watch(&world, &transaction).await;
        assert_eq!(next(&mut events).await, json!({ "event": "invalid", "error": why }));
        assert!(events.next().await.is_none());
    }
    assert_eq!(world.number(), 1);
}

#[tokio::test]
async fn one_that_is_replaced_is_invalid() {
    let world = World::with(Config::in_process().sealing(Sealing::Manual)).await;
    let mut events = watch(&world, &hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await)).await;
    assert_eq!(next(&mut events).await, json!({ "event": "validated" }));
    world.devnet.submit(&world.transfer_with_tip(&dev::alice(), &dev::bob(), UNIT, 0, UNIT).await).unwrap();
    let why = "Extrinsic was rendered invalid by another extrinsic";
    assert_eq!(next(&mut events).await, json!({ "event": "invalid", "error": why }));
}

#[tokio::test]
async fn a_broadcast_on_an_idle_chain_is_in_a_block_at_once() {
    let world = World::new().await;
    let transfer = hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await);
    let id = world.ask("transaction_v1_broadcast", json!([transfer])).await.unwrap();
    assert_eq!(id.as_str().unwrap().len(), 16);
    soon(|| world.number() == 1).await;
    assert_eq!(world.free(&dev::bob()), (1 << 60) + UNIT);
    // Whether it has arrived or not, its sender may say stop, once.
    let rpc = RpcClient::new(world.devnet.rpc_client());
    let stop: Result<Value, Error> = rpc.request("transaction_v1_stop", rpc_params![&id]).await;
    assert!(stop.is_err(), "it is another connection's");
}

#[tokio::test]
async fn a_broadcast_can_be_stopped_once_by_its_own_connection() {
    let world = World::with(Config::in_process().sealing(Sealing::Manual)).await;
    let rpc = RpcClient::new(world.devnet.rpc_client());
    let transfer = hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await);
    let id: String = rpc.request("transaction_v1_broadcast", rpc_params![transfer]).await.unwrap();
    soon(|| world.devnet.pending() == 1).await;
    let stop = || rpc.request::<Value>("transaction_v1_stop", rpc_params![&id]);
    assert_eq!(stop().await.unwrap(), Value::Null);
    soon(|| world.devnet.pending() == 0).await;
    match stop().await {
        Err(Error::User(error)) => {
            assert_eq!((error.code, error.message.as_str()), (-32602, "Invalid operation id"));
        }
        other => panic!("{other:?}"),
    }
    // One that is in a block has arrived, and to stop it is no error either.
    let transfer = hex(&world.transfer(&dev::bob(), &dev::alice(), UNIT, 0).await);
    let id: String = rpc.request("transaction_v1_broadcast", rpc_params![transfer]).await.unwrap();
    soon(|| world.devnet.pending() == 1).await;
    world.devnet.new_block().unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(rpc.request::<Value>("transaction_v1_stop", rpc_params![&id]).await.unwrap(), Value::Null);
}

#[tokio::test]
async fn a_connection_has_sixteen_broadcasts_at_most() {
    let world = World::with(Config::in_process().sealing(Sealing::Manual)).await;
    let rpc = RpcClient::new(world.devnet.rpc_client());
    for nonce in 0..17 {
        let transfer = hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, nonce).await);
        let id: Option<String> = rpc.request("transaction_v1_broadcast", rpc_params![transfer]).await.unwrap();
        assert_eq!(id.is_some(), nonce < 16, "{nonce}");
    }
    let other = RpcClient::new(world.devnet.rpc_client());
    let transfer = hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 17).await);
    let id: Option<String> = other.request("transaction_v1_broadcast", rpc_params![transfer]).await.unwrap();
    assert!(id.is_some());
}

#[tokio::test]
async fn a_broadcast_that_was_refused_a_moment_ago_is_tried_again_after_the_next_block() {
    let world = World::with(Config::in_process().sealing(Sealing::Manual)).await;
    let transfer = hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await);
    world.ask("author_submitExtrinsic", json!([transfer])).await.unwrap();
    world.ask("author_removeExtrinsic", json!([[{ "extrinsic": transfer }]])).await.unwrap();
    assert_eq!(world.ask("author_submitExtrinsic", json!([transfer])).await.unwrap_err().code, 1012);
    world.ask("transaction_v1_broadcast", json!([transfer])).await.unwrap();
    assert_eq!(world.devnet.pending(), 0);
    world.devnet.new_block().unwrap();
    soon(|| world.devnet.pending() == 1).await;
}
