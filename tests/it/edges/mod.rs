//! The edges of every message: each field at its ends, bytes that are no message, the same message twice, and who pays for
//! what it stores. All of it is found by the metadata, in a town in which everything happened, so that no new message or field
//! is forgotten.
#![allow(clippy::disallowed_macros)] // what was tried is shown with `--nocapture`

mod calldata;
mod deposits;
pub mod edge;
mod fields;
mod founding;
pub mod metadata;
mod replay;
