//! Proposals and ballots.

use mutual_types::{Choice, Class, Kind, Mode, ProposalStatus};

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
        Kind::DecideDispute => "decide-dispute",
    }
}

/// A class of proposals.
pub fn class(class: Class) -> &'static str {
    match class {
        Class::Ordinary => "ordinary",
        Class::Special => "special",
    }
}

/// How a proposal is decided.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Ballot => "ballot",
        Mode::Consent => "consent",
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
        ProposalStatus::Consenting => "open for objections",
        ProposalStatus::Appealed => "passed, held up by an appeal",
        ProposalStatus::Annulled => "struck down",
    }
}
