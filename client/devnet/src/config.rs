//! What a chain is started with.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use crate::{accounts, report::Observer};

/// The port of a Substrate node's JSON-RPC server.
pub const DEFAULT_PORT: u16 = 9944;

/// When blocks are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sealing {
    /// A block as soon as a transaction arrives; several share one when they arrive together.
    #[default]
    Instant,
    /// A block in each such interval, with or without transactions.
    Interval(Duration),
    /// Blocks only on demand. Transactions wait in the pool until then.
    Manual,
}

/// How the chain begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Genesis {
    /// As `substrate-contracts-node --dev` does, with the money that [`Config`] says, but without the code of a runtime.
    #[default]
    Development,
    /// As a raw chain specification says, given as JSON. [`Config`]'s money has no effect then.
    Raw(Arc<[u8]>),
}

/// What a chain is started with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the JSON-RPC server listens: a loopback address, port 0 for any free one. `None` for no server.
    pub listen: Option<SocketAddr>,
    /// How the chain begins.
    pub genesis: Genesis,
    /// What tells this chain from others that begin in the same state: it stands in the header of the first block, so that
    /// the genesis hash differs. `None` for a random one.
    pub identity: Option<[u8; 32]>,
    /// How many accounts have money at genesis besides the well-known ones: `//1`, `//2` and so on.
    pub accounts: u32,
    /// What each well-known or numbered account holds at genesis, in planck.
    pub balance: u128,
    /// Accounts with money at genesis, in planck, besides the development accounts.
    ///
    /// An account named twice has the last amount, so a development account's money can be set here too.
    pub endowed: Vec<([u8; 32], u128)>,
    /// The time that the chain's clock shows at the start, in milliseconds; `None` for this machine's.
    pub start_ms: Option<u64>,
    /// Whether time stands still but for the 5 ms from block to block and for time travel. So what happens does not depend on
    /// how fast this machine is.
    pub still: bool,
    /// When blocks are made.
    pub sealing: Sealing,
    /// The file that the chain is kept in. If it exists the chain goes on from there, and how it began is in it:
    /// [`Config::accounts`], [`Config::balance`], [`Config::endowed`] and [`Config::identity`] have no effect then.
    pub state: Option<PathBuf>,
    /// Who is told of each block with transactions.
    pub observer: Option<Observer>,
}

impl Default for Config {
    fn default() -> Self {
        Self::port(DEFAULT_PORT)
    }
}

impl Config {
    /// A chain whose server listens at this port of 127.0.0.1; 0 for any free port.
    pub fn port(port: u16) -> Self {
        Self {
            listen: Some((Ipv4Addr::LOCALHOST, port).into()),
            genesis: Genesis::Development,
            identity: None,
            accounts: 0,
            balance: accounts::ENDOWMENT,
            endowed: Vec::new(),
            start_ms: None,
            still: false,
            sealing: Sealing::Instant,
            state: None,
            observer: None,
        }
    }

    /// A chain without a server, for use inside the process.
    pub fn in_process() -> Self {
        Self { listen: None, ..Self::default() }
    }

    /// The same with these accounts endowed as well.
    pub fn endow(mut self, accounts: impl IntoIterator<Item = ([u8; 32], u128)>) -> Self {
        self.endowed.extend(accounts);
        self
    }

    /// The same with blocks made in this manner.
    pub fn sealing(mut self, sealing: Sealing) -> Self {
        self.sealing = sealing;
        self
    }

    /// The same with time standing still, but for the 5 ms from block to block and for time travel.
    pub fn still(mut self) -> Self {
        self.still = true;
        self
    }

    /// The same with this beginning.
    pub fn genesis(mut self, genesis: Genesis) -> Self {
        self.genesis = genesis;
        self
    }

    /// The same kept in this file.
    pub fn state(mut self, file: impl Into<PathBuf>) -> Self {
        self.state = Some(file.into());
        self
    }

    /// The same with this to be told of each block with transactions.
    pub fn observer(mut self, observer: Observer) -> Self {
        self.observer = Some(observer);
        self
    }

    /// The same with this to tell it from others.
    pub fn identity(mut self, identity: [u8; 32]) -> Self {
        self.identity = Some(identity);
        self
    }
}
