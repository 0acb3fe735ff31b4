//! `mutual transaction`: what became of something that was sent.

use clap::{Args, Subcommand};
use tokio::time::Instant;

use super::context::Context;
use super::report::Report;
use super::written::{self, told};
use crate::chain::{Block, Chain, Fate, Hash, Ticket, MORTAL_BLOCKS};
use crate::circle::Circle;
use crate::error::Error;
use crate::exchange::Exchange;
use crate::federation::Federation;
use crate::text::address;

/// How many blocks back a transaction is looked for of which nothing but its hash is known.
const LOOK_BACK: u64 = 1_024;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Find out what became of a transaction, and wait for it if it can still be carried out
    #[command(after_help = EXAMPLES)]
    Show(Show),
}

const EXAMPLES: &str = "\
Examples:
  mutual transaction show 0x5bd5cd7d2a14bbb5a0a0b1bd1dcf8fbb1a1a0e0d8e2cb54a0ee1eb5d4c6e1f9a
  mutual transaction show 0x5bd5cd7d2a14bbb5a0a0b1bd1dcf8fbb1a1a0e0d8e2cb54a0ee1eb5d4c6e1f9a --signer \
//Alice --nonce 7 --from 120 --wait final

A command that sent something and could not wait for its end prints the second form. It ends as that command would have: \
with 0 if the transaction was carried out, with 6 or 7 if it failed, with 7 if it is in no block and can be in none any \
more, and with 8 if nobody can know yet. It looks once with --wait none.";

/// Which one.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The transaction
    #[arg(value_name = "HASH")]
    transaction: String,
    /// Who signed it
    #[arg(long, value_name = "ADDRESS", requires_all = ["nonce", "from"])]
    signer: Option<String>,
    /// Which of the signer's transactions it is
    #[arg(long, value_name = "NUMBER", requires = "signer")]
    nonce: Option<u64>,
    /// The number of the block at which it was signed: it is in a later one, if at all
    #[arg(long, value_name = "BLOCK")]
    from: Option<u64>,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let Command::Show(asked) = command;
    let text = &asked.transaction;
    let tx: Hash = text.parse().map_err(|_| Error::input(format!("`{text}` is no hash of a transaction")))?;
    let signer = match asked.signer.as_deref() {
        Some(text) => Some(context.account(text).await?),
        None => None,
    };
    let chain = context.chain().await?;
    let block = match (signer, asked.nonce, asked.from) {
        (Some(signer), Some(nonce), Some(from)) => {
            let (wait, url) = (context.globals.wait.into(), chain.url().map(str::to_owned));
            awaited(&chain, Ticket { tx, signer, nonce, from, wait, url }).await?
        }
        _ => looked_for(&chain, tx, asked.from).await?,
    };
    let (signer, outcome) = chain.outcome(tx, block).await?;
    let unit = chain.unit();
    // A society that calls one of the others tells of it, and so does the other.
    let (_, hours) = chain.outcome_of::<Exchange>(tx, block).await?;
    let (_, savings) = chain.outcome_of::<Circle>(tx, block).await?;
    let (_, district) = chain.outcome_of::<Federation>(tx, block).await?;
    let others = [told(&hours, unit), told(&savings, unit), told(&district, unit)];
    let mut report = written::found(&outcome, others, unit);
    if let Some(signer) = signer {
        report = report.also("signer", address::format(&signer));
    }
    Ok(report)
}

/// The block of a transaction of which all is known that finds it.
async fn awaited(chain: &Chain, ticket: Ticket) -> Result<Block, Error> {
    let now = Instant::now();
    let deadline = now.checked_add(chain.timeout()).unwrap_or(now);
    let reason = match chain.settled(&ticket, deadline).await? {
        Fate::InBlock(block) => return Ok(block),
        Fate::Never(never) => return Err(Error::Rejected { reason: never.to_string(), tx: Some(ticket.tx) }),
        Fate::Waiting => "it waits in the node's pool".to_owned(),
        Fate::Possible => {
            format!("this node does not have it, but another may, until block {}", ticket.until())
        }
    };
    Err(Error::Unknown { ticket: Box::new(ticket), reason })
}

/// The block of a transaction that is looked for.
async fn looked_for(chain: &Chain, tx: Hash, from: Option<u64>) -> Result<Block, Error> {
    let (best, last_final) = (chain.best_number().await?, chain.final_block().await?.number);
    let first = from.unwrap_or_else(|| best.saturating_sub(LOOK_BACK));
    let last = from.map_or(best, |from| best.min(from.saturating_add(MORTAL_BLOCKS)));
    let found = chain.find(tx, first, last).await?;
    let missing = || Error::NotFound { what: format!("transaction {tx} in blocks {first} to {last}") };
    let (number, hash) = found.ok_or_else(missing)?;
    Ok(Block { hash, number, is_final: number <= last_final })
}
