//! `mutual completions` and `mutual man`: what a shell and a reader of manuals want to have on disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use serde_json::json;

use super::args::Cli;
use super::context::Context;
use super::report::Report;
use crate::error::Error;

/// For which shell.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  mutual completions bash > ~/.local/share/bash-completion/completions/mutual\n  mutual completions zsh > ~/.zfunc/_mutual\n  mutual completions fish > ~/.config/fish/completions/mutual.fish"
)]
pub(super) struct Completions {
    /// The shell that is to complete words
    #[arg(value_enum)]
    shell: Shell,
}

/// Where manual pages go.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  mutual man\n  mutual man ~/.local/share/man/man1")]
pub(super) struct Man {
    /// The folder for a page of each command, made if it is not there; without it the first page is printed
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn completions(terms: &Completions) -> Report {
    let mut script = Vec::new();
    clap_complete::generate(terms.shell, &mut Cli::command(), "mutual", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Report::new(json!({ "shell": terms.shell.to_string(), "script": script })).verbatim(script)
}

pub(super) fn man(terms: &Man, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match &terms.folder {
        Some(folder) => pages(folder, context),
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command())
                .render(&mut page)
                .map_err(|error| Error::Unexpected(error.to_string()))?;
            let page = String::from_utf8_lossy(&page).into_owned();
            Ok(Report::new(json!({ "page": page })).verbatim(page))
        }
    }
}

fn pages(folder: &Path, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let failed = |error: std::io::Error| Error::input(format!("cannot write into {}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut command = Cli::command();
    // With its full name and what goes with every command.
    command.build();
    let mut files = Vec::new();
    write(&command, folder, &mut files).map_err(failed)?;
    files.sort();
    let json = json!({ "folder": folder.display().to_string(), "pages": files });
    context.say(&format!("{} pages are in {}; `man mutual` shows the first", files.len(), folder.display()));
    Ok(Report::new(json).lines(files))
}

fn write(command: &clap::Command, folder: &Path, files: &mut Vec<String>) -> std::io::Result<()> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help") {
        write(below, folder, files)?;
    }
    let written = clap_mangen::Man::new(command.clone()).generate_to(folder)?;
    files.extend(written.file_name().map(|name| name.to_string_lossy().into_owned()));
    Ok(())
}

/// Every variable of the environment that the command line reads, with what it says.
pub(super) fn variables() -> BTreeMap<String, String> {
    let mut variables = BTreeMap::new();
    collect_variables(&Cli::command(), &mut variables);
    let beside = "a secret URI that signs, where no flag says who does";
    variables.insert(crate::keys::SURI_VARIABLE.to_owned(), beside.to_owned());
    variables
}

fn collect_variables(command: &clap::Command, variables: &mut BTreeMap<String, String>) {
    for arg in command.get_arguments() {
        let Some(name) = arg.get_env().and_then(|name| name.to_str()) else { continue };
        let flag = arg.get_long().map(|long| format!("as `--{long}`")).unwrap_or_default();
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        variables.insert(name.to_owned(), format!("{flag}: {help}"));
    }
    for below in command.get_subcommands() {
        collect_variables(below, variables);
    }
}
