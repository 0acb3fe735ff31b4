//! `mutual treasury`: money into the society, and credits out of it.

use clap::Subcommand;
use mutual_types::PotId;
use serde_json::{json, Value};

use super::context::Context;
use super::report::Report;
use super::write;
use super::written::Fact;
use crate::error::Error;
use crate::json::ToJson;
use crate::society::Message;
use crate::text::{address, amount};
use crate::words;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show the pots, and what belongs to whom
    Show,
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
    Sweep,
    /// Withdraw your credit
    Withdraw,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Show => show(context).await,
        Command::Deposit { amount, pot, memo } => deposit(amount, PotId(*pot), memo.as_deref(), context).await,
        Command::Sweep => sweep(context).await,
        Command::Withdraw => withdraw(context).await,
    }
}

async fn deposit(text: &str, pot: PotId, memo: Option<&str>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    super::account::ensure_amount(text)?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let unit = society.chain().unit();
    let planck = super::account::amount(text, unit)?;
    let found = society.pot(pot).await?.ok_or_else(|| Error::NotFound { what: format!("pot {pot}") })?;
    let action = format!("give {} to pot {pot}, {}", amount::format(planck, unit), found.spec.name);
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

async fn show(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let (view, pots) = futures::try_join!(society.society(), society.all_pots())?;
    let unit = society.chain().unit();
    let money = |planck| amount::format(planck, unit);
    let ledger = &view.counters.ledger;
    let surplus = ledger.surplus(view.balance).unwrap_or(0);
    let floor = view.rules.payments.reserve_floor;
    let mut fields = vec![
        ("balance", money(view.balance)),
        ("in pots", money(ledger.pots)),
        ("credits", money(ledger.credits)),
        ("deposits held", money(ledger.deposits)),
        ("shares", money(ledger.shares)),
        ("not booked yet", money(surplus)),
        ("reserve floor", money(floor)),
    ];
    let mut json = json!({
        "address": address::format(&society.address()),
        "balance": view.balance.to_string(),
        "ledger": ledger.to_json(),
        "surplus": surplus.to_string(),
        "pots": pots.iter().map(ToJson::to_json).collect::<Value>(),
        "unit": { "symbol": unit.symbol, "decimals": unit.decimals },
    });
    if let Some(viewer) = context.viewer() {
        let credit = society.credit(viewer).await?;
        fields.push(("your credit", money(credit)));
        json["credit"] = Value::String(credit.to_string());
    }
    let rows = pots.iter().map(|view| {
        let pot = &view.pot;
        vec![
            view.id.to_string(),
            pot.spec.name.clone(),
            words::pot_kind(pot.spec.kind).to_owned(),
            money(pot.balance),
            money(pot.reserved),
            money(pot.available(floor)),
        ]
    });
    let rows = rows.collect();
    Ok(Report::new(json).fields(fields).table(&["pot", "name", "kind", "balance", "promised", "available"], rows))
}
