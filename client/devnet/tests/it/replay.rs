//! Blocks of substrate-contracts-node, made again here. `scripts/record-blocks.sh` records them.

use std::{env, fs, path::PathBuf, time::Duration};

use contracts_node_runtime::Header;
use mutual_devnet::{BlockError, Config, Devnet, Error, Genesis, GenesisError, H256};
use scale::{Compact, Encode};
use serde_json::{json, Map, Value};
use subxt_rpcs::client::RpcClient;

use crate::{
    signed::{address, call, instantiate, noter, transfer, upload, Signer},
    support::{hex, params, unhex, UNIT},
};

const CODE_KEY: &str = "0x3a636f6465";

/// `System.Events`.
const EVENTS_KEY: &str = "0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7";

fn recorded(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/recorded").join(name)
}

/// The node's specification. The runtime's code, most of it, is kept beside it as the node has it.
fn specification() -> Value {
    let mut specification: Value = serde_json::from_slice(&fs::read(recorded("genesis.json")).unwrap()).unwrap();
    let code = fs::read(recorded("runtime.compact.compressed.wasm")).unwrap();
    specification["genesis"]["raw"]["top"][CODE_KEY] = json!(hex(&code));
    specification
}

fn blocks() -> Vec<Value> {
    serde_json::from_slice(&fs::read(recorded("blocks.json")).unwrap()).unwrap()
}

fn config() -> Config {
    Config::in_process().genesis(Genesis::Raw(specification().to_string().into_bytes().into()))
}

fn parts(block: &Value) -> (Header, Vec<Vec<u8>>) {
    let header = serde_json::from_value(block["header"].clone()).unwrap();
    (header, block["extrinsics"].as_array().unwrap().iter().map(unhex).collect())
}

#[test]
fn blocks_of_the_node_have_the_same_roots_and_events_here() {
    let (devnet, blocks) = (Devnet::start(config()).unwrap(), blocks());
    assert!(blocks.len() > 12);
    assert_eq!(json!(devnet.genesis_hash()), blocks[0]["header"]["parentHash"]);
    let mut extrinsics_seen = 0;
    for block in &blocks {
        let (header, extrinsics) = parts(block);
        extrinsics_seen += extrinsics.len();
        let hash = devnet.import(&header.encode(), &extrinsics).unwrap();
        // The header's hash stands for its parent, its digest, and the roots of its extrinsics and of the state, in which
        // the weights are too.
        assert_eq!(json!(hash), block["hash"]);
        let events = devnet.storage(&unhex(&json!(EVENTS_KEY))).unwrap().unwrap();
        assert_eq!(hex(&events), block["events"], "events of block {}", header.number);
    }
    assert!(extrinsics_seen > 2 * blocks.len());
}

#[test]
fn a_block_that_comes_out_otherwise_is_not_added() {
    let (devnet, blocks) = (Devnet::start(config()).unwrap(), blocks());
    let (header, mut extrinsics) = parts(&blocks[0]);
    extrinsics.pop();
    let error = devnet.import(&header.encode(), &extrinsics).unwrap_err();
    assert!(matches!(error, Error::Block(BlockError::Differs { there, .. }) if there == header.hash()));
    assert_eq!(devnet.head().1, 0);
    assert!(matches!(devnet.import(b"x", &[]), Err(Error::Header(_))));
    let (header, extrinsics) = parts(&blocks[0]);
    devnet.import(&header.encode(), &extrinsics).unwrap();
}

#[test]
fn the_chain_goes_on_after_the_nodes_blocks() {
    let devnet = Devnet::start(config()).unwrap();
    for block in blocks() {
        let (header, extrinsics) = parts(&block);
        devnet.import(&header.encode(), &extrinsics).unwrap();
    }
    let (_, number) = devnet.head();
    let alice = Signer::of("//Alice", devnet.genesis_hash());
    let nonce = devnet.next_nonce(&alice.account()).unwrap();
    devnet.submit(&alice.sign(nonce, &transfer([9; 32], UNIT))).unwrap();
    assert_eq!((devnet.head().1, devnet.next_nonce(&alice.account()).unwrap()), (number + 1, nonce + 1));
}

#[test]
fn what_is_no_raw_specification_is_refused() {
    let start = |text: &str| Devnet::start(Config::in_process().genesis(Genesis::Raw(text.as_bytes().into()))).err();
    for text in [
        "",
        "{}",
        r#"{"genesis":{"runtimeGenesis":{}}}"#,
        r#"{"genesis":{"raw":{"top":{"0x1z":"0x"},"childrenDefault":{}}}}"#,
    ] {
        assert!(matches!(start(text), Some(Error::Genesis(GenesisError::Format(_)))), "{text}");
    }
}

/// The calls to record, each with its signer.
fn script(genesis: H256) -> Vec<Vec<u8>> {
    let (alice, bob) = (Signer::of("//Alice", genesis), Signer::of("//Bob", genesis));
    let code = noter();
    let contract = address(alice.account(), &code, &[]);
    let note = |text: &[u8]| call(contract, &[&[5; 32], text].concat());
    let transfer_all = (4u8, 4u8, 0u8, [8u8; 32], true).encode();
    let batch = |calls: &[Vec<u8>]| [vec![2, 0], Compact(calls.len() as u32).encode(), calls.concat()].concat();
    let remark = (0u8, 7u8, vec![1u8, 2, 3]).encode();
    let far = |mut bytes: Vec<u8>| {
        bytes.extend([7; 300]);
        bytes
    };
    vec![
        alice.sign(0, &transfer([9; 32], UNIT)),
        alice.sign(1, &upload(&code)),
        alice.sign(2, &instantiate(&code, &[])),
        alice.sign(3, &note(b"a note")),
        bob.sign(0, &note(b"another one, and longer")),
        // Too short for the contract, which traps.
        alice.sign(4, &call(contract, &[])),
        // No such contract.
        bob.sign(1, &call([3; 32], &[])),
        alice.sign(5, &transfer([9; 32], u128::MAX / 2)),
        alice.sign(6, &batch(&[note(b"first"), note(b"second"), remark.clone()])),
        bob.sign(2, &remark),
        alice.sign(7, &instantiate(&code, b"salt")),
        bob.sign(3, &note(&far(b"long".to_vec()))),
        alice.sign(8, &transfer([9; 32], 7)),
        bob.sign(4, &transfer_all),
    ]
}

#[tokio::test]
#[ignore = "it records what the node does, which scripts/record-blocks.sh is for"]
async fn record() {
    let node = RpcClient::from_url(env::var("MUTUAL_NODE_URL").unwrap()).await.unwrap();
    let ask = |method: &'static str, values: Value| {
        let node = node.clone();
        async move { node.request::<Value>(method, params(values)).await.unwrap() }
    };
    let genesis = ask("chain_getBlockHash", json!([0])).await;
    let keys = ask("state_getKeysPaged", json!([null, 1000, null, genesis])).await;
    let mut top = Map::new();
    for key in keys.as_array().unwrap() {
        let value = ask("state_getStorage", json!([key, genesis])).await;
        if key == CODE_KEY {
            fs::write(recorded("runtime.compact.compressed.wasm"), unhex(&value)).unwrap();
        } else {
            top.insert(key.as_str().unwrap().to_owned(), value);
        }
    }
    let specification = json!({
        "name": ask("system_chain", json!([])).await,
        "id": "dev",
        "chainType": ask("system_chainType", json!([])).await,
        "genesis": { "raw": { "top": top, "childrenDefault": {} } },
    });
    fs::write(recorded("genesis.json"), format!("{specification:#}\n")).unwrap();

    let genesis: H256 = serde_json::from_value(genesis).unwrap();
    for (number, extrinsic) in script(genesis).iter().enumerate() {
        ask("author_submitExtrinsic", json!([hex(extrinsic)])).await;
        // Some share a block, and most have their own.
        if number % 5 != 3 {
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let last = ask("chain_getHeader", json!([])).await;
    let last = u32::from_str_radix(last["number"].as_str().unwrap().trim_start_matches("0x"), 16).unwrap();
    let mut blocks = Vec::new();
    for number in 1..=last {
        let hash = ask("chain_getBlockHash", json!([number])).await;
        let block = ask("chain_getBlock", json!([hash])).await;
        let events = ask("state_getStorage", json!([EVENTS_KEY, hash])).await;
        let (header, extrinsics) = (&block["block"]["header"], &block["block"]["extrinsics"]);
        blocks.push(json!({ "hash": hash, "header": header, "extrinsics": extrinsics, "events": events }));
    }
    fs::write(recorded("blocks.json"), format!("{:#}\n", Value::from(blocks))).unwrap();
}
