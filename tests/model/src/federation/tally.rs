//! What plays have shown, and what they should have.

use std::collections::BTreeMap;

use mutual_types::federation::Error;

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

/// What plays never show.
const NEVER: [(&str, &str); 5] = [
    ("Overflow", "no play has so much money, or lasts so long"),
    ("NoFounders", "only a founding is refused so: the edges try it"),
    ("DuplicateFounder", "as before"),
    ("FederationFounded", "it is before the first step"),
    ("SocietyInvited", "as before"),
];

/// What is worth seeing besides.
const OTHERS: [&str; 5] = [
    "a credit pays what is past due",
    "the fund is inherited",
    "a surplus is the heir's",
    "a draw lapses to a closed backing",
    "a repayment reaches a closed backing",
];

pub(super) fn count(map: &mut BTreeMap<String, u32>, name: &str) {
    let seen = map.entry(name.to_string()).or_default();
    *seen = seen.saturating_add(1);
}

/// The name of a variant, as its debug form begins.
pub(super) fn variant(value: &impl core::fmt::Debug) -> String {
    let text = format!("{value:?}");
    text.split([' ', '(', '{']).next().unwrap_or_default().to_string()
}

impl Tally {
    /// Counts a step that the model has taken; `before` is the model that it found.
    pub fn count(&mut self, before: &super::Model, play: &Play, step: &Step, answer: &Result<Answer, Error>) {
        self.steps = self.steps.saturating_add(1);
        let name = step.message.name();
        if let Err(error) = answer {
            count(&mut self.refused, name);
            count(&mut self.errors, &variant(error));
            return;
        }
        count(&mut self.accepted, name);
        let events = play.model.events();
        for event in events {
            count(&mut self.events, event);
        }
        let closed = |draw| {
            let facts = before.draw_facts(draw, step.at_ms);
            facts.and_then(|draw| before.backing_facts(draw.backing)).is_some_and(|backing| backing.closed)
        };
        let other = match &step.message {
            Message::PayCredit { .. } if events.contains(&"DrawRepaid") => Some(0),
            Message::Leave if before.fund() > 0 && play.model.present() == 0 => Some(1),
            Message::Sweep if before.present() == 0 => Some(2),
            Message::Lapse { draw } if closed(*draw) => Some(3),
            Message::Repay { draw } if closed(*draw) => Some(4),
            _ => None,
        };
        if let Some(name) = other.and_then(|place: usize| OTHERS.get(place)) {
            count(&mut self.others, name);
        }
    }

    /// What has not been seen, or was and should not have been, in words.
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
        let mut expect = |map: &BTreeMap<String, u32>, name: &str| {
            let never = NEVER.iter().any(|(other, _)| *other == name);
            match (seen(map, name), never) {
                (0, false) => missing.push(format!("no {name}")),
                (1.., true) => missing.push(format!("{name} is among what is never seen")),
                _ => {}
            }
        };
        wanted.errors.iter().for_each(|name| expect(&self.errors, name));
        wanted.events.iter().for_each(|name| expect(&self.events, name));
        OTHERS.iter().for_each(|name| expect(&self.others, name));
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
            ("others", &self.others),
        ];
        for (what, map) in maps {
            let entries: Vec<_> = map.iter().map(|(name, times)| format!("{name} {times}")).collect();
            writeln!(f, "{what}: {}", entries.join(", "))?;
        }
        Ok(())
    }
}
