//! A chain: connecting, reading accounts and time, sending transactions and reading what became of them.
//!
//! Everything reads the best block. A node's own dev mode seals a block at once but calls it final a second later, so
//! that a client that looks at final blocks sees its own transactions late.

mod account;
mod blocks;
mod call;
mod connect;
mod dispatch;
mod fee;
mod hash;
mod receipt;
mod submit;
mod time;
mod watch;
mod weight;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mutual_types::AccountId;
use subxt::config::RpcConfigFor;
use subxt::{OnlineClient, OnlineClientAtBlock, SubstrateConfig};
use subxt_rpcs::client::{rpc_params, RpcClientT};
use subxt_rpcs::{LegacyRpcMethods, RpcClient};

use crate::error::Error;
use crate::text::Unit;

pub use account::Balance;
pub use blocks::{BlockRecord, Until};
pub use call::RuntimeCall;
pub use dispatch::DispatchError;
pub(crate) use dispatch::RawDispatchError;
pub use hash::Hash;
pub use receipt::{Block, Receipt, RuntimeEvent};
pub use time::{BlockMade, Moment};
pub use watch::Wait;
pub use weight::{StorageDeposit, Weight};

/// The port of a development node on this machine.
pub const DEFAULT_URL: &str = "ws://127.0.0.1:9944";

/// How long a transaction may take to reach a block before its outcome is called unknown.
const INCLUSION_TIMEOUT: Duration = Duration::from_secs(60);

pub(crate) type Config = SubstrateConfig;
pub(crate) type AtBlock = OnlineClientAtBlock<Config>;
pub(crate) type Methods = LegacyRpcMethods<RpcConfigFor<Config>>;

/// A connection to a chain. Clones share it, and with it the order of nonces: to send for one account from several
/// tasks, clone the chain instead of connecting twice.
#[derive(Clone, Debug)]
pub struct Chain {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    rpc: RpcClient,
    methods: Methods,
    client: OnlineClient<Config>,
    identity: Identity,
    served: HashSet<String>,
    nonces: Mutex<HashMap<AccountId, Arc<tokio::sync::Mutex<()>>>>,
    /// The types of the runtime's versions, by their numbers.
    decoders: Mutex<HashMap<u32, AtBlock>>,
    timeout: Duration,
}

/// What a chain says of itself.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Its name, such as `Development`.
    pub name: String,
    /// The hash of its first block, which no other chain has.
    pub genesis: Hash,
    /// Its money.
    pub unit: Unit,
    /// The prefix of its addresses.
    pub ss58: u16,
}

impl Chain {
    /// Connects to the node at `url`: `ws://`, `wss://`, or `http(s)://`, which stands for the same port's WebSocket.
    ///
    /// # Errors
    /// [`Error::Unreachable`], [`Error::BadUrl`], [`Error::Node`].
    pub async fn connect(url: &str) -> Result<Self, Error> {
        Self::over(connect::open(url).await?).await
    }

    /// The chain behind any transport, such as a devnet inside this process.
    ///
    /// # Errors
    /// [`Error::Node`] if it does not answer as a Substrate chain does.
    pub async fn from_rpc(transport: impl RpcClientT) -> Result<Self, Error> {
        Self::over(RpcClient::new(transport)).await
    }

    async fn over(rpc: RpcClient) -> Result<Self, Error> {
        let methods = Methods::new(rpc.clone());
        let backend = subxt::backend::LegacyBackend::builder().build(rpc.clone());
        let client: OnlineClient<Config> = OnlineClient::from_backend(Arc::new(backend)).await.map_err(Error::node)?;
        let identity = connect::identify(&methods, client.genesis_hash().into()).await?;
        let served = connect::served_methods(&rpc).await?;
        let (nonces, decoders) = (Mutex::default(), Mutex::default());
        let inner =
            Inner { rpc, methods, client, identity, served, nonces, decoders, timeout: INCLUSION_TIMEOUT };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The same connection, with another patience for inclusion. Nonces are no longer shared with the original.
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        let inner = Inner {
            rpc: self.inner.rpc.clone(),
            methods: self.inner.methods.clone(),
            client: self.inner.client.clone(),
            identity: self.inner.identity.clone(),
            served: self.inner.served.clone(),
            nonces: Mutex::default(),
            decoders: Mutex::default(),
            timeout,
        };
        Self { inner: Arc::new(inner) }
    }

    /// What it says of itself.
    pub fn identity(&self) -> &Identity {
        &self.inner.identity
    }

    /// The hash of its first block.
    pub fn genesis(&self) -> Hash {
        self.inner.identity.genesis
    }

    /// Its money.
    pub fn unit(&self) -> &Unit {
        &self.inner.identity.unit
    }

    /// Whether the node lists an RPC method.
    pub fn serves(&self, method: &str) -> bool {
        self.inner.served.contains(method)
    }

    /// The client of subxt below, for what this library does not cover.
    pub fn subxt(&self) -> &OnlineClient<SubstrateConfig> {
        &self.inner.client
    }

    /// Calls a runtime API at the best block, or at `at`.
    pub(crate) async fn state_call(&self, function: &str, args: &[u8], at: Option<Hash>) -> Result<Vec<u8>, Error> {
        self.inner.methods.state_call(function, Some(args), at.map(Into::into)).await.map_err(Error::rpc)
    }

    /// Everything at the best block.
    pub(crate) async fn at_best(&self) -> Result<AtBlock, Error> {
        let best = self.inner.methods.chain_get_block_hash(None).await.map_err(Error::rpc)?;
        let best = best.ok_or_else(|| Error::node("it names no best block"))?;
        self.inner.client.at_block(best).await.map_err(Error::node)
    }

    pub(crate) async fn at(&self, block: Hash) -> Result<AtBlock, Error> {
        let block: subxt::config::substrate::H256 = block.into();
        self.inner.client.at_block(block).await.map_err(Error::node)
    }

    pub(crate) fn methods(&self) -> &Methods {
        &self.inner.methods
    }

    pub(super) fn rpc(&self) -> &RpcClient {
        &self.inner.rpc
    }

    fn known_decoder(&self, spec_version: u32) -> Option<AtBlock> {
        let decoders = self.inner.decoders.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        decoders.get(&spec_version).cloned()
    }

    fn keep_decoder(&self, at: AtBlock) {
        let mut decoders = self.inner.decoders.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        decoders.insert(at.spec_version(), at);
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.inner.timeout
    }

    /// Refuses a chain that holds no contracts.
    ///
    /// # Errors
    /// [`Error::NoContractsPallet`].
    pub async fn ensure_contracts(&self) -> Result<(), Error> {
        let best = self.at_best().await?;
        if best.metadata_ref().pallet_by_name("Contracts").is_some() {
            return Ok(());
        }
        Err(Error::NoContractsPallet { chain: self.identity().name.clone(), genesis: self.genesis() })
    }

    /// Sends a bare request and drops the answer.
    pub(crate) async fn poke(&self, method: &str) -> Result<(), Error> {
        let _: serde_json::Value = self.inner.rpc.request(method, rpc_params![]).await.map_err(Error::rpc)?;
        Ok(())
    }

    /// The turn of `account` to take a nonce: held from asking for it until the node has taken the transaction.
    pub(crate) fn turn_of(&self, account: AccountId) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.inner.nonces.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        turns.entry(account).or_default().clone()
    }
}
