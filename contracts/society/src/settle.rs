//! Settling: once a proposal is over, its place among the proposer's open ones and its deposit are given back.

use ink::prelude::vec::Vec;
use mutual_types::{add, event::ProposalSettled, sub, Checked, Error, Proposal, ProposalId};

use crate::{call::Call, state::State};

impl State {
    /// Anyone settles a proposal that is over, once.
    ///
    /// # Errors
    /// [`Error::NoProposal`], [`Error::NotOver`], [`Error::AlreadySettled`].
    pub fn settle(&mut self, call: &Call, id: ProposalId) -> Checked<ProposalSettled> {
        self.ensure_writable()?;
        let mut proposal = self.proposal(id)?;
        let status = proposal.status(call.now_ms);
        if !proposal.is_over(call.now_ms) {
            return Err(Error::NotOver(status).into());
        }
        if proposal.settled {
            return Err(Error::AlreadySettled.into());
        }
        proposal.settled = true;
        let (account, mut proposer) = self.member_by_index(proposal.proposer)?;
        proposer.open_proposals.retain(|open| *open != id);
        self.set_member(account, proposer);
        self.set_proposal(id, proposal);

        let deposit = self.body(id)?.deposit;
        if deposit > 0 {
            let ledger = &mut self.counters.ledger;
            ledger.deposits = sub(ledger.deposits, deposit)?;
            self.add_credit(account, deposit)?;
        }
        Ok(ProposalSettled { seq: self.counters.next_seq()?, proposal: id, status, account, deposit })
    }

    /// Whether a proposal that is not settled can be.
    fn is_settleable(&self, call: &Call, proposal: &Proposal, _id: ProposalId) -> Checked<bool> {
        Ok(proposal.is_over(call.now_ms))
    }

    /// Settles what the caller has proposed and is over.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::Overflow`].
    pub fn settle_own(&mut self, call: &Call) -> Checked<Vec<ProposalSettled>> {
        let own = self.member(call.caller)?.open_proposals;
        let mut settled = Vec::new();
        for id in own {
            if self.is_settleable(call, &*self.proposal(id)?, id)? {
                settled.push(self.settle(call, id)?);
            }
        }
        Ok(settled)
    }

    /// Owes `account`, or its member's present one, more, which is no longer held otherwise.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn add_credit(&mut self, account: mutual_types::AccountId, amount: mutual_types::Planck) -> Checked<()> {
        let account = self.present_account(account);
        let ledger = &mut self.counters.ledger;
        ledger.credits = add(ledger.credits, amount)?;
        self.set_credit(account, add(self.credit(account), amount)?);
        Ok(())
    }
}
