#![allow(missing_docs, unused)] // to be written
//! Payments that the members release or cancel, and that their payees waive.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn stop_payment_of(&mut self, call: &Call, action: &Action, proposal: ProposalId) -> Checked<()> {
        Ok(())
    }

    pub fn resume_payment_of(&mut self, call: &Call, id: ProposalId, proposal: &Proposal) -> Checked<()> {
        Ok(())
    }

    pub fn check_payment_decision(&self, call: &Call, payment: PaymentId) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn decide_release(&mut self, call: &Call, payment: PaymentId, proposal: ProposalId) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }

    pub fn decide_cancel(&mut self, call: &Call, payment: PaymentId, proposal: ProposalId) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
