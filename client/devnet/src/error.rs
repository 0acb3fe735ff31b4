//! What can go wrong outside of a transaction.

use std::{io, net::SocketAddr};

use crate::chain::{
    block::BlockError, clock::ClockError, file::FileError, genesis::GenesisError, runtime::CallError,
    state::StateError, OpenError, UnknownBlock,
};

/// What can go wrong outside of a transaction.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The chain cannot begin so.
    #[error(transparent)]
    Genesis(#[from] GenesisError),
    /// The file that the chain is kept in cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// The chain could not make a block.
    #[error(transparent)]
    Block(#[from] BlockError),
    /// The chain's time cannot be so.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// There is no such block.
    #[error(transparent)]
    UnknownBlock(#[from] UnknownBlock),
    /// The bytes are no header of a block.
    #[error("not a header: {0}")]
    Header(String),
    /// The runtime gave no answer.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The state could not be read.
    #[error(transparent)]
    State(#[from] StateError),
    /// A server was asked for without saying where.
    #[error("no address to listen at")]
    NoAddress,
    /// Anyone can take the money of a development chain, so it serves this machine only.
    #[error("{0} is not a loopback address, and a development chain serves no other")]
    NotLoopback(SocketAddr),
    /// The server could not start.
    #[error("cannot listen at {address}: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// No thread could be had for blocks at intervals.
    #[error("cannot start a thread: {0}")]
    Thread(io::Error),
    /// An interval between blocks must be one that the runtime allows.
    #[error("blocks cannot be {0} ms apart: the least is 5")]
    Interval(u128),
    /// The JSON-RPC methods could not be put together. It means a fault in this crate.
    #[error("cannot put the JSON-RPC methods together: {0}")]
    Methods(String),
}

impl From<OpenError> for Error {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Clock(error) => Self::Clock(error),
            OpenError::Block(error) => Self::Block(error),
        }
    }
}
