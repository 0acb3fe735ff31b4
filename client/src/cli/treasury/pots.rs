//! `mutual treasury pots`.

use clap::{Args, ValueEnum};
use mutual_types::{Allowance, Planck, Pot, PotId, Restriction, Role, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::eyes::{Eyes, Viewer};
use super::super::list;
use super::super::report::Report;
use crate::error::Error;
use crate::json::ToJson;
use crate::text::{address, amount, duration, moment, Unit};
use crate::words;

const HEADERS: [&str; 9] =
    ["pot", "name", "kind", "balance", "promised", "available", "holds it open", "allowance", "only for"];

/// Which pots.
#[derive(Debug, Args)]
pub(in super::super) struct Pots {
    /// Only those that are open, or only those that are closed
    #[arg(long, value_enum, value_name = "STATUS")]
    status: Option<PotStatus>,
    /// Only yours: those that you may pay small amounts from
    #[arg(long)]
    mine: bool,
    #[command(flatten)]
    eyes: Eyes,
}

/// What a pot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PotStatus {
    /// It is open
    Open,
    /// It was closed
    Closed,
}

impl Pots {
    fn has(&self, pot: &Pot) -> bool {
        self.status.is_none_or(|wanted| (wanted == PotStatus::Closed) == pot.closed)
    }
}

pub(super) async fn run(terms: &Pots, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    terms.eyes.ensure(context)?;
    let society = context.society().await?;
    let viewer = terms.eyes.viewer(context, &society).await?;
    if terms.mine && viewer.is_none() {
        return Err(list::nobody_looks());
    }
    let (view, mut pots) = futures::try_join!(society.society(), society.all_pots())?;
    let now_ms = society.chain().moment().await?.now_ms();
    let you = viewer.as_ref().and_then(Viewer::index);
    let pays =
        |id: PotId| you.is_some_and(|you| view.roster.holds_any(&[Role::Treasurer, Role::Keeper(id)], you, now_ms));
    pots.retain(|found| {
        let is_theirs = !terms.mine || (found.pot.allowance.is_some() && pays(found.id));
        terms.has(&found.pot) && is_theirs
    });
    let unit = society.chain().unit();
    let payments = &view.rules.payments;
    let row = |view: &mutual_types::PotView| {
        let pot = &view.pot;
        vec![
            view.id.to_string(),
            pot.spec.name.clone(),
            kind(pot),
            amount::format(pot.balance, unit),
            amount::format(pot.reserved, unit),
            amount::format(pot.available(payments.reserve_floor), unit),
            pot.open_items.to_string(),
            pot.allowance.as_ref().map_or("none".to_owned(), |a| allowance(a, payments.petty_max, unit, now_ms)),
            pot.spec.restriction.as_ref().map(restriction).unwrap_or_default(),
        ]
    };
    let json = pots.iter().map(|view| {
        let mut json = json!({ "id": view.id.0, "pot": view.pot.to_json() });
        json["available"] = Value::String(view.pot.available(payments.reserve_floor).to_string());
        json["allowance_left"] =
            view.pot.allowance.as_ref().map_or(Value::Null, |a| Value::String(left(a, now_ms).to_string()));
        json
    });
    Ok(Report::new(json.collect()).table(&HEADERS, pots.iter().map(row).collect()))
}

fn kind(pot: &Pot) -> String {
    let closed = if pot.closed { ", closed" } else { "" };
    format!("{}{closed}", words::pot_kind(pot.spec.kind))
}

/// What is left of an allowance now; a period that is over begins anew, and carries nothing over.
fn left(allowance: &Allowance, now_ms: TimestampMs) -> Planck {
    if now_ms >= allowance.since_ms.saturating_add(allowance.period_ms) {
        allowance.period_max
    } else {
        allowance.period_max.saturating_sub(allowance.spent)
    }
}

fn allowance(allowance: &Allowance, petty_max: Planck, unit: &Unit, now_ms: TimestampMs) -> String {
    // The rules may have become stricter since the allowance was given.
    let each = allowance.payment_max.min(petty_max);
    format!(
        "{} each, {} of {} left per {}",
        amount::format(each, unit),
        amount::format(left(allowance, now_ms), unit),
        amount::format(allowance.period_max, unit),
        duration::format(allowance.period_ms),
    )
}

fn restriction(restriction: &Restriction) -> String {
    let mut parts = vec![restriction.kinds.iter().map(|kind| words::kind(*kind)).collect::<Vec<_>>().join(", ")];
    if !restriction.payees.is_empty() {
        let payees: Vec<String> = restriction.payees.iter().map(address::format).collect();
        parts.push(format!("to {}", payees.join(", ")));
    }
    if let Some(ends_ms) = restriction.ends_ms {
        parts.push(format!("until {}", moment::format(ends_ms)));
    }
    parts.push(format!("the rest to {}", address::format(&restriction.fallback)));
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_does_not_carry_over() {
        let allowance = Allowance { payment_max: 5, period_max: 20, period_ms: 100, since_ms: 1_000, spent: 15 };
        assert_eq!(left(&allowance, 1_099), 5);
        assert_eq!(left(&allowance, 1_100), 20);
    }
}
