//! What is asked of both chains.

use std::time::Duration;

use serde_json::{json, Value};
use sp_core::{storage::ChildInfo, twox_128};
use subxt::{
    config::{substrate::SubstrateConfig, DefaultExtrinsicParamsBuilder},
    dynamic::{self, Value as Dynamic},
    transactions::Payload,
};
use subxt_rpcs::{
    client::{RpcClient, RpcSubscription},
    Error,
};
use subxt_signer::sr25519::{dev, Keypair};

use crate::{
    contracts::recursive,
    server::post,
    support::{account_key, hex, params, transfer_call, Client, UNIT},
};

/// The answers, each under the name of its request.
pub type Answers = Vec<(String, Value)>;

/// A chain that is asked.
struct Player {
    url: String,
    rpc: RpcClient,
    client: Client,
    answers: Answers,
}

/// Asks everything of the chain at this address, which must have no block yet but the first.
pub async fn play(url: &str) -> Answers {
    let rpc = RpcClient::from_insecure_url(url).await.unwrap();
    let backend = subxt::backend::LegacyBackend::builder().build(rpc.clone());
    let client = Client::from_backend(std::sync::Arc::new(backend)).await.unwrap();
    let mut player = Player { url: url.to_owned(), rpc, client, answers: Vec::new() };
    player.what_it_is().await;
    player.wrong_requests().await;
    player.wrong_transactions().await;
    player.transfers().await;
    player.blocks().await;
    player.storage().await;
    player.contracts().await;
    player.queued().await;
    player.watched().await;
    player.follow().await;
    player.http().await;
    player.answers
}

const UNKNOWN: &str = "0x1111111111111111111111111111111111111111111111111111111111111111";

fn error(error: Error) -> Value {
    match error {
        Error::User(error) => {
            let data = error.data.map(|data| serde_json::from_str::<Value>(data.get()).unwrap());
            json!({ "error": { "code": error.code, "message": plain(&error.message), "data": data.map(|data| {
                data.as_str().map_or(data.clone(), |text| json!(plain(text)))
            }) } })
        }
        other => panic!("{other}"),
    }
}

/// A message without the places in the code of the wasm runtime.
fn plain(text: &str) -> String {
    match text.split_once("wasm trap:") {
        Some((before, _)) => format!("{before}wasm trap"),
        None => text.to_owned(),
    }
}

impl Player {
    fn keep(&mut self, name: &str, answer: Value) {
        assert!(self.answers.iter().all(|(other, _)| other != name), "{name} is there already");
        self.answers.push((name.to_owned(), answer));
    }

    async fn request(&self, method: &str, values: Value) -> Value {
        self.rpc.request(method, params(values)).await.unwrap_or_else(error)
    }

    /// Asks, and keeps the answer under the method's name and what distinguishes it.
    async fn ask(&mut self, method: &str, mark: &str, values: Value) -> Value {
        let answer = self.request(method, values).await;
        let name = if mark.is_empty() { method.to_owned() } else { format!("{method} {mark}") };
        self.keep(&name, answer.clone());
        answer
    }

    async fn subscribe(&self, method: &str, values: Value, end: &str) -> Result<RpcSubscription<Value>, Error> {
        self.rpc.subscribe(method, params(values), end).await
    }

    /// Waits until the last block is final.
    async fn settle(&self) {
        for _ in 0..200 {
            let best = self.request("chain_getBlockHash", json!([])).await;
            if self.request("chain_getFinalizedHead", json!([])).await == best {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nothing is final");
    }

    async fn sign(&self, from: &Keypair, call: &impl Payload, nonce: u64, tip: u128) -> String {
        let params = DefaultExtrinsicParamsBuilder::<SubstrateConfig>::new().immortal().nonce(nonce).tip(tip).build();
        let at = self.client.at_current_block().await.unwrap();
        hex(at.transactions().create_signable_offline(call, params).unwrap().sign(from).unwrap().encoded())
    }

    async fn transfer(&self, from: &Keypair, nonce: u64) -> String {
        self.sign(from, &transfer_call(&dev::bob(), UNIT), nonce, 0).await
    }

    async fn what_it_is(&mut self) {
        let methods = self.request("rpc_methods", json!([])).await;
        let others = methods["methods"].as_array().unwrap().iter().filter(|name| {
            let name = name.as_str().unwrap();
            !name.starts_with("dev_")
        });
        let others = json!(others.collect::<Vec<_>>());
        self.keep("rpc_methods", others);
        for method in [
            "system_name",
            "system_version",
            "system_chain",
            "system_chainType",
            "system_properties",
            "system_health",
            "system_localPeerId",
            "system_localListenAddresses",
            "system_peers",
            "system_reservedPeers",
            "system_nodeRoles",
            "system_syncState",
            "chainSpec_v1_chainName",
            "chainSpec_v1_genesisHash",
            "chainSpec_v1_properties",
            "author_pendingExtrinsics",
            "author_rotateKeys",
            "chain_getBlock",
            "chain_getHeader",
            "chain_getBlockHash",
            "chain_getHead",
            "chain_getFinalisedHead",
            "chain_getFinalizedHead",
            "chain_getRuntimeVersion",
            "state_getRuntimeVersion",
        ] {
            self.ask(method, "", json!([])).await;
        }
        let metadata = self.request("state_getMetadata", json!([])).await;
        let metadata = metadata.as_str().unwrap();
        self.keep("state_getMetadata", json!({ "version": metadata[..12], "length": metadata.len() }));
        self.ask("author_hasKey", "", json!(["0x00", "aura"])).await;
        self.ask("author_hasSessionKeys", "", json!(["0x"])).await;
        self.ask("author_removeExtrinsic", "", json!([[{ "hash": UNKNOWN }, { "extrinsic": "0x00" }]])).await;
        self.ask("offchain_localStorageSet", "", json!(["PERSISTENT", "0x00", "0x01"])).await;
        self.ask("offchain_localStorageGet", "", json!(["PERSISTENT", "0x00"])).await;
        self.ask("offchain_localStorageGet", "nothing", json!(["PERSISTENT", "0x01"])).await;
        self.ask("offchain_localStorageGet", "local", json!(["LOCAL", "0x01"])).await;
        self.ask("system_accountNextIndex", "", json!(["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"])).await;
    }

    async fn wrong_requests(&mut self) {
        let child = hex(&ChildInfo::new_default(&[7; 32]).into_prefixed_storage_key().into_inner());
        for (method, mark, values) in [
            ("nope", "", json!([])),
            ("author_hasKey", "wrong type", json!(["0x00", "toolong"])),
            ("author_hasSessionKeys", "wrong keys", json!(["0x00"])),
            ("author_removeExtrinsic", "wrong kind", json!([[{ "nope": 1 }]])),
            ("author_removeExtrinsic", "wrong bytes", json!([[{ "extrinsic": "0x11" }]])),
            ("author_submitExtrinsic", "no text", json!([7])),
            ("author_submitExtrinsic", "no hex", json!(["zz"])),
            ("author_submitExtrinsic", "nothing", json!([])),
            ("chain_getBlock", "unknown", json!([UNKNOWN])),
            ("chain_getBlockHash", "list", json!([[0, "0x0", 5]])),
            ("chain_getBlockHash", "no number", json!(["x"])),
            ("chain_getBlockHash", "null", json!([null])),
            ("chain_getBlockHash", "too high", json!([99_999_999_999u64])),
            ("chain_getBlockHash", "too high in hex", json!(["0x1ffffffff"])),
            ("chain_getBlockHash", "unknown", json!([7])),
            ("chain_getHeader", "no hash", json!(["0x12"])),
            ("chain_getHeader", "unknown", json!([UNKNOWN])),
            ("childstate_getKeys", "no child", json!(["0x11", "0x"])),
            ("childstate_getKeys", "empty child", json!([child, "0x"])),
            ("childstate_getKeysPaged", "no child", json!(["0x11", null, 2000])),
            ("childstate_getKeysPaged", "many", json!([child, null, 2000])),
            ("childstate_getStorage", "empty child", json!([child, "0x00"])),
            ("childstate_getStorage", "no child", json!(["0x11", "0x"])),
            ("childstate_getStorageEntries", "no child", json!(["0x11", ["0x"]])),
            ("childstate_getStorageHash", "empty child", json!([child, "0x00"])),
            ("childstate_getStorageSize", "empty child", json!([child, "0x00"])),
            ("childstate_getStorageSize", "unknown block", json!([child, "0x00", UNKNOWN])),
            ("chainHead_v1_body", "no follower", json!(["a", UNKNOWN])),
            ("chainHead_v1_call", "no follower", json!(["a", UNKNOWN, "x", "0x"])),
            ("chainHead_v1_call", "no hex", json!(["a", UNKNOWN, "x", "zz"])),
            ("chainHead_v1_call", "odd hex", json!(["a", UNKNOWN, "x", "0x1"])),
            ("chainHead_v1_continue", "no follower", json!(["a", "0"])),
            ("chainHead_v1_header", "no follower", json!(["a", UNKNOWN])),
            ("chainHead_v1_header", "no hash", json!(["a", "0x12"])),
            ("chainHead_v1_stopOperation", "no follower", json!(["a", "0"])),
            ("chainHead_v1_storage", "no follower", json!(["a", UNKNOWN, []])),
            ("chainHead_v1_storage", "no kind", json!(["a", UNKNOWN, [{ "key": "0x", "type": "nope" }]])),
            ("chainHead_v1_unpin", "no follower", json!(["a", UNKNOWN])),
            ("chainHead_v1_unpin", "nothing", json!(["a"])),
            ("payment_queryFeeDetails", "inherent", json!(["0x280403000b63ce64c78c0100"])),
            ("payment_queryFeeDetails", "no transaction", json!(["0x00"])),
            ("payment_queryFeeDetails", "short", json!(["0x11"])),
            ("payment_queryInfo", "inherent", json!(["0x280403000b63ce64c78c0100"])),
            ("payment_queryInfo", "no hex", json!(["zz"])),
            ("payment_queryInfo", "no transaction", json!(["0x00"])),
            ("payment_queryInfo", "short", json!(["0x11"])),
            ("payment_queryInfo", "unknown block", json!(["0x280403000b63ce64c78c0100", UNKNOWN])),
            ("state_call", "no arguments", json!(["Core_version"])),
            ("state_call", "unknown block", json!(["Core_version", "0x", UNKNOWN])),
            ("state_call", "unknown function", json!(["Nope_x", "0x"])),
            ("state_call", "wrong arguments", json!(["AccountNonceApi_account_nonce", "0x11"])),
            ("state_getChildReadProof", "no child", json!(["0x11", ["0x00"]])),
            ("state_getKeysPaged", "none", json!(["0x00", 0])),
            ("state_getKeysPaged", "too many", json!(["0x", 1001])),
            ("state_getKeysPaged", "unknown block", json!([null, 1, null, UNKNOWN])),
            ("state_getMetadata", "unknown block", json!([UNKNOWN])),
            ("state_getReadProof", "nothing", json!([[]])),
            ("state_getReadProof", "unknown block", json!([[], UNKNOWN])),
            ("state_getRuntimeVersion", "unknown block", json!([UNKNOWN])),
            ("state_getStorage", "no block", json!(["0x00", "0x12"])),
            ("state_getStorage", "no text", json!([7])),
            ("state_getStorage", "nothing", json!([])),
            ("state_getStorage", "unknown block", json!(["0x00", UNKNOWN])),
            ("state_getStorageHash", "unknown block", json!(["0x00", UNKNOWN])),
            ("state_getStorageSize", "unknown block", json!(["0x00", UNKNOWN])),
            ("state_queryStorage", "unknown block", json!([["0x00"], UNKNOWN])),
            ("state_queryStorageAt", "unknown block", json!([["0x00"], UNKNOWN])),
            ("system_accountNextIndex", "no address", json!(["abc"])),
            ("system_addReservedPeer", "no address", json!(["x"])),
            ("system_dryRun", "no transaction", json!(["0x11"])),
            ("transaction_v1_broadcast", "no hex", json!(["zz"])),
            ("transaction_v1_stop", "unknown", json!(["abc"])),
        ] {
            self.ask(method, mark, values).await;
        }
        for method in ["state_subscribeStorage", "chainHead_v1_follow", "author_submitAndWatchExtrinsic"] {
            let answer = self.subscribe(method, json!(["zz"]), "unused").await.err().map(error);
            self.keep(&format!("{method} wrong"), json!(answer));
        }
        for method in ["state_unsubscribeStorage", "chainHead_v1_unfollow", "author_unwatchExtrinsic"] {
            self.ask(method, "unknown", json!(["nope"])).await;
        }
    }

    async fn wrong_transactions(&mut self) {
        let submit = "author_submitExtrinsic";
        let mut forged = self.transfer(&dev::alice(), 0).await.into_bytes();
        // A digit within the signature.
        forged[130] = if forged[130] == b'0' { b'1' } else { b'0' };
        let forged = String::from_utf8(forged).unwrap();
        let poor = Keypair::from_secret_key([9; 32]).unwrap();
        let penniless = self.transfer(&poor, 0).await;
        for (mark, bytes) in [
            ("empty", "0x".to_owned()),
            ("short", "0x11".to_owned()),
            ("no version", "0x0411".to_owned()),
            ("nonsense", "0x100102030405".to_owned()),
            ("inherent", "0x280403000b63ce64c78c0100".to_owned()),
            ("inherent again", "0x280403000b63ce64c78c0100".to_owned()),
            ("forged", forged.clone()),
            ("forged again", forged),
            ("penniless", penniless),
        ] {
            self.ask(submit, mark, json!([bytes])).await;
        }
        for (mark, bytes) in [("short", "0x12"), ("nonsense", "0x100102030406")] {
            let answer = self.subscribe("author_submitAndWatchExtrinsic", json!([bytes]), "author_unwatchExtrinsic");
            let answer = answer.await.err().map(error);
            self.keep(&format!("author_submitAndWatchExtrinsic {mark}"), json!(answer));
            let mut events = self
                .subscribe("transactionWatch_v1_submitAndWatch", json!([bytes]), "transactionWatch_v1_unwatch")
                .await
                .unwrap();
            let mut event = events.next().await.unwrap().unwrap();
            if let Some(text) = event["error"].as_str().map(plain) {
                event["error"] = json!(text);
            }
            self.keep(&format!("transactionWatch_v1_submitAndWatch {mark}"), event);
        }
    }

    /// Submits, waits until it is final, and keeps all that is said of it and all that happened in its block.
    async fn run(&mut self, name: &str, from: &Keypair, nonce: u64, call: &impl Payload) {
        let bytes = self.sign(from, call, nonce, 0).await;
        for method in ["payment_queryInfo", "payment_queryFeeDetails"] {
            self.ask(method, name, json!([bytes])).await;
        }
        let mut progress =
            self.subscribe("author_submitAndWatchExtrinsic", json!([bytes]), "author_unwatchExtrinsic").await.unwrap();
        let mut told = Vec::new();
        while let Some(status) = progress.next().await {
            told.push(status.unwrap());
            if told.last().is_some_and(|status| status.get("finalized").is_some()) {
                break;
            }
        }
        self.keep(&format!("progress of {name}"), json!(told));
        self.settle().await;
        let events = [twox_128(b"System"), twox_128(b"Events")].concat();
        let answer = self.request("state_getStorage", json!([hex(&events)])).await;
        self.keep(&format!("events of {name}"), answer);
    }

    async fn transfers(&mut self) {
        let mut heads = Vec::new();
        for (method, end) in [
            ("chain_subscribeNewHeads", "chain_unsubscribeNewHeads"),
            ("chain_subscribeAllHeads", "chain_unsubscribeAllHeads"),
            ("chain_subscribeFinalizedHeads", "chain_unsubscribeFinalizedHeads"),
        ] {
            heads.push((method, self.subscribe(method, json!([]), end).await.unwrap()));
        }
        let bob = hex(&account_key(&dev::bob().public_key().0));
        let nothing = hex(b"nothing");
        let mut storage = self
            .subscribe("state_subscribeStorage", json!([[bob, nothing]]), "state_unsubscribeStorage")
            .await
            .unwrap();
        let mut version = self
            .subscribe("state_subscribeRuntimeVersion", json!([]), "state_unsubscribeRuntimeVersion")
            .await
            .unwrap();
        self.run("a transfer", &dev::alice(), 0, &transfer_call(&dev::bob(), UNIT)).await;
        self.run("a transfer too large", &dev::alice(), 1, &transfer_call(&dev::bob(), u128::MAX / 2)).await;
        self.run("a remark", &dev::bob(), 0, &remark()).await;
        for (method, mut events) in heads {
            let mut told = Vec::new();
            for _ in 0..4 {
                let header = events.next().await.unwrap().unwrap();
                told.push(json!({ "number": header["number"], "parentHash": header["parentHash"] }));
            }
            self.keep(method, json!(told));
        }
        let mut told = Vec::new();
        for _ in 0..3 {
            told.push(storage.next().await.unwrap().unwrap());
        }
        self.keep("state_subscribeStorage", json!(told));
        let version = version.next().await.unwrap().unwrap();
        self.keep("state_subscribeRuntimeVersion", version);
        // The nonce has been used.
        let stale = self.transfer(&dev::alice(), 0).await;
        self.ask("author_submitExtrinsic", "stale", json!([stale])).await;
        self.ask("author_submitExtrinsic", "stale again", json!([stale])).await;
    }

    async fn blocks(&mut self) {
        let last = self.request("chain_getBlockHash", json!([])).await;
        let block = self.request("chain_getBlock", json!([last])).await;
        let extrinsics = block["block"]["extrinsics"].as_array().unwrap();
        let lengths: Vec<usize> = extrinsics.iter().map(|bytes| bytes.as_str().unwrap().len()).collect();
        self.keep("chain_getBlock lengths of extrinsics", json!(lengths));
        self.ask("chain_getHeader", "last", json!([last])).await;
        self.ask("chain_getBlockHash", "all", json!([[0, 1, 2, 3, 4]])).await;
        self.ask("chain_getFinalizedHead", "last", json!([])).await;
        self.ask("system_syncState", "last", json!([])).await;
        self.ask("state_getRuntimeVersion", "last", json!([last])).await;
    }

    async fn storage(&mut self) {
        let first = self.request("chain_getBlockHash", json!([0])).await;
        let second = self.request("chain_getBlockHash", json!([1])).await;
        let last = self.request("chain_getBlockHash", json!([])).await;
        let alice = hex(&account_key(&dev::alice().public_key().0));
        let bob = hex(&account_key(&dev::bob().public_key().0));
        let accounts = hex(&[twox_128(b"System"), twox_128(b"Account")].concat());
        let last_upgrade = hex(&[twox_128(b"System"), twox_128(b"LastRuntimeUpgrade")].concat());
        for (method, mark, values) in [
            ("state_getStorage", "", json!([alice])),
            ("state_getStorageAt", "", json!([alice, first])),
            ("state_getStorage", "not there", json!(["0x00"])),
            ("state_getStorageHash", "", json!([alice])),
            ("state_getStorageHashAt", "", json!([bob, second])),
            ("state_getStorageSize", "", json!([alice])),
            ("state_getStorageSize", "below", json!([accounts])),
            ("state_getStorageSizeAt", "not there", json!(["0x00ff", first])),
            ("state_getKeys", "", json!([accounts])),
            ("state_getKeysPaged", "", json!([accounts, 3])),
            ("state_getKeysPaged", "from", json!([accounts, 3, alice])),
            ("state_getKeysPaged", "from between", json!([accounts, 3, &alice[..90]])),
            ("state_getKeysPagedAt", "first", json!([accounts, 2, null, first])),
            ("state_getPairs", "", json!([last_upgrade])),
            ("state_getPairs", "accounts", json!([accounts, first])),
            ("state_queryStorage", "", json!([[alice, bob, "0x00"], first])),
            ("state_queryStorage", "to", json!([[alice], first, second])),
            ("state_queryStorage", "back", json!([[alice], last, first])),
            ("state_queryStorageAt", "", json!([[alice, "0x00"]])),
            ("state_queryStorageAt", "first", json!([[alice], first])),
            ("state_getReadProof", "", json!([[alice]])),
            ("state_callAt", "", json!(["Core_version", "0x"])),
            ("state_call", "first", json!(["AccountNonceApi_account_nonce", hex(&dev::alice().public_key().0), first])),
            ("state_call", "metadata versions", json!(["Metadata_metadata_versions", "0x"])),
        ] {
            self.ask(method, mark, values).await;
        }
    }

    async fn contracts(&mut self) {
        let none = || Dynamic::unnamed_variant("None", []);
        let gas = || {
            Dynamic::named_composite([
                ("ref_time", Dynamic::u128(100_000_000_000)),
                ("proof_size", Dynamic::u128(1_000_000)),
            ])
        };
        let empty = || Dynamic::from_bytes([]);
        let instantiate = dynamic::transaction(
            "Contracts",
            "instantiate_with_code",
            vec![Dynamic::u128(0), gas(), none(), Dynamic::from_bytes(recursive()), empty(), empty()],
        );
        self.run("an instantiation", &dev::charlie(), 0, &instantiate).await;
        let infos = hex(&[twox_128(b"Contracts"), twox_128(b"ContractInfoOf")].concat());
        let keys = self.ask("state_getKeysPaged", "contracts", json!([infos, 10])).await;
        let key = keys[0].as_str().unwrap();
        let contract = key[key.len() - 64..].to_owned();
        let info = self.ask("state_getStorage", "contract", json!([key])).await;
        // A contract's information begins with the id of its child trie.
        let id = &info.as_str().unwrap()[4..68];
        let child = format!("{}{id}", hex(b":child_storage:default:"));
        self.ask("childstate_getKeys", "contract", json!([child, "0x"])).await;
        self.ask("state_getChildReadProof", "contract", json!([child, ["0x00"]])).await;
        // Origin, contract, no value, no limit of gas or deposit, no input.
        let args = format!("{}{contract}{}000000", hex(&dev::charlie().public_key().0), "00".repeat(16));
        self.ask("state_call", "ContractsApi_call", json!(["ContractsApi_call", args])).await;
        self.ask("state_call", "with a byte too many", json!(["ContractsApi_call", format!("{args}00")])).await;
        let to = Dynamic::unnamed_variant(
            "Id",
            [Dynamic::from_bytes(crate::support::unhex(&json!(format!("0x{contract}"))))],
        );
        let call = dynamic::transaction("Contracts", "call", vec![to, Dynamic::u128(0), gas(), none(), empty()]);
        self.run("a call of a contract", &dev::charlie(), 1, &call).await;
        self.run("a call that finds no contract", &dev::dave(), 0, &{
            let to = Dynamic::unnamed_variant("Id", [Dynamic::from_bytes(dev::eve().public_key().0)]);
            dynamic::transaction("Contracts", "call", vec![to, Dynamic::u128(0), gas(), none(), empty()])
        })
        .await;
    }

    /// Transactions that come in the wrong order, or compete.
    async fn queued(&mut self) {
        let second = self.transfer(&dev::eve(), 1).await;
        let mut progress =
            self.subscribe("author_submitAndWatchExtrinsic", json!([second]), "author_unwatchExtrinsic").await.unwrap();
        let first_told = progress.next().await.unwrap().unwrap();
        self.ask("author_pendingExtrinsics", "with one that waits", json!([])).await;
        self.ask("author_submitExtrinsic", "that waits", json!([second])).await;
        self.ask(
            "system_accountNextIndex",
            "with one that waits",
            json!([dev::eve().public_key().to_account_id().to_string()]),
        )
        .await;
        let first = self.transfer(&dev::eve(), 0).await;
        self.request("author_submitExtrinsic", json!([first])).await;
        let mut told = vec![first_told];
        while let Some(status) = progress.next().await {
            told.push(status.unwrap());
            if told.last().is_some_and(|status| status.get("finalized").is_some()) {
                break;
            }
        }
        // Whether both are in one block is a matter of time.
        let kinds: Vec<Value> = told
            .iter()
            .map(|status| status.as_object().map_or(status.clone(), |status| json!(status.keys().next())))
            .collect();
        self.keep("progress of a transfer that waited", json!(kinds));
        self.settle().await;
        self.ask("system_accountNextIndex", "after both", json!([dev::eve().public_key().to_account_id().to_string()]))
            .await;
    }

    async fn watched(&mut self) {
        let good = self.transfer(&dev::ferdie(), 0).await;
        for (mark, bytes) in [("a transfer", &good), ("a stale one", &good)] {
            let mut events = self
                .subscribe("transactionWatch_v1_submitAndWatch", json!([bytes]), "transactionWatch_v1_unwatch")
                .await
                .unwrap();
            let mut told = Vec::new();
            while let Some(event) = events.next().await {
                told.push(event.unwrap());
                if ["finalized", "invalid"].contains(&told.last().unwrap()["event"].as_str().unwrap()) {
                    break;
                }
            }
            self.keep(&format!("transactionWatch_v1_submitAndWatch {mark}"), json!(told));
            self.settle().await;
        }
    }

    async fn follow(&mut self) {
        let mut events = self.subscribe("chainHead_v1_follow", json!([true]), "chainHead_v1_unfollow").await.unwrap();
        let id = events.subscription_id().unwrap().to_owned();
        let first = events.next().await.unwrap().unwrap();
        let block = first["finalizedBlockHashes"].as_array().unwrap().last().unwrap().clone();
        self.keep("chainHead_v1_follow", first);
        let transfer = self.transfer(&dev::ferdie(), 1).await;
        self.request("author_submitExtrinsic", json!([transfer])).await;
        let mut told = Vec::new();
        for _ in 0..3 {
            told.push(events.next().await.unwrap().unwrap());
        }
        self.keep("chainHead_v1_follow a block", json!(told));

        let alice = hex(&account_key(&dev::alice().public_key().0));
        let accounts = hex(&[twox_128(b"System"), twox_128(b"Account")].concat());
        let of = |key: &str, kind: &str| json!({ "key": key, "type": kind });
        for (method, mark, values) in [
            ("body", "", json!([id, block])),
            ("call", "", json!([id, block, "AccountNonceApi_account_nonce", hex(&dev::alice().public_key().0)])),
            ("call", "unknown function", json!([id, block, "Nope_x", ""])),
            ("storage", "value", json!([id, block, [of(&alice, "value"), of(&alice, "hash"), of("0x00", "value")]])),
            ("storage", "hash of the node", json!([id, block, [of(&alice, "closestDescendantMerkleValue")]])),
            ("storage", "nothing", json!([id, block, [of("0x00", "value")]])),
            ("storage", "walk", json!([id, block, [of(&accounts, "descendantsHashes")]])),
            ("storage", "empty child", json!([id, block, [of("0x", "descendantsValues")], hex(&[9; 32])])),
        ] {
            let mut told = vec![self.request(&format!("chainHead_v1_{method}"), values).await];
            let operation = told[0]["operationId"].clone();
            loop {
                let event = events.next().await.unwrap().unwrap();
                let kind = event["event"].as_str().unwrap().to_owned();
                told.push(match kind.as_str() {
                    "operationBodyDone" => json!({ "event": kind, "extrinsics": event["value"] }),
                    _ => event,
                });
                match kind.as_str() {
                    "operationWaitingForContinue" => {
                        told.push(self.request("chainHead_v1_continue", json!([id, operation])).await);
                    }
                    "operationStorageItems" => {}
                    _ => break,
                }
            }
            let name = format!("chainHead_v1_{method} {mark}");
            self.keep(name.trim_end(), json!(told));
        }
        for (method, mark, values) in [
            ("header", "unknown", json!([id, UNKNOWN])),
            ("body", "unknown", json!([id, UNKNOWN])),
            ("storage", "no items", json!([id, block, []])),
            ("unpin", "unknown", json!([id, UNKNOWN])),
            ("unpin", "twice at once", json!([id, [block, block]])),
            ("unpin", "", json!([id, block])),
            ("unpin", "again", json!([id, block])),
            ("header", "unpinned", json!([id, block])),
            ("continue", "unknown", json!([id, "99"])),
        ] {
            self.ask(&format!("chainHead_v1_{method}"), mark, values).await;
        }
        self.settle().await;
    }

    /// Requests that are no JSON-RPC.
    async fn http(&mut self) {
        let address = self.url.trim_start_matches("ws://").parse().unwrap();
        let many = format!("[{}]", [r#"{"jsonrpc":"2.0","id":1,"method":"system_chain"}"#; 3].join(","));
        for (mark, body) in [
            ("no json", "nope"),
            ("empty", ""),
            ("no method", r#"{"jsonrpc":"2.0","id":1}"#),
            ("no version", r#"{"id":1,"method":"system_chain"}"#),
            ("a list of nothing", "[]"),
            ("a list", &many),
            ("a list of nonsense", "[1, 2]"),
            ("a notification", r#"{"jsonrpc":"2.0","method":"system_chain"}"#),
            ("parameters that are text", r#"{"jsonrpc":"2.0","id":1,"method":"system_chain","params":"x"}"#),
            ("parameters that are nothing", r#"{"jsonrpc":"2.0","id":1,"method":"system_chain","params":null}"#),
            ("parameters by name", r#"{"jsonrpc":"2.0","id":1,"method":"chain_getBlockHash","params":{"hash":0}}"#),
            ("a subscription", r#"{"jsonrpc":"2.0","id":1,"method":"chain_subscribeNewHeads","params":[]}"#),
            ("an id that is text", r#"{"jsonrpc":"2.0","id":"x","method":"system_chain","params":[]}"#),
            ("no id", r#"{"jsonrpc":"2.0","id":null,"method":"nope","params":[]}"#),
        ] {
            let (status, text) = post(address, address.to_string(), body.to_owned()).await;
            let answer: Value = serde_json::from_str(&text).unwrap_or(json!(text));
            self.keep(&format!("HTTP {mark}"), json!({ "status": status, "body": answer }));
        }
    }
}

fn remark() -> impl Payload {
    dynamic::transaction("System", "remark_with_event", vec![Dynamic::from_bytes([1, 2, 3])])
}
