//! Writing a batch of blocks: all of it, or nothing.

use std::collections::BTreeMap;

use mutual_types::{event::Event, Founding, Planck, ProposalBody, ProposalId};
use scale::Encode;

use super::digest::BlockDigest;
use super::source::BlockEntries;
use super::sql::{insert, Row, SqlError, Value};
use super::{records, unusable, Index, IndexError, Progress};
use crate::audit::{Books, Line, Place, Record, What};
use crate::error::Error;
use crate::json::ToJson;
use crate::text::moment;

/// What came in and went out in a month, by what it was for.
pub(super) type Months = BTreeMap<(String, &'static str, String), (Planck, u64)>;

/// Blocks with all that follows from them.
pub(super) struct Batch<'a> {
    pub(super) blocks: &'a [BlockEntries],
    pub(super) bodies: &'a [(ProposalId, ProposalBody)],
    /// Set for the first batch of all.
    pub(super) founding: Option<&'a Option<Founding>>,
    pub(super) books: &'a Books,
    pub(super) lines: &'a [Line],
    pub(super) touched: &'a [Record],
    pub(super) months: &'a Months,
    pub(super) changed_months: &'a [(String, &'static str, String)],
}

impl Index {
    /// Writes a batch in one transaction, together with how far the index goes now.
    pub(super) async fn write(&mut self, batch: &Batch<'_>) -> Result<(), Error> {
        let begin = self.database.begin();
        self.execute(begin).await?;
        match self.write_all(batch).await {
            Ok(progress) => {
                self.execute("COMMIT").await?;
                self.progress = Some(progress);
                Ok(())
            }
            Err(error) => {
                // What matters is the first error; a connection that is gone takes its transaction along.
                let _ = self.execute("ROLLBACK").await;
                Err(error)
            }
        }
    }

    async fn write_all(&mut self, batch: &Batch<'_>) -> Result<Progress, Error> {
        let wrong = |place: &super::Place, error: SqlError| unusable(place, error);
        let (Some(first), Some(last)) = (batch.blocks.first(), batch.blocks.last()) else {
            return Err(Error::Unexpected("an empty batch was to be written".to_owned()));
        };
        let before = self.progress.clone();
        let mut progress = before.clone().unwrap_or(Progress {
            first_block: first.block.number,
            block: 0,
            hash: last.block.hash,
            at_ms: 0,
            digest: [0; 32],
            entries: 0,
            lines: 0,
        });
        let (mut blocks, mut entries, mut votes, mut outcomes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for block in batch.blocks {
            if block.entries.is_empty() {
                continue;
            }
            let (number, hash) = (block.block.number, block.block.hash);
            let mut digest = BlockDigest::new(&progress.digest, number, hash, block.at_ms);
            for raw in &block.entries {
                digest.add(raw.entry.extrinsic, raw.kind, &raw.payload);
                entries.push(vec![
                    progress.entries.into(),
                    number.into(),
                    raw.entry.extrinsic.into(),
                    block.at_ms.into(),
                    raw.kind.into(),
                    raw.entry.seq().into(),
                    raw.payload.clone().into(),
                ]);
                progress.entries = progress.entries.saturating_add(1);
                if let What::Event(event) = &raw.entry.what {
                    votes.extend(vote(event, block.at_ms));
                    outcomes.extend(outcome(event, block.at_ms, batch.books));
                }
            }
            progress.digest = digest.end();
            let count = u64::try_from(block.entries.len()).unwrap_or(u64::MAX);
            blocks.push(vec![
                number.into(),
                hash.0.to_vec().into(),
                block.at_ms.into(),
                count.into(),
                progress.digest.to_vec().into(),
            ]);
        }
        let mut lines: Vec<Row> = Vec::new();
        for line in batch.lines {
            lines.push(self::line(progress.lines, line));
            progress.lines = progress.lines.saturating_add(1);
        }
        progress.block = last.block.number;
        progress.hash = last.block.hash;
        progress.at_ms = last.at_ms;

        self.advance(before.as_ref(), &progress).await?;
        let place = &self.place;
        let database = self.database.as_mut();
        if let Some(founding) = batch.founding {
            let row = vec![Value::Number(0), founding.as_ref().map(Encode::encode).into()];
            insert(database, "founding", &["id", "body"], &[row], "").await.map_err(|error| wrong(place, error))?;
        }
        let tables: [(&str, &[&str], &[Row], &str); 5] = [
            ("blocks", &["number", "hash", "at_ms", "entries", "digest"], &blocks, ""),
            ("entries", &["number", "block", "extrinsic", "at_ms", "kind", "seq", "payload"], &entries, ""),
            ("lines", LINE_COLUMNS, &lines, ""),
            ("votes", VOTE_COLUMNS, &last_of_each(votes), VOTE_AGAIN),
            ("outcomes", &["grant_number", "stage", "at_ms", "unit", "metric", "seq"], &outcomes, ""),
        ];
        for (table, columns, rows, conflict) in tables {
            insert(database, table, columns, rows, conflict).await.map_err(|error| wrong(place, error))?;
        }
        let bodies: Vec<Row> = batch.bodies.iter().map(|(proposal, body)| self::body(*proposal, body)).collect();
        insert(database, "bodies", &["proposal", "title", "kind", "body"], &bodies, "")
            .await
            .map_err(|error| wrong(place, error))?;
        let months: Vec<Row> = batch.changed_months.iter().filter_map(|key| month(key, batch.months)).collect();
        insert(database, "months", &["month", "direction", "cause", "amount", "count"], &months, MONTH_AGAIN)
            .await
            .map_err(|error| wrong(place, error))?;
        let records: Vec<Row> = batch.touched.iter().filter_map(|record| self::record(batch.books, *record)).collect();
        insert(database, "records", &["kind", "id", "number", "open", "body"], &records, RECORD_AGAIN)
            .await
            .map_err(|error| wrong(place, error))?;
        Ok(progress)
    }

    /// Moves the mark of how far the index goes, and refuses if somebody else has moved it.
    async fn advance(&mut self, before: Option<&Progress>, now: &Progress) -> Result<(), Error> {
        let values: Vec<Value> = vec![
            now.block.into(),
            now.hash.0.to_vec().into(),
            now.at_ms.into(),
            now.digest.to_vec().into(),
            now.entries.into(),
            now.lines.into(),
        ];
        let changed = match before {
            Some(before) => {
                let sql =
                    "UPDATE progress SET block = $1, hash = $2, at_ms = $3, digest = $4, entries = $5, lines = $6 \
                           WHERE id = 0 AND block = $7";
                self.database.execute(sql, &[values, vec![before.block.into()]].concat()).await
            }
            None => {
                let sql = "INSERT INTO progress (block, hash, at_ms, digest, entries, lines, id, first_block) \
                           VALUES ($1, $2, $3, $4, $5, $6, 0, $7) ON CONFLICT (id) DO NOTHING";
                self.database.execute(sql, &[values, vec![now.first_block.into()]].concat()).await
            }
        };
        match changed.map_err(|error| unusable(&self.place, error))? {
            1 => Ok(()),
            _ => Err(IndexError::Busy { place: self.place.shown() }.into()),
        }
    }
}

const VOTE_COLUMNS: &[&str] = &["proposal", "member", "choice", "proxy", "reason", "at_ms", "seq"];
const VOTE_AGAIN: &str = "ON CONFLICT (proposal, member) DO UPDATE SET choice = excluded.choice, \
                          proxy = excluded.proxy, reason = excluded.reason, at_ms = excluded.at_ms, seq = excluded.seq";
const MONTH_AGAIN: &str =
    "ON CONFLICT (month, direction, cause) DO UPDATE SET amount = excluded.amount, count = excluded.count";
const RECORD_AGAIN: &str = "ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number, open = excluded.open, \
                            body = excluded.body";
pub(super) const LINE_COLUMNS: &[&str] =
    &["number", "seq", "block", "at_ms", "cause", "from_kind", "from_id", "to_kind", "to_id", "amount"];

/// A row of `votes`, if this is one.
pub(super) fn vote(event: &Event, at_ms: u64) -> Option<Row> {
    let Event::VoteCast(cast) = event else { return None };
    let choice = cast.choice.to_json();
    Some(vec![
        cast.proposal.0.into(),
        cast.member.0.into(),
        choice.as_str().unwrap_or_default().into(),
        cast.proxy.map(|proxy| proxy.0).into(),
        cast.reason.clone().into(),
        at_ms.into(),
        cast.seq.into(),
    ])
}

/// One statement puts a row in once: of a member's ballots on a proposal the last one stays.
pub(super) fn last_of_each(votes: Vec<Row>) -> Vec<Row> {
    let mut last: BTreeMap<(u64, u64), Row> = BTreeMap::new();
    for row in votes {
        let key = |at: usize| row.get(at).and_then(Value::number).unwrap_or_default();
        last.insert((key(0), key(1)), row);
    }
    last.into_values().collect()
}

/// A row of `outcomes`, if this is one.
pub(super) fn outcome(event: &Event, at_ms: u64, books: &Books) -> Option<Row> {
    let Event::StageAccepted(accepted) = event else { return None };
    let terms = books.grant(accepted.grant).and_then(|book| book.terms.as_ref());
    Some(vec![
        accepted.grant.0.into(),
        u32::from(accepted.stage).into(),
        at_ms.into(),
        terms.map_or("", |terms| terms.unit.as_str()).into(),
        accepted.metric.to_string().into(),
        accepted.seq.into(),
    ])
}

/// A row of `lines`.
pub(super) fn line(number: u64, line: &Line) -> Row {
    vec![
        number.into(),
        line.seq.into(),
        line.block.into(),
        line.at_ms.into(),
        line.cause.into(),
        line.from.kind().into(),
        line.from.id().into(),
        line.to.kind().into(),
        line.to.id().into(),
        line.amount.to_string().into(),
    ]
}

/// A row of `bodies`.
fn body(proposal: ProposalId, body: &ProposalBody) -> Row {
    let kind = body.action.kind().to_json();
    vec![proposal.0.into(), body.title.as_str().into(), kind.as_str().unwrap_or_default().into(), body.encode().into()]
}

/// A row of `records`.
pub(super) fn record(books: &Books, record: Record) -> Option<Row> {
    let shown = records::shown(books, record)?;
    Some(vec![
        record.kind().into(),
        record.id().into(),
        shown.number.into(),
        shown.is_open.into(),
        shown.body.to_string().into(),
    ])
}

/// A row of `months`.
pub(super) fn month(key: &(String, &'static str, String), months: &Months) -> Option<Row> {
    let (amount, count) = months.get(key)?;
    let (month, direction, cause) = key;
    Some(vec![
        month.as_str().into(),
        (*direction).into(),
        cause.as_str().into(),
        amount.to_string().into(),
        (*count).into(),
    ])
}

/// Adds a line to the sums of its month, if money came in or went out with it. Gives which sum.
pub(super) fn add_to_months(months: &mut Months, line: &Line) -> Option<(String, &'static str, String)> {
    let direction = match (line.from, line.to) {
        (Place::Outside(_), _) => "in",
        (_, Place::Outside(_)) => "out",
        _ => return None,
    };
    let month = moment::format(line.at_ms).get(..7).unwrap_or_default().to_owned();
    let key = (month, direction, line.cause.to_owned());
    let (amount, count) = months.entry(key.clone()).or_default();
    *amount = amount.saturating_add(line.amount);
    *count = count.saturating_add(1);
    Some(key)
}
