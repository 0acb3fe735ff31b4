//! Spam: two stewards may keep the deposit of a proposal that ended without quorum.

use mutual_types::{
    event::SpamJudged, Checked, Conflict, Error, PotId, ProposalId, ProposalStatus, Role, SPAM_VERDICT, SPAM_WINDOW_MS,
};

use crate::{call::Call, state::State};

impl State {
    /// A live steward, neither proposer nor subject, calls a proposal spam that ended without quorum, within seven days.
    /// With the second one its deposit goes to the general pot, and it is settled.
    ///
    /// # Errors
    /// [`Error::NotSteward`], [`Error::NoProposal`], [`Error::ConflictOfInterest`], [`Error::NotSpam`],
    /// [`Error::AlreadyJudged`].
    pub fn judge_spam(&mut self, call: &Call, id: ProposalId) -> Checked<SpamJudged> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let steward = self.officer(call, Role::Steward, &rules, Error::NotSteward)?.index;
        let mut proposal = self.proposal(id)?;
        if proposal.proposer == steward {
            return Err(Error::ConflictOfInterest(Conflict::Proposer).into());
        }
        if proposal.recused.contains(&steward) {
            return Err(Error::ConflictOfInterest(Conflict::Subject).into());
        }
        let status = proposal.status(call.now_ms);
        let until_ms = proposal.ends_ms.saturating_add(SPAM_WINDOW_MS);
        let deposit = self.body(id)?.deposit;
        if status != ProposalStatus::NoQuorum || deposit == 0 || proposal.settled || call.now_ms >= until_ms {
            return Err(Error::NotSpam { status, until_ms }.into());
        }
        if proposal.spam_judges.contains(&steward) {
            return Err(Error::AlreadyJudged.into());
        }
        proposal.spam_judges.push(steward);
        let judges = u8::try_from(proposal.spam_judges.len()).map_err(|_| Error::overflow())?;
        let mut forfeited = 0;
        if u32::from(judges) < SPAM_VERDICT {
            self.set_proposal(id, proposal);
        } else {
            self.finish_proposal(call, id, proposal)?;
            self.book(PotId::GENERAL, deposit)?;
            forfeited = deposit;
        }
        Ok(SpamJudged { seq: self.counters.next_seq(), proposal: id, steward, judges, forfeited })
    }
}
