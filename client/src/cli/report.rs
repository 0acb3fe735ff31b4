//! A result: one value, for people as text and for programs as JSON.

use std::collections::BTreeMap;

use serde_json::Value;

use super::io::Look;
use super::{layout, paint};
use crate::names;

/// What a command found or did.
#[derive(Clone, Debug, Default)]
pub(super) struct Report {
    parts: Vec<Part>,
    /// For programs.
    pub json: Value,
    /// A command that is likely to follow.
    pub next: Option<String>,
    /// Why the command fails all the same, with its result as the details.
    pub failure: Option<Failure>,
    /// The names that stand beside addresses, for people.
    names: BTreeMap<String, String>,
    /// Whether it says the names itself.
    says_names: bool,
    /// Whether all was said already, line by line.
    pub is_silent: bool,
}

/// A failure that has a result.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub exit: u8,
    /// For programs.
    pub code: String,
    /// For people.
    pub message: String,
}

/// A part of the text.
#[derive(Clone, Debug)]
enum Part {
    Heading(&'static str),
    Fields(Vec<(String, String)>),
    Table { headers: Vec<&'static str>, rows: Vec<Vec<String>> },
    Lines(Vec<String>),
    Prose(&'static str),
    Text(String),
}

impl Report {
    pub(super) fn new(json: Value) -> Self {
        Self { json, ..Self::default() }
    }

    /// Nothing more than was said already.
    pub(super) fn silent() -> Self {
        Self { is_silent: true, ..Self::default() }
    }

    /// Has a name stand beside each address that has one, where a person reads. Programs get the addresses alone.
    pub(super) fn with_names(mut self, names: BTreeMap<String, String>) -> Self {
        if !self.says_names {
            self.names = names;
        }
        self
    }

    /// Leaves addresses without names beside them: this report is about names.
    pub(super) fn about_names(mut self) -> Self {
        self.says_names = true;
        self
    }

    /// Adds names with values.
    pub(super) fn fields<N: Into<String>>(mut self, fields: impl IntoIterator<Item = (N, String)>) -> Self {
        self.parts.push(Part::Fields(fields.into_iter().map(|(name, value)| (name.into(), value)).collect()));
        self
    }

    /// Adds one more name with its value to the first part, and to what programs read.
    pub(super) fn also(mut self, name: &'static str, value: String) -> Self {
        if let Value::Object(json) = &mut self.json {
            json.insert(name.to_owned(), Value::String(value.clone()));
        }
        match self.parts.first_mut() {
            Some(Part::Fields(fields)) => fields.push((name.to_owned(), value)),
            _ => self.parts.insert(0, Part::Fields(vec![(name.to_owned(), value)])),
        }
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

    /// Adds a heading for what follows, on a terminal.
    pub(super) fn heading(mut self, heading: &'static str) -> Self {
        self.parts.push(Part::Heading(heading));
        self
    }

    /// Adds sentences.
    pub(super) fn prose(mut self, text: &'static str) -> Self {
        self.parts.push(Part::Prose(text));
        self
    }

    /// Adds a text that is laid out already, such as a page of help or a script.
    pub(super) fn verbatim(mut self, text: String) -> Self {
        self.parts.push(Part::Text(text));
        self
    }

    /// Names a command that is likely to follow.
    pub(super) fn then(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }

    /// Says that the command fails all the same.
    pub(super) fn failing(mut self, failure: Failure) -> Self {
        self.failure = Some(failure);
        self
    }

    /// The text: in columns for a terminal, else with tabs for the next program.
    pub(super) fn text(&self, look: Look) -> String {
        let mut text = String::new();
        let mut heading = None;
        for part in &self.parts {
            if let (Part::Heading(name), Some(_)) = (part, look.columns) {
                heading = Some(paint::bold(name, look.is_coloured));
                continue;
            }
            let body = match look.columns {
                Some(_) if !self.names.is_empty() => part.with_names(&self.names).text(look),
                _ => part.text(look),
            };
            if body.is_empty() {
                continue;
            }
            if look.columns.is_some() && !text.is_empty() {
                text.push('\n');
            }
            // What has nothing below it needs no heading.
            text.extend(heading.take().map(|heading| format!("{heading}\n")));
            text.push_str(&body);
        }
        text
    }
}

impl Part {
    /// The same with a name beside each address that has one.
    fn with_names(&self, names: &BTreeMap<String, String>) -> Self {
        let named = |text: &String| names::beside(text, |word| names.get(word).map(String::as_str));
        match self {
            Self::Fields(fields) => {
                Self::Fields(fields.iter().map(|(name, value)| (name.clone(), named(value))).collect())
            }
            Self::Table { headers, rows } => Self::Table {
                headers: headers.clone(),
                rows: rows.iter().map(|row| row.iter().map(named).collect()).collect(),
            },
            Self::Lines(lines) => Self::Lines(lines.iter().map(named).collect()),
            Self::Heading(_) | Self::Prose(_) | Self::Text(_) => self.clone(),
        }
    }

    fn text(&self, look: Look) -> String {
        let Some(columns) = look.columns else { return self.tabbed() };
        let lines = match self {
            Self::Heading(_) => Vec::new(),
            Self::Text(text) => return text.clone(),
            Self::Fields(fields) => named(fields, columns, look.is_coloured),
            Self::Table { rows, .. } if rows.is_empty() => Vec::new(),
            Self::Table { headers, rows } => aligned(headers, &shown(rows), columns, look.is_coloured),
            Self::Lines(lines) => lines.iter().flat_map(|line| layout::line(line, columns)).collect(),
            Self::Prose(text) => layout::wrapped(text, columns),
        };
        lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    fn tabbed(&self) -> String {
        let rows = match self {
            Self::Heading(_) => Vec::new(),
            Self::Text(text) => return text.clone(),
            Self::Fields(fields) => fields.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect(),
            Self::Table { rows, .. } => rows.clone(),
            Self::Lines(lines) => lines.iter().map(|line| vec![line.clone()]).collect(),
            Self::Prose(text) => vec![vec![(*text).to_owned()]],
        };
        shown(&rows).iter().map(|row| format!("{}\n", row.join("\t"))).collect()
    }
}

/// What strangers wrote may hold anything: a tab or a newline would break the columns, an escape the terminal.
fn shown(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|cell| cell.replace(char::is_control, " ")).collect()).collect()
}

fn named(fields: &[(String, String)], columns: usize, is_coloured: bool) -> Vec<String> {
    let fields: Vec<_> =
        fields.iter().map(|(name, value)| (name.clone(), value.replace(char::is_control, " "))).collect();
    let lines = layout::fields(&fields, columns);
    lines.iter().map(|(name, rest)| format!("{}{rest}", paint::bold(name, is_coloured))).collect()
}

/// A table, or where it is wider than the terminal each row as fields. Columns with nothing in them are left out: people
/// count no columns.
fn aligned(headers: &[&'static str], rows: &[Vec<String>], columns: usize, is_coloured: bool) -> Vec<String> {
    let is_used = |at: &usize| rows.iter().any(|row| row.get(*at).is_some_and(|cell| !cell.is_empty()));
    let used: Vec<usize> = (0..headers.len()).filter(is_used).collect();
    let head = used.iter().filter_map(|at| headers.get(*at)).map(|header| header.to_uppercase()).collect();
    let cells = |row: &Vec<String>| used.iter().filter_map(|at| row.get(*at).cloned()).collect::<Vec<_>>();
    let all: Vec<Vec<String>> = [head].into_iter().chain(rows.iter().map(cells)).collect();
    if let Some(lines) = layout::table(&all, columns) {
        let lines = lines.into_iter().enumerate();
        return lines.map(|(at, line)| if at == 0 { paint::bold(&line, is_coloured) } else { line }).collect();
    }
    let mut lines = Vec::new();
    for row in rows {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let told = headers.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        let fields: Vec<_> = told.map(|(header, cell)| ((*header).to_owned(), cell.clone())).collect();
        lines.extend(named(&fields, columns, is_coloured));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal(columns: usize) -> Look {
        Look { columns: Some(columns), is_coloured: false }
    }

    fn report() -> Report {
        let rows = vec![vec!["0".to_owned(), "a\tb\u{1b}[2J".to_owned()], vec!["10".to_owned(), "c".to_owned()]];
        Report::new(Value::Null).fields([("name", "Field".to_owned())]).table(&["id", "title"], rows)
    }

    #[test]
    fn a_terminal_gets_columns_with_headers() {
        assert_eq!(report().text(terminal(80)), "name  Field\n\nID  TITLE\n0   a b [2J\n10  c\n");
    }

    #[test]
    fn a_pipe_gets_tabs_and_no_headers() {
        assert_eq!(report().text(Look::default()), "name\tField\n0\ta b [2J\n10\tc\n");
    }

    #[test]
    fn people_see_names_beside_addresses_and_programs_do_not() {
        let names = || [("5Abc".to_owned(), "@mere".to_owned())].into();
        let report = Report::new(Value::Null).fields([("who", "5Abc".to_owned())]).with_names(names());
        assert_eq!(report.text(terminal(80)), "who  5Abc (@mere)\n");
        assert_eq!(report.text(Look::default()), "who\t5Abc\n");
        let table = || Report::new(Value::Null).table(&["who"], vec![vec!["5Abc".to_owned()]]);
        assert_eq!(table().about_names().with_names(names()).text(terminal(80)), "WHO\n5Abc\n");
        let table = table().with_names(names());
        assert_eq!(table.text(terminal(80)), "WHO\n5Abc (@mere)\n");
        assert_eq!(table.text(Look::default()), "5Abc\n");
    }

    #[test]
    fn an_empty_list_is_an_empty_text() {
        assert_eq!(Report::new(Value::Null).table(&["id"], Vec::new()).text(Look::default()), "");
        assert_eq!(Report::new(Value::Null).table(&["id"], Vec::new()).text(terminal(80)), "");
    }

    #[test]
    fn a_narrow_terminal_gets_each_row_as_fields() {
        let address = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
        let rows = vec![
            vec!["0".to_owned(), address.to_owned(), String::new()],
            vec!["1".to_owned(), address.to_owned(), "bread".to_owned()],
        ];
        let report = Report::new(Value::Null).table(&["id", "payee", "title"], rows);
        let narrow = report.text(terminal(56));
        assert_eq!(narrow, format!("id     0\npayee  {address}\n\nid     1\npayee  {address}\ntitle  bread\n"));
        assert!(report.text(terminal(80)).starts_with("ID  PAYEE"));
    }

    #[test]
    fn a_column_with_nothing_in_it_is_for_programs_only() {
        let rows = vec![vec!["0".to_owned(), String::new(), "x".to_owned()]];
        let report = Report::new(Value::Null).table(&["id", "you", "title"], rows);
        assert_eq!(report.text(terminal(80)), "ID  TITLE\n0   x\n");
        assert_eq!(report.text(Look::default()), "0\t\tx\n");
    }

    #[test]
    fn a_heading_stands_over_something_and_on_a_terminal_only() {
        let report = Report::new(Value::Null).heading("Empty").table(&["id"], Vec::new()).heading("Field");
        let report = report.fields([("name", "x".to_owned())]).verbatim("as\tis\n".to_owned());
        assert_eq!(report.text(terminal(80)), "Field\nname  x\n\nas\tis\n");
        assert_eq!(report.text(Look::default()), "name\tx\nas\tis\n");
    }

    #[test]
    fn headings_are_bold_where_there_is_colour() {
        let coloured = report().text(Look { columns: Some(80), is_coloured: true });
        assert!(coloured.starts_with("\u{1b}[1mname  \u{1b}[0mField\n"), "{coloured:?}");
        assert!(coloured.contains("\u{1b}[1mID  TITLE\u{1b}[0m\n"), "{coloured:?}");
    }
}
