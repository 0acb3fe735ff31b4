//! `mutual exchange found`.

use clap::Args;
use mutual_types::exchange::{Founding, Rules};

use super::super::context::Context;
use super::super::report::Report;
use super::super::when;
use super::super::write;
use super::super::written::Fact;
use super::minutes;
use crate::error::Error;
use crate::exchange::Exchange;
use crate::text::address;
use crate::words::exchange as words;

/// What an exchange begins with.
#[derive(Debug, Args)]
pub(super) struct Found {
    /// What it is called
    name: String,
    /// How far from level an account may ever be, such as `20h`; this never changes
    #[arg(long, value_name = "HOURS")]
    limit_max: String,
    #[command(flatten)]
    rules: RuleArgs,
}

/// Rules, of which those that are not named stay as they are.
#[derive(Debug, Args)]
pub(super) struct RuleArgs {
    /// How far from level an account may be by new deals
    #[arg(long, value_name = "HOURS")]
    limit: Option<String>,
    /// How long an offer may stand, such as `90d`
    #[arg(long, value_name = "TIME")]
    offer_time: Option<String>,
    /// How long a proposed deal waits for its answer
    #[arg(long, value_name = "TIME")]
    answer_time: Option<String>,
    /// How far ahead help may be agreed
    #[arg(long, value_name = "TIME")]
    ahead: Option<String>,
    /// How long both have to report
    #[arg(long, value_name = "TIME")]
    report_time: Option<String>,
    /// How long a settled deal can be contested
    #[arg(long, value_name = "TIME")]
    dispute_time: Option<String>,
    /// How long a contested deal waits for a ruling
    #[arg(long, value_name = "TIME")]
    ruling_time: Option<String>,
    /// How many open offers a member may have
    #[arg(long, value_name = "NUMBER")]
    offers_max: Option<u8>,
    /// How many open deals a member may have
    #[arg(long, value_name = "NUMBER")]
    deals_max: Option<u8>,
}

const DAY_MS: u64 = 86_400_000;

impl RuleArgs {
    /// Rules with what was named.
    pub(super) fn laid_over(&self, rules: Rules) -> Result<Rules, Error> {
        let span = |text: &Option<String>, is: u64| text.as_deref().map_or(Ok(is), when::span);
        Ok(Rules {
            limit_minutes: self.limit.as_deref().map_or(Ok(rules.limit_minutes), minutes)?,
            offer_ms: span(&self.offer_time, rules.offer_ms)?,
            answer_ms: span(&self.answer_time, rules.answer_ms)?,
            ahead_ms: span(&self.ahead, rules.ahead_ms)?,
            report_ms: span(&self.report_time, rules.report_ms)?,
            dispute_ms: span(&self.dispute_time, rules.dispute_ms)?,
            ruling_ms: span(&self.ruling_time, rules.ruling_ms)?,
            offers_max: self.offers_max.unwrap_or(rules.offers_max),
            deals_max: self.deals_max.unwrap_or(rules.deals_max),
        })
    }
}

/// The rules of an exchange whose founder says nothing else, with a limit.
fn usual(limit_minutes: u32) -> Rules {
    Rules {
        limit_minutes,
        offer_ms: 90 * DAY_MS,
        answer_ms: 14 * DAY_MS,
        ahead_ms: 60 * DAY_MS,
        report_ms: 14 * DAY_MS,
        dispute_ms: 14 * DAY_MS,
        ruling_ms: 60 * DAY_MS,
        offers_max: 8,
        deals_max: 8,
    }
}

pub(super) async fn run(terms: &Found, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let limit_max_minutes = minutes(&terms.limit_max)?;
    let rules = terms.rules.laid_over(usual(limit_max_minutes))?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let chain = society.chain();
    let founding = Founding { society: society.address(), name: terms.name.clone(), limit_max_minutes, rules };
    let action = format!(
        "found the exchange \"{}\" for the society {}, with a limit of {} either way; all offers, deals and hours are public",
        terms.name,
        address::format(&society.address()),
        words::hours(limit_max_minutes)
    );
    let prepared = Exchange::prepare_founding(chain, signer.account(), &founding).await?;
    let (exchange, written) = write::founding(context, chain, &signer, action, prepared).await?;
    let exchange = address::format(&exchange);
    let report = written.report(chain.unit(), &[Fact::text("exchange", exchange.clone())]);
    Ok(match written.value() {
        Some(_) => report.then(format!("mutual exchange show --exchange {exchange}")),
        None => report,
    })
}
