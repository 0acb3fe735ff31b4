//! Reading an index for pages: a record, a range of records, sums, ballots. Each is a look-up by a key of the tables, so
//! that none costs more when a society has more history.

use std::ops::Range;

use mutual_types::{MemberIndex, Planck, ProposalBody, ProposalId, TimestampMs};
use scale::DecodeAll;
use serde_json::Value as Json;

use super::reading::AuditNote;
use super::sql::Value;
use super::{Filter, Index, KeptEvent};
use crate::error::Error;

/// How far an index and what was written about it go: as long as these are the same, so is each page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// The last block that was read.
    pub block: u64,
    /// How many entries there are.
    pub entries: u64,
    /// How many audits were noted.
    pub audits: u64,
}

/// What came in or went out in a month, for one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthSum {
    /// The month, such as `2027-06`.
    pub month: String,
    /// Whether the money came in.
    pub is_in: bool,
    /// The event's name, or `Transfer`.
    pub cause: String,
    /// How much, in planck.
    pub amount: Planck,
    /// In how many movements.
    pub count: u64,
}

/// A ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBallot {
    /// Whose.
    pub member: MemberIndex,
    /// `aye`, `nay` or `abstain`.
    pub choice: String,
    /// Who cast it for them.
    pub proxy: Option<MemberIndex>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub at_ms: TimestampMs,
}

/// A measured result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptOutcome {
    /// Of which grant.
    pub grant: u32,
    /// Of which of its stages.
    pub stage: u8,
    /// When it was accepted.
    pub at_ms: TimestampMs,
    /// In what it was measured.
    pub unit: String,
    /// How many.
    pub metric: u64,
}

impl Index {
    /// Begins to read one page: until [`Index::end_reading`] nothing is seen of what others write.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn begin_reading(&mut self) -> Result<(), Error> {
        let begin = self.database.begin_reading();
        self.execute(begin).await?;
        self.progress = self.read_progress().await?;
        Ok(())
    }

    /// Ends what [`Index::begin_reading`] began.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn end_reading(&mut self) -> Result<(), Error> {
        self.execute("COMMIT").await
    }

    /// How far it goes by now, for whoever waits for more.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn edition(&mut self) -> Result<Edition, Error> {
        let rows = self.query("SELECT block, entries FROM progress WHERE id = 0", &[]).await?;
        let number = |at: usize| rows.first().and_then(|row| row.get(at)).and_then(Value::number).unwrap_or_default();
        let (block, entries) = (number(0), number(1));
        let audits = self.number("SELECT MAX(number) FROM audits", &[]).await?;
        Ok(Edition { block, entries, audits: audits.map_or(0, |last| last.saturating_add(1)) })
    }

    /// A record, by its kind and number; see `docs/history.md` for what each holds.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn record(&mut self, kind: &str, id: &str) -> Result<Option<Json>, Error> {
        let sql = "SELECT body FROM records WHERE kind = $1 AND id = $2";
        let rows = self.query(sql, &[kind.into(), id.into()]).await?;
        Ok(self.bodies(kind, rows)?.pop())
    }

    /// The records whose numbers are in a range, the newest first.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn records(&mut self, kind: &str, numbers: Range<u32>) -> Result<Vec<Json>, Error> {
        let sql = "SELECT body FROM records WHERE kind = $1 AND open IN (0, 1) AND number >= $2 AND number < $3 \
                   ORDER BY number DESC";
        let rows = self.query(sql, &[kind.into(), numbers.start.into(), numbers.end.into()]).await?;
        self.bodies(kind, rows)
    }

    /// The records of which anything can still become something, the newest first.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn open_records(&mut self, kind: &str, limit: u64) -> Result<Vec<Json>, Error> {
        let sql = "SELECT body FROM records WHERE kind = $1 AND open = 1 ORDER BY number DESC LIMIT $2";
        let rows = self.query(sql, &[kind.into(), limit.into()]).await?;
        self.bodies(kind, rows)
    }

    /// How many records of a kind there are, of those whose numbers leave none out.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn record_count(&mut self, kind: &str) -> Result<u32, Error> {
        let mut count = 0;
        // One look-up for each, since the key has them apart.
        for open in [false, true] {
            let sql = "SELECT MAX(number) FROM records WHERE kind = $1 AND open = $2";
            let last = self.number(sql, &[kind.into(), open.into()]).await?;
            count = count.max(last.map_or(0, |last| last.saturating_add(1)));
        }
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    fn bodies(&self, kind: &str, rows: Vec<super::sql::Row>) -> Result<Vec<Json>, Error> {
        let body = |row: &super::sql::Row| serde_json::from_str(row.first()?.text()?).ok();
        let read = |row| body(&row).ok_or_else(|| self.altered(format!("a record of kind {kind} cannot be read")));
        rows.into_iter().map(read).collect()
    }

    async fn number(&mut self, sql: &str, values: &[Value]) -> Result<Option<u64>, Error> {
        let rows = self.query(sql, values).await?;
        Ok(rows.first().and_then(|row| row.first()).and_then(Value::number))
    }

    /// What came in and went out in each month, the first month first.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn months(&mut self) -> Result<Vec<MonthSum>, Error> {
        let sql = "SELECT month, direction, cause, amount, count FROM months ORDER BY month, direction, cause";
        let rows = self.query(sql, &[]).await?;
        let read = |row: &super::sql::Row| {
            Some(MonthSum {
                month: row.first()?.text()?.to_owned(),
                is_in: row.get(1)?.text()? == "in",
                cause: row.get(2)?.text()?.to_owned(),
                amount: row.get(3)?.text()?.parse().ok()?,
                count: row.get(4)?.number()?,
            })
        };
        rows.iter().map(|row| read(row).ok_or_else(|| self.altered("a sum of a month cannot be read"))).collect()
    }

    /// The ballots on a proposal: first those with a reason, then by members.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn ballots(&mut self, proposal: ProposalId, limit: u64) -> Result<Vec<KeptBallot>, Error> {
        let sql = "SELECT member, choice, proxy, reason, at_ms FROM votes WHERE proposal = $1 \
                   ORDER BY CASE WHEN reason IS NULL THEN 1 ELSE 0 END, member LIMIT $2";
        let rows = self.query(sql, &[proposal.0.into(), limit.into()]).await?;
        let member = |value: &Value| value.number().and_then(|number| u32::try_from(number).ok()).map(MemberIndex);
        let read = |row: &super::sql::Row| {
            Some(KeptBallot {
                member: member(row.first()?)?,
                choice: row.get(1)?.text()?.to_owned(),
                proxy: member(row.get(2)?),
                reason: row.get(3)?.text().map(str::to_owned),
                at_ms: row.get(4)?.number()?,
            })
        };
        rows.iter().map(|row| read(row).ok_or_else(|| self.altered("a ballot cannot be read"))).collect()
    }

    /// What a proposal says.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn body(&mut self, proposal: ProposalId) -> Result<Option<ProposalBody>, Error> {
        let rows = self.query("SELECT body FROM bodies WHERE proposal = $1", &[proposal.0.into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let body = row.first().and_then(Value::bytes).and_then(|bytes| ProposalBody::decode_all(&mut &*bytes).ok());
        body.map(Some).ok_or_else(|| self.altered(format!("what proposal {proposal} says cannot be read")))
    }

    /// All measured results, in their order.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn outcomes(&mut self) -> Result<Vec<KeptOutcome>, Error> {
        let sql = "SELECT grant_number, stage, at_ms, unit, metric FROM outcomes ORDER BY seq";
        let rows = self.query(sql, &[]).await?;
        let read = |row: &super::sql::Row| {
            Some(KeptOutcome {
                grant: row.first()?.number()?.try_into().ok()?,
                stage: row.get(1)?.number()?.try_into().ok()?,
                at_ms: row.get(2)?.number()?,
                unit: row.get(3)?.text()?.to_owned(),
                metric: row.get(4)?.text()?.parse().ok()?,
            })
        };
        rows.iter().map(|row| read(row).ok_or_else(|| self.altered("an outcome cannot be read"))).collect()
    }

    /// How many events of a kind there are.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn event_count(&mut self, kind: &str) -> Result<u64, Error> {
        Ok(self.number("SELECT COUNT(*) FROM entries WHERE kind = $1", &[kind.into()]).await?.unwrap_or_default())
    }

    /// The events whose numbers are in a range, in their order.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn events_between(&mut self, numbers: Range<u64>) -> Result<Vec<KeptEvent>, Error> {
        self.events(&Filter { numbers: Some(numbers), ..Filter::default() }).await
    }

    /// Some of the events of a kind, in their order, after so many of them.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn events_of(&mut self, kind: &str, skip: u64, limit: u64) -> Result<Vec<KeptEvent>, Error> {
        let filter = Filter { kind: Some(kind.to_owned()), limit: Some(limit), skip, ..Filter::default() };
        self.events(&filter).await
    }

    /// The last audits, the newest first.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn audits(&mut self, limit: u64) -> Result<Vec<AuditNote>, Error> {
        let sql = "SELECT at_ms, block, events, differences FROM audits ORDER BY number DESC LIMIT $1";
        let rows = self.query(sql, &[limit.into()]).await?;
        let note = |row: &super::sql::Row| {
            let number = |at: usize| row.get(at).and_then(Value::number).unwrap_or_default();
            AuditNote { at_ms: number(0), block: number(1), events: number(2), differences: number(3) }
        };
        Ok(rows.iter().map(note).collect())
    }
}
