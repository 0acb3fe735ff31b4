//! Founds the society of a file, on a development chain inside this process.
//!
//! `cargo run --example found`
#![allow(clippy::disallowed_macros)] // the library never prints; an example may

use mutual_client::{chain::Chain, founding_file, keys::Signer, society::Society, text::address, Error};
use mutual_devnet::{Config, Devnet};

const FILE: &str = include_str!("cannons-creek.toml");
const CHARTER: &[u8] = include_bytes!("cannons-creek-charter.md");

#[tokio::main]
async fn main() -> Result<(), Error> {
    found().await
}

/// Everything it takes.
pub async fn found() -> Result<(), Error> {
    let devnet = Devnet::start(Config::in_process()).map_err(|error| Error::Unexpected(error.to_string()))?;
    let chain = Chain::from_rpc(devnet.rpc_client()).await?;
    let file = founding_file::load_with_charter(FILE, CHARTER, chain.unit())?;
    let founder = Signer::from_dev_uri("//Alice")?;

    let founded = Society::found(&chain, &founder, &file.founding, file.value).await?;

    let society = founded.value;
    let about = society.society().await?;
    println!("{} with {} members at {}", about.name, about.counters.present, address::format(&society.address()));
    Ok(())
}
