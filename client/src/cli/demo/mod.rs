//! `mutual demo`: a society from its founding to a released payment, on a development chain in this process.
//!
//! Every step is a real signed transaction, or a refusal in the contract's own words. At the end every account is
//! compared with what the steps say it paid and got.

mod cast;
mod stage;
mod story;
mod sums;

use clap::Args;

use super::context::Context;
use super::report::Report;
use crate::error::Error;

/// The demo takes nothing but what goes with every command.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  mutual demo\n  mutual demo --output json")]
pub(super) struct Command {}

pub(super) async fn run(_command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    story::tell(context).await
}

/// A failure of the demo itself, which is a bug of ours.
fn broken(what: impl core::fmt::Display) -> Error {
    Error::Unexpected(format!("the demo: {what}"))
}
