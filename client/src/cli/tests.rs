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

/// The words of a command line, up to the first that is no command's.
fn is_command(line: &str) -> bool {
    let root = super::command();
    let mut command = &root;
    for word in line.split_whitespace().skip(1) {
        if command.get_subcommands().next().is_none() || word.starts_with(['-', '<', '"']) {
            return true;
        }
        match command.find_subcommand(word) {
            Some(below) => command = below,
            // A placeholder, such as NOUN or KIND.
            None => return word.chars().all(|c| c.is_ascii_uppercase()),
        }
    }
    true
}

/// The command lines that a text names.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2).filter(|part| part.starts_with("mutual "))
}

#[test]
fn every_command_that_a_refusal_advises_is_one() {
    let pairs = (0..=u8::MAX).flat_map(|variant| (0..=u8::MAX).map(move |value| (variant, value)));
    let mut seen = 0;
    for (variant, value) in pairs {
        let mut bytes = [0; 128];
        (bytes[0], bytes[1]) = (variant, value);
        let Ok(error) = <mutual_types::Error as scale::Decode>::decode(&mut &bytes[..]) else { continue };
        let words = crate::words::error(&error, &crate::text::Unit::default());
        for line in named(&words.hint).chain(named(&words.sentence)) {
            assert!(is_command(line), "{}: `{line}`", words.name);
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} commands are named");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_that_a_page_of_help_names_is_one() {
    let mut seen = 0;
    for topic in ["exit-codes", "environment", "output", "amounts", "times", "money", "roles", "newcomers", "glossary"]
    {
        let ran = mutual("ws://127.0.0.1:1", &["help", topic], None).await;
        assert_eq!(ran.exit, 0, "{}", ran.err);
        let text = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        for line in named(&text) {
            assert!(is_command(line), "{topic}: `{line}`");
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} commands are named");
}

#[tokio::test(flavor = "multi_thread")]
async fn help_explains_commands_and_topics_and_what_it_does_not_know_it_says() {
    let nowhere = "ws://127.0.0.1:1";
    let page = mutual(nowhere, &["help", "proposal", "vote"], None).await;
    assert!(page.exit == 0 && page.out.contains("Usage: mutual proposal vote"), "{}", page.out);
    let word = mutual(nowhere, &["help", "glossary", "late", "quorum"], None).await;
    assert!(word.exit == 0 && word.out.contains("See extension"), "{}{}", word.out, word.err);
    let document = mutual(nowhere, &["help", "times", "-o", "json"], None).await;
    assert!(document.json()["data"]["help"].as_str().unwrap().contains("90s"), "{}", document.out);
    for (words, near) in [(&["help", "exit-code"][..], "`exit-codes`"), (&["help", "proposal", "vot"], "`vote`")] {
        let ran = mutual(nowhere, words, None).await;
        assert!(ran.exit == 2 && ran.err.contains(near), "{words:?}: {}", ran.err);
    }
}

/// A writer that takes nothing, such as a full disk.
struct Full;

impl std::io::Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("no space left on device"))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_that_cannot_be_written_is_unexpected() {
    for args in [&["mutual", "help", "times"][..], &["mutual", "--help"], &["mutual", "help", "times", "-o", "json"]] {
        let (mut out, mut err) = (Full, Vec::new());
        let line = args.iter().map(OsString::from).collect();
        let exit = run(line, &mut Io::scripted(&mut out, &mut err, None)).await;
        let said = String::from_utf8(err).unwrap();
        assert!(exit == 1 && said.contains("the result cannot be written: no space left"), "{args:?}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_that_there_is_not_is_met_with_those_that_there_are() {
    let ran = mutual("ws://127.0.0.1:1", &["proposal", "list", "--status", "votin"], None).await;
    assert_eq!(ran.exit, 2);
    for word in ["voting", "no-quorum", "a similar value exists: 'voting'"] {
        assert!(ran.err.contains(word), "{word}: {}", ran.err);
    }
    let ran = mutual("ws://127.0.0.1:1", &["vote", "0", "aye", "-o", "json"], None).await;
    assert_eq!(ran.json()["error"]["hint"], "did you mean `mutual proposal vote` or `mutual federation vote`?");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_what_is_missing_and_ends_with_its_code() {
    let (devnet, handle) = devnet().await;
    let well = mutual(&handle.url(), &["doctor", "--suri", "//Alice"], None).await;
    assert_eq!(well.exit, 0, "{}{}", well.out, well.err);
    for line in [
        "ok\tnode\tMutual Devnet",
        "ok\tchain\tDevelopment, genesis 0x",
        "warn\tsociety\tnone is named",
        "ok\taccount\t5Grw",
    ] {
        assert!(well.out.contains(line), "{line}: {}", well.out);
    }
    assert!(well.out.contains("too short to tell"), "{}", well.out);
    for _ in 0..260 {
        devnet.new_block().unwrap();
    }
    let old = mutual(&handle.url(), &["doctor"], None).await;
    assert!(old.out.contains("ok\thistory\tan archive"), "{}", old.out);

    let gone = mutual("ws://127.0.0.1:1", &["doctor", "-o", "json"], None).await;
    let error = &gone.json()["error"];
    assert_eq!((gone.exit, error["code"].as_str()), (5, Some("unwell")));
    assert_eq!(error["details"]["checks"][2]["status"], "fail");
    let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    let cases: [(&[&str], u8, &str); 5] = [
        (&["--contract", alice], 3, "fail\tsociety\tthere is no contract"),
        (&["--contract", "nonsense"], 3, "fail\tsociety\t`nonsense` is no address, and no name"),
        (&["--contract", "0x12"], 2, "fail\tsociety\t"),
        (&["--suri", "//Nobody"], 7, "fail\taccount\t"),
        (&["--genesis", &"ab".repeat(32)], 5, "fail\tnode\tthis is another chain"),
    ];
    for (args, exit, line) in cases {
        let ran = mutual(&handle.url(), &[&["doctor"], args].concat(), None).await;
        assert_eq!(ran.exit, exit, "{args:?}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(line) && ran.err.contains("checks failed"), "{line}: {}{}", ran.out, ran.err);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn manual_pages_and_completions_name_every_verb() {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("man1");
    let ran = mutual("ws://127.0.0.1:1", &["man", into.to_str().unwrap()], None).await;
    assert_eq!(ran.exit, 0, "{}", ran.err);
    let page = std::fs::read_to_string(into.join("mutual-proposal-vote.1")).unwrap();
    assert!(page.contains("Cast your ballot"), "{page}");
    let written: Vec<&str> = ran.out.lines().collect();
    assert!(written.contains(&"mutual.1") && written.contains(&"mutual-treasury-credits.1"), "{written:?}");
    assert!(written.iter().all(|page| into.join(page).is_file()));
    let refused = mutual("ws://127.0.0.1:1", &["man", "/proc/none"], None).await;
    assert_eq!(refused.exit, 2, "{}", refused.err);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = mutual("ws://127.0.0.1:1", &["completions", shell], None).await;
        assert!(script.exit == 0 && script.out.contains("judge-spam"), "{shell}");
    }
}
