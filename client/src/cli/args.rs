//! The command line: nouns, and what goes with every one of them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::chain::{Wait, DEFAULT_URL};

use super::{
    account, audit, demo, devnet, dispute, dissolution, events, expense, export, grant, index, member, payment, proposal,
    relief, society, treasury,
};

/// Hold money together: societies whose rules live in a contract.
#[derive(Debug, Parser)]
#[command(name = "mutual", version, propagate_version = true, arg_required_else_help = true, after_help = AFTER_HELP)]
pub(super) struct Cli {
    #[command(flatten)]
    pub globals: Globals,
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
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
    /// An account's own money
    #[command(subcommand)]
    Account(account::Command),
    /// What has happened, one line for each event
    Events(events::Command),
    /// Rebuild every balance, reservation, membership and tally from the events, and compare with the chain
    Audit(audit::Command),
    /// Write the books as CSV and JSON
    Export(export::Command),
    /// Keep the events, so that they can be asked for quickly and no node throws them away
    Index(index::Command),
    /// Tell a society's story from its founding to a released payment, on a chain of its own
    Demo(demo::Command),
    /// Run a development chain on this machine
    Devnet(devnet::Command),
}

/// What goes with every command.
#[derive(Clone, Debug, Args)]
pub(super) struct Globals {
    /// The node to speak to; the default is a node on this machine
    #[arg(short, long, global = true, env = "MUTUAL_URL", default_value = DEFAULT_URL, value_name = "URL", help_heading = "Network")]
    pub url: String,
    /// Refuse any chain whose first block is not this one
    #[arg(long, global = true, env = "MUTUAL_GENESIS", value_name = "HASH", help_heading = "Network")]
    pub genesis: Option<String>,
    /// The society, by its address
    #[arg(long, global = true, env = "MUTUAL_CONTRACT", value_name = "ADDRESS", help_heading = "Network")]
    pub contract: Option<String>,

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
    /// Never ask; fail instead
    #[arg(long, global = true, env = "MUTUAL_NO_INPUT", value_parser = clap::builder::FalseyValueParser::new(), help_heading = "Signing")]
    pub no_input: bool,

    /// Text for people, or one JSON document for programs
    #[arg(short, long, global = true, env = "MUTUAL_OUTPUT", value_enum, default_value_t = Output::Text, value_name = "FORM", help_heading = "Output")]
    pub output: Output,
    /// Say nothing on stderr but errors and questions
    #[arg(short, long, global = true, help_heading = "Output")]
    pub quiet: bool,
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
            for example in examples {
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
