//! Shares: capital that a member lends the society, given back at par when they leave.

use clap::Subcommand;

use super::super::context::Context;
use super::super::report::Report;
use super::super::write;
use super::super::written::Fact;
use crate::error::Error;
use crate::society::Message;
use crate::text::amount;

#[derive(Debug, Subcommand)]
pub(in super::super) enum Command {
    /// Buy shares at the price of the rules
    #[command(after_help = "Example:\n  mutual member shares buy 5 --suri-file key")]
    Buy {
        /// How many
        #[arg(value_parser = clap::value_parser!(u32).range(1..))]
        count: u32,
    },
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Buy { count } => buy(*count, context).await,
    }
}

async fn buy(count: u32, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let price = society.society().await?.rules.membership.share_price;
    if price == 0 {
        return Err(Error::Input {
            what: "the society has no shares".to_owned(),
            hint: Some("its members can introduce them: `mutual proposal new set-rules FILE`".to_owned()),
        });
    }
    let too_much = || Error::input(format!("{count} shares cost more than the chain can count"));
    let due = price.checked_mul(count.into()).ok_or_else(too_much)?;
    let unit = society.chain().unit();
    let (sum, each) = (amount::format(due, unit), amount::format(price, unit));
    let action = format!("buy {count} share(s) at {each} for {sum}, which you get back at par when you have left");
    let written = write::message(context, &society, &signer, action, Message::buy_shares(count, due)).await?;
    Ok(written.report(unit, &[Fact::number("shares", count), Fact::amount("paid", due, unit)]))
}
