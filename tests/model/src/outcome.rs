//! What a message answers, or why it is refused.

use mutual_types::{DisputeId, Error, ExpenseId, PaymentId, ProposalId, Released, ReliefId};

/// What a message gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing to know.
    Done,
    /// The proposal it made.
    Proposal(ProposalId),
    /// The payment it made.
    Payment(PaymentId),
    /// The expense it claimed, and the payment for it.
    Expense(ExpenseId, PaymentId),
    /// The request for relief it made.
    Relief(ReliefId),
    /// The dispute it opened or asked for.
    Dispute(DisputeId),
    /// What a release did.
    Released(Released),
    /// Whether the migration is done.
    Migrated(bool),
}

/// A refusal that is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The contract answers with this error.
    Exactly(Error),
    /// The contract answers with an error of this variant; the design leaves its numbers open.
    Like(Error),
    /// The message takes no money, and the contract traps.
    NotPayable,
}

/// What a rule of the model answers.
pub(crate) type Res<T> = Result<T, Expected>;

impl From<Error> for Expected {
    fn from(error: Error) -> Self {
        Self::Exactly(error)
    }
}

impl Expected {
    /// Whether the contract's `error` is what was expected.
    pub fn matches(&self, error: &Error) -> bool {
        match self {
            Self::Exactly(expected) => expected == error,
            Self::Like(expected) => core::mem::discriminant(expected) == core::mem::discriminant(error),
            Self::NotPayable => false,
        }
    }
}

/// Refuses with exactly this error.
pub(crate) fn no<T>(error: Error) -> Res<T> {
    Err(Expected::Exactly(error))
}

/// Refuses with an error whose numbers the design leaves open.
pub(crate) fn like<T>(error: Error) -> Res<T> {
    Err(Expected::Like(error))
}

/// Refuses with `error` unless `fact`.
pub(crate) fn need(fact: bool, error: Error) -> Res<()> {
    if fact {
        Ok(())
    } else {
        no(error)
    }
}
