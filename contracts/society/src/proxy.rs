//! Proxies: the holder accepts, three at most, no chains; the member's own ballot replaces a proxy's.

use ink::prelude::{string::String, vec::Vec};
use mutual_types::{
    event::{ProxyAccepted, ProxyEnded, ProxyOffered, VoteCast},
    Checked, Choice, Error, MemberIndex, Proposal, ProposalId, Proxies, ProxyRefusal, PROXIES_MAX,
};

use crate::{call::Call, state::State};

impl State {
    /// A member asks another to vote for them; an earlier offer is void.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NoMember`], [`Error::ProxyRefused`].
    pub fn offer_proxy(&mut self, call: &Call, holder: MemberIndex) -> Checked<ProxyOffered> {
        self.ensure_running()?;
        let member = self.present_member(call)?.index;
        self.ensure_present(holder)?;
        if holder == member {
            return refuse(ProxyRefusal::OneSelf);
        }
        let mut own = self.proxies(member);
        if own.holder.is_some() || !own.holds.is_empty() {
            return refuse(ProxyRefusal::Chain);
        }
        own.offered_to = Some(holder);
        self.set_proxies(member, own);
        Ok(ProxyOffered { seq: self.counters.next_seq(), member, holder })
    }

    /// A member takes the proxy that `member` offered them.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NoMember`], [`Error::ProxyRefused`].
    pub fn accept_proxy(&mut self, call: &Call, member: MemberIndex) -> Checked<ProxyAccepted> {
        self.ensure_running()?;
        let holder = self.present_member(call)?.index;
        self.ensure_present(member)?;
        let mut given = self.proxies(member);
        if given.offered_to != Some(holder) {
            return refuse(ProxyRefusal::NotOffered);
        }
        let mut held = self.proxies(holder);
        if held.holder.is_some() || given.holder.is_some() || !given.holds.is_empty() {
            return refuse(ProxyRefusal::Chain);
        }
        if u32::try_from(held.holds.len()).unwrap_or(u32::MAX) >= PROXIES_MAX {
            return refuse(ProxyRefusal::Full);
        }
        *given = Proxies { offered_to: None, holder: Some(holder), holds: Vec::new() };
        held.holds.push(member);
        self.set_proxies(member, given);
        self.set_proxies(holder, held);
        Ok(ProxyAccepted { seq: self.counters.next_seq(), member, holder })
    }

    /// The giver or the holder ends the proxy that `member` has given.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::ProxyRefused`].
    pub fn end_proxy(&mut self, call: &Call, member: MemberIndex) -> Checked<ProxyEnded> {
        self.ensure_running()?;
        let caller = self.present_member(call)?.index;
        match self.proxies(member).holder {
            Some(holder) if caller == member || caller == holder => {
                self.end_given_proxy(member);
                Ok(ProxyEnded { seq: self.counters.next_seq(), member, holder })
            }
            _ => refuse(ProxyRefusal::None),
        }
    }

    /// Ends the proxy that a member has given, those that they hold, and what they have offered.
    pub fn end_proxies_of(&mut self, member: MemberIndex) {
        for giver in self.proxies(member).holds {
            self.end_given_proxy(giver);
        }
        self.end_given_proxy(member);
    }

    fn end_given_proxy(&mut self, member: MemberIndex) {
        let mut given = self.proxies(member);
        if let Some(holder) = given.holder.take() {
            let mut held = self.proxies(holder);
            held.holds.retain(|giver| *giver != member);
            self.set_proxies(holder, held);
        } else if given.offered_to.take().is_none() {
            return;
        }
        self.set_proxies(member, given);
    }

    /// A member casts their own ballot, unless it is cast, and one for each member whose proxy they hold, who may vote on
    /// this and has not. Who may not act any more loses the proxy.
    ///
    /// # Errors
    /// Those of [`State::vote`]; [`Error::AlreadyVoted`] if there was no ballot to cast.
    pub fn vote_with_proxies(
        &mut self,
        call: &Call,
        id: ProposalId,
        choice: Choice,
        reason: Option<String>,
    ) -> Checked<Vec<VoteCast>> {
        self.ensure_writable()?;
        let (holder, mut proposal) = self.voter(call, id, &reason)?;
        let holder = holder.index;
        let mut votes = Vec::new();
        // The proxies' come first: the holder's own may be the ballot that makes the outcome certain and ends voting.
        for giver in self.proxies(holder).holds {
            if self.votes_by_proxy(call, id, &proposal, giver)? {
                votes.push(self.cast(call, id, &mut proposal, (giver, choice, Some(holder)), reason.clone())?);
                self.mark_proxied(id, giver, choice);
            }
        }
        match self.casting_refusal(call, id, &proposal, holder) {
            None => votes.push(self.cast(call, id, &mut proposal, (holder, choice, None), reason)?),
            Some(refusal) if votes.is_empty() => return Err(refusal.into()),
            Some(_) => {} // the holder has voted, and the members who trust them vote without them
        }
        self.counters.last_activity_ms = call.now_ms;
        self.set_proposal(id, proposal);
        Ok(votes)
    }

    /// Whether a ballot of `giver` can be cast for them.
    fn votes_by_proxy(
        &mut self,
        call: &Call,
        id: ProposalId,
        proposal: &Proposal,
        giver: MemberIndex,
    ) -> Checked<bool> {
        let (_, member) = self.member_by_index(giver)?;
        if !member.standing_within(proposal.terms.dues, call.now_ms).is_active() {
            self.end_given_proxy(giver);
            return Ok(false);
        }
        let has_voted = self.find_ballots(id, giver).is_some_and(|cell| cell.get(giver).is_some());
        let open = !has_voted && proposal.voting_refusal(call.now_ms).is_none();
        Ok(open && member.may_decide_on(proposal.made_ms) && !proposal.recused.contains(&giver))
    }

    /// Why a member's own ballot cannot be cast: none is taken, or they have cast it.
    fn casting_refusal(&self, call: &Call, id: ProposalId, proposal: &Proposal, member: MemberIndex) -> Option<Error> {
        proposal.voting_refusal(call.now_ms).or_else(|| {
            let standing = self.find_ballots(id, member)?.get(member)?;
            let is_proxys = self.find_proxy_ballots(id, member).is_some_and(|marks| marks.get(member).is_some());
            (!is_proxys).then_some(Error::AlreadyVoted(standing))
        })
    }

    /// Marks that the ballot of `member` was cast for them.
    fn mark_proxied(&mut self, id: ProposalId, member: MemberIndex, choice: Choice) {
        let mut marks = self.find_proxy_ballots(id, member).unwrap_or_default();
        marks.set(member, choice);
        self.set_proxy_ballots(id, member, marks);
    }

    /// Takes the mark away that the ballot of `member` was cast for them.
    ///
    /// # Errors
    /// [`Error::AlreadyVoted`] with `standing` if the member cast it.
    pub(crate) fn unmark_proxied(&mut self, id: ProposalId, member: MemberIndex, standing: Choice) -> Checked<()> {
        let mut marks = self.find_proxy_ballots(id, member).unwrap_or_default();
        if marks.get(member).is_none() {
            return Err(Error::AlreadyVoted(standing).into());
        }
        marks.clear(member);
        self.set_proxy_ballots(id, member, marks);
        Ok(())
    }
}

fn refuse<T>(refusal: ProxyRefusal) -> Checked<T> {
    Err(Error::ProxyRefused(refusal).into())
}
