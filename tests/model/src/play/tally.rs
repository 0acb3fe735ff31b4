//! What was seen in plays, and what should have been: each message, each error, each kind of proposal, each event.

use std::collections::BTreeMap;
use std::fmt;

use super::player::{Play, Step};
use crate::kinds;
use crate::message::Message;
use crate::outcome::{Answer, Expected};

/// The label of the message that founds a society.
const FOUNDING: &str = "new";

/// How a refusal of money by ink! itself is counted among the errors.
pub const NOT_PAYABLE: &str = "NotPayable";

/// Answers counted.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Accepted and refused, for each message.
    messages: BTreeMap<&'static str, (u32, u32)>,
    errors: BTreeMap<String, u32>,
    /// Proposals executed, by their kinds.
    executed: BTreeMap<String, u32>,
    events: BTreeMap<&'static str, u32>,
}

/// What plays are to show.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// So many steps.
    pub steps: u32,
    /// So many in a hundred of them accepted.
    pub accepted_percent: u32,
    /// Each message so often.
    pub each_message: u32,
    /// Each message accepted so often.
    pub each_accepted: u32,
    /// Every error, each at least once.
    pub errors: Vec<String>,
    /// Every kind of proposal, each executed at least once.
    pub kinds: Vec<String>,
    /// Every event, each at least once.
    pub events: Vec<String>,
    /// What of all that plays never show, and why: exactly this.
    pub never: &'a [(&'a str, &'a str)],
}

/// What comes first in what `Debug` writes: the name of a variant.
fn name(value: &impl fmt::Debug) -> String {
    let all = format!("{value:?}");
    all.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}

fn count<K: Ord>(counts: &mut BTreeMap<K, u32>, what: K) {
    let there = counts.entry(what).or_default();
    *there = there.saturating_add(1);
}

fn add<K: Ord>(counts: &mut BTreeMap<K, u32>, others: BTreeMap<K, u32>) {
    for (what, other) in others {
        let there = counts.entry(what).or_default();
        *there = there.saturating_add(other);
    }
}

impl Tally {
    /// Counts what a play answered to a step it has just taken.
    pub fn count(&mut self, play: &Play, step: &Step, answer: &Result<Answer, Expected>) {
        self.answered(step.message.label(), answer.as_ref().err());
        if answer.is_err() {
            return;
        }
        play.model.events.iter().for_each(|event| count(&mut self.events, *event));
        if let Message::Execute { proposal } = step.message {
            if let Some(motion) = play.model.proposals.get(&proposal.0) {
                count(&mut self.executed, name(&kinds::kind(&motion.action)));
            }
        }
    }

    /// Counts a founding that was tried.
    pub fn count_founding(&mut self, refusal: Option<&Expected>) {
        self.answered(FOUNDING, refusal);
        if refusal.is_none() {
            count(&mut self.events, "SocietyFounded");
        }
    }

    fn answered(&mut self, label: &'static str, refusal: Option<&Expected>) {
        let (accepted, refused) = self.messages.entry(label).or_default();
        let error = match refusal {
            None => {
                *accepted = accepted.saturating_add(1);
                return;
            }
            Some(Expected::Exactly(error) | Expected::Like(error)) => name(error),
            Some(Expected::NotPayable) => NOT_PAYABLE.to_owned(),
        };
        *refused = refused.saturating_add(1);
        count(&mut self.errors, error);
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: Self) {
        for (label, (yes, no)) in other.messages {
            let (accepted, refused) = self.messages.entry(label).or_default();
            (*accepted, *refused) = (accepted.saturating_add(yes), refused.saturating_add(no));
        }
        add(&mut self.errors, other.errors);
        add(&mut self.executed, other.executed);
        add(&mut self.events, other.events);
    }

    /// How many steps were accepted, and how many refused. Foundings are none.
    pub fn totals(&self) -> (u32, u32) {
        let steps = self.messages.iter().filter(|(label, _)| **label != FOUNDING).map(|(_, counts)| counts);
        steps
            .fold((0, 0), |(yes, no), (accepted, refused)| (yes.saturating_add(*accepted), no.saturating_add(*refused)))
    }

    /// All that plays should have shown and did not, or did although it is said that they never do.
    pub fn missing(&self, wanted: &Wanted) -> Vec<String> {
        let (accepted, refused) = self.totals();
        let steps = accepted.saturating_add(refused);
        let mut missing = Vec::new();
        if steps < wanted.steps {
            missing.push(format!("{steps} steps of {}", wanted.steps));
        }
        if u64::from(accepted).saturating_mul(100) < u64::from(steps).saturating_mul(wanted.accepted_percent.into()) {
            missing.push(format!("{accepted} of {steps} accepted, of {} in a hundred", wanted.accepted_percent));
        }
        let is_never = |what: &str| wanted.never.iter().any(|(never, _)| *never == what);
        for label in Message::LABELS.iter().chain(&[FOUNDING]) {
            let (accepted, refused) = self.messages.get(label).copied().unwrap_or_default();
            let sent = accepted.saturating_add(refused);
            if sent < wanted.each_message {
                missing.push(format!("{label}: sent {sent} times of {}", wanted.each_message));
            }
            let is_right = if is_never(label) { accepted == 0 } else { accepted >= wanted.each_accepted };
            if !is_right {
                missing.push(format!("{label}: accepted {accepted} times"));
            }
        }
        let events: BTreeMap<String, u32> =
            self.events.iter().map(|(event, count)| ((*event).to_owned(), *count)).collect();
        let sorts = [
            ("error", &wanted.errors, &self.errors),
            ("kind executed", &wanted.kinds, &self.executed),
            ("event", &wanted.events, &events),
        ];
        for (sort, all, counted) in sorts {
            for what in all {
                let count = counted.get(what).copied().unwrap_or(0);
                if (count == 0) != is_never(what) {
                    missing.push(format!("{sort} {what}: seen {count} times"));
                }
            }
            let unknown = counted.keys().filter(|what| !all.is_empty() && !all.contains(what));
            missing.extend(unknown.map(|what| format!("{sort} {what}: there is none")));
        }
        missing
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:20} {:>8} {:>8}", "message", "accepted", "refused")?;
        for (label, (accepted, refused)) in &self.messages {
            writeln!(f, "{label:20} {accepted:8} {refused:8}")?;
        }
        let sorts = [("error", &self.errors), ("kind executed", &self.executed)];
        for (sort, counts) in sorts {
            writeln!(f, "\n{sort:24} {:>8}", "times")?;
            counts.iter().try_for_each(|(what, count)| writeln!(f, "{what:24} {count:8}"))?;
        }
        writeln!(f, "\n{:24} {:>8}", "event", "times")?;
        self.events.iter().try_for_each(|(what, count)| writeln!(f, "{what:24} {count:8}"))?;
        let (accepted, refused) = self.totals();
        let steps = accepted.saturating_add(refused);
        write!(f, "\n{steps} steps, {accepted} accepted, {refused} refused")
    }
}
