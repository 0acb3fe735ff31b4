//! Each method that is listed answers, in the shape that clients expect.

use serde_json::{json, Value};
use subxt_signer::sr25519::dev;

use crate::support::{account_key, alice, hex, unhex, World, UNIT};

/// What substrate-contracts-node 0.42.0 lists.
const OF_THE_NODE: &str = "
    account_nextIndex author_hasKey author_hasSessionKeys author_insertKey author_pendingExtrinsics
    author_removeExtrinsic author_rotateKeys author_submitAndWatchExtrinsic author_submitExtrinsic
    author_unwatchExtrinsic chainHead_v1_body chainHead_v1_call chainHead_v1_continue chainHead_v1_follow
    chainHead_v1_header chainHead_v1_stopOperation chainHead_v1_storage chainHead_v1_unfollow chainHead_v1_unpin
    chainSpec_v1_chainName chainSpec_v1_genesisHash chainSpec_v1_properties chain_getBlock chain_getBlockHash
    chain_getFinalisedHead chain_getFinalizedHead chain_getHead chain_getHeader chain_getRuntimeVersion
    chain_subscribeAllHeads chain_subscribeFinalisedHeads chain_subscribeFinalizedHeads chain_subscribeNewHead
    chain_subscribeNewHeads chain_subscribeRuntimeVersion chain_unsubscribeAllHeads chain_unsubscribeFinalisedHeads
    chain_unsubscribeFinalizedHeads chain_unsubscribeNewHead chain_unsubscribeNewHeads
    chain_unsubscribeRuntimeVersion childstate_getKeys childstate_getKeysPaged childstate_getKeysPagedAt
    childstate_getStorage childstate_getStorageEntries childstate_getStorageHash childstate_getStorageSize
    offchain_localStorageGet offchain_localStorageSet payment_queryFeeDetails payment_queryInfo rpc_methods
    state_call state_callAt state_getChildReadProof state_getKeys state_getKeysPaged state_getKeysPagedAt
    state_getMetadata state_getPairs state_getReadProof state_getRuntimeVersion state_getStorage state_getStorageAt
    state_getStorageHash state_getStorageHashAt state_getStorageSize state_getStorageSizeAt state_queryStorage
    state_queryStorageAt state_subscribeRuntimeVersion state_subscribeStorage state_traceBlock
    state_unsubscribeRuntimeVersion state_unsubscribeStorage subscribe_newHead system_accountNextIndex
    system_addLogFilter system_addReservedPeer system_chain system_chainType system_dryRun system_dryRunAt
    system_health system_localListenAddresses system_localPeerId system_name system_nodeRoles system_peers
    system_properties system_removeReservedPeer system_reservedPeers system_resetLogFilter system_syncState
    system_unstable_networkState system_version transactionWatch_v1_submitAndWatch transactionWatch_v1_unwatch
    transaction_v1_broadcast transaction_v1_stop unsubscribe_newHead
";

/// What only a development chain has. Not all need be there.
const OWN_PREFIX: &str = "dev_";

/// What a node does for its owner, and this one for nobody.
const DENIED: [&str; 8] = [
    "author_insertKey",
    "state_traceBlock",
    "system_addLogFilter",
    "system_addReservedPeer",
    "system_dryRun",
    "system_dryRunAt",
    "system_removeReservedPeer",
    "system_resetLogFilter",
];

async fn listed(world: &World) -> Vec<String> {
    let list = world.ask("rpc_methods", json!([])).await.unwrap();
    list["methods"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_list_is_that_of_the_node_and_the_development_methods() {
    let world = World::new().await;
    let names = listed(&world).await;
    assert!(names.is_sorted());
    let (own, others): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name.starts_with(OWN_PREFIX));
    assert_eq!(others, OF_THE_NODE.split_whitespace().collect::<Vec<_>>());
    assert!(own.contains(&"dev_newBlock".to_owned()) && own.contains(&"dev_timeTravel".to_owned()), "{own:?}");
}

#[tokio::test]
async fn each_listed_method_answers() {
    let world = World::new().await;
    let names = listed(&world).await;
    let transfer = hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await);
    let genesis = json!(world.devnet.genesis_hash());
    let child = hex(b":child_storage:default:x");
    for name in names.iter().map(String::as_str).filter(|name| !DENIED.contains(name)) {
        let params = match name {
            // The tests of these have files of their own.
            name if name.starts_with("dev_") || name == "transaction_v1_stop" => continue,
            "author_submitExtrinsic" => json!([hex(&world.transfer(&dev::bob(), &dev::alice(), UNIT, 0).await)]),
            "author_submitAndWatchExtrinsic" | "payment_queryFeeDetails" | "payment_queryInfo" => json!([transfer]),
            "author_hasKey" => json!(["0x00", "aura"]),
            "author_hasSessionKeys" => json!(["0x"]),
            "author_removeExtrinsic" => json!([[{ "hash": genesis }, { "extrinsic": "0x00" }]]),
            "chainHead_v1_body" | "chainHead_v1_header" | "chainHead_v1_unpin" => json!(["none", genesis]),
            "chainHead_v1_call" => json!(["none", genesis, "Core_version", "0x"]),
            "chainHead_v1_continue" | "chainHead_v1_stopOperation" => json!(["none", "0"]),
            "chainHead_v1_follow" => json!([true]),
            "chainHead_v1_storage" => json!(["none", genesis, []]),
            "childstate_getKeys" => json!([child, "0x"]),
            "childstate_getKeysPaged" | "childstate_getKeysPagedAt" => json!([child, null, 1]),
            "childstate_getStorage" | "childstate_getStorageHash" | "childstate_getStorageSize" => {
                json!([child, "0x00"])
            }
            "childstate_getStorageEntries" | "state_getChildReadProof" => json!([child, ["0x00"]]),
            "offchain_localStorageGet" => json!(["PERSISTENT", "0x00"]),
            "offchain_localStorageSet" => json!(["PERSISTENT", "0x00", "0x01"]),
            "state_call" | "state_callAt" => json!(["Core_version", "0x"]),
            "state_getKeys" | "state_getPairs" => json!(["0x3a"]),
            "state_getKeysPaged" | "state_getKeysPagedAt" => json!([null, 1]),
            "state_queryStorage" => json!([["0x00"], genesis]),
            "state_queryStorageAt" | "state_subscribeStorage" | "state_getReadProof" => json!([["0x00"]]),
            name if name.starts_with("state_getStorage") => json!(["0x00"]),
            "account_nextIndex" | "system_accountNextIndex" => {
                json!(["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"])
            }
            "transaction_v1_broadcast" | "transactionWatch_v1_submitAndWatch" => json!(["0x00"]),
            name if name.contains("unsubscribe") || name.contains("_un") => json!(["unknown"]),
            _ => json!([]),
        };
        world.ask(name, params).await.unwrap_or_else(|error| panic!("{name}: {error:?}"));
    }
}

#[tokio::test]
async fn what_a_node_does_for_its_owner_alone_is_denied() {
    let world = World::new().await;
    for name in DENIED {
        let error = world.ask(name, json!(["0x00"])).await.unwrap_err();
        assert_eq!((error.code, error.message.as_str()), (-32601, "RPC call is unsafe to be called externally"));
    }
    let error = world.ask("state_subscribeStorage", json!([])).await.unwrap_err();
    assert_eq!(error.code, -32601);
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
