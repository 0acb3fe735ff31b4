//! Proposals.

use mutual_types::{Kind, ProposalStatus, TimestampMs};

use crate::text::{duration, moment};
use crate::words;

pub(super) const NOTHING_TO_CERTIFY: &str =
    "There is nothing to certify: the pot has no purpose to check, or a steward has certified the proposal, or its \
     outcome is certain.";
pub(super) const NOT_EXTENDABLE: &str =
    "The time of this proposal cannot be extended: it was before, or it pays nothing, or its pot has the money.";

pub(super) fn not_yet(kind: Kind) -> String {
    match kind {
        Kind::DecideDispute => "Only referring a dispute to the members makes a proposal that decides it.".to_owned(),
        kind => format!("Proposals of the kind {} do not exist yet.", words::kind(kind)),
    }
}

pub(super) fn no_consent(kind: Kind) -> String {
    match kind {
        Kind::Spend => {
            "Of spends, consent decides only those from the general pot up to what the rules allow.".to_owned()
        }
        kind => format!("Proposals of the kind {} are not decided by consent.", words::kind(kind)),
    }
}

pub(super) fn spam_window(until_ms: TimestampMs) -> String {
    format!(
        "The proposal ended without a quorum, and its deposit waits until {}: till then stewards can call it spam.",
        moment::format(until_ms),
    )
}

pub(super) fn not_spam(status: ProposalStatus, until_ms: TimestampMs) -> String {
    match status {
        ProposalStatus::NoQuorum => format!(
            "The proposal has no deposit to lose, or is settled, or its time to be called spam is over ({}).",
            moment::format(until_ms),
        ),
        status => format!(
            "Only a proposal with a deposit that ended without a quorum can be called spam, and this one is {}.",
            words::status(status),
        ),
    }
}

pub(super) fn not_in_notice(status: ProposalStatus) -> String {
    let status = words::status(status);
    format!("A recovery can be stopped while it is voted on and in its notice, and this one is {status}.")
}

pub(super) fn not_executable(
    status: ProposalStatus,
    from_ms: TimestampMs,
    until_ms: TimestampMs,
    now_ms: TimestampMs,
) -> String {
    match status {
        ProposalStatus::Voting => {
            format!("The proposal is open for voting; it could be executed from {} on.", moment::format(from_ms))
        }
        ProposalStatus::Notice => {
            let wait = duration::rough(from_ms.saturating_sub(now_ms));
            format!("The proposal passed and can be executed from {} on, in {wait}.", moment::format(from_ms))
        }
        ProposalStatus::Expired => {
            format!("The proposal passed, but could be executed only until {}.", moment::format(until_ms))
        }
        ProposalStatus::Executable => {
            format!("The proposal cannot be executed at this moment; it can be until {}.", moment::format(until_ms))
        }
        ProposalStatus::Consenting => {
            format!("The proposal is open for objections; it could be executed from {} on.", moment::format(from_ms))
        }
        ProposalStatus::Appealed => "The proposal passed, and waits until the appeal against it is decided.".to_owned(),
        ProposalStatus::Executed
        | ProposalStatus::Rejected
        | ProposalStatus::NoQuorum
        | ProposalStatus::Withdrawn
        | ProposalStatus::Annulled => {
            format!("The proposal cannot be executed: it is {}.", ended(status))
        }
    }
}

/// How a proposal ended, after "it is".
fn ended(status: ProposalStatus) -> &'static str {
    match status {
        ProposalStatus::Executed => "executed already",
        ProposalStatus::NoQuorum => "over, without a quorum",
        other => words::status(other),
    }
}
