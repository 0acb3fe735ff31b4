use mutual_types::federation::{BackingTerms, DrawId, Error as Refusal, Matter, MotionId, SocietyId};
use mutual_types::Document;
use scale::Encode;

use super::kind::has_passed;
use super::*;

fn bundle() -> serde_json::Value {
    serde_json::from_slice(include_bytes!("../../../contracts/bundles/federation.contract")).unwrap()
}

fn document() -> Document {
    Document { uri: "https://example.org/minutes".to_owned(), hash: [3; 32] }
}

/// One of each message, as this client makes it, with its money.
fn messages() -> Vec<(&'static str, Vec<u8>, u128)> {
    fn made<T>(message: &Message<T>) -> (&'static str, Vec<u8>, u128) {
        (message.label(), message.input().unwrap(), message.value())
    }
    let terms = BackingTerms { backed: Some(SocietyId(2)), limit: 9, ends_ms: 70, repay_ms: None };
    let part = mutual_types::federation::Part { backing: mutual_types::federation::BackingId(3), amount: 8 };
    let report = mutual_types::federation::Report {
        money_in: 1,
        money_out: 2,
        people_helped: 3,
        outcomes: vec![mutual_types::federation::Outcome { unit: 1, amount: 7 }],
        document: document(),
    };
    vec![
        made(&Message::join()),
        made(&Message::apply(&document())),
        made(&Message::leave()),
        made(&Message::move_motion(&Matter::AddUnit("meals".to_owned()))),
        made(&Message::vote(MotionId(4), true)),
        made(&Message::back(&terms, 10)),
        made(&Message::close_backing(mutual_types::federation::BackingId(5))),
        made(&Message::draw(&[part, part], &document())),
        made(&Message::collect(DrawId(6), PotId(1))),
        made(&Message::lapse(DrawId(6))),
        made(&Message::repay(DrawId(6), 11)),
        made(&Message::forgive(DrawId(6), 12)),
        made(&Message::pay_credit(SocietyId(1))),
        made(&Message::sweep()),
        made(&Message::refresh(SocietyId(1))),
        made(&Message::report(8, &report)),
    ]
}

#[test]
fn every_message_of_the_contract_is_one_of_this_client_and_has_its_frozen_selector() {
    let bundle = bundle();
    let all = bundle["spec"]["messages"].as_array().unwrap().iter();
    let writing = all.filter(|it| it["mutates"] == true).map(|it| it["label"].as_str().unwrap());
    let messages = messages();
    let labels: Vec<_> = messages.iter().map(|(label, ..)| *label).collect();
    assert_eq!(labels, writing.collect::<Vec<_>>());
    for ((label, input, value), number) in messages.iter().zip(1_u8..) {
        assert_eq!(input[..4], [0, 0, 0, number], "{label}");
        assert_eq!(*value > 0, ["back", "repay"].contains(label), "{label}");
    }
}

#[test]
fn what_a_call_asks_is_read_back_from_its_bytes() {
    for (label, input, _) in messages() {
        let asked = Asked::decode(&input).unwrap_or_else(|| panic!("{label}"));
        assert_eq!(asked.label(), label);
        assert_eq!([&input[..4], &asked.args()].concat(), input, "{label}");
        let longer = [input.as_slice(), &[0]].concat();
        assert_eq!(Asked::decode(&longer), None, "{label} and more");
    }
    assert_eq!(Asked::decode(&messages()[7].1[..20]), None, "half a message");
    assert_eq!(Asked::decode(&[]), None);
    assert_eq!(Asked::decode(&[0, 0, 0, 17]), None, "a read is no message");
    assert_eq!(Asked::decode(&[0, 0, 0, 1]), Some(Asked::Join));
    assert_eq!(
        Asked::decode(&[vec![0, 0, 0, 5], (4_u32, true).encode()].concat()),
        Some(Asked::Vote { motion: MotionId(4), aye: true })
    );
}

#[test]
fn only_what_time_may_lift_makes_a_block() {
    assert!(has_passed(&Refusal::NotOver { ends_ms: 5 }, 5));
    assert!(!has_passed(&Refusal::NotOver { ends_ms: 6 }, 5));
    assert_eq!(Message::lapse(DrawId(3)).about, Some(DrawId(3)), "whether it has expired is looked up");
    assert_eq!(Message::collect(DrawId(3), PotId(1)).about, None);
    assert!(!has_passed(&Refusal::NotMember, 5));
}

#[test]
fn the_bundle_has_every_event_that_this_client_decodes() {
    let bundle = bundle();
    let events = bundle["spec"]["events"].as_array().unwrap();
    let labels: Vec<_> = events.iter().map(|event| event["label"].as_str().unwrap()).collect();
    assert_eq!(labels.len(), mutual_types::federation::event::Event::NAMES.len());
    for name in mutual_types::federation::event::Event::NAMES {
        assert!(labels.contains(name), "{name}");
    }
}

/// An error is known by its place alone: one more in the middle, and every later one would be told as its neighbour.
#[test]
fn the_errors_of_this_client_stand_in_the_order_of_the_contracts() {
    let file = bundle();
    let path = serde_json::json!(["mutual_types", "federation", "error", "Error"]);
    let types = file["types"].as_array().unwrap().iter().map(|entry| &entry["type"]);
    let error = types.clone().find(|entry| entry["path"] == path).unwrap();
    let variants = error["def"]["variant"]["variants"].as_array().unwrap();
    assert!(variants.len() > 50);
    for variant in variants {
        let mut bytes = [0; 128];
        bytes[0] = u8::try_from(variant["index"].as_u64().unwrap()).unwrap();
        let here: Refusal = scale::Decode::decode(&mut &bytes[..]).unwrap();
        let words = crate::words::federation::error(&here, &crate::text::Unit::default());
        assert_eq!(words.name, variant["name"], "build the contract anew");
    }
}
