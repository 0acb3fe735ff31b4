//! Every verb of the command: each example of its help is run in a society where it makes sense, ends as it should, and
//! says word for word what is written down in `tests/it/verbs/snapshots`, for people and for programs.
//!
//! The verbs are those of the command line itself. A new one needs no line here if its examples work for a member of the
//! example society, with the files that [`scene`] lays out; else `table.rs` says who signs and what comes before. Its
//! snapshot is written with `INSTA_UPDATE=always cargo test --workspace --test it verbs`, and is to be read before it is
//! committed.

mod district;
mod redact;
mod scene;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use scene::Scene;
use table::{Row, TABLE};

/// The width of the terminal of the snapshots.
const COLUMNS: usize = 120;
/// A narrow one: a telephone, or half a window.
const NARROW: usize = 60;

/// A verb: a command that does something.
struct Leaf {
    /// Its words after `mutual`.
    path: String,
    /// The examples of its help, each a line that begins with `mutual`.
    examples: Vec<String>,
}

/// The verbs below a command; `above` is the command's own path.
fn leaves(command: &clap::Command, above: &str) -> Vec<Leaf> {
    if command.get_subcommands().next().is_none() {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let joined = help.replace("\\\n", " ");
        let examples = joined.lines().map(str::trim).filter(|line| line.starts_with("mutual ")).map(str::to_owned);
        return vec![Leaf { path: above.to_owned(), examples: examples.collect() }];
    }
    let below = |command: &clap::Command| {
        let path = format!("{above} {}", command.get_name());
        leaves(command, path.trim())
    };
    command.get_subcommands().flat_map(below).collect()
}

fn all() -> Vec<Leaf> {
    leaves(&mutual_client::cli::command(), "")
}

/// What the table says of an example, or what goes for those of which it says nothing.
fn row(leaf: &Leaf, example: usize) -> Row {
    let of_leaf = || TABLE.iter().filter(|row| row.path == leaf.path);
    let special = of_leaf().find(|row| row.only == Some(example));
    special.or_else(|| of_leaf().find(|row| row.only.is_none())).cloned().unwrap_or(Row::new(""))
}

/// The words of a line, as a shell gives them to a command: quotes keep words together, and `>` begins what the shell
/// does itself.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => break,
            ' ' if !quoted && word.is_empty() => {}
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            _ => word.push(c),
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// Runs the examples of the verbs of one noun, and compares what they say.
async fn walk(noun: &str) {
    let leaves: Vec<Leaf> = all().into_iter().filter(|leaf| leaf.path.split(' ').next() == Some(noun)).collect();
    assert!(!leaves.is_empty(), "there is no `mutual {noun}`");
    let scene = Scene::set().await;
    // What has the same past is tried from the same moment on.
    let mut by_past: BTreeMap<&str, Vec<(usize, usize, Row)>> = BTreeMap::new();
    for (at, leaf) in leaves.iter().enumerate() {
        assert!(!leaf.examples.is_empty(), "`mutual {}` has no example", leaf.path);
        for example in 0..leaf.examples.len() {
            let row = row(leaf, example);
            by_past.entry(row.before).or_default().push((at, example, row));
        }
    }
    let (mut told, mut wrong) = (BTreeMap::new(), Vec::new());
    for (before, examples) in by_past {
        let beginning = scene.mark();
        if let Err(what) = scene.play(before).await {
            wrong.push(format!("before {:?}: {what}", leaves[examples[0].0].path));
        }
        for (at, example, row) in examples {
            let line = &leaves[at].examples[example];
            match told_of(&scene, line, &row, example == 0).await {
                Ok(text) => drop(told.insert((at, example), text)),
                Err(what) => wrong.push(what),
            }
        }
        scene.go_back(beginning);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (at, leaf) in leaves.iter().enumerate() {
        let texts = (0..leaf.examples.len()).map(|example| told[&(at, example)].clone());
        let text = texts.collect::<Vec<String>>().join("\n");
        settings.bind(|| insta::assert_snapshot!(leaf.path.replace(' ', "-"), text));
    }
}

/// What an example says: to people, and the first one to programs too.
async fn told_of(scene: &Scene, line: &str, row: &Row, is_first: bool) -> Result<String, String> {
    let mut text = scene.told(line, row, COLUMNS).await?;
    if is_first && !row.is_text_only {
        text.push_str(&scene.told_to_programs(line, row).await?);
    }
    Ok(text)
}

/// A test for each noun, and the list of them.
macro_rules! nouns {
    ($($test:ident $noun:literal),+ $(,)?) => {
        const NOUNS: &[&str] = &[$($noun),+];
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                walk($noun).await;
            }
        )+
    };
}

nouns! {
    each_verb_of_society "society",
    each_verb_of_member "member",
    each_verb_of_proposal "proposal",
    each_verb_of_payment "payment",
    each_verb_of_expense "expense",
    each_verb_of_grant "grant",
    each_verb_of_relief "relief",
    each_verb_of_dispute "dispute",
    each_verb_of_dissolution "dissolution",
    each_verb_of_treasury "treasury",
    each_verb_of_exchange "exchange",
    each_verb_of_circle "circle",
    each_verb_of_federation "federation",
    each_verb_of_account "account",
    each_verb_of_transaction "transaction",
    each_verb_of_network "network",
    each_verb_of_name "name",
    each_verb_of_config "config",
    each_example_of_events "events",
    each_example_of_audit "audit",
    each_example_of_export "export",
    each_example_of_index "index",
    each_example_of_doctor "doctor",
    each_example_of_completions "completions",
    each_example_of_man "man",
    each_example_of_help "help",
    each_example_of_dashboard "dashboard",
    each_example_of_demo "demo",
    each_example_of_devnet "devnet",
}

#[tokio::test(flavor = "multi_thread")]
async fn each_topic_of_help_is_as_it_is_written_down() {
    let scene = Scene::set().await;
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/topics");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for topic in ["exit-codes", "environment", "output", "amounts", "times", "money", "roles", "newcomers", "glossary"]
    {
        let ran = scene.run(&["help".to_owned(), topic.to_owned()], COLUMNS).await;
        assert_eq!((ran.exit, ran.err.as_str()), (0, ""), "{topic}");
        settings.bind(|| insta::assert_snapshot!(topic, ran.out));
    }
}

#[test]
fn every_noun_has_its_test() {
    let nouns: BTreeSet<String> =
        all().into_iter().map(|leaf| leaf.path.split(' ').next().unwrap_or_default().to_owned()).collect();
    let tested: BTreeSet<String> = NOUNS.iter().map(|noun| (*noun).to_owned()).collect();
    assert_eq!(nouns, tested);
}

#[test]
fn every_verb_has_its_snapshot_and_every_snapshot_its_verb() {
    let folder = mutual_tests::repository().join("tests/it/verbs/snapshots");
    let written: BTreeSet<String> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(".snap").map(str::to_owned))
        .collect();
    let verbs: BTreeSet<String> = all().into_iter().map(|leaf| leaf.path.replace(' ', "-")).collect();
    assert_eq!(verbs.difference(&written).collect::<Vec<_>>(), Vec::<&String>::new(), "verbs without a snapshot");
    assert_eq!(written.difference(&verbs).collect::<Vec<_>>(), Vec::<&String>::new(), "snapshots without a verb");
}

#[test]
fn every_row_of_the_table_is_of_a_verb_and_of_one_of_its_examples() {
    let leaves = all();
    for row in TABLE {
        let leaf = leaves.iter().find(|leaf| leaf.path == row.path);
        let leaf = leaf.unwrap_or_else(|| panic!("there is no `mutual {}`", row.path));
        assert!(row.only.is_none_or(|only| only < leaf.examples.len()), "`mutual {}` has no such example", row.path);
    }
}

#[test]
fn every_verb_of_the_snapshots_has_a_document_for_programs_or_says_why_not() {
    for leaf in all() {
        let row = row(&leaf, 0);
        assert!(
            !row.is_text_only
                || ["dashboard", "devnet", "demo", "man", "completions"]
                    .contains(&leaf.path.split(' ').next().unwrap_or_default()),
            "{}",
            leaf.path
        );
    }
}

/// What no snapshot of one width shows: on a narrow terminal no line is longer, but for a word that is.
#[tokio::test(flavor = "multi_thread")]
async fn every_read_is_readable_on_a_narrow_terminal() {
    let scene = Scene::set().await;
    scene.play(table::EVERYTHING).await.unwrap();
    let reads = [
        "mutual society show --as //Alice",
        "mutual society rules",
        "mutual member list",
        "mutual member show 3",
        "mutual member roles",
        "mutual proposal list --as //Alice",
        "mutual proposal show 0 --as //Alice",
        "mutual payment list",
        "mutual payment show 0",
        "mutual grant list",
        "mutual treasury show",
        "mutual treasury pots",
        "mutual events",
        "mutual audit",
        "mutual help money",
        "mutual help glossary",
        "mutual doctor",
    ];
    for line in reads {
        let ran = scene.run(&words(line)[1..], NARROW).await;
        assert_eq!(ran.exit, 0, "{line}: {ran:?}");
        for line in ran.out.lines().chain(ran.err.lines()) {
            let is_one_word = !line.trim().contains(' ');
            assert!(line.chars().count() <= NARROW || is_one_word, "{line:?}");
        }
    }
}

#[test]
fn a_line_is_divided_as_a_shell_does() {
    assert_eq!(words("mutual a \"b c\"  d > e"), ["mutual", "a", "b c", "d"]);
}
