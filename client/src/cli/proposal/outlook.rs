//! What happens next with a proposal, and who can make it happen.

use mutual_types::{
    Action, Mode, Proposal, ProposalBody, ProposalId, ProposalStatus, Tally, TimestampMs, SPAM_WINDOW_MS,
};

use crate::text::moment;

/// What happens next.
pub(super) fn next(
    id: ProposalId,
    proposal: &Proposal,
    body: &ProposalBody,
    status: ProposalStatus,
    now_ms: TimestampMs,
) -> String {
    let appeal = match body.action {
        Action::Suspend { .. } | Action::Expel { .. } => {
            format!("; the member may appeal: `mutual dispute open expulsion {id} --against`")
        }
        Action::RecoverAccount { .. } => {
            format!("; the account that it replaces can stop it: `mutual proposal stop-recovery {id}`")
        }
        _ => String::new(),
    };
    match status {
        ProposalStatus::Voting => format!("members vote: `mutual proposal vote {id} aye`"),
        ProposalStatus::Consenting => {
            format!("it passes unless members object: `mutual proposal object {id} --reason TEXT`")
        }
        ProposalStatus::Notice => format!("it passed; it can be carried out when its notice is over{appeal}"),
        ProposalStatus::Appealed => "it passed; it waits for the ruling on the appeal".to_owned(),
        ProposalStatus::Executable => format!("anyone can carry it out: `mutual proposal execute {id}`"),
        _ if proposal.settled => "nothing: it is over and settled".to_owned(),
        _ => match spam_until_ms(proposal, body, status) {
            Some(until_ms) if now_ms < until_ms => format!(
                "stewards can call it spam until {}: `mutual proposal judge-spam {id}`; then anyone can settle it",
                moment::format(until_ms)
            ),
            _ => format!("anyone can settle it: `mutual proposal settle {id}`"),
        },
    }
}

/// Until when stewards may call it spam, where they may.
fn spam_until_ms(proposal: &Proposal, body: &ProposalBody, status: ProposalStatus) -> Option<TimestampMs> {
    let may = status == ProposalStatus::NoQuorum && body.deposit > 0;
    may.then(|| proposal.ends_ms.saturating_add(SPAM_WINDOW_MS))
}

/// How many more ayes it takes to pass, if all others stay away: none if no number of them would do. It is asked of the
/// rules themselves, in one hypothetical tally after the other.
pub(super) fn ayes_missing(proposal: &Proposal) -> Option<u32> {
    if proposal.mode == Mode::Consent {
        return Some(0);
    }
    let (tally, threshold) = (&proposal.tally, &proposal.terms.threshold);
    let cast = u32::try_from(tally.cast()).unwrap_or(u32::MAX);
    let passes = |more: &u32| {
        let with_more = Tally { aye: tally.aye.saturating_add(*more), nay: tally.nay, abstain: tally.abstain };
        threshold.quorum_met(&with_more) && threshold.passes(&with_more)
    };
    let out = threshold.potential.saturating_sub(cast);
    // More ayes never do harm, so that the fewest are found by halving.
    if !passes(&out) {
        return None;
    }
    let (mut too_few, mut enough) = (0, out);
    if passes(&too_few) {
        return Some(0);
    }
    while enough.saturating_sub(too_few) > 1 {
        let middle = too_few.saturating_add(enough.saturating_sub(too_few) >> 1);
        if passes(&middle) {
            enough = middle;
        } else {
            too_few = middle;
        }
    }
    Some(enough)
}

/// The same in words.
pub(super) fn needed(proposal: &Proposal) -> String {
    let what = match ayes_missing(proposal) {
        None => "nothing can make it pass any more".to_owned(),
        Some(0) => "no more ayes, if nobody else votes".to_owned(),
        Some(1) => "1 more aye, if nobody else votes".to_owned(),
        Some(more) => format!("{more} more ayes, if nobody else votes"),
    };
    if proposal.decided {
        format!("{what}; the outcome is certain")
    } else {
        what
    }
}
