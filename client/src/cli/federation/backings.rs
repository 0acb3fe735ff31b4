//! `mutual federation back`, `backings`, `backing` and `close-backing`.

use clap::Args;
use mutual_types::federation::{Backing, BackingId, BackingTerms};
use mutual_types::{PotId, TimestampMs};
use serde_json::{json, Value};

use super::super::account;
use super::super::context::Context;
use super::super::report::Report;
use super::super::when;
use super::call::Proposed;
use super::listing::Listing;
use super::{named, number, Place};
use crate::error::Error;
use crate::federation::{Federation, Message};
use crate::json::ToJson;
use crate::text::{amount, moment, Unit};
use crate::words::federation as words;

/// What has become of a backing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum BackingStatus {
    /// It can be drawn on.
    Open,
    /// Its end has come, and nobody has closed it.
    Over,
    /// It was closed.
    Closed,
}

impl BackingStatus {
    fn of(backing: &Backing, now_ms: TimestampMs) -> Self {
        match (backing.closed, backing.is_open(now_ms)) {
            (true, _) => Self::Closed,
            (false, true) => Self::Open,
            (false, false) => Self::Over,
        }
    }

    /// What it means.
    pub(in super::super) fn words(self) -> &'static str {
        match self {
            Self::Open => "it can be drawn on",
            Self::Over => "its end has come, and nobody has closed it",
            Self::Closed => "it was closed",
        }
    }

    /// Its name, also in JSON.
    fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Over => "over",
            Self::Closed => "closed",
        }
    }
}

/// What is paid in for others.
#[derive(Debug, Args)]
pub(super) struct Back {
    /// How much your society pays in
    amount: String,
    /// Who may draw: a society by its number in the federation, an address or a name; the default is any other
    #[arg(long = "for", value_name = "SOCIETY")]
    backed: Option<String>,
    /// The most that one society may have of it at a time; the default is all of it
    #[arg(long, value_name = "AMOUNT")]
    limit: Option<String>,
    /// Until when it can be drawn on, and binds: a day, a moment, or a span such as `300d`
    #[arg(long, value_name = "MOMENT")]
    until: String,
    /// How long after it was collected a draw is to be paid back
    #[arg(long, value_name = "TIME", required_unless_present = "gift")]
    repay: Option<String>,
    /// What is drawn is a gift, and not paid back
    #[arg(long, conflicts_with = "repay")]
    gift: bool,
    /// The pot that it comes from; the default is the general one
    #[arg(long, default_value_t = PotId::GENERAL.0, value_name = "NUMBER")]
    pot: u32,
    #[command(flatten)]
    proposed: Proposed,
}

impl Back {
    pub(super) fn ensure(&self) -> Result<(), Error> {
        account::ensure_amount(&self.amount)?;
        self.limit.as_deref().map_or(Ok(()), account::ensure_amount)?;
        self.repay.as_deref().map_or(Ok(0), when::span)?;
        when::ensure(&self.until)
    }
}

pub(super) async fn back(terms: &Back, on: &Place<'_>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let chain = on.federation.chain();
    let planck = account::amount(&terms.amount, chain.unit())?;
    let limit = terms.limit.as_deref().map_or(Ok(planck), |text| account::amount(text, chain.unit()))?;
    let backed = match &terms.backed {
        Some(text) => Some(number(text, on.federation, context).await?),
        None => None,
    };
    let ends_ms = when::moment(&terms.until, chain.moment().await?.now_ms())?;
    let repay_ms = terms.repay.as_deref().map(when::span).transpose()?;
    let whom = backed.map_or("the other societies".to_owned(), |society| format!("society {society}"));
    let title = format!("Back {whom} with {}", amount::format(planck, chain.unit()));
    let message = Message::back(&BackingTerms { backed, limit, ends_ms, repay_ms }, planck);
    on.propose_from(PotId(terms.pot), &terms.proposed, title, &message, context).await
}

async fn find(id: BackingId, federation: &Federation) -> Result<Backing, Error> {
    federation.backing(id).await?.ok_or_else(|| Error::NotFound { what: format!("backing {id} in this federation") })
}

const HEADERS: [&str; 7] = ["backing", "status", "by", "for", "left", "paid in", "until"];

pub(super) async fn list(
    list: &Listing<BackingStatus>,
    federation: &Federation,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let of = list.of(federation, context).await?;
    let count = federation.federation().await?.counters.backings;
    let unit = federation.chain().unit();
    let now_ms = federation.chain().moment().await?.now_ms();
    let read = async |from, limit| federation.backings(from, limit).await;
    let keep = async |(_, backing): &(BackingId, Backing)| {
        let is_theirs = of.is_none_or(|society| backing.backer == society);
        Ok(list.has(BackingStatus::of(backing, now_ms)) && is_theirs)
    };
    let found = list.page().newest(count, read, |(id, _)| id.0, keep).await?;
    let rows = found.entries.iter().map(|(id, backing)| row(*id, backing, unit, now_ms)).collect();
    let json = found.entries.iter().map(|(id, backing)| json(*id, backing, now_ms));
    let report = Report::new(json.collect::<Value>()).table(&HEADERS, rows);
    Ok(report.goes_on("mutual federation backings", found.more_after))
}

fn row(id: BackingId, backing: &Backing, unit: &Unit, now_ms: TimestampMs) -> Vec<String> {
    vec![
        id.to_string(),
        BackingStatus::of(backing, now_ms).name().to_owned(),
        backing.backer.to_string(),
        backing.terms.backed.map_or("any".to_owned(), |society| society.to_string()),
        amount::format(backing.left, unit),
        amount::format(backing.paid_in, unit),
        moment::format(backing.terms.ends_ms),
    ]
}

fn json(id: BackingId, backing: &Backing, now_ms: TimestampMs) -> Value {
    json!({ "id": id.0, "status": BackingStatus::of(backing, now_ms).name(), "backing": backing.to_json() })
}

pub(super) async fn show(id: BackingId, federation: &Federation) -> Result<Report, Error> {
    let backing = find(id, federation).await?;
    let unit = federation.chain().unit();
    let now_ms = federation.chain().moment().await?.now_ms();
    let money = |planck| amount::format(planck, unit);
    let whom = match backing.terms.backed {
        Some(society) => named(society, federation).await?,
        None => "any other society".to_owned(),
    };
    let status = BackingStatus::of(&backing, now_ms);
    let next = match status {
        BackingStatus::Open => {
            format!("a society draws, by a proposal of its own: `mutual federation draw \"{id}=AMOUNT\"`")
        }
        BackingStatus::Over => format!("anyone closes it: `mutual federation close-backing {id}`"),
        BackingStatus::Closed => {
            format!("what comes back is owed to its backer: `mutual federation pay-credit {}`", backing.backer)
        }
    };
    let fields = vec![
        ("backing", id.to_string()),
        ("status", status.words().to_owned()),
        ("by", named(backing.backer, federation).await?),
        ("for", whom),
        ("at a time", format!("{} for each", money(backing.terms.limit))),
        ("until", when::told(backing.terms.ends_ms, now_ms)),
        ("what is drawn is", words::repayment(backing.terms.repay_ms)),
        ("paid in", money(backing.paid_in)),
        ("to be drawn", money(backing.left)),
        ("drawn, not collected", money(backing.promised)),
        ("to be paid back", money(backing.out)),
        ("given", money(backing.given)),
        ("forgiven", money(backing.forgiven)),
        ("returned", money(backing.returned)),
        ("next", next),
    ];
    let mut rows = Vec::new();
    for (society, _) in federation.all_societies().await? {
        let used = federation.used(id, society).await?;
        if used > 0 {
            rows.push(vec![society.to_string(), money(used)]);
        }
    }
    Ok(Report::new(json(id, &backing, now_ms)).fields(fields).table(&["society", "has of it"], rows))
}

pub(super) async fn close(id: BackingId, on: &Place<'_>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let backing = find(id, on.federation).await?;
    let action = format!(
        "close backing {id}, so that the {} left of it are owed to {}",
        amount::format(backing.left, on.federation.chain().unit()),
        named(backing.backer, on.federation).await?
    );
    let report = on.write(action, Message::close_backing(id), &[("backing", id.0)], context).await?;
    Ok(report.then(format!("mutual federation pay-credit {}", backing.backer)))
}
