//! Every reason for which a society refuses a message, with the numbers that explain it. The order is frozen.

use alloc::boxed::Box;

use crate::{
    AccountId, ApplicationStatus, Choice, Collection, Field, Kind, MemberIndex, PaymentId, PaymentStatus, Planck,
    PotId, ProposalId, ProposalStatus, RuleName, Standing, TimestampMs,
};

/// What a rule answers. The error is boxed, since every `?` would else copy all its numbers: code is paid at each call.
pub type Checked<T> = Result<T, Box<Error>>;

impl Error {
    /// [`Error::Overflow`], boxed.
    pub fn overflow() -> Box<Self> {
        Box::new(Self::Overflow)
    }
}

impl From<Box<Error>> for Error {
    fn from(boxed: Box<Error>) -> Self {
        *boxed
    }
}

scale_type! {
    /// Why a message was refused. Nothing was changed.
    #[derive(Copy)]
    #[allow(missing_docs)] // fields are named after what they hold
    pub enum Error {
        /// This kind of proposal does not exist yet.
        NotYet(Kind),
        /// A sum does not fit, or the ledger would go below zero.
        Overflow,
        /// A text is longer than allowed.
        TextTooLong { field: Field, len: u32, max: u32 },
        /// A list is longer than allowed.
        TooMany { what: Collection, count: u32, max: u32 },
        /// A rule lies outside of its bounds.
        RuleOutOfBounds { rule: RuleName, value: u128, min: u128, max: u128 },
        /// A society needs a founder.
        NoFounders,
        /// An account is named twice.
        DuplicateAccount(AccountId),
        /// A role is named twice for one founder.
        DuplicateRole(AccountId),
        /// Too few treasurers for the approvals that payments need.
        TooFewTreasurers { count: u32, needed: u32 },
        /// The beneficiary is a member, or the society itself.
        InvalidBeneficiary,
        /// The first pot must be the general one, the only one; reserve and relief at most once; a restriction belongs to
        /// a restricted pot.
        InvalidPots,
        /// The caller is no member.
        NotMember,
        /// The account is or was a member's, and stays bound to that member.
        AccountBound(MemberIndex),
        /// The caller is a member who may not act now.
        NotInGoodStanding(Standing),
        /// Another version of the charter is in force.
        WrongCharterVersion { given: u32, current: u32 },
        /// The account has not applied.
        NoApplication,
        /// The account's application is not open, or is open already.
        ApplicationNotOpen(ApplicationStatus),
        /// The account has an open application.
        AlreadyApplied { ends_ms: TimestampMs },
        /// The member sponsors this applicant already.
        AlreadySponsored,
        /// The member sponsors as many open applications as the rules allow.
        SponsorshipsFull { open: u32, max: u32 },
        /// As many were admitted in this period as the rules allow.
        AdmissionsFull { until_ms: TimestampMs },
        /// Under this policy nobody sponsors.
        NothingToSponsor,
        /// The member joined, or is in probation, after this was made.
        NotEligible { made_ms: TimestampMs, eligible_from_ms: TimestampMs },
        /// No such member.
        NoMember(MemberIndex),
        /// No such proposal.
        NoProposal(ProposalId),
        /// Ballots are no longer taken.
        VotingClosed { ended_ms: TimestampMs, now_ms: TimestampMs },
        /// The member's ballot is cast, and does not change.
        AlreadyVoted(Choice),
        /// The proposal is about the member.
        Recused,
        /// The proposal cannot be executed now.
        NotExecutable { status: ProposalStatus, from_ms: TimestampMs, until_ms: TimestampMs, now_ms: TimestampMs },
        /// The proposal has not come to its end.
        NotOver(ProposalStatus),
        /// The proposal was settled before.
        AlreadySettled,
        /// Nothing to certify: the purpose is certified, or the outcome certain, or the pot unrestricted.
        NothingToCertify,
        /// The deposit of a proposal above the free ones.
        WrongDeposit { given: Planck, needed: Planck },
        /// No such pot.
        NoPot(PotId),
        /// The pot is closed.
        PotClosed(PotId),
        /// The pot's purpose does not allow this.
        PotForbids(PotRefusal),
        /// The pot does not have that much to promise.
        InsufficientPot { available: Planck, needed: Planck },
        /// An amount of nothing.
        ZeroAmount,
        /// The society is never a payee.
        PayeeIsSociety,
        /// No such payment.
        NoPayment(PaymentId),
        /// The payment cannot be approved or released now.
        PaymentNotWaiting { status: PaymentStatus, ends_ms: TimestampMs },
        /// The payment cannot be renewed: its window runs, or it was renewed before.
        NotRenewable { status: PaymentStatus, renewed: bool },
        /// The caller is no live treasurer.
        NotTreasurer,
        /// The caller is no live steward.
        NotSteward,
        /// The caller asked for this or gains by it.
        ConflictOfInterest(Conflict),
        /// The treasurer has approved this payment.
        AlreadyApproved,
        /// Too few live treasurers have approved.
        NotEnoughApprovals { have: u8, needed: u8 },
        /// The member has served as many terms in a row as the rules allow.
        TermsExhausted { terms: u8, max: u8 },
        /// The term is longer than the rules allow, or nothing.
        TermOutOfRange { term_ms: u64, max_ms: u64 },
        /// The member does not hold this role.
        NoSuchSeat,
        /// There is nothing to book.
        NothingToSweep,
        /// The account has no credit.
        NoCredit,
        /// The chain refused the transfer.
        TransferFailed,
        /// The society's storage is being brought to a new version.
        Migrating,
    }

    /// Why a pot does not allow a spend.
    #[derive(Copy)]
    pub enum PotRefusal {
        /// Not by this kind of proposal.
        Kind,
        /// Not to this payee.
        Payee,
        /// The pot has come to its end.
        Ended,
    }

    /// What keeps a person from approving.
    #[derive(Copy)]
    pub enum Conflict {
        /// They proposed it.
        Proposer,
        /// They are paid by it.
        Payee,
    }
}
