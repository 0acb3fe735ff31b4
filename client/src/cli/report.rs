//! A result: one value, for people as text and for programs as JSON.

use serde_json::Value;

/// What a command found or did.
#[derive(Clone, Debug, Default)]
pub(super) struct Report {
    parts: Vec<Part>,
    /// For programs.
    pub json: Value,
    /// A command that is likely to follow.
    pub next: Option<String>,
    /// Whether all was said already, line by line.
    pub is_silent: bool,
}

/// A part of the text.
#[derive(Clone, Debug)]
enum Part {
    Fields(Vec<(String, String)>),
    Table { headers: Vec<&'static str>, rows: Vec<Vec<String>> },
    Lines(Vec<String>),
}

impl Report {
    pub(super) fn new(json: Value) -> Self {
        Self { parts: Vec::new(), json, next: None, is_silent: false }
    }

    /// Nothing more than was said already.
    pub(super) fn silent() -> Self {
        Self { is_silent: true, ..Self::default() }
    }

    /// Adds names with values.
    pub(super) fn fields<N: Into<String>>(mut self, fields: impl IntoIterator<Item = (N, String)>) -> Self {
        self.parts.push(Part::Fields(fields.into_iter().map(|(name, value)| (name.into(), value)).collect()));
        self
    }

    /// Adds a table.
    pub(super) fn table(mut self, headers: &[&'static str], rows: Vec<Vec<String>>) -> Self {
        self.parts.push(Part::Table { headers: headers.to_vec(), rows });
        self
    }

    /// Adds lines as they are.
    pub(super) fn lines(mut self, lines: Vec<String>) -> Self {
        self.parts.push(Part::Lines(lines));
        self
    }

    /// Names a command that is likely to follow.
    pub(super) fn then(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }

    /// The text: in columns for a terminal, else with tabs for the next program.
    pub(super) fn text(&self, is_terminal: bool) -> String {
        let mut parts: Vec<String> = Vec::new();
        for part in &self.parts {
            let text = match (part, is_terminal) {
                (Part::Fields(fields), _) => {
                    rows(fields.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect(), is_terminal)
                }
                (Part::Table { headers, rows: body }, true) => {
                    let head = headers.iter().map(|header| header.to_uppercase()).collect();
                    rows([vec![head], body.clone()].concat(), true)
                }
                (Part::Table { rows: body, .. }, false) => rows(body.clone(), false),
                (Part::Lines(lines), _) => lines.iter().map(|line| format!("{line}\n")).collect(),
            };
            if !text.is_empty() {
                parts.push(text);
            }
        }
        parts.join(if is_terminal { "\n" } else { "" })
    }
}

fn rows(rows: Vec<Vec<String>>, is_terminal: bool) -> String {
    // What strangers wrote may hold anything: a tab or a newline would break the columns, an escape the terminal.
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| cell.replace(char::is_control, " ")).collect()).collect();
    if !is_terminal {
        return rows.iter().map(|row| format!("{}\n", row.join("\t"))).collect();
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let rows = vec![vec!["0".to_owned(), "a\tb\u{1b}[2J".to_owned()], vec!["10".to_owned(), "c".to_owned()]];
        Report::new(Value::Null).fields([("name", "Field".to_owned())]).table(&["id", "title"], rows)
    }

    #[test]
    fn a_terminal_gets_columns_with_headers() {
        assert_eq!(report().text(true), "name  Field\n\nID  TITLE\n0   a b [2J\n10  c\n");
    }

    #[test]
    fn a_pipe_gets_tabs_and_no_headers() {
        assert_eq!(report().text(false), "name\tField\n0\ta b [2J\n10\tc\n");
    }

    #[test]
    fn an_empty_list_is_an_empty_text() {
        assert_eq!(Report::new(Value::Null).table(&["id"], Vec::new()).text(false), "");
    }
}
