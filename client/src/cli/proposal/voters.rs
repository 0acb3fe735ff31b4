//! Who has voted, and who may still.

use std::collections::HashMap;

use futures::try_join;
use mutual_types::{Choice, MemberIndex, MemberView, Proposal, ProposalId, TimestampMs, PAGE_MAX};

use super::super::eyes::may_decide;
use crate::error::Error;
use crate::society::Society;

/// Members told about at the most.
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
    let (view, first) = try_join!(society.society(), page(society, id, 0))?;
    let count = view.counters.members;
    if count > MEMBERS_MAX {
        return Ok(None);
    }
    let mut known = first;
    let mut from = PAGE_MAX;
    while from < count {
        known.extend(page(society, id, from).await?);
        from = from.saturating_add(PAGE_MAX);
    }
    known.retain(|voter| voter.ballot.is_some() || may_decide(&voter.member.member, proposal, now_ms));
    Ok(Some(known))
}

/// A page of members, each with their ballot.
async fn page(society: &Society, id: ProposalId, from: u32) -> Result<Vec<Voter>, Error> {
    let numbers: Vec<MemberIndex> = (from..from.saturating_add(PAGE_MAX)).map(MemberIndex).collect();
    let (members, ballots) = try_join!(society.members(from, PAGE_MAX), society.ballots(id, &numbers))?;
    let ballots: HashMap<MemberIndex, Choice> =
        numbers.into_iter().zip(ballots).filter_map(|(member, ballot)| Some((member, ballot?))).collect();
    let known = members.into_iter().map(|member| Voter { ballot: ballots.get(&member.member.index).copied(), member });
    Ok(known.collect())
}
