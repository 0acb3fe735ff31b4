//! Each method that is listed answers, in the shape that clients expect.

use serde_json::{json, Value};
use subxt_signer::sr25519::dev;

use crate::support::{account_key, alice, hex, unhex, World, UNIT};

#[tokio::test]
async fn the_list_is_the_whole_set_and_no_half_group() {
    let world = World::new().await;
    let list = world.ask("rpc_methods", json!([])).await.unwrap();
    let names: Vec<&str> = list["methods"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "author_pendingExtrinsics",
            "author_submitAndWatchExtrinsic",
            "author_submitExtrinsic",
            "author_unwatchExtrinsic",
            "chain_getBlock",
            "chain_getBlockHash",
            "chain_getFinalizedHead",
            "chain_getHeader",
            "chain_subscribeAllHeads",
            "chain_subscribeFinalizedHeads",
            "chain_subscribeNewHeads",
            "chain_unsubscribeAllHeads",
            "chain_unsubscribeFinalizedHeads",
            "chain_unsubscribeNewHeads",
            "childstate_getKeysPaged",
            "childstate_getStorage",
            "childstate_getStorageEntries",
            "dev_newBlock",
            "dev_timeTravel",
            "payment_queryFeeDetails",
            "payment_queryInfo",
            "rpc_methods",
            "state_call",
            "state_getKeysPaged",
            "state_getMetadata",
            "state_getRuntimeVersion",
            "state_getStorage",
            "state_getStorageHash",
            "state_getStorageSize",
            "state_queryStorageAt",
            "state_subscribeRuntimeVersion",
            "state_subscribeStorage",
            "state_unsubscribeRuntimeVersion",
            "state_unsubscribeStorage",
            "system_accountNextIndex",
            "system_chain",
            "system_chainType",
            "system_health",
            "system_name",
            "system_properties",
            "system_version",
        ]
    );
}

#[tokio::test]
async fn each_listed_method_answers() {
    let world = World::new().await;
    let list = world.ask("rpc_methods", json!([])).await.unwrap();
    let transfer = hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await);
    let child = hex(b":child_storage:default:x");
    for name in list["methods"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()) {
        let params = match name {
            "author_submitExtrinsic" => json!([hex(&world.transfer(&dev::bob(), &dev::alice(), UNIT, 0).await)]),
            "author_submitAndWatchExtrinsic" | "payment_queryFeeDetails" | "payment_queryInfo" => json!([transfer]),
            "childstate_getKeysPaged" => json!([child, null, 1]),
            "childstate_getStorage" => json!([child, "0x00"]),
            "childstate_getStorageEntries" => json!([child, ["0x00"]]),
            "dev_timeTravel" => json!(["2100-01-01"]),
            "state_call" => json!(["Core_version", "0x"]),
            "state_getKeysPaged" => json!([null, 1]),
            "state_getStorage" | "state_getStorageHash" | "state_getStorageSize" => json!(["0x00"]),
            "state_queryStorageAt" | "state_subscribeStorage" => json!([["0x00"]]),
            "system_accountNextIndex" => json!(["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"]),
            name if name.contains("_un") => json!(["unknown"]),
            _ => json!([]),
        };
        world.ask(name, params).await.unwrap_or_else(|error| panic!("{name}: {error:?}"));
    }
}

#[tokio::test]
async fn the_system_methods_say_what_the_chain_is() {
    let world = World::new().await;
    let ask = |method: &'static str| async { world.ask(method, json!([])).await.unwrap() };
    assert_eq!(ask("system_chain").await, json!("Development"));
    assert_eq!(ask("system_chainType").await, json!("Development"));
    assert_eq!(ask("system_health").await, json!({ "peers": 0, "isSyncing": false, "shouldHavePeers": false }));
    let properties = json!({ "ss58Format": 42, "tokenDecimals": 12, "tokenSymbol": "UNIT" });
    assert_eq!(ask("system_properties").await, properties);
    assert!(ask("system_name").await.is_string() && ask("system_version").await.is_string());
}

#[tokio::test]
async fn the_runtime_version_lists_its_apis() {
    let world = World::new().await;
    let version = world.ask("state_getRuntimeVersion", json!([])).await.unwrap();
    assert_eq!(version["specName"], json!("substrate-contracts-node"));
    assert_eq!((&version["specVersion"], &version["transactionVersion"]), (&json!(100), &json!(1)));
    assert_eq!(version["apis"][0], json!(["0xdf6acb689907609b", 5]));
    // The answer of the real node 0.42.0 to the same call.
    let encoded = world.ask("state_call", json!(["Core_version", "0x"])).await.unwrap();
    assert!(encoded.as_str().unwrap().starts_with("0x607375627374726174652d636f6e7472616374732d6e6f6465"));
    assert!(encoded.as_str().unwrap().ends_with("fbc577b9d747efd6010000000100000001"));
}

#[tokio::test]
async fn the_metadata_is_that_of_the_runtime() {
    let world = World::new().await;
    let metadata = unhex(&world.ask("state_getMetadata", json!([])).await.unwrap());
    assert_eq!(&metadata[..5], b"meta\x0e");
    let versions = world.ask("state_call", json!(["Metadata_metadata_versions", "0x"])).await.unwrap();
    assert_eq!(versions, json!("0x080e0000000f000000"));
}

#[tokio::test]
async fn fees_can_be_asked_for_and_are_the_fees_paid() {
    let world = World::new().await;
    let transfer = world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await;
    let info = world.ask("payment_queryInfo", json!([hex(&transfer)])).await.unwrap();
    assert_eq!(info["class"], json!("normal"));
    assert!(info["weight"]["ref_time"].is_u64() && info["weight"]["proof_size"].is_u64());
    let fee: u128 = info["partialFee"].as_str().unwrap().parse().unwrap();
    let details = world.ask("payment_queryFeeDetails", json!([hex(&transfer)])).await.unwrap();
    let part = |name: &str| {
        let text = details["inclusionFee"][name].as_str().unwrap().trim_start_matches("0x").to_owned();
        u128::from_str_radix(&text, 16).unwrap()
    };
    assert_eq!(part("baseFee") + part("lenFee") + part("adjustedWeightFee"), fee);
    let before = world.free(&dev::alice());
    world.devnet.submit(&transfer).unwrap();
    assert_eq!(before - UNIT - world.free(&dev::alice()), fee);
}

#[tokio::test]
async fn storage_is_answered_by_value_hash_size_and_change_set() {
    let world = World::new().await;
    let key = hex(&account_key(&alice()));
    let value = world.ask("state_getStorage", json!([key])).await.unwrap();
    let hash = world.ask("state_getStorageHash", json!([key])).await.unwrap();
    assert_eq!(hash, json!(hex(&sp_core::blake2_256(&unhex(&value)))));
    assert_eq!(world.ask("state_getStorageSize", json!([key])).await.unwrap(), json!(80));
    let head = world.devnet.head().0;
    assert_eq!(
        world.ask("state_queryStorageAt", json!([[key, "0x00"]])).await.unwrap(),
        json!([{ "block": head, "changes": [[key, value], ["0x00", null]] }])
    );
    assert_eq!(world.ask("state_getStorage", json!(["0x00"])).await.unwrap(), Value::Null);
}

#[tokio::test]
async fn a_block_is_answered_with_its_extrinsics() {
    let world = World::new().await;
    let transfer = world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await;
    world.devnet.submit(&transfer).unwrap();
    let block = world.ask("chain_getBlock", json!([])).await.unwrap();
    assert_eq!(block["justifications"], Value::Null);
    assert_eq!(block["block"]["header"]["number"], json!("0x1"));
    assert_eq!(block["block"]["header"]["digest"], json!({ "logs": [] }));
    let extrinsics = block["block"]["extrinsics"].as_array().unwrap();
    assert_eq!(extrinsics.len(), 2);
    assert_eq!(extrinsics[1], json!(hex(&transfer)));
    assert_eq!(world.ask("chain_getFinalizedHead", json!([])).await.unwrap(), json!(world.devnet.head().0));
}
