//! `mutual exchange show`, `account` and `accounts`.

use clap::Args;
use mutual_types::exchange::{Account as Record, Category, ExchangeView, OfferKind, Rules};
use mutual_types::MemberIndex;
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::list::Page;
use super::super::report::Report;
use super::super::who;
use super::{society, Look};
use crate::error::Error;
use crate::exchange::Exchange;
use crate::json::ToJson;
use crate::text::{address, duration};
use crate::words::exchange as words;

const CATEGORIES: [Category; mutual_types::exchange::LISTS / 2] = [
    Category::Childcare,
    Category::Translation,
    Category::Transport,
    Category::Food,
    Category::Repairs,
    Category::EmotionalSupport,
    Category::Other,
];

/// One page about an exchange.
pub(super) async fn exchange(exchange: &Exchange) -> Result<Report, Error> {
    let view = exchange.exchange().await?;
    let ExchangeView { setup, counters, .. } = &view;
    let mut fields = vec![
        ("exchange", setup.name.clone()),
        ("address", address::format(&exchange.address())),
        ("society", address::format(&setup.society)),
        ("accounts up to", format!("member {}", counters.members_end.saturating_sub(1))),
        ("hours settled", words::hours(counters.settled)),
        ("community", words::hours(counters.community)),
        ("of that given", words::hours(counters.donated)),
        ("of that forgiven", words::hours(counters.forgiven)),
        ("of that ruled", words::hours(counters.ruled)),
        ("deals", counters.deals.to_string()),
        ("offers ever", counters.offers.to_string()),
        ("limit for ever", words::hours(setup.limit_max_minutes)),
    ];
    if counters.members_end == 0 {
        fields.retain(|(name, _)| *name != "accounts up to");
    }
    fields.extend(rules(&setup.rules));
    let rows = CATEGORIES.iter().map(|category| {
        let count = |kind| {
            let list = usize::try_from(mutual_types::exchange::list(kind, *category)).unwrap_or(usize::MAX);
            counters.listed.get(list).copied().unwrap_or(0).to_string()
        };
        vec![words::category(*category).to_owned(), count(OfferKind::Offer), count(OfferKind::Request)]
    });
    let rows = rows.collect();
    Ok(Report::new(view.to_json()).fields(fields).table(&["category", "offers", "requests"], rows))
}

/// Rules by their names.
pub(super) fn rules(rules: &Rules) -> Vec<(&'static str, String)> {
    vec![
        ("limit", words::hours(rules.limit_minutes)),
        ("offers stand", duration::format(rules.offer_ms)),
        ("time to answer", duration::format(rules.answer_ms)),
        ("agreed ahead", duration::format(rules.ahead_ms)),
        ("time to report", duration::format(rules.report_ms)),
        ("time to contest", duration::format(rules.dispute_ms)),
        ("wait for a ruling", duration::format(rules.ruling_ms)),
        ("open offers each", rules.offers_max.to_string()),
        ("open deals each", rules.deals_max.to_string()),
    ]
}

/// Whose account.
#[derive(Debug, Args)]
pub(super) struct Account {
    /// The member: a number, an account or a name; the default is who looks
    member: Option<String>,
    #[command(flatten)]
    eyes: Look,
}

impl Account {
    pub(super) fn eyes(&self) -> &Look {
        &self.eyes
    }
}

pub(super) async fn account(
    whose: &Account,
    exchange: &Exchange,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let society = society(exchange).await?;
    let index = match &whose.member {
        Some(text) => who::member(&*context.names()?, &society, text).await?,
        None => {
            let viewer = whose.eyes.viewer(context, &society).await?;
            viewer.and_then(|viewer| viewer.index()).ok_or_else(|| Error::Input {
                what: "it takes a member, and none was named".to_owned(),
                hint: Some("name one, or say who you are with `--as ACCOUNT`".to_owned()),
            })?
        }
    };
    let found = exchange.account(index).await?;
    let record = found.clone().unwrap_or_default();
    let fields = vec![
        ("member", who::named(&society, index).await?),
        ("balance", words::hours(record.balance)),
        ("to come in", words::hours(record.incoming)),
        ("to go out", words::hours(record.outgoing)),
        ("open offers", numbers(record.offers.iter().map(|id| id.0))),
        ("open deals", numbers(record.deals.iter().map(|id| id.0))),
    ];
    Ok(Report::new(json!({ "member": index.0, "account": found.to_json() })).fields(fields))
}

pub(super) async fn accounts(page: &Page, exchange: &Exchange) -> Result<Report, Error> {
    let count = exchange.exchange().await?.counters.members_end;
    let read = async |from, limit| exchange.accounts(from, limit).await;
    let keep = async |_: &(MemberIndex, Record)| Ok(true);
    let found = page.newest(count, read, |(index, _)| index.0, keep).await?;
    let rows = found.entries.iter().map(|(index, record)| {
        vec![
            index.to_string(),
            words::hours(record.balance),
            words::hours(record.incoming),
            words::hours(record.outgoing),
            numbers(record.deals.iter().map(|id| id.0)),
        ]
    });
    let rows = rows.collect();
    let json = found.entries.iter().map(|(index, record)| json!({ "member": index.0, "account": record.to_json() }));
    let headers = ["member", "balance", "to come in", "to go out", "open deals"];
    let report = Report::new(json.collect::<Value>()).table(&headers, rows);
    Ok(report.goes_on("mutual exchange accounts", found.more_after))
}

fn numbers(numbers: impl Iterator<Item = u32>) -> String {
    numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(", ")
}
