//! The command line from its arguments to its documents, against a devnet of its own.

use std::ffi::OsString;

use mutual_devnet::{Config, Devnet, Handle};
use serde_json::Value;

use super::{run, Io};

/// What a command left behind.
struct Ran {
    exit: u8,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

async fn devnet() -> (Devnet, Handle) {
    mutual_devnet::spawn(Config::port(0)).await.unwrap()
}

async fn mutual(url: &str, args: &[&str], answers: Option<&[&str]>) -> Ran {
    let all = ["mutual", "--url", url].iter().chain(args).map(OsString::from).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run(all, &mut Io::scripted(&mut out, &mut err, answers)).await;
    Ran { exit, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

const SEND: [&str; 6] = ["account", "send", "//Bob", "1 UNIT", "--suri", "//Alice"];

#[tokio::test(flavor = "multi_thread")]
async fn a_write_shows_its_card_and_asks_and_no_is_the_default() {
    let (devnet, handle) = devnet().await;

    let declined = mutual(&handle.url(), &SEND, Some(&[""])).await;

    assert_eq!((declined.exit, declined.out.as_str()), (130, ""));
    assert!(
        declined.err.contains("send 1 UNIT to 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"),
        "{}",
        declined.err
    );
    assert!(declined.err.contains("Sign and send it? [y/N]"), "{}", declined.err);
    assert_eq!(devnet.head().1, 0, "nothing was sent");

    let agreed = mutual(&handle.url(), &SEND, Some(&["yes"])).await;
    assert_eq!(agreed.exit, 0, "{}", agreed.err);
    assert_eq!(devnet.head().1, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_anybody_to_ask_it_names_the_flag() {
    let (devnet, handle) = devnet().await;
    for args in [SEND.to_vec(), [&SEND[..], &["--output", "json"]].concat(), [&SEND[..], &["--no-input"]].concat()] {
        let ran = mutual(&handle.url(), &args, None).await;
        assert_eq!(ran.exit, 9, "{}", ran.err);
        assert!(ran.err.contains("--yes"), "{}", ran.err);
    }
    assert_eq!(devnet.head().1, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_sends_nothing() {
    let (devnet, handle) = devnet().await;
    let ran = mutual(&handle.url(), &[&SEND[..], &["--dry-run", "-o", "json"]].concat(), None).await;
    assert_eq!(ran.exit, 0, "{}", ran.err);
    assert_eq!(ran.json()["data"]["dry_run"], true);
    assert_eq!(ran.json()["data"]["card"]["value"], "1000000000000");
    assert_eq!(devnet.head().1, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_failure_is_one_document_with_the_code_of_its_kind() {
    let (_devnet, handle) = devnet().await;
    let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    let poor = ["account", "send", "//Bob", "1", "--suri", "//Nobody", "--yes"];
    let cases: [(&[&str], u8, &str); 10] = [
        (&["bogus"], 2, "usage"),
        (&["society", "show"], 2, "bad-input"),
        (&["society", "show", "--contract", "5Grw"], 2, "bad-input"),
        (&["society", "show", "--contract", "nonsense"], 3, "unknown-name"),
        (&["account", "send", "//Bob", "0.0000000000001", "--suri", "//Alice"], 2, "bad-input"),
        (&["society", "show", "--contract", alice], 3, "no-contract"),
        (&["account", "send", "//Bob", "1"], 4, "no-signer"),
        (&["account", "send", "//Bob", "1", "--suri", "twelve secret words"], 4, "secret-on-command-line"),
        (&["account", "show", "//Bob", "--genesis", &format!("0x{}", "ab".repeat(32))], 5, "wrong-chain"),
        (&poor, 7, "no-funds"),
    ];
    for (args, exit, code) in cases {
        let ran = mutual(&handle.url(), &[args, &["-o", "json"]].concat(), None).await;
        assert_eq!(ran.exit, exit, "{args:?}: {}", ran.out);
        assert_eq!(ran.json()["error"]["code"], code, "{args:?}");
        assert_eq!(ran.json()["success"], false, "{args:?}");
        assert!(!ran.err.is_empty(), "{args:?}");
    }
    let gone = mutual("ws://127.0.0.1:1", &["account", "show", "//Bob", "-o", "json"], None).await;
    assert_eq!((gone.exit, gone.json()["error"]["code"].as_str()), (5, Some("unreachable")));
}

#[tokio::test(flavor = "multi_thread")]
async fn help_is_a_result() {
    let help = mutual("ws://127.0.0.1:1", &["proposal", "--help"], None).await;
    assert_eq!(help.exit, 0);
    assert!(help.out.contains("execute") && help.err.is_empty(), "{}", help.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_on_any_chain_is_refused_before_one_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let roster = folder.path().join("roster.txt");
    std::fs::write(&roster, "//Alice\nnobody\n").unwrap();
    let nowhere = "ws://127.0.0.1:1";
    let zeros = format!("0x{}", "00".repeat(32));
    let cases: [&[&str]; 14] = [
        &["member", "admit-batch", "//Alice", "//Alice"],
        &["member", "admit-batch", "--file", roster.to_str().unwrap()],
        &["member", "rotate", "5Grw"],
        &["member", "shares", "buy", "0"],
        &["member", "dues", "pay", "--periods", "0"],
        &["member", "resign", "keeper"],
        &["proposal", "object", "0", "--reason", " "],
        &["proposal", "state-case", "0"],
        &["proposal", "new", "suspend", "3", "--until", "soon"],
        &["proposal", "new", "grant", "//Bob", "--stage", "5 UNIT"],
        &["proposal", "new", "grant", "//Bob"],
        &["proposal", "new", "open-pot", "relief", "Help", "--pays", "spend"],
        &["proposal", "new", "call", "//Bob", "--input", "bytes"],
        &["proposal", "new", "upgrade", &zeros],
    ];
    for args in cases {
        let ran = mutual(nowhere, &[args, &["--suri", "//Alice", "-o", "json"]].concat(), None).await;
        assert_eq!(ran.exit, 2, "{args:?}: {}", ran.out);
    }
}
