//! CSV as in RFC 4180, of which no spreadsheet takes a cell for a formula: what strangers wrote may begin with `=`.

use super::table::{Cell, Table};

/// The table with its names in the first line.
pub(super) fn text(table: &Table) -> String {
    let mut text = line(table.columns.iter().map(|name| (*name).to_owned()));
    for row in &table.rows {
        text.push_str(&line(row.iter().map(shown)));
    }
    text
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Truth(is) => if *is { "yes" } else { "no" }.to_owned(),
        Cell::Text(text) => text.clone(),
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|cell| quoted(&harmless(&cell))).collect();
    format!("{}\r\n", cells.join(","))
}

/// A spreadsheet takes for a formula what begins with one of these; an apostrophe before it makes it a text.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\r', '\n', ';', '\t']) || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cell: &str) -> String {
        let table = Table { name: "x", columns: &["memo"], rows: vec![vec![Cell::from(cell)]] };
        text(&table).strip_prefix("memo\r\n").unwrap().strip_suffix("\r\n").unwrap().to_owned()
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "\n=1", "＝1"] {
            let cell = written(formula);
            let inner = cell.trim_start_matches('"');
            assert!(inner.starts_with('\''), "{formula:?} is written as {cell:?}");
        }
        assert_eq!(written("12.5"), "12.5");
        assert_eq!(written("a=b"), "a=b");
    }

    #[test]
    fn what_divides_cells_and_lines_is_quoted() {
        assert_eq!(written("a,b"), "\"a,b\"");
        assert_eq!(written("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(written("two\nlines"), "\"two\nlines\"");
        assert_eq!(written("plain"), "plain");
    }
}
