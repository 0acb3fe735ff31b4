//! What is so: each error with its numbers.

use mutual_types::{Error, PaymentStatus, ProposalStatus, TimestampMs};

use crate::{
    text::{address, amount, duration, moment, Unit},
    words::{self, names::counted},
};

/// The sentence of an error.
pub(super) fn sentence(error: &Error, unit: &Unit) -> String {
    let money = |planck| amount::format(planck, unit);
    match *error {
        Error::NotYet(kind) => format!("Proposals of the kind {} do not exist yet.", words::kind(kind)),
        Error::Overflow => "A sum is larger than the chain can count, or more would be taken than is there.".to_owned(),
        Error::TextTooLong { field, len, max } => {
            format!("{} is {len} bytes long, and may have {max}.", capital(words::field(field)))
        }
        Error::TooMany { what, count, max } => {
            format!("There would be {count} {}, and at most {max} are possible.", words::collection(what))
        }
        Error::RuleOutOfBounds { rule, value, min, max } => format!(
            "{} would be {}, and may be {}.",
            capital(words::rule(rule)),
            words::quantity(rule, value, unit),
            words::range(rule, min, max, unit),
        ),
        Error::NoFounders => "A society needs at least one founder.".to_owned(),
        Error::DuplicateAccount(account) => {
            format!("The account {} is named twice.", address::format(&account))
        }
        Error::DuplicateRole(account) => {
            format!("The account {} is given a role twice.", address::format(&account))
        }
        Error::TooFewTreasurers { count, needed } => {
            let count = counted(count, "treasurer");
            format!("There would be {count}, and the approvals that payments need call for {needed}.")
        }
        Error::InvalidBeneficiary => {
            "The beneficiary of the asset lock is a member or the society itself, and must be an outsider.".to_owned()
        }
        Error::InvalidPots => {
            let rule =
                "the first is the general pot and the only one of its kind, there is at most one reserve and one \
                        relief pot, and a restricted pot, and no other, has a restriction";
            format!("The pots do not fit together: {rule}.")
        }
        Error::NotMember => "This account is not a member's.".to_owned(),
        Error::AccountBound(member) => {
            format!("This account is or was that of member {member}, and stays theirs for ever.")
        }
        Error::NotInGoodStanding(standing) => {
            format!("This member cannot act now: they are {}.", words::standing(standing))
        }
        Error::WrongCharterVersion { given, current } => {
            format!("Version {given} of the charter was acknowledged, and version {current} is in force.")
        }
        Error::NoApplication => "This account has not applied for membership.".to_owned(),
        Error::ApplicationNotOpen(status) => {
            format!("Members cannot act on this application: it is {}.", words::application_status(status))
        }
        Error::AlreadyApplied { ends_ms } => {
            format!("This account has applied already, and its application is open until {}.", moment::format(ends_ms))
        }
        Error::AlreadySponsored => "You sponsor this applicant already.".to_owned(),
        Error::SponsorshipsFull { open, max } => {
            format!("You sponsor {}, and a member may sponsor {max} at a time.", counted(open, "open application"))
        }
        Error::AdmissionsFull { until_ms } => format!(
            "As many members as the rules allow were admitted in this period, which ends {}.",
            moment::format(until_ms),
        ),
        Error::NothingToSponsor => "Nobody sponsors applicants under this society's rules.".to_owned(),
        Error::NotEligible { made_ms, eligible_from_ms } => format!(
            "You decide on what was made after you joined and your probation was over ({}); this was made {}.",
            moment::format(eligible_from_ms),
            moment::format(made_ms),
        ),
        Error::NoMember(member) => format!("There is no member {member}."),
        Error::NoProposal(proposal) => format!("There is no proposal {proposal}."),
        Error::VotingClosed { ended_ms, now_ms } => {
            format!("Voting ended {}, {}.", moment::format(ended_ms), ago(ended_ms, now_ms))
        }
        Error::AlreadyVoted(choice) => {
            format!("You have voted {} on this proposal, and a ballot does not change.", words::choice(choice))
        }
        Error::Recused => "This proposal is about you, so you have no vote on it.".to_owned(),
        Error::NotExecutable { status, from_ms, until_ms, now_ms } => not_executable(status, from_ms, until_ms, now_ms),
        Error::NotOver(status) => {
            format!("The proposal has not come to its end: it is {}.", words::status(status))
        }
        Error::AlreadySettled => "The proposal was settled before.".to_owned(),
        Error::NothingToCertify => "There is nothing to certify: the pot has no purpose to check, or a steward has \
                                    certified the proposal, or its outcome is certain."
            .to_owned(),
        Error::WrongDeposit { given, needed } => {
            format!("The deposit is {}, and {} came with the proposal.", money(needed), money(given))
        }
        Error::NoPot(pot) => format!("There is no pot {pot}."),
        Error::PotClosed(pot) => format!("Pot {pot} is closed."),
        Error::PotForbids(refusal) => format!("The pot does not allow this: {}.", words::pot_refusal(refusal)),
        Error::InsufficientPot { available, needed } => {
            format!("The pot can promise {}, and this needs {}.", money(available), money(needed))
        }
        Error::ZeroAmount => "The amount is zero.".to_owned(),
        Error::PayeeIsSociety => "The society cannot pay itself.".to_owned(),
        Error::NoPayment(payment) => format!("There is no payment {payment}."),
        Error::PaymentNotWaiting { status, ends_ms } => payment_not_waiting(status, ends_ms),
        Error::NotRenewable { renewed: true, .. } => {
            "The payment was renewed before, and that is possible once.".to_owned()
        }
        Error::NotRenewable { status, renewed: false } => format!(
            "The payment is {}, and only one whose window is over can be renewed.",
            words::payment_status(status),
        ),
        Error::NotTreasurer => "Only a treasurer whose term runs can do this, and you are none now.".to_owned(),
        Error::NotSteward => "Only a steward whose term runs can do this, and you are none now.".to_owned(),
        Error::ConflictOfInterest(conflict) => {
            format!("You cannot approve this payment: {}.", words::conflict(conflict))
        }
        Error::AlreadyApproved => "You have approved this payment already.".to_owned(),
        Error::NotEnoughApprovals { have, needed } => {
            let have = match have {
                1 => "1 treasurer who can act now has".to_owned(),
                have => format!("{have} treasurers who can act now have"),
            };
            format!("{have} approved this payment, and it needs {needed}.")
        }
        Error::TermsExhausted { terms, max } => {
            format!("The member has served {} in a row, and the rules allow {max}.", counted(terms, "term"))
        }
        Error::TermOutOfRange { term_ms, max_ms } => format!(
            "A term of {} is not possible: it must be longer than nothing and no longer than {}.",
            duration::format(term_ms),
            duration::format(max_ms),
        ),
        Error::NoSuchSeat => "The member does not hold this role.".to_owned(),
        Error::NothingToSweep => "All the society's money is booked: nothing has come without a message.".to_owned(),
        Error::NoCredit => "The society owes this account nothing.".to_owned(),
        Error::TransferFailed => "The chain refused the transfer, and nothing was paid.".to_owned(),
        Error::Migrating => "The society's records are being brought to a new version, and nothing else can be done \
                             until that is finished."
            .to_owned(),
    }
}

fn not_executable(status: ProposalStatus, from_ms: TimestampMs, until_ms: TimestampMs, now_ms: TimestampMs) -> String {
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
        ProposalStatus::Executed | ProposalStatus::Rejected | ProposalStatus::NoQuorum | ProposalStatus::Withdrawn => {
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

fn payment_not_waiting(status: PaymentStatus, ends_ms: TimestampMs) -> String {
    match status {
        PaymentStatus::Lapsed => {
            format!("The payment's window closed {}; its money is still reserved.", moment::format(ends_ms))
        }
        PaymentStatus::Released => "The payment has been made.".to_owned(),
        PaymentStatus::Cancelled => "The payment was cancelled.".to_owned(),
        PaymentStatus::Waiting => format!("The payment waits, and can be released until {}.", moment::format(ends_ms)),
    }
}

fn ago(then_ms: TimestampMs, now_ms: TimestampMs) -> String {
    match now_ms.checked_sub(then_ms) {
        Some(0) => "this very moment".to_owned(),
        Some(ms) => format!("{} ago", duration::rough(ms)),
        None => format!("in {}", duration::rough(then_ms.saturating_sub(now_ms))),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
