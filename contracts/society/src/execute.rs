//! Execution: a message of its own, by anyone, at most once. What fails leaves the proposal executable.

use ink::prelude::vec::Vec;
use mutual_types::{
    event::ProposalExecuted, Action, Checked, Error, MemberIndex, Proposal, ProposalBody, ProposalId, ProposalState,
    ProposalStatus, Rules,
};

use crate::{call::Call, check::Moment, emit::Emission, state::State};

/// What an executed proposal did, in order.
pub type Effects = Vec<Emission>;

/// The proposal that is executed, for the rules that need to know it.
pub struct Decision<'a> {
    /// Its number.
    pub id: ProposalId,
    /// Who made it.
    pub proposer: MemberIndex,
    /// When it was made.
    pub made_ms: u64,
    /// The rules it took along.
    pub rules: &'a Rules,
}

impl State {
    /// Anyone executes a passed proposal in its window.
    ///
    /// # Errors
    /// [`Error::NoProposal`], [`Error::NotExecutable`], and what keeps the action from being done now.
    pub fn execute(&mut self, call: &Call, id: ProposalId) -> Checked<(ProposalExecuted, Effects)> {
        self.ensure_writable()?;
        let mut proposal = self.executable_proposal(call, id)?;
        self.ensure_allowed(proposal.kind)?;
        proposal.state = ProposalState::Executed { at_ms: call.now_ms };
        let (proposer, made_ms) = (proposal.proposer, proposal.made_ms);
        self.set_proposal(id, proposal);
        self.counters.last_activity_ms = call.now_ms;
        let executed = ProposalExecuted { seq: self.counters.next_seq(), proposal: id };

        let ProposalBody { action, rules, .. } = *self.body(id)?;
        self.check_action(call, &action, &rules, Moment::Execution)?;
        let effects = self.enact(call, action, &Decision { id, proposer, made_ms, rules: &rules })?;
        Ok((executed, effects))
    }

    /// A proposal that can be executed now.
    ///
    /// # Errors
    /// [`Error::NoProposal`], [`Error::NotExecutable`].
    pub fn executable_proposal(&self, call: &Call, id: ProposalId) -> Checked<ink::prelude::boxed::Box<Proposal>> {
        let proposal = self.proposal(id)?;
        let status = proposal.status(call.now_ms);
        if status == ProposalStatus::Executable {
            return Ok(proposal);
        }
        Err(Error::NotExecutable {
            status,
            from_ms: proposal.executable_from_ms(),
            until_ms: proposal.expires_ms(),
            now_ms: call.now_ms,
        }
        .into())
    }

    fn enact(&mut self, call: &Call, action: Action, decision: &Decision) -> Checked<Effects> {
        let rules = decision.rules;
        match action {
            Action::Resolution => Ok(Vec::new()),
            Action::Admit { account } => {
                let application = self.open_application(call, account)?;
                Ok(Emission::only(&self.admit(call, account, application, rules)?))
            }
            Action::Reinstate { member } => self.reinstate(call, member, rules),
            Action::Suspend { member, until_ms } => self.suspend(call, member, until_ms),
            Action::Expel { member } => self.expel(call, member),
            Action::RecoverAccount { member, account } => self.recover_account(member, account),
            Action::GrantRole { member, role, term_ms } => self.grant_role(call, member, role, term_ms, rules),
            Action::RevokeRole { member, role } => self.revoke_role(call, member, role),
            Action::SetAllowance { pot, payment_max, period_max, period_ms } => {
                self.set_allowance(call, pot, payment_max, period_max, period_ms)
            }
            Action::Spend { payee, amount, pot } => {
                let event = self.spend(call, decision, payee, amount, pot)?;
                Ok(Emission::only(&event))
            }
            Action::Grant(terms) => self.make_grant(call, terms, decision),
            Action::StopGrant { grant } => self.stop_grant(call, grant),
            Action::WaiveDues { member, until_ms } => self.waive_dues(call, member, until_ms),
            Action::ForgiveDebt { member, amount } => self.forgive_debt(call, member, amount),
            Action::OpenPot(spec) => self.open_new_pot(spec),
            Action::MovePot { from, to, amount } | Action::MoveRestricted { from, to, amount } => {
                self.move_pot(from, to, amount, rules)
            }
            Action::ClosePot { pot } => Ok(Emission::only(&self.close_pot(pot, true)?)),
            Action::ReleasePayment { payment } => self.decide_release(call, payment, rules),
            Action::CancelPayment { payment } => self.decide_cancel(call, payment),
            Action::ReviewRelief { members } => self.bar_attesters(call, members),
            Action::SetRules(rules) => self.change_rules(call, rules),
            Action::AmendCharter(charter) => self.amend_charter(charter),
            Action::SetBeneficiary { account } => self.change_beneficiary(call, account),
            Action::Call(terms) => self.enact_call(call, terms, decision),
            Action::Upgrade { code_hash, .. } => self.upgrade(code_hash),
            Action::Dissolve => self.dissolve(call, decision.made_ms),
            Action::DecideDispute { dispute, ruling, .. } => self.decide_dispute(call, dispute, ruling),
        }
    }
}
