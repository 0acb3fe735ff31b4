//! What was seen in plays: answers for each message, and each error.

use std::collections::BTreeMap;
use std::fmt;

use mutual_model::{Answer, Expected, Message};

/// Answers counted.
#[derive(Default)]
pub struct Counts {
    /// Accepted and refused, for each message.
    messages: BTreeMap<&'static str, (u32, u32)>,
    errors: BTreeMap<String, u32>,
}

impl Counts {
    /// Counts an answer.
    pub fn count(&mut self, message: &Message, answer: &Result<Answer, Expected>) {
        let (accepted, refused) = self.messages.entry(message.label()).or_default();
        let error = match answer {
            Ok(_) => {
                *accepted += 1;
                return;
            }
            Err(Expected::Exactly(error) | Expected::Like(error)) => format!("{error:?}"),
            Err(Expected::NotPayable) => "NotPayable".to_owned(),
        };
        *refused += 1;
        let name = error.split([' ', '(', '{']).next().unwrap_or_default();
        *self.errors.entry(name.to_owned()).or_default() += 1;
    }

    /// Counts what others have counted.
    pub fn add(&mut self, other: Self) {
        for (label, (yes, no)) in other.messages {
            let (accepted, refused) = self.messages.entry(label).or_default();
            *accepted += yes;
            *refused += no;
        }
        for (error, count) in other.errors {
            *self.errors.entry(error).or_default() += count;
        }
    }

    /// How many were accepted, and how many refused.
    pub fn totals(&self) -> (u32, u32) {
        self.messages.values().fold((0, 0), |(yes, no), (accepted, refused)| (yes + accepted, no + refused))
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (label, (accepted, refused)) in &self.messages {
            writeln!(f, "{label:20} {accepted:6} accepted {refused:6} refused")?;
        }
        for (error, count) in &self.errors {
            writeln!(f, "{error:30} {count:6}")?;
        }
        let (accepted, refused) = self.totals();
        write!(f, "{accepted} accepted, {refused} refused")
    }
}
