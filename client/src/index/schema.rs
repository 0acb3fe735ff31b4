//! The tables, and how an older form of them becomes the present one.

use super::sql::{Sql, SqlError, Value};

/// The form of the tables that this program writes.
pub(super) const VERSION: u64 = 1;

/// What makes form 1. What is worked out from entries (`votes`, `lines`, `months`, `outcomes`, `records`) is there so that
/// a page about a large society needs to add nothing up; `docs/history.md` describes each column.
const V1: &[&str] = &[
    "CREATE TABLE progress (
        id BIGINT PRIMARY KEY, first_block BIGINT NOT NULL, block BIGINT NOT NULL, hash {bytes} NOT NULL,
        at_ms BIGINT NOT NULL, digest {bytes} NOT NULL, entries BIGINT NOT NULL, lines BIGINT NOT NULL)",
    "CREATE TABLE blocks (
        number BIGINT PRIMARY KEY, hash {bytes} NOT NULL, at_ms BIGINT NOT NULL, entries BIGINT NOT NULL,
        digest {bytes} NOT NULL)",
    "CREATE TABLE entries (
        number BIGINT PRIMARY KEY, block BIGINT NOT NULL, extrinsic BIGINT, at_ms BIGINT NOT NULL, kind TEXT NOT NULL,
        seq BIGINT, payload {bytes} NOT NULL)",
    "CREATE INDEX entries_by_kind ON entries (kind, number)",
    "CREATE INDEX entries_by_seq ON entries (seq)",
    "CREATE INDEX entries_by_time ON entries (at_ms)",
    "CREATE TABLE founding (id BIGINT PRIMARY KEY, body {bytes})",
    "CREATE TABLE bodies (proposal BIGINT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL, body {bytes} NOT NULL)",
    "CREATE TABLE votes (
        proposal BIGINT NOT NULL, member BIGINT NOT NULL, choice TEXT NOT NULL, proxy BIGINT, reason TEXT,
        at_ms BIGINT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (proposal, member))",
    "CREATE TABLE lines (
        number BIGINT PRIMARY KEY, seq BIGINT, block BIGINT NOT NULL, at_ms BIGINT NOT NULL, cause TEXT NOT NULL,
        from_kind TEXT NOT NULL, from_id TEXT NOT NULL, to_kind TEXT NOT NULL, to_id TEXT NOT NULL,
        amount TEXT NOT NULL)",
    "CREATE INDEX lines_by_time ON lines (at_ms)",
    "CREATE TABLE months (
        month TEXT NOT NULL, direction TEXT NOT NULL, cause TEXT NOT NULL, amount TEXT NOT NULL, count BIGINT NOT NULL,
        PRIMARY KEY (month, direction, cause))",
    "CREATE TABLE outcomes (
        grant_number BIGINT NOT NULL, stage BIGINT NOT NULL, at_ms BIGINT NOT NULL, unit TEXT NOT NULL,
        metric TEXT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (grant_number, stage))",
    "CREATE TABLE records (
        kind TEXT NOT NULL, id TEXT NOT NULL, number BIGINT NOT NULL, open BIGINT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (kind, id))",
    "CREATE INDEX records_by_number ON records (kind, open, number)",
    "CREATE TABLE audits (
        number BIGINT PRIMARY KEY, at_ms BIGINT NOT NULL, block BIGINT NOT NULL, events BIGINT NOT NULL,
        differences BIGINT NOT NULL)",
];

/// What makes form `n + 1` of form `n`, at place `n`.
const STEPS: &[&[&str]] = &[V1];

/// What is written about an index as a whole.
pub(super) const ABOUT: &str = "CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL)";

/// Brings the tables to the present form, in the transaction at hand. Gives the form they had; a later one than this
/// program knows is left as it is.
pub(super) async fn migrate(database: &mut dyn Sql, found: u64) -> Result<(), SqlError> {
    let bytes = database.bytes_type();
    let done = usize::try_from(found).unwrap_or(usize::MAX);
    for statement in STEPS.iter().skip(done).flat_map(|step| step.iter()) {
        database.execute(&statement.replace("{bytes}", bytes), &[]).await?;
    }
    set_about(database, "schema", &VERSION.to_string()).await
}

/// Writes one thing about an index.
pub(super) async fn set_about(database: &mut dyn Sql, key: &str, value: &str) -> Result<(), SqlError> {
    let sql = "INSERT INTO about (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    database.execute(sql, &[key.into(), value.into()]).await.map(drop)
}

/// Reads one thing about an index.
pub(super) async fn about(database: &mut dyn Sql, key: &str) -> Result<Option<String>, SqlError> {
    let rows = database.query("SELECT value FROM about WHERE key = $1", &[Value::from(key)]).await?;
    Ok(rows.first().and_then(|row| row.first()).and_then(Value::text).map(str::to_owned))
}
