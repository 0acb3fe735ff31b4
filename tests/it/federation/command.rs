//! What people see of a society's part in a federation: a proposal in plain words, a warning where the federation would
//! refuse, and, once it is carried out, what both contracts say.

use mutual_client::federation::{Federation, Message};
use mutual_client::text::address;
use mutual_tests::{World, UNIT};
use mutual_types::federation::{BackingTerms, Founding};
use mutual_types::{Action, PotId, ProposalId};
use serde_json::Value;

use super::rig::{document, rules};

async fn federation(world: &World) -> Federation {
    let founding = Founding {
        name: "The district".to_owned(),
        charter: document(),
        units: vec!["meals".to_owned()],
        period_ms: 86_400_000,
        founding_ms: 86_400_000,
        rules: rules(),
        founders: vec![world.society.address()],
    };
    Federation::found(&world.stage.chain, &world.member("Losa"), &founding).await.unwrap().value
}

#[tokio::test(flavor = "multi_thread")]
async fn who_votes_reads_in_plain_words_what_a_call_to_a_federation_would_do() {
    let (world, shell) = World::served(|_| {}).await;
    let federation = federation(&world).await;
    let place = address::format(&federation.address());

    let made = shell.by("//Alice").with(&["--yes"]).run(&["federation", "--federation", &place, "join"]).await;
    assert_eq!(made.exit, 0, "{}", made.err);
    assert!(!made.err.contains("would refuse"), "{}", made.err);
    let shell = shell.with(&["--output", "json"]);
    let shown = shell.run(&["proposal", "show", "0"]).await.json();
    let terms = &shown["data"]["body"]["action"]["terms"];
    assert_eq!(terms["asks_federation"]["kind"], "join", "{terms}");

    world.ayes(ProposalId(0)).await;
    world.wait_for_execution(ProposalId(0)).await;
    let rangi = world.member("Rangi");
    let executed = world.society.execute(&rangi, ProposalId(0)).await.unwrap();
    let told = shell.run(&["transaction", "show", &executed.tx.to_string()]).await.json();
    let events: Vec<&str> =
        told["data"]["events"].as_array().unwrap().iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert!(events.contains(&"proposal_executed") && events.contains(&"society_joined"), "{events:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_federation_would_refuse_is_said_before_anybody_votes() {
    let (world, shell) = World::served(|_| {}).await;
    let federation = federation(&world).await;
    let place = address::format(&federation.address());
    let shell = shell.with(&["--yes"]).by("//Alice");
    let warned = shell.run(&["federation", "--federation", &place, "leave"]).await;
    assert_eq!(warned.exit, 0, "{}", warned.err);
    assert!(
        warned.err.contains("sent now, the federation would refuse it: The sender is no society"),
        "{}",
        warned.err
    );
    // What anybody may send is refused at once.
    let refused = shell.run(&["federation", "--federation", &place, "sweep"]).await;
    assert_eq!(refused.exit, 6);
    assert!(refused.err.contains("No money came without a message."), "{}", refused.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_bound_to_other_code_is_not_told_as_a_federations() {
    let (world, _) = World::served(|_| {}).await;
    let federation = federation(&world).await;
    let terms = BackingTerms { backed: None, limit: UNIT, ends_ms: 1, repay_ms: None };
    let mut call = federation.call(&Message::back(&terms, UNIT), PotId::GENERAL).await.unwrap();
    let unit = world.stage.chain.unit();
    let told = mutual_client::words::action(&Action::Call(call.clone()), unit);
    assert!(told.contains("to pay in 1 UNIT, of which any other society can draw up to 1 UNIT at a time"), "{told}");

    call.code_hash = [7; 32];
    let told = mutual_client::words::action(&Action::Call(call.clone()), unit);
    assert!(told.contains("and the input 0x00000006") && !told.contains("pay in"), "{told}");
    let json: Value = mutual_client::json::ToJson::to_json(&Action::Call(call));
    assert_eq!(json["terms"]["asks_federation"], Value::Null);
}
