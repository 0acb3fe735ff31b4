//! The command `mutual`: it parses, calls the library and prints.
//!
//! Results go to stdout and everything else to stderr. With `--output json` stdout holds exactly one document, for
//! failures and usage errors too. [`run`] takes its arguments and writers as values, so that tests need no process.

mod account;
mod args;
mod audit;
mod card;
mod context;
mod demo;
mod devnet;
mod dispute;
mod dissolution;
mod document;
mod envelope;
mod events;
mod evidence;
mod expense;
mod export;
mod grant;
mod history;
mod index;
mod io;
mod member;
mod page;
mod payment;
mod proposal;
mod relief;
mod report;
mod role;
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

use clap::Parser;

use crate::error::Error;
use args::{Cli, Command};
use context::Context;
use report::Report;

pub use io::Io;

/// Runs the command line `args`, whose first is the program, and gives the exit code.
pub async fn run(args: Vec<OsString>, io: &mut Io<'_>) -> u8 {
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return envelope::usage(&error, &args, io),
    };
    let mut context = Context::new(&cli.globals, io);
    let result = dispatch(&cli.command, &mut context).await;
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
        Command::Events(command) => events::run(command, context).await,
        Command::Audit(command) => audit::run(command, context).await,
        Command::Export(command) => export::run(command, context).await,
        Command::Index(command) => index::run(command, context).await,
        Command::Demo(command) => demo::run(command, context).await,
        Command::Devnet(command) => devnet::run(command, context).await,
    }
}
