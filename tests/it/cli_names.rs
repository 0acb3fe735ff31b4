//! Names in place of addresses: the address book by chain, the accounts of this machine, and where they may be written.

use mutual_client::text::address;
use mutual_devnet::Config;
use mutual_tests::{Shell, Stage, World};

const NOWHERE: &str = "ws://127.0.0.1:1";
const PASSWORD: &str = "correct horse battery";

/// A society, and somebody at it with a config folder of their own.
async fn served() -> (World, tempfile::TempDir, Shell) {
    let world = World::with(Stage::served().await, |_| {}).await;
    let folder = tempfile::tempdir().unwrap();
    let shell = Shell::new(&world.stage.url()).with(&["--config-dir", folder.path().to_str().unwrap()]);
    (world, folder, shell)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_on_the_line_may_be_a_name_and_one_that_nobody_has_is_refused_before_a_node_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let shell = Shell::new(NOWHERE).with(&["--config-dir", folder.path().to_str().unwrap()]);
    let lines = [
        "account show nobody",
        "account send nobody 1",
        "member sponsor nobody",
        "member admit-batch nobody",
        "member show nobody",
        "member standing nobody",
        "member rotate nobody",
        "proposal new admit nobody",
        "proposal new recover-account 3 nobody",
        "proposal new spend nobody 1",
        "proposal new grant nobody --stage 1;30d;Beds",
        "proposal new open-pot restricted Food --pays spend --fallback nobody",
        "proposal new open-pot restricted Food --pays spend --fallback //Bob --payee @nobody",
        "proposal new beneficiary nobody",
        "proposal new call nobody --input 0x633aa551",
        "dispute open external nobody 1 2 3 --for",
        "treasury petty nobody 1 --memo x",
        "dissolution forfeit nobody",
        "name add somebody nobody",
        "name show nobody",
        "config set contract nobody",
        "society show --contract nobody",
        "member list --contract @nobody",
    ];
    for line in lines {
        let args: Vec<&str> = line.split(' ').chain(["--suri", "//Alice"]).collect();
        shell.refuses(&args, 3, "unknown-name", &["`nobody`", "mutual name add nobody ADDRESS"]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_stands_for_an_address_wherever_one_is_read_and_the_address_is_still_shown() {
    let (world, _folder, shell) = served().await;
    let (contract, sione) =
        (address::format(&world.society.address()), address::format(&world.member("Sione").account()));
    shell.says(&["name", "add", "garden", &contract], &[&contract]).await;
    shell.says(&["name", "add", "sione", &sione], &[&sione]).await;
    let baker = address::format(&world.member("Baker").account());
    shell.says(&["name", "add", "@Baker", "//Baker"], &[&baker]).await;

    let here = shell.with(&["--contract", "garden", "--suri", "//Alice"]);
    assert_eq!(here.data(&["society", "show"]).await["society"]["name"], world.society.society().await.unwrap().name);
    for text in ["sione", "@SIONE", &sione] {
        assert_eq!(here.data(&["member", "show", text]).await["account"], sione, "{text}");
        assert_eq!(shell.data(&["account", "show", text]).await["account"], sione, "{text}");
    }
    let asked =
        here.run_asked(&["proposal", "new", "spend", "baker", "1 UNIT", "--title", "Bread"], Some(&["yes"])).await;
    assert_eq!(asked.exit, 0, "{asked:?}");
    for shown in [format!("{contract} (@garden)"), format!("{baker} (@Baker)")] {
        assert!(asked.err.contains(&shown), "{shown} is not on the card:\n{}", asked.err);
    }
    assert!(!asked.out.contains("@Baker"), "programs that read the text get addresses alone: {}", asked.out);
    here.says(&["proposal", "new", "role", "sione", "steward"], &[]).await;
    let roster = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&roster, "sione\n\nnobody # not yet\n").unwrap();
    let batch = here.with(&["--yes"]).run(&["member", "admit-batch", "--file", roster.path().to_str().unwrap()]).await;
    assert_eq!(batch.exit, 2);
    assert!(batch.err.contains("line 3: `nobody` is no address"), "{}", batch.err);
    assert_eq!(here.run(&["proposal", "new", "spend", "sioen", "1"]).await.exit, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_read_the_name_beside_the_whole_address() {
    let (world, folder, shell) = served().await;
    let sione = address::format(&world.member("Sione").account());
    shell.data(&["name", "add", "sione", &sione]).await;
    let contract = address::format(&world.society.address());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = [
        "mutual",
        "--url",
        &world.stage.url(),
        "--config-dir",
        folder.path().to_str().unwrap(),
        "--contract",
        &contract,
        "member",
        "list",
    ];
    let mut io = mutual_client::cli::Io::scripted(&mut out, &mut err, None).on_terminal(200);
    let exit = mutual_client::cli::run(args.map(Into::into).to_vec(), &mut io).await;
    drop(io);
    let out = String::from_utf8(out).unwrap();
    assert_eq!(exit, 0);
    assert!(out.contains(&format!("{sione} (@sione)")), "{out}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_of_another_chain_is_not_found_here() {
    let (world, _folder, shell) = served().await;
    let sione = address::format(&world.member("Sione").account());
    shell.data(&["name", "add", "sione", &sione]).await;
    let genesis = world.stage.chain.genesis().to_string();
    let (_devnet, handle) =
        mutual_devnet::spawn(Config { start_ms: Some(1_900_000_000_000), ..Config::port(0) }).await.unwrap();
    let there = shell.with(&[]).elsewhere(&handle.url());

    if there.data(&["config", "show"]).await[1]["value"] == shell.data(&["config", "show"]).await[1]["value"] {
        panic!("both shells speak to the same node");
    }
    let ran = there.refuses(&["account", "show", "sione"], 3, "unknown-name", &["on this chain", &genesis]).await;
    assert!(!ran.err.contains("did you mean"), "{}", ran.err);
    assert_eq!(there.data(&["name", "list"]).await.as_array().unwrap().len(), 0);
    assert_eq!(there.data(&["name", "list", "--all"]).await[0]["genesis"], genesis);
    assert_eq!(there.run(&["name", "remove", "sione"]).await.exit, 3);

    // The same name for somebody else over there is another entry.
    there.data(&["name", "add", "sione", "//Bob"]).await;
    assert_eq!(shell.data(&["name", "show", "sione"]).await["address"], sione);
    shell.data(&["name", "remove", "sione"]).await;
    assert_eq!(shell.run(&["name", "show", "sione"]).await.exit, 3);
    assert_eq!(there.run(&["name", "show", "sione"]).await.exit, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_this_machine_is_a_name_and_no_name_is_given_twice() {
    let (world, folder, shell) = served().await;
    let password = folder.path().join("password");
    std::fs::write(&password, PASSWORD).unwrap();
    let unlocked = shell.with(&["--password-file", password.to_str().unwrap()]);
    let mere = unlocked.data(&["account", "new", "mere"]).await["address"].as_str().unwrap().to_owned();
    world.fund_account(address::parse(&mere).unwrap(), 1_000_000_000_000).await;

    assert_eq!(shell.data(&["account", "show", "@mere"]).await["account"], mere);
    assert_eq!(shell.data(&["name", "show", "mere"]).await["kind"], "account");
    shell.refuses(&["name", "add", "Mere", "//Bob"], 2, "name-taken", &[&mere]).await;
    shell.refuses(&["name", "remove", "mere"], 2, "bad-input", &["mutual account remove mere"]).await;
    shell.data(&["name", "add", "bob", "//Bob"]).await;
    shell.refuses(&["name", "add", "bob", "//Charlie"], 2, "name-taken", &["`bob` is taken"]).await;
    unlocked.refuses(&["account", "new", "bob"], 2, "name-taken", &[]).await;
    let listed = shell.data(&["name", "list"]).await;
    assert_eq!((&listed[0]["kind"], &listed[1]["kind"]), (&"account".into(), &"name".into()));

    // Two files that disagree, such as after a folder was copied: neither is believed.
    let book = folder.path().join("names.toml");
    let text = std::fs::read_to_string(&book).unwrap().replace("\"bob\"", "\"mere\"");
    std::fs::write(&book, text).unwrap();
    shell.refuses(&["account", "send", "mere", "1", "--suri", "//Alice"], 2, "ambiguous-name", &[&mere]).await;

    std::fs::write(&book, "[0x00]\n").unwrap();
    let ran = shell.refuses(&["account", "show", "bob"], 2, "damaged-names", &["names.toml", "line 1"]).await;
    assert!(ran.err.contains("mend the line"), "{}", ran.err);
}
