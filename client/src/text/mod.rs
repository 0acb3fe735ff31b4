//! How people write amounts, spans of time, moments and accounts, and how they read them.
//!
//! Each form has one file with `parse` and `format`, which are inverse to each other; each error says what was wrong
//! and how to write it instead.

pub mod address;
pub mod amount;
pub mod duration;
pub mod moment;
mod unit;

pub use unit::Unit;
