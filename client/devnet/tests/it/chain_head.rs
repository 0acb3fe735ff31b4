//! Following the chain by `chainHead_v1`.

use mutual_devnet::H256;
use serde_json::{json, Value};
use sp_core::blake2_256;
use subxt_rpcs::{
    client::{RpcClient, RpcSubscription},
    Error, UserError,
};
use subxt_signer::sr25519::dev;

use crate::support::{account_key, data, free, hex, params, unhex, World, UNIT};

/// A connection that follows the chain.
struct Follower {
    rpc: RpcClient,
    events: RpcSubscription<Value>,
    id: String,
}

impl Follower {
    async fn new(world: &World, with_runtime: bool) -> Self {
        Self::of(RpcClient::new(world.devnet.rpc_client()), with_runtime).await.unwrap()
    }

    async fn of(rpc: RpcClient, with_runtime: bool) -> Result<Self, Error> {
        let events =
            rpc.subscribe("chainHead_v1_follow", params(json!([with_runtime])), "chainHead_v1_unfollow").await?;
        let id = events.subscription_id().unwrap().to_owned();
        Ok(Self { rpc, events, id })
    }

    async fn next(&mut self) -> Value {
        self.events.next().await.unwrap().unwrap()
    }

    /// The finalized blocks that it begins with.
    async fn begin(&mut self) -> Vec<H256> {
        let first = self.next().await;
        assert_eq!(first["event"], "initialized");
        serde_json::from_value(first["finalizedBlockHashes"].clone()).unwrap()
    }

    /// What a method answers, or its error. The follower's id is put in front of the other parameters.
    async fn ask(&self, method: &str, mut values: Value) -> Result<Value, UserError> {
        values.as_array_mut().unwrap().insert(0, json!(self.id));
        match self.rpc.request(&format!("chainHead_v1_{method}"), params(values)).await {
            Ok(answer) => Ok(answer),
            Err(Error::User(error)) => Err(error),
            Err(other) => panic!("{other}"),
        }
    }

    /// Begins an operation and gives its id.
    async fn start(&self, method: &str, values: Value) -> String {
        let answer = self.ask(method, values).await.unwrap();
        assert_eq!(answer["result"], "started", "{answer}");
        answer["operationId"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn the_last_blocks_come_first_and_then_each_new_one_in_order() {
    let world = World::new().await;
    let mut hashes = vec![world.devnet.head().0];
    for _ in 0..20 {
        hashes.push(world.devnet.new_block().unwrap());
    }
    let mut follower = Follower::new(&world, true).await;
    let first = follower.next().await;
    assert_eq!(first["finalizedBlockHashes"], json!(hashes[5..]));
    let runtime = &first["finalizedBlockRuntime"];
    assert_eq!(runtime["type"], "valid");
    assert_eq!(runtime["spec"]["specVersion"], 100);
    assert_eq!(runtime["spec"]["apis"]["0xdf6acb689907609b"], 5);
    for _ in 0..100 {
        let parent = world.devnet.head().0;
        let block = world.devnet.new_block().unwrap();
        assert_eq!(
            follower.next().await,
            json!({ "event": "newBlock", "blockHash": block, "parentBlockHash": parent, "newRuntime": null })
        );
        assert_eq!(follower.next().await, json!({ "event": "bestBlockChanged", "bestBlockHash": block }));
        assert_eq!(
            follower.next().await,
            json!({ "event": "finalized", "finalizedBlockHashes": [block], "prunedBlockHashes": [] })
        );
    }
}

#[tokio::test]
async fn without_the_runtime_nothing_is_said_of_it_and_nothing_can_be_called() {
    let world = World::new().await;
    let mut follower = Follower::new(&world, false).await;
    let first = follower.next().await;
    assert_eq!(first, json!({ "event": "initialized", "finalizedBlockHashes": [world.devnet.head().0] }));
    let block = world.devnet.new_block().unwrap();
    assert!(follower.next().await.get("newRuntime").is_none());
    let error = follower.ask("call", json!([block, "Core_version", "0x"])).await.unwrap_err();
    assert_eq!(error.code, -32802);
}

#[tokio::test]
async fn a_block_is_told_by_header_body_and_calls() {
    let world = World::new().await;
    world.devnet.submit(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await).unwrap();
    let mut follower = Follower::new(&world, true).await;
    let block = *follower.begin().await.last().unwrap();
    let header = follower.ask("header", json!([block])).await.unwrap();
    assert_eq!(H256(blake2_256(&unhex(&header))), block);

    let id = follower.start("body", json!([block])).await;
    let done = follower.next().await;
    assert_eq!((&done["event"], &done["operationId"]), (&json!("operationBodyDone"), &json!(id)));
    let body = world.ask("chain_getBlock", json!([block])).await.unwrap()["block"]["extrinsics"].clone();
    assert_eq!(done["value"], body);

    let account = hex(&dev::alice().public_key().0);
    let next = follower.start("call", json!([block, "AccountNonceApi_account_nonce", account])).await;
    assert_ne!(next, id);
    assert_eq!(
        follower.next().await,
        json!({ "event": "operationCallDone", "operationId": next, "output": "0x01000000" })
    );
    let id = follower.start("call", json!([block, "Nope_nope", ""])).await;
    assert_eq!(
        follower.next().await,
        json!({
            "event": "operationError",
            "operationId": id,
            "error": "Execution failed: Other: Exported method Nope_nope is not found",
        })
    );
}

#[tokio::test]
async fn storage_is_told_by_value_hash_and_node() {
    let world = World::new().await;
    let mut follower = Follower::new(&world, true).await;
    let block = *follower.begin().await.last().unwrap();
    let key = hex(&account_key(&dev::bob().public_key().0));
    let kinds = ["value", "hash", "closestDescendantMerkleValue"];
    let mut queries: Vec<Value> = kinds.iter().map(|kind| json!({ "key": key, "type": kind })).collect();
    queries.push(json!({ "key": "0xffff", "type": "value" }));
    let id = follower.start("storage", json!([block, queries, null])).await;
    let told = follower.next().await;
    assert_eq!((&told["event"], &told["operationId"]), (&json!("operationStorageItems"), &json!(id)));
    let items = told["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    let value = unhex(&items[0]["value"]);
    assert_eq!(free(Some(value.clone())), 1 << 60);
    assert_eq!(items[1]["hash"], json!(hex(&blake2_256(&value))));
    assert_eq!(unhex(&items[2]["closestDescendantMerkleValue"]).len(), 32);
    assert_eq!(follower.next().await, json!({ "event": "operationStorageDone", "operationId": id }));
}

#[tokio::test]
async fn long_walks_wait_to_be_continued_and_can_be_stopped() {
    let world = World::new().await;
    let values: Vec<_> = (0..12u8).map(|n| ([b"walk".to_vec(), vec![n]].concat(), Some(vec![n; 3]))).collect();
    world.devnet.set_storage(values.clone()).unwrap();
    world.devnet.set_child_storage(&[7; 32], values).unwrap();
    let mut follower = Follower::new(&world, true).await;
    let block = *follower.begin().await.last().unwrap();
    for child in [Value::Null, json!(hex(&[7; 32]))] {
        let query = json!([{ "key": hex(b"walk"), "type": "descendantsValues" }]);
        let id = follower.start("storage", json!([block, query, child])).await;
        let mut found = Vec::new();
        for count in [5, 5, 2] {
            let told = follower.next().await;
            let items = told["items"].as_array().unwrap().clone();
            assert_eq!(items.len(), count, "{told}");
            found.extend(items);
            if count == 5 {
                assert_eq!(follower.next().await, json!({ "event": "operationWaitingForContinue", "operationId": id }));
                assert_eq!(follower.ask("continue", json!([id])).await.unwrap(), Value::Null);
            }
        }
        assert_eq!(follower.next().await["event"], "operationStorageDone");
        assert_eq!(found[11], json!({ "key": hex(b"walk\x0b"), "value": "0x0b0b0b" }));
    }

    let query = json!([{ "key": hex(b"walk"), "type": "descendantsHashes" }]);
    let id = follower.start("storage", json!([block, query])).await;
    assert_eq!(follower.next().await["items"][0]["hash"], json!(hex(&blake2_256(&[0; 3]))));
    assert_eq!(follower.next().await["event"], "operationWaitingForContinue");
    assert_eq!(follower.ask("stopOperation", json!([id])).await.unwrap(), Value::Null);
    // Nothing more comes of it.
    let next = follower.start("body", json!([block])).await;
    assert_eq!(follower.next().await["operationId"], json!(next));
}

#[tokio::test]
async fn what_does_not_wait_cannot_be_continued() {
    let world = World::new().await;
    let mut follower = Follower::new(&world, true).await;
    let block = *follower.begin().await.last().unwrap();
    let query = json!([{ "key": "0x", "type": "descendantsValues" }]);
    let id = follower.start("storage", json!([block, query])).await;
    follower.next().await;
    assert_eq!(follower.next().await["event"], "operationWaitingForContinue");
    follower.ask("continue", json!([id])).await.unwrap();
    // Until the next page is told, the first of these is too early and the rest comes too soon after it.
    let mut codes = Vec::new();
    for _ in 0..50 {
        codes.extend(follower.ask("continue", json!([id])).await.err().map(|error| error.code));
    }
    assert!(codes.contains(&-32803), "{codes:?}");
}

#[tokio::test]
async fn operations_are_limited_and_so_are_the_items_of_one() {
    let world = World::new().await;
    let mut follower = Follower::new(&world, true).await;
    let block = *follower.begin().await.last().unwrap();
    let walk = json!({ "key": "0x", "type": "descendantsValues" });
    let walks = vec![walk; 20];
    let started = follower.ask("storage", json!([block, walks])).await.unwrap();
    assert_eq!((&started["result"], &started["discardedItems"]), (&json!("started"), &json!(4)));
    for method in ["body", "storage", "call"] {
        let rest = match method {
            "body" => json!([block]),
            "storage" => json!([block, [{ "key": "0x", "type": "value" }]]),
            _ => json!([block, "Core_version", "0x"]),
        };
        assert_eq!(follower.ask(method, rest).await.unwrap(), json!({ "result": "limitReached" }));
    }
    assert_eq!(follower.ask("header", json!([block])).await.unwrap(), Value::Null);
    // No items are none that could begin.
    assert_eq!(follower.ask("storage", json!([block, []])).await.unwrap(), json!({ "result": "limitReached" }));
}

#[tokio::test]
async fn blocks_are_let_go_together_or_not_at_all() {
    let world = World::new().await;
    let second = world.devnet.new_block().unwrap();
    let mut follower = Follower::new(&world, true).await;
    let held = follower.begin().await;
    assert_eq!(held.len(), 2);
    let unknown = json!([[held[0], H256::repeat_byte(1)]]);
    assert_eq!(follower.ask("unpin", unknown).await.unwrap_err().code, -32801);
    assert_eq!(follower.ask("unpin", json!([[held[0], held[0]]])).await.unwrap_err().code, -32804);
    assert!(follower.ask("header", json!([held[0]])).await.unwrap().is_string());
    assert_eq!(follower.ask("unpin", json!([held])).await.unwrap(), Value::Null);
    assert_eq!(follower.ask("unpin", json!([second])).await.unwrap_err().code, -32801);
    for method in ["body", "header"] {
        assert_eq!(follower.ask(method, json!([second])).await.unwrap_err().code, -32801);
    }
    let error = follower.ask("call", json!([second, "Core_version", "0x"])).await.unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (-32801, "Invalid block hash"));
}

#[tokio::test]
async fn who_does_not_follow_is_told_nothing() {
    let world = World::new().await;
    let mut follower = Follower::new(&world, true).await;
    let block = *follower.begin().await.last().unwrap();
    // Another connection does not become the follower by its id.
    let stranger = Follower::new(&world, true).await;
    let stranger = Follower { id: follower.id.clone(), ..stranger };
    assert_eq!(stranger.ask("body", json!([block])).await.unwrap(), json!({ "result": "limitReached" }));
    let call = json!([block, "Core_version", "0x"]);
    assert_eq!(stranger.ask("call", call).await.unwrap(), json!({ "result": "limitReached" }));
    let query = json!([block, [{ "key": "0x", "type": "value" }]]);
    assert_eq!(stranger.ask("storage", query).await.unwrap(), json!({ "result": "limitReached" }));
    assert_eq!(stranger.ask("header", json!([block])).await.unwrap(), Value::Null);
    assert_eq!(stranger.ask("unpin", json!([block])).await.unwrap(), Value::Null);
    assert_eq!(stranger.ask("continue", json!(["0"])).await.unwrap(), Value::Null);
    assert_eq!(stranger.ask("stopOperation", json!(["0"])).await.unwrap(), Value::Null);
    assert!(follower.ask("header", json!([block])).await.unwrap().is_string());
}

#[tokio::test]
async fn a_connection_has_four_followers_at_most() {
    let world = World::new().await;
    let rpc = RpcClient::new(world.devnet.rpc_client());
    let mut followers = Vec::new();
    for _ in 0..4 {
        followers.push(Follower::of(rpc.clone(), true).await.unwrap());
    }
    let error = match Follower::of(rpc.clone(), true).await {
        Err(Error::User(error)) => error,
        other => panic!("{:?}", other.err()),
    };
    assert_eq!(error.code, -32800);
    assert!(data(&error).is_empty());
    Follower::new(&world, true).await.begin().await;
    // One that goes makes room.
    followers.pop();
    for _ in 0..100 {
        if Follower::of(rpc.clone(), true).await.is_ok() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("there is no room");
}

#[tokio::test]
async fn who_holds_on_to_too_many_blocks_is_stopped() {
    let world = World::new().await;
    let (mut tidy, mut careless) = (Follower::new(&world, false).await, Follower::new(&world, false).await);
    tidy.begin().await;
    careless.begin().await;
    let mut stopped_after = None;
    for number in 1..600 {
        let block = world.devnet.new_block().unwrap();
        match careless.next().await["event"].as_str() {
            Some("stop") => {
                stopped_after = Some(number);
                break;
            }
            _ => {
                careless.next().await;
                careless.next().await;
            }
        }
        if tidy.next().await["event"] == "stop" {
            break;
        }
        tidy.next().await;
        tidy.next().await;
        tidy.ask("unpin", json!([block])).await.unwrap();
    }
    assert_eq!(stopped_after, Some(512));
    let answer = careless.ask("body", json!([world.devnet.genesis_hash()])).await.unwrap();
    assert_eq!(answer, json!({ "result": "limitReached" }));
    // There is room again.
    Follower::new(&world, true).await.begin().await;
}
