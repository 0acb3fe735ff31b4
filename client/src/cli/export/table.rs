//! A table on its way into a file.

use mutual_types::{AccountId, Planck, TimestampMs};
use serde_json::{Map, Value};

use crate::text::{address, amount, moment, Unit};

/// Rows under names.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static [&'static str],
    pub(super) rows: Vec<Vec<Cell>>,
}

/// What stands in a cell. Money is always two cells: in the chain's unit for people, in planck for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Nothing,
    Number(u64),
    Text(String),
    Truth(bool),
}

impl Cell {
    pub(super) fn account(account: &AccountId) -> Self {
        Self::Text(address::format(account))
    }

    /// A moment, or nothing for 0, which stands for never.
    pub(super) fn at(ms: TimestampMs) -> Self {
        if ms == 0 {
            Self::Nothing
        } else {
            Self::Text(moment::format(ms))
        }
    }

    /// The month of a moment.
    pub(super) fn month(ms: TimestampMs) -> Self {
        Self::Text(moment::format(ms).get(..7).unwrap_or_default().to_owned())
    }

    /// An amount, twice.
    pub(super) fn money(planck: Planck, unit: &Unit) -> [Self; 2] {
        let text = amount::format(planck, unit);
        let number = text.split(' ').next().unwrap_or_default().to_owned();
        [Self::Text(number), Self::Text(planck.to_string())]
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<bool> for Cell {
    fn from(is: bool) -> Self {
        Self::Truth(is)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Table {
    /// For programs: a list of objects with the names of the columns.
    pub(super) fn json(&self) -> String {
        let value = |cell: &Cell| match cell {
            Cell::Nothing => Value::Null,
            Cell::Number(number) => Value::from(*number),
            Cell::Text(text) => Value::from(text.clone()),
            Cell::Truth(is) => Value::from(*is),
        };
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let object: Map<String, Value> =
                    self.columns.iter().zip(row).map(|(name, cell)| ((*name).to_owned(), value(cell))).collect();
                Value::Object(object).to_string()
            })
            .collect();
        if rows.is_empty() {
            return "[]\n".to_owned();
        }
        format!("[\n{}\n]\n", rows.join(",\n"))
    }
}
