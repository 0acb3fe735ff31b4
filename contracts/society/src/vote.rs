//! Voting: one ballot a member, packed two bits each.

use ink::prelude::string::String;
use mutual_types::{event::VoteCast, Checked, Choice, Error, Field, ProposalId};

use crate::{call::Call, state::State};

impl State {
    /// An active member who joined before the proposal was made, and whom it is not about, casts their one ballot.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NoProposal`], [`Error::NotInGoodStanding`], [`Error::NotEligible`],
    /// [`Error::Recused`], [`Error::VotingClosed`], [`Error::AlreadyVoted`], [`Error::TextTooLong`].
    pub fn vote(&mut self, call: &Call, id: ProposalId, choice: Choice, reason: Option<String>) -> Checked<VoteCast> {
        self.ensure_writable()?;
        let member = self.present_member(call)?;
        let mut proposal = self.proposal(id)?;
        member.ensure_active(proposal.terms.dues, call.now_ms)?;
        member.ensure_may_decide_on(proposal.made_ms)?;
        if proposal.recused.contains(&member.index) {
            return Err(Error::Recused.into());
        }
        if let Some(text) = &reason {
            Field::Reason.check(text)?;
        }
        let mut cell = self.find_ballots(id, member.index).unwrap_or_default();
        proposal.take_ballot(choice, false, None, call.now_ms)?;
        cell.cast(member.index, choice)?;

        let seq = self.counters.next_seq()?;
        let vote = VoteCast { seq, proposal: id, member: member.index, choice, ends_ms: proposal.ends_ms, reason, proxy: None };
        self.counters.last_activity_ms = call.now_ms;
        self.set_ballots(id, member.index, cell);
        self.set_proposal(id, proposal);
        Ok(vote)
    }
}
