//! Charts: tables that Charts.css draws as columns or bars. Whoever cannot see them, or prints, has the same in the table
//! beside each.
//!
//! How large a part is stands in a style sheet of the page, which the Content-Security-Policy allows by its hash.

use maud::{html, Markup};

/// A row of a chart: its label, and a value for each series.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) values: Vec<u128>,
}

/// A chart, and the style rules that give the sizes of its parts.
pub(super) struct Chart {
    pub(super) markup: Markup,
    pub(super) sizes: String,
}

/// Columns side by side, from the left to the right; `whole` is the value of a full column, or that of the largest.
pub(super) fn columns(id: &str, says: &str, series: &[&str], rows: &[Row]) -> Chart {
    let whole = rows.iter().flat_map(|row| &row.values).copied().max().unwrap_or_default();
    drawn(id, says, "column multiple show-primary-axis show-4-secondary-axes", series, rows, whole)
}

/// Bars below each other.
pub(super) fn bars(id: &str, says: &str, rows: &[Row], whole: u128) -> Chart {
    drawn(id, says, "bar show-primary-axis", &[], rows, whole)
}

fn drawn(id: &str, says: &str, kind: &str, series: &[&str], rows: &[Row], whole: u128) -> Chart {
    let mut sizes = String::new();
    for (row, number) in rows.iter().zip(1u32..) {
        for (value, series) in row.values.iter().zip(1u32..) {
            let size = share(*value, whole);
            sizes.push_str(&format!("#{id} tr:nth-child({number}) td:nth-of-type({series}){{--size:{size}}}\n"));
        }
    }
    let markup = html! {
        figure.chart {
            // Drawn as a chart it is no table any more to whoever hears it; the same numbers follow.
            table id=(id) class={ "charts-css " (kind) " show-labels data-spacing-4 hide-data" } aria-hidden="true" {
                tbody {
                    @for row in rows {
                        tr {
                            th { (row.label) }
                            @for value in &row.values { td { span.data { (value) } } }
                        }
                    }
                }
            }
            figcaption {
                (says)
                @if series.len() > 1 {
                    ul.legend { @for name in series { li { span.key aria-hidden="true" {} (name) } } }
                }
            }
        }
    };
    Chart { markup, sizes }
}

/// A part of a whole, as a number between 0 and 1.
fn share(value: u128, whole: u128) -> String {
    const PARTS: u128 = 10_000;
    // Amounts near the end of the numbers lose their last digits: a chart is no place to count planck.
    let (value, whole) = match value.max(whole) > u128::MAX / (2 * PARTS) {
        true => (value / 65_536, whole / 65_536),
        false => (value, whole),
    };
    let parts = value.saturating_mul(PARTS).saturating_add(whole / 2).checked_div(whole);
    match parts.unwrap_or_default().min(PARTS) {
        PARTS => "1".to_owned(),
        parts => format!("0.{parts:04}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_whole_is_between_nothing_and_one() {
        for (value, whole, size) in [
            (0, 0, "0.0000"),
            (0, 7, "0.0000"),
            (1, 3, "0.3333"),
            (7, 7, "1"),
            (9, 7, "1"),
            (u128::MAX, u128::MAX, "1"),
            (u128::MAX / 2, u128::MAX, "0.5000"),
        ] {
            assert_eq!(share(value, whole), size, "{value} of {whole}");
        }
    }

    #[test]
    fn each_part_of_a_chart_has_its_size_in_the_style_sheet_and_none_in_the_page() {
        let rows =
            [Row { label: "<a>".to_owned(), values: vec![1, 2] }, Row { label: "b".to_owned(), values: vec![4, 0] }];
        let chart = columns("c", "says", &["in", "out"], &rows);
        assert_eq!(chart.sizes.lines().count(), 4);
        assert!(chart.sizes.contains("#c tr:nth-child(1) td:nth-of-type(2){--size:0.5000}"), "{}", chart.sizes);
        let markup = chart.markup.into_string();
        assert!(!markup.contains("style=") && markup.contains("&lt;a&gt;"), "{markup}");
    }
}
