//! The index, the audit, events and export: whole histories of random societies, planted discrepancies, an indexer that is
//! killed, and the commands.
#![allow(clippy::disallowed_macros)] // what was played and measured is shown with `--nocapture`

mod cli;
mod kills;
mod newcomers;
mod planted;
mod plays;
mod postgres;
pub mod speed;
pub mod stories;
