//! Errors for programs: what is known besides the code and the sentence.

use serde_json::{json, Value};

use super::{Error, Sent};
use crate::json::ToJson;
use crate::text::address;

impl Error {
    /// What a program may want to know besides.
    pub fn details(&self) -> Value {
        let sent_json = |sent: &Option<Box<Sent>>| match sent {
            Some(sent) => json!({ "transaction": sent.tx.to_string(), "block": sent.block.to_string() }),
            None => Value::Null,
        };
        match self {
            Self::FoundingFile(mistakes) => mistakes.0.iter().map(|mistake| json!(mistake.to_string())).collect(),
            Self::NoContract(account) => json!({ "contract": address::format(account) }),
            Self::Unreachable { url, reason } => json!({ "url": url, "reason": reason }),
            Self::Audit { differences } => json!({ "differences": differences.to_json() }),
            Self::Pruned { block } => json!({ "block": block }),
            Self::NoContractsPallet { chain, genesis } => json!({ "chain": chain, "genesis": genesis.to_string() }),
            Self::WrongChain { wanted, found } => {
                json!({ "wanted": wanted.to_string(), "found": found.to_string() })
            }
            Self::OtherCode { contract, on_chain, bundle } => json!({
                "contract": address::format(contract),
                "on_chain": on_chain.to_string(),
                "bundle": bundle.to_string(),
            }),
            Self::Contract { error, is_stale, sent } => {
                json!({ "contract_error": error.to_json(), "is_stale": is_stale, "sent": sent_json(sent) })
            }
            Self::Exchange { error, is_stale, sent } => {
                json!({ "contract_error": error.to_json(), "is_stale": is_stale, "sent": sent_json(sent) })
            }
            Self::Circle { error, is_stale, sent } => {
                json!({ "contract_error": error.to_json(), "is_stale": is_stale, "sent": sent_json(sent) })
            }
            Self::Federation { error, is_stale, sent } => {
                json!({ "contract_error": error.to_json(), "is_stale": is_stale, "sent": sent_json(sent) })
            }
            Self::Dispatch { error, sent, .. } => {
                json!({ "name": error.name, "docs": error.docs, "sent": sent_json(sent) })
            }
            Self::PaymentRefused { refusal, tx } => {
                json!({ "refusal": refusal.to_json(), "transaction": tx.map(|tx| tx.to_string()) })
            }
            Self::Rejected { tx, .. } => json!({ "transaction": tx.map(|tx| tx.to_string()) }),
            Self::NoFunds { account, spendable, needed } => json!({
                "account": address::format(account),
                "spendable": spendable.to_string(),
                "needed": needed.map(|needed| needed.to_string()),
            }),
            Self::Unknown { ticket, reason } => json!({
                "transaction": ticket.tx.to_string(),
                "signer": address::format(&ticket.signer),
                "nonce": ticket.nonce,
                "from": ticket.from,
                "until": ticket.until(),
                "command": ticket.command(),
                "reason": reason,
            }),
            Self::AnswerNeeded { question } => json!({ "question": question }),
            _ => Value::Null,
        }
    }
}
