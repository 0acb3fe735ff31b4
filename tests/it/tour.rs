//! The five-minute tour of the README: each of its commands is run, in order, and does what the page says.
//!
//! Blocks marked `console` hold commands after `$ ` and what they answer; in blocks marked `sh` each line is a command. A
//! command goes on in the next line after `\`. Those of `mutual` are run here against a devnet; `mutual devnet` is that
//! devnet, and `cargo install --path` what is tested; `export MUTUAL_CONTRACT=…` stands for the address that the founding gave. Where the text, or a `sleep`, says to
//! wait, time is moved. A command is to succeed, unless the page shows `error:` as its answer, or its line ends in a
//! comment with the word "refused".

use std::path::Path;

use mutual_tests::{repository, Ran, Shell, Stage};

const SECTION: &str = "five-minute tour";

/// As long as anything in the example takes.
const A_WHILE_MS: u64 = 60_000;

#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// A command, and what the page shows as its error.
    Run {
        line: String,
        words: Vec<String>,
        error: Option<String>,
    },
    Wait,
}

#[tokio::test(flavor = "multi_thread")]
async fn each_command_of_the_tour_does_what_the_readme_says() {
    let path = repository().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let steps = steps(section(&readme));
    let runs = steps.iter().filter(|step| matches!(step, Step::Run { .. })).count();
    assert!(runs >= 10, "the tour has {runs} commands of `mutual`: {steps:#?}");

    let mut tour = Tour { stage: Stage::served().await, society: None };
    for step in steps {
        match step {
            Step::Wait => tour.stage.reach(tour.stage.now_ms().await + A_WHILE_MS).await,
            Step::Run { line, words, error } => tour.run(&line, &words, error.as_deref()).await,
        }
    }
    assert!(tour.society.is_some(), "nobody founded a society");
}

struct Tour {
    stage: Stage,
    society: Option<String>,
}

impl Tour {
    async fn run(&mut self, line: &str, words: &[String], error: Option<&str>) {
        let words: Vec<String> = words.iter().map(|word| self.meant(word)).collect();
        let mut shell = Shell::new(&self.stage.url());
        // In the reader's terminal a variable says which society, once there is one.
        if let Some(society) = self.society.as_deref().filter(|_| !words.iter().any(|word| word == "--contract")) {
            shell = shell.with(&["--contract", society]);
        }
        let args: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran = shell.run_asked(&args, Some(&["yes", "yes"])).await;
        match error {
            None => assert_eq!(ran.exit, 0, "`{line}`\n{}{}", ran.out, ran.err),
            Some(error) => {
                assert_ne!(ran.exit, 0, "`{line}` was to fail\n{}", ran.out);
                let shown: Vec<&str> = error.split('…').map(str::trim).collect();
                assert!(shown.iter().all(|part| ran.err.contains(part)), "`{line}` says\n{}not\n{error}", ran.err);
            }
        }
        if ran.exit == 0 && args.starts_with(&["society", "found"]) && !args.contains(&"--dry-run") {
            self.society = Some(address_in(&ran));
        }
    }

    /// A word as the shell would hand it over: with the variable's value, and paths from the repository's folder.
    fn meant(&self, word: &str) -> String {
        let society = self.society.as_deref().unwrap_or_default();
        let word = word.replace("${MUTUAL_CONTRACT}", society).replace("$MUTUAL_CONTRACT", society);
        let is_path = Path::new(&word).extension().is_some() && repository().join(&word).is_file();
        if is_path {
            repository().join(&word).to_str().unwrap().to_owned()
        } else {
            word
        }
    }
}

/// The address that a founding gave, in either form of its result.
fn address_in(ran: &Ran) -> String {
    if let Ok(document) = serde_json::from_str::<serde_json::Value>(&ran.out) {
        return document["data"]["society"].as_str().expect("the founding gives an address").to_owned();
    }
    let line = ran.out.lines().find_map(|line| line.strip_prefix("society\t"));
    line.expect("the founding gives an address").to_owned()
}

/// The section of the tour, up to the next heading of its rank.
fn section(readme: &str) -> &str {
    let is_heading = |line: &str| line.starts_with('#') && line.to_lowercase().contains(SECTION);
    let heading = readme.lines().find(|line| is_heading(line));
    let heading = heading.unwrap_or_else(|| panic!("the README has no section \"{SECTION}\""));
    let rank = heading.chars().take_while(|mark| *mark == '#').count();
    let (_, rest) = readme.split_once(heading).unwrap();
    let next = (1..=rank).filter_map(|rank| rest.find(&format!("\n{} ", "#".repeat(rank)))).min();
    &rest[..next.unwrap_or(rest.len())]
}

/// What the section tells to do, in order.
fn steps(section: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        match line.trim().strip_prefix("```") {
            Some(language) => {
                let block: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != "```").collect();
                match language.trim() {
                    "console" => console(&block, &mut steps),
                    "sh" | "bash" | "shell" => shell(&block, &mut steps),
                    _ => {}
                }
            }
            None if tells_to_wait(line) => steps.push(Step::Wait),
            None => {}
        }
    }
    steps
}

fn tells_to_wait(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| word.eq_ignore_ascii_case("wait"))
}

/// Commands after `$ `, with their answers.
fn console(block: &[&str], steps: &mut Vec<Step>) {
    let mut lines = block.iter().peekable();
    while let Some(line) = lines.next() {
        let Some(command) = line.trim_start().strip_prefix("$ ") else { continue };
        let command = continued(command, &mut lines);
        let mut shown = None;
        while let Some(answer) = lines.next_if(|line| !line.trim_start().starts_with("$ ")) {
            shown = shown.or(answer.trim().starts_with("error:").then(|| answer.trim().to_owned()));
        }
        add(&command, shown, steps);
    }
}

fn shell(block: &[&str], steps: &mut Vec<Step>) {
    let mut lines = block.iter().peekable();
    while let Some(line) = lines.next() {
        let command = continued(line.trim(), &mut lines);
        add(&command, None, steps);
    }
}

/// A command with the lines that it goes on in.
fn continued<'a>(first: &str, lines: &mut impl Iterator<Item = &'a &'a str>) -> String {
    let mut command = first.to_owned();
    while let Some(begun) = command.strip_suffix('\\') {
        command = format!("{begun}{}", lines.next().map_or("", |line| line.trim_start_matches("> ").trim()));
    }
    command
}

fn add(command: &str, shown: Option<String>, steps: &mut Vec<Step>) {
    let (words, comment) = words(command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] if tells_to_wait(&comment) => steps.push(Step::Wait),
        [] | ["mutual", "devnet", ..] => {}
        ["sleep", ..] => steps.push(Step::Wait),
        // What it installs is what is tested here.
        ["cargo", "install", .., "--path", folder] => {
            assert!(repository().join(folder).join("Cargo.toml").is_file(), "`{command}`: there is no such crate");
        }
        ["export", variable] if variable.starts_with("MUTUAL_CONTRACT=") => {}
        ["mutual", args @ ..] => {
            if tells_to_wait(&comment) {
                steps.push(Step::Wait);
            }
            let error = shown.or(comment.contains("refused").then(|| "error:".to_owned()));
            let words = args.iter().map(|word| (*word).to_owned()).collect();
            steps.push(Step::Run { line: command.to_owned(), words, error });
        }
        _ => panic!("no test can run `{command}`"),
    }
}

/// The words of a command line, and the comment after them.
fn words(line: &str) -> (Vec<String>, String) {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '#') if word.is_none() => return (words, rest.collect()),
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, '|' | ';' | '&' | '>' | '<' | '`') => panic!("no test can run `{line}`: it has a {c}"),
            (None | Some('"'), '\\') => word.get_or_insert_default().extend(rest.next()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    assert!(quote.is_none(), "a quote is open in `{line}`");
    words.extend(word);
    (words, String::new())
}

#[test]
fn a_tour_is_read_as_a_person_reads_it() {
    let page = "# Mutual\n## Five-minute tour\n```console\n$ mutual devnet\n```\n```console\n\
        $ mutual society found a.toml --suri //Alice # by Mere\nsociety 5F…\n\
        $ export MUTUAL_CONTRACT=5F…\n```\nThen wait a second.\n```sh\n\
        mutual proposal new spend //Bob \\\n  \"5 UNIT\" --title 'It''s ours'\n```\n```console\n\
        $ mutual proposal vote 0 aye\nerror: the society refuses: NotMember. …\n```\n## Map\n```sh\nrm -rf /\n```\n";
    let run = |line: &str, words: &[&str], error: Option<&str>| Step::Run {
        line: line.to_owned(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        error: error.map(str::to_owned),
    };
    let expected = [
        run(
            "mutual society found a.toml --suri //Alice # by Mere",
            &["society", "found", "a.toml", "--suri", "//Alice"],
            None,
        ),
        Step::Wait,
        run(
            "mutual proposal new spend //Bob \"5 UNIT\" --title 'It''s ours'",
            &["proposal", "new", "spend", "//Bob", "5 UNIT", "--title", "Its ours"],
            None,
        ),
        run(
            "mutual proposal vote 0 aye",
            &["proposal", "vote", "0", "aye"],
            Some("error: the society refuses: NotMember. …"),
        ),
    ];
    assert_eq!(steps(section(page)), expected);
}
