//! The tables that are worked out from entries, worked out again.

use std::collections::BTreeMap;

use mutual_types::MemberIndex;

use super::sql::{Row, Value};
use super::writing::{self, add_to_months, last_of_each, Months};
use super::Index;
use crate::audit::{Books, Difference, Entry, Line, Record, Shown, What};
use crate::error::Error;

/// Books rebuilt from the rows of an index, and what each of its other tables should hold.
pub struct Rebuilt {
    books: Books,
    lines: Vec<Line>,
    votes: Vec<Row>,
    accepted: Vec<(mutual_types::event::Event, u64)>,
}

impl Rebuilt {
    /// The books.
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// All movements of money, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }
}

impl Index {
    /// Rebuilds the books from the entries alone.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn rebuild(&mut self, mut books: Books) -> Result<Rebuilt, Error> {
        let (mut lines, mut votes, mut accepted) = (Vec::new(), Vec::new(), Vec::new());
        self.each_entry(&mut |entry: &Entry| {
            books.apply(entry);
            lines.extend(books.take_lines());
            if let What::Event(event) = &entry.what {
                votes.extend(writing::vote(event, entry.at_ms));
                if matches!(event, mutual_types::event::Event::StageAccepted(_)) {
                    accepted.push((event.clone(), entry.at_ms));
                }
            }
        })
        .await?;
        books.pause();
        lines.extend(books.take_lines());
        Ok(Rebuilt { books, lines, votes, accepted })
    }

    /// Where the tables that are worked out from entries hold something else than they should.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn check_derived(&mut self, rebuilt: &Rebuilt) -> Result<Vec<Difference>, Error> {
        let books = &rebuilt.books;
        let lines: Vec<Row> = (0u64..).zip(&rebuilt.lines).map(|(number, line)| writing::line(number, line)).collect();
        let mut months = Months::new();
        for line in &rebuilt.lines {
            add_to_months(&mut months, line);
        }
        let months = months.keys().filter_map(|key| writing::month(key, &months)).collect();
        let outcomes = rebuilt.accepted.iter().filter_map(|(event, at_ms)| writing::outcome(event, *at_ms, books));
        let records = all_records(books).into_iter().filter_map(|record| writing::record(books, record)).collect();
        let tables: [(&str, &str, usize, Vec<Row>); 5] = [
            ("lines", "number, seq, block, at_ms, cause, from_kind, from_id, to_kind, to_id, amount", 1, lines),
            ("months", "month, direction, cause, amount, count", 3, months),
            ("votes", "proposal, member, choice, proxy, reason, at_ms, seq", 2, last_of_each(rebuilt.votes.clone())),
            ("outcomes", "grant_number, stage, at_ms, unit, metric, seq", 2, outcomes.collect()),
            ("records", "kind, id, number, open, body", 2, records),
        ];
        let mut found = Vec::new();
        for (table, columns, keys, expected) in tables {
            let rows = self.query(&format!("SELECT {columns} FROM {table}"), &[]).await?;
            found.extend(compare(table, keys, expected, rows));
        }
        Ok(found)
    }
}

/// Rows by their first columns, compared.
fn compare(table: &str, keys: usize, expected: Vec<Row>, found: Vec<Row>) -> Vec<Difference> {
    let keyed = |rows: Vec<Row>| -> BTreeMap<String, Row> {
        rows.into_iter().map(|row| (row.iter().take(keys).map(shown).collect::<Vec<_>>().join(" "), row)).collect()
    };
    let (expected, mut found) = (keyed(expected), keyed(found));
    let mut differences = Vec::new();
    for (key, row) in expected {
        let other = found.remove(&key);
        if other.as_ref() != Some(&row) {
            differences.push(difference(table, &key, Some(&row), other.as_ref()));
        }
    }
    differences.extend(found.into_iter().map(|(key, row)| difference(table, &key, None, Some(&row))));
    differences
}

fn difference(table: &str, key: &str, books: Option<&Row>, kept: Option<&Row>) -> Difference {
    let text = |row: Option<&Row>| match row {
        Some(row) => Shown::of(&row.iter().map(shown).collect::<Vec<_>>().join(" | ")),
        None => Shown::none(),
    };
    Difference {
        record: Record::Society,
        what: format!("row {key} of the index's table {table}"),
        books: text(books),
        chain: text(kept),
        events: Vec::new(),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Bytes(bytes) => format!("0x{}", hex::encode(bytes)),
    }
}

/// All records of which the books know.
fn all_records(books: &Books) -> Vec<Record> {
    use mutual_types::{DisputeId, GrantId, PaymentId, PotId, ProposalId, ReliefId};
    let ids = |length: usize| 0..u32::try_from(length).unwrap_or(u32::MAX);
    let mut all = vec![Record::Society, Record::Roles];
    all.extend(books.dissolution().map(|_| Record::Dissolution));
    all.extend(ids(books.pots().len()).map(|id| Record::Pot(PotId(id))));
    all.extend(ids(books.members().len()).map(|id| Record::Member(MemberIndex(id))));
    all.extend(ids(books.proposals().len()).map(|id| Record::Proposal(ProposalId(id))));
    all.extend(ids(books.payments().len()).map(|id| Record::Payment(PaymentId(id))));
    all.extend(ids(books.grants().len()).map(|id| Record::Grant(GrantId(id))));
    all.extend(ids(books.relief().len()).map(|id| Record::Relief(ReliefId(id))));
    all.extend(ids(books.disputes().len()).map(|id| Record::Dispute(DisputeId(id))));
    all.extend(books.credits().map(|(account, _)| Record::Credit(account)));
    all
}
