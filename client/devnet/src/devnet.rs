//! The chain as Rust code uses it.

use std::sync::{
    atomic::{AtomicU64, Ordering},
    Arc,
};

use contracts_node_runtime::Header;
use jsonrpsee::Methods;
use scale::Decode;
use sp_core::{storage::ChildInfo, H256};

use crate::{
    chain::{
        block::{Block, Write},
        clock::MIN_STEP_MS,
    },
    config::{Config, Sealing},
    error::Error,
    local::LocalClient,
    names,
    node::Node,
    pool::SubmitError,
    rpc,
};

/// A development chain. Clones are the same chain; it ends with the last of them.
///
/// The calls here run on the calling thread and return when the work is done, which is a millisecond or so for a block.
#[derive(Clone)]
pub struct Devnet {
    node: Arc<Node>,
    methods: Methods,
    /// How many clients inside the process there have been.
    clients: Arc<AtomicU64>,
}

impl Devnet {
    /// Starts a chain without a server. [`Config::listen`] is left aside.
    pub fn start(config: Config) -> Result<Self, Error> {
        let node = Arc::new(Node::new(&config)?);
        if let Sealing::Interval(interval) = config.sealing {
            if interval.as_millis() < u128::from(MIN_STEP_MS) {
                return Err(Error::Interval(interval.as_millis()));
            }
            node.start_clockwork(interval)?;
        }
        let methods = rpc::methods(node.clone()).map_err(|error| Error::Methods(error.to_string()))?;
        Ok(Self { node, methods, clients: Arc::default() })
    }

    /// A client that calls the chain's JSON-RPC methods without a socket. It needs a tokio runtime around it.
    pub fn rpc_client(&self) -> LocalClient {
        LocalClient::new(self.methods.clone(), self.clients.fetch_add(1, Ordering::Relaxed))
    }

    /// Makes a block of the transactions that wait, or an empty one, and gives its hash.
    pub fn new_block(&self) -> Result<H256, Error> {
        Ok(self.node.new_block()?.hash)
    }

    /// Makes a block at `target_ms` and lets the clock run on from there. Gives the block's time.
    ///
    /// That is `target_ms` itself, or 5 ms after the last block if that is later. It refuses a time before the last block.
    pub fn time_travel(&self, target_ms: u64) -> Result<u64, Error> {
        Ok(self.node.travel(target_ms)?.time_ms)
    }

    /// Makes an earlier block the last one again, with its state and its time. The blocks after it are forgotten.
    pub fn set_head(&self, block: H256) -> Result<(), Error> {
        self.node.set_head(block).map(drop)
    }

    /// Notes the present state and gives a number by which [`Devnet::revert`] goes back to it.
    pub fn snapshot(&self) -> u64 {
        self.node.snapshot()
    }

    /// Goes back to a snapshot, which is used up with all that were taken after it. False says that there is none.
    pub fn revert(&self, snapshot: u64) -> Result<bool, Error> {
        self.node.revert(snapshot)
    }

    /// Adds a block made elsewhere: its header, SCALE-encoded, and its extrinsics, the timestamp's among them. It must have
    /// the same hash here.
    pub fn import(&self, header: &[u8], extrinsics: &[Vec<u8>]) -> Result<H256, Error> {
        let header = Header::decode(&mut &header[..]).map_err(|error| Error::Header(error.to_string()))?;
        Ok(self.node.import(&header, extrinsics)?.hash)
    }

    /// The time of the last block; zero before the first.
    pub fn now_ms(&self) -> u64 {
        self.node.chain().history().head().time_ms
    }

    /// How far the chain's clock is ahead of this machine's.
    pub fn ahead_ms(&self) -> i64 {
        self.node.chain().ahead_ms()
    }

    /// How far the last block's time is ahead of the chain's clock. Blocks that come faster than one in 5 ms run ahead.
    pub fn drift_ms(&self) -> u64 {
        self.node.chain().drift_ms()
    }

    /// Whether the chain was in its state file already. If so its accounts are those that it began with, whatever the
    /// configuration says.
    pub fn goes_on(&self) -> bool {
        self.node.chain().goes_on()
    }

    /// The hash and the number of the last block.
    pub fn head(&self) -> (H256, u32) {
        let head = self.node.chain().history().head();
        (head.hash, head.number())
    }

    /// The hash of the first block.
    pub fn genesis_hash(&self) -> H256 {
        self.node.chain().history().at(0).map_or_else(H256::zero, |block| block.hash)
    }

    /// Writes to the state in a block of their own; `None` removes. No rule of the runtime applies.
    pub fn set_storage(&self, values: Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Result<H256, Error> {
        self.write(None, values)
    }

    /// The same in a child trie, where contracts keep their storage. It is named by its id, with or without the prefix
    /// `:child_storage:default:`.
    pub fn set_child_storage(&self, child: &[u8], values: Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Result<H256, Error> {
        self.write(Some(child_info(child)), values)
    }

    fn write(&self, child: Option<ChildInfo>, values: Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Result<H256, Error> {
        let writes = values.into_iter().map(|(key, value)| Write { child: child.clone(), key, value }).collect();
        Ok(self.node.write(writes)?.hash)
    }

    /// The value at a key after the last block.
    pub fn storage(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        self.storage_at(None, key)
    }

    /// The value at a key after a block, the last one if none is named.
    pub fn storage_at(&self, block: Option<H256>, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.node.chain().state(&*self.block(block)?).value(None, key)?)
    }

    /// The value at a key of a child trie after the last block.
    pub fn child_storage(&self, child: &[u8], key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.node.chain().state(&*self.block(None)?).value(Some(&child_info(child)), key)?)
    }

    /// Calls a function of the runtime, such as `ContractsApi_call`, on the state after the last block, and drops what it
    /// changes.
    pub fn call(&self, method: &str, args: &[u8]) -> Result<Vec<u8>, Error> {
        self.call_at(None, method, args)
    }

    /// The same on the state after a block, the last one if none is named.
    pub fn call_at(&self, block: Option<H256>, method: &str, args: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(self.node.chain().call(&*self.block(block)?, method, args)?.to_vec())
    }

    /// Submits an encoded extrinsic and gives its hash. With [`Sealing::Instant`](crate::Sealing::Instant) it is in a
    /// block when this returns, unless its nonce is ahead.
    pub fn submit(&self, extrinsic: &[u8]) -> Result<H256, SubmitError> {
        Ok(self.node.submit(extrinsic)?.hash)
    }

    /// The next nonce of an account, the transactions that wait counted.
    pub fn next_nonce(&self, account: &[u8; 32]) -> Result<u32, Error> {
        Ok(self.node.next_nonce(account)?)
    }

    /// How many transactions wait.
    pub fn pending(&self) -> usize {
        self.node.pool().len()
    }

    fn block(&self, hash: Option<H256>) -> Result<Arc<Block>, Error> {
        Ok(self.node.chain().block(hash)?)
    }

    pub(crate) fn methods(&self) -> Methods {
        self.methods.clone()
    }
}

fn child_info(child: &[u8]) -> ChildInfo {
    ChildInfo::new_default(child.strip_prefix(names::CHILD_PREFIX).unwrap_or(child))
}
