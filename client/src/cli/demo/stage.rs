//! The stage: where steps happen, are told and are recorded.

use mutual_devnet::Devnet;
use mutual_types::{AccountId, Planck, ProposalId};
use serde_json::{json, Value};

use super::super::args::Output;
use super::super::context::Context;
use super::cast::Actor;
use super::sums::Sums;
use super::{broken, Error};
use crate::chain::Chain;
use crate::contract::{Contract, Outcome};
use crate::json::ToJson;
use crate::text::{address, amount, moment, Unit};
use crate::words;

/// A running demo.
pub(super) struct Stage<'c, 'a, 'io> {
    context: &'c mut Context<'a, 'io>,
    devnet: Devnet,
    pub chain: Chain,
    pub sums: Sums,
    pub steps: Vec<Value>,
}

impl<'c, 'a, 'io> Stage<'c, 'a, 'io> {
    pub(super) fn new(context: &'c mut Context<'a, 'io>, devnet: Devnet, chain: Chain) -> Self {
        Self { context, devnet, chain, sums: Sums::default(), steps: Vec::new() }
    }

    pub(super) fn unit(&self) -> Unit {
        self.chain.unit().clone()
    }

    /// A heading of the story.
    pub(super) fn scene(&mut self, title: &str) -> Result<(), Error> {
        self.print(&format!("\n== {title} ==\n"))
    }

    /// A step that was signed, sent and done.
    pub(super) fn did<T, C: Contract>(&mut self, who: &Actor, did: &str, outcome: Outcome<T, C>) -> Result<T, Error> {
        let unit = self.unit();
        let fee = outcome.fee.ok_or_else(|| broken("a transaction without a fee"))?;
        self.sums.cost(who.account(), fee, outcome.deposit)?;
        let events: Vec<String> = outcome.events.iter().map(|event| C::told(event, &unit)).collect();

        let mut text = self.line(who, did);
        text.push_str(&format!("     transaction {}\n", outcome.tx));
        text.push_str(&format!("     fee {}{}\n", amount::format(fee, &unit), deposit_text(outcome.deposit, &unit)));
        events.iter().for_each(|event| text.push_str(&format!("     > {event}\n")));
        self.print(&text)?;
        Ok(self.told(who, did, fee, outcome))
    }

    /// A step for programs.
    fn told<T, C: Contract>(&mut self, who: &Actor, did: &str, fee: Planck, outcome: Outcome<T, C>) -> T {
        let block = outcome.block.map(|block| block.number);
        self.record(
            who,
            did,
            json!({
                "transaction": outcome.tx.to_string(),
                "block": block,
                "fee": fee.to_string(),
                "deposit": outcome.deposit.to_string(),
                "events": outcome.events.iter().map(ToJson::to_json).collect::<Vec<_>>(),
            }),
        );
        outcome.value
    }

    /// A step of which a line says enough: one of several alike.
    pub(super) fn noted<T, C: Contract>(&mut self, who: &Actor, did: &str, outcome: Outcome<T, C>) -> Result<T, Error> {
        let fee = outcome.fee.ok_or_else(|| broken("a transaction without a fee"))?;
        self.sums.cost(who.account(), fee, outcome.deposit)?;
        self.print(&self.line(who, did))?;
        Ok(self.told(who, did, fee, outcome))
    }

    /// A step that the contract refuses, so that nothing is sent.
    pub(super) fn refused<T>(&mut self, who: &Actor, tried: &str, result: Result<T, Error>) -> Result<(), Error> {
        let (said, refused) = match result {
            Err(Error::Contract { error, .. }) => (words::error(&error, &self.unit()), error.to_json()),
            Err(Error::Exchange { error, .. }) => (words::exchange::error(&error), error.to_json()),
            Err(Error::Circle { error, .. }) => (words::circle::error(&error, &self.unit()), error.to_json()),
            Err(Error::Federation { error, .. }) => (words::federation::error(&error, &self.unit()), error.to_json()),
            Err(other) => return Err(other),
            Ok(_) => return Err(broken(format!("{} could: {tried}", who.name))),
        };
        let mut text = self.line(who, tried);
        text.push_str(&format!("     refused: {}. {} Nothing was sent.\n", said.name, said.sentence));
        self.print(&text)?;
        self.record(who, tried, json!({ "refused": refused, "sentence": said.sentence }));
        Ok(())
    }

    /// Moves the chain's time to `target_ms`.
    pub(super) fn wait_until(&mut self, why: &str, target_ms: u64) -> Result<(), Error> {
        let now_ms = self.devnet.time_travel(target_ms).map_err(broken)?;
        self.print(&format!("     ... {why}: the chain's clock is moved to {}\n", moment::format(now_ms)))
    }

    /// The chain's time.
    pub(super) fn now_ms(&self) -> u64 {
        self.devnet.now_ms()
    }

    /// Notes that money moved along with the last step.
    pub(super) fn moved(&mut self, from: AccountId, to: AccountId, planck: Planck) -> Result<(), Error> {
        self.sums.moved(from, to, planck)
    }

    /// Words between the steps.
    pub(super) fn aside(&mut self, text: &str) -> Result<(), Error> {
        self.print(&format!("     {text}\n"))
    }

    fn line(&self, who: &Actor, did: &str) -> String {
        let number = self.steps.len().saturating_add(1);
        format!("{number:>3}. {} ({}) {did}\n", who.name, address::format(&who.account()))
    }

    fn record(&mut self, who: &Actor, did: &str, what: Value) {
        let mut step = json!({
            "step": self.steps.len().saturating_add(1),
            "name": who.name,
            "account": address::format(&who.account()),
            "did": did,
        });
        if let (Value::Object(step), Value::Object(what)) = (&mut step, what) {
            step.extend(what);
        }
        self.steps.push(step);
    }

    fn print(&mut self, text: &str) -> Result<(), Error> {
        if self.context.globals.output == Output::Json {
            return Ok(());
        }
        self.context.io.result(text).map_err(broken)
    }
}

fn deposit_text(deposit: i128, unit: &Unit) -> String {
    let planck = amount::format(deposit.unsigned_abs(), unit);
    match deposit {
        0 => String::new(),
        charged if charged > 0 => format!(", storage deposit {planck}"),
        _ => format!(", storage deposit {planck} came back"),
    }
}

/// The number of a proposal, as people say it.
pub(super) fn proposal_name(id: ProposalId) -> String {
    format!("proposal {id}")
}
