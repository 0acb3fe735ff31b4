//! `mutual society`: founding one, looking at it, and bringing it to new code.

mod rules;
mod show;
mod waits;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use mutual_types::PAGE_MAX;
use serde_json::{json, Value};

use super::context::Context;
use super::eyes::Eyes;
use super::report::Report;
use super::write;
use super::written::Fact;
use crate::chain::Moment;
use crate::error::Error;
use crate::founding_file;
use crate::society::{Message, Society};
use crate::text::{address, moment, Unit};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Found a society from a file, whole in one transaction
    #[command(
        after_help = "Examples:\n  mutual society found field.toml --suri //Alice\n  mutual society found field.toml --suri-file key --dry-run"
    )]
    Found {
        /// The founding file (TOML)
        file: PathBuf,
    },
    /// Show a society on one page: money, people, open decisions, and what waits for whom
    #[command(
        after_help = "Examples:\n  mutual society show --contract ADDRESS\n  mutual society show --as //Alice\n  mutual society show -o json"
    )]
    Show(Eyes),
    /// Show the rules, and how far they may ever change
    #[command(after_help = "Example:\n  mutual society rules")]
    Rules,
    /// Bring what an older version stored to that of the society's new code, some records at a time; anyone may
    #[command(after_help = "Example:\n  mutual society migrate --limit 20 --suri-file key")]
    Migrate {
        /// How many records at the most
        #[arg(long, default_value_t = PAGE_MAX, value_parser = clap::value_parser!(u32).range(1..), value_name = "NUMBER")]
        limit: u32,
    },
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Found { file } => found(file, context).await,
        Command::Show(eyes) => show::run(eyes, context).await,
        Command::Rules => rules::run(context).await,
        Command::Migrate { limit } => migrate(*limit, context).await,
    }
}

async fn found(file: &Path, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::input(format!("cannot read {}: {error}", file.display())))?;
    // Mistakes in the file show without a node; amounts in it are read with the node's own unit afterwards.
    let folder = file.parent().unwrap_or(Path::new(""));
    founding_file::load_in(&text, folder, &Unit::default())?;
    let signer = context.signer()?;
    let chain = context.chain().await?;
    let file = founding_file::load_in(&text, folder, chain.unit())?;
    let action = format!(
        "found the society \"{}\" with {} founding member(s)",
        file.founding.name,
        file.founding.founders.len()
    );
    let prepared = Society::prepare_founding(&chain, signer.account(), &file.founding, file.value).await?;
    let (contract, written) = write::founding(context, &chain, &signer, action, prepared).await?;
    let contract = address::format(&contract);
    let report = written.report(chain.unit(), &[Fact::text("society", contract.clone())]);
    if written.value().is_none() {
        return Ok(report);
    }
    Ok(report.then(format!("mutual society show --contract {contract}")))
}

async fn migrate(limit: u32, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let action = format!("bring up to {limit} records of an older version to that of the society's code");
    let written = write::message(context, &society, &signer, action, Message::migrate(limit)).await?;
    let said = |done: &bool| if *done { "yes" } else { "no, there is more to bring over" };
    let done = written.value().copied();
    let facts: Vec<Fact> = done.iter().map(|done| Fact::text("done", said(done))).collect();
    let report = written.report(society.chain().unit(), &facts);
    Ok(match done {
        Some(false) => report.then("mutual society migrate"),
        _ => report,
    })
}

/// The time by which a state is told.
pub(super) fn time(now: Moment) -> String {
    if now.wall_ms > now.chain_ms {
        format!(
            "{} by this machine's clock; the chain's last block is of {}",
            moment::format(now.wall_ms),
            moment::format(now.chain_ms)
        )
    } else {
        format!("{} by the chain, which is ahead of this machine's clock", moment::format(now.chain_ms))
    }
}

/// The same for programs.
pub(super) fn time_json(now: Moment) -> Value {
    json!({
        "now_ms": now.now_ms(),
        "now": moment::format(now.now_ms()),
        "chain_ms": now.chain_ms,
        "wall_ms": now.wall_ms,
    })
}
