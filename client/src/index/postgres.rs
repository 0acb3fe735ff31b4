//! An index in PostgreSQL.

use std::error::Error as StdError;

use futures::future::BoxFuture;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{to_sql_checked, IsNull, ToSql, Type};
use tokio_postgres::{Client, Config, NoTls};

use super::sql::{Row, Sql, SqlError, Value};

/// The environment variable with a password that the address does not have.
const PASSWORD_VARIABLE: &str = "PGPASSWORD";

/// A connection, and the statements prepared on it.
pub(super) struct Postgres {
    client: Client,
    prepared: std::collections::HashMap<String, tokio_postgres::Statement>,
}

impl Postgres {
    /// Connects to the database at `url`.
    pub(super) async fn connect(url: &str) -> Result<Self, SqlError> {
        let mut config: Config = url.parse()?;
        if config.get_password().is_none() {
            if let Ok(password) = std::env::var(PASSWORD_VARIABLE) {
                config.password(password);
            }
        }
        let (client, connection) = config.connect(NoTls).await?;
        // It ends with the client. What goes wrong with it is told by the statement that waits.
        tokio::spawn(async move { drop(connection.await) });
        client.batch_execute("SET client_min_messages = warning").await?;
        Ok(Self { client, prepared: std::collections::HashMap::new() })
    }

    async fn statement(&mut self, sql: &str) -> Result<tokio_postgres::Statement, SqlError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).await?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    async fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, SqlError> {
        // Tables and transactions need no preparing.
        if values.is_empty() {
            self.client.batch_execute(sql).await?;
            return Ok(0);
        }
        let statement = self.statement(sql).await?;
        Ok(self.client.execute(&statement, &borrowed(values)).await?)
    }

    async fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, SqlError> {
        let statement = self.statement(sql).await?;
        let rows = self.client.query(&statement, &borrowed(values)).await?;
        let row = |row: &tokio_postgres::Row| (0..row.len()).map(|column| value(row, column)).collect();
        rows.iter().map(row).collect()
    }
}

fn borrowed(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn value(row: &tokio_postgres::Row, column: usize) -> Result<Value, SqlError> {
    let kind = row.columns().get(column).map(|column| column.type_().clone());
    Ok(match kind {
        Some(Type::INT8) => row.try_get::<_, Option<i64>>(column)?.map_or(Value::Null, Value::Number),
        Some(Type::INT4) => row.try_get::<_, Option<i32>>(column)?.map_or(Value::Null, |n| Value::Number(n.into())),
        Some(Type::TEXT) => row.try_get::<_, Option<String>>(column)?.map_or(Value::Null, Value::Text),
        Some(Type::BYTEA) => row.try_get::<_, Option<Vec<u8>>>(column)?.map_or(Value::Null, Value::Bytes),
        other => return Err(SqlError(format!("a column of a type that no index has: {other:?}"))),
    })
}

impl From<tokio_postgres::Error> for SqlError {
    fn from(error: tokio_postgres::Error) -> Self {
        // The first is "db error" or the like; what happened stands behind it.
        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        Self(format!("{error}{cause}"))
    }
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Number(number) => number.to_sql_checked(kind, out),
            Self::Text(text) => text.to_sql_checked(kind, out),
            Self::Bytes(bytes) => bytes.to_sql_checked(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl Sql for Postgres {
    fn execute<'a>(&'a mut self, sql: &'a str, values: &'a [Value]) -> BoxFuture<'a, Result<u64, SqlError>> {
        Box::pin(self.run(sql, values))
    }

    fn query<'a>(&'a mut self, sql: &'a str, values: &'a [Value]) -> BoxFuture<'a, Result<Vec<Row>, SqlError>> {
        Box::pin(self.rows(sql, values))
    }

    fn begin_reading(&self) -> &'static str {
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    }

    fn begin(&self) -> &'static str {
        "BEGIN"
    }

    fn bytes_type(&self) -> &'static str {
        "BYTEA"
    }

    fn values_max(&self) -> usize {
        32_000
    }
}
