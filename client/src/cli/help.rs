//! `mutual help`: a command, or a topic.

mod glossary;
mod topics;

use clap::{Args, CommandFactory};
use serde_json::json;

use super::args::Cli;
use super::context::Context;
use super::io::Look;
use super::report::Report;
use super::{layout, suggest};
use crate::error::Error;

/// What to explain.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  mutual help\n  mutual help proposal vote\n  mutual help exit-codes\n  mutual help glossary quorum"
)]
pub(super) struct Words {
    /// A command, such as `proposal vote`; or a topic; or `glossary` with a word of it
    words: Vec<String>,
}

/// A part of a page that explains something.
pub(super) enum Part {
    /// Sentences.
    Text(&'static str),
    /// Words, and what they mean.
    Terms(Vec<(String, String)>),
}

pub(super) fn run(terms: &Words, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let words: Vec<&str> = terms.words.iter().map(String::as_str).collect();
    // A page is read by people wherever it goes.
    let look = context.io.look();
    let look = Look { columns: look.columns.or(Some(layout::USUAL_WIDTH)), ..look };
    let text = match words.as_slice() {
        ["glossary", word, ..] => glossary::one(&words.get(1..).unwrap_or(&[word]).join(" "))?.text(look),
        [name] => match topics::find(name) {
            Some(parts) => page(&parts).text(look),
            None => of_command(&words, look)?,
        },
        _ => of_command(&words, look)?,
    };
    Ok(Report::new(json!({ "help": text })).verbatim(text))
}

fn page(parts: &[Part]) -> Report {
    parts.iter().fold(Report::default(), |page, part| match part {
        Part::Text(text) => page.prose(text),
        Part::Terms(terms) => page.fields(terms.clone()),
    })
}

/// The page that `--help` gives of a command.
fn of_command(words: &[&str], look: Look) -> Result<String, Error> {
    let mut command = &Cli::command();
    for word in words {
        command = match command.find_subcommand(word) {
            Some(below) => below,
            None => return Err(unknown(word, command)),
        };
    }
    let line = [&["mutual"], words, &["--help"]].concat();
    let columns = look.columns.unwrap_or(layout::USUAL_WIDTH);
    match Cli::command().term_width(columns).try_get_matches_from(line) {
        Err(page) if look.is_coloured => Ok(page.render().ansi().to_string()),
        Err(page) => Ok(page.render().to_string()),
        Ok(_) => Err(Error::Unexpected("a command has no page of help".to_owned())),
    }
}

fn unknown(word: &str, command: &clap::Command) -> Error {
    let mut known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    known.extend(topics::names().map(|name| -> &str { name }));
    let hint = match suggest::nearest(word, known) {
        Some(name) => format!("did you mean `{name}`? `mutual help` lists the commands and the topics"),
        None => "`mutual help` lists the commands and the topics".to_owned(),
    };
    Error::Input { what: format!("`{word}` is no command and no topic"), hint: Some(hint) }
}
