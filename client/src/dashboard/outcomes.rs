//! Outcomes: what grants have measured, by unit, over time and in total.

use std::collections::BTreeMap;

use maud::html;

use super::chart;
use super::html::{grant, plain, table, text, Row};
use super::route::Body;
use super::View;
use crate::error::Error;
use crate::index::KeptOutcome;
use crate::text::moment;

/// Units that are drawn; the table has all.
const DRAWN: usize = 6;
/// Months in a chart.
const MONTHS: usize = 12;
/// Rows of the table by grants; the export of the books has all.
const GRANTS: usize = 200;

/// What was measured in one unit.
#[derive(Default)]
struct Measured {
    total: u128,
    stages: u64,
    months: BTreeMap<String, u128>,
    grants: BTreeMap<u32, u128>,
}

pub(super) async fn body(view: &mut View<'_>) -> Result<Body, Error> {
    let units = by_unit(&view.index.outcomes().await?);
    let totals = units.iter().map(|(unit, measured)| {
        Row::new(vec![
            text(unit),
            html! { data value=(measured.total) { (measured.total) } },
            html! { (measured.stages) },
            html! { (measured.grants.len()) },
        ])
    });
    let mut largest: Vec<_> = units.iter().collect();
    largest.sort_by_key(|(_, measured)| std::cmp::Reverse(measured.stages));
    let mut sizes = String::new();
    let mut charts = Vec::new();
    for (place, (unit, measured)) in largest.into_iter().take(DRAWN).enumerate() {
        let months: Vec<_> = measured.months.iter().rev().take(MONTHS).collect();
        let rows: Vec<chart::Row> = months
            .into_iter()
            .rev()
            .map(|(month, sum)| chart::Row { label: month.clone(), values: vec![*sum] })
            .collect();
        let says = format!("{}: {} in all, by the month in which a steward accepted it.", plain(unit), measured.total);
        let chart = chart::columns(&format!("unit-{place}"), &says, &[], &rows);
        sizes.push_str(&chart.sizes);
        charts.push(chart.markup);
    }
    let months = units.iter().flat_map(|(unit, measured)| {
        let newest = measured.months.iter().rev().take(MONTHS);
        newest.map(move |(month, sum)| Row::new(vec![html! { (month) }, text(unit), html! { (sum) }]))
    });
    let grants = units.iter().flat_map(|(unit, measured)| {
        let all = measured.grants.iter().rev();
        all.map(move |(number, sum)| Row::new(vec![grant((*number).into()), text(unit), html! { (sum) }]))
    });
    let grants: Vec<Row> = grants.take(GRANTS).collect();
    let none = "Nothing was measured yet.";
    let across = view.across.as_ref().map(|across| across.section());
    if let Some((_, across_sizes)) = &across {
        sizes.push_str(across_sizes);
    }
    let content = html! {
        p {
            "Each grant names the unit in which its outcome is measured. A stage counts once a steward has accepted it. "
            "Numbers in one unit can be added up, whoever did the work."
        }
        section aria-labelledby="totals" {
            h2 id="totals" { "In total" }
            (table("Outcomes by unit", &["unit", "in all", "stages", "grants"], totals.collect(), none))
        }
        section aria-labelledby="time" {
            h2 id="time" { "Over time" }
            @for chart in &charts { (chart) }
            (table("Outcomes by month and unit", &["month", "unit", "measured"], months.collect(), none))
        }
        section aria-labelledby="grants" {
            h2 id="grants" { "By grant" }
            (table("Outcomes by grant, the newest first", &["grant", "unit", "measured"], grants, none))
        }
        @if let Some((section, _)) = &across { (section) }
    };
    Ok(Body { title: "Outcomes".to_owned(), content, sizes })
}

fn by_unit(outcomes: &[KeptOutcome]) -> BTreeMap<String, Measured> {
    let mut units: BTreeMap<String, Measured> = BTreeMap::new();
    for outcome in outcomes {
        let measured = units.entry(outcome.unit.clone()).or_default();
        let metric = u128::from(outcome.metric);
        let month = moment::format(outcome.at_ms).get(..7).unwrap_or_default().to_owned();
        measured.total = measured.total.saturating_add(metric);
        measured.stages = measured.stages.saturating_add(1);
        for sum in [measured.months.entry(month).or_default(), measured.grants.entry(outcome.grant).or_default()] {
            *sum = sum.saturating_add(metric);
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_measured_is_added_up_by_unit_month_and_grant() {
        let outcome =
            |grant, at_ms, unit: &str, metric| KeptOutcome { grant, stage: 0, at_ms, unit: unit.to_owned(), metric };
        const FEBRUARY: u64 = 32 * 86_400_000;
        let units = by_unit(&[
            outcome(0, 0, "meals", 30),
            outcome(0, FEBRUARY, "meals", 12),
            outcome(1, FEBRUARY, "meals", 5),
            outcome(1, FEBRUARY, "trees", u64::MAX),
        ]);
        let meals = &units["meals"];
        assert_eq!((meals.total, meals.stages), (47, 3));
        assert_eq!(
            meals.months.iter().map(|(m, n)| (m.as_str(), *n)).collect::<Vec<_>>(),
            [("1970-01", 30), ("1970-02", 17)]
        );
        assert_eq!(meals.grants.iter().map(|(g, n)| (*g, *n)).collect::<Vec<_>>(), [(0, 42), (1, 5)]);
        assert_eq!(units["trees"].total, u64::MAX.into());
    }
}
