//! Settling: once a proposal is over, its place among the proposer's open ones and its deposit are given back.

use ink::prelude::{boxed::Box, vec::Vec};
use mutual_types::{
    add, event::ProposalSettled, lower, raise, refuse_if, AccountId, Checked, Error, Planck, Proposal, ProposalId,
    ProposalStatus, SPAM_WINDOW_MS,
};

use crate::{call::Call, state::State};

impl State {
    /// Anyone settles a proposal that is over, once. A payment whose clocks it stopped goes on as of its end.
    ///
    /// # Errors
    /// [`Error::NoProposal`], [`Error::NotOver`], [`Error::AlreadySettled`], [`Error::SpamWindow`].
    pub fn settle(&mut self, call: &Call, id: ProposalId) -> Checked<ProposalSettled> {
        self.ensure_writable()?;
        let proposal = self.proposal(id)?;
        refuse_if(self.settling_refusal(call, id, &proposal)?)?;
        let status = proposal.status(call.now_ms);
        let (account, deposit) = self.finish_proposal(call, id, proposal)?;
        if deposit > 0 {
            self.add_credit(account, deposit)?;
        }
        Ok(ProposalSettled { seq: self.counters.next_seq(), proposal: id, status, account, deposit })
    }

    /// Why a proposal cannot be settled: it is not over, was settled, or waits for a spam verdict.
    fn settling_refusal(&self, call: &Call, id: ProposalId, proposal: &Proposal) -> Checked<Option<Error>> {
        let status = proposal.status(call.now_ms);
        if !proposal.is_over(call.now_ms) {
            return Ok(Some(Error::NotOver(status)));
        }
        if proposal.settled {
            return Ok(Some(Error::AlreadySettled));
        }
        let until_ms = proposal.ends_ms.saturating_add(SPAM_WINDOW_MS);
        if status == ProposalStatus::NoQuorum
            && call.now_ms < until_ms
            && self.counters.dissolving_since_ms == 0
            && self.body(id)?.deposit > 0
        {
            return Ok(Some(Error::SpamWindow { until_ms }));
        }
        Ok(None)
    }

    /// Takes a proposal that is over out of the books, and says whose deposit of how much is free. The record of a
    /// payment whose clocks it stopped says from here on that they go on as of its end.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn finish_proposal(
        &mut self,
        call: &Call,
        id: ProposalId,
        mut proposal: Box<Proposal>,
    ) -> Checked<(AccountId, Planck)> {
        proposal.settled = true;
        let (account, mut proposer) = self.member_by_index(proposal.proposer)?;
        proposer.open_proposals.retain(|open| *open != id);
        self.set_member(account, proposer);
        self.resume_payment_of(call, id, &proposal)?;
        self.set_proposal(id, proposal);
        let deposit = self.body(id)?.deposit;
        let ledger = &mut self.counters.ledger;
        lower(&mut ledger.deposits, deposit)?;
        Ok((account, deposit))
    }

    /// Settles what the caller has proposed, where it can be settled now.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::Overflow`].
    pub fn settle_own(&mut self, call: &Call) -> Checked<Vec<ProposalSettled>> {
        let own = self.member(call.caller)?.open_proposals;
        let mut settled = Vec::new();
        for id in own {
            let proposal = self.proposal(id)?;
            if self.settling_refusal(call, id, &proposal)?.is_none() {
                settled.push(self.settle(call, id)?);
            }
        }
        Ok(settled)
    }

    /// Owes `account`, or its member's present one, more, which is no longer held otherwise.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn add_credit(&mut self, account: AccountId, amount: Planck) -> Checked<()> {
        let account = self.present_account(account);
        let ledger = &mut self.counters.ledger;
        raise(&mut ledger.credits, amount)?;
        self.set_credit(account, add(self.credit(account), amount)?);
        Ok(())
    }
}
