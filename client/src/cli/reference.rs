//! The README's reference: a line for each command, with the example and the sentence of its help.

use clap::{CommandFactory, Parser};

use super::args::Cli;

const HEADING: &str = "\n## Reference\n";
/// What is no noun with verbs; the tour tells about them.
const OTHERS: [&str; 2] = ["demo", "devnet"];

/// The section, up to the next one.
fn section(readme: &str) -> &str {
    let (_, rest) = readme.split_once(HEADING).expect("the README has a section Reference");
    rest.split_once("\n## ").map_or(rest, |(section, _)| section)
}

/// The commands below `command`, each as its row; `path` is what comes before its verb.
fn rows(command: &clap::Command, path: &str) -> Vec<String> {
    let path = format!("{path} {}", command.get_name());
    if command.get_subcommands().next().is_some() {
        return command.get_subcommands().flat_map(|below| rows(below, &path)).collect();
    }
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let joined = help.replace("\\\n", " ");
    let example = joined.lines().map(str::trim).find(|line| line.starts_with(&path)).unwrap_or_default();
    vec![format!("| `{}` | {about} |", shortened(example))]
}

/// An example without who signs, which goes with every command, and with addresses and hashes by their names.
fn shortened(example: &str) -> String {
    let signing = [" --suri-file key", " --suri-file old-key", " --suri-file new-key", " --suri //Alice"];
    let bare = signing.iter().fold(example.to_owned(), |text, flag| text.replace(flag, ""));
    let name = |word: &str| match word {
        _ if word.len() > 40 && word.starts_with('5') => "ADDRESS".to_owned(),
        _ if word.len() > 60 && word.starts_with("0x") => "HASH".to_owned(),
        _ => word.to_owned(),
    };
    bare.split_whitespace().map(name).collect::<Vec<_>>().join(" ")
}

/// The words of a line, as a shell gives them to a command.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            // The rest is the shell's.
            '>' if !quoted => break,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            _ => word.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn the_reference_has_a_line_for_each_command() {
    let readme = include_str!("../../../README.md");
    let section = section(readme);
    let nouns = Cli::command();
    let nouns = nouns.get_subcommands().filter(|noun| !OTHERS.contains(&noun.get_name()));
    let wanted: Vec<String> = nouns.flat_map(|noun| rows(noun, "mutual")).collect();
    let missing: Vec<&str> = wanted.iter().map(String::as_str).filter(|row| !section.contains(row)).collect();
    assert!(missing.is_empty(), "the README's reference lacks these lines:\n{}", missing.join("\n"));
    let extra: Vec<&str> =
        section.lines().filter(|line| line.starts_with("| `") && !wanted.iter().any(|row| row == line)).collect();
    assert!(extra.is_empty(), "the README's reference has lines of no command:\n{}", extra.join("\n"));
}

#[test]
fn every_line_of_the_reference_is_understood() {
    let examples = section(include_str!("../../../README.md")).lines().filter_map(|line| line.strip_prefix("| `"));
    for line in examples {
        let example = line.split('`').next().unwrap_or_default();
        if let Err(error) = Cli::try_parse_from(words(example)) {
            panic!("`{example}`: {error}");
        }
    }
}
