//! Reads: single records, and pages of at most fifty.

use ink::prelude::vec::Vec;
use mutual_types::{
    Checked, DisputeId, DisputeView, GrantId, GrantView, MemberIndex, MemberView, PaymentId, PaymentView, Planck,
    PotId, PotView, ProposalId, ProposalView, ReliefId, ReliefView, SocietyView, PAGE_MAX,
};

use crate::state::State;

impl State {
    /// One page about the society. `balance` is the contract's, above the existential deposit.
    ///
    /// # Errors
    /// [`mutual_types::Error::Migrating`].
    pub fn society(&self, balance: Planck, now_ms: u64) -> Checked<SocietyView> {
        let identity = self.identity()?;
        let rules = self.rules()?;
        let live_treasurers = self.live_treasurers(&[], &rules, now_ms)?;
        Ok(SocietyView {
            version: self.version,
            name: identity.name,
            purpose: identity.purpose,
            charter: identity.charter,
            rules: *rules,
            bounds: identity.bounds,
            asset_lock: identity.asset_lock,
            counters: self.counters.clone(),
            roster: *self.roster()?,
            balance,
            live_treasurers,
            next_beneficiary: identity.next_beneficiary,
            dissolution: self.find_dissolution().map(|dissolution| *dissolution),
        })
    }

    /// Members from index `from` on.
    pub fn members(&self, from: u32, limit: u32) -> Vec<MemberView> {
        page(from, limit, self.counters.members)
            .filter_map(|index| self.member_by_index(MemberIndex(index)).ok())
            .map(|(account, member)| MemberView { account, member: *member })
            .collect()
    }

    /// Proposals from number `from` on.
    pub fn proposals(&self, from: u32, limit: u32) -> Vec<ProposalView> {
        page(from, limit, self.counters.proposals)
            .map(ProposalId)
            .filter_map(|id| self.find_proposal(id).map(|proposal| ProposalView { id, proposal: *proposal }))
            .collect()
    }

    /// Payments from number `from` on.
    pub fn payments(&self, from: u32, limit: u32) -> Vec<PaymentView> {
        page(from, limit, self.counters.payments)
            .map(PaymentId)
            .filter_map(|id| self.find_payment(id).map(|payment| PaymentView { id, payment: *payment }))
            .collect()
    }

    /// Pots from number `from` on, closed ones included.
    pub fn pots(&self, from: u32, limit: u32) -> Vec<PotView> {
        // A pot with sixteen payees has 900 bytes: a page of pots is small enough for the return buffer at ten.
        page(from, limit.min(10), self.counters.pots)
            .map(PotId)
            .filter_map(|id| self.find_pot(id).map(|pot| PotView { id, pot: *pot }))
            .collect()
    }

    /// Grants from number `from` on.
    pub fn grants(&self, from: u32, limit: u32) -> Vec<GrantView> {
        // As of pots: a grant of twelve stages with a claim has 800 bytes.
        page(from, limit.min(10), self.counters.grants)
            .map(GrantId)
            .filter_map(|id| self.find_grant(id).map(|grant| GrantView { id, grant: *grant }))
            .collect()
    }

    /// Disputes from number `from` on.
    pub fn disputes(&self, from: u32, limit: u32) -> Vec<DisputeView> {
        page(from, limit, self.counters.disputes)
            .map(DisputeId)
            .filter_map(|id| self.find_dispute(id).map(|dispute| DisputeView { id, dispute: *dispute }))
            .collect()
    }

    /// Requests for relief from number `from` on.
    pub fn relief_requests(&self, from: u32, limit: u32) -> Vec<ReliefView> {
        page(from, limit, self.counters.relief_requests)
            .map(ReliefId)
            .filter_map(|id| self.find_relief(id).map(|request| ReliefView { id, request: *request }))
            .collect()
    }
}

/// The numbers of a page: at most [`PAGE_MAX`], none past `count`.
fn page(from: u32, limit: u32, count: u32) -> core::ops::Range<u32> {
    from..from.saturating_add(limit.min(PAGE_MAX)).min(count)
}
