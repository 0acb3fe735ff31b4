//! `mutual doctor`: whether everything is there that the command needs, each check with a line and a hint.

use clap::Args;
use futures::try_join;
use serde_json::{json, Value};

use super::context::Context;
use super::report::{Failure, Report};
use crate::chain::{Chain, Health, Moment, RuntimeCall};
use crate::contract::Bundle;
use crate::error::Error;
use crate::society::Society;
use crate::text::{address, amount, duration};

/// The check-up takes nothing but what goes with every command.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  mutual doctor\n  mutual doctor --contract ADDRESS --suri-file key")]
pub(super) struct Command {}

/// A block older than this on a chain that makes blocks all the time is strange.
const BLOCK_AGE_MAX_MS: u64 = 60_000;
/// Clocks that differ by less are as good as the same.
const DRIFT_MAX_MS: u64 = 5_000;
/// For so many of the smallest transactions an account should have the money.
const TRANSACTIONS: u128 = 10;

/// What a check found.
struct Check {
    name: &'static str,
    status: Status,
    detail: String,
    hint: Option<String>,
    /// Why it failed, for the exit code.
    error: Option<Error>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Ok,
    Warn,
    Fail,
}

impl Status {
    fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

impl Check {
    fn ok(name: &'static str, detail: impl Into<String>) -> Self {
        Self { name, status: Status::Ok, detail: detail.into(), hint: None, error: None }
    }

    fn warn(name: &'static str, detail: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { name, status: Status::Warn, detail: detail.into(), hint: Some(hint.into()), error: None }
    }

    fn fail(name: &'static str, error: Error, context: &Context<'_, '_>) -> Self {
        let unit = context.unit();
        let (detail, hint) = (error.sentence(unit), error.advice(unit));
        Self { name, status: Status::Fail, detail, hint, error: Some(error) }
    }

    fn json(&self) -> Value {
        json!({ "check": self.name, "status": self.status.word(), "detail": self.detail, "hint": self.hint })
    }
}

pub(super) async fn run(_command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let mut checks = vec![program(), variables(context)];
    match context.chain().await {
        Ok(chain) => {
            checks.extend(node(&chain, context).await);
            checks.push(contract(&chain, context).await);
            checks.push(account(&chain, context).await);
        }
        Err(error) => checks.push(Check::fail("node", error, context)),
    }
    let json = json!({ "checks": checks.iter().map(Check::json).collect::<Value>() });
    let rows =
        checks.iter().map(|check| vec![check.status.word().to_owned(), check.name.to_owned(), check.detail.clone()]);
    let report = Report::new(json).table(&["status", "check", "detail"], rows.collect());
    let hints = checks.iter().filter_map(|check| check.hint.as_ref().map(|hint| (check.name, hint.clone())));
    let report = report.heading("Hints").fields(hints);
    let failed: Vec<&Check> = checks.iter().filter(|check| check.status == Status::Fail).collect();
    let names: Vec<&str> = failed.iter().map(|check| check.name).collect();
    Ok(match failed.first().and_then(|check| check.error.as_ref()) {
        None => report,
        Some(error) => report.failing(Failure {
            exit: error.exit(),
            code: "unwell".to_owned(),
            message: format!("{} of {} checks failed: {}", names.len(), checks.len(), names.join(", ")),
        }),
    })
}

fn program() -> Check {
    let version = env!("CARGO_PKG_VERSION");
    match Bundle::society() {
        Ok(bundle) => Check::ok("program", format!("mutual {version}, for societies whose code is {}", bundle.hash())),
        Err(error) => Check {
            name: "program",
            status: Status::Fail,
            detail: error.to_string(),
            hint: None,
            error: Some(Error::Bundle(error)),
        },
    }
}

/// Variables that nobody reads are mistyped.
fn variables(context: &Context<'_, '_>) -> Check {
    let known = super::shell::variables();
    let all = std::env::vars_os().filter(|_| context.io.has_home());
    let set: Vec<String> =
        all.filter_map(|(name, _)| name.into_string().ok()).filter(|name| name.starts_with("MUTUAL_")).collect();
    let unknown: Vec<&String> = set.iter().filter(|name| !known.contains_key(*name)).collect();
    match (set.as_slice(), unknown.as_slice()) {
        ([], _) => Check::ok("environment", "no variable of `mutual` is set"),
        (_, []) => Check::ok("environment", format!("set: {}", set.join(", "))),
        (_, [first, ..]) => Check::warn(
            "environment",
            format!("{first} is set, and nothing reads it"),
            "see `mutual help environment` for the variables there are",
        ),
    }
}

async fn node(chain: &Chain, context: &mut Context<'_, '_>) -> Vec<Check> {
    let identity = chain.identity();
    let chain_check = Check::ok("chain", format!("{}, genesis {}", identity.name, identity.genesis));
    let asked = try_join!(chain.health(), chain.moment(), chain.makes_blocks_on_demand());
    let (health, moment, on_demand) = match asked {
        Ok(answers) => answers,
        Err(error) => return vec![Check::fail("node", error, context), chain_check],
    };
    let mut checks = vec![
        Check::ok("node", format!("{} at {}", health.node, context.url())),
        chain_check,
        runtime(chain, &health, context).await,
        blocks(&health, moment, on_demand),
        clock(moment, on_demand),
    ];
    checks.extend(network(&health));
    checks.push(history(chain, context).await);
    checks
}

async fn runtime(chain: &Chain, health: &Health, context: &Context<'_, '_>) -> Check {
    let (name, version) = &health.runtime;
    match chain.ensure_contracts().await {
        Ok(()) => Check::ok("runtime", format!("{name}, spec version {version}, has contracts")),
        Err(error) => Check::fail("runtime", error, context),
    }
}

fn blocks(health: &Health, moment: Moment, on_demand: bool) -> Check {
    let age_ms = moment.wall_ms.saturating_sub(moment.chain_ms);
    let told = format!("best {}, final {}; the best is {} old", health.best, health.finalized, duration::rough(age_ms));
    if health.best == 0 {
        return Check::ok("blocks", "none yet but the first");
    }
    // A development chain makes blocks when there is something to do.
    if age_ms > BLOCK_AGE_MAX_MS && !on_demand {
        let hint = "if the chain makes blocks without transactions, the node is cut off or the chain stands still";
        return Check::warn("blocks", told, hint);
    }
    Check::ok("blocks", told)
}

fn clock(moment: Moment, on_demand: bool) -> Check {
    let ahead_ms = moment.chain_ms.saturating_sub(moment.wall_ms);
    if ahead_ms <= DRIFT_MAX_MS {
        return Check::ok("clock", "the chain is not ahead of this machine's clock");
    }
    let told = format!("the chain is {} ahead of this machine's clock", duration::rough(ahead_ms));
    if on_demand {
        Check::ok("clock", format!("{told}, as a development chain whose time was moved is"))
    } else {
        Check::warn("clock", told, "set this machine's clock: times are told by the later of the two")
    }
}

fn network(health: &Health) -> Option<Check> {
    if health.is_syncing {
        let hint = "wait until it has all blocks: what it shows is of the past";
        return Some(Check::warn("network", "the node is still fetching blocks", hint));
    }
    match health.peers {
        Some(0) => Some(Check::warn("network", "the node speaks to no other", "check the node's own network")),
        Some(peers) => Some(Check::ok("network", format!("the node speaks to {peers} others"))),
        None => None,
    }
}

async fn history(chain: &Chain, context: &Context<'_, '_>) -> Check {
    match chain.is_archive().await {
        Ok(Some(true)) => Check::ok("history", "an archive: the state after every block is there"),
        Ok(Some(false)) => Check::warn(
            "history",
            "the node keeps the state of its last blocks only",
            "for the books of a time long past, name an archive node: one that runs with `--state-pruning archive`",
        ),
        Ok(None) => Check::ok("history", "the chain is too short to tell whether the node is an archive"),
        Err(error) => Check::fail("history", error, context),
    }
}

async fn contract(chain: &Chain, context: &mut Context<'_, '_>) -> Check {
    const NAME: &str = "society";
    let address = match context.contract().await {
        Ok(Some(address)) => address,
        Ok(None) => {
            let hint = "name one with `--contract ADDRESS`, or set MUTUAL_CONTRACT";
            return Check::warn(NAME, "none is named", hint);
        }
        Err(error) => return Check::fail(NAME, error, context),
    };
    let found = match Society::at(chain, address).await {
        Ok(society) => society.society().await,
        Err(error) => Err(error),
    };
    match found {
        Ok(view) => Check::ok(NAME, format!("\"{}\" at {}", view.name, address::format(&address))),
        Err(error) => Check::fail(NAME, error, context),
    }
}

async fn account(chain: &Chain, context: &mut Context<'_, '_>) -> Check {
    const NAME: &str = "account";
    let account = match context.signing_account() {
        Ok(account) => account,
        Err(Error::Key(crate::keys::KeyError::Missing)) => {
            return Check::ok(NAME, "nobody signs, which is enough for looking");
        }
        Err(error) => return Check::fail(NAME, error, context),
    };
    let (balance, fee) = match (chain.balance(account).await, chain.fee(account, &RuntimeCall::Remark).await) {
        (Ok(balance), Ok(fee)) => (balance, fee),
        (Err(error), _) | (_, Err(error)) => return Check::fail(NAME, error, context),
    };
    let unit = chain.unit();
    if balance.spendable < fee {
        let error = Error::NoFunds { account, spendable: balance.spendable, needed: Some(fee) };
        return Check::fail(NAME, error, context);
    }
    let told = format!("{} has {} to spend", address::format(&account), amount::format(balance.spendable, unit));
    if balance.spendable < fee.saturating_mul(TRANSACTIONS) {
        let hint = format!("one of the smallest transactions costs {}: send it some money", amount::format(fee, unit));
        return Check::warn(NAME, told, hint);
    }
    Check::ok(NAME, told)
}
