//! Certifying: a steward says that a spend fits the purpose of its restricted pot, which the contract cannot tell.

use mutual_types::{event::ProposalCertified, Checked, Class, Conflict, Error, Kind, ProposalId, ProposalStatus, Role};

use crate::{call::Call, state::State};

impl State {
    /// A live steward, neither proposer nor payee, makes a spend from a restricted pot an ordinary proposal, as long as
    /// its outcome is open.
    ///
    /// # Errors
    /// [`Error::NotSteward`], [`Error::ConflictOfInterest`], [`Error::NothingToCertify`], [`Error::NoProposal`].
    pub fn certify(&mut self, call: &Call, id: ProposalId) -> Checked<ProposalCertified> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let steward = self.officer(call, Role::Steward, &rules, Error::NotSteward)?.index;
        let mut proposal = self.proposal(id)?;
        if steward == proposal.proposer {
            return Err(Error::ConflictOfInterest(Conflict::Proposer).into());
        }
        if proposal.recused.contains(&steward) {
            return Err(Error::ConflictOfInterest(Conflict::Payee).into());
        }
        let open = proposal.status(call.now_ms) == ProposalStatus::Voting && !proposal.decided;
        if !open
            || !matches!(proposal.kind, Kind::Spend | Kind::Grant)
            || proposal.terms.threshold.class != Class::Special
        {
            return Err(Error::NothingToCertify.into());
        }
        proposal.terms.threshold.class = Class::Ordinary;
        proposal.certified_by = Some(steward);
        self.set_proposal(id, proposal);
        Ok(ProposalCertified { seq: self.counters.next_seq(), proposal: id, steward })
    }
}
