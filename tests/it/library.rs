//! The library as others use it: its examples, several tasks at once, and the caller's own client of subxt.

use std::time::Duration;

use futures::future::join_all;
use mutual_client::chain::Chain;
use mutual_client::society::{Message, Society};
use mutual_client::text::address;
use mutual_tests::{Stage, World, UNIT};
use mutual_types::{Action, Choice, PotId, ProposalId};
use subxt::{OnlineClient, SubstrateConfig};
use subxt_rpcs::RpcClient;

#[path = "../../client/examples/events.rs"]
#[allow(dead_code)]
mod events;
#[path = "../../client/examples/found.rs"]
#[allow(dead_code)]
mod found;
#[path = "../../client/examples/vote.rs"]
#[allow(dead_code)]
mod vote;

/// How many lines of code the function `name` of an example has.
fn lines(example: &str, name: &str) -> usize {
    let begin = example.find(&format!("fn {name}(")).unwrap();
    let end = example[begin..].find("\n}").unwrap();
    example[begin..begin + end].lines().filter(|line| !line.trim().is_empty()).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_example_founds_a_society_on_a_chain_of_its_own() {
    found::found().await.unwrap();
    assert!(lines(include_str!("../../client/examples/found.rs"), "found") < 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn examples_vote_and_tell_what_happens() {
    let world = World::cannons_creek_on(Stage::served().await).await;
    let id = world.propose("Rangi", Action::Resolution).await;
    let (url, contract) = (world.stage.url(), address::format(&world.society.address()));
    let mere = world.member("Mere");

    vote::vote(&url, &contract, id, &mere).await.unwrap();
    vote::vote(&url, &contract, id, &mere).await.expect("who has voted is no failure there");

    let mere = world.society.member(mere.account()).await.unwrap().unwrap().index;
    assert_eq!(world.society.ballot(id, mere).await.unwrap(), Some(Choice::Aye));
    assert!(vote::vote(&url, &contract, ProposalId(9), &world.member("Sione")).await.is_err());
    // The founding, the proposal and the ballot.
    let told = tokio::time::timeout(Duration::from_secs(60), events::events(&url, &contract, 3)).await;
    told.expect("three are there").unwrap();
    assert!(lines(include_str!("../../client/examples/vote.rs"), "vote") < 20);
    assert!(lines(include_str!("../../client/examples/events.rs"), "events") < 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_tasks_of_one_account_send_at_once_and_all_are_carried_out() {
    let world = World::cannons_creek().await;
    let mere = world.member("Mere");
    let general = || async { world.society.pot(PotId::GENERAL).await.unwrap().unwrap().balance };
    let before = general().await;

    let gifts = (0..10).map(|_| {
        let (society, mere) = (world.society.clone(), mere.clone());
        tokio::spawn(async move { society.send(&mere, Message::contribute(PotId::GENERAL, None, UNIT)).await })
    });
    for sent in join_all(gifts).await {
        assert_eq!(sent.unwrap().unwrap().events.len(), 1);
    }

    assert_eq!(general().await, before + 10 * UNIT);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_shares_a_connection_with_the_callers_own_client_of_subxt() {
    let world = World::cannons_creek_on(Stage::served().await).await;
    let rpc = RpcClient::from_insecure_url(&world.stage.url()).await.unwrap();
    let own = OnlineClient::<SubstrateConfig>::from_rpc_client(rpc.clone()).await.unwrap();

    let chain = Chain::from_rpc_client(rpc).await.unwrap();
    let society = Society::at(&chain, world.society.address()).await.unwrap();
    let mere = world.member("Mere");
    let gift = society.send(&mere, Message::contribute(PotId::GENERAL, None, UNIT)).await.unwrap().block.unwrap();

    let there = own.at_block(subxt::config::substrate::H256(gift.hash.0)).await.unwrap();
    assert_eq!(there.block_number(), gift.number);
}
