use mutual_types::circle::{Error as Refusal, MemberNumber, Order, Stage};
use scale::Encode;

use super::kind::may_have_passed;
use super::*;

fn bundle() -> serde_json::Value {
    serde_json::from_slice(include_bytes!("../../../contracts/bundles/circle.contract")).unwrap()
}

#[test]
fn a_message_has_its_frozen_selector_and_the_money_that_goes_with_it() {
    let message = Message::contribute(MemberNumber(3), 2, 20);
    assert_eq!(message.value(), 20);
    assert_eq!(message.input().unwrap(), [vec![0, 0, 0, 4], (3u32, 2u32).encode()].concat());
    assert_eq!(Message::leave().value(), 0);
}

#[test]
fn every_message_of_the_contract_is_one_of_this_client() {
    let bundle = bundle();
    let known = [
        Message::join(None, 1).label(),
        Message::leave().label(),
        Message::reveal([0; 32]).label(),
        Message::contribute(MemberNumber(0), 1, 1).label(),
        Message::offer_swap(MemberNumber(0)).label(),
        Message::accept_swap(MemberNumber(0)).label(),
        Message::settle().label(),
        Message::withdraw_credit().label(),
        Message::forfeit_credits().label(),
        Message::sweep().label(),
        "circle",
    ];
    let labels = bundle["spec"]["messages"].as_array().unwrap().iter().map(|it| it["label"].as_str().unwrap());
    assert_eq!(labels.collect::<Vec<_>>(), known);
}

#[test]
fn only_what_time_may_lift_makes_a_block() {
    assert!(may_have_passed(&Refusal::NothingToSettle));
    assert!(may_have_passed(&Refusal::NotUnclaimed { from_ms: 5 }));
    assert!(!may_have_passed(&Refusal::NotMember));
    assert!(!may_have_passed(&Refusal::WrongSecret));
}

#[test]
fn the_bundle_has_every_event_that_this_client_decodes() {
    let bundle = bundle();
    let events = bundle["spec"]["events"].as_array().unwrap();
    let labels: Vec<_> = events.iter().map(|event| event["label"].as_str().unwrap()).collect();
    for name in mutual_types::circle::event::Event::NAMES {
        assert!(labels.contains(name), "{name}");
    }
}

/// An error is known by its place alone: one more in the middle, and every later one would be told as its neighbour.
#[test]
fn the_errors_of_this_client_stand_in_the_order_of_the_contracts() {
    let file = bundle();
    let path = serde_json::json!(["mutual_types", "circle", "error", "Error"]);
    let types = file["types"].as_array().unwrap().iter().map(|entry| &entry["type"]);
    let error = types.clone().find(|entry| entry["path"] == path).unwrap();
    let variants = error["def"]["variant"]["variants"].as_array().unwrap();
    assert_eq!(variants.len(), 31);
    for variant in variants {
        let mut bytes = [0; 128];
        bytes[0] = u8::try_from(variant["index"].as_u64().unwrap()).unwrap();
        let here: Refusal = scale::Decode::decode(&mut &bytes[..]).unwrap();
        assert_eq!(crate::words::circle::error(&here, &crate::text::Unit::default()).name, variant["name"]);
    }
}

#[test]
fn a_circle_is_brought_up_to_a_moment_as_the_contract_does_it() {
    let terms = Terms {
        name: "Savings".to_owned(),
        society: AccountId([9; 32]),
        members: vec![AccountId([1; 32]), AccountId([2; 32])],
        contribution: 10,
        round_ms: 1_000,
        starts_ms: 5_000,
        order: Order::Agreed,
    };
    let circle = Record::new(terms);
    assert_eq!(caught_up(&circle, 4_999).unwrap(), circle);
    assert_eq!(caught_up(&circle, 5_000).unwrap().stage, Stage::Void, "nobody has joined");
}
