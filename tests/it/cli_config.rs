//! Networks and settings: which layer comes first, what a project's file may say, and files that are damaged, full, locked
//! or not to be written.

use std::path::Path;

use mutual_devnet::{Config, Devnet, Handle};
use mutual_tests::{Ran, Shell};
use serde_json::Value;

use crate::child::Person;

async fn devnet() -> (Devnet, Handle) {
    mutual_devnet::spawn(Config::port(0)).await.unwrap()
}

fn config_of(folder: &tempfile::TempDir) -> Shell {
    Shell::unset().with(&["--config-dir", folder.path().to_str().unwrap()])
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_files_on_this_machine_has_no_dry_run_and_changes_none() {
    let folder = tempfile::tempdir().unwrap();
    let hash = format!("0x{}", "ab".repeat(32));
    let password = folder.path().join("password");
    std::fs::write(&password, "correct horse battery").unwrap();
    let shell = config_of(&folder).with(&["--genesis", &hash, "--password-file", password.to_str().unwrap()]);
    for line in ["account new mere", "name add bob //Bob", "network add coop ws://x", "config set wait none"] {
        shell.data(&line.split(' ').collect::<Vec<_>>()).await;
    }
    let key = folder.path().join("keys/mere.json");
    let all = || {
        let read = |path: &Path| std::fs::read_to_string(path).unwrap();
        ["config.toml", "names.toml"].map(|name| read(&folder.path().join(name))).into_iter().chain([read(&key)])
    };
    let before: Vec<String> = all().collect();
    let out = folder.path().join("out.json");
    for line in [
        "account new sione",
        "account import sione",
        "account remove mere",
        "account default mere",
        "account default --none",
        &format!("account export mere --to {}", out.display()),
        "name add eve //Eve",
        "name remove bob",
        "network add other ws://x",
        "network use coop",
        "network remove coop",
        "config set wait block",
        "config unset wait",
    ] {
        let args: Vec<&str> = line.split(' ').collect();
        shell.with(&["--dry-run"]).refuses(&args, 2, "bad-input", &["has no dry run"]).await;
    }
    assert_eq!(all().collect::<Vec<_>>(), before);
    assert!(!out.exists() && files(&folder.path().join("keys")) == ["mere.json"]);
}

/// A setting as `config show` tells it: its value and who said it.
fn setting(shown: &Value, key: &str) -> (Value, Value) {
    let row = shown.as_array().unwrap().iter().find(|row| row["key"] == key).unwrap();
    (row["value"].clone(), row["origin"].clone())
}

fn said(value: &str, origin: &str) -> (Value, Value) {
    (value.into(), origin.into())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_is_known_by_its_first_block_and_another_chain_under_its_name_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let shell = config_of(&folder);
    let (devnet, handle) = devnet().await;
    let genesis = format!("{:?}", devnet.genesis_hash());

    let added = shell.data(&["network", "add", "coop", &handle.url()]).await;
    assert_eq!(added["genesis"], genesis);
    assert_eq!(shell.data(&["account", "show", "//Bob", "-n", "coop"]).await["unit"]["symbol"], "UNIT");
    shell.data(&["network", "use", "coop"]).await;
    assert_eq!(shell.run(&["account", "show", "//Bob"]).await.exit, 0);

    // The same port, another chain: what a node that was reset, or an impostor, looks like.
    let port = handle.address().port();
    handle.stop().await;
    let other = Config { start_ms: Some(1_900_000_000_000), accounts: 3, ..Config::port(port) };
    let (other, _handle) = mutual_devnet::spawn(other).await.unwrap();
    assert_ne!(format!("{:?}", other.genesis_hash()), genesis);
    for args in [&["account", "show", "//Bob"][..], &["account", "send", "//Bob", "1 UNIT", "--suri", "//Alice"]] {
        shell.refuses(args, 5, "wrong-chain", &[&genesis]).await;
    }
    assert_eq!(other.head().1, 0, "nothing was sent");
    let by_url = shell.with(&["--url", &format!("ws://127.0.0.1:{port}")]);
    assert_eq!(by_url.run(&["account", "show", "//Bob"]).await.exit, 0, "a URL by hand names no chain");

    shell.data(&["network", "add", "coop", &format!("ws://127.0.0.1:{port}"), "--replace"]).await;
    assert_eq!(shell.run(&["account", "show", "//Bob"]).await.exit, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn networks_are_added_listed_shown_used_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let shell = config_of(&folder);
    let hash = format!("0x{}", "ab".repeat(32));
    let offline = ["network", "add", "Coop", "wss://node.example.org", "--genesis", &hash];
    assert_eq!(shell.data(&offline).await["genesis"], hash);
    shell.refuses(&offline, 2, "bad-input", &["there is a network `Coop` already", "--replace"]).await;
    shell.refuses(&["network", "add", "devnet", "ws://x"], 2, "bad-input", &["built in"]).await;
    shell.refuses(&["network", "add", "x", "node.example.org"], 2, "bad-url", &["node.example.org"]).await;
    shell.refuses(&["network", "add", "x", "ws://127.0.0.1:1"], 5, "unreachable", &[]).await;
    shell.refuses(&["network", "add", "3", "ws://x"], 2, "bad-name", &[]).await;

    let listed = shell.data(&["network", "list"]).await;
    assert_eq!((&listed[0]["name"], &listed[1]["name"]), (&"devnet".into(), &"Coop".into()));
    shell.data(&["network", "use", "coop"]).await;
    assert_eq!(shell.data(&["network", "show", "COOP"]).await["is_default"], true);
    shell.refuses(&["network", "use", "nowhere"], 3, "not-found", &["network `nowhere`", "mutual network list"]).await;
    shell.refuses(&["account", "show", "//Bob", "--network", "nowhere"], 3, "not-found", &["network list"]).await;
    let shown = shell.data(&["config", "show"]).await;
    assert_eq!(setting(&shown, "url"), said("wss://node.example.org", "user"));
    assert_eq!(setting(&shown, "genesis"), said(&hash, "user"));

    let removed = shell.with(&["-o", "json"]).run(&["network", "remove", "coop"]).await;
    assert!(removed.json()["warnings"][0].as_str().unwrap().contains("was the network in use"), "{removed:?}");
    assert_eq!(setting(&shell.data(&["config", "show"]).await, "url"), said("ws://127.0.0.1:9944", "built-in"));
    shell.refuses(&["network", "remove", "coop"], 3, "not-found", &[]).await;
    shell.refuses(&["network", "remove", "devnet"], 2, "bad-input", &["built in"]).await;
    let both = shell.run(&["account", "show", "//Bob", "--url", "ws://x", "--network", "devnet"]).await;
    assert_eq!(both.exit, 2, "{both:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flag_comes_before_the_project_that_before_the_users_file_and_each_value_says_where_it_is_from() {
    let folder = tempfile::tempdir().unwrap();
    let shell = config_of(&folder);
    let hash = format!("0x{}", "ab".repeat(32));
    for (name, url) in [("one", "ws://one"), ("two", "ws://two")] {
        shell.data(&["network", "add", name, url, "--genesis", &hash]).await;
    }
    shell.data(&["config", "set", "network", "one"]).await;
    shell.data(&["config", "set", "contract", "//Alice"]).await;
    shell.data(&["config", "set", "wait", "final"]).await;
    let project = tempfile::tempdir().unwrap();
    let below = project.path().join("a/b");
    std::fs::create_dir_all(&below).unwrap();
    let file = project.path().join(".mutual.toml");
    std::fs::write(&file, "network = \"two\"\ncontract = \"//Bob\"\n").unwrap();

    let json = shell.with(&["-o", "json"]);
    let there = json.run_in(&below, &["config", "show"]).await.json();
    let row = there["data"][0].clone();
    assert_eq!((&row["value"], &row["said_by"]), (&"two".into(), &file.to_str().unwrap().into()));
    assert_eq!(setting(&there["data"], "url"), said("ws://two", "project"));
    assert_eq!(setting(&there["data"], "contract"), said("//Bob", "project"));
    assert_eq!(setting(&there["data"], "wait"), said("final", "user"));
    assert_eq!(setting(&there["data"], "output"), said("json", "flag"));
    assert_eq!(setting(&there["data"], "account"), (Value::Null, Value::Null));
    let here = json.run(&["config", "show"]).await.json();
    assert_eq!(setting(&here["data"], "network"), said("one", "user"));
    assert_eq!(setting(&here["data"], "contract"), said("//Alice", "user"));
    let flagged = ["config", "show", "--url", "ws://three", "--contract", "//Eve", "--wait", "none"];
    let flagged = json.run_in(&below, &flagged).await.json();
    assert_eq!(setting(&flagged["data"], "url"), said("ws://three", "flag"));
    assert_eq!(setting(&flagged["data"], "genesis"), (Value::Null, Value::Null), "it belongs to the network");
    assert_eq!(setting(&flagged["data"], "contract"), said("//Eve", "flag"));
    assert_eq!(setting(&flagged["data"], "wait"), said("none", "flag"));

    shell.data(&["config", "unset", "wait"]).await;
    assert_eq!(setting(&shell.data(&["config", "show"]).await, "wait"), said("block", "built-in"));
    shell.data(&["config", "set", "output", "json"]).await;
    assert_eq!(shell.run(&["network", "list"]).await.json()["success"], true, "the setting is heeded");
    let wrong = shell.with(&["-o", "text"]).run(&["config", "set", "wait", "long"]).await;
    assert_eq!((wrong.exit, wrong.errors().len()), (2, 1), "{wrong:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_society_that_the_projects_file_names_is_said_to_be_named_there() {
    let world = mutual_tests::World::with(mutual_tests::Stage::served().await, |_| {}).await;
    let contract = mutual_client::text::address::format(&world.society.address());
    let (folder, project) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = project.path().join(".mutual.toml");
    std::fs::write(&file, format!("contract = \"{contract}\"\n")).unwrap();
    let shell = config_of(&folder).with(&["--url", &world.stage.url(), "--suri", "//Alice", "--yes"]);
    let ran = shell.run_in(project.path(), &["treasury", "deposit", "1 UNIT"]).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.err.contains(&format!("{contract} (named by {})", file.display())), "{}", ran.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_never_says_who_signs_and_damage_is_told_with_its_line() {
    let (folder, project) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let shell = config_of(&folder).with(&["-o", "json"]);
    let refused = |ran: Ran, words: &[&str]| {
        assert_eq!((ran.exit, ran.json()["error"]["code"].as_str()), (2, Some("damaged-config")), "{ran:?}");
        for word in words {
            assert!(ran.err.contains(word), "{word:?} is not in {}", ran.err);
        }
    };
    for line in ["account = \"mere\"", "suri = \"//Alice\"", "suri-file = \"key\"", "[network.evil]\nurl = \"ws://x\""]
    {
        std::fs::write(project.path().join(".mutual.toml"), format!("# ours\n{line}\n")).unwrap();
        let ran = shell.run_in(project.path(), &["network", "list"]).await;
        refused(ran, &[".mutual.toml, line 2", "never who signs"]);
    }

    std::fs::write(folder.path().join("config.toml"), "[defaults]\nwait = \"long\"\n").unwrap();
    for args in
        [&["network", "list"][..], &["config", "show"], &["config", "set", "wait", "none"], &["account", "list"]]
    {
        refused(shell.run(args).await, &["config.toml, line 2", "`mutual config path` says where"]);
    }
    let path = shell.run(&["config", "path"]).await;
    assert_eq!(path.json()["data"]["config"], folder.path().to_str().unwrap(), "this works all the same");
}

#[test]
fn variables_come_after_flags_and_before_files_and_two_that_disagree_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let run = |variables: &[(&str, &str)], args: &[&str]| {
        Person { home: home.path(), folder: home.path(), variables }.run(&[args, &["-o", "json"]].concat())
    };
    let shown = |variables: &[(&str, &str)], args: &[&str]| {
        let ran = run(variables, &[&["config", "show"], args].concat());
        assert_eq!(ran.exit, 0, "{ran:?}");
        ran.json()["data"].clone()
    };
    let hash = format!("0x{}", "ab".repeat(32));
    assert_eq!(run(&[], &["network", "add", "one", "ws://one", "--genesis", &hash]).exit, 0);
    assert!(home.path().join(".config/mutual/config.toml").is_file(), "it is kept where the system keeps such things");

    assert_eq!(setting(&shown(&[("MUTUAL_NETWORK", "one")], &[]), "url"), said("ws://one", "variable"));
    assert_eq!(setting(&shown(&[("MUTUAL_NETWORK", "one")], &["--url", "ws://x"]), "url"), said("ws://x", "flag"));
    assert_eq!(setting(&shown(&[("MUTUAL_URL", "ws://x")], &["-n", "one"]), "url"), said("ws://one", "flag"));
    assert_eq!(setting(&shown(&[("MUTUAL_URL", "ws://x")], &[]), "url"), said("ws://x", "variable"));
    assert_eq!(setting(&shown(&[("MUTUAL_URL", "")], &[]), "url"), said("ws://127.0.0.1:9944", "built-in"));
    assert_eq!(setting(&shown(&[("MUTUAL_CONTRACT", "//Bob")], &[]), "contract"), said("//Bob", "variable"));
    let two = run(&[("MUTUAL_URL", "ws://x"), ("MUTUAL_NETWORK", "one")], &["network", "list"]);
    assert_eq!((two.exit, two.json()["error"]["code"].as_str()), (2, Some("two-networks")), "{two:?}");

    let signers = [("MUTUAL_SURI", "//Alice"), ("MUTUAL_ACCOUNT", "mere")];
    assert_eq!(setting(&shown(&signers[..1], &[]), "account"), said("a secret URI", "variable"));
    assert_eq!(setting(&shown(&signers[1..], &[]), "account"), said("mere", "variable"));
    let two = run(&signers, &["account", "send", "//Bob", "1"]);
    assert_eq!((two.exit, two.json()["error"]["code"].as_str()), (4, Some("two-signers")), "{two:?}");
    assert_eq!(setting(&shown(&signers, &["--suri", "//Eve"]), "account"), said("a secret URI", "flag"));

    let elsewhere = home.path().join("elsewhere");
    let variables = [("MUTUAL_CONFIG_DIR", elsewhere.to_str().unwrap())];
    assert_eq!(run(&variables, &["config", "path"]).json()["data"]["config"], variables[0].1);
    assert_eq!(run(&variables, &["network", "show", "one"]).exit, 3, "it is another folder");
}

#[test]
fn of_commands_at_once_none_loses_what_another_has_written() {
    let home = tempfile::tempdir().unwrap();
    let person = Person { home: home.path(), folder: home.path(), variables: &[] };
    let hash = format!("0x{}", "ab".repeat(32));
    let names: Vec<String> = (0..6).map(|number| format!("n{number}")).collect();
    let mut lines: Vec<Vec<&str>> = Vec::new();
    for name in &names {
        lines.push(vec!["name", "add", name, "//Bob", "--genesis", &hash]);
        lines.push(vec!["network", "add", name, "ws://x", "--genesis", &hash]);
    }
    for ran in person.run_at_once(&lines) {
        assert_eq!(ran.exit, 0, "{ran:?}");
    }
    let listed = |noun: &str| person.run(&[noun, "list", "--genesis", &hash, "-o", "json"]).json()["data"].clone();
    assert_eq!(listed("name").as_array().unwrap().len(), names.len());
    assert_eq!(listed("network").as_array().unwrap().len(), names.len() + 1);
    let left = files(&home.path().join(".config/mutual"));
    assert_eq!(left, [".lock", "config.toml", "names.toml"], "nothing else is left behind");
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_full_disk_leaves_what_was_there_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let password = home.path().join("password");
    std::fs::write(&password, "correct horse battery").unwrap();
    let person = Person { home: home.path(), folder: home.path(), variables: &[] };
    assert_eq!(person.run(&["config", "set", "wait", "final"]).exit, 0);
    let config = home.path().join(".config/mutual");
    let before = std::fs::read(config.join("config.toml")).unwrap();

    // No byte more may be written to any file. The signal would end the process before it could say so.
    let full = "trap '' XFSZ; ulimit -f 0";
    let unlocked = ["--password-file", password.to_str().unwrap()];
    for args in [vec!["config", "set", "wait", "none"], [&["account", "new", "mere"], &unlocked[..]].concat()] {
        let ran = person.run_after(full, &args);
        assert_eq!((ran.exit, ran.errors().len()), (1, 1), "{args:?}: {ran:?}");
        assert!(ran.err.contains("cannot write") && ran.err.contains("hint: "), "{args:?}: {}", ran.err);
    }
    assert_eq!(std::fs::read(config.join("config.toml")).unwrap(), before);
    assert_eq!(files(&config), [".lock", "config.toml", "keys"]);
    assert_eq!(files(&config.join("keys")), [""; 0]);
}

#[test]
fn a_folder_that_cannot_be_written_is_named_with_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    // The kernel's folder takes no files from anybody, also not from the machine's owner.
    let variables = [("MUTUAL_CONFIG_DIR", "/proc/mutual")];
    let person = Person { home: home.path(), folder: home.path(), variables: &variables };
    let ran = person.run(&["config", "set", "wait", "none"]);
    assert_eq!((ran.exit, ran.errors().len()), (1, 1), "{ran:?}");
    assert!(ran.err.contains("/proc/mutual") && ran.err.contains("hint: "), "{}", ran.err);
    assert_eq!(person.run(&["network", "list"]).exit, 0, "what only reads goes on");

    let nowhere = Person { home: Path::new(""), folder: home.path(), variables: &[] };
    let ran = nowhere.run(&["account", "list"]);
    assert_eq!(ran.exit, 1, "{ran:?}");
    assert!(ran.err.contains("no home folder") && ran.err.contains("--config-dir"), "{}", ran.err);
    assert_eq!(nowhere.run(&["network", "list"]).exit, 0);
}
