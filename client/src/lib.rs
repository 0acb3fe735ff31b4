//! Hold money together: a typed library for Mutual's societies on any chain with pallet-contracts.
#![forbid(unsafe_code)]

// Plain text in and out (helper "words"):
pub mod founding_file;
pub mod json;
pub mod text;
pub mod words;

// The chain and the contract (helper "chain"):
pub mod chain;
pub mod contract;
pub mod error;
pub mod keys;
pub mod society;

pub use error::Error;

// The command, which is the library with a mouth and ears.
pub mod cli;
