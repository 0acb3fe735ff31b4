//! Voting: one ballot a member, packed two bits each.

use core::hint::black_box;

use ink::prelude::{boxed::Box, string::String};
use mutual_types::{event::VoteCast, Checked, Choice, Error, Field, Member, MemberIndex, Proposal, ProposalId};

use crate::{call::Call, state::State};

/// [`State::take_back`].
type TakeBack = fn(&mut State, &Call, ProposalId, &Proposal, (MemberIndex, Choice)) -> Checked<()>;

impl State {
    /// An active member who joined before the proposal was made, and whom it is not about, casts their one ballot. It
    /// replaces one that a proxy has cast for them.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NoProposal`], [`Error::NotInGoodStanding`], [`Error::NotEligible`],
    /// [`Error::Recused`], [`Error::TextTooLong`], [`Error::Consenting`], [`Error::VotingClosed`],
    /// [`Error::AlreadyVoted`].
    pub fn vote(&mut self, call: &Call, id: ProposalId, choice: Choice, reason: Option<String>) -> Checked<VoteCast> {
        self.ensure_writable()?;
        let (member, mut proposal) = self.voter(call, id, &reason)?;
        let vote = self.cast(call, id, &mut proposal, (member.index, choice, None), reason)?;
        self.counters.last_activity_ms = call.now_ms;
        self.set_proposal(id, proposal);
        Ok(vote)
    }

    /// The caller, if they may vote on the proposal, and the proposal.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NoProposal`], [`Error::NotInGoodStanding`], [`Error::NotEligible`],
    /// [`Error::Recused`], [`Error::TextTooLong`].
    pub fn voter(&self, call: &Call, id: ProposalId, reason: &Option<String>) -> Checked<(Box<Member>, Box<Proposal>)> {
        let member = self.present_member(call)?;
        let proposal = self.proposal(id)?;
        member.ensure_active(proposal.terms.dues, call.now_ms)?;
        member.ensure_may_decide_on(proposal.made_ms)?;
        if proposal.recused.contains(&member.index) {
            return Err(Error::Recused.into());
        }
        if let Some(text) = reason {
            Field::Reason.check(text)?;
        }
        Ok((member, proposal))
    }

    /// Records the ballot of a member, cast by themselves or by their proxy. The caller stores the proposal, and marks a
    /// proxy's.
    ///
    /// # Errors
    /// [`Error::Consenting`], [`Error::VotingClosed`], [`Error::AlreadyVoted`].
    pub(crate) fn cast(
        &mut self,
        call: &Call,
        id: ProposalId,
        proposal: &mut Proposal,
        (member, choice, proxy): (MemberIndex, Choice, Option<MemberIndex>),
        reason: Option<String>,
    ) -> Checked<VoteCast> {
        let mut cell = self.find_ballots(id, member).unwrap_or_default();
        let replaced = cell.get(member);
        if let Some(standing) = replaced {
            // Seldom: so the mark of a proxy is only read here, by code that other ballots do not pay for (the optimizer
            // would put it in this function if it saw what is called).
            let take_back = black_box(Self::take_back as TakeBack);
            take_back(self, call, id, proposal, (member, standing))?;
        }
        proposal.take_ballot(choice, proxy.is_some(), replaced, call.now_ms)?;
        cell.set(member, choice);
        self.set_ballots(id, member, cell);
        let (seq, ends_ms) = (self.counters.next_seq(), proposal.ends_ms);
        Ok(VoteCast { seq, proposal: id, member, choice, ends_ms, reason, proxy })
    }

    /// Lets the member's own ballot replace the one that their proxy has cast.
    fn take_back(
        &mut self,
        call: &Call,
        id: ProposalId,
        proposal: &Proposal,
        (member, standing): (MemberIndex, Choice),
    ) -> Checked<()> {
        proposal.ensure_voting(call.now_ms)?;
        self.unmark_proxied(id, member, standing)
    }
}
