//! The command `mutual`: it parses, calls the library and prints.
//!
//! Results go to stdout and everything else to stderr. With `--output json` stdout holds exactly one document, for
//! failures and usage errors too. [`run`] takes its arguments and writers as values, so that tests need no process.

mod account;
mod args;
mod audit;
mod cache;
mod card;
mod circle;
mod config;
mod context;
mod demo;
mod devnet;
mod dispute;
mod dissolution;
mod doctor;
mod document;
mod envelope;
mod events;
mod evidence;
mod exchange;
mod expense;
mod export;
mod eyes;
mod grant;
mod help;
mod hidden;
mod history;
mod index;
mod interrupt;
mod io;
mod layout;
mod list;
mod member;
mod name;
mod network;
mod paint;
mod password;
mod payment;
mod proposal;
mod relief;
mod report;
mod role;
mod settings;
mod shell;
mod society;
mod status;
mod suggest;
mod transaction;
mod treasury;
mod when;
mod who;
mod write;
mod written;

#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

use std::ffi::OsString;

use clap::CommandFactory;

use crate::error::Error;
use crate::text::Unit;
use args::{Cli, Command};
use context::Context;
use report::Report;

pub use io::Io;

/// The command line as a tree of commands, for whoever documents or walks it.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the command line `args`, whose first is the program, and gives the exit code.
pub async fn run(args: Vec<OsString>, io: &mut Io<'_>) -> u8 {
    // Pages of help and of usage are as wide as the terminal that they are for.
    let columns = io.look().columns.or(io.err_look().columns).unwrap_or(layout::USUAL_WIDTH);
    let (mut cli, given) = match settings::parse(&args, columns) {
        Ok(parsed) => parsed,
        Err(error) => return envelope::usage(&error, &args, io),
    };
    io.set_color(cli.globals.color);
    let setup = match settings::lay(&mut cli.globals, &given, cli.command.reads_config(), io) {
        Ok(setup) => setup,
        Err(error) => return envelope::finish(Err(error), &Unit::default(), Vec::new(), &cli.globals, io),
    };
    let mut context = Context::new(&cli.globals, &setup, io);
    let result = dispatch(&cli.command, &mut context).await;
    let names = if context.is_read_by_a_person() { context.labels() } else { Default::default() };
    let result = result.map(|report| report.with_names(names));
    let (unit, warnings) = context.into_parts();
    envelope::finish(result, &unit, warnings, &cli.globals, io)
}

async fn dispatch(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Society(command) => society::run(command, context).await,
        Command::Member(command) => member::run(command, context).await,
        Command::Proposal(command) => proposal::run(command, context).await,
        Command::Payment(command) => payment::run(command, context).await,
        Command::Expense(command) => expense::run(command, context).await,
        Command::Grant(command) => grant::run(command, context).await,
        Command::Relief(command) => relief::run(command, context).await,
        Command::Dispute(command) => dispute::run(command, context).await,
        Command::Dissolution(command) => dissolution::run(command, context).await,
        Command::Treasury(command) => treasury::run(command, context).await,
        Command::Exchange(noun) => exchange::run(noun, context).await,
        Command::Circle(noun) => circle::run(noun, context).await,
        Command::Account(command) => account::run(command, context).await,
        Command::Transaction(command) => transaction::run(command, context).await,
        Command::Network(command) => network::run(command, context).await,
        Command::Name(command) => name::run(command, context).await,
        Command::Config(command) => config::run(command, context),
        Command::Events(command) => events::run(command, context).await,
        Command::Audit(command) => audit::run(command, context).await,
        Command::Export(command) => export::run(command, context).await,
        Command::Index(command) => index::run(command, context).await,
        Command::Demo(command) => demo::run(command, context).await,
        Command::Devnet(command) => devnet::run(command, context).await,
        Command::Doctor(command) => doctor::run(command, context).await,
        Command::Completions(terms) => Ok(shell::completions(terms)),
        Command::Man(terms) => shell::man(terms, context),
        Command::Help(terms) => help::run(terms, context),
    }
}
