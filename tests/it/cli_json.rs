//! With `--output json` stdout is one document: for results, for refusals, for a line that does not parse.

use mutual_client::text::address;
use mutual_tests::{example_path, Ran, Shell, World};
use mutual_types::{Action, PotId};
use serde_json::Value;

async fn served() -> (World, Shell) {
    let (world, shell) = World::served(|_| {}).await;
    (world, shell.with(&["--output", "json"]))
}

fn assert_envelope(ran: &Ran) -> Value {
    let document = ran.json();
    let keys: Vec<&str> = document.as_object().unwrap().keys().map(String::as_str).collect();
    let outcome = if ran.exit == 0 { "data" } else { "error" };
    assert_eq!(keys, ["schema_version", "success", outcome, "warnings"], "{ran:?}");
    assert_eq!(document["schema_version"], 1);
    assert_eq!(document["success"], ran.exit == 0, "{ran:?}");
    assert!(document["warnings"].is_array());
    assert!(ran.out.ends_with('\n') && ran.out.lines().count() == 1, "one line: {ran:?}");
    if ran.exit != 0 {
        for field in ["code", "message"] {
            assert!(document["error"][field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {ran:?}");
        }
        assert!(document["error"].as_object().unwrap().contains_key("hint"));
        assert!(document["error"].as_object().unwrap().contains_key("details"));
    }
    document
}

#[tokio::test(flavor = "multi_thread")]
async fn every_read_is_one_document() {
    let (world, shell) = served().await;
    let payee = world.member("Salote").account();
    world.pass_spend("Rangi", payee, 1, PotId::GENERAL).await;
    for args in [
        &["society", "show"][..],
        &["member", "list"],
        &["member", "show", "//Alice"],
        &["proposal", "list"],
        &["proposal", "show", "0"],
        &["payment", "list"],
        &["payment", "show", "0"],
        &["treasury", "show"],
        &["account", "show", "//Alice"],
    ] {
        let ran = shell.run(args).await;
        assert_eq!(ran.exit, 0, "{args:?}: {ran:?}");
        assert!(!assert_envelope(&ran)["data"].is_null(), "{args:?}");
        let text = shell.with(&["--output", "text"]);
        // Given twice, the flag is a mistake of usage, and the last one says which form.
        assert_eq!(text.run(args).await.exit, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_is_one_document_with_its_transaction_and_events() {
    let (world, shell) = served().await;
    let ran = shell.run(&["treasury", "deposit", "5 UNIT", "--pot", "3", "--suri", "//Alice", "--yes"]).await;
    let document = assert_envelope(&ran);
    assert_eq!(ran.exit, 0, "{ran:?}");
    let data = &document["data"];
    assert_eq!(data["card"]["value"], "5000000000000");
    assert_eq!(data["events"].as_array().unwrap().len(), 1);
    assert_eq!(data["transaction"]["block"]["number"], world.stage.height());
    let fee: u128 = data["transaction"]["fee"].as_str().unwrap().parse().unwrap();
    assert!(fee > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_is_one_document_with_its_code() {
    let (world, shell) = served().await;
    world.propose("Rangi", Action::Resolution).await;
    let height = world.stage.height();
    let cases: [(&[&str], u8, &str); 14] = [
        (&[], 2, "usage"),
        (&["bogus"], 2, "usage"),
        (&["proposal"], 2, "usage"),
        (&["proposal", "vote", "0", "maybe"], 2, "usage"),
        (&["proposal", "vote", "zero", "aye"], 2, "usage"),
        (&["society", "show", "--bogus"], 2, "usage"),
        (&["society", "found", "/nowhere/at/all.toml", "--suri", "//Alice"], 2, "bad-input"),
        (&["proposal", "show", "99"], 3, "not-found"),
        (&["proposal", "vote", "0", "aye"], 4, "no-signer"),
        (&["proposal", "vote", "0", "aye", "--suri", "a phrase of words"], 4, "secret-on-command-line"),
        (&["proposal", "vote", "0", "aye", "--suri", "//Alice", "--genesis", &"ab".repeat(32)], 5, "wrong-chain"),
        (&["proposal", "execute", "0", "--suri", "//Alice", "--yes"], 6, "contract.NotExecutable"),
        (&["treasury", "deposit", "1 UNIT", "--suri", "//Nobody", "--yes"], 7, "no-funds"),
        (&["proposal", "vote", "0", "aye", "--suri", "//Alice"], 9, "answer-needed"),
    ];
    for (args, exit, code) in cases {
        let ran = shell.run(args).await;
        assert_eq!(ran.exit, exit, "{args:?}: {ran:?}");
        assert_eq!(assert_envelope(&ran)["error"]["code"], code, "{args:?}");
        assert!(!ran.err.is_empty(), "people are told too: {args:?}");
    }
    assert_eq!(world.stage.height(), height, "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_contracts_own_error_comes_out_by_name_with_its_numbers() {
    let (world, shell) = served().await;
    let payee = world.member("Salote").account();
    let payment = world.pass_spend("Rangi", payee, 1_000_000_000_000, PotId::GENERAL).await;
    world.approve(payment, &["Mere"]).await;

    let ran = shell.run(&["payment", "release", "0", "--suri", "//Alice", "--yes"]).await;

    let error = assert_envelope(&ran)["error"].clone();
    assert_eq!(error["code"], "contract.NotEnoughApprovals");
    let details = error["details"]["contract_error"].to_string();
    assert!(details.contains("\"have\":1") && details.contains("\"needed\":2"), "{details}");
    assert_eq!(error["details"]["sent"], Value::Null);
    assert!(error["hint"].as_str().unwrap().contains("mutual payment approve"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn help_and_version_are_documents_too() {
    let (_world, shell) = served().await;
    for args in [&["--help"][..], &["--version"], &["proposal", "new", "spend", "--help"], &["help"]] {
        let ran = shell.run(args).await;
        assert_eq!(ran.exit, 0, "{args:?}: {ran:?}");
        assert!(!assert_envelope(&ran)["data"]["help"].as_str().unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_founding_is_one_document_with_its_address() {
    let (_world, shell) = served().await;
    let file = example_path();
    let args = ["society", "found", file.to_str().unwrap(), "--suri", "//Alice", "--yes"];
    let document = assert_envelope(&shell.run(&args).await);
    let society = document["data"]["society"].as_str().unwrap();
    assert!(address::parse(society).is_ok(), "{society}");
}
