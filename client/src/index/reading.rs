//! Reading an index back: entries in their order, documents, and notes of audits.

use mutual_types::{event::Event, Founding, ProposalBody, ProposalId, TimestampMs};
use scale::DecodeAll;

use super::digest::{BlockDigest, Broken};
use super::source::read_back;
use super::sql::{insert, Value};
use super::{unusable, Index, Progress};
use crate::audit::{Documents, Entry, What};
use crate::chain::Hash;
use crate::error::Error;

/// Entries read at a time.
const PAGE: u64 = 10_000;

/// Which events are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this kind, by its name such as `VoteCast`.
    pub kind: Option<String>,
    /// Only from this block on.
    pub from_block: Option<u64>,
    /// Only from this time on.
    pub from_ms: Option<TimestampMs>,
    /// Only those whose numbers are in this range.
    pub numbers: Option<std::ops::Range<u64>>,
    /// At most so many.
    pub limit: Option<u64>,
    /// Not the first so many; with a limit.
    pub skip: u64,
    /// The last ones instead of the first, in their order all the same.
    pub last: bool,
}

/// An event as the index keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEvent {
    /// The block.
    pub block: u64,
    /// The time of the block.
    pub at_ms: TimestampMs,
    /// The event.
    pub event: Event,
}

/// When the books were rebuilt, and what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditNote {
    /// When, by the clock of who did it.
    pub at_ms: TimestampMs,
    /// Up to which block.
    pub block: u64,
    /// From how many events.
    pub events: u64,
    /// How many differences there were.
    pub differences: u64,
}

impl Index {
    pub(super) async fn read_progress(&mut self) -> Result<Option<Progress>, Error> {
        let sql = "SELECT first_block, block, hash, at_ms, digest, entries, lines FROM progress WHERE id = 0";
        let rows = self.query(sql, &[]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let number = |at: usize| row.get(at).and_then(Value::number);
        let hash = |at: usize| row.get(at).and_then(Value::bytes).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let read = || {
            Some(Progress {
                first_block: number(0)?,
                block: number(1)?,
                hash: Hash(hash(2)?),
                at_ms: number(3)?,
                digest: hash(4)?,
                entries: number(5)?,
                lines: number(6)?,
            })
        };
        read().map(Some).ok_or_else(|| self.altered("how far it goes cannot be read"))
    }

    /// The founding and what proposals say, as they were read from the chain.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn documents(&mut self) -> Result<Documents, Error> {
        let rows = self.query("SELECT body FROM founding WHERE id = 0", &[]).await?;
        let founding = match rows.first().and_then(|row| row.first()) {
            None | Some(Value::Null) => None,
            Some(value) => {
                let found = value.bytes().and_then(|bytes| Founding::decode_all(&mut &*bytes).ok());
                Some(found.ok_or_else(|| self.altered("the founding cannot be read"))?)
            }
        };
        let mut documents = Documents::of(founding);
        for row in self.query("SELECT proposal, body FROM bodies ORDER BY proposal", &[]).await? {
            let id = row.first().and_then(Value::number).and_then(|id| u32::try_from(id).ok());
            let body = row.get(1).and_then(Value::bytes).and_then(|bytes| ProposalBody::decode_all(&mut &*bytes).ok());
            match (id, body) {
                (Some(id), Some(body)) => documents.learn(ProposalId(id), body),
                (id, _) => {
                    let id = id.unwrap_or_default();
                    return Err(self.altered(format!("what proposal {id} says cannot be read")));
                }
            }
        }
        Ok(documents)
    }

    /// Gives all entries in their order to `take`.
    ///
    /// # Errors
    /// [`Error::Index`], with [`super::IndexError::Altered`] for a row that cannot be read.
    pub async fn each_entry(&mut self, take: &mut (dyn FnMut(&Entry) + Send)) -> Result<(), Error> {
        let mut next = 0u64;
        loop {
            let sql = "SELECT number, block, extrinsic, at_ms, kind, payload FROM entries WHERE number >= $1 \
                       ORDER BY number LIMIT $2";
            let rows = self.query(sql, &[next.into(), PAGE.into()]).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in rows {
                let number = row.first().and_then(Value::number).unwrap_or_default();
                let Some(entry) = entry(&row) else {
                    return Err(self.altered(format!("entry {number} cannot be read")));
                };
                take(&entry);
                next = number.saturating_add(1);
            }
        }
    }

    /// The first block whose rows are not those that were written, if there is one.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn check_digests(&mut self) -> Result<Option<Broken>, Error> {
        let Some(progress) = self.read_progress().await? else { return Ok(None) };
        let blocks = self.query("SELECT number, hash, at_ms, entries, digest FROM blocks ORDER BY number", &[]).await?;
        let mut blocks = blocks.into_iter();
        let (mut digest, mut next, mut seen) = ([0; 32], 0u64, 0u64);
        let mut open: Option<OpenBlock> = None;
        loop {
            let sql = "SELECT number, block, extrinsic, at_ms, kind, payload, seq FROM entries WHERE number >= $1 \
                       ORDER BY number LIMIT $2";
            let rows = self.query(sql, &[next.into(), PAGE.into()]).await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let number = |at: usize| row.get(at).and_then(Value::number);
                let (Some(place), Some(block), Some(at_ms)) = (number(0), number(1), number(3)) else {
                    return Ok(Some(Broken { block: 0 }));
                };
                if open.as_ref().is_none_or(|open| open.number != block) {
                    if let Some(done) = open.take() {
                        let number = done.number;
                        match done.end() {
                            Some(ended) => digest = ended,
                            None => return Ok(Some(Broken { block: number })),
                        }
                    }
                    open = blocks.next().and_then(|row| OpenBlock::read(&row, &digest));
                }
                let Some(current) = open.as_mut().filter(|it| (it.number, it.at_ms) == (block, at_ms)) else {
                    return Ok(Some(Broken { block }));
                };
                let seq = row.get(6).and_then(Value::number);
                let is_its_own = entry(row).is_some_and(|entry| entry.seq() == seq);
                if place != seen || !is_its_own || !current.add(row) {
                    return Ok(Some(Broken { block }));
                }
                seen = seen.saturating_add(1);
                next = place.saturating_add(1);
            }
        }
        if let Some(done) = open {
            let number = done.number;
            match done.end() {
                Some(ended) => digest = ended,
                None => return Ok(Some(Broken { block: number })),
            }
        }
        if let Some(row) = blocks.next() {
            return Ok(Some(Broken { block: row.first().and_then(Value::number).unwrap_or_default() }));
        }
        let is_whole = digest == progress.digest && seen == progress.entries;
        Ok((!is_whole).then_some(Broken { block: progress.block }))
    }

    /// Events in their order.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn events(&mut self, filter: &Filter) -> Result<Vec<KeptEvent>, Error> {
        let mut values: Vec<Value> = Vec::new();
        let mut wanted = vec!["seq IS NOT NULL".to_owned()];
        let mut want = |condition: &str, value: Value| {
            values.push(value);
            wanted.push(format!("{condition} ${}", values.len()));
        };
        if let Some(kind) = &filter.kind {
            want("kind =", kind.as_str().into());
        }
        if let Some(block) = filter.from_block {
            want("block >=", block.into());
        }
        if let Some(numbers) = &filter.numbers {
            want("seq >=", numbers.start.into());
            want("seq <", numbers.end.into());
        }
        if let Some(from_ms) = filter.from_ms {
            // Numbers and times go up together, and numbers are what entries are kept by.
            values.push(from_ms.into());
            let first = format!("SELECT MIN(at_ms) FROM entries WHERE at_ms >= ${}", values.len());
            wanted.push(format!("number >= (SELECT MIN(number) FROM entries WHERE at_ms = ({first}))"));
        }
        let order = if filter.last { "DESC" } else { "ASC" };
        let mut sql = format!(
            "SELECT number, block, extrinsic, at_ms, kind, payload FROM entries WHERE {} ORDER BY number {order}",
            wanted.join(" AND ")
        );
        if let Some(limit) = filter.limit {
            values.push(limit.into());
            sql.push_str(&format!(" LIMIT ${}", values.len()));
            if filter.skip > 0 {
                values.push(filter.skip.into());
                sql.push_str(&format!(" OFFSET ${}", values.len()));
            }
        }
        let mut events = Vec::new();
        for row in self.query(&sql, &values).await? {
            match entry(&row) {
                Some(Entry { block, at_ms, what: What::Event(event), .. }) => {
                    events.push(KeptEvent { block, at_ms, event });
                }
                _ => {
                    let number = row.first().and_then(Value::number).unwrap_or_default();
                    return Err(self.altered(format!("entry {number} cannot be read")));
                }
            }
        }
        if filter.last {
            events.reverse();
        }
        Ok(events)
    }

    /// Notes what an audit found.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn note_audit(&mut self, note: &AuditNote) -> Result<(), Error> {
        let rows = self.query("SELECT COALESCE(MAX(number), -1) + 1 FROM audits", &[]).await?;
        let number = rows.first().and_then(|row| row.first()).and_then(Value::number).unwrap_or_default();
        let row =
            vec![number.into(), note.at_ms.into(), note.block.into(), note.events.into(), note.differences.into()];
        let columns = ["number", "at_ms", "block", "events", "differences"];
        insert(self.database.as_mut(), "audits", &columns, &[row], "ON CONFLICT (number) DO NOTHING")
            .await
            .map_err(|error| unusable(&self.place, error))
    }

    /// What the last audit found.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn last_audit(&mut self) -> Result<Option<AuditNote>, Error> {
        Ok(self.audits(1).await?.into_iter().next())
    }
}

/// The entry of a row `number, block, extrinsic, at_ms, kind, payload`.
fn entry(row: &[Value]) -> Option<Entry> {
    let extrinsic = match row.get(2)? {
        Value::Null => None,
        value => Some(u32::try_from(value.number()?).ok()?),
    };
    let what = read_back(row.get(4)?.text()?, row.get(5)?.bytes()?)?;
    Some(Entry { block: row.get(1)?.number()?, extrinsic, at_ms: row.get(3)?.number()?, what })
}

/// A block whose digest is worked out again.
struct OpenBlock {
    number: u64,
    at_ms: u64,
    left: u64,
    wanted: [u8; 32],
    digest: BlockDigest,
}

impl OpenBlock {
    fn read(row: &[Value], before: &[u8; 32]) -> Option<Self> {
        let hash = |at: usize| row.get(at).and_then(Value::bytes).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let (number, at_ms) = (row.first()?.number()?, row.get(2)?.number()?);
        let digest = BlockDigest::new(before, number, Hash(hash(1)?), at_ms);
        Some(Self { number, at_ms, left: row.get(3)?.number()?, wanted: hash(4)?, digest })
    }

    /// Adds a row of entries; false if it has too many.
    fn add(&mut self, row: &[Value]) -> bool {
        let extrinsic = row.get(2).and_then(Value::number).and_then(|number| u32::try_from(number).ok());
        let (kind, payload) = (row.get(4).and_then(Value::text), row.get(5).and_then(Value::bytes));
        self.digest.add(extrinsic, kind.unwrap_or_default(), payload.unwrap_or_default());
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }

    /// The digest, if it is the one that was written.
    fn end(self) -> Option<[u8; 32]> {
        let digest = self.digest.end();
        (self.left == 0 && digest == self.wanted).then_some(digest)
    }
}
