//! Records, events and errors for programs.
//!
//! Keys are the names of the Rust fields. Planck are decimal strings, because they do not fit the numbers that many
//! programs read JSON with; times are numbers in ms, and each moment `x_ms` comes with an `x_at` in RFC 3339, which is
//! null where the moment is 0 and means never. Accounts are addresses, hashes are 0x and hexadecimal digits. An enum
//! whose variants hold nothing is a text in snake_case; any other is an object whose `kind` names the variant (for
//! events: `event`).

mod action;
mod circle;
mod client;
mod enums;
mod error;
mod event;
mod exchange;
mod federation;
mod object;
mod records;
mod rules;
#[cfg(test)]
mod tests;

use mutual_types::{
    AccountId, DisputeId, ExpenseId, GrantId, MemberIndex, PaymentId, PotId, ProposalId, ReliefId, Span,
};
use serde_json::Value;

use crate::text::address;

/// Something programs can read.
pub trait ToJson {
    /// As JSON.
    fn to_json(&self) -> Value;
}

macro_rules! number {
    ($($type:ty),*) => {$(
        impl ToJson for $type {
            fn to_json(&self) -> Value {
                Value::from(*self)
            }
        }
    )*};
}

macro_rules! id {
    ($($type:ty),*) => {$(
        impl ToJson for $type {
            fn to_json(&self) -> Value {
                Value::from(self.0)
            }
        }
    )*};
}

number!(bool, u8, u16, u32, u64, i64, usize);
id!(DisputeId, ExpenseId, GrantId, MemberIndex, PaymentId, PotId, ProposalId, ReliefId);

impl ToJson for u128 {
    fn to_json(&self) -> Value {
        Value::from(self.to_string())
    }
}

impl ToJson for str {
    fn to_json(&self) -> Value {
        Value::from(self)
    }
}

impl ToJson for String {
    fn to_json(&self) -> Value {
        self.as_str().to_json()
    }
}

impl ToJson for AccountId {
    fn to_json(&self) -> Value {
        Value::from(address::format(self))
    }
}

impl ToJson for [u8; 32] {
    fn to_json(&self) -> Value {
        Value::from(format!("0x{}", hex::encode(self)))
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, ToJson::to_json)
    }
}

impl<T: ToJson> ToJson for Box<T> {
    fn to_json(&self) -> Value {
        self.as_ref().to_json()
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self) -> Value {
        self.iter().map(ToJson::to_json).collect()
    }
}

impl<T: ToJson> ToJson for Span<T> {
    fn to_json(&self) -> Value {
        object::Object::default().with("min", &self.min).with("max", &self.max).into()
    }
}
