//! Whether what a record says has changed since the last block, so that a message that was refused would not be.

use mutual_types::{
    AccountId, DisputeId, DisputeStatus, DisputeSubject, Error as Refusal, Kind, MemberIndex, PaymentState,
    PaymentStatus, Planck, PotId, ProposalId, ProposalStatus, ReliefCap, ReliefDays, ReliefId, ReliefStatus,
    StageStatus, TimestampMs, YEAR_MS,
};

use super::kind::About;
use super::Society;
use crate::chain::Moment;
use crate::error::Error;

/// Whether time alone has lifted a refusal that names no time, so that the record it is about must be read.
pub(super) async fn changed(
    society: &Society,
    about: About,
    caller: AccountId,
    refusal: &Refusal,
    moment: Moment,
) -> Result<bool, Error> {
    let now_ms = moment.now_ms();
    match (refusal, about) {
        (Refusal::NotInGoodStanding(_), _) => {
            let Some(member) = society.member(caller).await? else { return Ok(false) };
            Ok(member.standing(&society.society().await?.rules, now_ms).is_active())
        }
        (Refusal::NothingToRecord, About::Member(member)) => has_returned(society, member, now_ms).await,
        (Refusal::NotOver(_), About::Proposal(id)) => is_over(society, id, now_ms).await,
        (Refusal::NotOver(_), About::Dispute(id)) => match society.dispute(id).await?.and_then(|it| it.ballot) {
            Some(ballot) => is_over(society, ballot, now_ms).await,
            None => Ok(false),
        },
        (Refusal::NotSpam { .. }, About::Proposal(id)) => {
            Ok(proposal_status(society, id, now_ms).await? == Some(ProposalStatus::NoQuorum))
        }
        (Refusal::TooMany { .. } | Refusal::WrongDeposit { .. }, _) => has_ended_own(society, caller, moment).await,
        // Counted from the last block, by as long as the rules say.
        (Refusal::TooFarAhead { until_ms, max_ms }, _) => {
            Ok(until_ms.saturating_sub(*max_ms) <= now_ms.saturating_sub(moment.chain_ms))
        }
        (Refusal::TermOutOfRange { .. }, About::Until(until_ms)) => {
            Ok(now_ms < until_ms && until_ms <= now_ms.saturating_add(YEAR_MS))
        }
        (Refusal::PaymentNotWaiting { .. }, About::Payment(id)) => {
            let payment = society.current_payment(id, now_ms).await?;
            Ok(payment.is_some_and(|payment| payment.status(now_ms) == PaymentStatus::Waiting))
        }
        (Refusal::NotRenewable { .. }, About::Payment(id)) => {
            let payment = society.current_payment(id, now_ms).await?;
            Ok(payment.is_some_and(|payment| payment.status(now_ms) == PaymentStatus::Lapsed))
        }
        (Refusal::AllowanceExceeded { needed, .. }, About::Pot(id)) => {
            has_allowance(society, id, *needed, now_ms).await
        }
        (Refusal::ReliefOpen(id), _) => is_relief_over(society, *id, now_ms).await,
        (Refusal::ReliefCapped { cap, needed, .. }, about) => {
            has_relief_room(society, about, caller, *cap, *needed, moment).await
        }
        (Refusal::WrongDispute { ends_ms, .. }, About::Dispute(_)) => {
            Ok(moment.chain_ms < *ends_ms && *ends_ms <= now_ms)
        }
        (Refusal::AlreadyDisputed(id), About::Subject(_)) => is_dropped(society, *id, now_ms).await,
        (Refusal::NotDisputable, About::Subject(subject)) => is_disputable(society, subject, now_ms).await,
        _ => Ok(false),
    }
}

async fn proposal_status(
    society: &Society,
    id: ProposalId,
    now_ms: TimestampMs,
) -> Result<Option<ProposalStatus>, Error> {
    Ok(society.proposal(id).await?.map(|(proposal, _)| proposal.status(now_ms)))
}

async fn is_over(society: &Society, id: ProposalId, now_ms: TimestampMs) -> Result<bool, Error> {
    Ok(society.proposal(id).await?.is_some_and(|(proposal, _)| proposal.is_over(now_ms)))
}

/// Whether a member whom nobody counts may act again: their suspension has ended.
async fn has_returned(society: &Society, index: MemberIndex, now_ms: TimestampMs) -> Result<bool, Error> {
    let page = society.members(index.0, 1).await?;
    let Some(found) = page.into_iter().find(|found| found.member.index == index) else { return Ok(false) };
    let member = found.member;
    Ok(!member.counted && member.standing(&society.society().await?.rules, now_ms).is_active())
}

/// Whether one of the caller's proposals came to its end since, or to that of the time for a spam verdict, so that it
/// takes no place among the open ones any more.
async fn has_ended_own(society: &Society, caller: AccountId, moment: Moment) -> Result<bool, Error> {
    let Some(member) = society.member(caller).await? else { return Ok(false) };
    for id in member.open_proposals {
        let Some((proposal, body)) = society.proposal(id).await? else { continue };
        let is_free = |at_ms| {
            let until_ms = proposal.ends_ms.saturating_add(mutual_types::SPAM_WINDOW_MS);
            let is_judged = proposal.status(at_ms) == ProposalStatus::NoQuorum && body.deposit > 0 && at_ms < until_ms;
            proposal.is_over(at_ms) && !is_judged
        };
        if is_free(moment.now_ms()) && !is_free(moment.chain_ms) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a pot's allowance has a new period by now, with room for `amount`.
async fn has_allowance(society: &Society, id: PotId, amount: Planck, now_ms: TimestampMs) -> Result<bool, Error> {
    let allowance = society.pot(id).await?.and_then(|pot| pot.allowance);
    Ok(allowance.is_some_and(|mut allowance| allowance.spend(amount, now_ms).is_ok()))
}

/// Whether a member's last request is no longer open.
async fn is_relief_over(society: &Society, id: ReliefId, now_ms: TimestampMs) -> Result<bool, Error> {
    let Some(request) = society.relief_request(id).await? else { return Ok(false) };
    match (request.status(now_ms), request.payment) {
        (ReliefStatus::Promised, Some(payment)) => {
            Ok(society.payment(payment).await?.is_some_and(|payment| payment.state != PaymentState::Waiting))
        }
        (status, _) => Ok(matches!(status, ReliefStatus::Expired | ReliefStatus::Withdrawn)),
    }
}

/// Whether what counted against a limit of relief is long enough ago by now.
async fn has_relief_room(
    society: &Society,
    about: About,
    caller: AccountId,
    cap: ReliefCap,
    amount: Planck,
    moment: Moment,
) -> Result<bool, Error> {
    if cap == ReliefCap::PotMonth {
        // Days are not read one by one: that one has ended since is the best guess.
        return Ok(ReliefDays::day(moment.chain_ms) < ReliefDays::day(moment.now_ms()));
    }
    let asker = match about {
        About::Relief(id) => society.relief_request(id).await?.map(|request| request.asker),
        _ => society.member(caller).await?.map(|member| member.index),
    };
    let Some(asker) = asker else { return Ok(false) };
    let mut record = society.relief_record(asker).await?;
    let year_max = society.society().await?.rules.relief.member_year_max;
    Ok(record.refusal(amount, year_max, moment.now_ms()).is_none())
}

/// Whether too few asked for a dispute in time, so that it can be opened anew.
async fn is_dropped(society: &Society, id: DisputeId, now_ms: TimestampMs) -> Result<bool, Error> {
    Ok(society.dispute(id).await?.is_some_and(|dispute| dispute.status(now_ms) == DisputeStatus::Dropped))
}

/// Whether something has come into a state in which it can be disputed.
async fn is_disputable(society: &Society, subject: DisputeSubject, now_ms: TimestampMs) -> Result<bool, Error> {
    match subject {
        DisputeSubject::Stage { grant, stage } => Ok(society.grant(grant).await?.is_some_and(|grant| {
            let status = grant.stage_status(now_ms);
            !grant.is_over() && grant.current == stage && status == Some(StageStatus::Unanswered)
        })),
        DisputeSubject::Expulsion(id) => Ok(society.proposal(id).await?.is_some_and(|(proposal, _)| {
            matches!(proposal.kind, Kind::Suspend | Kind::Expel) && proposal.status(now_ms) == ProposalStatus::Notice
        })),
        DisputeSubject::Payment(_) | DisputeSubject::External { .. } => Ok(false),
    }
}
