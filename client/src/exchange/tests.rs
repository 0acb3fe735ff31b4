use mutual_types::exchange::{Collection, DealId, Error as Refusal, OfferId};
use scale::Encode;

use super::kind::may_have_passed;
use super::*;

#[test]
fn a_message_has_the_bytes_that_a_proposal_to_call_takes() {
    let message = Message::forgive(mutual_types::MemberIndex(7), 60);
    let selector = Bundle::exchange().unwrap().message("forgive").unwrap();
    assert_eq!(selector, [0, 0, 0, 11], "frozen");
    assert_eq!(message.input().unwrap(), [selector.to_vec(), (7u32, 60u32).encode()].concat());
    assert_eq!(message.label(), "forgive");
}

#[test]
fn every_message_of_this_client_is_one_of_the_contract() {
    let labels = [
        Message::close_offer(OfferId(0)).label(),
        Message::accept(DealId(0)).label(),
        Message::cancel(DealId(0), None).label(),
        Message::report(DealId(0), 1).label(),
        Message::contest(DealId(0)).label(),
        Message::close_deal(DealId(0)).label(),
        Message::donate(1).label(),
    ];
    for label in labels {
        assert!(Bundle::exchange().unwrap().message(label).is_ok(), "{label}");
    }
}

#[test]
fn only_what_time_may_lift_makes_a_block() {
    assert!(may_have_passed(&Refusal::TooMany { what: Collection::OpenDeals, count: 5, max: 4 }));
    assert!(!may_have_passed(&Refusal::NotMember));
    assert!(!may_have_passed(&Refusal::SocietySilent { code: 1 }));
}

#[test]
fn the_bundle_has_every_event_that_this_client_decodes() {
    let bundle: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../../contracts/bundles/exchange.contract")).unwrap();
    let events = bundle["spec"]["events"].as_array().unwrap();
    let labels: Vec<_> = events.iter().map(|event| event["label"].as_str().unwrap()).collect();
    for name in mutual_types::exchange::event::Event::NAMES {
        assert!(labels.contains(name), "{name}");
    }
}

/// An error is known by its place alone: one more in the middle, and every later one would be told as its neighbour.
#[test]
fn the_errors_of_this_client_stand_in_the_order_of_the_contracts() {
    let file: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../../contracts/bundles/exchange.contract")).unwrap();
    let path = serde_json::json!(["mutual_types", "exchange", "error", "Error"]);
    let types = file["types"].as_array().unwrap().iter().map(|entry| &entry["type"]);
    let error = types.clone().find(|entry| entry["path"] == path).unwrap();
    let variants = error["def"]["variant"]["variants"].as_array().unwrap();
    assert!(variants.len() > 30);
    for variant in variants {
        let mut bytes = [0; 128];
        bytes[0] = u8::try_from(variant["index"].as_u64().unwrap()).unwrap();
        let here: Refusal = scale::Decode::decode(&mut &bytes[..]).unwrap();
        assert_eq!(crate::words::exchange::error(&here).name, variant["name"], "build the contract anew");
    }
}
