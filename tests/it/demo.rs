//! The demo's document, read by somebody who does not trust it.

use mutual_client::cli::{self, Io};
use serde_json::Value;

async fn demo(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["mutual", "demo"].iter().chain(arguments).map(Into::into).collect();
    let exit = cli::run(args, &mut Io::scripted(&mut out, &mut err, None)).await;
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn planck(value: &Value) -> i128 {
    value.as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_demos_document_adds_up_to_the_planck() {
    let (exit, out, _) = demo(&["--output", "json"]).await;
    assert_eq!(exit, 0);
    let document: Value = serde_json::from_str(&out).unwrap();
    let data = &document["data"];
    let steps = data["steps"].as_array().unwrap();
    let accounts = data["balances"]["accounts"].as_array().unwrap();

    let (mut before, mut after) = (0, 0);
    for account in accounts {
        let own = || steps.iter().filter(|step| step["account"] == account["account"] && step["fee"].is_string());
        let fees: i128 = own().map(|step| planck(&step["fee"])).sum();
        assert_eq!(planck(&account["fees"]), fees, "{}", account["name"]);
        let change = planck(&account["moved"]) - planck(&account["deposits"]) - fees;
        assert_eq!(planck(&account["after"]) - planck(&account["before"]), change, "{}", account["name"]);
        before += planck(&account["before"]);
        after += planck(&account["after"]);
    }
    let fees: i128 = steps.iter().filter(|step| step["fee"].is_string()).map(|step| planck(&step["fee"])).sum();
    assert_eq!(before - after, fees, "only fees leave");

    let moved: i128 = accounts.iter().map(|account| planck(&account["moved"])).sum();
    assert_eq!(moved, 0, "what one gave another got");
    let pots: i128 = data["pots"].as_array().unwrap().iter().map(|pot| planck(&pot["pot"]["balance"])).sum();
    assert_eq!(planck(&data["ledger"]["pots"]), pots);
    let paid = planck(&account(accounts, "Aroha")["moved"]);
    let unit = 1_000_000_000_000;
    assert_eq!(paid * 10, 1_205 * unit, "120.5 UNIT");
    assert_eq!(pots * 10, (45_000 + 3_000 - 1_205) * unit, "the first pool and the gift, less what was paid");
}

fn account<'a>(accounts: &'a [Value], name: &str) -> &'a Value {
    accounts.iter().find(|account| account["name"] == name).unwrap()
}

/// The steps, the balances and what each account paid in fees, as every story tells them.
fn assert_adds_up(data: &Value) {
    let (steps, accounts) = (data["steps"].as_array().unwrap(), data["balances"]["accounts"].as_array().unwrap());
    let (mut before, mut after, mut moved) = (0, 0, 0);
    for account in accounts {
        before += planck(&account["before"]);
        after += planck(&account["after"]);
        moved += planck(&account["moved"]);
    }
    let fees: i128 = steps.iter().filter(|step| step["fee"].is_string()).map(|step| planck(&step["fee"])).sum();
    assert_eq!(before - after, fees, "only fees leave");
    assert_eq!(moved, 0, "what one gave another got");
}

fn refused(data: &Value) -> Vec<&str> {
    data["steps"].as_array().unwrap().iter().filter_map(|step| step["refused"]["kind"].as_str()).collect()
}

#[tokio::test]
async fn the_story_of_the_exchange_adds_up_in_hours_and_in_money() {
    let (exit, out, _) = demo(&["exchange", "--output", "json"]).await;
    assert_eq!(exit, 0, "{out}");
    let document: Value = serde_json::from_str(&out).unwrap();
    let data = &document["data"];
    assert_adds_up(data);
    let balances = data["hours"].as_array().unwrap().iter();
    let balances: Vec<(u64, i64)> =
        balances.map(|it| (it["member"].as_u64().unwrap(), it["balance"].as_i64().unwrap())).collect();
    // Rangi helped Sione for 90 minutes and gave 30 away; Wiremu was ruled to have helped Salote for 180.
    assert_eq!(balances, [(1, -90), (9, 60), (10, -180), (11, 180)]);
    assert_eq!(data["community"], 30);
    assert_eq!(refused(data), ["not_member", "not_party", "over_limit"]);
}

#[tokio::test]
async fn the_story_of_the_circle_ends_with_nothing_in_it_and_the_loss_that_its_terms_name() {
    let (exit, out, _) = demo(&["circle", "--output", "json"]).await;
    assert_eq!(exit, 0, "{out}");
    let document: Value = serde_json::from_str(&out).unwrap();
    let data = &document["data"];
    assert_adds_up(data);
    assert_eq!(data["view"]["balance"], "0");
    assert_eq!(data["view"]["status"], "ended");
    let unit = 1_000_000_000_000;
    let of = |name: &str| planck(&account(data["balances"]["accounts"].as_array().unwrap(), name)["moved"]);
    assert_eq!(of("Salote"), 20 * unit, "the most that one of four can take");
    let others = ["Wiremu", "Rangi", "Joan"].map(of);
    assert_eq!(others.iter().sum::<i128>(), -20 * unit);
    assert!(others.iter().max().unwrap() - others.iter().min().unwrap() <= 1, "the same from each: {others:?}");
    assert_eq!(refused(data), ["not_member", "has_received", "no_credit"]);
}

#[tokio::test]
async fn the_story_of_the_federation_ends_with_nothing_in_it_and_everybodys_money_at_home() {
    let (exit, out, _) = demo(&["federation", "--output", "json"]).await;
    assert_eq!(exit, 0, "{out}");
    let document: Value = serde_json::from_str(&out).unwrap();
    let data = &document["data"];
    assert_adds_up(data);
    for place in ["available", "promised", "credits", "fund"] {
        assert_eq!(data["ledger"][place], "0", "{place}");
    }
    let (unit, minimum) = (1_000_000_000_000, 1_000_000_000);
    let of = |name: &str| planck(&account(data["balances"]["accounts"].as_array().unwrap(), name)["moved"]);
    assert_eq!((of("Wiremu"), of("Salote")), (50 * unit, 45 * unit), "two families were helped");
    // Creek forgave 10; Hill helped with 95 and was given 10 of Creek's and Joan's 50 + 60 + 30.
    assert_eq!(of("Creek"), 290 * unit + minimum);
    assert_eq!(of("Harbour"), 300 * unit + minimum, "whole");
    assert_eq!(of("Hill"), (110 + 60 - 20 - 95) * unit + minimum);
    assert_eq!(of("the federation"), minimum);
    let total = &data["total"];
    assert_eq!(
        (&total["members"], &total["people_helped"], &total["outcomes"][0]),
        (&12.into(), &"43".into(), &"500".into())
    );
    let refusals = ["not_invited", "insufficient_pot", "wrong_pot", "wrong_value", "not_over"];
    assert_eq!(refused(data), refusals);
}

#[tokio::test]
async fn every_step_of_the_demo_is_a_transaction_with_events_or_a_refusal_by_name() {
    let (_, out, _) = demo(&["--output", "json"]).await;
    let document: Value = serde_json::from_str(&out).unwrap();
    let steps = document["data"]["steps"].as_array().unwrap();
    let refused: Vec<&str> = steps.iter().filter_map(|step| step["refused"]["kind"].as_str()).collect();
    assert_eq!(
        refused,
        ["not_member", "not_executable", "not_enough_approvals", "conflict_of_interest", "payment_not_waiting"]
    );
    for step in steps.iter().filter(|step| step["refused"].is_null()) {
        assert!(step["transaction"].is_string() && step["block"].is_u64(), "{step}");
        let is_transfer = step["did"].as_str().unwrap().starts_with("sends ");
        assert_eq!(step["events"].as_array().unwrap().is_empty(), is_transfer, "{step}");
    }
}

#[tokio::test]
async fn the_demo_tells_its_story_in_words() {
    let (exit, out, err) = demo(&[]).await;
    assert_eq!((exit, err.as_str()), (0, ""));
    for words in ["vouches for Tui", "refused: NotMember", "Aroha is paid 120.5 UNIT", "All adds up"] {
        assert!(out.contains(words), "{words}");
    }
}
