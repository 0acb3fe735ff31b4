//! Enums that records hold.

use mutual_types::{
    AdmissionPolicy, ApplicationStatus, Choice, Class, Collection, Conflict, Field, Kind, Origin, PaymentState,
    PaymentStatus, PotKind, PotRefusal, ProposalState, ProposalStatus, Refusal, Released, Role, RuleName, Standing,
};

use super::object::{names, tagged};

names!(
    ApplicationStatus,
    Choice,
    Class,
    Collection,
    Conflict,
    Field,
    Kind,
    PaymentStatus,
    PotKind,
    PotRefusal,
    ProposalStatus,
    RuleName,
    Standing,
);

tagged! {
    AdmissionPolicy { Open, Sponsored(sponsors), Ballot }
    Origin { Spend(proposal), GrantStage { grant, stage }, Relief(request), Expense(claim) }
    PaymentState { Waiting, Released { at_ms: at }, Cancelled { at_ms: at } }
    ProposalState { Open, Executed { at_ms: at }, Withdrawn { at_ms: at } }
    Refusal { BelowExistentialDeposit { amount, minimum }, TransferFailed }
    Released { Released, Refused(refusal) }
    Role { Treasurer, Steward, Arbitrator, Keeper(pot) }
}
