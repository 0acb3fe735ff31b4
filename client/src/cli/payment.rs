//! `mutual payment`: approving, holding and releasing what was decided.

mod list;
mod show;

use clap::Subcommand;
use mutual_types::{Payment, PaymentId, PaymentStatus, Released};
use scale::Decode;

use super::context::Context;
use super::list::Listing;
use super::report::Report;
use super::write;
use super::written::Fact;
use crate::error::Error;
use crate::society::{Message, Society};
use crate::text::{address, amount, Unit};

pub(super) use list::{current, is_approved, yours, Circumstances, HEADERS};
pub(super) use show::run as show;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the payments
    #[command(visible_alias = "ls", after_help = "Example:\n  mutual payment list --limit 10")]
    List(Listing<PaymentStatus>),
    /// Show a payment: its clocks, who has approved it, and what comes next
    #[command(after_help = "Example:\n  mutual payment show 0")]
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
    #[command(after_help = "Example:\n  mutual payment renew 0 --suri-file key")]
    Renew {
        /// Its number
        payment: u32,
    },
    /// Make a payment's clocks stand still for a while, once, as a treasurer or steward
    #[command(after_help = "Example:\n  mutual payment hold 0 --reason \"is the bill ours?\" --suri-file key")]
    Hold {
        /// Its number
        payment: u32,
        /// Why, for everybody to read
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// End your own hold early
    #[command(after_help = "Example:\n  mutual payment lift 0 --suri-file key")]
    Lift {
        /// Its number
        payment: u32,
    },
    /// Give a payment up, as its payee: the money stays with the society
    #[command(after_help = "Example:\n  mutual payment waive 0 --suri-file key")]
    Waive {
        /// Its number
        payment: u32,
    },
    /// Cancel a payment that nobody claimed in time while the society dissolves; anyone may
    #[command(after_help = "Example:\n  mutual payment cancel 0 --suri-file key")]
    Cancel {
        /// Its number
        payment: u32,
    },
    /// Make an approved call to another contract, with its money; anyone may
    #[command(after_help = "Example:\n  mutual payment call 0 --suri-file key")]
    Call {
        /// The number of its payment
        payment: u32,
    },
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let (number, verb) = match command {
        Command::List(listing) => return list::run(listing, context).await,
        Command::Show { payment } => return show(PaymentId(*payment), context).await,
        Command::Release { payment } => return release(PaymentId(*payment), context).await,
        Command::Approve { payment } => (payment, "approve".to_owned()),
        Command::Renew { payment } => (payment, "open once more the window of".to_owned()),
        Command::Hold { payment, reason } => (payment, format!("hold, because of \"{reason}\",")),
        Command::Lift { payment } => (payment, "end your hold of".to_owned()),
        Command::Waive { payment } => (payment, "give up".to_owned()),
        Command::Cancel { payment } => (payment, "cancel, unclaimed,".to_owned()),
        Command::Call { payment } => (payment, "make the call of".to_owned()),
    };
    let id = PaymentId(*number);
    let message = match command {
        Command::Approve { .. } => Message::approve_payment(id),
        Command::Renew { .. } => Message::renew_payment(id),
        Command::Hold { reason, .. } => Message::hold_payment(id, reason),
        Command::Lift { .. } => Message::lift_hold(id),
        Command::Waive { .. } => Message::waive_payment(id),
        Command::Cancel { .. } => Message::cancel_payment(id),
        _ => Message::make_call(id),
    };
    on(id, &verb, message, context).await
}

/// A payment, or that there is none.
pub(super) async fn find(society: &Society, payment: PaymentId) -> Result<Payment, Error> {
    society.payment(payment).await?.ok_or_else(|| Error::NotFound { what: format!("payment {payment}") })
}

fn sum(record: &Payment, unit: &Unit) -> String {
    format!("{} to {}", amount::format(record.amount, unit), address::format(&record.payee))
}

/// Sends a message about one payment.
async fn on<T: Decode>(
    id: PaymentId,
    verb: &str,
    message: Message<T>,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let record = find(&society, id).await?;
    let unit = society.chain().unit();
    let action = format!("{verb} payment {id}: {}", sum(&record, unit));
    let written = write::message(context, &society, &signer, action, message).await?;
    Ok(written.report(unit, &[Fact::number("payment", id.0)]).then(format!("mutual payment show {id}")))
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
