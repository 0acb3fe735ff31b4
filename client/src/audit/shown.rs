//! Values of any type, side by side.

use mutual_types::Planck;
use serde_json::Value;

use crate::json::ToJson;
use crate::text::{amount, Unit};

/// A value of a record, for people and for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Money, in planck.
    Money(Planck),
    /// Anything else.
    Other(Value),
}

impl Shown {
    /// Anything that programs can read.
    pub fn of(value: &(impl ToJson + ?Sized)) -> Self {
        Self::Other(value.to_json())
    }

    /// Nothing.
    pub fn none() -> Self {
        Self::Other(Value::Null)
    }

    /// For people.
    pub fn text(&self, unit: &Unit) -> String {
        match self {
            Self::Money(planck) => amount::format(*planck, unit),
            Self::Other(Value::String(text)) => text.clone(),
            Self::Other(Value::Null) => "none".to_owned(),
            Self::Other(value) => value.to_string(),
        }
    }

    /// For programs.
    pub fn json(&self) -> Value {
        match self {
            Self::Money(planck) => planck.to_json(),
            Self::Other(value) => value.clone(),
        }
    }
}
