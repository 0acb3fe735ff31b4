//! What a chain is started with.

use std::net::{Ipv4Addr, SocketAddr};

/// The port of a Substrate node's JSON-RPC server.
pub const DEFAULT_PORT: u16 = 9944;

/// When blocks are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sealing {
    /// A block as soon as a transaction arrives; several share one when they arrive together.
    #[default]
    Instant,
    /// Blocks only on demand. Transactions wait in the pool until then.
    Manual,
}

/// What a chain is started with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the JSON-RPC server listens: a loopback address, port 0 for any free one. `None` for no server.
    pub listen: Option<SocketAddr>,
    /// Accounts with money at genesis, in planck, besides the development accounts.
    ///
    /// An account named twice has the last amount, so a development account's money can be set here too.
    pub endowed: Vec<([u8; 32], u128)>,
    /// When blocks are made.
    pub sealing: Sealing,
}

impl Default for Config {
    fn default() -> Self {
        Self::port(DEFAULT_PORT)
    }
}

impl Config {
    /// A chain whose server listens at this port of 127.0.0.1; 0 for any free port.
    pub fn port(port: u16) -> Self {
        Self { listen: Some((Ipv4Addr::LOCALHOST, port).into()), endowed: Vec::new(), sealing: Sealing::Instant }
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
}
