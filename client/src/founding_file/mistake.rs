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

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => f.write_str("the founding file has a mistake:")?,
            count => write!(f, "the founding file has {count} mistakes:")?,
        }
        self.0.iter().try_for_each(|mistake| write!(f, "\n  {mistake}"))
    }
}

impl std::error::Error for Mistakes {}
