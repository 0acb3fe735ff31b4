//! `mutual account`: the accounts of this machine, and an account's own money.

mod export;
mod import;
mod new;
mod ring;

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use mutual_types::Planck;
use serde_json::json;

use super::context::Context;
use super::report::Report;
use super::write;
use super::written::Fact;
use crate::error::Error;
use crate::keys::Scheme;
use crate::text::{address, amount, Unit};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a new account, and keep it on this machine under a password
    #[command(
        after_help = "Examples:\n  mutual account new mere\n  mutual account new mere --show-mnemonic --password-file password"
    )]
    New {
        /// What you call it
        name: String,
        /// How it signs
        #[arg(long, value_enum, default_value_t = SchemeName::Sr25519, value_name = "SCHEME")]
        scheme: SchemeName,
        /// Show its secret words, once: a backup on paper
        #[arg(long)]
        show_mnemonic: bool,
    },
    /// Keep an account that you have already: from a file of polkadot.js, or from its secret words
    #[command(
        after_help = "Examples:\n  mutual account import mere mere.json\n  mutual account import mere\n  mutual account import mere --suri-file key --scheme ed25519"
    )]
    Import {
        /// What you call it
        name: String,
        /// A key file of polkadot.js or of `mutual account export`; without one, the secret words are asked for
        file: Option<PathBuf>,
        /// How an account of secret words signs
        #[arg(long, value_enum, default_value_t = SchemeName::Sr25519, value_name = "SCHEME", conflicts_with = "file")]
        scheme: SchemeName,
    },
    /// Give out the encrypted key file of an account, as a backup or for polkadot.js
    #[command(
        after_help = "Examples:\n  mutual account export mere --to mere.json\n  mutual account export mere --secret"
    )]
    Export {
        /// Which
        name: String,
        /// Write it to this file, which is not there yet
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
        /// Give out the secret itself: whoever sees it has the account
        #[arg(long)]
        secret: bool,
    },
    /// List the accounts of this machine
    #[command(after_help = "Example:\n  mutual account list")]
    List,
    /// Say which account signs where none is named, or show which does
    #[command(after_help = "Examples:\n  mutual account default mere\n  mutual account default --none")]
    Default {
        /// Which
        name: Option<String>,
        /// None: each command says who signs
        #[arg(long, conflicts_with = "name")]
        none: bool,
    },
    /// Remove an account from this machine; without a backup nobody signs for it ever again
    #[command(after_help = "Example:\n  mutual account remove mere")]
    Remove {
        /// Which
        name: String,
    },
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

/// How an account signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemeName {
    /// What most accounts of Substrate chains have
    Sr25519,
    /// What the rest of the world has
    Ed25519,
}

impl From<SchemeName> for Scheme {
    fn from(name: SchemeName) -> Self {
        match name {
            SchemeName::Sr25519 => Self::Sr25519,
            SchemeName::Ed25519 => Self::Ed25519,
        }
    }
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::New { name, scheme, show_mnemonic } => new::run(name, (*scheme).into(), *show_mnemonic, context),
        Command::Import { name, file, scheme } => import::run(name, file.as_deref(), (*scheme).into(), context),
        Command::Export { name, to, secret } => export::run(name, to.as_deref(), *secret, context),
        Command::List => ring::list(context),
        Command::Default { name, none } => ring::default(name.as_deref(), *none, context),
        Command::Remove { name } => ring::remove(name, context),
        Command::Show { account } => show(account.as_deref(), context).await,
        Command::Send { to, amount } => send(to, amount, context).await,
    }
}

async fn show(text: Option<&str>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let account = match text {
        Some(text) => context.account(text).await?,
        None => context.signing_account()?,
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
    ensure_amount(text)?;
    let to = context.account(to).await?;
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
