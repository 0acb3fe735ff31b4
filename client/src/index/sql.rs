//! The little of SQL that the index needs, alike for SQLite and PostgreSQL.

use std::fmt;

use futures::future::BoxFuture;

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// None.
    Null,
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A row.
pub(crate) type Row = Vec<Value>;

/// Why a statement failed, in the database's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SqlError(pub String);

impl fmt::Display for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A database. Statements have their values as `$1`, `$2`, … in the order in which they first stand.
pub(crate) trait Sql: Send {
    /// Runs a statement and gives how many rows it changed.
    fn execute<'a>(&'a mut self, sql: &'a str, values: &'a [Value]) -> BoxFuture<'a, Result<u64, SqlError>>;

    /// Asks for rows.
    fn query<'a>(&'a mut self, sql: &'a str, values: &'a [Value]) -> BoxFuture<'a, Result<Vec<Row>, SqlError>>;

    /// What begins a transaction that writes, and waits for another one to end.
    fn begin(&self) -> &'static str;

    /// What begins a transaction that only reads, and sees nothing of what others write meanwhile.
    fn begin_reading(&self) -> &'static str;

    /// What a column of bytes is called.
    fn bytes_type(&self) -> &'static str;

    /// How many values one statement may have.
    fn values_max(&self) -> usize;
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        // Blocks, events and times: none comes near the end.
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<bool> for Value {
    fn from(is: bool) -> Self {
        Self::Number(is.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        // PostgreSQL has no texts with a zero in them; whoever wrote one is shown a space.
        Self::Text(text.replace('\0', " "))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Value {
    /// As a number that is not below zero.
    pub(crate) fn number(&self) -> Option<u64> {
        match self {
            Self::Number(number) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    /// As a text.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// As bytes.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// Puts rows into a table, many with one statement. `conflict` is what follows them, such as what to do with a row that
/// is there.
pub(crate) async fn insert(
    database: &mut dyn Sql,
    table: &str,
    columns: &[&str],
    rows: &[Row],
    conflict: &str,
) -> Result<(), SqlError> {
    let at_once = database.values_max().checked_div(columns.len().max(1)).unwrap_or(1).clamp(1, 500);
    for chunk in rows.chunks(at_once) {
        let mut number = 0usize;
        let tuples: Vec<String> = chunk
            .iter()
            .map(|row| {
                let marks: Vec<String> = row
                    .iter()
                    .map(|_| {
                        number = number.saturating_add(1);
                        format!("${number}")
                    })
                    .collect();
                format!("({})", marks.join(", "))
            })
            .collect();
        let sql = format!("INSERT INTO {table} ({}) VALUES {} {conflict}", columns.join(", "), tuples.join(", "));
        let values: Vec<Value> = chunk.iter().flatten().cloned().collect();
        database.execute(&sql, &values).await?;
    }
    Ok(())
}
