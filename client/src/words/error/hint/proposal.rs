//! Proposals.

use mutual_types::{Kind, ProposalStatus};

pub(super) const NOT_EXTENDABLE: &str =
    "If its pot has the money, execute it with `mutual proposal execute <NUMBER>`; else propose it anew.";
pub(super) const NOT_IN_NOTICE: &str =
    "If the account was taken from you, the members can give it back with `mutual proposal new recover-account`.";

pub(super) fn not_yet(kind: Kind) -> &'static str {
    match kind {
        Kind::DecideDispute => {
            "Refer the dispute with `mutual dispute refer <NUMBER>`, if its panel does not decide in time."
        }
        _ => "Propose a resolution in its place: `mutual proposal new resolution`.",
    }
}

pub(super) fn not_consenting(status: ProposalStatus) -> &'static str {
    match status {
        ProposalStatus::Voting => "Vote against it with `mutual proposal vote <NUMBER>`.",
        ProposalStatus::Consenting => "Run the same command again.",
        ProposalStatus::Notice
        | ProposalStatus::Executable
        | ProposalStatus::Executed
        | ProposalStatus::Rejected
        | ProposalStatus::NoQuorum
        | ProposalStatus::Expired
        | ProposalStatus::Withdrawn
        | ProposalStatus::Appealed
        | ProposalStatus::Annulled => "See how it ended with `mutual proposal show <NUMBER>`.",
    }
}

pub(super) fn not_executable(status: ProposalStatus) -> &'static str {
    match status {
        ProposalStatus::Voting => "Vote with `mutual proposal vote <NUMBER>`, and execute it after its notice.",
        ProposalStatus::Notice => "Run the same command again then.",
        ProposalStatus::Executable => "Run the same command again.",
        ProposalStatus::Executed => "See what it did with `mutual proposal show <NUMBER>`.",
        ProposalStatus::Consenting => "Execute it after its notice, if too few members object.",
        ProposalStatus::Appealed => "See the appeal with `mutual dispute list`, and execute it when that is decided.",
        ProposalStatus::Rejected
        | ProposalStatus::NoQuorum
        | ProposalStatus::Expired
        | ProposalStatus::Withdrawn
        | ProposalStatus::Annulled => "Propose it anew with `mutual proposal new`, if it is still wanted.",
    }
}
