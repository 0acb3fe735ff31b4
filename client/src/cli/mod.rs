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
mod dashboard;
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
mod federation;
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
use futures::future::{ready, FutureExt, LocalBoxFuture};

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

/// Boxed here, each in its own box: a future that held what each command waits for would be too large for the stack.
fn dispatch<'r>(command: &'r Command, context: &'r mut Context<'_, '_>) -> LocalBoxFuture<'r, Result<Report, Error>> {
    match command {
        Command::Society(command) => society::run(command, context).boxed_local(),
        Command::Member(command) => member::run(command, context).boxed_local(),
        Command::Proposal(command) => proposal::run(command, context).boxed_local(),
        Command::Payment(command) => payment::run(command, context).boxed_local(),
        Command::Expense(command) => expense::run(command, context).boxed_local(),
        Command::Grant(command) => grant::run(command, context).boxed_local(),
        Command::Relief(command) => relief::run(command, context).boxed_local(),
        Command::Dispute(command) => dispute::run(command, context).boxed_local(),
        Command::Dissolution(command) => dissolution::run(command, context).boxed_local(),
        Command::Treasury(command) => treasury::run(command, context).boxed_local(),
        Command::Exchange(noun) => exchange::run(noun, context).boxed_local(),
        Command::Circle(noun) => circle::run(noun, context).boxed_local(),
        Command::Federation(noun) => federation::run(noun, context).boxed_local(),
        Command::Account(command) => account::run(command, context).boxed_local(),
        Command::Transaction(command) => transaction::run(command, context).boxed_local(),
        Command::Network(command) => network::run(command, context).boxed_local(),
        Command::Name(command) => name::run(command, context).boxed_local(),
        Command::Config(command) => ready(config::run(command, context)).boxed_local(),
        Command::Events(command) => events::run(command, context).boxed_local(),
        Command::Audit(command) => audit::run(command, context).boxed_local(),
        Command::Export(command) => export::run(command, context).boxed_local(),
        Command::Index(command) => index::run(command, context).boxed_local(),
        Command::Dashboard(command) => dashboard::run(command, context).boxed_local(),
        Command::Demo(command) => demo::run(command, context).boxed_local(),
        Command::Devnet(command) => devnet::run(command, context).boxed_local(),
        Command::Doctor(command) => doctor::run(command, context).boxed_local(),
        Command::Completions(terms) => ready(Ok(shell::completions(terms))).boxed_local(),
        Command::Man(terms) => ready(shell::man(terms, context)).boxed_local(),
        Command::Help(terms) => ready(help::run(terms, context)).boxed_local(),
    }
}
