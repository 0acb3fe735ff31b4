//! `mutual federation found`, and rules as they are written.

use clap::Args;
use mutual_types::federation::{Founding, Rules};
use mutual_types::YEAR_MS;

use super::super::context::Context;
use super::super::document::DocumentArgs;
use super::super::report::Report;
use super::super::when;
use super::super::write;
use super::super::written::Fact;
use super::needed;
use crate::error::Error;
use crate::federation::Federation;
use crate::text::{address, duration};
use crate::words::federation as words;

/// What a federation begins with.
#[derive(Debug, Args)]
pub(super) struct Found {
    /// What it is called
    name: String,
    /// A society that is invited: its address or a name; name each
    #[arg(long, required = true, value_name = "ADDRESS")]
    society: Vec<String>,
    /// What outcomes are counted in, such as meals; name each
    #[arg(long, value_name = "NAME")]
    unit: Vec<String>,
    /// How long each period of the reports is; this never changes
    #[arg(long, default_value = "90d", value_name = "TIME")]
    period: String,
    /// How long the societies have to join
    #[arg(long, default_value = "60d", value_name = "TIME")]
    founding: String,
    #[command(flatten)]
    charter: DocumentArgs,
    #[command(flatten)]
    rules: RuleArgs,
}

/// Rules, of which those that are not named stay as they are.
#[derive(Debug, Args)]
pub(super) struct RuleArgs {
    /// How long the societies have to vote on a motion
    #[arg(long, value_name = "TIME")]
    voting: Option<String>,
    /// The share of those who may vote that a motion needs, in hundredths of a percent: 5001 to 9000
    #[arg(long, value_name = "BPS")]
    approval: Option<u16>,
    /// How long after joining a society cannot draw
    #[arg(long, value_name = "TIME")]
    waiting: Option<String>,
    /// How long a draw can be collected
    #[arg(long, value_name = "TIME")]
    collect_time: Option<String>,
    /// How far ahead a backing may end
    #[arg(long, value_name = "TIME")]
    backing_max: Option<String>,
    /// How many draws a society may have open: 1 to 16
    #[arg(long, value_name = "NUMBER")]
    draws_max: Option<u8>,
}

const DAY_MS: u64 = 86_400_000;

/// The rules of a federation whose founder says nothing else.
const USUAL: Rules = Rules {
    voting_ms: 30 * DAY_MS,
    approval_bps: 6_667,
    waiting_ms: 30 * DAY_MS,
    collect_ms: 30 * DAY_MS,
    backing_max_ms: 2 * YEAR_MS,
    draws_max: 8,
};

impl RuleArgs {
    /// Rules with what was named.
    pub(super) fn laid_over(&self, rules: Rules) -> Result<Rules, Error> {
        let span = |text: &Option<String>, is: u64| text.as_deref().map_or(Ok(is), when::span);
        let rules = Rules {
            voting_ms: span(&self.voting, rules.voting_ms)?,
            approval_bps: self.approval.unwrap_or(rules.approval_bps),
            waiting_ms: span(&self.waiting, rules.waiting_ms)?,
            collect_ms: span(&self.collect_time, rules.collect_ms)?,
            backing_max_ms: span(&self.backing_max, rules.backing_max_ms)?,
            draws_max: self.draws_max.unwrap_or(rules.draws_max),
        };
        match rules.validate() {
            Ok(()) => Ok(rules),
            Err(error) => Err(Error::Federation { error: error.into(), is_stale: false, sent: None }),
        }
    }

    /// Whether nothing was named, and what was is within its bounds.
    pub(super) fn ensure(&self) -> Result<(), Error> {
        // Any rules do: what is wrong is wrong over all of them.
        if self.laid_over(USUAL)? == USUAL && self.are_missing() {
            return Err(Error::input("name the rules that are to change"));
        }
        Ok(())
    }

    fn are_missing(&self) -> bool {
        let Self { voting, approval, waiting, collect_time, backing_max, draws_max } = self;
        let texts = [voting, waiting, collect_time, backing_max];
        texts.iter().all(|text| text.is_none()) && approval.is_none() && draws_max.is_none()
    }
}

pub(super) async fn run(terms: &Found, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let charter = needed(&terms.charter, "a charter")?;
    let (period_ms, founding_ms) = (when::span(&terms.period)?, when::span(&terms.founding)?);
    let rules = terms.rules.laid_over(USUAL)?;
    let signer = context.signer()?;
    let mut founders = Vec::new();
    for text in &terms.society {
        founders.push(context.account(text).await?);
    }
    let chain = context.chain().await?;
    let units = terms.unit.clone();
    let founding = Founding { name: terms.name.clone(), charter, units, period_ms, founding_ms, rules, founders };
    let invited: Vec<_> = founding.founders.iter().map(address::format).collect();
    let action = format!(
        "found the federation \"{}\", to which are invited: {}; each joins by a decision of its own within {}; a motion \
         needs the ayes of {} of those who may vote; all it does is public",
        founding.name,
        invited.join(", "),
        duration::format(founding_ms),
        words::share(rules.approval_bps)
    );
    let prepared = Federation::prepare_founding(&chain, signer.account(), &founding).await?;
    let (federation, written) = write::founding(context, &chain, &signer, action, prepared).await?;
    let federation = address::format(&federation);
    let report = written.report(chain.unit(), &[Fact::text("federation", federation.clone())]);
    Ok(match written.value() {
        Some(_) => report.then(format!("mutual federation show --federation {federation}")),
        None => report,
    })
}
