//! Every reason for which a society refuses a message, with the numbers that explain it. The order is frozen.

use crate::{
    AccountId, ApplicationStatus, Choice, Collection, DisputeId, DisputeStatus, Field, GrantId, GrantStatus, Kind,
    MemberIndex, PaymentId, PaymentStatus, Planck, PotId, PotKind, ProposalId, ProposalStatus, ProxyRefusal, Refused,
    Relation, ReliefCap, ReliefId, ReliefStatus, RuleName, StageStatus, Standing, TimestampMs,
};

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
        /// This kind of proposal, or this spend, is not decided by consent.
        NoConsent(Kind),
        /// The proposal is not decided by consent now.
        NotConsenting(ProposalStatus),
        /// The proposal is decided by consent now: there is no ballot to cast.
        Consenting { ends_ms: TimestampMs },
        /// The member has objected.
        AlreadyObjected,
        /// An objection gives a reason.
        ReasonMissing,
        /// Only who made the proposal withdraws it.
        NotProposer,
        /// The proposal's deposit waits for a spam verdict.
        SpamWindow { until_ms: TimestampMs },
        /// Only a proposal with a deposit that ended without quorum is called spam, within seven days.
        NotSpam { status: ProposalStatus, until_ms: TimestampMs },
        /// The steward has judged this.
        AlreadyJudged,
        /// The window was extended before, or no pot is short, or the proposal does not pay.
        NotExtendable,
        /// Only the member whom the proposal is about does this.
        NotSubject,
        /// The statement is made.
        AlreadyStated,
        /// The proposal is not in its notice.
        NotInNotice(ProposalStatus),
        /// The action is not possible as things are: the member is not what it supposes.
        WrongStanding(Standing),
        /// The money sent is not what is due.
        WrongValue { given: Planck, needed: Planck },
        /// There are no dues.
        NoDues,
        /// That would be paid too far ahead.
        TooFarAhead { until_ms: TimestampMs, max_ms: TimestampMs },
        /// No lapse can be recorded before this.
        NotLapsed { from_ms: TimestampMs },
        /// There is nothing to record.
        NothingToRecord,
        /// There are no shares, or the member would have more than the rules allow.
        SharesFull { held: u32, max: u32 },
        /// The last active member leaves only by dissolution.
        LastMember,
        /// There is nothing to pay out to this member, or not yet.
        ExitNotDue { due_ms: TimestampMs },
        /// The member owes this.
        InDebt(Planck),
        /// The member does not owe so much.
        NotOwed { owed: Planck, asked: Planck },
        /// The account was not offered to the caller, or not by this member.
        NoOffer,
        /// The proxy is refused.
        ProxyRefused(ProxyRefusal),
        /// The founding window is over.
        FoundingOver { ended_ms: TimestampMs },
        /// The pot still holds promises.
        PotNotEmpty { reserved: Planck, open_items: u32 },
        /// A pot of this kind does not allow this.
        WrongPot(PotKind),
        /// More than the rules or the allowance let one pay at once.
        OverMax { amount: Planck, max: Planck },
        /// The pot's allowance is used up, or there is none.
        AllowanceExceeded { left: Planck, needed: Planck },
        /// The caller is neither a live treasurer nor a live keeper of the pot.
        NotKeeper,
        /// The payer is the payee.
        SelfPayment,
        /// The payment was held before.
        AlreadyHeld,
        /// The payment is not held, or not by the caller.
        NotHeld,
        /// Only the payee does this.
        NotPayee,
        /// The payment waits until then, whoever has approved.
        ReleaseTooEarly { from_ms: TimestampMs, now_ms: TimestampMs },
        /// A payment that calls a contract is not released, and only such a one is called.
        NotACall,
        /// A grant has one to twelve stages, each with an amount, in the order of their dates, none of them past.
        InvalidStages { stage: u32 },
        /// No such grant.
        NoGrant(GrantId),
        /// The grant is over.
        GrantOver(GrantStatus),
        /// The stage is not the open one, or not in the state that this needs.
        WrongStage { current: u8, status: StageStatus },
        /// The stage cannot be lapsed, or its next payment started, before this.
        StageTooEarly { from_ms: TimestampMs, now_ms: TimestampMs },
        /// The grant is a gift.
        NotRepayable,
        /// The society gives no relief.
        NoReliefOffered,
        /// No such request.
        NoRelief(ReliefId),
        /// The member may ask from then on.
        ReliefTooEarly { from_ms: TimestampMs },
        /// The member has an open request.
        ReliefOpen(ReliefId),
        /// A limit of relief is reached.
        ReliefCapped { cap: ReliefCap, left: Planck, needed: Planck },
        /// The request is not in the state that this needs.
        WrongRelief(ReliefStatus),
        /// The member is too near to the asker to attest.
        Related(Relation),
        /// The members have withdrawn the right to attest.
        Barred { until_ms: TimestampMs },
        /// The member has attested as often as the rules allow.
        AttestationsFull { until_ms: TimestampMs },
        /// The member has attested this request.
        AlreadyAttested,
        /// No such dispute.
        NoDispute(DisputeId),
        /// There was a dispute about this.
        AlreadyDisputed(DisputeId),
        /// The matter is not one that can be disputed now.
        NotDisputable,
        /// The caller may not open this dispute.
        NotParty,
        /// The dispute is not in the state that this needs.
        WrongDispute { status: DisputeStatus, ends_ms: TimestampMs },
        /// The caller is not on the panel.
        NotOnPanel,
        /// The caller has voted on, or asked for, this dispute.
        AlreadyRuled,
        /// The society is dissolving.
        Dissolving { since_ms: TimestampMs },
        /// The society is not dissolving.
        NotDissolving,
        /// The society is not dormant before this.
        NotDormant { from_ms: TimestampMs },
        /// Claims can be made until then.
        ClaimsOpen { until_ms: TimestampMs },
        /// The time for claims is over.
        ClaimsOver { ended_ms: TimestampMs },
        /// What is left cannot be divided yet, or has been: pots are open, or members not looked at.
        NotDivisible { pots_open: u32, members_left: u32 },
        /// The member has no share, or had it.
        NoShare,
        /// Credits go unclaimed only from then on.
        NotUnclaimed { from_ms: TimestampMs },
        /// The called contract is not what the members decided on.
        CodeChanged { found: [u8; 32] },
        /// The called contract did not succeed. The host's return code: 1 it trapped, 2 it reverted, 5 the money could not be
        /// transferred, 8 there is no contract.
        CallFailed { code: u32 },
        /// The society's code was not changed.
        UpgradeFailed,
        /// There is nothing to migrate.
        NothingToMigrate,
        /// The version of the charter must be the next one.
        WrongVersion { given: u32, needed: u32 },
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
        /// It is about them.
        Subject,
    }
}
