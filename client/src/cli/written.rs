//! What a write did, as a report.

use mutual_types::Planck;
use serde_json::{json, Map, Value};

use super::card::Card;
use super::report::Report;
use crate::chain::{Ticket, Track};
use crate::contract::{Contract, Outcome};
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{amount, Unit};

/// One fact of a result, for people and for programs.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    name: &'static str,
    text: String,
    json: Value,
}

impl Fact {
    /// A word, an address.
    pub(super) fn text(name: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { name, json: Value::String(text.clone()), text }
    }

    /// A number of a proposal, a payment, a pot.
    pub(super) fn number(name: &'static str, number: u32) -> Self {
        Self { name, text: number.to_string(), json: number.into() }
    }

    /// An amount: with its unit for people, in planck for programs.
    pub(super) fn amount(name: &'static str, planck: Planck, unit: &Unit) -> Self {
        Self { name, text: amount::format(planck, unit), json: Value::String(planck.to_string()) }
    }
}

/// A write that was sent, or only simulated.
pub(super) struct Written<T, C: Contract = Society> {
    pub outcome: Option<Outcome<T, C>>,
    card: Card,
    /// The contract's events: those it caused, or would have caused.
    events: Vec<C::Event>,
    /// What finds it again, if nobody waited for its block.
    ticket: Option<Ticket>,
}

impl<T, C: Contract> Written<T, C> {
    pub(super) fn sent(card: Card, outcome: Outcome<T, C>) -> Self {
        Self { events: outcome.events.clone(), outcome: Some(outcome), card, ticket: None }
    }

    pub(super) fn simulated(card: Card, events: Vec<C::Event>) -> Self {
        Self { outcome: None, card, events, ticket: None }
    }

    /// The same with what was noted on the way, if that is still of use.
    pub(super) fn tracked(self, track: &Track) -> Self {
        let is_open = self.outcome.as_ref().is_some_and(|outcome| outcome.block.is_none());
        Self { ticket: track.sent().filter(|_| is_open), ..self }
    }

    /// What it answered, if it was sent.
    pub(super) fn value(&self) -> Option<&T> {
        self.outcome.as_ref().map(|outcome| &outcome.value)
    }

    /// The report, with `result` as what the command was for.
    pub(super) fn report(&self, unit: &Unit, result: &[Fact]) -> Report {
        let mut json = Map::new();
        for fact in result {
            json.insert(fact.name.to_owned(), fact.json.clone());
        }
        let mut fields: Vec<(&str, String)> = result.iter().map(|fact| (fact.name, fact.text.clone())).collect();
        json.insert("card".to_owned(), self.card.json());
        json.insert("events".to_owned(), self.events.iter().map(ToJson::to_json).collect());
        let said = said::<C>(&self.events, unit);
        let Some(outcome) = &self.outcome else {
            json.insert("dry_run".to_owned(), Value::Bool(true));
            fields.push(("dry run", "it would succeed; nothing was signed or sent".to_owned()));
            return Report::new(Value::Object(json)).fields(fields).lines(said);
        };
        json.insert("transaction".to_owned(), transaction(outcome));
        fields.extend(facts(outcome, unit));
        if let Some(ticket) = &self.ticket {
            json.insert("command".to_owned(), Value::String(ticket.command()));
            fields.push(("find out", format!("`{}`", ticket.command())));
        }
        Report::new(Value::Object(json)).fields(fields).lines(said)
    }
}

/// Events for programs, and in words.
pub(super) struct Told {
    json: Vec<Value>,
    said: Vec<String>,
}

/// The events of an outcome.
pub(super) fn told<C: Contract>(outcome: &Outcome<(), C>, unit: &Unit) -> Told {
    Told { json: outcome.events.iter().map(ToJson::to_json).collect(), said: said::<C>(&outcome.events, unit) }
}

/// The report of something that was sent earlier, with what contracts of other kinds tell of it.
pub(super) fn found<C: Contract>(
    outcome: &Outcome<(), C>,
    others: impl IntoIterator<Item = Told>,
    unit: &Unit,
) -> Report {
    let mut all = told(outcome, unit);
    for other in others {
        all.json.extend(other.json);
        all.said.extend(other.said);
    }
    let json = json!({ "transaction": transaction(outcome), "events": all.json });
    Report::new(json).fields(facts(outcome, unit)).lines(all.said)
}

/// The events in words.
fn said<C: Contract>(events: &[C::Event], unit: &Unit) -> Vec<String> {
    events.iter().map(|event| C::told(event, unit).replace(char::is_control, " ")).collect()
}

fn facts<T, C: Contract>(outcome: &Outcome<T, C>, unit: &Unit) -> Vec<(&'static str, String)> {
    let mut facts = vec![("transaction", outcome.tx.to_string())];
    match outcome.block {
        None => facts.push(("block", "not waited for: the outcome is not known yet".to_owned())),
        Some(block) => {
            let is_final = if block.is_final { ", final" } else { "" };
            facts.push(("block", format!("{} ({}{is_final})", block.number, block.hash)));
        }
    }
    if let Some(fee) = outcome.fee {
        facts.push(("fee", amount::format(fee, unit)));
    }
    match outcome.deposit {
        0 => {}
        deposit if deposit > 0 => facts.push(("deposit", amount::format(deposit.unsigned_abs(), unit))),
        deposit => facts.push(("deposit", format!("{} came back", amount::format(deposit.unsigned_abs(), unit)))),
    }
    facts
}

fn transaction<T, C: Contract>(outcome: &Outcome<T, C>) -> Value {
    json!({
        "hash": outcome.tx.to_string(),
        "block": outcome.block.map(|block| json!({
            "number": block.number, "hash": block.hash.to_string(), "is_final": block.is_final,
        })),
        "fee": outcome.fee.map(|fee| fee.to_string()),
        "deposit": outcome.deposit.to_string(),
        "weight": outcome.gas.map(|gas| json!({ "ref_time": gas.ref_time, "proof_size": gas.proof_size })),
    })
}
