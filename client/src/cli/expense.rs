//! `mutual expense`: getting back what a member laid out.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mutual_types::{ExpenseId, Origin, PaymentView, PotId, PAGE_MAX};
use serde_json::Value;

use super::context::Context;
use super::page::Page;
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
    List(Page),
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
        Command::List(page) => list(page, context).await,
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

/// Claims newest first, `limit` of those numbered below `end`. They are found by their payments, which come in the same
/// order, since a claim and its payment are made together.
async fn find(society: &Society, end: u32, limit: u32) -> Result<Vec<(ExpenseId, PaymentView)>, Error> {
    let mut found = Vec::new();
    let mut before = society.society().await?.counters.payments;
    let wanted = usize::try_from(limit.min(end)).unwrap_or(usize::MAX);
    while before > 0 && found.len() < wanted {
        let from = before.saturating_sub(PAGE_MAX);
        let mut payments = society.payments(from, before.saturating_sub(from)).await?;
        payments.reverse();
        for view in payments {
            match view.payment.origin {
                Origin::Expense(id) if id.0 < end && found.len() < wanted => found.push((id, view)),
                _ => {}
            }
        }
        before = from;
    }
    Ok(found)
}

async fn list(page: &Page, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let count = society.society().await?.counters.expenses;
    let (from, limit) = page.newest(count);
    let found = find(&society, from.saturating_add(limit), limit).await?;
    let now_ms = society.chain().moment().await?.now_ms();
    let (ids, payments): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let payments = payment::current(&society, payments, now_ms).await?;
    let unit = society.chain().unit();
    let entries = ids.iter().zip(&payments).map(|(id, view)| {
        let (row, mut json) = payment::entry(view.id, &view.payment, unit, now_ms);
        json["expense"] = id.0.into();
        ([vec![id.to_string()], row].concat(), json)
    });
    let (rows, json): (Vec<_>, Vec<_>) = entries.unzip();
    let headers = [&["expense"], &payment::HEADERS[..]].concat();
    Ok(Report::new(Value::Array(json)).table(&headers, rows))
}

async fn show(expense: ExpenseId, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let found = find(&society, expense.0.saturating_add(1), 1).await?;
    match found.into_iter().find(|(id, _)| *id == expense) {
        Some((_, view)) => payment::show(view.id, context).await,
        None => Err(Error::NotFound { what: format!("expense claim {expense}") }),
    }
}
