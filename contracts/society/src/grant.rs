//! Grants: money promised in stages, made and stopped by the members.

use ink::prelude::{boxed::Box, vec::Vec};
use mutual_types::{
    event::{GrantMade, GrantStopped},
    lower, Checked, Class, Collection, Error, Grant, GrantId, GrantTerms, Kind, Planck, Stage, LOANS_MAX,
};

use crate::{
    call::Call,
    check::Moment,
    emit::Emission,
    execute::{Decision, Effects},
    state::State,
};

impl State {
    /// Refuses a grant that could not be made as things are, and says its class. Dates may pass until it is executed.
    ///
    /// # Errors
    /// [`Error::InvalidStages`], [`Error::PayeeIsSociety`], [`Error::NoPot`], [`Error::PotClosed`],
    /// [`Error::PotForbids`], [`Error::RuleOutOfBounds`], [`Error::Overflow`].
    pub fn check_grant(&self, call: &Call, terms: &GrantTerms, at: Moment) -> Checked<Class> {
        terms.check_stages(if at == Moment::Proposal { call.now_ms } else { 0 })?;
        // Each stage has an amount, so that one stands for them all.
        let class = self.check_outgoing(call, Kind::Grant, terms.payee, 1, terms.pot)?;
        terms.check_repayment()?;
        terms.total()?;
        Ok(class)
    }

    /// Reserves the whole sum and makes the grant that an executed proposal asks for. A loan to a member is one of four
    /// at the most.
    ///
    /// # Errors
    /// [`Error::TooMany`], [`Error::InsufficientPot`], [`Error::Overflow`].
    pub fn make_grant(&mut self, call: &Call, terms: GrantTerms, decision: &Decision) -> Checked<Effects> {
        let id = GrantId(self.counters.grants);
        self.counters.grants = id.0.checked_add(1).ok_or_else(Error::overflow)?;
        let amount = terms.total()?;
        let GrantTerms { payee, pot: pot_id, stages, repay_by_ms, .. } = terms;
        let payee_member = self.index_of(payee);
        if let (Some(index), true) = (payee_member, repay_by_ms.is_some()) {
            let (account, mut member) = self.member_by_index(index)?;
            member.loans.push(id);
            Collection::Loans.check(member.loans.len(), LOANS_MAX)?;
            self.set_member(account, member);
        }

        let rules = &decision.rules.payments;
        let mut pot = self.open_pot(pot_id)?;
        pot.reserve(amount, rules.reserve_floor)?;
        self.set_pot(pot_id, pot);

        let mut open = Vec::with_capacity(stages.len());
        for stage in stages {
            let (amount, due_ms, months) = (stage.amount, stage.due_ms, stage.months);
            open.push(Stage { amount, due_ms, months, payments: 0, lapsed: false });
        }
        let mut grant = Grant {
            proposal: decision.id,
            proposer: decision.proposer,
            payee,
            payee_member,
            pot: pot_id,
            stages: open,
            current: 0,
            claim: None,
            review_ms: rules.review_ms,
            approvals_needed: rules.approvals,
            payment_window_ms: rules.window_ms,
            reserved: amount,
            pending: 0,
            paid: 0,
            repay_by_ms,
            repaid: 0,
            forgiven: 0,
            stopped: false,
        };
        grant.begin_stage(call.now_ms);
        self.set_grant(id, grant);
        let seq = self.counters.next_seq();
        let made = GrantMade { seq, grant: id, proposal: decision.id, payee, pot: pot_id, amount, repay_by_ms };
        Ok(Emission::only(&made))
    }

    /// Refuses to stop a grant that is over.
    ///
    /// # Errors
    /// [`Error::NoGrant`], [`Error::GrantOver`].
    pub fn check_stop_grant(&self, id: GrantId) -> Checked<()> {
        let grant = self.grant(id)?;
        if grant.is_over() {
            return Err(Error::GrantOver(grant.status()).into());
        }
        Ok(())
    }

    /// Stops a grant that runs. What was accepted is still paid; the rest is free again.
    ///
    /// # Errors
    /// [`Error::NoGrant`], [`Error::Overflow`].
    pub fn stop_grant(&mut self, _call: &Call, id: GrantId) -> Checked<Effects> {
        let mut grant = self.grant(id)?;
        grant.stopped = true;
        let returned = grant.reserved;
        self.put_grant(id, grant, returned, 0)?;
        let seq = self.counters.next_seq();
        Ok(Emission::only(&GrantStopped { seq, grant: id, returned }))
    }

    /// Stores a grant that ran, of which `freed` returns to its pot and `payments` are created. If it is over now it no
    /// longer holds the pot open, nor its payee's loans if there is nothing to pay back.
    ///
    /// # Errors
    /// [`Error::NoPot`], [`Error::Overflow`].
    pub fn put_grant(&mut self, id: GrantId, mut grant: Box<Grant>, freed: Planck, payments: u32) -> Checked<()> {
        lower(&mut grant.reserved, freed)?;
        let mut pot = self.pot(grant.pot)?;
        lower(&mut pot.reserved, freed)?;
        let items = pot.open_items.checked_add(payments).and_then(|items| items.checked_sub(grant.is_over().into()));
        pot.open_items = items.ok_or_else(Error::overflow)?;
        self.set_pot(grant.pot, pot);
        self.drop_level_loan(id, &grant)?;
        self.set_grant(id, grant);
        Ok(())
    }
}
