//! Calls to other contracts, bound to their code.

use mutual_types::{
    event::{ContractCalled, PaymentReleased},
    Action, CallTerms, Checked, Error, Kind, Origin, PaymentId, ProposalId,
};

use crate::{
    call::Call,
    chain,
    emit::Emission,
    execute::{Decision, Effects},
    payment::Release,
    state::State,
};

impl State {
    /// Refuses a call that could not be made as things are.
    ///
    /// # Errors
    /// [`Error::PayeeIsSociety`], [`Error::CodeChanged`]; with value [`Error::NoPot`], [`Error::PotClosed`],
    /// [`Error::PotForbids`].
    pub fn check_call(&self, call: &Call, terms: &CallTerms) -> Checked<()> {
        if terms.callee == call.this {
            return Err(Error::PayeeIsSociety.into());
        }
        ensure_code(terms)?;
        if terms.value > 0 {
            self.check_outgoing(call, Kind::Call, terms.callee, terms.value, terms.pot)?;
        }
        Ok(())
    }

    /// Makes a call without value at once. For one with value its money is reserved, and treasurers approve it first.
    ///
    /// # Errors
    /// [`Error::CallFailed`], [`Error::InsufficientPot`].
    pub fn enact_call(&mut self, call: &Call, terms: CallTerms, decision: &Decision) -> Checked<Effects> {
        let CallTerms { callee, value, pot, .. } = terms;
        if value > 0 {
            let created = self.promise(call, decision, Origin::Call(decision.id), callee, value, pot)?;
            return Ok(Emission::only(&created));
        }
        Ok(Emission::only(&self.call_contract(&terms, decision.id)?))
    }

    /// Anyone makes an approved call with value.
    ///
    /// # Errors
    /// [`Error::NoPayment`], [`Error::PaymentNotWaiting`], [`Error::NotACall`], [`Error::NotEnoughApprovals`],
    /// [`Error::CodeChanged`], [`Error::CallFailed`].
    pub fn make_call(&mut self, call: &Call, id: PaymentId) -> Checked<(PaymentReleased, ContractCalled)> {
        self.ensure_running()?;
        let payment = self.approved_payment(call, id, true)?;
        let Origin::Call(proposal) = payment.origin else {
            return Err(Error::NotACall.into());
        };
        let Action::Call(terms) = self.body(proposal)?.action else {
            return Err(Error::NotACall.into());
        };
        ensure_code(&terms)?;
        let Release::Released(released) = self.record_release(call, id, payment, Ok(()))? else {
            return Err(Error::NotACall.into());
        };
        Ok((released, self.call_contract(&terms, proposal)?))
    }

    /// Makes a call in this message. Whatever fails here takes all else back.
    fn call_contract(&mut self, terms: &CallTerms, proposal: ProposalId) -> Checked<ContractCalled> {
        chain::call_contract(terms).map_err(|code| Error::CallFailed { code })?;
        let seq = self.counters.next_seq();
        Ok(ContractCalled { seq, proposal, callee: terms.callee, value: terms.value })
    }
}

/// Refuses a callee that is not the contract the members decided on, or is none.
fn ensure_code(terms: &CallTerms) -> Checked<()> {
    let found = chain::code_hash(terms.callee);
    if found == terms.code_hash && found != [0; 32] {
        Ok(())
    } else {
        Err(Error::CodeChanged { found }.into())
    }
}
