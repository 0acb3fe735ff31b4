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

/// The line of an offset in a text, counted from 1.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count().saturating_add(1)
}
