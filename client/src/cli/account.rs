//! `mutual account`: an account's own money.

use clap::Subcommand;
use mutual_types::Planck;
use serde_json::json;

use super::context::{self, Context};
use super::report::Report;
use super::write;
use super::written::Fact;
use crate::error::Error;
use crate::text::{address, amount, Unit};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show an account's money; the default is the signer's
    #[command(after_help = "Example:\n  mutual account show 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty")]
    Show {
        /// Whose
        account: Option<String>,
    },
    /// Send money from your account, so that a newcomer can pay their first fees
    #[command(
        after_help = "Example:\n  mutual account send 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty \"1 UNIT\" --suri //Alice"
    )]
    Send {
        /// To whom
        to: String,
        /// How much, such as `5 UNIT` or `0.25`
        amount: String,
    },
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Show { account } => show(account.as_deref(), context).await,
        Command::Send { to, amount } => send(to, amount, context).await,
    }
}

async fn show(text: Option<&str>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let account = match text {
        Some(text) => context::account(text)?,
        None => context.signer()?.account(),
    };
    let chain = context.chain().await?;
    let balance = chain.balance(account).await?;
    let unit = chain.unit();
    let json = json!({
        "account": address::format(&account),
        "free": balance.free.to_string(),
        "reserved": balance.reserved.to_string(),
        "spendable": balance.spendable.to_string(),
        "unit": { "symbol": unit.symbol, "decimals": unit.decimals },
    });
    Ok(Report::new(json).fields([
        ("account", address::format(&account)),
        ("free", amount::format(balance.free, unit)),
        ("held", amount::format(balance.reserved, unit)),
        ("spendable", amount::format(balance.spendable, unit)),
    ]))
}

async fn send(to: &str, text: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let to = context::account(to)?;
    ensure_amount(text)?;
    let signer = context.signer()?;
    let chain = context.chain().await?;
    let unit = chain.unit();
    let planck = amount(text, unit)?;
    let action = format!("send {} to {}", amount::format(planck, unit), address::format(&to));
    let written = write::transfer(context, &chain, &signer, to, planck, action).await?;
    Ok(written.report(unit, &[Fact::text("to", address::format(&to)), Fact::amount("amount", planck, unit)]))
}

/// An amount in the chain's own unit.
pub(super) fn amount(text: &str, unit: &Unit) -> Result<Planck, Error> {
    amount::parse(text, unit).map_err(|error| Error::input(error.to_string()))
}

/// Refuses what is no amount on any chain, before anything is connected: only its unit is not known yet.
pub(super) fn ensure_amount(text: &str) -> Result<(), Error> {
    if text.trim().is_empty() || !text.chars().any(|c| c.is_ascii_digit()) {
        return Err(Error::input(format!("`{text}` is no amount: write it as `5 UNIT` or `0.25`")));
    }
    Ok(())
}
