//! Hold money together: a typed library for Mutual's societies on any chain with pallet-contracts.
//!
//! [`chain::Chain`] connects, by URL or through any transport; [`society::Society`] has a method for each message and
//! read of the contract, by its own name. Nothing here prints or exits, every failure is an [`Error`] with a stable
//! code, and clones may be used from several tasks at once.
//!
//! ```no_run
//! # async fn vote() -> Result<(), mutual_client::Error> {
//! use mutual_client::{chain::Chain, keys::Signer, society::Society, text::address};
//! use mutual_types::{Choice, ProposalId};
//!
//! let chain = Chain::connect("ws://127.0.0.1:9944").await?;
//! let contract = address::parse("5CFcHXgXVLQ6hDs32fb3YiosbupQxGMRVG57obEnUPPBoJkm").expect("an address");
//! let society = Society::at(&chain, contract).await?;
//! let outcome = society.vote(&Signer::from_dev_uri("//Alice")?, ProposalId(0), Choice::Aye, None).await?;
//! assert_eq!(outcome.events.len(), 1);
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

// Plain text in and out.
pub mod founding_file;
pub mod json;
pub mod text;
pub mod words;

// The chain and the contract.
pub mod chain;
pub mod contract;
pub mod error;
pub mod exchange;
pub mod keys;
pub mod society;

// The command, which is this library with a mouth and ears.
pub mod cli;

pub use error::Error;
