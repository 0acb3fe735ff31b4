//! `mutual payment`: approving and releasing what was decided.

use clap::Subcommand;
use mutual_types::{Payment, PaymentId, Released, Role, TimestampMs};
use serde_json::{json, Value};

use super::context::Context;
use super::page::Page;
use super::report::Report;
use super::written::Fact;
use super::{who, write};
use crate::error::Error;
use crate::json::ToJson;
use crate::society::{Message, Society};
use crate::text::{address, amount, moment, Unit};
use crate::words;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the payments
    #[command(visible_alias = "ls")]
    List(Page),
    /// Show a payment, and who has approved it
    Show {
        /// Its number
        payment: u32,
    },
    /// Approve a payment, as a treasurer
    #[command(after_help = "Example:\n  mutual payment approve 0 --suri-file key")]
    Approve {
        /// Its number
        payment: u32,
    },
    /// Pay an approved payment; anyone may
    #[command(after_help = "Example:\n  mutual payment release 0 --suri-file key")]
    Release {
        /// Its number
        payment: u32,
    },
    /// Open the window of a lapsed payment once more, as a treasurer
    Renew {
        /// Its number
        payment: u32,
    },
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::List(page) => list(page, context).await,
        Command::Show { payment } => show(PaymentId(*payment), context).await,
        Command::Approve { payment } => {
            let payment = PaymentId(*payment);
            simple(payment, "approve", Message::approve_payment(payment), context).await
        }
        Command::Renew { payment } => {
            let payment = PaymentId(*payment);
            simple(payment, "renew", Message::renew_payment(payment), context).await
        }
        Command::Release { payment } => release(PaymentId(*payment), context).await,
    }
}

async fn find(society: &Society, payment: PaymentId) -> Result<Payment, Error> {
    society.payment(payment).await?.ok_or_else(|| Error::NotFound { what: format!("payment {payment}") })
}

fn sum(record: &Payment, unit: &Unit) -> String {
    format!("{} to {}", amount::format(record.amount, unit), address::format(&record.payee))
}

async fn simple(
    payment: PaymentId,
    verb: &str,
    message: Message<()>,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let record = find(&society, payment).await?;
    let unit = society.chain().unit();
    let action = format!("{verb} payment {payment}: {}", sum(&record, unit));
    let written = write::message(context, &society, &signer, action, message).await?;
    Ok(written.report(unit, &[Fact::number("payment", payment.0)]))
}

async fn release(payment: PaymentId, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let record = find(&society, payment).await?;
    let unit = society.chain().unit();
    let prepared = write::prepare(context, &society, &signer, Message::release_payment(payment)).await?;
    // Sent, it would cost a fee to record what is known already.
    if let Released::Refused(refusal) = prepared.predicted {
        return Err(Error::PaymentRefused { refusal, tx: None });
    }
    let action = format!("release payment {payment}: {}", sum(&record, unit));
    let mut written = write::prepared_message(context, &society, &signer, action, prepared).await?;
    if let Some(outcome) = written.outcome.take() {
        written.outcome = Some(outcome.paid()?.with(Released::Released));
    }
    Ok(written.report(unit, &[Fact::number("payment", payment.0)]))
}

async fn list(page: &Page, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let count = society.society().await?.counters.payments;
    let now_ms = society.chain().moment().await?.now_ms();
    let (from, limit) = page.newest(count);
    let mut payments = society.payments(from, limit).await?;
    payments.reverse();
    let unit = society.chain().unit();
    let rows = payments.iter().map(|view| {
        let record = &view.payment;
        vec![
            view.id.to_string(),
            words::payment_status(record.status(now_ms)).to_owned(),
            amount::format(record.amount, unit),
            address::format(&record.payee),
            format!("{}/{}", record.approvals.len(), record.approvals_needed),
            words::origin(record.origin),
            moment::format(record.ends_ms),
        ]
    });
    let rows = rows.collect();
    let json = payments.iter().map(|view| payment_json(view.id, &view.payment, now_ms)).collect();
    Ok(Report::new(json).table(&["payment", "status", "amount", "payee", "approvals", "origin", "ends"], rows))
}

fn payment_json(id: PaymentId, record: &Payment, now_ms: TimestampMs) -> Value {
    json!({ "id": id.0, "status": words::payment_status(record.status(now_ms)), "payment": record.to_json() })
}

async fn show(payment: PaymentId, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let record = find(&society, payment).await?;
    let view = society.society().await?;
    let now = society.chain().moment().await?;
    let unit = society.chain().unit();
    let mut approvals = Vec::new();
    for member in &record.approvals {
        // At release only those count who are treasurers then.
        let live = view.roster.holds(Role::Treasurer, *member, now.now_ms());
        let note = if live { "" } else { ", no longer a treasurer: does not count" };
        approvals.push(format!("{}{note}", who::named(&society, *member).await?));
    }
    let mut fields = vec![
        ("payment", payment.to_string()),
        ("status", words::payment_status(record.status(now.now_ms())).to_owned()),
        ("amount", amount::format(record.amount, unit)),
        ("payee", address::format(&record.payee)),
        ("pot", record.pot.to_string()),
        ("origin", words::origin(record.origin)),
        ("proposer", who::named(&society, record.proposer).await?),
        ("approvals", format!("{} of {} needed", record.approvals.len(), record.approvals_needed)),
        ("window", format!("{} to {}", moment::format(record.starts_ms), moment::format(record.ends_ms))),
    ];
    fields.extend(approvals.into_iter().map(|approval| ("approved by", approval)));
    if let Some(refusal) = record.refused {
        fields.push(("refused", words::refusal(refusal, unit)));
    }
    fields.push(("time", super::society::time(now)));
    Ok(Report::new(payment_json(payment, &record, now.now_ms())).fields(fields))
}
