//! Reads tables key by key, remembers where each field stands, and collects mistakes instead of stopping at one.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::mistake::{Mistake, Mistakes};
use crate::text::Unit;

/// What is said of a field that must be there.
const MISSING: &str = "is missing";

/// Reads a value, or says what is wrong with it.
pub(super) type Read<T> = fn(&DeValue<'_>, &Unit) -> Result<T, String>;

/// The state of reading one file.
pub(super) struct Reader<'s> {
    text: &'s str,
    unit: &'s Unit,
    /// The line of each field met.
    lines: BTreeMap<String, usize>,
    mistakes: Vec<Mistake>,
}

/// A table, and which of its keys are known by now.
pub(super) struct Section<'s> {
    path: String,
    line: usize,
    /// None where it is missing, so that what it must have is reported one by one.
    table: Option<&'s DeTable<'s>>,
    known: Vec<&'static str>,
}

/// A value and where it stands.
pub(super) struct Item<'s> {
    pub path: String,
    pub line: usize,
    pub value: &'s DeValue<'s>,
}

impl<'s> Section<'s> {
    /// The whole document.
    pub fn root(table: &'s DeTable<'s>) -> Self {
        Self { path: String::new(), line: 1, table: Some(table), known: Vec::new() }
    }

    /// The dotted name of `key` in this table.
    pub fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

impl<'s> Reader<'s> {
    /// A reader of `text`.
    pub fn new(text: &'s str, unit: &'s Unit) -> Self {
        Self { text, unit, lines: BTreeMap::new(), mistakes: Vec::new() }
    }

    /// The chain's unit.
    pub fn unit(&self) -> &'s Unit {
        self.unit
    }

    /// The line of a byte of the text.
    pub fn line_at(&self, offset: usize) -> usize {
        let before = self.text.bytes().take(offset);
        before.filter(|byte| *byte == b'\n').count().saturating_add(1)
    }

    /// The line of a field, or of the nearest table around it that is there.
    pub fn line_of(&self, field: &str) -> usize {
        let mut path = field;
        loop {
            if let Some(line) = self.lines.get(path) {
                return *line;
            }
            match path.rfind(['.', '[']).and_then(|at| path.get(..at)) {
                Some(parent) => path = parent,
                None => return 1,
            }
        }
    }

    /// Whether the file gives this field.
    pub fn gives(&self, field: &str) -> bool {
        self.lines.contains_key(field)
    }

    /// Adds a mistake to a field, at its line.
    pub fn report(&mut self, field: impl Into<String>, message: impl Into<String>) {
        let field = field.into();
        self.report_at(self.line_of(&field), field, message.into());
    }

    /// Adds a mistake.
    pub fn report_at(&mut self, line: usize, field: String, message: String) {
        let mistake = Mistake { line, field, message };
        if !self.mistakes.contains(&mistake) {
            self.mistakes.push(mistake);
        }
    }

    /// The fields in which mistakes were found so far.
    pub fn fields_with_mistakes(&self) -> Vec<String> {
        self.mistakes.iter().map(|mistake| mistake.field.clone()).collect()
    }

    /// Whether no mistake was found.
    pub fn is_clean(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// All mistakes in the order of their lines.
    pub fn into_mistakes(mut self) -> Mistakes {
        self.mistakes.sort_by_key(|mistake| mistake.line);
        Mistakes(self.mistakes)
    }

    /// The value of `key`, if it is there.
    pub fn item(&mut self, section: &mut Section<'s>, key: &'static str) -> Option<Item<'s>> {
        section.known.push(key);
        let (name, value) = section.table?.get_key_value(key)?;
        let line = self.line_at(name.span().start);
        let path = section.path_of(key);
        self.lines.insert(path.clone(), line);
        Some(Item { path, line, value: value.get_ref() })
    }

    /// The value of `key`; `default` where it is missing or, with a mistake, where it cannot be read.
    pub fn optional<T>(&mut self, section: &mut Section<'s>, key: &'static str, read: Read<T>, default: T) -> T {
        self.maybe(section, key, read).unwrap_or(default)
    }

    /// The value of `key`, if it is there and can be read; a mistake if it cannot.
    pub fn maybe<T>(&mut self, section: &mut Section<'s>, key: &'static str, read: Read<T>) -> Option<T> {
        let item = self.item(section, key)?;
        self.value(&item, read)
    }

    /// The value of `key`; a mistake, and `placeholder`, where it is missing or cannot be read.
    pub fn required<T>(&mut self, section: &mut Section<'s>, key: &'static str, read: Read<T>, placeholder: T) -> T {
        match self.item(section, key) {
            Some(item) => self.value(&item, read).unwrap_or(placeholder),
            None => {
                self.missing(section, key);
                placeholder
            }
        }
    }

    /// Reports that a key must be there.
    pub fn missing(&mut self, section: &Section<'s>, key: &str) {
        self.report_at(section.line, section.path_of(key), MISSING.to_owned());
    }

    /// Takes back what [`Self::missing`] reported, where what is left out stays as it is.
    pub fn forgive_missing(&mut self) {
        self.mistakes.retain(|mistake| mistake.message != MISSING);
    }

    /// Reads an item.
    pub fn value<T>(&mut self, item: &Item<'s>, read: Read<T>) -> Option<T> {
        match read(item.value, self.unit) {
            Ok(value) => Some(value),
            Err(message) => {
                self.report_at(item.line, item.path.clone(), message);
                None
            }
        }
    }

    /// The table `key`; an empty one where it is missing.
    pub fn section(&mut self, parent: &mut Section<'s>, key: &'static str) -> Section<'s> {
        match self.item(parent, key) {
            Some(item) => self.table(&item),
            None => Section { path: parent.path_of(key), line: parent.line, table: None, known: Vec::new() },
        }
    }

    /// An item as a table.
    pub fn table(&mut self, item: &Item<'s>) -> Section<'s> {
        let table = item.value.as_table();
        if table.is_none() {
            let message = format!("must be a table, not {}", super::values::described(item.value));
            self.report_at(item.line, item.path.clone(), message);
        }
        Section { path: item.path.clone(), line: item.line, table, known: Vec::new() }
    }

    /// The entries of the list `key`; none where it is missing.
    pub fn list(&mut self, section: &mut Section<'s>, key: &'static str) -> Option<Vec<Item<'s>>> {
        let item = self.item(section, key)?;
        let Some(array) = item.value.as_array() else {
            let message = format!("must be a list in [ ], not {}", super::values::described(item.value));
            self.report_at(item.line, item.path, message);
            return None;
        };
        let mut entries = Vec::new();
        for (place, value) in array.iter().enumerate() {
            let path = format!("{}[{place}]", item.path);
            let line = self.line_at(value.span().start);
            self.lines.insert(path.clone(), line);
            entries.push(Item { path, line, value: value.get_ref() });
        }
        Some(entries)
    }

    /// Reports the keys of a table that nobody asked for.
    pub fn finish(&mut self, section: &Section<'s>) {
        let Some(table) = section.table else { return };
        for (key, _) in table.iter().filter(|(key, _)| !section.known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref().as_ref();
            let near = section.known.iter().map(|known| (strsim::damerau_levenshtein(known, name), known));
            let message = match near.min().filter(|(distance, known)| *distance <= allowed_slips(known)) {
                Some((_, known)) => format!("is unknown here: did you mean `{known}`?"),
                None => format!("is unknown here; known are {}", section.known.join(", ")),
            };
            self.report_at(self.line_at(key.span().start), section.path_of(name), message);
        }
    }
}

/// How many slips of the pen a word may have and still be taken for `known`.
fn allowed_slips(known: &str) -> usize {
    match known.len() {
        0..=4 => 1,
        5..=9 => 2,
        _ => 4,
    }
}
