//! Votes for a proposal of a society, and prints what happened.
//!
//! `cargo run --example vote -- ws://127.0.0.1:9944 5… 0`
#![allow(clippy::disallowed_macros)] // the library never prints; an example may

use mutual_client::{chain::Chain, keys::Signer, society::Society, text::address, words, Error};
use mutual_types::{Choice, ProposalId};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let args: Vec<String> = std::env::args().collect();
    let [_, url, contract, number] = args.as_slice() else { return Err(Error::input("vote URL ADDRESS NUMBER")) };
    let number = number.parse().map_err(|_| Error::input("a proposal has a number"))?;
    vote(url, contract, ProposalId(number), &Signer::from_dev_uri("//Alice")?).await
}

/// Everything it takes.
pub async fn vote(url: &str, contract: &str, proposal: ProposalId, member: &Signer) -> Result<(), Error> {
    let chain = Chain::connect(url).await?;
    let contract = address::parse(contract).map_err(|error| Error::input(error.to_string()))?;
    let society = Society::at(&chain, contract).await?;
    match society.vote(member, proposal, Choice::Aye, None).await {
        Ok(outcome) => {
            outcome.events.iter().for_each(|event| println!("{}", words::event(event, chain.unit())));
            Ok(())
        }
        // The contract said why, in a type of its own: nothing was sent.
        Err(Error::Contract { error: mutual_types::Error::AlreadyVoted(_), .. }) => Ok(()),
        // Sent, and nobody knows yet: never send again before this says what became of it.
        Err(Error::Unknown { ticket, .. }) => chain.fate(&ticket).await.map(|fate| println!("{fate:?}")),
        Err(error) => Err(error),
    }
}
