//! Who has voted, and who may still.

use mutual_types::{Choice, MemberIndex, MemberView, Proposal, ProposalId, TimestampMs, PAGE_MAX};

use crate::error::Error;
use crate::society::Society;

/// Members asked about one by one at the most: a ballot is one read each.
const MEMBERS_MAX: u32 = 200;

/// A member who may vote, and their ballot if they have cast it.
pub(super) struct Voter {
    pub member: MemberView,
    pub ballot: Option<Choice>,
}

/// Everybody who may vote on a proposal now, or has; none where the society is too large to ask for each.
pub(super) async fn all(
    society: &Society,
    id: ProposalId,
    proposal: &Proposal,
    now_ms: TimestampMs,
) -> Result<Option<Vec<Voter>>, Error> {
    let count = society.society().await?.counters.members;
    if count > MEMBERS_MAX {
        return Ok(None);
    }
    let mut voters = Vec::new();
    let mut from = 0;
    while from < count {
        let members = society.members(from, PAGE_MAX).await?;
        let indexes: Vec<MemberIndex> = members.iter().map(|view| view.member.index).collect();
        let ballots = society.ballots(id, &indexes).await?;
        let known = members.into_iter().zip(ballots).map(|(member, ballot)| Voter { member, ballot });
        voters.extend(known.filter(|voter| voter.ballot.is_some() || may_vote(voter, proposal, now_ms)));
        from = from.saturating_add(PAGE_MAX);
    }
    Ok(Some(voters))
}

fn may_vote(voter: &Voter, proposal: &Proposal, now_ms: TimestampMs) -> bool {
    let record = &voter.member.member;
    record.may_decide_on(proposal.made_ms)
        && !proposal.recused.contains(&record.index)
        && record.standing_within(proposal.terms.dues, now_ms).is_active()
}
