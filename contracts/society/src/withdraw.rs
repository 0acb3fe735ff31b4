//! Withdrawing a proposal, and a window that is longer while a pot is short.

use mutual_types::{
    event::{ProposalWithdrawn, WindowExtended},
    Action, Checked, Error, Kind, ProposalId, ProposalState, ProposalStatus,
};

use crate::{call::Call, state::State};

impl State {
    /// Who made a proposal withdraws it before voting ends. A ballot on a dispute belongs to its parties: nobody
    /// withdraws it.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NoProposal`], [`Error::NotProposer`], [`Error::VotingClosed`].
    pub fn withdraw_proposal(&mut self, call: &Call, id: ProposalId) -> Checked<ProposalWithdrawn> {
        self.ensure_writable()?;
        let member = self.present_member(call)?.index;
        let mut proposal = self.proposal(id)?;
        if proposal.proposer != member || proposal.kind == Kind::DecideDispute {
            return Err(Error::NotProposer.into());
        }
        let status = proposal.status(call.now_ms);
        if !matches!(status, ProposalStatus::Voting | ProposalStatus::Consenting) {
            return Err(Error::VotingClosed { ended_ms: proposal.ends_ms, now_ms: call.now_ms }.into());
        }
        proposal.state = ProposalState::Withdrawn { at_ms: call.now_ms };
        self.set_proposal(id, proposal);
        Ok(ProposalWithdrawn { seq: self.counters.next_seq(), proposal: id })
    }

    /// Anyone doubles the execution window of a proposal that cannot be executed because its pot is short, once.
    ///
    /// # Errors
    /// [`Error::NoProposal`], [`Error::NotExecutable`], [`Error::NotExtendable`], [`Error::Overflow`].
    pub fn extend_window(&mut self, call: &Call, id: ProposalId) -> Checked<WindowExtended> {
        self.ensure_running()?;
        let mut proposal = self.executable_proposal(call, id)?;
        let body = self.body(id)?;
        let (pot, amount) = match &body.action {
            Action::Spend { pot, amount, .. } => (*pot, *amount),
            Action::Grant(terms) => (terms.pot, terms.total()?),
            Action::Call(terms) if terms.value > 0 => (terms.pot, terms.value),
            _ => return Err(Error::NotExtendable.into()),
        };
        if proposal.window_extended || self.pot(pot)?.available(body.rules.payments.reserve_floor) >= amount {
            return Err(Error::NotExtendable.into());
        }
        proposal.window_extended = true;
        let expires_ms = proposal.expires_ms();
        self.set_proposal(id, proposal);
        Ok(WindowExtended { seq: self.counters.next_seq(), proposal: id, expires_ms })
    }
}
