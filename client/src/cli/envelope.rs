//! The end of every command: the result or the error, in the form asked for, and the exit code.

use std::ffi::OsString;

use clap::error::ErrorKind;
use serde_json::{json, Value};

use super::args::Output;
use super::{Io, Report};
use crate::error::Error;
use crate::text::Unit;

/// The version of the JSON envelope.
const SCHEMA_VERSION: u32 = 1;

const USAGE: u8 = 2;
const UNEXPECTED: u8 = 1;

pub(super) fn finish(
    result: Result<Report, Error>,
    unit: &Unit,
    warnings: Vec<String>,
    output: Output,
    io: &mut Io<'_>,
) -> u8 {
    match (result, output) {
        (Ok(report), _) if report.is_silent => 0,
        (Ok(report), Output::Text) => {
            let text = report.text(io.is_terminal());
            let exit = written(io.result(&text), io);
            if let Some(next) = &report.next {
                if io.is_terminal() {
                    io.note(&format!("next: {next}"));
                }
            }
            exit
        }
        (Ok(report), Output::Json) => {
            let document = json!({
                "schema_version": SCHEMA_VERSION, "success": true, "data": report.json, "warnings": warnings,
            });
            written(io.result(&format!("{document}\n")), io)
        }
        (Err(error), output) => {
            let hint = error.advice(unit);
            let sentence = error.sentence(unit);
            if output == Output::Json {
                let document = failure(code(&error), &sentence, hint.as_deref(), error.details(), warnings);
                let _ = io.result(&format!("{document}\n"));
            }
            say(&error, &sentence, hint.as_deref(), io);
            error.exit()
        }
    }
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
    let text = error.render().to_string();
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if wants_json(args) {
        let document = if is_help {
            json!({ "schema_version": SCHEMA_VERSION, "success": true, "data": { "help": text }, "warnings": [] })
        } else {
            let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
            failure("usage".to_owned(), message, Some("see `mutual help`"), json!({ "usage": text }), Vec::new())
        };
        let _ = io.result(&format!("{document}\n"));
    } else if is_help {
        return written(io.result(&text), io);
    }
    if is_help {
        return 0;
    }
    io.note(text.trim_end());
    USAGE
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
