//! Which refusals of the society time alone has lifted since the last block.

use mutual_types::{
    is_open, AccountId, Collection, DisputeStatus, Error as Refusal, PaymentStatus, ProposalStatus, ReliefCap,
    Standing, TimestampMs,
};

use super::kind::About;
use super::{since, Society};
use crate::error::Error;

/// Whether the contract refused only because the last block is older than the time that the message needs.
pub(super) async fn came_since(
    society: &Society,
    about: About,
    caller: AccountId,
    refusal: &Refusal,
) -> Result<bool, Error> {
    let window = window(refusal);
    if window.is_none() && !is_by_record(refusal) {
        return Ok(false);
    }
    let moment = society.chain.moment().await?;
    let now_ms = moment.now_ms();
    if now_ms <= moment.chain_ms {
        return Ok(false);
    }
    match window {
        Some((from_ms, until_ms)) => Ok(is_open(now_ms, from_ms, until_ms)),
        None => since::changed(society, about, caller, refusal, moment).await,
    }
}

/// From when on, and until when, this refusal is lifted by time alone, where it says so itself.
fn window(refusal: &Refusal) -> Option<(TimestampMs, TimestampMs)> {
    let from_ms = match refusal {
        Refusal::NotExecutable {
            status: ProposalStatus::Voting | ProposalStatus::Consenting | ProposalStatus::Notice,
            from_ms,
            until_ms,
            ..
        } => return Some((*from_ms, *until_ms)),
        Refusal::AlreadyApplied { ends_ms } => *ends_ms,
        Refusal::AdmissionsFull { until_ms }
        | Refusal::SpamWindow { until_ms }
        | Refusal::Barred { until_ms }
        | Refusal::AttestationsFull { until_ms }
        | Refusal::ClaimsOpen { until_ms } => *until_ms,
        Refusal::NotLapsed { from_ms }
        | Refusal::ReleaseTooEarly { from_ms, .. }
        | Refusal::StageTooEarly { from_ms, .. }
        | Refusal::ReliefTooEarly { from_ms }
        | Refusal::NotDormant { from_ms }
        | Refusal::NotUnclaimed { from_ms } => *from_ms,
        // None is no time: there is nothing to pay out, and never will be.
        Refusal::ExitNotDue { due_ms } if *due_ms != 0 => *due_ms,
        _ => return None,
    };
    Some((from_ms, TimestampMs::MAX))
}

/// Whether time alone may lift this refusal, and a record, or the time of the last block, must be read to know.
fn is_by_record(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::NotInGoodStanding(Standing::Suspended)
        | Refusal::NothingToRecord
        | Refusal::TooFarAhead { .. }
        | Refusal::NotOver(_)
        | Refusal::NotSpam { status: ProposalStatus::Voting, .. }
        | Refusal::NotRenewable { status: PaymentStatus::Waiting | PaymentStatus::Stopped, renewed: false }
        | Refusal::PaymentNotWaiting { status: PaymentStatus::Stopped, .. }
        | Refusal::ReliefOpen(_)
        | Refusal::ReliefCapped { cap: ReliefCap::MemberCount | ReliefCap::MemberYear | ReliefCap::PotMonth, .. }
        | Refusal::WrongDispute {
            status: DisputeStatus::Petition | DisputeStatus::Panel | DisputeStatus::Ruled, ..
        }
        | Refusal::NotDisputable
        | Refusal::AlreadyDisputed(_)
        | Refusal::TermOutOfRange { .. }
        | Refusal::TooMany { what: Collection::OpenProposals, .. } => true,
        Refusal::AllowanceExceeded { left, needed } => left < needed,
        Refusal::WrongDeposit { given, needed } => given < needed,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn not_executable(status: ProposalStatus) -> Refusal {
        Refusal::NotExecutable { status, from_ms: 1_000, until_ms: 2_000, now_ms: 500 }
    }

    #[test]
    fn a_window_that_opened_since_is_worth_a_block() {
        for status in [ProposalStatus::Voting, ProposalStatus::Consenting, ProposalStatus::Notice] {
            assert_eq!(window(&not_executable(status)), Some((1_000, 2_000)));
        }
        for (now_ms, worth) in [(999, false), (1_000, true), (1_999, true), (2_000, false)] {
            assert_eq!(is_open(now_ms, 1_000, 2_000), worth, "{now_ms}");
        }
    }

    #[test]
    fn a_time_that_a_refusal_names_lifts_it() {
        let named = [
            Refusal::AlreadyApplied { ends_ms: 7 },
            Refusal::AdmissionsFull { until_ms: 7 },
            Refusal::SpamWindow { until_ms: 7 },
            Refusal::NotLapsed { from_ms: 7 },
            Refusal::ExitNotDue { due_ms: 7 },
            Refusal::ReleaseTooEarly { from_ms: 7, now_ms: 1 },
            Refusal::StageTooEarly { from_ms: 7, now_ms: 1 },
            Refusal::ReliefTooEarly { from_ms: 7 },
            Refusal::Barred { until_ms: 7 },
            Refusal::AttestationsFull { until_ms: 7 },
            Refusal::NotDormant { from_ms: 7 },
            Refusal::ClaimsOpen { until_ms: 7 },
            Refusal::NotUnclaimed { from_ms: 7 },
        ];
        for refusal in named {
            assert_eq!(window(&refusal), Some((7, TimestampMs::MAX)), "{refusal:?}");
        }
    }

    #[test]
    fn what_time_cannot_lift_makes_no_block() {
        let others = [
            not_executable(ProposalStatus::Rejected),
            not_executable(ProposalStatus::Expired),
            not_executable(ProposalStatus::Appealed),
            Refusal::NotMember,
            Refusal::VotingClosed { ended_ms: 1, now_ms: 2 },
            Refusal::PaymentNotWaiting { status: PaymentStatus::Lapsed, ends_ms: 1 },
            Refusal::NotRenewable { status: PaymentStatus::Waiting, renewed: true },
            Refusal::NotInGoodStanding(Standing::Departed),
            Refusal::NotInGoodStanding(Standing::Lapsed),
            Refusal::ExitNotDue { due_ms: 0 },
            Refusal::ClaimsOver { ended_ms: 1 },
            Refusal::FoundingOver { ended_ms: 1 },
            Refusal::WrongDispute { status: DisputeStatus::Undecided, ends_ms: 1 },
            Refusal::WrongDeposit { given: 1, needed: 0 },
            Refusal::ReliefCapped { cap: ReliefCap::Request, left: 1, needed: 2 },
        ];
        for refusal in others {
            assert_eq!(window(&refusal), None, "{refusal:?}");
            assert!(!is_by_record(&refusal), "{refusal:?}");
        }
    }
}
