//! The command line: nouns, and what goes with every one of them.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::chain::{Wait, DEFAULT_URL};
use crate::text::duration;

use super::paint::Color;
use super::{
    account, audit, circle, config, dashboard, demo, devnet, dispute, dissolution, doctor, events, exchange, expense,
    export, federation, grant, help, index, member, name, network, payment, proposal, relief, shell, society,
    transaction, treasury,
};

/// Hold money together: societies whose rules live in a contract.
#[derive(Debug, Parser)]
#[command(
    name = "mutual",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = AFTER_HELP
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub globals: Globals,
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
Topics: `mutual help TOPIC` explains exit-codes, environment, output, amounts, times, money, roles, newcomers and the \
glossary.

Exit codes: 0 done, 1 unexpected, 2 bad usage or input, 3 not found, 4 key problem, 5 cannot reach or understand the \
node, 6 the society said no, 7 the chain said no, 8 sent with the outcome not known, 9 an answer was needed and nobody \
was there to give it, 10 the events and the chain do not agree, 130 cancelled before sending.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Found a society, or look at one
    #[command(subcommand)]
    Society(society::Command),
    /// Join, pay dues, let others vote for you, leave, and see who is in
    #[command(subcommand)]
    Member(member::Command),
    /// Propose, vote, and carry out what was decided
    #[command(subcommand)]
    Proposal(proposal::Command),
    /// Approve and release what was decided to be paid
    #[command(subcommand)]
    Payment(payment::Command),
    /// Get back what you have paid for the society
    #[command(subcommand)]
    Expense(expense::Command),
    /// Money promised in stages: hand in, accept, pay back
    #[command(subcommand)]
    Grant(grant::Command),
    /// Ask for help, and attest that it is needed
    #[command(subcommand)]
    Relief(relief::Command),
    /// Settle what people do not agree on
    #[command(subcommand)]
    Dispute(dispute::Command),
    /// Bring a society to its end, and divide what is left
    #[command(subcommand)]
    Dissolution(dissolution::Command),
    /// The society's money
    #[command(subcommand)]
    Treasury(treasury::Command),
    /// Help between members, counted in hours
    Exchange(exchange::Noun),
    /// Save together, so that each round one of you receives all
    Circle(circle::Noun),
    /// Societies that back each other, decide together, and report in the same measures
    Federation(federation::Noun),
    /// Your accounts on this machine, and an account's own money
    #[command(subcommand)]
    Account(account::Command),
    /// What became of something that was sent
    #[command(subcommand)]
    Transaction(transaction::Command),
    /// Networks by name, each with the chain that it is
    #[command(subcommand)]
    Network(network::Command),
    /// Names for accounts and societies, for use wherever an address is
    #[command(subcommand)]
    Name(name::Command),
    /// What holds when the command line says nothing, and where it was said
    #[command(subcommand)]
    Config(config::Command),
    /// What has happened, one line for each event
    Events(events::Command),
    /// Rebuild every balance, reservation, membership and tally from the events, and compare with the chain
    Audit(audit::Command),
    /// Write the books as CSV and JSON
    Export(export::Command),
    /// Keep the events, so that they can be asked for quickly and no node throws them away
    Index(index::Command),
    /// Show the books as pages: money, decisions, payments, grants, outcomes, help, members, audit, history
    Dashboard(dashboard::Command),
    /// Tell a story of a society, of an exchange of hours, of a circle or of a federation, on a chain of its own
    Demo(demo::Command),
    /// Run a development chain on this machine
    Devnet(devnet::Command),
    /// Check whether everything is there that is needed: the node, the society, an account with money
    Doctor(doctor::Command),
    /// Print a script by which a shell completes commands
    Completions(shell::Completions),
    /// Write manual pages
    Man(shell::Man),
    /// Explain a command, or a topic: exit-codes, environment, output, amounts, times, money, roles, newcomers, glossary
    Help(help::Words),
}

impl Command {
    /// Whether it looks at the files of settings. What does not works even where they are damaged.
    pub(super) fn reads_config(&self) -> bool {
        !matches!(
            self,
            Self::Demo(_)
                | Self::Devnet(_)
                | Self::Completions(_)
                | Self::Man(_)
                | Self::Help(_)
                | Self::Config(config::Command::Path)
        )
    }
}

/// What goes with every command.
#[derive(Clone, Debug, Args)]
pub(super) struct Globals {
    /// The node to speak to; the default is a node on this machine
    #[arg(short, long, global = true, env = "MUTUAL_URL", default_value = DEFAULT_URL, value_name = "URL", help_heading = "Network")]
    pub url: String,
    /// The network to speak to, by its name of `mutual network list`
    #[arg(short, long, global = true, env = "MUTUAL_NETWORK", value_name = "NAME", help_heading = "Network")]
    pub network: Option<String>,
    /// Refuse any chain whose first block is not this one
    #[arg(long, global = true, env = "MUTUAL_GENESIS", value_name = "HASH", help_heading = "Network")]
    pub genesis: Option<String>,
    /// The society, by its address or a name of `mutual name list`
    #[arg(long, global = true, env = "MUTUAL_CONTRACT", value_name = "ADDRESS", help_heading = "Network")]
    pub contract: Option<String>,

    /// Who signs: an account of this machine, by its name of `mutual account list`
    #[arg(
        id = "signing_account",
        short = 'a',
        long = "account",
        global = true,
        env = "MUTUAL_ACCOUNT",
        value_name = "NAME",
        help_heading = "Signing"
    )]
    pub account: Option<String>,
    /// A file with the password of that account, `-` for stdin; otherwise it is asked for
    #[arg(long, global = true, env = "MUTUAL_PASSWORD_FILE", value_name = "FILE", help_heading = "Signing")]
    pub password_file: Option<PathBuf>,
    /// Who signs: a development key such as //Alice, whose secret is public
    #[arg(long, global = true, value_name = "DEV_URI", help_heading = "Signing", conflicts_with = "suri_file")]
    pub suri: Option<String>,
    /// Who signs: a file with a secret URI, `-` for stdin; or set MUTUAL_SURI
    #[arg(long, global = true, value_name = "FILE", help_heading = "Signing")]
    pub suri_file: Option<PathBuf>,
    /// Show what would happen, and send and sign nothing
    #[arg(long, global = true, help_heading = "Signing")]
    pub dry_run: bool,
    /// Agree beforehand to what would be asked
    #[arg(short, long, global = true, help_heading = "Signing")]
    pub yes: bool,
    /// How long to wait after sending
    #[arg(long, global = true, value_enum, default_value_t = WaitFor::Block, value_name = "WHAT", help_heading = "Signing")]
    pub wait: WaitFor,
    /// For how long to wait, such as `90s` or `5min`, before the outcome is called unknown
    #[arg(long, global = true, value_parser = patience, default_value = "60s", value_name = "TIME", help_heading = "Signing")]
    pub timeout: Duration,
    /// Never ask; fail instead
    #[arg(long, global = true, env = "MUTUAL_NO_INPUT", value_parser = clap::builder::FalseyValueParser::new(), help_heading = "Signing")]
    pub no_input: bool,

    /// Text for people, or one JSON document for programs
    #[arg(short, long, global = true, env = "MUTUAL_OUTPUT", value_enum, default_value_t = Output::Text, value_name = "FORM", help_heading = "Output")]
    pub output: Output,
    /// Say nothing on stderr but errors and questions
    #[arg(short, long, global = true, help_heading = "Output")]
    pub quiet: bool,
    /// Say more on stderr: the node and the society that are asked, and the whole of an error
    #[arg(short, long, global = true, conflicts_with = "quiet", help_heading = "Output")]
    pub verbose: bool,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", help_heading = "Output")]
    pub color: Color,
    /// Where accounts, names, networks and settings are kept
    #[arg(long, global = true, env = "MUTUAL_CONFIG_DIR", value_name = "FOLDER", help_heading = "Output")]
    pub config_dir: Option<PathBuf>,
    /// Where what can be made again is kept, such as an index
    #[arg(long, global = true, env = "MUTUAL_DATA_DIR", value_name = "FOLDER", help_heading = "Output")]
    pub data_dir: Option<PathBuf>,
}

/// A time to wait.
fn patience(text: &str) -> Result<Duration, String> {
    duration::parse(text).map(Duration::from_millis).map_err(|error| error.to_string())
}

/// The form of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Output {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// How long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum WaitFor {
    /// Until the node has it
    None,
    /// Until it is in a block
    Block,
    /// Until that block is final
    Final,
}

impl From<WaitFor> for Wait {
    fn from(wait: WaitFor) -> Self {
        match wait {
            WaitFor::None => Self::None,
            WaitFor::Block => Self::Block,
            WaitFor::Final => Self::Final,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    /// All commands that do something, with their names from `mutual` on.
    fn leaves(command: &clap::Command, path: &str) -> Vec<(String, clap::Command)> {
        let path = format!("{path}{} ", command.get_name());
        if command.get_subcommands().next().is_none() {
            return vec![(path.trim_end().to_owned(), command.clone())];
        }
        command.get_subcommands().flat_map(|below| leaves(below, &path)).collect()
    }

    #[test]
    fn every_command_says_what_it_does_and_shows_an_example() {
        let lacking = leaves(&Cli::command(), "").into_iter().filter(|(path, command)| {
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let shown = after.contains("Example") && after.contains(path.as_str());
            command.get_about().is_none() || !shown
        });
        assert_eq!(lacking.map(|(path, _)| path).collect::<Vec<_>>(), Vec::<String>::new());
    }

    #[test]
    fn every_example_is_understood() {
        for (path, command) in leaves(&Cli::command(), "") {
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let text = after.replace("\\\n", " ");
            let examples = text.lines().map(str::trim).filter(|line| line.starts_with("mutual "));
            // What follows a `>` is the shell's.
            for example in examples.map(|line| line.split(" > ").next().unwrap_or_default()) {
                if let Err(error) = Cli::try_parse_from(words(example)) {
                    panic!("{path}: `{example}`: {error}");
                }
            }
        }
    }

    /// The words of a line, as a shell divides it.
    fn words(line: &str) -> Vec<String> {
        let parts = line.split('"').enumerate();
        let words = parts.flat_map(|(place, part)| match place % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        });
        words.collect()
    }
}
