//! Execution: a message of its own, by anyone, at most once. What fails leaves the proposal executable.

use mutual_types::{
    event::{MemberAdmitted, PaymentCreated, ProposalExecuted, RoleGranted, RoleRevoked},
    Action, Checked, Error, ProposalBody, ProposalId, ProposalState, ProposalStatus,
};

use crate::{call::Call, state::State};

/// What an executed proposal did.
pub enum Effect {
    /// Words.
    Nothing,
    /// Somebody is in.
    Admitted(MemberAdmitted),
    /// Money is promised.
    Payment(PaymentCreated),
    /// Somebody has a role.
    RoleGranted(RoleGranted),
    /// Somebody has a role no more.
    RoleRevoked(RoleRevoked),
}

impl State {
    /// Anyone executes a passed proposal in its window.
    ///
    /// # Errors
    /// [`Error::NoProposal`], [`Error::NotExecutable`], and what keeps the action from being done now.
    pub fn execute(&mut self, call: &Call, id: ProposalId) -> Checked<(ProposalExecuted, Effect)> {
        let mut proposal = self.proposal(id)?;
        let status = proposal.status(call.now_ms);
        if status != ProposalStatus::Executable {
            return Err(Error::NotExecutable {
                status,
                from_ms: proposal.executable_from_ms(),
                until_ms: proposal.expires_ms(),
                now_ms: call.now_ms,
            }
            .into());
        }
        proposal.state = ProposalState::Executed { at_ms: call.now_ms };
        let proposer = proposal.proposer;
        self.set_proposal(id, proposal);
        self.counters.last_activity_ms = call.now_ms;
        let executed = ProposalExecuted { seq: self.counters.next_seq()?, proposal: id };

        let ProposalBody { action, rules, .. } = *self.body(id)?;
        let effect = match action {
            Action::Resolution => Effect::Nothing,
            Action::Admit { account } => {
                let application = self.open_application(call, account)?;
                Effect::Admitted(self.admit(call, account, application, &rules)?)
            }
            Action::Spend { payee, amount, pot } => {
                Effect::Payment(self.spend(call, id, proposer, (payee, amount, pot), &rules)?)
            }
            Action::GrantRole { member, role, term_ms } => {
                let mut roster = self.roster()?;
                let expires_ms = roster.grant(role, member, term_ms, &rules.roles, call.now_ms)?;
                self.set_roster(roster);
                Effect::RoleGranted(RoleGranted { seq: self.counters.next_seq()?, member, role, expires_ms })
            }
            Action::RevokeRole { member, role } => {
                let mut roster = self.roster()?;
                if !roster.revoke(role, member) {
                    return Err(Error::NoSuchSeat.into());
                }
                self.set_roster(roster);
                Effect::RoleRevoked(RoleRevoked { seq: self.counters.next_seq()?, member, role })
            }
            other => return Err(Error::NotYet(other.kind()).into()),
        };
        Ok((executed, effect))
    }
}
