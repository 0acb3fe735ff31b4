//! Who has voted, and who may still.

use futures::future::try_join_all;
use mutual_types::{Choice, MemberView, Proposal, ProposalId, TimestampMs, PAGE_MAX};

use super::super::eyes::may_decide;
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
        let ballots = try_join_all(members.iter().map(|view| society.ballot(id, view.member.index))).await?;
        let known = members.into_iter().zip(ballots).map(|(member, ballot)| Voter { member, ballot });
        voters
            .extend(known.filter(|voter| voter.ballot.is_some() || may_decide(&voter.member.member, proposal, now_ms)));
        from = from.saturating_add(PAGE_MAX);
    }
    Ok(Some(voters))
}
