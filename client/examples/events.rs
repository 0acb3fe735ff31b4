//! Tells what happens in a society, from its first day on, and goes on as it happens.
//!
//! `cargo run --example events -- ws://127.0.0.1:9944 5…`
#![allow(clippy::disallowed_macros)] // the library never prints; an example may

use futures::TryStreamExt;
use mutual_client::{chain::Chain, society::Society, text::address, text::moment, words, Error};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let args: Vec<String> = std::env::args().collect();
    let [_, url, contract] = args.as_slice() else { return Err(Error::input("events URL ADDRESS")) };
    events(url, contract, u64::MAX).await
}

/// Tells so many events.
pub async fn events(url: &str, contract: &str, mut count: u64) -> Result<(), Error> {
    let chain = Chain::connect(url).await?;
    let contract = address::parse(contract).map_err(|error| Error::input(error.to_string()))?;
    let mut events = Society::at(&chain, contract).await?.follow(0);
    while let Some(happened) = events.try_next().await? {
        println!("{} {}", moment::format(happened.time_ms), words::event(&happened.event, chain.unit()));
        count = count.saturating_sub(1);
        if count == 0 {
            break;
        }
    }
    Ok(())
}
