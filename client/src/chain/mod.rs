//! A chain: connecting, reading accounts and time, sending transactions and reading what became of them.
//!
//! Everything reads the best block. A node's own dev mode seals a block at once but calls it final a second later, so
//! that a client that looks at final blocks sees its own transactions late.

mod account;
mod blocks;
mod call;
mod connect;
mod dispatch;
mod fate;
mod fee;
mod hash;
mod health;
mod receipt;
mod runtime;
pub(crate) mod storage;
mod submit;
mod ticket;
mod time;
mod watch;
mod weight;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mutual_types::AccountId;
use subxt::config::RpcConfigFor;
use subxt::{OnlineClient, SubstrateConfig};
use subxt_rpcs::client::{rpc_params, RpcClientT};
use subxt_rpcs::{LegacyRpcMethods, RpcClient};
use tokio::sync::OnceCell;

use crate::error::Error;
use crate::text::Unit;

pub use account::Balance;
pub use blocks::{BlockRecord, Until};
pub use call::RuntimeCall;
pub use dispatch::DispatchError;
pub(crate) use dispatch::RawDispatchError;
pub use fate::{Fate, Never};
pub(crate) use fee::Payer;
pub use hash::Hash;
pub use health::Health;
pub(crate) use receipt::simulated_events;
pub use receipt::{Block, Receipt, RuntimeEvent};
pub(crate) use runtime::Runtime;
pub use ticket::{Ticket, Track, MORTAL_BLOCKS};
pub use time::{BlockMade, Moment};
pub use watch::Wait;
pub use weight::{StorageDeposit, Weight};

/// The port of a development node on this machine.
pub const DEFAULT_URL: &str = "ws://127.0.0.1:9944";

/// How long a transaction may take to be where it is waited for before its outcome is called unknown.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);

pub(crate) type Config = SubstrateConfig;
pub(crate) type Methods = LegacyRpcMethods<RpcConfigFor<Config>>;

/// A connection to a chain. Clones share it, and with it the order of numbers: to send for one account from several tasks,
/// clone the chain instead of connecting twice. Twice is no harm, but costs another try now and then.
#[derive(Clone, Debug)]
pub struct Chain {
    inner: Arc<Inner>,
    timeout: Duration,
    cache: Option<Arc<Path>>,
}

#[derive(Debug)]
struct Inner {
    rpc: RpcClient,
    methods: Methods,
    client: OnlineClient<Config>,
    identity: Identity,
    url: Option<String>,
    served: OnceCell<HashSet<String>>,
    turns: Mutex<HashMap<AccountId, Arc<tokio::sync::Mutex<()>>>>,
    /// By the numbers of their versions.
    runtimes: tokio::sync::Mutex<HashMap<u32, Runtime>>,
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

/// Refuses what is no URL of a node, without asking one.
///
/// # Errors
/// [`Error::BadUrl`].
pub fn ensure_url(url: &str) -> Result<(), Error> {
    connect::websocket(url).map(drop)
}

impl Chain {
    /// Connects to the node at `url`: `ws://`, `wss://`, or `http(s)://`, which stands for the same port's WebSocket.
    ///
    /// # Errors
    /// [`Error::Unreachable`], [`Error::BadUrl`], [`Error::Node`].
    pub async fn connect(url: &str) -> Result<Self, Error> {
        Self::over(connect::open(url).await?, Some(url.trim().to_owned())).await
    }

    /// The chain behind any transport, such as a devnet inside this process or a client of subxt that connects anew.
    ///
    /// # Errors
    /// [`Error::Node`] if it does not answer as a Substrate chain does.
    pub async fn from_rpc(transport: impl RpcClientT) -> Result<Self, Error> {
        Self::over(RpcClient::new(transport), None).await
    }

    /// The chain behind a connection that the caller has, and may go on to use.
    ///
    /// # Errors
    /// [`Error::Node`] if it does not answer as a Substrate chain does.
    pub async fn from_rpc_client(client: RpcClient) -> Result<Self, Error> {
        Self::over(client, None).await
    }

    async fn over(rpc: RpcClient, url: Option<String>) -> Result<Self, Error> {
        let methods = Methods::new(rpc.clone());
        let identity = connect::identify(&methods).await?;
        let backend = subxt::backend::LegacyBackend::builder().build(rpc.clone());
        let config = Config::builder().set_genesis_hash(identity.genesis.into()).build();
        let client = OnlineClient::from_backend_with_config(config, Arc::new(backend)).await.map_err(Error::node)?;
        let inner = Inner {
            rpc,
            methods,
            client,
            identity,
            url,
            served: OnceCell::new(),
            turns: Mutex::default(),
            runtimes: tokio::sync::Mutex::default(),
        };
        Ok(Self { inner: Arc::new(inner), timeout: DEFAULT_TIMEOUT, cache: None })
    }

    /// The same connection, with another patience for what was sent.
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        Self { timeout, ..self.clone() }
    }

    /// The same connection, with a folder in which the types of the chain's runtime may be kept from one process to the
    /// next. It is made when needed, and what is found damaged there is not used.
    pub fn with_cache(&self, folder: PathBuf) -> Self {
        Self { cache: Some(folder.into()), ..self.clone() }
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

    /// Where it was reached, if by an address.
    pub fn url(&self) -> Option<&str> {
        self.inner.url.as_deref()
    }

    /// Whether the node lists an RPC method.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn serves(&self, method: &str) -> Result<bool, Error> {
        let served = self.inner.served.get_or_try_init(|| connect::served_methods(&self.inner.rpc)).await?;
        Ok(served.contains(method))
    }

    /// The client of subxt below, for what this library does not cover.
    pub fn subxt(&self) -> &OnlineClient<SubstrateConfig> {
        &self.inner.client
    }

    /// Calls a runtime API at the best block, or at `at`.
    pub(crate) async fn state_call(&self, function: &str, args: &[u8], at: Option<Hash>) -> Result<Vec<u8>, Error> {
        self.inner.methods.state_call(function, Some(args), at.map(Into::into)).await.map_err(Error::rpc)
    }

    pub(crate) fn methods(&self) -> &Methods {
        &self.inner.methods
    }

    pub(crate) fn rpc(&self) -> &RpcClient {
        &self.inner.rpc
    }

    /// How long it waits for what was sent.
    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    fn cache(&self) -> Option<&Path> {
        self.cache.as_deref()
    }

    fn runtimes(&self) -> &tokio::sync::Mutex<HashMap<u32, Runtime>> {
        &self.inner.runtimes
    }

    /// Refuses a chain that holds no contracts.
    ///
    /// # Errors
    /// [`Error::NoContractsPallet`].
    pub async fn ensure_contracts(&self) -> Result<(), Error> {
        if self.runtime().await?.has("Contracts") {
            return Ok(());
        }
        Err(Error::NoContractsPallet { chain: self.identity().name.clone(), genesis: self.genesis() })
    }

    /// Sends a bare request and drops the answer.
    pub(crate) async fn poke(&self, method: &str) -> Result<(), Error> {
        let _: serde_json::Value = self.inner.rpc.request(method, rpc_params![]).await.map_err(Error::rpc)?;
        Ok(())
    }

    /// The turn of `account` to take a number: held from asking for it until the node has taken the transaction.
    fn turn_of(&self, account: AccountId) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.inner.turns.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        turns.entry(account).or_default().clone()
    }
}
