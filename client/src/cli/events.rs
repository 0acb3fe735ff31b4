//! `mutual events`: what has happened, and what happens, one line for each event.

use clap::Args;
use futures::{StreamExt, TryStreamExt};
use mutual_types::{event::Event, TimestampMs};
use serde_json::{json, Value};

use super::args::Output;
use super::context::Context;
use super::history::WhichIndex;
use super::report::Report;
use crate::chain::Until;
use crate::error::Error;
use crate::index::{Filter, KeptEvent};
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{moment, Unit};
use crate::words;

/// Events shown where nothing else is said.
const LAST: u64 = 50;
/// What stands in each column, for the next program.
const COLUMNS: [&str; 5] = ["event", "at", "block", "kind", "what"];

/// Blocks read at a time on the way back.
const STEP: u64 = 256;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mutual events
  mutual events --kind PaymentReleased --from 2027-01-01
  mutual events --follow --output json")]
pub(super) struct Command {
    /// Go on as events become final, until Ctrl-C; with `--output json` one document a line
    #[arg(long)]
    follow: bool,
    /// Only events of this kind, such as VoteCast
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// From this block, day or moment on; the default are the last events
    #[arg(long, value_name = "BLOCK|DATE")]
    from: Option<String>,
    /// At most so many of the past: with `--from` the first, else the last, of which the default is 50
    #[arg(long, value_name = "COUNT")]
    limit: Option<u64>,
    #[command(flatten)]
    which: WhichIndex,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let filter = filter(command)?;
    let society = context.society().await?;
    let (past, last_block) = past(&command.which, &filter, &society, context).await?;
    let unit = society.chain().unit().clone();
    if command.follow {
        return follow(command, &filter, &society, past, last_block, context).await;
    }
    let json = json!({
        "block": last_block,
        "events": past.iter().map(document).collect::<Value>(),
    });
    Ok(match context.io.look().columns {
        Some(_) => Report::new(json).lines(past.iter().map(|event| line(event, &unit)).collect()),
        None => Report::new(json).table(&COLUMNS, past.iter().map(|event| row(event, &unit)).collect()),
    })
}

fn filter(command: &Command) -> Result<Filter, Error> {
    let mut filter = Filter { limit: command.limit, last: command.from.is_none(), ..Filter::default() };
    if let Some(text) = &command.kind {
        filter.kind = Some(kind(text)?.to_owned());
    }
    match command.from.as_deref() {
        None => filter.limit = Some(command.limit.unwrap_or(LAST)),
        Some(text) => match text.parse() {
            Ok(block) => filter.from_block = Some(block),
            Err(_) => {
                let from_ms = moment::parse(text).map_err(|_| Error::Input {
                    what: format!("`{text}` is neither a block nor a moment"),
                    hint: Some(
                        "write a number, a day such as `2027-06-30`, or a moment such as `2027-06-30T12:00:00Z`"
                            .to_owned(),
                    ),
                })?;
                filter.from_ms = Some(from_ms);
            }
        },
    }
    Ok(filter)
}

/// The name of a kind, however it was written.
fn kind(text: &str) -> Result<&'static str, Error> {
    let plain = |name: &str| name.replace(['_', '-'], "").to_ascii_lowercase();
    let wanted = plain(text);
    let found = Event::NAMES.iter().find(|name| plain(name) == wanted);
    found.copied().ok_or_else(|| {
        let distance = |name: &str| strsim::damerau_levenshtein(&plain(name), &wanted);
        let near = Event::NAMES.iter().min_by_key(|name| distance(name)).copied().unwrap_or_default();
        Error::Input {
            what: format!("there is no event of kind `{text}`"),
            hint: Some(format!("the nearest is `{near}`; all are: {}", Event::NAMES.join(", "))),
        }
    })
}

/// Events of the past, and up to which block: from the index as far as it goes, and then from the chain.
async fn past(
    which: &WhichIndex,
    filter: &Filter,
    society: &Society,
    context: &mut Context<'_, '_>,
) -> Result<(Vec<KeptEvent>, u64), Error> {
    let chain = society.chain();
    let last = chain.final_block().await?.number;
    let Some(mut index) = which.existing(society, context).await? else {
        let events = match (filter.from_block, filter.from_ms) {
            (Some(block), _) => forward(society, block, last, filter).await?,
            _ => backward(society, last, filter, context).await?,
        };
        return Ok((limited(events, filter), last));
    };
    let mut events = index.events(filter).await?;
    let next = index.progress().map_or(0, |progress| progress.block.saturating_add(1));
    if next <= last {
        let from = filter.from_block.unwrap_or(0).max(next);
        events.extend(forward(society, from, last, filter).await?);
    }
    Ok((limited(events, filter), last))
}

/// As many as wanted: the first ones, or the last.
fn limited(mut events: Vec<KeptEvent>, filter: &Filter) -> Vec<KeptEvent> {
    let Some(limit) = filter.limit.and_then(|limit| usize::try_from(limit).ok()) else { return events };
    if filter.last {
        events.drain(..events.len().saturating_sub(limit));
    } else {
        events.truncate(limit);
    }
    events
}

fn is_wanted(event: &KeptEvent, filter: &Filter) -> bool {
    filter.kind.as_deref().is_none_or(|kind| kind == event.event.name())
        && filter.from_ms.is_none_or(|from_ms| from_ms <= event.at_ms)
}

/// The events of some blocks.
async fn forward(society: &Society, from: u64, last: u64, filter: &Filter) -> Result<Vec<KeptEvent>, Error> {
    let mut events = Vec::new();
    let mut blocks = society.blocks(from, Until::Now);
    while let Some(block) = blocks.try_next().await? {
        if block.block.number > last {
            break;
        }
        let kept = block.events.into_iter().map(|happened| KeptEvent {
            block: happened.block.number,
            at_ms: happened.time_ms,
            event: happened.event,
        });
        events.extend(kept.filter(|event| is_wanted(event, filter)));
        let is_enough = filter.limit.is_some_and(|limit| u64::try_from(events.len()).is_ok_and(|len| len >= limit));
        if is_enough && !filter.last {
            break;
        }
        if block.block.number == last {
            break;
        }
    }
    Ok(events)
}

/// The last events, looked for from the last block back, until there are enough, or no more, or no state.
async fn backward(
    society: &Society,
    last: u64,
    filter: &Filter,
    context: &mut Context<'_, '_>,
) -> Result<Vec<KeptEvent>, Error> {
    let mut found: Vec<KeptEvent> = Vec::new();
    let mut end = last;
    loop {
        let begin = end.saturating_sub(STEP.saturating_sub(1));
        let (mut part, reached) = match forward(society, begin, end, &Filter { limit: None, ..filter.clone() }).await {
            Ok(part) => (part, true),
            Err(Error::Pruned { .. }) => {
                let (part, first) = available(society, begin, end, filter).await?;
                context.warn(format!(
                    "the node no longer has what happened before block {first}; an archive node or an index has"
                ));
                (part, false)
            }
            Err(error) => return Err(error),
        };
        let is_begun = part.iter().any(|event| matches!(event.event, Event::SocietyFounded(_)))
            || part.first().is_some_and(|event| event.event.seq() == 0);
        // Of one kind the first event may be missing: then the time says when it is enough.
        let is_before = filter.from_ms.is_some_and(|from_ms| from_ms > 0) && is_older(society, begin, filter).await?;
        part.append(&mut found);
        found = part;
        let limit = filter.limit.filter(|_| filter.last).unwrap_or(u64::MAX);
        let is_enough = u64::try_from(found.len()).is_ok_and(|len| len >= limit);
        if !reached || is_begun || is_before || is_enough || begin == 0 {
            return Ok(found);
        }
        end = begin.saturating_sub(1);
    }
}

/// Whether a block is from before the time that events are wanted from.
async fn is_older(society: &Society, block: u64, filter: &Filter) -> Result<bool, Error> {
    let first = society.blocks(block, Until::Now).next().await.transpose();
    let time_ms: Option<TimestampMs> = match first {
        Ok(first) => first.map(|first| first.time_ms),
        Err(Error::Pruned { .. }) => None,
        Err(error) => return Err(error),
    };
    Ok(matches!((time_ms, filter.from_ms), (Some(time_ms), Some(from_ms)) if time_ms < from_ms))
}

/// The events of those blocks whose state the node still has, and the first of them.
async fn available(society: &Society, begin: u64, end: u64, filter: &Filter) -> Result<(Vec<KeptEvent>, u64), Error> {
    let (mut gone, mut there) = (begin, end);
    while there.saturating_sub(gone) > 1 {
        let middle = u64::midpoint(gone, there);
        match society.blocks(middle, Until::Now).next().await.transpose() {
            Ok(_) => there = middle,
            Err(Error::Pruned { .. }) => gone = middle,
            Err(error) => return Err(error),
        }
    }
    Ok((forward(society, there, end, &Filter { limit: None, ..filter.clone() }).await?, there))
}

async fn follow(
    command: &Command,
    filter: &Filter,
    society: &Society,
    past: Vec<KeptEvent>,
    last_block: u64,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let unit = society.chain().unit().clone();
    let is_json = context.globals.output == Output::Json;
    // Who only follows wants what comes, and sees what came just before.
    let is_asked = command.from.is_some() || command.limit.is_some();
    let skipped = if is_asked { 0 } else { past.len().saturating_sub(10) };
    for event in past.iter().skip(skipped) {
        show(event, is_json, &unit, context)?;
    }
    let stopped = tokio::signal::ctrl_c();
    tokio::pin!(stopped);
    let mut events = society.follow(last_block.saturating_add(1));
    loop {
        let happened = tokio::select! {
            stopped = &mut stopped => {
                stopped.map_err(|error| Error::Unexpected(error.to_string()))?;
                return Ok(Report::silent());
            }
            happened = events.try_next() => happened?,
        };
        let Some(happened) = happened else { return Ok(Report::silent()) };
        let event = KeptEvent { block: happened.block.number, at_ms: happened.time_ms, event: happened.event };
        if is_wanted(&event, filter) {
            show(&event, is_json, &unit, context)?;
        }
    }
}

fn show(event: &KeptEvent, is_json: bool, unit: &Unit, context: &mut Context<'_, '_>) -> Result<(), Error> {
    let text = match context.io.look().columns {
        _ if is_json => document(event).to_string(),
        Some(_) => line(event, unit),
        None => row(event, unit).join("\t"),
    };
    let written = context.io.result(&format!("{text}\n"));
    written.map_err(|error| Error::Unexpected(format!("the result cannot be written: {error}")))
}

/// An event for programs.
fn document(event: &KeptEvent) -> Value {
    let at = moment::format(event.at_ms);
    json!({ "block": event.block, "at_ms": event.at_ms, "at": at, "event": event.event.to_json() })
}

/// An event in words: what somebody wrote can hold anything, and stays on its line.
fn said(event: &KeptEvent, unit: &Unit) -> String {
    words::event(&event.event, unit).replace(char::is_control, " ")
}

/// An event for people.
fn line(event: &KeptEvent, unit: &Unit) -> String {
    format!("{}  {}", moment::format(event.at_ms), said(event, unit))
}

/// An event for the next program: its columns.
fn row(event: &KeptEvent, unit: &Unit) -> Vec<String> {
    let (seq, block) = (event.event.seq().to_string(), event.block.to_string());
    vec![seq, moment::format(event.at_ms), block, event.event.name().to_owned(), said(event, unit)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_however_it_is_written() {
        for text in ["VoteCast", "vote_cast", "vote-cast", "votecast", "VOTECAST"] {
            assert_eq!(kind(text).unwrap(), "VoteCast");
        }
        let error = kind("VotCast").unwrap_err();
        assert_eq!(error.exit(), 2);
        assert!(error.hint().unwrap().starts_with("the nearest is `VoteCast`"), "{:?}", error.hint());
    }

    #[test]
    fn what_somebody_wrote_stays_on_its_line() {
        let contributed = mutual_types::event::Contributed {
            seq: 3,
            from: mutual_types::AccountId([0; 32]),
            pot: mutual_types::PotId(0),
            amount: 1,
            memo: Some("for\nyou\u{1b}[2J".to_owned()),
        };
        let event = KeptEvent { block: 7, at_ms: 0, event: contributed.into() };
        for line in [line(&event, &Unit::default()), row(&event, &Unit::default()).concat()] {
            assert!(!line.contains('\n') && !line.contains('\u{1b}'), "{line:?}");
        }
    }
}
