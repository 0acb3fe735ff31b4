//! What is refused, and that it leaves no trace.

use scale::{Compact, Encode};
use serde_json::json;
use subxt::dynamic::Value;
use subxt_signer::sr25519::dev;

use crate::support::{data, hex, World, UNIT};

#[tokio::test]
async fn an_outdated_transaction_is_refused_and_makes_no_block() {
    let world = World::new().await;
    let transfer = hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await);
    world.ask("author_submitExtrinsic", json!([transfer])).await.unwrap();
    assert_eq!(world.number(), 1);
    let error = world.ask("author_submitExtrinsic", json!([transfer])).await.unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (1010, "Invalid Transaction"));
    assert_eq!(data(&error), "Transaction is outdated");
    assert_eq!(world.number(), 1);
}

#[tokio::test]
async fn an_account_without_money_cannot_pay() {
    let world = World::new().await;
    let poor = subxt_signer::sr25519::Keypair::from_secret_key([9; 32]).unwrap();
    let transfer = hex(&world.transfer(&poor, &dev::bob(), UNIT, 0).await);
    let error = world.ask("author_submitExtrinsic", json!([transfer])).await.unwrap_err();
    assert_eq!(error.code, 1010);
    assert!(data(&error).starts_with("Inability to pay some fees"));
    assert_eq!(world.number(), 0);
}

#[tokio::test]
async fn a_wrong_signature_is_refused() {
    let world = World::new().await;
    let mut transfer = world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await;
    // The signature begins after the length, the version, the address and its kind of signature.
    transfer[60] ^= 1;
    let error = world.ask("author_submitExtrinsic", json!([hex(&transfer)])).await.unwrap_err();
    assert_eq!((error.code, data(&error).as_str()), (1010, "Transaction has a bad signature"));
    assert_eq!(world.number(), 0);
}

#[tokio::test]
async fn garbage_is_refused_by_both_ways_to_submit() {
    let world = World::new().await;
    for (text, code) in [("0x", 1040), ("0x11", 1040), ("0x0411", 1002), ("0x100102030405", 1002), ("zz", -32602)] {
        for method in ["author_submitExtrinsic", "author_submitAndWatchExtrinsic"] {
            // The one that watches has its own code for what is no extrinsic, and what was refused is so unseen.
            let code = if code == 1040 && method.contains("Watch") { 1001 } else { code };
            assert_eq!(world.ask(method, json!([text])).await.unwrap_err().code, code, "{method} {text}");
            world.devnet.new_block().unwrap();
        }
    }
    let blocks = world.number();
    // An inherent is no transaction.
    let error = world.ask("author_submitExtrinsic", json!(["0x280403000b63ce64c78c0100"])).await.unwrap_err();
    assert_eq!(error.code, 1010);
    assert!(data(&error).contains("mandatory"), "{error:?}");
    assert_eq!(world.number(), blocks);
}

#[tokio::test]
async fn garbage_to_the_runtime_is_an_error_and_the_chain_lives_on() {
    let world = World::new().await;
    for (method, args) in [
        ("Core_version", "0x11"),
        ("AccountNonceApi_account_nonce", "0x11"),
        ("ContractsApi_call", "0x"),
        ("BlockBuilder_finalize_block", "0x"),
        ("BlockBuilder_apply_extrinsic", "0xffffffff"),
        ("Core_initialize_block", "0x00"),
        ("OffchainWorkerApi_offchain_worker", "0x00"),
        ("GenesisBuilder_build_state", "0x0c7b7b7b"),
    ] {
        let error = world.ask("state_call", json!([method, args])).await;
        if method == "BlockBuilder_finalize_block" || method == "GenesisBuilder_build_state" {
            continue;
        }
        let error = error.unwrap_err();
        assert_eq!(error.code, 4003, "{method}");
        assert!(error.message.starts_with("Client error: Execution failed: Runtime panicked: "), "{}", error.message);
    }
    let error = world.ask("state_call", json!(["Nope_x", "0x"])).await.unwrap_err();
    assert_eq!(error.message, "Client error: Execution failed: Other: Exported method Nope_x is not found");
    let transfer = hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await);
    world.ask("author_submitExtrinsic", json!([transfer])).await.unwrap();
    assert_eq!(world.number(), 1);
}

#[tokio::test]
async fn calls_nested_without_end_do_not_end_the_process() {
    let world = World::new().await;
    // Utility.batch of one call, a hundred thousand deep, in an unsigned extrinsic.
    let mut call = vec![4u8];
    for _ in 0..100_000 {
        call.extend([2, 0, 4]);
    }
    let extrinsic = [Compact(call.len() as u32).encode(), call.clone()].concat();
    assert_eq!(world.ask("author_submitExtrinsic", json!([hex(&extrinsic)])).await.unwrap_err().code, 1002);
    let args = [extrinsic.clone(), 1u32.encode()].concat();
    let error = world.ask("state_call", json!(["TransactionPaymentApi_query_info", hex(&args)])).await.unwrap_err();
    assert_eq!(error.code, 4003);
    assert_eq!(world.ask("payment_queryInfo", json!([hex(&extrinsic)])).await.unwrap_err().code, 1);
}

#[tokio::test]
async fn calls_nested_within_reason_are_executed() {
    let world = World::new().await;
    let remark = |depth: usize| {
        let mut call =
            Value::unnamed_variant("System", [Value::named_variant("remark", [("remark", Value::from_bytes([1]))])]);
        for _ in 1..depth {
            let batch = Value::named_variant("batch", [("calls", Value::unnamed_composite([call]))]);
            call = Value::unnamed_variant("Utility", [batch]);
        }
        subxt::dynamic::transaction("Utility", "batch", vec![Value::unnamed_composite([call])])
    };
    // Deeper ones overflow the stack of the client, which encodes them here.
    for depth in [1, 2, 10, 40] {
        let mut transactions = world.client.transactions().await.unwrap();
        let progress = transactions.sign_and_submit_then_watch_default(&remark(depth), &dev::alice()).await.unwrap();
        progress.wait_for_finalized_success().await.unwrap();
    }
    assert_eq!(world.number(), 4);
}

#[tokio::test]
async fn wrong_parameters_and_unknown_methods_have_the_codes_of_json_rpc() {
    let world = World::new().await;
    for (method, params) in [
        ("state_call", json!(["Core_version"])),
        ("state_call", json!(["Core_version", "zz"])),
        ("state_getStorage", json!([])),
        ("state_getStorage", json!([7])),
        ("state_getStorage", json!(["0x00", "0x12"])),
        ("state_getKeysPaged", json!(["0x00"])),
        ("chain_getHeader", json!(["0x12"])),
        ("chain_getBlockHash", json!(["x"])),
        ("chain_getBlockHash", json!([-1])),
        ("chainHead_v1_follow", json!([])),
        ("chainHead_v1_header", json!(["none"])),
        ("chainHead_v1_call", json!(["none", hex(&[0; 32]), "Core_version", "0x1"])),
        ("system_accountNextIndex", json!(["abc"])),
        ("state_subscribeStorage", json!([7])),
        ("author_submitAndWatchExtrinsic", json!([])),
        ("dev_timeTravel", json!(["tomorrow"])),
        ("dev_newBlock", json!([{ "count": 1_000_000 }])),
    ] {
        assert_eq!(world.ask(method, params.clone()).await.unwrap_err().code, -32602, "{method} {params}");
    }
    assert_eq!(world.ask("nope", json!([])).await.unwrap_err().code, -32601);
}

#[tokio::test]
async fn an_unknown_block_is_answered_as_the_node_does() {
    let world = World::new().await;
    let unknown = hex(&[0x11; 32]);
    assert!(world.ask("chain_getHeader", json!([unknown])).await.unwrap().is_null());
    assert!(world.ask("chain_getBlock", json!([unknown])).await.unwrap().is_null());
    assert!(world.ask("chain_getBlockHash", json!([5])).await.unwrap().is_null());
    for (method, params, code) in [
        ("state_call", json!(["Core_version", "0x", unknown]), 4003),
        ("state_getStorage", json!(["0x00", unknown]), 4003),
        ("state_getKeysPaged", json!([null, 1, null, unknown]), 4003),
        ("state_getRuntimeVersion", json!([unknown]), 4003),
        ("state_getMetadata", json!([unknown]), 4003),
        ("state_queryStorageAt", json!([["0x00"], unknown]), 4001),
        ("state_getKeysPaged", json!(["0x00", 1001]), 4002),
        ("payment_queryInfo", json!(["0x280403000b63ce64c78c0100", unknown]), 1),
    ] {
        assert_eq!(world.ask(method, params).await.unwrap_err().code, code, "{method}");
    }
}
