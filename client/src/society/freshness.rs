//! Time between blocks. A simulation sees the time of the last block, and a chain that seals on transactions makes none
//! while nothing happens: it would refuse for ever what the clock allows by now.

use mutual_types::{
    AccountId, ApplicationStatus, Error as Refusal, PaymentStatus, ProposalStatus, Standing, TimestampMs,
};

use super::message::About;
use super::Society;
use crate::chain::{BlockMade, Chain};
use crate::error::Error;
use crate::keys::Signer;

/// What may be done when only the time of the last block stands in the way.
#[derive(Clone, Copy, Debug)]
pub enum Freshen<'a> {
    /// Nothing.
    Never,
    /// A block on demand, where the node makes them: it costs nobody anything.
    OnDemand,
    /// That, or else an empty transaction signed and paid by this signer.
    Sign(&'a Signer),
}

impl Freshen<'_> {
    /// Makes a block as far as allowed; none if it is not.
    pub(super) async fn make_block(self, chain: &Chain) -> Result<Option<BlockMade>, Error> {
        match self {
            Self::OnDemand | Self::Sign(_) if chain.makes_blocks_on_demand() => chain.new_block().await.map(Some),
            Self::Sign(signer) => chain.remark(signer).await.map(Some),
            Self::Never | Self::OnDemand => Ok(None),
        }
    }
}

/// Whether the contract refused only because the last block is older than the time that the message needs.
pub(super) async fn came_since(
    society: &Society,
    about: About,
    caller: AccountId,
    refusal: &Refusal,
) -> Result<bool, Error> {
    if !depends_on_time(refusal) {
        return Ok(false);
    }
    let moment = society.chain.moment().await?;
    let now_ms = moment.now_ms();
    if now_ms <= moment.chain_ms {
        return Ok(false);
    }
    if let Some(answer) = came_by_itself(refusal, now_ms) {
        return Ok(answer);
    }
    match (refusal, about) {
        (Refusal::NotOver(_), About::Proposal(id)) => {
            Ok(society.proposal(id).await?.is_some_and(|(proposal, _)| proposal.is_over(now_ms)))
        }
        (Refusal::NotRenewable { .. }, About::Payment(id)) => {
            Ok(society.payment(id).await?.is_some_and(|payment| payment.status(now_ms) == PaymentStatus::Lapsed))
        }
        (Refusal::NotInGoodStanding(_), _) => match society.member(caller).await? {
            None => Ok(false),
            Some(member) => {
                let rules = society.society().await?.rules;
                Ok(member.standing(&rules, now_ms).is_active())
            }
        },
        _ => Ok(false),
    }
}

/// Whether time alone can lift this refusal.
fn depends_on_time(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NotExecutable { status: ProposalStatus::Voting | ProposalStatus::Notice, .. }
            | Refusal::NotOver(_)
            | Refusal::NotRenewable { status: PaymentStatus::Waiting, renewed: false }
            | Refusal::AlreadyApplied { .. }
            | Refusal::ApplicationNotOpen(ApplicationStatus::Open)
            | Refusal::AdmissionsFull { .. }
            | Refusal::NotInGoodStanding(Standing::Suspended)
    )
}

/// The answer, where the refusal carries the times; none where a record must be read.
fn came_by_itself(refusal: &Refusal, now_ms: TimestampMs) -> Option<bool> {
    match refusal {
        Refusal::NotExecutable { from_ms, until_ms, .. } => Some(mutual_types::is_open(now_ms, *from_ms, *until_ms)),
        Refusal::AlreadyApplied { ends_ms } => Some(*ends_ms <= now_ms),
        Refusal::AdmissionsFull { until_ms } => Some(*until_ms <= now_ms),
        _ => None,
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
        let refusal = not_executable(ProposalStatus::Notice);
        assert!(depends_on_time(&refusal));
        for (now_ms, worth) in [(999, false), (1_000, true), (1_999, true), (2_000, false)] {
            assert_eq!(came_by_itself(&refusal, now_ms), Some(worth), "{now_ms}");
        }
    }

    #[test]
    fn what_time_cannot_lift_makes_no_block() {
        let others = [
            not_executable(ProposalStatus::Rejected),
            not_executable(ProposalStatus::Expired),
            Refusal::NotMember,
            Refusal::VotingClosed { ended_ms: 1, now_ms: 2 },
            Refusal::PaymentNotWaiting { status: PaymentStatus::Lapsed, ends_ms: 1 },
            Refusal::NotRenewable { status: PaymentStatus::Waiting, renewed: true },
            Refusal::NotInGoodStanding(Standing::Departed),
        ];
        for refusal in others {
            assert!(!depends_on_time(&refusal), "{refusal:?}");
        }
    }
}
