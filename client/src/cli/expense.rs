//! `mutual expense`: getting back what a member laid out.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mutual_types::{ExpenseId, Origin, PaymentStatus, PaymentView, PotId, PAGE_MAX};
use serde_json::Value;

use super::context::Context;
use super::list::Listing;
use super::report::Report;
use super::written::Fact;
use super::{evidence, payment, treasury, write};
use crate::error::Error;
use crate::society::{Message, Society};
use crate::text::amount;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Claim what you laid out for the society; treasurers approve it, without a vote
    #[command(
        after_help = "Examples:\n  mutual expense claim \"12 UNIT\" --title \"Nails for the roof\" --receipt receipt.pdf --suri-file key\n  mutual expense claim \"12 UNIT\" --title \"Nails\" --receipt-hash 0x0000000000000000000000000000000000000000000000000000000000000000 --suri-file key"
    )]
    Claim(Claim),
    /// List the claims and their payments
    #[command(visible_alias = "ls", after_help = "Example:\n  mutual expense list")]
    List(Listing<PaymentStatus>),
    /// Show a claim and its payment
    #[command(after_help = "Example:\n  mutual expense show 0")]
    Show {
        /// Its number
        expense: u32,
    },
}

/// A claim.
#[derive(Debug, Args)]
pub(super) struct Claim {
    /// How much, such as `12 UNIT`
    amount: String,
    /// What for, for everybody to read
    #[arg(long, value_name = "TEXT")]
    title: String,
    #[command(flatten)]
    receipt: Receipt,
    /// From which pot; the default is the general one
    #[arg(long, default_value_t = PotId::GENERAL.0, value_name = "NUMBER")]
    pot: u32,
}

/// The receipt, of which only the hash is written.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Receipt {
    /// The receipt; it stays with you, and only its hash is written
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// The BLAKE2-256 hash of the receipt
    #[arg(long, value_name = "HASH")]
    receipt_hash: Option<String>,
}

impl Receipt {
    fn hash(&self) -> Result<[u8; 32], Error> {
        match (&self.receipt, &self.receipt_hash) {
            (Some(file), _) => evidence::hash_of(file),
            (None, Some(text)) => evidence::parse("hash", text),
            (None, None) => Err(Error::input("a claim needs its receipt")),
        }
    }
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Claim(terms) => claim(terms, context).await,
        Command::List(listing) => list(listing, context).await,
        Command::Show { expense } => show(ExpenseId(*expense), context).await,
    }
}

async fn claim(terms: &Claim, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    super::account::ensure_amount(&terms.amount)?;
    let hash = terms.receipt.hash()?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let unit = society.chain().unit();
    let (pot, planck) = (PotId(terms.pot), super::account::amount(&terms.amount, unit)?);
    let action = format!(
        "claim {} out of {} for what you laid out: \"{}\" (receipt {})",
        amount::format(planck, unit),
        treasury::pot_name(&society, pot).await?,
        terms.title,
        evidence::shown(&hash)
    );
    let message = Message::claim_expense(pot, planck, hash, &terms.title);
    let written = write::message(context, &society, &signer, action, message).await?;
    let mut facts = vec![Fact::text("receipt", evidence::shown(&hash))];
    let id = written.value().copied();
    facts.extend(id.map(|id| Fact::number("payment", id.0)));
    let report = written.report(unit, &facts);
    Ok(match id {
        Some(id) => report.then(format!("mutual payment show {id}")),
        None => report,
    })
}

/// The number of the claim that a payment follows from, if it follows from one.
fn claim_of(view: &PaymentView) -> Option<ExpenseId> {
    match view.payment.origin {
        Origin::Expense(id) => Some(id),
        _ => None,
    }
}

async fn list(listing: &Listing<PaymentStatus>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    listing.ensure(context)?;
    let society = context.society().await?;
    let viewer = listing.viewer(context, &society).await?;
    let view = society.society().await?;
    let now_ms = society.chain().moment().await?.now_ms();
    let page = listing.page();
    // A claim and its payment are made together, so that claims come in the order of their payments.
    let read = async |from, limit| payment::current(&society, society.payments(from, limit).await?, now_ms).await;
    let keep = async |found: &PaymentView| {
        let is_asked_for = claim_of(found).is_some_and(|id| page.after().is_none_or(|after| id.0 < after));
        let you = viewer.as_ref().filter(|_| listing.is_mine());
        let is_theirs = you.is_none_or(|you| !payment::yours(&found.payment, you, &view, now_ms).is_empty());
        Ok(is_asked_for && is_theirs && listing.has(found.payment.status(now_ms)))
    };
    let count = if view.counters.expenses == 0 { 0 } else { view.counters.payments };
    let found = page.beginning().newest(count, read, |found| found.id.0, keep).await?;
    let unit = society.chain().unit();
    let circumstances = payment::Circumstances { view: &view, viewer: viewer.as_ref(), unit, now_ms };
    let entries = found.entries.iter().filter_map(|view| {
        let id = claim_of(view)?;
        let (row, mut json) = circumstances.entry(view.id, &view.payment);
        json["expense"] = id.0.into();
        Some(([vec![id.to_string()], row].concat(), json))
    });
    let (rows, json): (Vec<_>, Vec<_>) = entries.unzip();
    let headers = [&["expense"], &payment::HEADERS[..]].concat();
    let last = found.entries.last().and_then(claim_of).map(|id| id.0).filter(|_| found.more_after.is_some());
    Ok(Report::new(Value::Array(json)).table(&headers, rows).goes_on("mutual expense list", last))
}

/// The payment of a claim. It is looked for from the newest on, and no further than where it must be.
async fn payment_of(society: &Society, expense: ExpenseId) -> Result<Option<PaymentView>, Error> {
    let mut end = society.society().await?.counters.payments;
    // Each claim has a payment of its own, so that its payment has the same number or a later one.
    while end > expense.0 {
        let from = end.saturating_sub(PAGE_MAX);
        let page = society.payments(from, end.saturating_sub(from)).await?;
        if let Some(found) = page.into_iter().find(|view| claim_of(view) == Some(expense)) {
            return Ok(Some(found));
        }
        end = from;
    }
    Ok(None)
}

async fn show(expense: ExpenseId, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    match payment_of(&society, expense).await? {
        Some(view) => payment::show(view.id, context).await,
        None => Err(Error::NotFound { what: format!("expense claim {expense}") }),
    }
}
