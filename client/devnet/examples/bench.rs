//! Measures a node over its WebSocket: `bench URL calls` and `bench URL blocks COUNT`. `scripts/bench-devnet.sh` uses it.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::disallowed_macros,
    clippy::unwrap_used
)]

use std::{
    sync::Arc,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use serde_json::{json, Value as Json};
use sp_core::{twox_128, twox_64};
use subxt::{
    backend::LegacyBackend,
    config::{substrate::SubstrateConfig, DefaultExtrinsicParamsBuilder},
    dynamic::{self, Value},
    OnlineClient,
};
use subxt_rpcs::client::{rpc_params, RpcClient};
use subxt_signer::{sr25519::Keypair, SecretUri};

/// How many submit at the same time.
const SUBMITTERS: u64 = 16;
/// How many calls each of them submits.
const CALLS: u64 = 100;
/// How many blocks are made one after the other.
const BLOCKS: u64 = 200;
/// How many dry runs.
const DRY_RUNS: u64 = 2_000;

type Client = OnlineClient<SubstrateConfig>;

/// A contract that writes 32 bytes under a key of 32 bytes at each call.
///
/// Spelled out as there is no assembler here: the type of the import and of the exports; the import of `set_storage` and
/// the memory; `deploy` and `call`; their code.
fn writer() -> Vec<u8> {
    let section = |id: u8, body: Vec<u8>| [vec![id, body.len() as u8], body].concat();
    let name = |text: &str| [vec![text.len() as u8], text.as_bytes().to_vec()].concat();
    let i32 = 0x7f;
    let types = vec![2, 0x60, 4, i32, i32, i32, i32, 1, i32, 0x60, 0, 0];
    let imports =
        [vec![2], name("seal2"), name("set_storage"), vec![0, 0], name("env"), name("memory"), vec![2, 1, 1, 1]];
    let exports = [vec![2], name("deploy"), vec![0, 1], name("call"), vec![0, 2]];
    // No locals; key at 0 of 32 bytes, value at 32 of 32 bytes; the result is dropped.
    let body = vec![0, 0x41, 0, 0x41, 32, 0x41, 32, 0x41, 32, 0x10, 0, 0x1a, 0x0b];
    let code = [vec![2, 2, 0, 0x0b, body.len() as u8], body];
    [
        b"\0asm\x01\0\0\0".to_vec(),
        section(1, types),
        section(2, imports.concat()),
        section(3, vec![2, 1, 1]),
        section(7, exports.concat()),
        section(10, code.concat()),
    ]
    .concat()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold("0x".to_owned(), |text, byte| text + &format!("{byte:02x}"))
}

fn unhex(text: &str) -> Vec<u8> {
    (2..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn pair(uri: &str) -> Keypair {
    Keypair::from_uri(&uri.parse::<SecretUri>().unwrap()).unwrap()
}

struct Bench {
    url: String,
    rpc: RpcClient,
    client: Client,
}

impl Bench {
    async fn new(url: &str) -> Self {
        let rpc = RpcClient::from_insecure_url(url).await.unwrap();
        let backend = LegacyBackend::builder().build(rpc.clone());
        let client = Client::from_backend(Arc::new(backend)).await.unwrap();
        Self { url: url.to_owned(), rpc, client }
    }

    async fn sign(&self, from: &Keypair, call: &impl subxt::transactions::Payload, nonce: u64) -> String {
        let params = DefaultExtrinsicParamsBuilder::<SubstrateConfig>::new().immortal().nonce(nonce).build();
        let at = self.client.at_current_block().await.unwrap();
        hex(at.transactions().create_signable_offline(call, params).unwrap().sign(from).unwrap().encoded())
    }

    async fn nonce(&self, of: &Keypair) -> u64 {
        self.rpc
            .request("system_accountNextIndex", rpc_params![of.public_key().to_account_id().to_string()])
            .await
            .unwrap()
    }

    /// Submits and waits until it is in a block.
    async fn run(&self, signed: &str) {
        let mut progress = self
            .rpc
            .subscribe::<Json>("author_submitAndWatchExtrinsic", rpc_params![signed], "author_unwatchExtrinsic")
            .await
            .unwrap();
        while let Some(status) = progress.next().await {
            if status.unwrap().get("inBlock").is_some() {
                return;
            }
        }
    }

    async fn block(&self) -> u64 {
        let header: Json = self.rpc.request("chain_getHeader", rpc_params![]).await.unwrap();
        u64::from_str_radix(header["number"].as_str().unwrap().trim_start_matches("0x"), 16).unwrap()
    }

    /// The contract, instantiated if it is not there.
    async fn contract(&self) -> Vec<u8> {
        let infos = hex(&[twox_128(b"Contracts"), twox_128(b"ContractInfoOf")].concat());
        let keys = || async {
            let keys: Vec<String> = self.rpc.request("state_getKeysPaged", rpc_params![&infos, 10]).await.unwrap();
            keys.first().map(|key| unhex(key)[40..72].to_vec())
        };
        if let Some(contract) = keys().await {
            return contract;
        }
        let alice = pair("//Alice");
        let instantiate = dynamic::transaction(
            "Contracts",
            "instantiate_with_code",
            vec![
                Value::u128(0),
                gas(),
                Value::unnamed_variant("None", []),
                Value::from_bytes(writer()),
                Value::from_bytes([]),
                Value::from_bytes([]),
            ],
        );
        self.run(&self.sign(&alice, &instantiate, self.nonce(&alice).await).await).await;
        let contract = keys().await.unwrap();
        debug_assert_eq!(twox_64(&contract).len(), 8);
        contract
    }

    async fn blocks(&self, count: u64) -> f64 {
        let contract = self.contract().await;
        let alice = pair("//Alice");
        let nonce = self.nonce(&alice).await;
        let begin_block = self.block().await;
        let mut spent = 0.0;
        // Signed in pieces, so that the time is that of the node.
        for piece in 0..count.div_ceil(BLOCKS) {
            let mut signed = Vec::new();
            for number in piece * BLOCKS..(piece * BLOCKS + BLOCKS).min(count) {
                signed.push(self.sign(&alice, &call(&contract), nonce + number).await);
            }
            let begin = Instant::now();
            for call in &signed {
                self.run(call).await;
            }
            spent += begin.elapsed().as_secs_f64();
        }
        assert_eq!(self.block().await - begin_block, count);
        count as f64 / spent
    }

    /// Calls a second, calls in a block, and how far the chain's time is from that of this machine after it.
    async fn calls(&self) -> (f64, f64, f64) {
        let contract = self.contract().await;
        let alice = pair("//Alice");
        let mut submitters = Vec::new();
        let mut nonce = self.nonce(&alice).await;
        for number in 0..SUBMITTERS {
            let from = pair(&format!("//Alice//{number}"));
            let to = Value::unnamed_variant("Id", [Value::from_bytes(from.public_key().0)]);
            let give =
                dynamic::transaction("Balances", "transfer_keep_alive", vec![to, Value::u128(1_000_000_000_000_000)]);
            self.run(&self.sign(&alice, &give, nonce).await).await;
            nonce += 1;
            let own = self.nonce(&from).await;
            let mut signed = Vec::new();
            for step in 0..CALLS {
                signed.push(self.sign(&from, &call(&contract), own + step).await);
            }
            let rpc = RpcClient::from_insecure_url(&self.url).await.unwrap();
            submitters.push((rpc, signed));
        }
        let before = self.block().await;
        let begin = Instant::now();
        let tasks = submitters.into_iter().map(|(rpc, mut signed)| {
            tokio::spawn(async move {
                let last = signed.pop().unwrap();
                for call in signed {
                    let _: String = rpc.request("author_submitExtrinsic", rpc_params![call]).await.unwrap();
                }
                let mut progress = rpc
                    .subscribe::<Json>("author_submitAndWatchExtrinsic", rpc_params![last], "author_unwatchExtrinsic")
                    .await
                    .unwrap();
                while let Some(status) = progress.next().await {
                    if status.unwrap().get("inBlock").is_some() {
                        return;
                    }
                }
            })
        });
        futures::future::join_all(tasks).await;
        let spent = begin.elapsed().as_secs_f64();
        let calls = (SUBMITTERS * CALLS) as f64;
        let blocks = (self.block().await - before) as f64;
        let now = hex(&[twox_128(b"Timestamp"), twox_128(b"Now")].concat());
        let stored: String = self.rpc.request("state_getStorage", rpc_params![now]).await.unwrap();
        let chain_ms = u64::from_le_bytes(unhex(&stored).try_into().unwrap()) as f64;
        let wall_ms = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as f64;
        (calls / spent, calls / blocks, chain_ms - wall_ms)
    }

    async fn dry_runs(&self) -> f64 {
        let contract = self.contract().await;
        // Origin, contract, no value, no limits, no input.
        let args = hex(&[pair("//Alice").public_key().0.to_vec(), contract, vec![0; 16 + 3]].concat());
        let begin = Instant::now();
        let tasks = (0..SUBMITTERS).map(|_| {
            let (rpc, args) = (self.rpc.clone(), args.clone());
            tokio::spawn(async move {
                for _ in 0..DRY_RUNS / SUBMITTERS {
                    let answer: String =
                        rpc.request("state_call", rpc_params!["ContractsApi_call", &args]).await.unwrap();
                    assert!(answer.len() > 20, "{answer}");
                }
            })
        });
        for done in futures::future::join_all(tasks).await {
            done.unwrap();
        }
        DRY_RUNS as f64 / begin.elapsed().as_secs_f64()
    }
}

fn gas() -> Value {
    Value::named_composite([("ref_time", Value::u128(2_000_000_000)), ("proof_size", Value::u128(200_000))])
}

fn call(contract: &[u8]) -> impl subxt::transactions::Payload {
    let to = Value::unnamed_variant("Id", [Value::from_bytes(contract)]);
    dynamic::transaction(
        "Contracts",
        "call",
        vec![to, Value::u128(0), gas(), Value::unnamed_variant("None", []), Value::from_bytes([])],
    )
}

#[tokio::main]
async fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let bench = Bench::new(&args[0]).await;
    match args[1].as_str() {
        "blocks" => println!("{}", json!({ "blocks_a_second": bench.blocks(args[2].parse().unwrap()).await })),
        _ => {
            let blocks = bench.blocks(BLOCKS).await;
            let (calls, in_block, drift_ms) = bench.calls().await;
            let dry_runs = bench.dry_runs().await;
            let report = json!({
                "blocks_a_second": blocks,
                "calls_a_second": calls,
                "calls_a_block": in_block,
                "clock_drift_ms": drift_ms,
                "dry_runs_a_second": dry_runs,
            });
            println!("{report}");
        }
    }
}
