//! `mutual member invite`: a newcomer's first money.

use clap::{Args, ValueEnum};
use mutual_types::{AccountId, Action, Mode, Planck, PotId};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::report::Report;
use super::super::written::Fact;
use super::super::{account as money, proposal, treasury, write};
use crate::error::Error;
use crate::keys::Signer;
use crate::society::{Message, Society, Welcome};
use crate::text::{address, amount, Unit};

/// Whom to invite, and who pays.
#[derive(Debug, Args)]
pub(in super::super) struct Invite {
    /// The newcomer
    account: String,
    /// Who pays
    #[arg(long, value_enum, default_value_t = Payer::Me, value_name = "WHO")]
    by: Payer,
    /// Out of which pot, if the society pays; the default is the general one
    #[arg(long, default_value_t = PotId::GENERAL.0, value_name = "NUMBER")]
    pot: u32,
    /// So much more, for their first votes
    #[arg(long, value_name = "AMOUNT")]
    more: Option<String>,
}

/// Who pays the first money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Payer {
    /// You, from your own account
    Me,
    /// The society, by a small payment with your signature alone, as a treasurer or keeper
    Petty,
    /// The society, if the members decide so: makes a proposal
    Proposal,
}

/// What is written with a payment or a proposal, for everybody to read.
const MEMO: &str = "First money for a newcomer: the fee and the deposit of applying";

pub(super) async fn run(terms: &Invite, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let newcomer = context.account(&terms.account).await?;
    terms.more.as_deref().map(money::ensure_amount).transpose()?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let unit = society.chain().unit().clone();
    let more = terms.more.as_deref().map(|text| money::amount(text, &unit)).transpose()?.unwrap_or(0);
    let welcome = society.welcome(signer.account(), newcomer).await?;
    let sum = welcome.missing().saturating_add(more);
    if sum == 0 {
        return Ok(enough(newcomer, &welcome, &unit));
    }
    let report = match terms.by {
        Payer::Me => from_signer(context, &society, &signer, newcomer, sum, &welcome).await?,
        Payer::Petty => petty(context, &society, &signer, (newcomer, PotId(terms.pot)), sum, &welcome).await?,
        Payer::Proposal => {
            context.say(&format!("What it pays for: {}.", parts(&welcome, sum, &unit)));
            let action = Action::Spend { payee: newcomer, amount: sum, pot: PotId(terms.pot) };
            let draft = proposal::Draft { title: MEMO.to_owned(), document: None, action, mode: Mode::Ballot };
            return proposal::propose(context, &society, &signer, &draft).await;
        }
    };
    Ok(report.then("mutual member apply, as the newcomer"))
}

/// What a sum pays for, in words.
fn parts(welcome: &Welcome, sum: Planck, unit: &Unit) -> String {
    let told = |planck| amount::format(planck, unit);
    let mut parts = vec![
        format!("at most {} for the fee of applying", told(welcome.fee)),
        format!("{} for the deposit of storing the application", told(welcome.deposit)),
        format!("{} that must stay in the account", told(welcome.kept)),
    ];
    if welcome.has > 0 {
        parts.push(format!("less {} that they have", told(welcome.has)));
    }
    match sum.saturating_sub(welcome.missing()) {
        0 => {}
        more => parts.push(format!("and {} more for their first votes", told(more))),
    }
    parts.join(", ")
}

fn facts(newcomer: AccountId, sum: Planck, unit: &Unit) -> [Fact; 2] {
    [Fact::text("to", address::format(&newcomer)), Fact::amount("amount", sum, unit)]
}

/// The parts of the sum for programs.
fn welcome_json(welcome: &Welcome) -> Value {
    json!({
        "fee_max": welcome.fee.to_string(),
        "deposit": welcome.deposit.to_string(),
        "kept": welcome.kept.to_string(),
        "has": welcome.has.to_string(),
        "missing": welcome.missing().to_string(),
    })
}

/// What is said where nothing is sent.
fn enough(newcomer: AccountId, welcome: &Welcome, unit: &Unit) -> Report {
    let (has, needed) = (amount::format(welcome.has, unit), amount::format(welcome.needed(), unit));
    let json = json!({ "to": address::format(&newcomer), "amount": "0", "welcome": welcome_json(welcome) });
    Report::new(json).fields([
        ("to", address::format(&newcomer)),
        ("has", has),
        ("needed", needed),
        ("sent", "nothing: they have enough to apply".to_owned()),
    ])
}

async fn from_signer(
    context: &mut Context<'_, '_>,
    society: &Society,
    signer: &Signer,
    newcomer: AccountId,
    sum: Planck,
    welcome: &Welcome,
) -> Result<Report, Error> {
    let chain = society.chain();
    let unit = chain.unit();
    let (told, to) = (amount::format(sum, unit), address::format(&newcomer));
    let action = format!("send {told} to {to}, so that they can apply: {}", parts(welcome, sum, unit));
    let written = write::transfer(context, chain, signer, newcomer, sum, action).await?;
    let mut report = written.report(unit, &facts(newcomer, sum, unit));
    report.json["welcome"] = welcome_json(welcome);
    Ok(report)
}

async fn petty(
    context: &mut Context<'_, '_>,
    society: &Society,
    signer: &Signer,
    (newcomer, pot): (AccountId, PotId),
    sum: Planck,
    welcome: &Welcome,
) -> Result<Report, Error> {
    let unit = society.chain().unit();
    let action = format!(
        "pay {} to {} out of {}, with your signature alone, so that they can apply: {}",
        amount::format(sum, unit),
        address::format(&newcomer),
        treasury::pot_name(society, pot).await?,
        parts(welcome, sum, unit)
    );
    let message = Message::pay_petty(pot, newcomer, sum, MEMO);
    let written = write::message(context, society, signer, action, message).await?;
    let mut report = written.report(unit, &facts(newcomer, sum, unit));
    report.json["welcome"] = welcome_json(welcome);
    Ok(report)
}
