//! Enums that records hold.

use mutual_types::{
    AdmissionPolicy, ApplicationStatus, Choice, Class, Collection, Conflict, DisputeStatus, DisputeSubject, Field,
    GrantStatus, Kind, Mode, Origin, PaymentState, PaymentStatus, PotKind, PotRefusal, ProposalState, ProposalStatus,
    ProxyRefusal, Refusal, Relation, Released, ReliefCap, ReliefStatus, Role, RuleName, Ruling, StageStatus, Standing,
};

use super::object::{names, tagged};

names!(
    ApplicationStatus,
    Choice,
    Class,
    Collection,
    Conflict,
    DisputeStatus,
    Field,
    GrantStatus,
    Kind,
    Mode,
    PaymentStatus,
    PotKind,
    PotRefusal,
    ProposalStatus,
    ProxyRefusal,
    Relation,
    ReliefCap,
    ReliefStatus,
    RuleName,
    Ruling,
    StageStatus,
    Standing,
);

tagged! {
    AdmissionPolicy { Open, Sponsored(sponsors), Ballot }
    DisputeSubject { Payment(payment), Stage { grant, stage }, Expulsion(proposal), External { contract, case, a, b } }
    Origin { Spend(proposal), GrantStage { grant, stage }, Relief(request), Expense(claim), Call(proposal) }
    PaymentState { Waiting, Released { at_ms: at }, Cancelled { at_ms: at }, Credited { at_ms: at } }
    ProposalState { Open, Executed { at_ms: at }, Withdrawn { at_ms: at }, Annulled { at_ms: at } }
    Refusal { BelowExistentialDeposit { amount, minimum }, TransferFailed }
    Released { Released, Refused(refusal) }
    Role { Treasurer, Steward, Arbitrator, Keeper(pot) }
}
