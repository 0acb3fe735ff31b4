//! Payments that wait: their clocks as they are now, whom they pay, and who has no part in them.

use ink::prelude::boxed::Box;
use mutual_types::{AccountId, Checked, Conflict, Error, MemberIndex, Payment, PaymentId, PaymentStatus, ProposalStop};

use crate::{call::Call, state::State};

impl State {
    /// Refuses who asked for a payment or is paid by it.
    ///
    /// # Errors
    /// [`Error::ConflictOfInterest`].
    pub fn ensure_disinterested(&self, payment: &Payment, officer: MemberIndex) -> Checked<()> {
        match conflict(payment, self.index_of(payment.payee), officer) {
            Some(conflict) => Err(Error::ConflictOfInterest(conflict).into()),
            None => Ok(()),
        }
    }

    /// Who is paid: the present account of the member to whom the payee is bound, else the payee.
    pub fn payee_account(&self, payment: &Payment) -> AccountId {
        let member = self.index_of(payment.payee).or(payment.payee_member);
        member.and_then(|member| self.find_account(member)).unwrap_or(payment.payee)
    }

    /// A payment with its clocks as they are now: what has ended stops it no longer, known or not until now.
    ///
    /// # Errors
    /// [`Error::NoPayment`].
    pub fn current_payment(&self, call: &Call, id: PaymentId) -> Checked<Box<Payment>> {
        let mut payment = self.payment(id)?;
        self.resume_ended(call, &mut payment)?;
        payment.settle_clock(call.now_ms)?;
        Ok(payment)
    }

    /// A payment that can be approved and released now.
    ///
    /// # Errors
    /// [`Error::NoPayment`], [`Error::PaymentNotWaiting`].
    pub fn waiting_payment(&self, call: &Call, id: PaymentId) -> Checked<Box<Payment>> {
        let payment = self.current_payment(call, id)?;
        ensure_status(call, &payment, &[PaymentStatus::Waiting])?;
        Ok(payment)
    }

    /// Refuses once the time for claims is over in which, while the society dissolves, payments become credits.
    ///
    /// # Errors
    /// [`Error::Migrating`], [`Error::ClaimsOver`].
    pub fn ensure_claims(&self, call: &Call) -> Checked<()> {
        self.ensure_writable()?;
        if self.counters.dissolving_since_ms != 0 {
            let ended_ms = self.find_dissolution().map_or(0, |dissolution| dissolution.claims_until_ms);
            if call.now_ms >= ended_ms {
                return Err(Error::ClaimsOver { ended_ms }.into());
            }
        }
        Ok(())
    }

    /// Resumes a payment whose proposals have come to their ends, as of those ends.
    ///
    /// # Errors
    /// [`Error::NoProposal`], [`Error::Overflow`].
    pub fn resume_ended(&self, call: &Call, payment: &mut Payment) -> Checked<()> {
        for is_release in [true, false] {
            let stops = &mut payment.stops;
            let stop = if is_release { &mut stops.release_proposal } else { &mut stops.cancel_proposal };
            let Some(ProposalStop { proposal, over: over @ false }) = stop else {
                continue;
            };
            if let Some(ended_ms) = self.proposal(*proposal)?.ended_ms(call.now_ms) {
                *over = true;
                payment.resume_clock(ended_ms, call.now_ms)?;
            }
        }
        Ok(())
    }
}

/// Refuses a payment that is none of `allowed` now.
///
/// # Errors
/// [`Error::PaymentNotWaiting`].
pub fn ensure_status(call: &Call, payment: &Payment, allowed: &[PaymentStatus]) -> Checked<()> {
    let status = payment.status(call.now_ms);
    if allowed.contains(&status) {
        Ok(())
    } else {
        Err(Error::PaymentNotWaiting { status, ends_ms: payment.ends_at(call.now_ms) }.into())
    }
}

/// What keeps a treasurer from approving a payment. People are compared by index, so that a second account or a changed
/// one makes no difference; `payee` is the member to whom the payee's account is bound by now.
pub fn conflict(payment: &Payment, payee: Option<MemberIndex>, treasurer: MemberIndex) -> Option<Conflict> {
    if payment.proposer == treasurer {
        Some(Conflict::Proposer)
    } else if payment.payee_member == Some(treasurer) || payee == Some(treasurer) {
        Some(Conflict::Payee)
    } else {
        None
    }
}
