//! Every reason for which a circle refuses a message, with the numbers that explain it. The order is frozen.

use super::{CircleStatus, MemberNumber, Refused};
use crate::{AccountId, Planck, TimestampMs};

impl Error {
    /// [`Error::Overflow`] as a refusal.
    pub fn overflow() -> Refused {
        Self::Overflow.into()
    }
}

scale_type! {
    /// Why a message was refused. Nothing was changed.
    #[derive(Copy)]
    #[allow(missing_docs)] // fields are named after what they hold
    pub enum Error {
        /// A sum does not fit.
        Overflow,
        /// The name is longer than allowed.
        TextTooLong { len: u32, max: u32 },
        /// A circle has at least two members, and at most thirty-two.
        MemberCount { count: u32, least: u32, most: u32 },
        /// An account is named twice.
        DuplicateMember(AccountId),
        /// The circle itself, and its society, are no members.
        InvalidMember(AccountId),
        /// There is no contract at the society's account.
        NotASociety,
        /// One of the terms is too small or too large.
        OutOfBounds { term: TermName, value: u128, min: u128, max: u128 },
        /// The caller is not named in the terms.
        NotMember,
        /// The circle is not in the status that this needs.
        WrongStatus(CircleStatus),
        /// The member has joined.
        AlreadyJoined,
        /// The member has not joined.
        NotJoined,
        /// The order is drawn: who joins commits to a secret.
        CommitmentMissing,
        /// The order is agreed: there is nothing to commit to.
        CommitmentUnneeded,
        /// The money sent is not what is due.
        WrongValue { given: Planck, needed: Planck },
        /// The society does not say that the caller is an active member.
        NotInSociety,
        /// The member has left.
        HasLeft,
        /// The member has received, and owes the rounds that follow.
        HasReceived,
        /// The member is behind.
        Behind { owed: Planck },
        /// The member has revealed their secret.
        AlreadyRevealed,
        /// The secret is not the one that the member has committed to.
        WrongSecret,
        /// The circle has no such member.
        NoMember(MemberNumber),
        /// A contribution of nothing.
        ZeroRounds,
        /// More than the member has still to pay.
        TooManyRounds { most: u32 },
        /// Nobody changes places with themselves.
        SwapWithOneself,
        /// The member has received, or left.
        NotInQueue(MemberNumber),
        /// That member does not offer the caller to change places.
        NoOffer,
        /// Time has changed nothing since the last message.
        NothingToSettle,
        /// There is no credit.
        NoCredit,
        /// Credits go unclaimed only from then on.
        NotUnclaimed { from_ms: TimestampMs },
        /// The contract holds nothing beyond its books.
        NothingToSweep,
        /// The chain refused the transfer: an account that holds nothing cannot receive less than the existential deposit.
        TransferFailed,
    }

    /// A number of the terms, named in [`Error::OutOfBounds`].
    #[derive(Copy)]
    pub enum TermName {
        /// What each pays in each round.
        Contribution,
        /// How long a round is.
        RoundMs,
        /// When the circle starts.
        StartsMs,
        /// How long secrets are revealed.
        RevealMs,
    }
}
