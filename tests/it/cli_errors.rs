//! Bad input: one clear message on stderr, the documented exit code, nothing sent.

use mutual_client::chain::{RuntimeCall, Wait, Weight};
use mutual_client::contract::Bundle;
use mutual_client::text::address;
use mutual_devnet::{Config, Sealing};
use mutual_tests::{example_text, Interruption, Ran, Shell, World, UNIT};
use mutual_types::Action;
use scale::Encode;

/// A society that is served, and Mere at the command line.
async fn served() -> (World, Shell) {
    let (world, shell) = World::served(|_| {}).await;
    (world, shell.with(&["--yes"]))
}

/// Refuses anything but one message that says so, and a block.
fn assert_refused(ran: &Ran, exit: u8, words: &[&str]) {
    assert_eq!(ran.exit, exit, "{ran:?}");
    assert_eq!(ran.out, "", "no result: {ran:?}");
    assert_eq!(ran.errors().len(), 1, "one message: {ran:?}");
    for word in words {
        assert!(ran.err.contains(word), "{word} in {}", ran.err);
    }
    assert!(!ran.err.contains("panicked") && !ran.err.contains("RUST_BACKTRACE"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_none_or_nobodys_is_named() {
    let (world, shell) = served().await;
    let height = world.stage.height();
    let mere = shell.with(&["--suri", "//Alice"]);
    let stranger = address::format(&world.member("Stranger").account());
    let mistyped = stranger.replacen('5', "6", 1);
    let cases: [(&[&str], u8, &[&str]); 7] = [
        (&["member", "show", &stranger], 3, &["there is no member or applicant with the account", &stranger]),
        (&["member", "show", &mistyped], 2, &["error:"]),
        (&["member", "sponsor", "Kaia"], 3, &["`Kaia`", "address"]),
        (&["member", "sponsor", &stranger], 6, &["NoApplication", "hint:", "nothing was sent"]),
        (&["proposal", "new", "spend", "5Grw", "1 UNIT"], 2, &["too short"]),
        (&["proposal", "new", "role", &stranger, "steward"], 3, &["there is no member", &stranger]),
        (&["account", "send", &mistyped, "1 UNIT"], 2, &["error:"]),
    ];
    for (args, exit, words) in cases {
        assert_refused(&mere.run(args).await, exit, words);
    }
    assert_eq!(world.stage.height(), height, "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_malformed_founding_file_gives_every_mistake_with_its_line_and_field() {
    let (world, shell) = served().await;
    let height = world.stage.height();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("society.toml");
    let text = example_text()
        .replace("file = \"cannons-creek-charter.md\"", "file = \"missing.md\"")
        .replace("value = \"4500 UNIT\"", "value = \"4500.0000000000001 UNIT\"")
        .replace("quorum_bps = 2500 ", "quorum_bps = 7500 ")
        .replace("voting_period = \"30s\" ", "voting_period = \"soon\" ")
        .replace("account = \"//Bob\"", "account = \"//Alice\"")
        .replace("roles = [\"arbitrator\"]", "roles = [\"king\"]")
        .replace("consecutive_terms = 3", "consequtive_terms = 3");
    std::fs::write(&file, &text).unwrap();

    let ran = shell.with(&["--suri", "//Alice"]).run(&["society", "found", file.to_str().unwrap()]).await;

    assert_refused(&ran, 2, &["the founding file has"]);
    let expected = [
        ("value = ", "value"),
        ("file = \"missing.md\"", "charter.file"),
        ("roles = [\"king\"]", "founders[6].roles"),
        ("quorum_bps = 7500", "rules.voting.quorum_bps"),
        ("voting_period = \"soon\"", "rules.voting.voting_period"),
        ("consequtive_terms", "rules.roles.consequtive_terms"),
    ];
    for (start, field) in expected {
        let line = text.lines().position(|line| line.starts_with(start)).unwrap() + 1;
        assert!(ran.err.contains(&format!("line {line}, {field}")), "line {line}, {field} in {}", ran.err);
    }
    assert!(ran.err.contains("founders[1]"), "the account named twice: {}", ran.err);
    assert_eq!(world.stage.height(), height, "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_founding_file_that_is_not_there_or_no_toml_is_refused() {
    let (world, shell) = served().await;
    let height = world.stage.height();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("society.toml");
    let path = file.to_str().unwrap();
    let mere = shell.with(&["--suri", "//Alice"]);
    assert_refused(&mere.run(&["society", "found", path]).await, 2, &["cannot read", path]);
    std::fs::write(&file, "name = \"unfinished\n[rules").unwrap();
    assert_refused(&mere.run(&["society", "found", path]).await, 2, &["line 1"]);
    std::fs::write(&file, [0xff, 0xfe, 0]).unwrap();
    assert_refused(&mere.run(&["society", "found", path]).await, 2, &["cannot read"]);
    assert_eq!(world.stage.height(), height, "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amount_with_too_many_decimals_or_that_is_none_is_refused() {
    let (world, shell) = served().await;
    let (height, mere) = (world.stage.height(), shell.with(&["--suri", "//Alice"]));
    for (amount, word) in [
        ("1.0000000000001", "13 decimals: UNIT has at most 12"),
        ("-1", "negative"),
        ("1,5", "no amount"),
        ("1 DOT", "not the unit here"),
        ("five", "no amount"),
        ("", "no amount"),
        ("340282366920938463463374607431768211456", "more than the chain can count"),
    ] {
        for command in [
            &["account", "send", "//Bob", "--", amount][..],
            &["treasury", "deposit", "--", amount],
            &["proposal", "new", "spend", "//Bob", "--", amount],
        ] {
            assert_refused(&mere.run(command).await, 2, &[word]);
        }
    }
    assert_eq!(world.stage.height(), height, "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_network_is_named_by_both_first_blocks() {
    let (world, shell) = served().await;
    let height = world.stage.height();
    let other = format!("0x{}", "ab".repeat(32));
    let here = world.stage.chain.genesis().to_string();
    let mere = shell.with(&["--suri", "//Alice"]);
    let vote = ["treasury", "deposit", "1 UNIT"];
    let ran = mere.with(&["--genesis", &other]).run(&vote).await;
    assert_refused(&ran, 5, &["another chain", &other, &here, "hint:"]);
    assert_refused(&mere.with(&["--genesis", "0x12"]).run(&vote).await, 2, &["`0x12` is no hash"]);
    assert_eq!(world.stage.height(), height, "nothing was sent");

    let ran = mere.with(&["--genesis", &here]).run(&vote).await;
    assert_eq!(ran.exit, 0, "the right one goes through: {ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_without_funds_is_told_what_it_has_and_what_it_takes() {
    let (world, shell) = served().await;
    let poor = world.fund("Poor", UNIT / 100).await;
    let height = world.stage.height();
    let account = address::format(&poor.account());
    for (who, words) in [("//Nobody", &["has 0 UNIT to spend"][..]), ("//Poor", &[&account, "to spend"])] {
        for args in [&["treasury", "deposit", "1 UNIT"][..], &["account", "send", "//Bob", "1 UNIT"]] {
            assert_refused(&shell.with(&["--suri", who]).run(args).await, 7, &[words, &["hint:"]].concat());
        }
    }
    assert_refused(&shell.with(&["--suri", "//Nobody"]).run(&["member", "apply"]).await, 7, &["to spend"]);
    assert_eq!(world.stage.height(), height, "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_applicant_who_cannot_pay_the_deposit_of_storage_is_told_so() {
    let (world, shell) = served().await;
    let poor = world.fund("Poor", UNIT / 100).await;
    let height = world.stage.height();
    let ran = shell.with(&["--suri", "//Poor"]).run(&["member", "apply"]).await;
    assert_refused(&ran, 7, &[&address::format(&poor.account()), "to spend", "hint:"]);
    assert_eq!(world.stage.height(), height, "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_with_other_code_than_this_clients_bundle_is_left_alone() {
    let (world, _) = served().await;
    let (bundle, mere) = (Bundle::society().unwrap(), world.member("Mere"));
    // The same code of another build: a custom section more, and nobody can tell what else.
    let code = [bundle.code(), &[0, 6, 5], b"build"].concat();
    let founding = mutual_tests::people::example(world.stage.chain.unit()).founding;
    let input = [bundle.constructor("new").unwrap().as_slice(), &founding.encode()].concat();
    let gas = Weight { ref_time: 500_000_000_000, proof_size: 1_000_000 };
    let call = RuntimeCall::Instantiate { value: 0, gas, deposit: 10_000 * UNIT, code, input, salt: vec![1] };
    let made = world.stage.chain.submit(&mere, &call, Wait::Block).await.unwrap();
    let other = made.events.iter().find_map(|event| event.instantiated()).expect("a contract");
    let on_chain = world.stage.chain.code_hash(other).await.unwrap().unwrap().to_string();
    let height = world.stage.height();

    let shell = Shell::new(&world.stage.url()).with(&["--contract", &address::format(&other), "--yes"]);
    for args in [&["society", "show"][..], &["treasury", "deposit", "1 UNIT", "--suri", "//Alice"]] {
        let ran = shell.run(args).await;
        assert_refused(&ran, 5, &["other code", &on_chain, &bundle.hash().to_string(), "hint:"]);
    }
    assert_eq!(world.stage.height(), height, "nothing was sent");

    let nothing = Shell::new(&world.stage.url()).with(&["--contract", &address::format(&mere.account())]);
    assert_refused(&nothing.run(&["society", "show"]).await, 3, &["there is no contract at"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_goes_while_the_question_is_open_ends_in_one_message() {
    let (mut world, shell) = served().await;
    world.propose("Rangi", Action::Resolution).await;
    let (height, handle) = (world.stage.height(), world.stage.hang_up());
    let contract = address::format(&world.society.address());
    let url = handle.as_ref().unwrap().url();
    let asking = Shell::new(&url).with(&["--contract", &contract, "--suri", "//Alice"]);
    let mut err = Interruption::new("Sign and send it?", || {
        drop(handle);
        // Connections are closed by other threads.
        std::thread::sleep(std::time::Duration::from_millis(300));
    });

    let mut ran = asking.run_into(&["proposal", "vote", "0", "aye"], Some(&["yes"]), &mut err).await;

    assert!(err.happened());
    ran.err = err.text().replace("[y/N] ", "[y/N]\n");
    assert_refused(&ran, 5, &["node"]);
    assert_eq!(world.stage.height(), height, "nothing was sent");
    assert_eq!(shell.run(&["society", "show"]).await.exit, 5, "nor does it answer now");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_goes_once_it_has_the_transaction_leaves_its_outcome_unknown() {
    let (devnet, handle) = mutual_devnet::spawn(Config::port(0).sealing(Sealing::Manual)).await.unwrap();
    let shell = Shell::new(&handle.url()).with(&["--suri", "//Alice", "--yes"]);
    let watched = devnet.clone();
    let going = tokio::spawn(async move {
        while watched.pending() == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        drop(handle);
    });

    let ran = shell.run(&["account", "send", "//Bob", "1 UNIT"]).await;

    going.await.unwrap();
    assert_refused(
        &ran,
        8,
        &["the transaction 0x", "not known", "hint: do not send it again before you know: `mutual transaction show 0x"],
    );
    assert_eq!(devnet.pending(), 1, "it waits");
}
