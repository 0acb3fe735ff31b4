//! Hold money together: a typed library for Mutual's societies on any chain with pallet-contracts.
//!
//! [`chain::Chain`] connects, by URL or through any transport; [`society::Society`] has a method for each message and
//! read of the contract, by its own name. Nothing here prints or exits, every failure is an [`Error`] with a stable
//! code, and clones may be used from several tasks at once.
//!
//! # Vote
//!
//! A method simulates first: what the contract would refuse is an error with its reason, and nothing is sent. Then it
//! signs, sends and waits for the block, and gives the society's events in it.
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
//!
//! # Found a society, on a chain inside this process
//!
//! ```
//! # #[tokio::main]
//! # async fn main() -> Result<(), mutual_client::Error> {
//! use mutual_client::{chain::Chain, founding_file, keys::Signer, society::Society};
//! use mutual_devnet::{Config, Devnet};
//!
//! let devnet = Devnet::start(Config::in_process()).expect("a chain starts");
//! let chain = Chain::from_rpc(devnet.rpc_client()).await?;
//! let text = include_str!("../examples/cannons-creek.toml");
//! let charter = include_bytes!("../examples/cannons-creek-charter.md");
//! let file = founding_file::load_with_charter(text, charter, chain.unit())?;
//! let founded = Society::found(&chain, &Signer::from_dev_uri("//Alice")?, &file.founding, file.value).await?;
//! assert_eq!(founded.value.society().await?.counters.present, 12);
//! # Ok(())
//! # }
//! ```
//!
//! # Stream events
//!
//! ```no_run
//! # async fn events(society: mutual_client::society::Society) -> Result<(), mutual_client::Error> {
//! use futures::TryStreamExt;
//! use mutual_types::event::Event;
//!
//! // All since the founding, and each that comes, once it is final.
//! let mut events = society.follow(0);
//! while let Some(happened) = events.try_next().await? {
//!     if let Event::PaymentReleased(released) = happened.event {
//!         assert!(released.seq > 0 && happened.time_ms > 0);
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # When something was sent and nobody knows what became of it
//!
//! [`Error::Unknown`] bears a [`chain::Ticket`], with which [`chain::Chain::fate`] finds out, in this process or another. Until
//! it says that the transaction is in no block and can be in none, do not send again. Any other error means that nothing
//! was carried out, unless it names the block in which it failed.
//!
//! # Whose connection
//!
//! [`chain::Chain::connect`] opens one; [`chain::Chain::from_rpc_client`] shares the caller's own client of `subxt_rpcs`;
//! [`chain::Chain::from_rpc`] takes any transport, such as a devnet's or one that connects anew after a break: what it
//! repeats is carried out once. [`chain::Chain::subxt`] is for what this library does not cover.
#![forbid(unsafe_code)]

// Plain text in and out.
pub mod founding_file;
pub mod json;
pub mod text;
pub mod words;

// The chain and the contract.
pub mod chain;
pub mod circle;
pub mod config;
pub mod contract;
pub mod dashboard;
pub mod error;
pub mod exchange;
pub mod federation;
pub mod home;
pub mod keys;
pub mod names;
pub mod society;

// What has happened: kept, and checked against what is.
pub mod audit;
pub mod index;

// The command, which is this library with a mouth and ears.
pub mod cli;

pub use error::Error;
