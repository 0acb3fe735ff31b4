//! A society on a devnet inside this process.

mod events;
mod messages;
mod time;

use mutual_devnet::{Config, Devnet};
use mutual_types::{event::Event, Action, Choice, Mode, PotId, ProposalId};

use super::*;
use crate::chain::Wait;
use crate::founding_file;

const UNIT: u128 = 1_000_000_000_000;

fn signer(uri: &str) -> Signer {
    Signer::from_dev_uri(uri).unwrap()
}

async fn founded() -> (Devnet, Society) {
    founded_with(&[]).await
}

/// The society of the example, in whose file each first text is written as the second.
async fn founded_with(changes: &[(&str, &str)]) -> (Devnet, Society) {
    let devnet = Devnet::start(Config::in_process()).unwrap();
    let chain = Chain::from_rpc(devnet.rpc_client()).await.unwrap();
    let mut text = include_str!("../../examples/cannons-creek.toml").to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"));
    let file = founding_file::load_in(&text, folder, chain.unit()).unwrap();
    let outcome = Society::found(&chain, &signer("//Alice"), &file.founding, file.value).await.unwrap();
    assert!(matches!(outcome.events[..], [Event::SocietyFounded(_)]));
    assert!(outcome.deposit > 0 && outcome.fee.is_some());
    (devnet, outcome.value)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_society_is_founded_found_again_and_read() {
    let (_devnet, society) = founded().await;

    let same = Society::at(society.chain(), society.address()).await.unwrap();
    let view = same.society().await.unwrap();

    assert_eq!(view.counters.present, 12);
    assert_eq!(same.all_pots().await.unwrap().len(), 4);
    assert_eq!(same.members(0, 50).await.unwrap().len(), 12);
    assert!(same.proposal(ProposalId(0)).await.unwrap().is_none());
    let alice = signer("//Alice").account();
    assert!(matches!(Society::at(society.chain(), alice).await, Err(Error::NoContract(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_failed_in_its_block_gives_the_contracts_reason() {
    let (_devnet, society) = founded().await;
    let (alice, bob) = (signer("//Alice"), signer("//Bob"));
    let spend = Action::Spend { payee: bob.account(), amount: UNIT, pot: PotId::GENERAL };
    let id = society.propose(&alice, "Tools", None, &spend, Mode::Ballot, 0).await.unwrap().value;
    let vote = || society.prepare(alice.account(), Message::vote(id, Choice::Aye, None), Freshen::Never);
    let (first, second) = (vote().await.unwrap(), vote().await.unwrap());
    assert!(matches!(first.events[..], [Event::VoteCast(_)]));

    first.send(&alice, Wait::Block).await.unwrap();
    let error = second.send(&alice, Wait::Block).await.unwrap_err();

    let Error::Contract { error, sent: Some(_), .. } = error else { panic!("{error}") };
    assert_eq!(error, mutual_types::Error::AlreadyVoted(Choice::Aye));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_message_is_not_sent() {
    let (devnet, society) = founded().await;
    let blocks = devnet.head().1;

    let error = society.execute(&signer("//Bob"), ProposalId(7)).await.unwrap_err();

    assert!(matches!(error, Error::Contract { error: mutual_types::Error::NoProposal(_), sent: None, .. }), "{error}");
    assert_eq!(devnet.head().1, blocks);
}

#[tokio::test(flavor = "multi_thread")]
async fn six_founders_vote_at_once() {
    let (_devnet, society) = founded().await;
    let resolution =
        society.propose(&signer("//Alice"), "Meet in May", None, &Action::Resolution, Mode::Ballot, 0).await.unwrap();

    let votes = ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie"].map(|uri| {
        let society = society.clone();
        async move { society.vote(&signer(uri), resolution.value, Choice::Aye, Some("yes")).await }
    });
    for vote in futures::future::join_all(votes).await {
        vote.unwrap();
    }

    let (proposal, _) = society.proposal(resolution.value).await.unwrap().unwrap();
    assert_eq!(proposal.tally.aye, 6);
}
