//! `mutual treasury`: money into the society, small payments, and credits out of it.

mod credits;
mod pots;
mod show;

use clap::{Args, Subcommand};
use mutual_types::PotId;

use super::context::Context;
use super::eyes::Eyes;
use super::report::Report;
use super::write;
use super::written::Fact;
use crate::error::Error;
use crate::society::{Message, Society};
use crate::text::{address, amount};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show what belongs to whom, and the pots in short
    #[command(after_help = "Examples:\n  mutual treasury show\n  mutual treasury show --as //Alice")]
    Show(Eyes),
    /// List the pots with their restrictions and allowances
    #[command(after_help = "Examples:\n  mutual treasury pots\n  mutual treasury pots --status open")]
    Pots(pots::Pots),
    /// List what the society owes to whom: deposits, shares and parts that wait to be withdrawn
    #[command(after_help = "Examples:\n  mutual treasury credits\n  mutual treasury credits --mine --as //Alice")]
    Credits(credits::Credits),
    /// Give money to a pot
    #[command(after_help = "Example:\n  mutual treasury deposit \"5 UNIT\" --memo \"for the roof\" --suri-file key")]
    Deposit {
        /// How much, such as `5 UNIT` or `0.25`
        amount: String,
        /// Which pot; the default is the general one
        #[arg(long, default_value_t = PotId::GENERAL.0, value_name = "NUMBER")]
        pot: u32,
        /// Words that go with it, for everybody to read
        #[arg(long, value_name = "TEXT")]
        memo: Option<String>,
    },
    /// Book money that came by plain transfer to the general pot
    #[command(after_help = "Example:\n  mutual treasury sweep --suri-file key")]
    Sweep,
    /// Withdraw your credit
    #[command(after_help = "Example:\n  mutual treasury withdraw --suri-file key")]
    Withdraw,
    /// Pay a small amount at once, as a treasurer or a keeper of the pot, within its allowance
    #[command(
        after_help = "Example:\n  mutual treasury petty 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty \"2 UNIT\" --memo \"stamps\" --suri-file key"
    )]
    Petty(Petty),
}

/// A petty payment.
#[derive(Debug, Args)]
pub(super) struct Petty {
    /// Who is paid: not yourself
    payee: String,
    /// How much, such as `2 UNIT`
    amount: String,
    /// What for, for everybody to read
    #[arg(long, value_name = "TEXT")]
    memo: String,
    /// From which pot; the default is the general one
    #[arg(long, default_value_t = PotId::GENERAL.0, value_name = "NUMBER")]
    pot: u32,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Show(eyes) => show::run(eyes, context).await,
        Command::Pots(terms) => pots::run(terms, context).await,
        Command::Credits(terms) => credits::run(terms, context).await,
        Command::Deposit { amount, pot, memo } => deposit(amount, PotId(*pot), memo.as_deref(), context).await,
        Command::Sweep => sweep(context).await,
        Command::Withdraw => withdraw(context).await,
        Command::Petty(terms) => petty(terms, context).await,
    }
}

/// A pot as it is named on a card, or that there is none.
pub(super) async fn pot_name(society: &Society, pot: PotId) -> Result<String, Error> {
    let found = society.pot(pot).await?.ok_or_else(|| Error::NotFound { what: format!("pot {pot}") })?;
    Ok(format!("pot {pot}, {}", found.spec.name))
}

async fn deposit(text: &str, pot: PotId, memo: Option<&str>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    super::account::ensure_amount(text)?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let unit = society.chain().unit();
    let planck = super::account::amount(text, unit)?;
    let action = format!("give {} to {}", amount::format(planck, unit), pot_name(&society, pot).await?);
    let message = Message::contribute(pot, memo, planck);
    let written = write::message(context, &society, &signer, action, message).await?;
    Ok(written.report(unit, &[Fact::number("pot", pot.0)]))
}

async fn sweep(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let unit = society.chain().unit();
    let action = "book money that came by plain transfer to the general pot".to_owned();
    let written = write::message(context, &society, &signer, action, Message::sweep()).await?;
    let swept = written.value().map(|planck| Fact::amount("swept", *planck, unit));
    Ok(written.report(unit, &swept.into_iter().collect::<Vec<_>>()))
}

async fn withdraw(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let unit = society.chain().unit();
    let credit = society.credit(signer.account()).await?;
    let action = format!("withdraw your credit of {}", amount::format(credit, unit));
    let written = write::message(context, &society, &signer, action, Message::withdraw_credit()).await?;
    let withdrawn = written.value().map(|planck| Fact::amount("withdrawn", *planck, unit));
    Ok(written.report(unit, &withdrawn.into_iter().collect::<Vec<_>>()))
}

async fn petty(terms: &Petty, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    super::account::ensure_amount(&terms.amount)?;
    let payee = context.account(&terms.payee).await?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let unit = society.chain().unit();
    let (pot, planck) = (PotId(terms.pot), super::account::amount(&terms.amount, unit)?);
    let action = format!(
        "pay {} to {} out of {}, with your signature alone: \"{}\"",
        amount::format(planck, unit),
        address::format(&payee),
        pot_name(&society, pot).await?,
        terms.memo
    );
    let message = Message::pay_petty(pot, payee, planck, &terms.memo);
    let written = write::message(context, &society, &signer, action, message).await?;
    let facts = [
        Fact::number("pot", pot.0),
        Fact::text("payee", address::format(&payee)),
        Fact::amount("amount", planck, unit),
    ];
    Ok(written.report(unit, &facts).then("mutual treasury pots"))
}
