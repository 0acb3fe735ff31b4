//! Why a transaction is not taken.

use sp_core::H256;
use sp_runtime::transaction_validity::TransactionValidityError;

use crate::chain::{block::Refusal, runtime::CallError};

/// Why a transaction is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
    /// The bytes are no extrinsic.
    #[error("the bytes are no extrinsic: {0}")]
    Format(scale::Error),
    /// The runtime panicked over it: its content does not decode.
    #[error("Runtime error: Execution failed: {0}")]
    Runtime(#[from] CallError),
    /// The runtime says that it is not valid.
    #[error("{0}")]
    Invalid(TransactionValidityError),
    /// It was refused since the last block already.
    #[error("the transaction was refused a moment ago; it may be tried again after the next block")]
    Banned,
    /// It was taken out of the pool on request.
    #[error("the transaction was taken out of the pool")]
    Removed,
    /// It waits already.
    #[error("the transaction {0:?} waits already")]
    AlreadyImported(H256),
    /// Another with the same nonce waits, and this one has no higher priority.
    #[error("Priority is too low: ({old} vs {new})")]
    TooLowPriority {
        /// The priority of the one that waits.
        old: u64,
        /// The priority of this one.
        new: u64,
    },
    /// It could not be told from others.
    #[error("the transaction provides nothing that it could be told from others by")]
    NoTags,
    /// Too many wait.
    #[error("too many transactions wait")]
    Full,
    /// It writes what no block could follow after.
    #[error("{0} cannot be written")]
    Overwritten(&'static str),
    /// The chain could make no block for it.
    #[error("no block could be made: {0}")]
    Block(String),
}

impl SubmitError {
    /// Whether the same transaction could be taken later without anything being done about it.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Banned | Self::Full | Self::Block(_))
    }
}

impl From<Refusal> for SubmitError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Validity(error) => Self::Invalid(error),
            Refusal::Runtime(error) => Self::Runtime(error),
            Refusal::Overwritten(what) => Self::Overwritten(what),
        }
    }
}
