#![doc = include_str!("../README.md")]

pub mod accounts;
mod chain;
mod config;
mod devnet;
mod error;
mod front;
mod handle;
mod local;
mod names;
mod node;
mod pool;
mod quiet;
mod report;
mod rpc;
mod server;

pub use chain::{
    block::{BlockError, Refusal},
    clock::ClockError,
    file::FileError,
    genesis::GenesisError,
    runtime::CallError,
    state::StateError,
    UnknownBlock,
};
pub use config::{Config, Genesis, Sealing, DEFAULT_PORT};
pub use devnet::Devnet;
pub use error::Error;
pub use handle::{spawn, Handle};
pub use local::LocalClient;
pub use pool::SubmitError;
pub use report::{Heard, Included, Observer, Report, Step};
pub use sp_core::H256;
