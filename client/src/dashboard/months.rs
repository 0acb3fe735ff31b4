//! Money in and out by month.

use std::collections::BTreeMap;

use maud::{html, Markup};
use mutual_types::Planck;

use super::chart::{self, Chart};
use super::html::{table, Row, Shown};
use crate::index::MonthSum;
use crate::text::amount;

/// Months in the chart.
const DRAWN: usize = 12;
/// Months in the table.
const TOLD: usize = 24;

/// What came in and went out in a month.
type Sums = (Planck, Planck);

/// The sums of each month, the first month first. A month in which nothing moved is not among them.
fn by_month(sums: &[MonthSum]) -> Vec<(String, Sums)> {
    let mut months: BTreeMap<String, Sums> = BTreeMap::new();
    for sum in sums {
        let (came_in, went_out) = months.entry(sum.month.clone()).or_default();
        let side = if sum.is_in { came_in } else { went_out };
        *side = side.saturating_add(sum.amount);
    }
    months.into_iter().collect()
}

fn last<T>(all: &[T], count: usize) -> &[T] {
    all.get(all.len().saturating_sub(count)..).unwrap_or_default()
}

/// The chart of the last months.
pub(super) fn chart(sums: &[MonthSum], shown: Shown<'_>) -> Option<Chart> {
    let months = by_month(sums);
    let drawn = last(&months, DRAWN);
    let (newest, (came_in, went_out)) = drawn.last()?;
    let says = format!(
        "Money in and out by month. In {newest}, {} came in and {} went out.",
        amount::format(*came_in, shown.unit),
        amount::format(*went_out, shown.unit),
    );
    let rows = drawn
        .iter()
        .map(|(month, (came_in, went_out))| chart::Row { label: month.clone(), values: vec![*came_in, *went_out] });
    Some(chart::columns("months", &says, &["in", "out"], &rows.collect::<Vec<_>>()))
}

/// The same in numbers, and what it was for.
pub(super) fn tables(sums: &[MonthSum], shown: Shown<'_>) -> Markup {
    let months = by_month(sums);
    let rows = last(&months, TOLD).iter().rev().map(|(month, (came_in, went_out))| {
        Row::new(vec![html! { (month) }, shown.money(*came_in), shown.money(*went_out)])
    });
    let newest = last(&months, DRAWN).first().map(|(month, _)| month.clone()).unwrap_or_default();
    let causes = sums.iter().rev().filter(|sum| sum.month >= newest).map(|sum| {
        let side = if sum.is_in { "in" } else { "out" };
        let (what, count) = (cause(&sum.cause, sum.is_in), sum.count);
        Row::new(vec![
            html! { (sum.month) },
            html! { (side) },
            html! { (what) },
            shown.money(sum.amount),
            html! { (count) },
        ])
    });
    let none = "No money has moved yet.";
    html! {
        (table("Money in and out by month, the newest first", &["month", "in", "out"], rows.collect(), none))
        details {
            summary { "What it was for" }
            (table(
                "Money in and out by month and by what it was for",
                &["month", "side", "what for", "amount", "times"],
                causes.collect(),
                none,
            ))
        }
    }
}

/// What an event moves money for, in plain words.
fn cause(event: &str, is_in: bool) -> String {
    let words = match event {
        "SocietyFounded" => "the founding",
        "Contributed" => "gifts and deposits",
        "DuesPaid" => "dues",
        "SharesBought" => "shares",
        "Applied" => "applications",
        "ProposalMade" => "deposits held with proposals",
        "DisputeOpened" | "DisputePetitioned" => "deposits held with disputes",
        "GrantRepaid" => "loans paid back",
        "PaymentReleased" => "payments",
        "PettyPaid" => "petty payments",
        "CreditWithdrawn" => "credits withdrawn",
        "ContractCalled" => "calls of other contracts",
        "Transfer" if is_in => "transfers without a message",
        other => return spaced(other),
    };
    words.to_owned()
}

/// `DisputeOpened` as `dispute opened`.
pub(super) fn spaced(name: &str) -> String {
    let mut words = String::new();
    for (place, letter) in name.chars().enumerate() {
        if place > 0 && letter.is_uppercase() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_told_in_words() {
        assert_eq!(spaced("VoteCast"), "vote cast");
        assert_eq!(cause("Contributed", true), "gifts and deposits");
        assert_eq!(cause("DuesWaived", true), "dues waived");
    }

    #[test]
    fn sums_of_a_month_are_added_up_by_side() {
        let sum = |month: &str, is_in, amount| MonthSum {
            month: month.to_owned(),
            is_in,
            cause: "X".to_owned(),
            amount,
            count: 1,
        };
        let sums =
            [sum("2027-01", true, 3), sum("2027-01", true, 4), sum("2027-01", false, 5), sum("2027-02", true, 6)];
        assert_eq!(by_month(&sums), [("2027-01".to_owned(), (7, 5)), ("2027-02".to_owned(), (6, 0))]);
    }
}
