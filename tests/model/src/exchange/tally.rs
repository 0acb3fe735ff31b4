//! What plays have shown, and what they should have.

use std::collections::BTreeMap;

use mutual_types::exchange::{DealStatus, Error};

use super::play::{Play, Step};
use super::{Answer, Message};

/// What was seen in plays.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    steps: u32,
    accepted: BTreeMap<String, u32>,
    refused: BTreeMap<String, u32>,
    errors: BTreeMap<String, u32>,
    events: BTreeMap<String, u32>,
    /// Each message with the status of the deal that it found.
    statuses: BTreeMap<String, u32>,
    others: BTreeMap<String, u32>,
}

/// What should have been seen.
#[derive(Clone, Copy, Debug)]
pub struct Missing<'a> {
    /// The names of all errors.
    pub errors: &'a [String],
    /// The names of all events.
    pub events: &'a [&'static str],
    /// How often each message is accepted and refused at least.
    pub each: u32,
    /// How many of a hundred messages are accepted at least.
    pub accepted_percent: u32,
}

fn count(map: &mut BTreeMap<String, u32>, name: &str) {
    let seen = map.entry(name.to_string()).or_default();
    *seen = seen.saturating_add(1);
}

/// The name of a variant, as its debug form begins.
fn variant(value: &impl core::fmt::Debug) -> String {
    let text = format!("{value:?}");
    text.split([' ', '(', '{']).next().unwrap_or_default().to_string()
}

impl Tally {
    /// Counts a step that the model has taken, found in `before`.
    pub fn count(&mut self, before: Option<DealStatus>, play: &Play, step: &Step, answer: &Result<Answer, Error>) {
        self.steps = self.steps.saturating_add(1);
        let name = step.message.name();
        match answer {
            Ok(answer) => {
                count(&mut self.accepted, name);
                if !answer.name().is_empty() {
                    count(&mut self.others, answer.name());
                }
                if let Some(status) = before {
                    count(&mut self.statuses, &format!("{name} {}", variant(&status)));
                }
            }
            Err(error) => {
                count(&mut self.refused, name);
                count(&mut self.errors, &variant(error));
            }
        }
        for event in play.model.events() {
            count(&mut self.events, event);
        }
        let [_, _, _, ruled] = play.model.sums();
        if ruled != 0 {
            count(&mut self.others, "the community bears a ruling");
        }
    }

    /// What has not been seen, in words.
    pub fn missing(&self, wanted: &Missing) -> Vec<String> {
        let mut missing = Vec::new();
        let seen = |map: &BTreeMap<String, u32>, name: &str| map.get(name).copied().unwrap_or(0);
        for name in Message::NAMES {
            for (map, what) in [(&self.accepted, "accepted"), (&self.refused, "refused")] {
                let times = seen(map, name);
                if times < wanted.each {
                    missing.push(format!("{name} was {what} only {times} times"));
                }
            }
        }
        missing
            .extend(wanted.errors.iter().filter(|name| seen(&self.errors, name) == 0).map(|name| format!("no {name}")));
        let events = wanted.events.iter().filter(|name| **name != "ExchangeFounded");
        missing.extend(events.filter(|name| seen(&self.events, name) == 0).map(|name| format!("no {name}")));
        let found = [
            "accept Proposed",
            "cancel Proposed",
            "cancel Agreed",
            "report Agreed",
            "report Contested",
            "contest Agreed",
            "contest Unconfirmed",
            "contest Settled",
            "apply_ruling Contested",
            "close_deal Unanswered",
            "close_deal Lapsed",
            "close_deal Undecided",
        ];
        missing.extend(found.iter().filter(|name| seen(&self.statuses, name) == 0).map(|name| format!("no {name}")));
        let others = ["Renumbered", "the community bears a ruling"];
        missing.extend(others.iter().filter(|name| seen(&self.others, name) == 0).map(|name| format!("no {name}")));
        let accepted: u32 = self.accepted.values().fold(0, |sum, times| sum.saturating_add(*times));
        if accepted.saturating_mul(100) < self.steps.saturating_mul(wanted.accepted_percent) {
            missing.push(format!("only {accepted} of {} messages were accepted", self.steps));
        }
        missing
    }
}

impl core::fmt::Display for Tally {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        writeln!(f, "{} steps", self.steps)?;
        let maps = [
            ("accepted", &self.accepted),
            ("refused", &self.refused),
            ("errors", &self.errors),
            ("events", &self.events),
            ("found", &self.statuses),
            ("others", &self.others),
        ];
        for (what, map) in maps {
            writeln!(
                f,
                "{what}: {}",
                map.iter().map(|(name, times)| format!("{name} {times}")).collect::<Vec<_>>().join(", ")
            )?;
        }
        Ok(())
    }
}
