//! An index in a file, by SQLite.

use std::path::Path;
use std::time::Duration;

use futures::future::BoxFuture;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{params_from_iter, Connection, OpenFlags, ToSql};

use super::sql::{Row, Sql, SqlError, Value};

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// A database in a file, or in memory.
pub(super) struct Sqlite(Connection);

impl Sqlite {
    /// Opens the file, which is made if it is not there.
    pub(super) fn open(path: &Path) -> Result<Self, SqlError> {
        Self::prepared(Connection::open(path)?)
    }

    /// Opens a file that is there.
    pub(super) fn open_existing(path: &Path) -> Result<Self, SqlError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Self::prepared(Connection::open_with_flags(path, flags)?)
    }

    /// One that is gone with this process.
    pub(super) fn in_memory() -> Result<Self, SqlError> {
        Self::prepared(Connection::open_in_memory()?)
    }

    fn prepared(connection: Connection) -> Result<Self, SqlError> {
        connection.busy_timeout(PATIENCE)?;
        // Readers never wait for who writes, and a process that is killed leaves whole transactions.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "cache_size", -65_536)?;
        Ok(Self(connection))
    }
}

impl From<rusqlite::Error> for SqlError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn value(from: ValueRef<'_>) -> Result<Value, SqlError> {
    match from {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Ok(Value::Number(number)),
        ValueRef::Real(_) => Err(SqlError("a number with a fraction stands where none belongs".to_owned())),
        ValueRef::Text(text) => match String::from_utf8(text.to_vec()) {
            Ok(text) => Ok(Value::Text(text)),
            Err(_) => Err(SqlError("a text is not in UTF-8".to_owned())),
        },
        ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes.to_vec())),
    }
}

impl Sqlite {
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, SqlError> {
        let changed = self.0.prepare(sql)?.execute(params_from_iter(values))?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, SqlError> {
        let mut statement = self.0.prepare(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query(params_from_iter(values))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let cells = (0..columns).map(|column| value(row.get_ref(column)?));
            all.push(cells.collect::<Result<Row, SqlError>>()?);
        }
        Ok(all)
    }
}

impl Sql for Sqlite {
    fn execute<'a>(&'a mut self, sql: &'a str, values: &'a [Value]) -> BoxFuture<'a, Result<u64, SqlError>> {
        Box::pin(async move { self.run(sql, values) })
    }

    fn query<'a>(&'a mut self, sql: &'a str, values: &'a [Value]) -> BoxFuture<'a, Result<Vec<Row>, SqlError>> {
        Box::pin(async move { self.rows(sql, values) })
    }

    fn begin(&self) -> &'static str {
        "BEGIN IMMEDIATE"
    }

    fn begin_reading(&self) -> &'static str {
        "BEGIN DEFERRED"
    }

    fn bytes_type(&self) -> &'static str {
        "BLOB"
    }

    fn values_max(&self) -> usize {
        32_000
    }
}
