//! `mutual devnet`: a development chain on this machine.

mod show;
mod tell;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use mutual_devnet::{accounts, Config, Devnet, Genesis, Observer, Sealing};
use serde_json::json;

use super::context::Context;
use super::report::Report;
use crate::error::Error;
use crate::text::{amount, moment, Unit};

/// How the chain is started.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  mutual devnet\n  mutual devnet --port 0 --silent\n  mutual devnet --state my-chain --block-time 1000"
)]
pub(super) struct Command {
    /// The port on this machine; 0 for any free one
    #[arg(short, long, default_value_t = mutual_devnet::DEFAULT_PORT)]
    port: u16,
    /// How many accounts get money besides //Alice to //Ferdie and their stashes: //1, //2 and so on
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=100_000))]
    accounts: u32,
    /// What each of these accounts holds at first, in UNIT
    #[arg(long, value_name = "AMOUNT")]
    balance: Option<String>,
    /// Makes a block every so many milliseconds, and not for each transaction
    #[arg(long, alias = "fork-block-time", value_name = "MS", conflicts_with = "manual", value_parser = clap::value_parser!(u64).range(5..))]
    block_time: Option<u64>,
    /// Makes blocks only when `dev_newBlock` asks for them
    #[arg(long)]
    manual: bool,
    /// The time at which the chain's clock begins, such as 2030-01-31T12:00:00Z; otherwise now
    #[arg(long, value_name = "TIME")]
    timestamp: Option<String>,
    /// Begins as this raw chain specification says, which `build-spec --raw` of a node prints
    #[arg(long, value_name = "FILE", conflicts_with_all = ["accounts", "balance"])]
    genesis: Option<PathBuf>,
    /// Keeps the chain in this file and goes on from there the next time
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Says nothing but where the chain can be reached
    #[arg(long)]
    silent: bool,
    /// Shows what contracts do in each transaction
    #[arg(long, conflicts_with = "silent")]
    trace: bool,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let is_silent = command.silent || context.globals.quiet;
    let mut config = command.config()?;
    if !is_silent {
        let teller = tell::Teller::start(command.trace, io::stderr())?;
        config = config.observer(Observer::new(move |report| teller.tell(report)));
    }
    let (devnet, handle) = mutual_devnet::spawn(config).await.map_err(|error| Error::Input {
        what: format!("the development chain cannot start: {error}"),
        hint: matches!(error, mutual_devnet::Error::Listen { .. })
            .then(|| "if another program has the port, `--port 0` takes any free one".to_owned()),
    })?;
    if let Some(ignored) = command.ignored(devnet.goes_on()) {
        context.warn(ignored);
    }
    if !is_silent {
        command.greet(&devnet, context);
    }
    // Scripts wait for this line, which is the one of substrate-contracts-node.
    context.io.note(&format!("Running JSON-RPC server: addr={}", handle.address()));
    tokio::signal::ctrl_c().await.map_err(|error| Error::Unexpected(error.to_string()))?;
    let url = handle.url();
    handle.stop().await;
    Ok(Report::new(json!({ "url": url, "stopped": true })))
}

impl Command {
    fn config(&self) -> Result<Config, Error> {
        let mut config = Config { accounts: self.accounts, state: self.state.clone(), ..Config::port(self.port) };
        if let Some(text) = &self.balance {
            config.balance = amount::parse(text, &Unit::default()).map_err(|error| Error::input(error.to_string()))?;
        }
        if let Some(text) = &self.timestamp {
            config.start_ms = Some(moment::parse(text).map_err(|error| Error::input(error.to_string()))?);
        }
        if let Some(path) = &self.genesis {
            config.genesis = Genesis::Raw(read(path)?.into());
        }
        config.sealing = match self.block_time {
            Some(ms) => Sealing::Interval(Duration::from_millis(ms)),
            None if self.manual => Sealing::Manual,
            None => Sealing::Instant,
        };
        Ok(config)
    }

    /// What the flags say of a chain that begins, if this one goes on.
    fn ignored(&self, goes_on: bool) -> Option<String> {
        let file = self.state.as_ref().filter(|_| goes_on && (self.accounts > 0 || self.balance.is_some()))?;
        let file = file.display();
        Some(format!("--accounts and --balance have no effect: the chain in {file} has the accounts it began with"))
    }

    fn greet(&self, devnet: &Devnet, context: &mut Context<'_, '_>) {
        let begins = !devnet.goes_on();
        let balance = (begins && self.genesis.is_none()).then(|| self.starting_balance());
        for line in show::accounts(balance, if begins { self.accounts } else { 0 }) {
            context.say(&line);
        }
        context.say(&format!("First block  {:?}", devnet.genesis_hash()));
        context.say(&format!("Last block   {}", devnet.head().1));
        context.say(&format!("Blocks       {}", show::sealing(self.block_time, self.manual)));
        match &self.state {
            Some(file) => context.say(&format!("Kept in      {}", file.display())),
            None => context.say("Kept in      memory only, and gone when it stops"),
        }
        context.say("This is a development chain: it serves this machine only, and everybody knows the keys of its");
        context.say("accounts. Never use them for real money. Ctrl-C stops it.");
    }

    fn starting_balance(&self) -> u128 {
        let given = self.balance.as_deref().and_then(|text| amount::parse(text, &Unit::default()).ok());
        given.unwrap_or(accounts::ENDOWMENT)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error| Error::input(format!("cannot read {}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        command: Command,
    }

    fn parsed(flags: &str) -> Result<Config, String> {
        let line = Line::try_parse_from(["devnet"].into_iter().chain(flags.split_whitespace()));
        line.map_err(|error| error.to_string())?.command.config().map_err(|error| error.to_string())
    }

    #[test]
    fn each_flag_is_in_the_configuration() {
        let config =
            parsed("--port 0 --accounts 3 --balance 2.5 --timestamp 2030-01-31T12:00:00Z --state chain").unwrap();
        assert_eq!((config.listen.unwrap().port(), config.accounts, config.balance), (0, 3, 2_500_000_000_000));
        assert_eq!((config.start_ms, config.state), (Some(1_896_091_200_000), Some(PathBuf::from("chain"))));
        assert_eq!(config.sealing, Sealing::Instant);
        assert_eq!(parsed("--manual").unwrap().sealing, Sealing::Manual);
        assert_eq!(parsed("--block-time 500").unwrap().sealing, Sealing::Interval(Duration::from_millis(500)));
        assert_eq!(parsed("").unwrap().balance, accounts::ENDOWMENT);
    }

    #[test]
    fn both_names_of_the_interval_mean_the_same() {
        assert_eq!(parsed("--fork-block-time 500").unwrap().sealing, parsed("--block-time 500").unwrap().sealing);
        assert!(parsed("--fork-block-time 500 --manual").is_err());
    }

    #[test]
    fn what_is_said_of_accounts_is_not_passed_over_when_the_chain_goes_on() {
        let ignored = |flags: &str, goes_on| {
            let line = Line::try_parse_from(["devnet"].into_iter().chain(flags.split_whitespace())).unwrap();
            line.command.ignored(goes_on)
        };
        let said = "--accounts and --balance have no effect: the chain in chain has the accounts it began with";
        for flags in
            ["--state chain --accounts 2", "--state chain --balance 3", "--state chain --balance 3 --accounts 2"]
        {
            assert_eq!(ignored(flags, true).as_deref(), Some(said), "{flags}");
            assert_eq!(ignored(flags, false), None, "{flags}");
        }
        assert_eq!(ignored("--state chain", true), None);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for flags in [
            "--block-time 4",
            "--block-time 500 --manual",
            "--balance much",
            "--timestamp soon",
            "--genesis no/such/file",
            "--genesis file --balance 2",
            "--silent --trace",
            "--accounts 100001",
        ] {
            assert!(parsed(flags).is_err(), "{flags}");
        }
    }
}
