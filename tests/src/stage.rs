//! Where a test plays: a chain, and a way to let its time pass.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures::future::{BoxFuture, FutureExt};
use mutual_client::chain::Chain;
use mutual_client::keys::Signer;
use mutual_devnet::{Config, Devnet, Handle};

use crate::node::Node;

/// How time passes.
pub trait Clock: Send + Sync {
    /// Returns when the chain has a block of `target_ms` or later.
    fn reach<'a>(&'a self, chain: &'a Chain, target_ms: u64) -> BoxFuture<'a, ()>;
}

/// A chain and its clock.
pub struct Stage {
    /// The chain.
    pub chain: Chain,
    clock: Box<dyn Clock>,
    // What ends with the stage. The devnet itself ends with the last clone.
    devnet: Option<Devnet>,
    handle: Option<Handle>,
    _node: Option<Node>,
}

impl Stage {
    /// The embedded devnet, inside this process.
    pub async fn devnet() -> Self {
        Self::on(Devnet::start(Config::in_process()).unwrap(), None).await
    }

    /// The embedded devnet, with its server on a free port.
    pub async fn served() -> Self {
        let (devnet, handle) = mutual_devnet::spawn(Config::port(0)).await.unwrap();
        Self::on(devnet, Some(handle)).await
    }

    /// The same with a clock that stands still but for 5 ms a block and for time travel, and that begins at `start_ms`,
    /// so that what is told of it is the same each time. A start that lies ahead of every machine's clock is told by the
    /// chain's alone.
    pub async fn still(start_ms: u64) -> Self {
        let config = Config { start_ms: Some(start_ms), ..Config::port(0) };
        let (devnet, handle) = mutual_devnet::spawn(config.still().identity([7; 32])).await.unwrap();
        Self::on(devnet, Some(handle)).await
    }

    async fn on(devnet: Devnet, handle: Option<Handle>) -> Self {
        let chain = Chain::from_rpc(devnet.rpc_client()).await.unwrap();
        let clock = Box::new(Travel(devnet.clone()));
        Self { chain, clock, devnet: Some(devnet), handle, _node: None }
    }

    /// A substrate-contracts-node of its own. Its time passes as it does for everybody.
    pub async fn node(binary: &Path) -> Self {
        let node = Node::start(binary);
        let chain = Chain::connect(&node.url()).await.unwrap();
        Self { chain, clock: Box::new(Sleep), devnet: None, handle: None, _node: Some(node) }
    }

    /// The devnet, where it is one.
    pub fn as_devnet(&self) -> &Devnet {
        self.devnet.as_ref().expect("this stage is a devnet")
    }

    /// Whether it is a node on which time passes by itself.
    pub fn is_real(&self) -> bool {
        self.devnet.is_none()
    }

    /// Where its server listens.
    pub fn url(&self) -> String {
        self.handle.as_ref().expect("this stage is served").url()
    }

    /// Ends its server, as if the node had gone.
    pub fn hang_up(&mut self) -> Option<Handle> {
        self.handle.take()
    }

    /// Lets time pass until the chain's is `target_ms` or later.
    pub async fn reach(&self, target_ms: u64) {
        self.clock.reach(&self.chain, target_ms).await;
    }

    /// The time of the last block.
    pub async fn now_ms(&self) -> u64 {
        self.chain.moment().await.unwrap().chain_ms
    }

    /// The number of the last block, on a devnet.
    pub fn height(&self) -> u32 {
        self.as_devnet().head().1
    }
}

/// The devnet's clock is moved.
struct Travel(Devnet);

impl Clock for Travel {
    fn reach<'a>(&'a self, _: &'a Chain, target_ms: u64) -> BoxFuture<'a, ()> {
        async move {
            if self.0.now_ms() < target_ms {
                self.0.time_travel(target_ms).unwrap();
            }
        }
        .boxed()
    }
}

/// A real node's cannot, so that one waits; and since it makes no block while nothing happens, an empty transaction of
/// somebody who has no part in the story makes one.
struct Sleep;

/// The path of an account of the development phrase that the example society does not know. Real nodes give it nothing,
/// so [`crate::World`] does.
pub const TIMEKEEPER: &str = "//Timekeeper";

impl Clock for Sleep {
    fn reach<'a>(&'a self, chain: &'a Chain, target_ms: u64) -> BoxFuture<'a, ()> {
        async move {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
            let wait = Duration::from_millis(target_ms).saturating_sub(now);
            assert!(wait < Duration::from_secs(60), "this rule is too slow to wait for: {wait:?}");
            tokio::time::sleep(wait).await;
            let timekeeper = Signer::from_dev_uri(TIMEKEEPER).unwrap();
            while chain.moment().await.unwrap().chain_ms < target_ms {
                chain.remark(&timekeeper).await.unwrap();
            }
        }
        .boxed()
    }
}
