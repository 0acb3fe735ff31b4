//! Errors for people: a sentence, and what to do next.

use mutual_types::Refusal;

use super::Error;
use crate::text::{address, amount, Unit};

impl Error {
    /// What to do next, where there is something. The contract's own errors have theirs in [`crate::words::error`].
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Input { hint, .. } => return hint.clone(),
            Self::Key(error) => return error.hint(),
            Self::File(error) => return Some(error.hint()),
            Self::Name(error) => return Some(error.hint()),
            Self::Config(error) => return Some(error.hint()),
            Self::SecretNeeded { hint, .. } => hint,
            Self::Index(error) => error.hint(),
            Self::Audit { .. } => {
                "see each record with the events it came from: `mutual audit --output json`. An index whose rows were \
                 altered is made anew with `mutual index`; if a new one shows the same, the chain or this program is at fault"
            }
            Self::BadUrl { .. } => "give it as `--url ws://127.0.0.1:9944` (or wss://, http://, https://)",
            Self::FoundingFile(_) => "correct all of them, then try again: nothing was sent",
            Self::NotFound { what } => return list_of(what),
            Self::NoContract(_) => {
                "check `--contract` and `--url`: the address is right on one chain only. `mutual society found FILE` \
                 makes a society and prints its address"
            }
            Self::Unreachable { .. } => {
                "start a development chain with `mutual devnet`, or name another node: `--url ws://127.0.0.1:9944`"
            }
            Self::Pruned { .. } => {
                "a node keeps the state of its last 256 blocks, unless it was started as an archive (`--pruning archive`): \
                 name another node with `--url`"
            }
            Self::NoContractsPallet { .. } => "name a node of a chain with contracts: `--url ws://127.0.0.1:9944`",
            Self::WrongChain { .. } => "check `--url`, or leave `--genesis` out if this is the chain you mean",
            Self::OtherCode { .. } => {
                "if its members have upgraded it, use the version of `mutual` for its new code; if they have not yet, the \
                 version from before"
            }
            Self::Dispatch { error, .. } if error.is("Contracts::OutOfGas") => {
                "the state has moved since it was simulated: try again"
            }
            Self::NoFunds { .. } => {
                "send it some money from another account: `mutual account send ADDRESS AMOUNT`; on a development chain \
                 the accounts //Alice to //Ferdie have plenty"
            }
            Self::PaymentRefused { refusal: Refusal::BelowExistentialDeposit { .. }, .. } => {
                "open the payee's account first, with any plain transfer that is large enough: `mutual account send \
                 ADDRESS AMOUNT`; then release the payment again"
            }
            Self::Unknown { ticket, .. } => {
                return Some(format!("do not send it again before you know: `{}`", ticket.command()))
            }
            Self::Rejected { tx: Some(_), .. } => "nothing was carried out: send it again if it is still wanted",
            Self::AnswerNeeded { .. } => "add `--yes` to agree beforehand, or `--dry-run` to look only",
            refused if refused.is_stale() => {
                "the chain has made no block since then; sent for real, `mutual` makes one first"
            }
            _ => return None,
        };
        Some(hint.to_owned())
    }

    /// One sentence in plain words, with amounts in the chain's money.
    pub fn sentence(&self, unit: &Unit) -> String {
        match self {
            Self::Contract { error, .. } => crate::words::error(error, unit).sentence,
            Self::Exchange { error, .. } => crate::words::exchange::error(error).sentence,
            Self::Circle { error, .. } => crate::words::circle::error(error, unit).sentence,
            Self::Federation { error, .. } => crate::words::federation::error(error, unit).sentence,
            Self::NoFunds { account, spendable, needed } => {
                let has = format!("{} has {} to spend", address::format(account), amount::format(*spendable, unit));
                match needed {
                    Some(needed) => format!("{has}, and this takes {}", amount::format(*needed, unit)),
                    None => format!("{has}, which is not enough for this"),
                }
            }
            Self::PaymentRefused { refusal, .. } => {
                format!(
                    "the payment was not made: {}. Its money is still reserved",
                    crate::words::refusal(*refusal, unit)
                )
            }
            Self::OtherCode { on_chain, bundle, .. } => {
                format!("{self}: its code is {on_chain}, this client's is {bundle}")
            }
            other => other.to_string(),
        }
    }

    /// The hint with the contract's own included.
    pub fn advice(&self, unit: &Unit) -> Option<String> {
        match self {
            Self::Contract { error, is_stale: false, .. } => Some(crate::words::error(error, unit).hint),
            Self::Exchange { error, is_stale: false, .. } => Some(crate::words::exchange::error(error).hint),
            Self::Circle { error, is_stale: false, .. } => Some(crate::words::circle::error(error, unit).hint),
            Self::Federation { error, is_stale: false, .. } => Some(crate::words::federation::error(error, unit).hint),
            other => other.hint(),
        }
    }
}

/// Where a record that is not there would have been listed.
fn list_of(what: &str) -> Option<String> {
    let list = match what.split_once(' ')? {
        ("transaction", _) => {
            return Some(
                "look further back with `--from BLOCK`; one that waits in a pool is in no block yet".to_owned(),
            )
        }
        ("relief", "pot") => "treasury pots".to_owned(),
        ("relief", _) => "relief list".to_owned(),
        ("expense", _) => "expense list".to_owned(),
        ("pot", _) => "treasury pots".to_owned(),
        (noun @ ("proposal" | "payment" | "grant" | "dispute" | "member" | "account" | "network"), _) => {
            format!("{noun} list")
        }
        _ => return None,
    };
    Some(format!("see which there are with `mutual {list}`"))
}
