//! `mutual demo`: stories of a society, on a development chain in this process.
//!
//! Every step is a real signed transaction, or a refusal in the contract's own words. At the end every account is
//! compared with what the steps say it paid and got.

mod cast;
mod district;
mod hours;
mod opening;
mod savings;
mod stage;
mod story;
mod sums;

use clap::{Args, Subcommand};

use super::context::Context;
use super::report::Report;
use crate::error::Error;

/// Which story; without a word that of a payment, from the founding of a society to the money in its payee's account.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  mutual demo\n  mutual demo --output json\n  mutual demo exchange")]
pub(super) struct Command {
    #[command(subcommand)]
    story: Option<Story>,
}

#[derive(Debug, Subcommand)]
enum Story {
    /// A payment: proposed, decided, approved and released
    #[command(after_help = "Example:\n  mutual demo payment")]
    Payment,
    /// Help between members, counted in hours: offered, agreed, reported, contested and ruled
    #[command(after_help = "Example:\n  mutual demo exchange")]
    Exchange,
    /// Members who save together, of whom one stops paying: what that costs the others, and that it costs all the same
    #[command(after_help = "Example:\n  mutual demo circle")]
    Circle,
    /// Three societies that back each other: a flood drains one, it draws on the others and pays back
    #[command(after_help = "Example:\n  mutual demo federation")]
    Federation,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command.story {
        None | Some(Story::Payment) => story::tell(context).await,
        Some(Story::Exchange) => hours::tell(context).await,
        Some(Story::Circle) => savings::tell(context).await,
        Some(Story::Federation) => district::tell(context).await,
    }
}

/// A failure of the demo itself, which is a bug of ours.
fn broken(what: impl core::fmt::Display) -> Error {
    Error::Unexpected(format!("the demo: {what}"))
}
