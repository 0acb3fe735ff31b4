//! `mutual federation refresh`, `report`, `summaries` and `total`.

use clap::Args;
use mutual_types::federation::{FederationView, Outcome, Report as Reported, Total};
use serde_json::{json, Value};

use super::super::account;
use super::super::context::Context;
use super::super::document::DocumentArgs;
use super::super::report::Report;
use super::call::Proposed;
use super::show::end;
use super::{named, needed, number, Place};
use crate::error::Error;
use crate::federation::{Federation, Message};
use crate::json::ToJson;
use crate::text::{amount, moment};

pub(super) async fn refresh(text: &str, on: &Place<'_>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let id = number(text, on.federation, context).await?;
    let whom = named(id, on.federation).await?;
    let action = format!("have the books of {whom} read for the period that is now");
    let report = on.write(action, Message::refresh(id), &[("society", id.0)], context).await?;
    Ok(report.then("mutual federation total".to_owned()))
}

/// What a society says of a period.
#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// The number of the period
    period: u32,
    /// What came in
    #[arg(long, value_name = "AMOUNT")]
    money_in: String,
    /// What was paid out
    #[arg(long, value_name = "AMOUNT")]
    money_out: String,
    /// How many people were helped
    #[arg(long, value_name = "NUMBER")]
    people: u64,
    /// How much of a unit came about, such as `meals=420`: the unit's name or number; name each
    #[arg(long, value_name = "UNIT=NUMBER")]
    outcome: Vec<String>,
    #[command(flatten)]
    document: DocumentArgs,
    #[command(flatten)]
    proposed: Proposed,
}

impl ReportArgs {
    pub(super) fn ensure(&self) -> Result<(), Error> {
        account::ensure_amount(&self.money_in)?;
        account::ensure_amount(&self.money_out)?;
        self.outcome.iter().try_for_each(|text| divided(text).map(drop))?;
        needed(&self.document, "a report").map(drop)
    }
}

/// The unit and the number of an outcome as it is written.
fn divided(text: &str) -> Result<(&str, u64), Error> {
    let parts = text.rsplit_once('=').and_then(|(unit, number)| Some((unit.trim(), number.trim().parse().ok()?)));
    parts.filter(|(unit, _)| !unit.is_empty()).ok_or_else(|| Error::Input {
        what: format!("`{text}` does not say how much of which unit"),
        hint: Some("write the unit and a whole number, such as `meals=420`".to_owned()),
    })
}

/// Outcomes in the order of their units, each once.
fn outcomes(texts: &[String], units: &[String]) -> Result<Vec<Outcome>, Error> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for text in texts {
        let (name, amount) = divided(text)?;
        let place = units.iter().position(|unit| unit == name).or_else(|| name.parse().ok());
        let place = place.filter(|place| *place < units.len()).and_then(|place| u8::try_from(place).ok());
        let unit = place.ok_or_else(|| Error::Input {
            what: format!("the federation counts nothing in `{name}`"),
            hint: Some(format!("it counts in: {}; a motion can add a unit", units.join(", "))),
        })?;
        if outcomes.iter().any(|other| other.unit == unit) {
            return Err(Error::input(format!("`{name}` is named twice")));
        }
        outcomes.push(Outcome { unit, amount });
    }
    outcomes.sort_by_key(|outcome| outcome.unit);
    Ok(outcomes)
}

pub(super) async fn report(terms: &ReportArgs, on: &Place<'_>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let unit = on.federation.chain().unit();
    let setup = on.federation.federation().await?.setup;
    let said = Reported {
        money_in: account::amount(&terms.money_in, unit)?,
        money_out: account::amount(&terms.money_out, unit)?,
        people_helped: terms.people,
        outcomes: outcomes(&terms.outcome, &setup.units)?,
        document: needed(&terms.document, "a report")?,
    };
    let title = format!("Report on period {} to the federation \"{}\"", terms.period, setup.name);
    on.propose(&terms.proposed, title, &Message::report(terms.period, &said), context).await
}

/// The period that was named, or the current one.
async fn period(named: Option<u32>, view: &FederationView, federation: &Federation) -> Result<u32, Error> {
    match named {
        Some(period) => Ok(period),
        None => Ok(view.setup.period(federation.chain().moment().await?.now_ms())),
    }
}

pub(super) async fn list(asked: Option<u32>, federation: &Federation) -> Result<Report, Error> {
    let view = federation.federation().await?;
    let period = period(asked, &view, federation).await?;
    let unit = federation.chain().unit();
    let money = |planck| amount::format(planck, unit);
    let all = federation.all_summaries(period).await?;
    let mut rows = Vec::new();
    for (society, summary) in &all {
        if let Some(it) = &summary.reading {
            let dissolving = if it.dissolving { ", dissolving" } else { "" };
            let said = format!("{} members, {} in pots{dissolving}", it.members, money(it.pots));
            rows.push(vec![society.to_string(), "read".to_owned(), moment::format(it.at_ms), said]);
        }
        if let Some(it) = &summary.report {
            let outcomes = it.outcomes.iter().map(|outcome| {
                let unit = view.setup.units.get(usize::from(outcome.unit)).map_or("?", String::as_str);
                format!(", {} {unit}", outcome.amount)
            });
            let said = format!(
                "{} in, {} out, {} people helped{}",
                money(it.money_in),
                money(it.money_out),
                it.people_helped,
                outcomes.collect::<String>()
            );
            rows.push(vec![society.to_string(), "reported".to_owned(), it.document.uri.clone(), said]);
        }
    }
    let json = json!({
        "period": period,
        "societies": all.iter().map(|(id, summary)| json!({ "id": id.0, "summary": summary.to_json() })).collect::<Value>(),
    });
    let fields = vec![("period", format!("{period}, until {}", end(&view, period)))];
    Ok(Report::new(json).fields(fields).table(&["society", "was", "when or where", "what"], rows))
}

pub(super) async fn total(asked: Option<u32>, federation: &Federation) -> Result<Report, Error> {
    let view = federation.federation().await?;
    let period = period(asked, &view, federation).await?;
    let unit = federation.chain().unit();
    let money = |planck| amount::format(planck, unit);
    let found = federation.total(period).await?;
    let total: Total = found.clone().unwrap_or_default();
    let fields = vec![
        ("period", format!("{period}, until {}", end(&view, period))),
        ("societies read", total.read.to_string()),
        ("members", format!("{}, of whom {} count for quorums", total.members, total.active)),
        ("in their pots", money(total.pots)),
        ("members' shares", money(total.shares)),
        ("owed to people", money(total.credits)),
        (
            "ever made",
            format!(
                "{} grants, {} requests for relief, {} payments",
                total.grants, total.relief_requests, total.payments
            ),
        ),
        ("societies that reported", total.reported.to_string()),
        ("money in", money(total.money_in)),
        ("money out", money(total.money_out)),
        ("people helped", total.people_helped.to_string()),
    ];
    let sums = total.outcomes.iter().copied().chain(std::iter::repeat(0));
    let rows = view.setup.units.iter().zip(sums).map(|(unit, sum)| vec![unit.clone(), sum.to_string()]).collect();
    let json = json!({ "period": period, "units": view.setup.units.to_json(), "total": found.to_json() });
    Ok(Report::new(json).fields(fields).table(&["outcomes in", "sum"], rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_named_by_unit_and_put_in_order() {
        let units = ["meals".to_owned(), "nights = in shelter".to_owned()];
        let said = outcomes(&["nights = in shelter=3".to_owned(), "meals=420".to_owned()], &units).unwrap();
        assert_eq!(said, [Outcome { unit: 0, amount: 420 }, Outcome { unit: 1, amount: 3 }]);
        assert_eq!(outcomes(&["1=7".to_owned()], &units).unwrap(), [Outcome { unit: 1, amount: 7 }]);
        for text in ["trees=1", "2=1", "meals", "meals=-1", "meals=1.5", "=4"] {
            assert!(outcomes(&[text.to_owned()], &units).is_err(), "{text}");
        }
        assert!(outcomes(&["meals=1".to_owned(), "0=1".to_owned()], &units).is_err(), "twice");
    }
}
