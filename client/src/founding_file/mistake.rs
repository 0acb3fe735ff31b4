//! What is wrong with a founding file, and where.

use std::fmt;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, counted from 1. For what is missing, the line under which it belongs.
    pub line: usize,
    /// The field, as in `rules.voting.quorum_bps` or `founders[3].account`; empty where the text is no TOML.
    pub field: String,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// All mistakes of a file, in the order of their lines; never none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes(pub Vec<Mistake>);

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, field, message } = self;
        if field.is_empty() {
            write!(f, "line {line}: {message}")
        } else {
            write!(f, "line {line}, {field}: {message}")
        }
    }
}

impl Mistakes {
    /// What is wrong with the file `name`.
    pub fn of(&self, name: &str) -> String {
        let mut text = match self.0.len() {
            1 => format!("{name} has a mistake:"),
            count => format!("{name} has {count} mistakes:"),
        };
        for mistake in &self.0 {
            text.push_str(&format!("\n  {mistake}"));
        }
        text
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.of("the founding file"))
    }
}

impl std::error::Error for Mistakes {}
