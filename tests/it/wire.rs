//! The wire format: what others have stored, signed and indexed must keep its meaning. A change here breaks them.

use std::collections::BTreeSet;
use std::fmt::Write;

use mutual_client::society::Society;
use mutual_tests::repository;
use mutual_types::event::Event;
use serde_json::Value;

fn metadata() -> Value {
    let bundle = std::fs::read(repository().join("contracts/bundles/society.contract")).unwrap();
    serde_json::from_slice(&bundle).unwrap()
}

#[test]
fn the_shapes_of_the_contract_are_those_of_its_snapshot() {
    let metadata = metadata();
    insta::assert_snapshot!("types", types(&metadata));
    insta::assert_snapshot!("messages", messages(&metadata));
    insta::assert_snapshot!("events", events(&metadata));
    insta::assert_snapshot!("storage", storage(&metadata));
}

/// Messages that the client knows: each line names the message and the method that bears its name.
macro_rules! methods {
    ($($name:ident)*) => {{
        $(let _ = Society::$name;)*
        [$(stringify!($name)),*]
    }};
}

#[test]
fn the_client_has_a_method_for_each_message() {
    let methods = methods![
        apply sponsor acknowledge propose vote certify execute settle contribute sweep approve_payment
        release_payment renew_payment withdraw_credit admit_batch pay_dues record_lapse record_return
        buy_shares leave settle_exit standing rotate_account accept_account stop_recovery resign offer_proxy
        accept_proxy end_proxy vote_with_proxies state_case proxies statement object withdraw_proposal
        judge_spam extend_window migrate hold_payment lift_hold waive_payment pay_petty claim_expense
        make_call claim_stage accept_stage return_stage lapse_stage pay_stipend repay_grant grant grants
        ask_relief attest_relief promise_relief withdraw_relief relief_request relief_requests relief_record
        open_dispute join_dispute rule_dispute refer_dispute settle_dispute dispute disputes
        open_dissolution count_sharers cancel_payment cancel_grant liquidate_pot divide claim_share
        forfeit_credit society member member_account members application proposal proposals ballot payment
        payments pot pots credit
    ];
    let _ = Society::found;
    let metadata = metadata();
    assert_eq!(labels(&metadata, "messages"), methods.into_iter().map(str::to_owned).collect());
    assert_eq!(labels(&metadata, "constructors"), BTreeSet::from(["new".to_owned()]));
}

#[test]
fn the_client_decodes_each_event_and_no_other() {
    let names: BTreeSet<String> = Event::NAMES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(names.len(), Event::NAMES.len());
    assert_eq!(labels(&metadata(), "events"), names);
}

#[test]
fn each_event_has_its_place_and_all_but_the_ballot_one_topic() {
    let metadata = metadata();
    let (mut topics, mut bare) = (BTreeSet::new(), Vec::new());
    for event in metadata["spec"]["events"].as_array().unwrap() {
        match event["signature_topic"].as_str() {
            Some(topic) => assert!(topics.insert(topic), "two events with one topic: {event}"),
            None => bare.push(event["label"].as_str().unwrap()),
        }
        assert_eq!(event["args"][0]["label"], "seq", "{event}");
        assert!(event["args"].as_array().unwrap().iter().all(|field| field["indexed"] == false), "{event}");
    }
    // The client knows it by having none: a second one could not be told from it.
    assert_eq!(bare, ["VoteCast"]);
}

fn labels(metadata: &Value, what: &str) -> BTreeSet<String> {
    let entries = metadata["spec"][what].as_array().unwrap();
    entries.iter().map(|entry| entry["label"].as_str().unwrap().to_owned()).collect()
}

/// The types with a name of their own, by name: fields in their order, variants with their index.
fn types(metadata: &Value) -> String {
    let mut lines = BTreeSet::new();
    for entry in metadata["types"].as_array().unwrap() {
        let definition = &entry["type"]["def"];
        let path = path(&entry["type"]);
        // The contract's own; those of the language and of ink! are named where they are used.
        if !path.starts_with("mutual_") {
            continue;
        }
        let name = named(metadata, &entry["id"]);
        let mut text = String::new();
        if let Some(variants) = definition["variant"]["variants"].as_array() {
            write!(text, "enum {name}").unwrap();
            for variant in variants {
                let (index, label) = (&variant["index"], variant["name"].as_str().unwrap());
                write!(text, "\n  {index} {label}{}", fields(metadata, &variant["fields"])).unwrap();
            }
        } else {
            write!(text, "struct {name}{}", fields(metadata, &definition["composite"]["fields"])).unwrap();
        }
        lines.insert(text);
    }
    lines.into_iter().collect::<Vec<_>>().join("\n")
}

fn fields(metadata: &Value, fields: &Value) -> String {
    let Some(fields) = fields.as_array().filter(|fields| !fields.is_empty()) else { return String::new() };
    let field = |field: &Value| match field["name"].as_str() {
        Some(name) => format!("{name}: {}", named(metadata, &field["type"])),
        None => named(metadata, &field["type"]),
    };
    format!("({})", fields.iter().map(field).collect::<Vec<_>>().join(", "))
}

fn path(entry: &Value) -> String {
    let parts = entry["path"].as_array().into_iter().flatten();
    parts.map(|part| part.as_str().unwrap()).collect::<Vec<_>>().join("::")
}

/// A type as it is written where it is used.
fn named(metadata: &Value, id: &Value) -> String {
    let entry = &metadata["types"].as_array().unwrap().iter().find(|entry| entry["id"] == *id).unwrap()["type"];
    let of = |value: &Value| named(metadata, value);
    if let Some(name) = path(entry).rsplit("::").next().filter(|name| !name.is_empty()) {
        let given = entry["params"].as_array().into_iter().flatten();
        let given: Vec<String> = given.map(|param| of(&param["type"])).collect();
        return if given.is_empty() { name.to_owned() } else { format!("{name}<{}>", given.join(", ")) };
    }
    let definition = &entry["def"];
    if let Some(primitive) = definition["primitive"].as_str() {
        primitive.to_owned()
    } else if definition.get("sequence").is_some() {
        format!("[{}]", of(&definition["sequence"]["type"]))
    } else if definition.get("array").is_some() {
        format!("[{}; {}]", of(&definition["array"]["type"]), definition["array"]["len"])
    } else if let Some(parts) = definition["tuple"].as_array() {
        format!("({})", parts.iter().map(of).collect::<Vec<_>>().join(", "))
    } else {
        panic!("what is {entry}?")
    }
}

fn messages(metadata: &Value) -> String {
    let mut text = String::new();
    for (what, kind) in [("constructors", " founds"), ("messages", "")] {
        for message in metadata["spec"][what].as_array().unwrap() {
            let does = if message["mutates"] == true { " writes" } else { "" };
            let takes = if message["payable"] == true { " payable" } else { "" };
            let (selector, label) = (message["selector"].as_str().unwrap(), message["label"].as_str().unwrap());
            let returns = named(metadata, &message["returnType"]["type"]);
            let args = arguments(metadata, message);
            writeln!(text, "{selector} {label}({args}) -> {returns}{does}{takes}{kind}").unwrap();
        }
    }
    text
}

fn arguments(metadata: &Value, message: &Value) -> String {
    let argument = |arg: &Value| {
        let (label, of) = (arg["label"].as_str().unwrap(), named(metadata, &arg["type"]["type"]));
        format!("{label}: {of}")
    };
    message["args"].as_array().unwrap().iter().map(argument).collect::<Vec<_>>().join(", ")
}

fn events(metadata: &Value) -> String {
    let mut text = String::new();
    for event in metadata["spec"]["events"].as_array().unwrap() {
        let label = event["label"].as_str().unwrap();
        let topic = event["signature_topic"].as_str().unwrap_or("no topic");
        writeln!(text, "{label}({})\n  {topic}", arguments(metadata, event)).unwrap();
    }
    text
}

/// The cells of the storage by their keys, the root's fields one by one.
fn storage(metadata: &Value) -> String {
    let mut text = String::new();
    layout(metadata, "", &metadata["storage"], &mut text);
    text
}

fn layout(metadata: &Value, place: &str, part: &Value, text: &mut String) {
    if let Some(root) = part.get("root") {
        let key = root["root_key"].as_str().unwrap();
        let of = named(metadata, &root["ty"]);
        // How ink! finds the key says nothing that the key itself does not.
        let of = of.split_once(", ResolverKey").map_or(of.clone(), |(of, _)| format!("{of}>"));
        writeln!(text, "{key} {}", format!("{place} {of}").trim_start()).unwrap();
        // A cell with a key of its own holds one value, whose shape is among the types.
        if key == "0x00000000" {
            layout(metadata, place, &root["layout"], text);
        }
    } else if let Some(fields) = part["struct"]["fields"].as_array() {
        for field in fields {
            let name = field["name"].as_str().unwrap();
            let place = if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
            layout(metadata, &place, &field["layout"], text);
        }
    } else if let Some(leaf) = part.get("leaf") {
        writeln!(text, "  {place}: {}", named(metadata, &leaf["ty"])).unwrap();
    }
}
