//! The command `mutual`: it parses, calls the library and prints.
//!
//! Results go to stdout and everything else to stderr. With `--output json` stdout holds exactly one document, for
//! failures and usage errors too. [`run`] takes its arguments and writers as values, so that tests need no process.

mod account;
mod args;
mod card;
mod config;
mod context;
mod demo;
mod devnet;
mod dispute;
mod dissolution;
mod document;
mod envelope;
mod evidence;
mod expense;
mod grant;
mod hidden;
mod io;
mod member;
mod name;
mod network;
mod page;
mod password;
mod payment;
mod proposal;
mod relief;
mod report;
mod role;
mod settings;
mod society;
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

use crate::error::Error;
use crate::text::Unit;
use args::Command;
use context::Context;
use report::Report;

pub use io::Io;

/// Runs the command line `args`, whose first is the program, and gives the exit code.
pub async fn run(args: Vec<OsString>, io: &mut Io<'_>) -> u8 {
    let (mut cli, given) = match settings::parse(&args) {
        Ok(parsed) => parsed,
        Err(error) => return envelope::usage(&error, &args, io),
    };
    let setup = match settings::lay(&mut cli.globals, &given, cli.command.reads_config(), io) {
        Ok(setup) => setup,
        Err(error) => return envelope::finish(Err(error), &Unit::default(), Vec::new(), cli.globals.output, io),
    };
    let mut context = Context::new(&cli.globals, &setup, io);
    let result = dispatch(&cli.command, &mut context).await;
    let names = if context.is_read_by_a_person() { context.labels() } else { Default::default() };
    let result = result.map(|report| report.with_names(names));
    let (unit, warnings) = context.into_parts();
    envelope::finish(result, &unit, warnings, cli.globals.output, io)
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
        Command::Account(command) => account::run(command, context).await,
        Command::Network(command) => network::run(command, context).await,
        Command::Name(command) => name::run(command, context).await,
        Command::Config(command) => config::run(command, context),
        Command::Demo(command) => demo::run(command, context).await,
        Command::Devnet(command) => devnet::run(command, context).await,
    }
}
