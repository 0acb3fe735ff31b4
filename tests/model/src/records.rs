//! What the model remembers: plain records, without anything that can be worked out from the others.

use std::collections::{BTreeMap, BTreeSet};

use mutual_types::{
    AccountId, Action, Choice, DisputeId, DisputeSubject, DuesTerms, GrantId, MemberIndex, Origin, PanelVote,
    PaymentId, PaymentState, Planck, PotId, PotSpec, ProposalId, ProposalState, Refusal, Rules, Ruling, TimestampMs,
};

/// A member.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub account: AccountId,
    pub joined: TimestampMs,
    pub probation_ends: TimestampMs,
    pub paid_until: TimestampMs,
    pub suspended_from: TimestampMs,
    pub suspended_until: TimestampMs,
    pub counted: bool,
    pub good_since: TimestampMs,
    pub departed: TimestampMs,
    pub exit_due: TimestampMs,
    pub charter_version: u32,
    pub shares: u32,
    pub capital: Planck,
    pub loans: Vec<GrantId>,
    pub share_claimed: bool,
    pub proxy_offered_to: Option<MemberIndex>,
    pub proxy_holder: Option<MemberIndex>,
    pub proxies_held: Vec<MemberIndex>,
}

/// A ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ballot {
    pub choice: Choice,
    pub by_proxy: bool,
}

/// A proposal.
#[derive(Clone, Debug)]
pub(crate) struct Motion {
    pub proposer: MemberIndex,
    pub action: Action,
    /// All rules as they were when it was made.
    pub rules: Rules,
    pub dues: Option<DuesTerms>,
    pub deposit: Planck,
    pub made: TimestampMs,
    pub opened: TimestampMs,
    pub ends: TimestampMs,
    pub voting_period: u64,
    pub min_open: u64,
    pub extension: u64,
    pub notice: u64,
    pub consenting: bool,
    pub special: bool,
    pub needs_min_ayes: bool,
    pub electorate: u32,
    pub potential: u32,
    pub recused: BTreeSet<MemberIndex>,
    pub objectors_needed: u8,
    pub objectors: Vec<MemberIndex>,
    pub ballots: BTreeMap<MemberIndex, Ballot>,
    pub decided: bool,
    pub extended: bool,
    pub window_extended: bool,
    pub certified_by: Option<MemberIndex>,
    pub judges: Vec<MemberIndex>,
    pub case_stated: bool,
    pub appealed_since: TimestampMs,
    pub delay: u64,
    pub state: ProposalState,
    pub settled: bool,
}

/// A pot. What it has promised is the sum of what says so.
#[derive(Clone, Debug)]
pub(crate) struct PotBook {
    pub spec: PotSpec,
    pub balance: Planck,
    pub allowance: Option<Petty>,
    pub closed: bool,
}

/// What a pot lets be paid with one signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Petty {
    pub payment_max: Planck,
    pub period_max: Planck,
    pub period: u64,
    pub since: TimestampMs,
    pub spent: Planck,
}

/// Why a payment's clocks stand still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    Hold(MemberIndex),
    Dispute(DisputeId),
    Release(ProposalId),
    Cancel(ProposalId),
}

/// A time in which a payment's clocks stand still; without an end while it lasts and nobody knows how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    pub cause: Cause,
    pub from: TimestampMs,
    pub to: Option<TimestampMs>,
}

/// A payment.
#[derive(Clone, Debug)]
pub(crate) struct Promise {
    pub payee: AccountId,
    pub proposer: MemberIndex,
    pub amount: Planck,
    pub pot: PotId,
    pub origin: Origin,
    pub approvals_needed: u8,
    pub starts: TimestampMs,
    pub window: u64,
    /// When the wait before a release began, and how long it is.
    pub cooling: Option<(TimestampMs, u64)>,
    pub approvals: Vec<MemberIndex>,
    pub members_approved: bool,
    pub reserved: bool,
    pub renewed: bool,
    pub stops: Vec<Stop>,
    pub refused: Option<Refusal>,
    pub state: PaymentState,
}

/// A stage of a grant.
#[derive(Clone, Debug)]
pub(crate) struct StageBook {
    pub amount: Planck,
    pub due: TimestampMs,
    pub months: u8,
    pub payments: u8,
    pub lapsed: bool,
}

/// What a payee has handed in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Handed {
    pub at: TimestampMs,
    pub returned: bool,
}

/// A grant.
#[derive(Clone, Debug)]
pub(crate) struct GrantBook {
    pub proposal: ProposalId,
    pub proposer: MemberIndex,
    pub payee: AccountId,
    pub pot: PotId,
    pub stages: Vec<StageBook>,
    pub current: u8,
    pub claim: Option<Handed>,
    pub review: u64,
    pub approvals_needed: u8,
    pub window: u64,
    pub repay_by: Option<TimestampMs>,
    pub repaid: Planck,
    pub forgiven: Planck,
    pub stopped: bool,
}

/// A request for relief.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub asker: MemberIndex,
    pub pot: PotId,
    pub amount: Planck,
    pub asked: TimestampMs,
    pub ends: TimestampMs,
    pub needed: u8,
    pub attesters: Vec<MemberIndex>,
    pub payment: Option<PaymentId>,
    pub promised: TimestampMs,
    pub withdrawn: bool,
}

/// What a member has attested.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Attesting {
    pub since: TimestampMs,
    pub made: u8,
    pub barred_until: TimestampMs,
}

/// A dispute.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub subject: DisputeSubject,
    pub opener: AccountId,
    pub wanted: Ruling,
    pub deposit: Planck,
    pub parties: Vec<MemberIndex>,
    pub petitioners: Vec<MemberIndex>,
    pub opened: Option<TimestampMs>,
    pub ends: TimestampMs,
    pub panel: Vec<MemberIndex>,
    pub votes: Vec<PanelVote>,
    pub ballot: Option<ProposalId>,
    pub ruling: Option<Ruling>,
    pub settled: bool,
}

/// A dissolution.
#[derive(Clone, Debug)]
pub(crate) struct Ending {
    pub opened: TimestampMs,
    pub made: TimestampMs,
    pub claims_until: TimestampMs,
    pub next: u32,
    pub sharers: u32,
    pub division: Option<Parts>,
}

/// A division.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub at: TimestampMs,
    pub each: Planck,
    pub extra: u32,
    pub claimed: u32,
}

/// A count that begins anew with each period.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Period {
    pub since: TimestampMs,
    pub used: u32,
}
