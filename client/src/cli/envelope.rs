//! The end of every command: the result or the error, in the form asked for, and the exit code.

use std::ffi::OsString;

use clap::error::ErrorKind;
use serde_json::{json, Value};

use super::args::{Globals, Output};
use super::report::{Failure, Report};
use super::{paint, suggest, Io};
use crate::error::Error;
use crate::text::Unit;

/// The version of the JSON envelope.
const SCHEMA_VERSION: u32 = 1;

const USAGE: u8 = 2;
const UNEXPECTED: u8 = 1;

/// Writes what came of a command, and gives the exit code.
pub(super) fn finish(
    result: Result<Report, Error>,
    unit: &Unit,
    warnings: Vec<String>,
    globals: &Globals,
    io: &mut Io<'_>,
) -> u8 {
    match result {
        Ok(report) if report.is_silent => 0,
        Ok(report) => reported(report, warnings, globals.output, io),
        Err(error) => {
            let hint = error.advice(unit);
            let sentence = error.sentence(unit);
            if globals.output == Output::Json {
                let document = failure(code(&error), &sentence, hint.as_deref(), error.details(), warnings);
                let _ = io.result(&format!("{document}\n"));
            }
            say(&error, &sentence, hint.as_deref(), io);
            if globals.verbose {
                io.note(&format!("       {error:?}"));
            }
            error.exit()
        }
    }
}

fn reported(report: Report, warnings: Vec<String>, output: Output, io: &mut Io<'_>) -> u8 {
    let look = io.look();
    let text = match (output, &report.failure) {
        (Output::Text, _) => report.text(look),
        (Output::Json, None) => line(json!({
            "schema_version": SCHEMA_VERSION, "success": true, "data": report.json, "warnings": warnings,
        })),
        (Output::Json, Some(Failure { code, message, .. })) => {
            line(failure(code.clone(), message, None, report.json.clone(), warnings))
        }
    };
    let exit = written(io.result(&text), io);
    if let Some(failure) = report.failure {
        io.note(&format!("error: {}", failure.message));
        return failure.exit;
    }
    if let (Some(next), Output::Text, Some(_)) = (report.next, output, look.columns) {
        io.note(&format!("next: {next}"));
    }
    exit
}

/// A document as the one line that it is.
fn line(document: Value) -> String {
    format!("{document}\n")
}

/// The code of an error: the contract's own errors bear their own names.
fn code(error: &Error) -> String {
    match error {
        Error::Contract { error, .. } => format!("contract.{}", crate::words::error(error, &Unit::default()).name),
        other => other.code().to_owned(),
    }
}

fn say(error: &Error, sentence: &str, hint: Option<&str>, io: &mut Io<'_>) {
    match error {
        Error::Contract { error: refusal, sent, .. } => {
            let name = crate::words::error(refusal, &Unit::default()).name;
            io.note(&format!("error: the society refuses: {name}. {sentence}"));
            match sent {
                Some(sent) => {
                    let (tx, block) = (sent.tx, sent.block);
                    io.note(&format!("       transaction {tx} in block {block} cost its fee and changed nothing"));
                }
                None => io.note("       nothing was sent"),
            }
        }
        _ => io.note(&format!("error: {sentence}")),
    }
    if let Some(hint) = hint {
        io.note(&format!("hint: {hint}"));
    }
}

fn failure(code: String, message: &str, hint: Option<&str>, details: Value, warnings: Vec<String>) -> Value {
    json!({
        "schema_version": SCHEMA_VERSION,
        "success": false,
        "error": { "code": code, "message": message, "hint": hint, "details": details },
        "warnings": warnings,
    })
}

fn written(result: std::io::Result<()>, io: &mut Io<'_>) -> u8 {
    match result {
        Ok(()) => 0,
        Err(error) => {
            io.note(&format!("error: the result cannot be written: {error}"));
            UNEXPECTED
        }
    }
}

/// A command line that clap did not accept, or a wish for help.
pub(super) fn usage(error: &clap::Error, args: &[OsString], io: &mut Io<'_>) -> u8 {
    io.set_color(paint::asked(args.iter().filter_map(|arg| arg.to_str())));
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let text = error.render().to_string();
    if is_help {
        let shown = if io.look().is_coloured { error.render().ansi().to_string() } else { text.clone() };
        return written(io.result(&if wants_json(args) { help_document(&text) } else { shown }), io);
    }
    let hint = suggest::hint(error, args);
    if wants_json(args) {
        let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        let hint = hint.as_deref().unwrap_or("see `mutual help`");
        let document = failure("usage".to_owned(), message, Some(hint), json!({ "usage": text }), Vec::new());
        let _ = io.result(&line(document));
    }
    let shown = if io.err_look().is_coloured { error.render().ansi().to_string() } else { text };
    io.note(shown.trim_end());
    if let Some(hint) = hint {
        io.note(&format!("hint: {hint}"));
    }
    USAGE
}

/// A page of help as a document.
fn help_document(text: &str) -> String {
    let data = json!({ "help": text });
    line(json!({ "schema_version": SCHEMA_VERSION, "success": true, "data": data, "warnings": [] }))
}

/// Whether JSON was asked for, on a command line that could not be parsed.
fn wants_json(args: &[OsString]) -> bool {
    let mut last = std::env::var("MUTUAL_OUTPUT").ok();
    let mut args = args.iter().skip(1).filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--");
    while let Some(arg) = args.next() {
        let value = match arg {
            "-o" | "--output" => args.next(),
            _ => arg.strip_prefix("--output=").or_else(|| arg.strip_prefix("-o=")).or_else(|| arg.strip_prefix("-o")),
        };
        if let Some(value) = value {
            last = Some(value.to_owned());
        }
    }
    last.as_deref() == Some("json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(args: &[&str]) -> bool {
        wants_json(&args.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn json_is_found_on_a_line_that_does_not_parse() {
        assert!(asks(&["mutual", "bogus", "-o", "json"]));
        assert!(asks(&["mutual", "--output=json", "bogus"]));
        assert!(asks(&["mutual", "-ojson"]));
        assert!(!asks(&["mutual", "bogus", "-o", "text"]));
        assert!(!asks(&["mutual", "--", "-o", "json"]));
    }
}
