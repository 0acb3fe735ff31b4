//! Outcomes across societies: what a federation has added up, unit by unit and period by period.
//!
//! It is no part of the index: it is read from the federation, and shown until it is read anew.

use maud::{html, Markup};
use mutual_types::federation::{Report, Setup};
use mutual_types::{AccountId, TimestampMs};

use super::chart;
use super::html::{account, at, plain, table, text, Row};
use crate::error::Error;
use crate::federation::Federation;
use crate::text::address;

/// The newest periods of which sums are shown.
const PERIODS: u32 = 24;
/// Units that are drawn; the table has all.
const DRAWN: usize = 4;
/// Periods in a chart.
const COLUMNS: usize = 12;
/// What is counted beside the units of the federation.
const PEOPLE: &str = "people helped";

/// What a federation's societies have reported, as it was read at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Across {
    address: AccountId,
    name: String,
    societies: u32,
    is_member: bool,
    units: Vec<String>,
    /// The newest first.
    periods: Vec<Period>,
}

/// The sums of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Period {
    number: u32,
    begins_ms: TimestampMs,
    ends_ms: TimestampMs,
    societies: u32,
    /// People helped, and then unit by unit: of all societies.
    all: Vec<u128>,
    /// Of this society; none if it has not reported.
    own: Option<Vec<u128>>,
}

impl Across {
    /// Reads the sums of the newest 24 periods, and this society's part in them.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn read(federation: &Federation, society: AccountId) -> Result<Self, Error> {
        let view = federation.federation().await?;
        let own = federation.society_of(society).await?;
        let current = view.setup.period(federation.chain().moment().await?.now_ms());
        let mut periods = Vec::new();
        // Of the period that is now nobody can report.
        for number in (0..current).rev().take(usize::try_from(PERIODS).unwrap_or(usize::MAX)) {
            let Some(total) = federation.total(number).await?.filter(|total| total.reported > 0) else { continue };
            let units = view.setup.units.len();
            let report = match own {
                Some(own) => federation.summary(number, own).await?.and_then(|summary| summary.report),
                None => None,
            };
            let mut all = vec![total.people_helped];
            all.extend(total.outcomes.iter().copied().chain(std::iter::repeat(0)).take(units));
            periods.push(Period {
                number,
                begins_ms: begins_ms(&view.setup, number),
                ends_ms: begins_ms(&view.setup, number.saturating_add(1)),
                societies: total.reported,
                all,
                own: report.map(|report| of_report(&report, units)),
            });
        }
        Ok(Self {
            address: federation.address(),
            name: view.setup.name,
            societies: view.counters.present,
            is_member: own.is_some(),
            units: view.setup.units,
            periods,
        })
    }

    /// What is counted: people, and the units.
    fn measures(&self) -> impl Iterator<Item = &str> {
        std::iter::once(PEOPLE).chain(self.units.iter().map(String::as_str))
    }

    /// Sums over all periods shown: of all societies, and of this one.
    fn sums(&self, measure: usize) -> (u128, u128) {
        let of = |numbers: &[u128]| numbers.get(measure).copied().unwrap_or_default();
        self.periods.iter().fold((0, 0), |(all, own), period| {
            let part = period.own.as_deref().map_or(0, of);
            (all.saturating_add(of(&period.all)), own.saturating_add(part))
        })
    }

    /// The section of the page, and how large the parts of its charts are.
    pub(super) fn section(&self) -> (Markup, String) {
        let none = "No society has reported yet.";
        let measures: Vec<(usize, &str)> = self.measures().enumerate().collect();
        let sums = measures.iter().map(|(place, unit)| {
            let (all, own) = self.sums(*place);
            Row::new(vec![text(unit), html! { data value=(all) { (all) } }, html! { (own) }])
        });
        let sums: Vec<Row> = if self.periods.is_empty() { Vec::new() } else { sums.collect() };
        let rows = self.periods.iter().flat_map(|period| {
            measures.iter().map(move |(place, unit)| {
                let of = |numbers: &[u128]| numbers.get(*place).copied().unwrap_or_default();
                Row::new(vec![
                    html! { (period.number) },
                    html! { (at(period.begins_ms)) " to " (at(period.ends_ms)) },
                    text(unit),
                    html! { (of(&period.all)) },
                    html! { @match &period.own { Some(own) => (of(own)), None => "not reported" } },
                    html! { (period.societies) },
                ])
            })
        });
        let rows: Vec<Row> = rows.collect();
        let mut sizes = String::new();
        let drawn = measures.iter().filter(|(place, _)| self.sums(*place).0 > 0).take(DRAWN);
        let mut charts = Vec::new();
        for (place, unit) in drawn {
            let columns = self.periods.iter().take(COLUMNS).rev().map(|period| chart::Row {
                label: format!("period {}", period.number),
                values: vec![period.all.get(*place).copied().unwrap_or_default()],
            });
            let says = format!("{}: {} in all, by period.", plain(unit), self.sums(*place).0);
            let chart = chart::columns(&format!("across-{place}"), &says, &[], &columns.collect::<Vec<_>>());
            sizes.push_str(&chart.sizes);
            charts.push(chart.markup);
        }
        let headings = ["period", "from and to", "unit", "all societies", "this society", "societies that reported"];
        let markup = html! {
            section aria-labelledby="across" {
                h2 id="across" { "Across societies" }
                p {
                    "The federation " (text(&self.name)) " adds up what its " (self.societies)
                    " societies report of each period, in the same units. A report is the word of a society’s members, who "
                    "decided on it; it is not read out of the grants above."
                    @if !self.is_member { " This society is none of them." }
                }
                p { "The federation’s address on the chain: " (account(&address::format(&self.address))) }
                @for chart in &charts { (chart) }
                (table(&format!("Outcomes across societies, in the last {PERIODS} periods"),
                    &["unit", "all societies", "this society"], sums, none))
                @if !rows.is_empty() {
                    (table("Outcomes across societies by period, the newest first", &headings, rows, none))
                }
            }
        };
        (markup, sizes)
    }
}

fn begins_ms(setup: &Setup, period: u32) -> TimestampMs {
    setup.founded_ms.saturating_add(setup.period_ms.saturating_mul(period.into()))
}

/// A report's numbers in the order of the measures.
fn of_report(report: &Report, units: usize) -> Vec<u128> {
    let mut numbers = vec![0; units.saturating_add(1)];
    if let Some(people) = numbers.first_mut() {
        *people = report.people_helped.into();
    }
    for outcome in &report.outcomes {
        if let Some(number) = numbers.get_mut(usize::from(outcome.unit).saturating_add(1)) {
            *number = outcome.amount.into();
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use mutual_types::federation::Outcome;
    use mutual_types::Document;

    use super::*;

    fn period(number: u32, all: &[u128], own: Option<&[u128]>) -> Period {
        let own = own.map(<[u128]>::to_vec);
        Period { number, begins_ms: 0, ends_ms: 1, societies: 2, all: all.to_vec(), own }
    }

    #[test]
    fn what_societies_report_is_added_up_and_this_societys_part_beside_it() {
        let across = Across {
            address: AccountId([1; 32]),
            name: "<b>The district</b>".to_owned(),
            societies: 3,
            is_member: true,
            units: vec!["meals".to_owned(), "<i>trees".to_owned()],
            periods: vec![period(4, &[9, 200, 6], Some(&[4, 120, 3])), period(2, &[1, u128::MAX, 0], None)],
        };
        assert_eq!(across.sums(0), (10, 4));
        assert_eq!(across.sums(1), (u128::MAX, 120));
        assert_eq!(across.sums(2), (6, 3));
        let (markup, sizes) = across.section();
        let page = markup.into_string();
        assert!(page.contains("&lt;b&gt;The district") && page.contains("&lt;i&gt;trees"), "{page}");
        assert!(page.contains("not reported") && !page.contains("none of them"), "{page}");
        assert_eq!(sizes.lines().count(), 6, "three charts of two periods: {sizes}");
    }

    #[test]
    fn a_report_says_nothing_of_units_it_does_not_name() {
        let outcomes = vec![Outcome { unit: 1, amount: 7 }, Outcome { unit: 9, amount: 1 }];
        let document = Document { uri: String::new(), hash: [0; 32] };
        let report = Report { money_in: 1, money_out: 2, people_helped: 5, outcomes, document };
        assert_eq!(of_report(&report, 2), [5, 0, 7]);
    }
}
