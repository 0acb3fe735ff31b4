//! Short names of the things that have one: kinds, roles, states.

use mutual_types::{
    AdmissionPolicy, ApplicationStatus, Choice, Class, Collection, Conflict, Field, Kind, Origin, PaymentStatus,
    PotKind, PotRefusal, ProposalStatus, Refusal, Role, Standing,
};

use crate::text::{amount, Unit};

/// The kind of a proposal, as it is written on the command line.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Resolution => "resolution",
        Kind::Admit => "admit",
        Kind::Reinstate => "reinstate",
        Kind::Suspend => "suspend",
        Kind::Expel => "expel",
        Kind::RecoverAccount => "recover-account",
        Kind::GrantRole => "grant-role",
        Kind::RevokeRole => "revoke-role",
        Kind::SetAllowance => "set-allowance",
        Kind::Spend => "spend",
        Kind::Grant => "grant",
        Kind::StopGrant => "stop-grant",
        Kind::WaiveDues => "waive-dues",
        Kind::ForgiveDebt => "forgive-debt",
        Kind::OpenPot => "open-pot",
        Kind::MovePot => "move-pot",
        Kind::ClosePot => "close-pot",
        Kind::MoveRestricted => "move-restricted",
        Kind::ReleasePayment => "release-payment",
        Kind::CancelPayment => "cancel-payment",
        Kind::ReviewRelief => "review-relief",
        Kind::SetRules => "set-rules",
        Kind::AmendCharter => "amend-charter",
        Kind::SetBeneficiary => "set-beneficiary",
        Kind::Call => "call",
        Kind::Upgrade => "upgrade",
        Kind::Dissolve => "dissolve",
    }
}

/// A class of proposals.
pub fn class(class: Class) -> &'static str {
    match class {
        Class::Ordinary => "ordinary",
        Class::Special => "special",
    }
}

/// A ballot.
pub fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::Aye => "aye",
        Choice::Nay => "nay",
        Choice::Abstain => "abstain",
    }
}

/// A role.
pub fn role(role: Role) -> String {
    match role {
        Role::Treasurer => "treasurer".to_owned(),
        Role::Steward => "steward".to_owned(),
        Role::Arbitrator => "arbitrator".to_owned(),
        Role::Keeper(pot) => format!("keeper of pot {pot}"),
    }
}

/// What a proposal is.
pub fn status(status: ProposalStatus) -> &'static str {
    match status {
        ProposalStatus::Voting => "open for voting",
        ProposalStatus::Notice => "passed, in its notice",
        ProposalStatus::Executable => "passed, ready to be executed",
        ProposalStatus::Executed => "executed",
        ProposalStatus::Rejected => "rejected",
        ProposalStatus::NoQuorum => "failed for want of a quorum",
        ProposalStatus::Expired => "passed, but not executed in time",
        ProposalStatus::Withdrawn => "withdrawn",
    }
}

/// What a payment is.
pub fn payment_status(status: PaymentStatus) -> &'static str {
    match status {
        PaymentStatus::Waiting => "waiting",
        PaymentStatus::Lapsed => "past its window",
        PaymentStatus::Released => "paid",
        PaymentStatus::Cancelled => "cancelled",
    }
}

/// What has become of an application.
pub fn application_status(status: ApplicationStatus) -> &'static str {
    match status {
        ApplicationStatus::Open => "open",
        ApplicationStatus::Admitted => "admitted",
        ApplicationStatus::Expired => "expired",
    }
}

/// A member's standing.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "in good standing",
        Standing::Grace => "behind with dues, within the grace",
        Standing::Lapsed => "lapsed",
        Standing::Suspended => "suspended",
        Standing::Departed => "departed",
    }
}

/// What a pot is for.
pub fn pot_kind(kind: PotKind) -> &'static str {
    match kind {
        PotKind::General => "general",
        PotKind::Reserve => "reserve",
        PotKind::Relief => "relief",
        PotKind::Restricted => "restricted",
    }
}

/// Who lets an applicant in.
pub fn admission(policy: AdmissionPolicy) -> String {
    match policy {
        AdmissionPolicy::Open => "open: who applies is in".to_owned(),
        AdmissionPolicy::Sponsored(count) => {
            format!("sponsored: {} must vouch for an applicant", counted(count, "member"))
        }
        AdmissionPolicy::Ballot => "ballot: the members vote on each applicant".to_owned(),
    }
}

/// What a payment follows from.
pub fn origin(origin: Origin) -> String {
    match origin {
        Origin::Spend(proposal) => format!("proposal {proposal}"),
        Origin::GrantStage { grant, stage } => format!("stage {stage} of grant {grant}"),
        Origin::Relief(request) => format!("relief request {request}"),
        Origin::Expense(claim) => format!("expense claim {claim}"),
    }
}

/// Why the chain would not make a transfer.
pub fn refusal(refusal: Refusal, unit: &Unit) -> String {
    match refusal {
        Refusal::BelowExistentialDeposit { amount, minimum } => format!(
            "the payee's account is empty, and {1} is too little to open it: the chain keeps none with less than {0}",
            amount::format(minimum, unit),
            amount::format(amount, unit),
        ),
        Refusal::TransferFailed => "the chain refused the transfer".to_owned(),
    }
}

/// Why a pot does not pay.
pub fn pot_refusal(refusal: PotRefusal) -> &'static str {
    match refusal {
        PotRefusal::Kind => "this kind of proposal may not pay from it",
        PotRefusal::Payee => "it pays only the accounts it names, and this is none of them",
        PotRefusal::Ended => "it has come to its end",
    }
}

/// What keeps a person from approving.
pub fn conflict(conflict: Conflict) -> &'static str {
    match conflict {
        Conflict::Proposer => "you asked for it",
        Conflict::Payee => "it pays you",
    }
}

/// A text.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Name => "the name",
        Field::Purpose => "the purpose",
        Field::Uri => "the document's address (URI)",
        Field::Title => "the title",
        Field::Reason => "the reason",
        Field::Memo => "the memo",
        Field::PotName => "the pot's name",
        Field::StageTitle => "the title of the stage",
        Field::Unit => "the unit in which the outcome is measured",
    }
}

/// What there can be too many of.
pub fn collection(collection: Collection) -> &'static str {
    match collection {
        Collection::Founders => "founders",
        Collection::Pots => "pots",
        Collection::Kinds => "kinds of proposals named by one pot",
        Collection::Payees => "accounts named by one pot",
        Collection::Seats => "seats of a role",
        Collection::Approvals => "approvals of one payment",
        Collection::Page => "entries on one page",
        Collection::Sponsorships => "open applications sponsored by one member",
        Collection::Stages => "stages of one grant",
        Collection::OpenProposals => "open proposals of one member",
    }
}

/// `1 member`, `3 members`; for nouns whose plural takes an s.
pub(super) fn counted(count: impl Into<u64>, noun: &str) -> String {
    match count.into() {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use scale::Decode;

    use super::*;

    #[test]
    fn no_two_kinds_share_a_name() {
        let kinds: Vec<Kind> = (0..=u8::MAX).map_while(|index| Kind::decode(&mut &[index][..]).ok()).collect();
        let names: BTreeSet<_> = kinds.iter().map(|kind| super::kind(*kind)).collect();
        assert_eq!(names.len(), kinds.len());
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    }

    #[test]
    fn one_takes_no_plural() {
        assert_eq!(counted(1u8, "member"), "1 member");
        assert_eq!(counted(0u8, "member"), "0 members");
    }
}
