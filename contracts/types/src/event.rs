//! Event payloads. Each carries `seq`, so that a reader can prove that none is missing; the order of fields is frozen.
//!
//! With feature `society` they are ink! events with their signature as the only topic, or with none; the client decodes the same structs.

use alloc::{string::String, vec::Vec};

use crate::{
    AccountId, Choice, Class, DisputeId, DisputeSubject, Document, ExpenseId, GrantId, Kind, MemberIndex, Mode, Origin,
    PaymentId, Planck, PotId, ProposalId, ProposalStatus, Refusal, ReliefId, Role, Ruling, TimestampMs,
};

/// Events of a contract: what the documentation says of `seq`, and the feature that makes them ink! events. Each contract has
/// a feature of its own, since ink! puts all events that there are into a contract's metadata.
macro_rules! events {
    (# $seq_doc:tt seq if $feature:tt; $($(#[$doc:meta])* $name:ident $(as $anonymous:ident)? { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq)]
            #[cfg_attr(feature = $feature, ink::event $(($anonymous))?)]
            #[cfg_attr(not(feature = $feature), derive(scale::Encode, scale::Decode))]
            pub struct $name {
                # $seq_doc
                pub seq: u64,
                $($(#[$field_doc])* pub $field: $type,)*
            }
        )*

        /// Any event of the contract.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Event {
            $($(#[$doc])* $name($name),)*
        }

        impl Event {
            /// The names of all events.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];

            /// Decodes the payload of the event called `name`; none if there is no such event or it does not decode.
            #[allow(clippy::disallowed_methods)] // what a chain sent is not a refusal
            pub fn decode(name: &str, mut data: &[u8]) -> Option<Self> {
                let event = match name {
                    $(stringify!($name) => Self::$name(scale::Decode::decode(&mut data).ok()?),)*
                    _ => return None,
                };
                data.is_empty().then_some(event)
            }

            /// Its name.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => stringify!($name),)*
                }
            }

            /// Its place among all events of the contract.
            pub fn seq(&self) -> u64 {
                match self {
                    $(Self::$name(event) => event.seq,)*
                }
            }
        }

        $(
            impl From<$name> for Event {
                fn from(event: $name) -> Self {
                    Self::$name(event)
                }
            }
        )*
    };
}

pub(crate) use events;

events! {
    /// Its place among all events of the society.
    seq if "society";

    /// A society was founded.
    SocietyFounded {
        /// Who signed.
        founder: AccountId,
        /// How many members it began with.
        members: u32,
        /// What it began with, in planck.
        value: Planck,
    }

    /// An account applied.
    Applied {
        /// The applicant.
        account: AccountId,
        /// The charter version acknowledged.
        charter_version: u32,
        /// Until when members can act on it.
        ends_ms: TimestampMs,
    }

    /// A member vouched for an applicant.
    Sponsored {
        /// The applicant.
        account: AccountId,
        /// The sponsor.
        sponsor: MemberIndex,
        /// Sponsors so far.
        sponsors: u8,
        /// Sponsors needed.
        needed: u8,
    }

    /// An applicant became a member.
    MemberAdmitted {
        /// The member's account.
        account: AccountId,
        /// The member.
        member: MemberIndex,
    }

    /// A member acknowledged a version of the charter.
    CharterAcknowledged {
        /// The member.
        member: MemberIndex,
        /// The version.
        version: u32,
    }

    /// A proposal was made.
    ProposalMade {
        /// The proposal.
        proposal: ProposalId,
        /// Who made it.
        proposer: MemberIndex,
        /// What kind it is.
        kind: Kind,
        /// Its class.
        class: Class,
        /// Quorum's denominator.
        electorate: u32,
        /// Ballots there can be.
        potential: u32,
        /// When ballots end.
        ends_ms: TimestampMs,
        /// The deposit held with it, in planck.
        deposit: Planck,
        /// How it is decided.
        mode: Mode,
    }

    /// A member voted. The only event without its signature as a topic: members vote more often than they do anything
    /// else, and the topic would be a fifteenth of what a vote costs.
    VoteCast as anonymous {
        /// The proposal.
        proposal: ProposalId,
        /// The member.
        member: MemberIndex,
        /// The ballot.
        choice: Choice,
        /// When ballots end, after this one.
        ends_ms: TimestampMs,
        /// The member's words, or none.
        reason: Option<String>,
        /// Who cast it for them, if a proxy did.
        proxy: Option<MemberIndex>,
    }

    /// A steward certified that a spend fits its pot's purpose.
    ProposalCertified {
        /// The proposal.
        proposal: ProposalId,
        /// The steward.
        steward: MemberIndex,
    }

    /// A proposal was executed.
    ProposalExecuted {
        /// The proposal.
        proposal: ProposalId,
    }

    /// A proposal was settled: its proposer has one open proposal less, and the deposit is a credit.
    ProposalSettled {
        /// The proposal.
        proposal: ProposalId,
        /// How it ended.
        status: ProposalStatus,
        /// Whose credit the deposit is.
        account: AccountId,
        /// The deposit, in planck.
        deposit: Planck,
    }

    /// A payment was created and its money reserved, but for an expense: a treasurer's first approval reserves that.
    PaymentCreated {
        /// The payment.
        payment: PaymentId,
        /// What it follows from.
        origin: Origin,
        /// Who gets it.
        payee: AccountId,
        /// How much, in planck.
        amount: Planck,
        /// From which pot.
        pot: PotId,
        /// When its window closes.
        ends_ms: TimestampMs,
    }

    /// A treasurer approved a payment.
    PaymentApproved {
        /// The payment.
        payment: PaymentId,
        /// The treasurer.
        treasurer: MemberIndex,
        /// Approvals given so far.
        approvals: u8,
    }

    /// A payment was made.
    PaymentReleased {
        /// The payment.
        payment: PaymentId,
        /// Who got it.
        payee: AccountId,
        /// How much, in planck.
        amount: Planck,
        /// From which pot.
        pot: PotId,
    }

    /// The chain would not make a payment; its money is still reserved.
    PaymentRefused {
        /// The payment.
        payment: PaymentId,
        /// Why.
        refusal: Refusal,
    }

    /// A treasurer renewed a payment's window.
    PaymentRenewed {
        /// The payment.
        payment: PaymentId,
        /// The treasurer.
        treasurer: MemberIndex,
        /// When the new window closes.
        ends_ms: TimestampMs,
    }

    /// A member was given a role.
    RoleGranted {
        /// The member.
        member: MemberIndex,
        /// The role.
        role: Role,
        /// When it ends.
        expires_ms: TimestampMs,
    }

    /// A role was taken from a member.
    RoleRevoked {
        /// The member.
        member: MemberIndex,
        /// The role.
        role: Role,
    }

    /// Somebody gave money to a pot.
    Contributed {
        /// Who.
        from: AccountId,
        /// Which pot.
        pot: PotId,
        /// How much, in planck.
        amount: Planck,
        /// Their words, or none.
        memo: Option<String>,
    }

    /// Money that was transferred without a message was booked to the general pot.
    SurplusSwept {
        /// How much, in planck.
        amount: Planck,
    }

    /// Somebody withdrew their credit.
    CreditWithdrawn {
        /// Who.
        account: AccountId,
        /// How much, in planck.
        amount: Planck,
    }

    // -- membership: batch, dues, shares, exit --

    /// Somebody paid a member's dues.
    DuesPaid {
        /// The member.
        member: MemberIndex,
        /// Who paid.
        payer: AccountId,
        /// How many periods.
        periods: u32,
        /// How much, in planck.
        amount: Planck,
        /// Until when dues are paid by now.
        paid_until_ms: TimestampMs,
    }

    /// A member's dues count as paid for a time.
    DuesWaived {
        /// The member.
        member: MemberIndex,
        /// Until when.
        until_ms: TimestampMs,
    }

    /// The electorate no longer counts a member, who is behind with dues.
    LapseRecorded {
        /// The member.
        member: MemberIndex,
    }

    /// The electorate counts a member again.
    ReturnRecorded {
        /// The member.
        member: MemberIndex,
    }

    /// A member bought shares.
    SharesBought {
        /// The member.
        member: MemberIndex,
        /// How many.
        count: u32,
        /// What they paid, in planck.
        amount: Planck,
    }

    /// A member left.
    MemberLeft {
        /// The member.
        member: MemberIndex,
        /// From when on their shares are paid out.
        exit_due_ms: TimestampMs,
    }

    /// A member's shares were turned into a credit, less what they owed.
    ExitSettled {
        /// The member.
        member: MemberIndex,
        /// Whose credit it is.
        account: AccountId,
        /// The credit, in planck.
        credit: Planck,
        /// What the shares paid back, in planck, of which grants.
        repaid: Vec<(GrantId, Planck)>,
        /// What the member owes still, in planck.
        still_owed: Planck,
    }

    /// A part of what a member owed was forgiven.
    DebtForgiven {
        /// The member.
        member: MemberIndex,
        /// How much, in planck.
        amount: Planck,
    }

    // -- members' accounts, proxies and conduct: rotate, proxy, conduct --

    /// A member offered their index to another account of theirs.
    AccountOffered {
        /// The member.
        member: MemberIndex,
        /// The account.
        to: AccountId,
    }

    /// A member changed accounts; the credit of the account left behind went along.
    AccountRotated {
        /// The member.
        member: MemberIndex,
        /// The account left behind.
        from: AccountId,
        /// The new one.
        to: AccountId,
    }

    /// The members gave a member a new account; the credit of the account left behind went along.
    AccountRecovered {
        /// The member.
        member: MemberIndex,
        /// The account left behind.
        from: AccountId,
        /// The new one.
        to: AccountId,
    }

    /// A member stopped the recovery of an account whose key they still have.
    RecoveryStopped {
        /// The proposal.
        proposal: ProposalId,
        /// The member.
        member: MemberIndex,
    }

    /// A member gave a role up.
    RoleResigned {
        /// The member.
        member: MemberIndex,
        /// The role.
        role: Role,
    }

    /// A member offered their proxy.
    ProxyOffered {
        /// The member.
        member: MemberIndex,
        /// Who is to vote for them.
        holder: MemberIndex,
    }

    /// A member took another's proxy.
    ProxyAccepted {
        /// Whose it is.
        member: MemberIndex,
        /// Who votes for them.
        holder: MemberIndex,
    }

    /// A proxy was ended by one of the two.
    ProxyEnded {
        /// Whose it was.
        member: MemberIndex,
        /// Who voted for them.
        holder: MemberIndex,
    }

    /// A member may act again.
    MemberReinstated {
        /// The member.
        member: MemberIndex,
    }

    /// A member was suspended.
    MemberSuspended {
        /// The member.
        member: MemberIndex,
        /// When the suspension ends.
        until_ms: TimestampMs,
    }

    /// A member was expelled.
    MemberExpelled {
        /// The member.
        member: MemberIndex,
    }

    /// The member whom a suspension or expulsion is about stated their case.
    CaseStated {
        /// The proposal.
        proposal: ProposalId,
        /// The member.
        member: MemberIndex,
        /// What they say.
        document: crate::Document,
    }

    // -- proposals: consent, spam, withdraw, amend, pots, upgrade --

    /// A member objected to a consent.
    ObjectionMade {
        /// The proposal.
        proposal: ProposalId,
        /// The member.
        member: MemberIndex,
        /// Objections so far.
        objections: u8,
        /// Objections that open a ballot.
        needed: u8,
        /// The member's words.
        reason: String,
        /// When the ballot ends that this objection opened, if it did.
        ballot_ends_ms: Option<TimestampMs>,
    }

    /// A proposal was withdrawn by its proposer.
    ProposalWithdrawn {
        /// The proposal.
        proposal: ProposalId,
    }

    /// A steward called a proposal spam.
    SpamJudged {
        /// The proposal.
        proposal: ProposalId,
        /// The steward.
        steward: MemberIndex,
        /// Stewards who call it so.
        judges: u8,
        /// What of its deposit went to the general pot, in planck: all with the second steward, which settles it.
        forfeited: Planck,
    }

    /// A proposal that its pot cannot pay can be executed for longer.
    WindowExtended {
        /// The proposal.
        proposal: ProposalId,
        /// When execution is no longer possible.
        expires_ms: TimestampMs,
    }

    /// The members set new rules.
    RulesSet {
    }

    /// The members put a new charter in force.
    CharterAmended {
        /// Its version.
        version: u32,
    }

    /// The members named the next beneficiary.
    BeneficiarySet {
        /// Who.
        account: AccountId,
        /// From when on.
        from_ms: TimestampMs,
    }

    /// A pot was opened.
    PotOpened {
        /// The pot.
        pot: PotId,
        /// What it is for.
        kind: crate::PotKind,
    }

    /// Money was moved between pots.
    PotMoved {
        /// Out of which.
        from: PotId,
        /// Into which.
        to: PotId,
        /// How much, in planck.
        amount: Planck,
    }

    /// A pot was closed. What it held is a credit of its fallback if it was restricted, else in the general pot.
    PotClosed {
        /// The pot.
        pot: PotId,
        /// What it held, in planck.
        amount: Planck,
    }

    /// The society's code was replaced.
    CodeUpgraded {
        /// The hash of the new one.
        code_hash: [u8; 32],
    }

    // -- treasury: hold, decided, petty, expense, outbound --

    /// An officer held a payment.
    PaymentHeld {
        /// The payment.
        payment: PaymentId,
        /// The officer.
        by: MemberIndex,
        /// When the hold ends by itself.
        until_ms: TimestampMs,
        /// Why.
        reason: String,
    }

    /// The officer who held a payment let it go on.
    HoldLifted {
        /// The payment.
        payment: PaymentId,
        /// The officer.
        by: MemberIndex,
    }

    /// The members released a payment in place of the treasurers. The money of an expense is reserved by now.
    PaymentReleaseDecided {
        /// The payment.
        payment: PaymentId,
        /// When its new window closes.
        ends_ms: TimestampMs,
    }

    /// A payment was given up by the members, by a ruling, or once claims were over.
    PaymentCancelled {
        /// The payment.
        payment: PaymentId,
        /// How much of its pot is free again, in planck; nothing for an expense that nobody had approved.
        amount: Planck,
    }

    /// A payee gave a payment up.
    PaymentWaived {
        /// The payment.
        payment: PaymentId,
        /// How much of its pot is free again, in planck.
        amount: Planck,
    }

    /// A payment became a credit, because the society dissolves.
    PaymentCredited {
        /// The payment.
        payment: PaymentId,
        /// Whose credit.
        account: AccountId,
        /// How much, in planck.
        amount: Planck,
    }

    /// A pot's allowance was set, or taken away with zeros.
    AllowanceSet {
        /// The pot.
        pot: PotId,
        /// The largest payment, in planck.
        payment_max: Planck,
        /// The most in one period, in planck.
        period_max: Planck,
        /// The period, in ms.
        period_ms: u64,
    }

    /// An officer made a petty payment.
    PettyPaid {
        /// From which pot.
        pot: PotId,
        /// The officer.
        by: MemberIndex,
        /// Who got it.
        payee: AccountId,
        /// How much, in planck.
        amount: Planck,
        /// What for.
        memo: String,
    }

    /// A member claimed an expense.
    ExpenseClaimed {
        /// The claim.
        expense: ExpenseId,
        /// Its payment.
        payment: PaymentId,
        /// The member.
        member: MemberIndex,
        /// How much, in planck.
        amount: Planck,
        /// From which pot.
        pot: PotId,
        /// BLAKE2-256 of the receipt.
        receipt: [u8; 32],
        /// What for.
        title: String,
    }

    /// Another contract was called, and truly succeeded.
    ContractCalled {
        /// The proposal that decided it.
        proposal: ProposalId,
        /// The contract.
        callee: AccountId,
        /// What it was paid, in planck.
        value: Planck,
    }

    // -- grants: grant, repay --

    /// A grant was made and its money reserved.
    GrantMade {
        /// The grant.
        grant: GrantId,
        /// The proposal that made it.
        proposal: ProposalId,
        /// Who gets it.
        payee: AccountId,
        /// From which pot.
        pot: PotId,
        /// All of it, in planck.
        amount: Planck,
        /// By when it is to be paid back; none for a gift.
        repay_by_ms: Option<TimestampMs>,
    }

    /// A payee handed in a stage.
    StageClaimed {
        /// The grant.
        grant: GrantId,
        /// The stage.
        stage: u8,
        /// The evidence.
        evidence: Document,
        /// The measured outcome, in the grant's unit.
        metric: u64,
    }

    /// A stage was accepted; a payment of its amount was created.
    StageAccepted {
        /// The grant.
        grant: GrantId,
        /// The stage.
        stage: u8,
        /// The steward; none for a ruling.
        steward: Option<MemberIndex>,
        /// The measured outcome, in the grant's unit.
        metric: u64,
        /// The payment.
        payment: PaymentId,
    }

    /// A stage was returned to its payee, who can hand it in again.
    StageReturned {
        /// The grant.
        grant: GrantId,
        /// The stage.
        stage: u8,
        /// The steward; none for a ruling.
        steward: Option<MemberIndex>,
        /// Why.
        reason: String,
    }

    /// A stage lapsed unclaimed; its money is free again.
    StageLapsed {
        /// The grant.
        grant: GrantId,
        /// The stage.
        stage: u8,
        /// Its amount, in planck.
        returned: Planck,
    }

    /// A payment of a stipend was created.
    StipendDue {
        /// The grant.
        grant: GrantId,
        /// The stage.
        stage: u8,
        /// The payment.
        payment: PaymentId,
    }

    /// A grant was stopped; what no payment was created for is free again.
    GrantStopped {
        /// The grant.
        grant: GrantId,
        /// What is free again, in planck.
        returned: Planck,
    }

    /// A part of a repayable grant was paid back.
    GrantRepaid {
        /// The grant.
        grant: GrantId,
        /// Who paid.
        payer: AccountId,
        /// How much, in planck.
        amount: Planck,
        /// What is left of what was paid so far, in planck.
        outstanding: Planck,
    }

    // -- relief --

    /// A member asked for relief.
    ReliefAsked {
        /// The request.
        request: ReliefId,
        /// Who asks.
        member: MemberIndex,
        /// How much, in planck.
        amount: Planck,
        /// From which pot.
        pot: PotId,
        /// Until when it is to be attested.
        ends_ms: TimestampMs,
    }

    /// A member attested a request for relief.
    ReliefAttested {
        /// The request.
        request: ReliefId,
        /// Who attested.
        member: MemberIndex,
        /// Attesters so far.
        attesters: u8,
        /// Attesters needed.
        needed: u8,
    }

    /// The asker withdrew a request for relief.
    ReliefWithdrawn {
        /// The request.
        request: ReliefId,
    }

    /// The members withdrew the right to attest.
    AttestersBarred {
        /// From whom.
        members: Vec<MemberIndex>,
        /// Until when.
        until_ms: TimestampMs,
    }

    // -- disputes --

    /// Members ask for a dispute, which opens with the third of them.
    DisputePetitioned {
        /// The dispute.
        dispute: DisputeId,
        /// What it is about.
        subject: DisputeSubject,
        /// Who asked first, and holds the deposit.
        opener: AccountId,
    }

    /// Another member asks for a dispute.
    DisputeJoined {
        /// The dispute.
        dispute: DisputeId,
        /// Who.
        member: MemberIndex,
        /// How many ask for it so far.
        petitioners: u8,
    }

    /// A dispute was opened.
    DisputeOpened {
        /// The dispute.
        dispute: DisputeId,
        /// What it is about.
        subject: DisputeSubject,
        /// Who opened it.
        opener: AccountId,
        /// Who decides; empty where there are too few arbitrators, so that the members do.
        panel: Vec<MemberIndex>,
        /// Until when the panel votes.
        ends_ms: TimestampMs,
    }

    /// An arbitrator voted.
    PanelVoted {
        /// The dispute.
        dispute: DisputeId,
        /// Who.
        arbitrator: MemberIndex,
        /// For what.
        ruling: Ruling,
    }

    /// A dispute was referred to the members.
    DisputeReferred {
        /// The dispute.
        dispute: DisputeId,
        /// The proposal that decides it.
        proposal: ProposalId,
    }

    /// A dispute was decided, and what follows from it was done.
    DisputeRuled {
        /// The dispute.
        dispute: DisputeId,
        /// How.
        ruling: Ruling,
        /// Whether the members decided, and not the panel.
        by_members: bool,
    }

    /// A dispute's deposit is a credit of who opened it, or lost to the general pot.
    DisputeSettled {
        /// The dispute.
        dispute: DisputeId,
        /// The deposit, in planck.
        deposit: Planck,
        /// Whether it is lost.
        forfeited: bool,
    }

    // -- dissolution --

    /// Dissolution was opened.
    DissolutionOpened {
        /// When it was proposed: who could decide then shares.
        made_ms: TimestampMs,
        /// Until when what was approved or accepted becomes a credit.
        claims_until_ms: TimestampMs,
    }

    /// More members were looked at for who shares.
    SharersCounted {
        /// The first who has not been looked at.
        next: MemberIndex,
        /// How many of those looked at share.
        sharers: u32,
    }

    /// What is left was divided. With `each` and `extra` both 0 it is a credit of the beneficiary.
    Divided {
        /// How much it was, in planck.
        total: Planck,
        /// How many members share.
        sharers: u32,
        /// What each gets, in planck.
        each: Planck,
        /// How many of those who come first get one planck more.
        extra: u32,
    }

    /// A member's share of what was divided became a credit.
    ShareClaimed {
        /// The member.
        member: MemberIndex,
        /// Whose credit it is.
        account: AccountId,
        /// How much, in planck.
        share: Planck,
    }

    /// A credit that nobody claimed became the beneficiary's.
    CreditForfeited {
        /// Whose it was.
        account: AccountId,
        /// How much, in planck.
        amount: Planck,
    }
}
