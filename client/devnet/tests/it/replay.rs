//! Blocks of substrate-contracts-node, made again here. `scripts/record-blocks.sh` records them.

use std::{env, fs, path::PathBuf, time::Duration};

use contracts_node_runtime::Header;
use mutual_devnet::{BlockError, Config, Devnet, Error, Genesis, GenesisError, H256};
use scale::{Compact, Encode};
use serde_json::{json, Map, Value};
use sp_core::blake2_256;
use subxt_rpcs::client::RpcClient;

use crate::{
    signed::{address, call, noter, transfer, upload, Signer},
    support::{hex, params, unhex, UNIT},
};

const CODE_KEY: &str = "0x3a636f6465";

/// `System.Events`.
const EVENTS_KEY: &str = "0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7";

/// The storage keys of the System pallet begin so, and those of its accounts.
const SYSTEM: &str = "0x26aa394eea5630e07c48ae0c9558cef7";
const SYSTEM_ACCOUNTS: &str = "0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9";

fn recorded(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/recorded").join(name)
}

fn read(name: &str) -> Value {
    serde_json::from_slice(&fs::read(recorded(name)).unwrap()).unwrap()
}

fn write(name: &str, value: &Value) {
    fs::write(recorded(name), format!("{value:#}\n")).unwrap();
}

/// A chain specification. The runtime's code, most of it, is kept beside it as the node has it.
fn specification(name: &str) -> Value {
    let mut specification = read(name);
    let code = fs::read(recorded("runtime.compact.compressed.wasm")).unwrap();
    specification["genesis"]["raw"]["top"][CODE_KEY] = json!(hex(&code));
    specification
}

fn start(name: &str) -> Devnet {
    let specification = specification(name).to_string().into_bytes();
    Devnet::start(Config::in_process().genesis(Genesis::Raw(specification.into()))).unwrap()
}

fn parts(block: &Value) -> (Header, Vec<Vec<u8>>) {
    let header = serde_json::from_value(block["header"].clone()).unwrap();
    (header, block["extrinsics"].as_array().unwrap().iter().map(unhex).collect())
}

/// Makes the blocks again and gives the chain with how many extrinsics were in them.
fn replay(specification: &str, blocks: &str) -> (Devnet, usize) {
    let (devnet, blocks) = (start(specification), read(blocks));
    let blocks = blocks.as_array().unwrap();
    assert_eq!(json!(devnet.genesis_hash()), blocks[0]["header"]["parentHash"]);
    let mut seen = 0;
    for block in blocks {
        let (header, extrinsics) = parts(block);
        seen += extrinsics.len();
        let hash = devnet.import(&header.encode(), &extrinsics).unwrap();
        // The header's hash stands for its parent, its digest, and the roots of its extrinsics and of the state, in which
        // the weights are too.
        assert_eq!(json!(hash), block["hash"]);
        let events = devnet.storage(&unhex(&json!(EVENTS_KEY))).unwrap().unwrap();
        assert_eq!(hex(&events), block["events"], "events of block {}", header.number);
    }
    (devnet, seen)
}

#[test]
fn transfers_of_the_node_have_the_same_roots_and_events_here() {
    let (devnet, seen) = replay("genesis.json", "transfers.json");
    assert!(seen >= 14 && devnet.head().1 >= 6, "{seen}");
}

#[test]
fn contract_calls_of_the_node_have_the_same_roots_and_events_here() {
    let (devnet, seen) = replay("contract-genesis.json", "calls.json");
    assert!(seen >= 22 && devnet.head().1 >= 10, "{seen}");
}

#[test]
fn an_upload_holds_the_deposit_of_two_bytes_less_than_the_nodes() {
    // The node was built with parity-scale-codec 3.7.0, which counts the compact fields of what is kept of a code as a byte
    // longer each than later ones do.
    const BYTE: u128 = 5_000_000;
    let (devnet, _) = replay("genesis.json", "transfers.json");
    let upload = read("upload.json");
    let (header, extrinsics) = parts(&upload);
    assert!(matches!(devnet.import(&header.encode(), &extrinsics), Err(Error::Block(BlockError::Differs { .. }))));
    devnet.submit(&extrinsics[1]).unwrap();
    let held = |events: &[u8]| {
        // Contracts.CodeStored: the code's hash, the deposit, the uploader.
        let stored = [&[8, 2][..], &blake2_256(&noter())].concat();
        let at = events.windows(stored.len()).position(|window| window == stored).unwrap() + stored.len();
        u128::from_le_bytes(events[at..at + 16].try_into().unwrap())
    };
    let here = devnet.storage(&unhex(&json!(EVENTS_KEY))).unwrap().unwrap();
    assert_eq!(held(&here) + 2 * BYTE, held(&unhex(&upload["events"])));
}

#[test]
fn a_block_that_comes_out_otherwise_is_not_added() {
    let (devnet, blocks) = (start("genesis.json"), read("transfers.json"));
    let (header, extrinsics) = parts(&blocks[0]);
    let error = devnet.import(&header.encode(), &extrinsics[..1]).unwrap_err();
    assert!(matches!(error, Error::Block(BlockError::Differs { there, .. }) if there == header.hash()));
    assert_eq!(devnet.head().1, 0);
    assert!(matches!(devnet.import(b"x", &[]), Err(Error::Header(_))));
    devnet.import(&header.encode(), &extrinsics).unwrap();
    assert_eq!(devnet.head(), (header.hash(), 1));
}

#[test]
fn the_chain_goes_on_after_the_nodes_blocks() {
    let (devnet, _) = replay("genesis.json", "transfers.json");
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

fn batch(calls: &[Vec<u8>]) -> Vec<u8> {
    [vec![2, 0], Compact(calls.len() as u32).encode(), calls.concat()].concat()
}

fn remark() -> Vec<u8> {
    (0u8, 7u8, vec![1u8, 2, 3]).encode()
}

/// What is recorded without contracts, each list at once.
fn transfers(alice: &Signer, bob: &Signer) -> Vec<Vec<Vec<u8>>> {
    let transfer_all = (4u8, 4u8, 0u8, [8u8; 32], true).encode();
    vec![
        vec![alice.sign(0, &transfer([9; 32], UNIT))],
        vec![alice.sign(1, &transfer([9; 32], u128::MAX / 2)), bob.sign(0, &remark())],
        vec![alice.sign(2, &batch(&[transfer([7; 32], UNIT), remark(), transfer([6; 32], 1)]))],
        // Less than an account can hold.
        vec![bob.sign(1, &transfer([5; 32], 1))],
        vec![alice.sign(3, &transfer([8; 32], 3 * UNIT)), bob.sign(2, &transfer([8; 32], UNIT))],
        vec![bob.sign(3, &transfer_all)],
    ]
}

/// What is recorded of a contract that is there, each list at once.
fn calls(alice: &Signer, bob: &Signer, from: u32) -> Vec<Vec<Vec<u8>>> {
    let contract = address(alice.account(), &noter(), &[]);
    let note = |key: u8, text: &[u8]| call(contract, &[&[key; 32], text].concat());
    let nothing: &[u8] = &[];
    let gas = (Compact(20_000_000_000u64), Compact(1_000_000u64));
    let again =
        (8u8, 8u8, Compact(UNIT), gas, None::<Compact<u128>>, blake2_256(&noter()), nothing, b"salt".to_vec()).encode();
    vec![
        vec![alice.sign(from, &note(1, b"a note"))],
        vec![bob.sign(0, &note(1, b"another in its place, and longer")), alice.sign(from + 1, &note(2, b"a second"))],
        // Too short for the contract, which traps.
        vec![alice.sign(from + 2, &call(contract, &[]))],
        // No such contract.
        vec![bob.sign(1, &call([3; 32], &[]))],
        vec![alice.sign(from + 3, &batch(&[note(3, b"first"), note(4, b"second"), remark()]))],
        vec![alice.sign(from + 4, &again)],
        vec![bob.sign(2, &note(5, &[7; 900]))],
        vec![alice.sign(from + 5, &note(1, b""))],
        vec![alice.sign(from + 6, &transfer(contract, UNIT)), bob.sign(3, &note(6, b"and the last"))],
        vec![bob.sign(4, &(8u8, 4u8, [1u8; 32]).encode())],
    ]
}

/// The real node.
struct Node(RpcClient);

impl Node {
    async fn ask(&self, method: &str, values: Value) -> Value {
        self.0.request::<Value>(method, params(values)).await.unwrap()
    }

    async fn head(&self) -> u32 {
        let header = self.ask("chain_getHeader", json!([])).await;
        u32::from_str_radix(header["number"].as_str().unwrap().trim_start_matches("0x"), 16).unwrap()
    }

    /// Has the node make blocks of these and gives the blocks.
    async fn play(&self, lists: Vec<Vec<Vec<u8>>>) -> Value {
        let before = self.head().await;
        for list in lists {
            let head = self.head().await;
            let submit = |extrinsic: Vec<u8>| async move {
                self.ask("author_submitExtrinsic", json!([hex(&extrinsic)])).await;
            };
            futures::future::join_all(list.into_iter().map(submit)).await;
            while self.head().await == head || self.ask("author_pendingExtrinsics", json!([])).await != json!([]) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        let mut blocks = Vec::new();
        for number in before + 1..=self.head().await {
            let hash = self.ask("chain_getBlockHash", json!([number])).await;
            let block = self.ask("chain_getBlock", json!([hash])).await;
            let events = self.ask("state_getStorage", json!([EVENTS_KEY, hash])).await;
            let (header, extrinsics) = (&block["block"]["header"], &block["block"]["extrinsics"]);
            blocks.push(json!({ "hash": hash, "header": header, "extrinsics": extrinsics, "events": events }));
        }
        blocks.into()
    }

    /// The state after a block as a specification, but for the runtime's code, which is returned.
    async fn state(&self, number: u32) -> (Value, Value) {
        let hash = self.ask("chain_getBlockHash", json!([number])).await;
        let keys = self.ask("state_getKeysPaged", json!([null, 1000, null, hash])).await;
        let (mut top, mut children, mut code) = (Map::new(), Map::new(), Value::Null);
        for key in keys.as_array().unwrap() {
            let value = self.ask("state_getStorage", json!([key, hash])).await;
            let text = key.as_str().unwrap();
            if text == CODE_KEY {
                code = value;
            } else if let Some(id) = text.strip_prefix(&hex(b":child_storage:default:")) {
                let mut child = Map::new();
                let keys = self.ask("childstate_getKeysPaged", json!([key, null, 1000, null, hash])).await;
                for inner in keys.as_array().unwrap() {
                    let value = self.ask("childstate_getStorage", json!([key, inner, hash])).await;
                    child.insert(inner.as_str().unwrap().to_owned(), value);
                }
                children.insert(format!("0x{id}"), child.into());
            } else {
                top.insert(text.to_owned(), value);
            }
        }
        let specification = json!({
            "name": "Development",
            "id": "dev",
            "chainType": "Development",
            "bootNodes": [],
            "telemetryEndpoints": null,
            "protocolId": null,
            "properties": null,
            "codeSubstitutes": {},
            "genesis": { "raw": { "top": top, "childrenDefault": children } },
        });
        (specification, code)
    }
}

/// First on a new node, which this prepares for the second part; then on one that begins where that ended.
#[tokio::test]
#[ignore = "it records what the node does, which scripts/record-blocks.sh is for"]
async fn record() {
    let node = Node(RpcClient::from_url(env::var("MUTUAL_NODE_URL").unwrap()).await.unwrap());
    let genesis: H256 = serde_json::from_value(node.ask("chain_getBlockHash", json!([0])).await).unwrap();
    let (alice, bob) = (Signer::of("//Alice", genesis), Signer::of("//Bob", genesis));
    if env::var("MUTUAL_RECORD").unwrap() == "calls" {
        let nonce =
            node.ask("system_accountNextIndex", json!(["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"])).await;
        // Charlie has sent nothing before.
        let charlie = Signer::of("//Charlie", genesis);
        let lists = calls(&alice, &charlie, nonce.as_u64().unwrap() as u32);
        return write("calls.json", &node.play(lists).await);
    }
    let (specification, code) = node.state(0).await;
    write("genesis.json", &specification);
    fs::write(recorded("runtime.compact.compressed.wasm"), unhex(&code)).unwrap();
    write("transfers.json", &node.play(transfers(&alice, &bob)).await);
    let upload = node.play(vec![vec![alice.sign(4, &upload(&noter()))]]).await;
    write("upload.json", &upload[0]);

    let contract = address(alice.account(), &noter(), &[]);
    let note = call(contract, &[&[1; 32][..], b"before the beginning"].concat());
    let nothing: &[u8] = &[];
    let gas = (Compact(20_000_000_000u64), Compact(1_000_000u64));
    let make = (8u8, 8u8, Compact(0u128), gas, None::<Compact<u128>>, blake2_256(&noter()), nothing, nothing).encode();
    node.play(vec![vec![alice.sign(5, &make)], vec![alice.sign(6, &note)]]).await;
    let (first, _) = node.state(0).await;
    let (mut specification, code) = node.state(node.head().await).await;
    // What the System pallet knows of blocks must be as before the first one.
    let is_history = |key: &String| key.starts_with(SYSTEM) && !key.starts_with(SYSTEM_ACCOUNTS);
    let top = specification["genesis"]["raw"]["top"].as_object_mut().unwrap();
    top.retain(|key, _| !is_history(key));
    let first = first["genesis"]["raw"]["top"].as_object().unwrap().clone();
    top.extend(first.into_iter().filter(|(key, _)| is_history(key)));
    write("contract-genesis.json", &specification);
    // The node wants it whole.
    specification["genesis"]["raw"]["top"][CODE_KEY] = code;
    fs::write(env::var("MUTUAL_SPECIFICATION").unwrap(), specification.to_string()).unwrap();
}
