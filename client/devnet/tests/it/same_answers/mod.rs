//! The same requests and transactions to this chain and to substrate-contracts-node 0.42.0, and the same answers.
//!
//! What the node answers is recorded in `tests/same_answers/node.json` by `scripts/same-answers.sh --record`, so that these
//! tests need no node. Where the answers differ, the README says so with the reason, and its list is compared too.

mod compare;
mod play;

use std::{collections::BTreeSet, fs, path::PathBuf};

use mutual_devnet::{spawn, Config};
use serde_json::Value;

use play::Answers;

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/same_answers/node.json")
}

/// The names in the README's table of differences.
fn listed() -> BTreeSet<String> {
    let readme = include_str!("../../../README.md");
    let section = readme.split("\n## Where the answers differ").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.flat_map(|row| row.split(" | ").next().unwrap().split(", "))
        .map(|name| name.trim_matches(['`', ' ']).to_owned())
        .collect()
}

async fn of_this_chain() -> Answers {
    let (_devnet, handle) = spawn(Config::port(0)).await.unwrap();
    let answers = play::play(&handle.url()).await;
    handle.stop().await;
    answers
}

/// What differs, by the name of the request.
fn differences(node: &Answers, own: &Answers) -> BTreeSet<String> {
    let names = |answers: &Answers| answers.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(node), names(own));
    let mut hashes = compare::Hashes::default();
    let mut found = BTreeSet::new();
    for ((name, theirs), (_, ours)) in node.iter().zip(own) {
        if let Err(why) = compare::same(theirs, ours, &mut hashes) {
            tell(&format!("{name}: {why}\n  node   {theirs}\n  devnet {ours}"));
            found.insert(name.clone());
        }
    }
    found
}

#[allow(clippy::disallowed_macros)]
fn tell(text: &str) {
    let short: String = text.chars().take(2000).collect();
    println!("{short}");
}

fn is_as_listed(found: &BTreeSet<String>) {
    let listed = listed();
    let unlisted: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(found).collect();
    assert!(unlisted.is_empty() && gone.is_empty(), "not in the README: {unlisted:?}; in it for nothing: {gone:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_answers_are_those_recorded_of_the_node_but_for_what_the_readme_lists() {
    let node: Vec<(String, Value)> = serde_json::from_str(&fs::read_to_string(file()).unwrap()).unwrap();
    is_as_listed(&differences(&node, &of_this_chain().await));
}

/// `MUTUAL_NODE_URL` names a node that has made no block yet. With `MUTUAL_RECORD` its answers are kept.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it needs a node; scripts/same-answers.sh starts one"]
async fn the_answers_are_those_of_a_node_that_runs() {
    let node = play::play(&std::env::var("MUTUAL_NODE_URL").unwrap()).await;
    if std::env::var_os("MUTUAL_RECORD").is_some() {
        fs::create_dir_all(file().parent().unwrap()).unwrap();
        let rows: Vec<String> = node.iter().map(|row| serde_json::to_string(row).unwrap()).collect();
        fs::write(file(), format!("[\n{}\n]\n", rows.join(",\n"))).unwrap();
    }
    is_as_listed(&differences(&node, &of_this_chain().await));
}
