//! `mutual index`: keeps a society's events where they can be asked for quickly, and where no node throws them away.

use clap::Args;
use serde_json::json;
use tokio::time::{Duration, Instant};

use super::context::Context;
use super::history::WhichIndex;
use super::report::Report;
use crate::chain::Until;
use crate::error::Error;
use crate::index::{Index, Keeper, Kept};

/// How often a person hears how far it is.
const TELL_EVERY: Duration = Duration::from_secs(2);

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mutual index
  mutual index --follow --db books.sqlite
  mutual index --db postgres://mutual@127.0.0.1/books")]
pub(super) struct Command {
    #[command(flatten)]
    which: WhichIndex,
    /// Go on as blocks become final, until Ctrl-C
    #[arg(long)]
    follow: bool,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let index = Index::open(command.which.place(&society, context)?, &society).await?;
    let shown = index.place().shown();
    let had = index.progress().map(|progress| progress.block);
    let mut keeper = Keeper::begin(&society, index).await?;
    let mut last_told = Instant::now();
    let mut tell = |kept: Kept| {
        if last_told.elapsed() >= TELL_EVERY {
            last_told = Instant::now();
            context.say(&format!("block {}, {} events", kept.block, kept.events));
        }
    };
    let mut kept = keeper.catch_up(Until::Now, &mut tell).await?;
    if command.follow {
        context.say(&format!("{} events up to block {}; following", kept.events, kept.block));
        let stopped = tokio::signal::ctrl_c();
        tokio::select! {
            result = follow(&mut keeper, context) => result?,
            stopped = stopped => stopped.map_err(|error| Error::Unexpected(error.to_string()))?,
        }
        kept = Kept {
            block: keeper.index().progress().map_or(kept.block, |progress| progress.block),
            events: keeper.books().next_seq(),
        };
    }
    let first = keeper.index().progress().map(|progress| progress.first_block);
    let json = json!({
        "index": shown,
        "first_block": first,
        "from_block": had.map(|block| block.saturating_add(1)).or(first),
        "block": kept.block,
        "events": kept.events,
    });
    let fields = [("index", shown.clone()), ("block", kept.block.to_string()), ("events", kept.events.to_string())];
    Ok(Report::new(json).fields(fields).then("mutual audit"))
}

async fn follow(keeper: &mut Keeper, context: &mut Context<'_, '_>) -> Result<(), Error> {
    let mut before = keeper.books().next_seq();
    let mut tell = |kept: Kept| {
        if kept.events > before {
            before = kept.events;
            context.say(&format!("block {}, {} events", kept.block, kept.events));
        }
    };
    keeper.catch_up(Until::Dropped, &mut tell).await.map(drop)
}
