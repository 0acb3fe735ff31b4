//! Everything that can go wrong, with a stable code, an exit code and, where there is one, the next step.

mod details;
mod words;

use mutual_types::{AccountId, Planck, Refusal};

use crate::audit::Difference;
use crate::chain::{DispatchError, Hash, Ticket};
use crate::config::ConfigError;
use crate::contract::BundleError;
use crate::founding_file::Mistakes;
use crate::home::FileError;
use crate::index::IndexError;
use crate::keys::KeyError;
use crate::names::NameError;
use crate::text::address;

/// A transaction that is in a block and failed there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The transaction.
    pub tx: Hash,
    /// Its block.
    pub block: Hash,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something that should not happen, such as an output that cannot be written.
    #[error("{0}")]
    Unexpected(String),
    /// A file of Mutual's own that cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),

    /// An argument or file that cannot be understood.
    #[error("{what}")]
    Input {
        /// What is wrong, and with what.
        what: String,
        /// What to do.
        hint: Option<String>,
    },
    /// A URL that names no node.
    #[error("`{url}` is no address of a node")]
    BadUrl {
        /// What was given.
        url: String,
    },
    /// A founding file with mistakes.
    #[error(transparent)]
    FoundingFile(#[from] Mistakes),

    /// Something asked for does not exist.
    #[error("there is no {what}")]
    NotFound {
        /// What, with its number or address.
        what: String,
    },
    /// No contract at an address.
    #[error("there is no contract at {}", address::format(.0))]
    NoContract(AccountId),

    /// A name that stands for nothing, or for two.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A file of settings that makes no sense.
    #[error(transparent)]
    Config(#[from] ConfigError),

    /// A key that is missing or not to be used.
    #[error(transparent)]
    Key(#[from] KeyError),

    /// A node that does not answer.
    #[error("cannot reach the node at {url}: {reason}")]
    Unreachable {
        /// Where.
        url: String,
        /// What happened.
        reason: String,
    },
    /// A node that answers with an error, or not as expected.
    #[error("the node's answer is of no use: {0}")]
    Node(String),
    /// A block whose state the node has thrown away.
    #[error("the node no longer has the state of block {block}")]
    Pruned {
        /// Its number.
        block: u64,
    },
    /// A chain without contracts.
    #[error("the chain {chain} has no contracts (no pallet-contracts)")]
    NoContractsPallet {
        /// Its name.
        chain: String,
        /// Its first block.
        genesis: Hash,
    },
    /// A chain other than the one asked for.
    #[error("this is another chain: its first block is {found}, not {wanted}")]
    WrongChain {
        /// The one asked for.
        wanted: Hash,
        /// The one found.
        found: Hash,
    },
    /// A contract with other code than this client knows.
    #[error("the contract at {} runs other code than this client knows", address::format(.contract))]
    OtherCode {
        /// The contract.
        contract: AccountId,
        /// The hash of its code.
        on_chain: Hash,
        /// The hash of the code that this client was built with.
        bundle: Hash,
    },
    /// A bundle of contract code that cannot be used.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// An index that cannot be used.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// Events that do not agree with the chain, or not with each other.
    #[error("the events and the chain do not agree in {}", places(.differences.len()))]
    Audit {
        /// Where.
        differences: Vec<Difference>,
    },
    /// A contract that answers as no society does.
    #[error("the contract answers as no society does: {0}")]
    Foreign(String),

    /// The contract said no.
    #[error("the society refuses: {error:?}")]
    Contract {
        /// Why.
        error: mutual_types::Error,
        /// Whether it is so only because the chain has made no block since: another block would do.
        is_stale: bool,
        /// The transaction and its block, if it was sent: it was paid for and changed nothing.
        sent: Option<Box<Sent>>,
    },
    /// An exchange said no.
    #[error("the exchange refuses: {error:?}")]
    Exchange {
        /// Why.
        error: mutual_types::exchange::Error,
        /// Whether it may be so only because the chain has made no block since: another block may do.
        is_stale: bool,
        /// The transaction and its block, if it was sent: it was paid for and changed nothing.
        sent: Option<Box<Sent>>,
    },
    /// A circle said no.
    #[error("the circle refuses: {error:?}")]
    Circle {
        /// Why.
        error: mutual_types::circle::Error,
        /// Whether it may be so only because the chain has made no block since: another block may do.
        is_stale: bool,
        /// The transaction and its block, if it was sent: it was paid for and changed nothing.
        sent: Option<Box<Sent>>,
    },
    /// A federation said no.
    #[error("the federation refuses: {error:?}")]
    Federation {
        /// Why.
        error: mutual_types::federation::Error,
        /// Whether it may be so only because the chain has made no block since: another block may do.
        is_stale: bool,
        /// The transaction and its block, if it was sent: it was paid for and changed nothing.
        sent: Option<Box<Sent>>,
    },
    /// A payment that the chain refused to transfer. Its money is still reserved.
    #[error("the payment was not made: {refusal:?}")]
    PaymentRefused {
        /// Why.
        refusal: Refusal,
        /// The transaction that recorded it; none if only a simulation said so.
        tx: Option<Hash>,
    },

    /// The chain said no.
    #[error("the chain refuses: {error}")]
    Dispatch {
        /// Why.
        error: DispatchError,
        /// The transaction and its block, if it was sent.
        sent: Option<Box<Sent>>,
        /// The fee it cost all the same, in planck.
        fee: Option<Planck>,
    },
    /// The node did not take the transaction, or gave it up.
    #[error("{}", rejection(reason, tx.as_ref()))]
    Rejected {
        /// Why.
        reason: String,
        /// The transaction, if it was taken first: it is in no block, and can be in none any more.
        tx: Option<Hash>,
    },
    /// An account that cannot pay.
    #[error("{} cannot pay for this", address::format(.account))]
    NoFunds {
        /// Whose.
        account: AccountId,
        /// What it can spend, in planck.
        spendable: Planck,
        /// What it takes, in planck, where that is known.
        needed: Option<Planck>,
    },

    /// Sent, and nothing more was heard.
    #[error("the transaction {} was sent, and what became of it is not known: {reason}", .ticket.tx)]
    Unknown {
        /// The transaction, and what finds it again.
        ticket: Box<Ticket>,
        /// What happened.
        reason: String,
    },

    /// A question that nobody is there to answer.
    #[error("this needs an answer, and there is nobody to ask")]
    AnswerNeeded {
        /// The question.
        question: String,
    },
    /// A secret that nobody is there to type.
    #[error("this needs {what}, and there is nobody to ask")]
    SecretNeeded {
        /// What.
        what: String,
        /// How to give it otherwise.
        hint: &'static str,
    },
    /// A no at the prompt.
    #[error("cancelled: nothing was sent")]
    Cancelled,
}

fn rejection(reason: &str, tx: Option<&Hash>) -> String {
    match tx {
        Some(tx) => format!("the transaction {tx} is in no block, and can be in none any more: {reason}"),
        None => format!("the node does not take the transaction: {reason}"),
    }
}

impl Error {
    /// A node's answer that cannot be used.
    pub(crate) fn node(reason: impl std::fmt::Display) -> Self {
        Self::Node(reason.to_string())
    }

    /// What a request ended with.
    pub(crate) fn rpc(error: subxt_rpcs::Error) -> Self {
        match error {
            subxt_rpcs::Error::User(error) => match &error.data {
                Some(data) => Self::Node(format!("{error}: {}", data.get())),
                None => Self::Node(error.to_string()),
            },
            other => Self::Node(other.to_string()),
        }
    }

    /// The contract's refusal of a simulated call.
    pub(crate) fn contract(error: mutual_types::Error) -> Self {
        Self::Contract { error, is_stale: false, sent: None }
    }

    /// Whether a contract refused only because its chain has made no block since.
    pub(crate) fn is_stale(&self) -> bool {
        matches!(
            self,
            Self::Contract { is_stale: true, .. }
                | Self::Exchange { is_stale: true, .. }
                | Self::Circle { is_stale: true, .. }
                | Self::Federation { is_stale: true, .. }
        )
    }

    /// Bad input, without advice.
    pub fn input(what: impl Into<String>) -> Self {
        Self::Input { what: what.into(), hint: None }
    }

    /// A name for programs, which does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unexpected(_) => "unexpected",
            Self::File(error) => error.code(),
            Self::Input { .. } => "bad-input",
            Self::BadUrl { .. } => "bad-url",
            Self::FoundingFile(_) => "founding-file",
            Self::NotFound { .. } => "not-found",
            Self::NoContract(_) => "no-contract",
            Self::Name(error) => error.code(),
            Self::Config(error) => error.code(),
            Self::Key(error) => error.code(),
            Self::Unreachable { .. } => "unreachable",
            Self::Node(_) => "node",
            Self::Pruned { .. } => "pruned",
            Self::NoContractsPallet { .. } => "no-contracts-pallet",
            Self::WrongChain { .. } => "wrong-chain",
            Self::OtherCode { .. } => "other-code",
            Self::Bundle(_) => "bundle",
            Self::Foreign(_) => "foreign-contract",
            Self::Index(error) => error.code(),
            Self::Audit { .. } => "audit",
            Self::Contract { .. } => "contract",
            Self::Exchange { .. } => "exchange",
            Self::Circle { .. } => "circle",
            Self::Federation { .. } => "federation",
            Self::PaymentRefused { .. } => "payment-refused",
            Self::Dispatch { .. } => "dispatch",
            Self::Rejected { .. } => "rejected",
            Self::NoFunds { .. } => "no-funds",
            Self::Unknown { .. } => "outcome-unknown",
            Self::AnswerNeeded { .. } => "answer-needed",
            Self::SecretNeeded { .. } => "secret-needed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The exit code of the command.
    pub fn exit(&self) -> u8 {
        match self {
            Self::File(FileError::Exists { .. }) => 2,
            Self::Unexpected(_) | Self::File(_) => 1,
            Self::Index(error) => error.exit(),
            Self::Audit { .. } => 10,
            Self::Input { .. } | Self::BadUrl { .. } | Self::FoundingFile(_) | Self::Config(_) => 2,
            Self::NotFound { .. } | Self::NoContract(_) => 3,
            Self::Name(error) => error.exit(),
            Self::Key(_) => 4,
            Self::Unreachable { .. }
            | Self::Node(_)
            | Self::Pruned { .. }
            | Self::NoContractsPallet { .. }
            | Self::WrongChain { .. }
            | Self::OtherCode { .. }
            | Self::Bundle(_)
            | Self::Foreign(_) => 5,
            Self::Contract { .. }
            | Self::Exchange { .. }
            | Self::Circle { .. }
            | Self::Federation { .. }
            | Self::PaymentRefused { .. } => 6,
            Self::Dispatch { .. } | Self::Rejected { .. } | Self::NoFunds { .. } => 7,
            Self::Unknown { .. } => 8,
            Self::AnswerNeeded { .. } | Self::SecretNeeded { .. } => 9,
            Self::Cancelled => 130,
        }
    }
}

fn places(count: usize) -> String {
    match count {
        1 => "one place".to_owned(),
        count => format!("{count} places"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Unit;

    #[test]
    fn every_kind_has_its_exit_code() {
        let ticket = Ticket {
            tx: Hash([1; 32]),
            signer: AccountId([1; 32]),
            nonce: 0,
            from: 0,
            wait: crate::chain::Wait::Block,
            url: None,
        };
        let cases: [(Error, u8); 9] = [
            (Error::Unexpected(String::new()), 1),
            (Error::input("x"), 2),
            (Error::NotFound { what: "proposal 9".to_owned() }, 3),
            (Error::Key(KeyError::Missing), 4),
            (Error::Unreachable { url: String::new(), reason: String::new() }, 5),
            (Error::contract(mutual_types::Error::NotMember), 6),
            (Error::Rejected { reason: String::new(), tx: None }, 7),
            (Error::Unknown { ticket: Box::new(ticket), reason: String::new() }, 8),
            (Error::Cancelled, 130),
        ];
        for (error, exit) in cases {
            assert_eq!(error.exit(), exit, "{error}");
        }
    }

    #[test]
    fn other_code_names_both_hashes() {
        let error =
            Error::OtherCode { contract: AccountId([0; 32]), on_chain: Hash([0xaa; 32]), bundle: Hash([0xbb; 32]) };
        let sentence = error.sentence(&Unit { symbol: "UNIT".to_owned(), decimals: 12 });
        assert!(sentence.contains(&"aa".repeat(32)) && sentence.contains(&"bb".repeat(32)), "{sentence}");
    }
}
