//! Payments that the members release or cancel, and that their payees waive.

use ink::prelude::boxed::Box;
use mutual_types::{
    event::{PaymentCancelled, PaymentReleaseDecided, PaymentWaived},
    Action, Checked, Error, Kind, Origin, Payment, PaymentId, PaymentState, PaymentStatus, Planck, Proposal,
    ProposalId, ProposalStop, Rules,
};

use crate::{call::Call, emit::Emission, execute::Effects, state::State, waiting::ensure_status};

/// What can still be decided.
const UNDECIDED: [PaymentStatus; 3] = [PaymentStatus::Waiting, PaymentStatus::Stopped, PaymentStatus::Lapsed];

impl State {
    /// A proposal to release or cancel a payment stops its clocks from when it is made, the first of each kind only. A
    /// payment that has lapsed has no clock that runs.
    ///
    /// # Errors
    /// [`Error::NoPayment`], [`Error::Overflow`].
    pub fn stop_payment_of(&mut self, call: &Call, action: &Action, proposal: ProposalId) -> Checked<()> {
        let Some(id) = payment_of(action) else {
            return Ok(());
        };
        let mut payment = self.current_payment(call, id)?;
        if !matches!(payment.status(call.now_ms), PaymentStatus::Waiting | PaymentStatus::Stopped) {
            return Ok(());
        }
        let stop = match action.kind() {
            Kind::ReleasePayment => &mut payment.stops.release_proposal,
            _ => &mut payment.stops.cancel_proposal,
        };
        if stop.is_none() {
            *stop = Some(ProposalStop { proposal, over: false });
            payment.stop_clock(call.now_ms)?;
            self.set_payment(id, payment);
        }
        Ok(())
    }

    /// The payment that a proposal stopped goes on as of the proposal's end, once that has come. It does so by itself with
    /// the next message about it; this makes the record say so.
    ///
    /// # Errors
    /// [`Error::NoProposal`], [`Error::NoPayment`], [`Error::Overflow`].
    pub fn resume_payment_of(&mut self, call: &Call, id: ProposalId, proposal: &Proposal) -> Checked<()> {
        if !matches!(proposal.kind, Kind::ReleasePayment | Kind::CancelPayment) {
            return Ok(());
        }
        if let Some(payment) = payment_of(&self.body(id)?.action) {
            let record = self.current_payment(call, payment)?;
            self.set_payment(payment, record);
        }
        Ok(())
    }

    /// Refuses a decision on a payment that is paid, given up or credited. A call's payment can be released too.
    ///
    /// # Errors
    /// [`Error::NoPayment`], [`Error::PaymentNotWaiting`].
    pub fn check_payment_decision(&self, call: &Call, payment: PaymentId) -> Checked<()> {
        ensure_status(call, &*self.current_payment(call, payment)?, &UNDECIDED)
    }

    /// The members release a payment: it has all approvals, and a new window from now on.
    ///
    /// # Errors
    /// [`Error::ClaimsOver`], [`Error::NoPayment`]; of an expense that no treasurer has approved what its reservation
    /// meets.
    pub fn decide_release(&mut self, call: &Call, id: PaymentId, rules: &Rules) -> Checked<Effects> {
        self.ensure_claims(call)?;
        let mut payment = self.current_payment(call, id)?;
        self.reserve_expense(call, &mut payment, rules)?;
        payment.members_approved = true;
        payment.open_window(call.now_ms)?;
        let ends_ms = payment.ends_ms;
        self.set_payment(id, payment);
        let seq = self.counters.next_seq();
        Ok(Emission::only(&PaymentReleaseDecided { seq, payment: id, ends_ms }))
    }

    /// The members cancel a payment.
    ///
    /// # Errors
    /// [`Error::NoPayment`], [`Error::Overflow`].
    pub fn decide_cancel(&mut self, call: &Call, id: PaymentId) -> Checked<Effects> {
        let payment = self.payment(id)?;
        let amount = self.cancel(call, id, payment)?;
        let seq = self.counters.next_seq();
        Ok(Emission::only(&PaymentCancelled { seq, payment: id, amount }))
    }

    /// The payee gives a payment up.
    ///
    /// # Errors
    /// [`Error::NoPayment`], [`Error::NotPayee`], [`Error::PaymentNotWaiting`].
    pub fn waive_payment(&mut self, call: &Call, id: PaymentId) -> Checked<PaymentWaived> {
        self.ensure_writable()?;
        let payment = self.payment(id)?;
        if call.caller != self.payee_account(&payment) {
            return Err(Error::NotPayee.into());
        }
        ensure_status(call, &payment, &UNDECIDED)?;
        let amount = self.cancel(call, id, payment)?;
        Ok(PaymentWaived { seq: self.counters.next_seq(), payment: id, amount })
    }

    /// Gives a payment up that is not final, and says how much money of its pot is free again. Relief that was only
    /// promised counts no longer.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn cancel(&mut self, call: &Call, id: PaymentId, mut payment: Box<Payment>) -> Checked<Planck> {
        let mut freed = 0;
        if payment.reserved {
            freed = payment.amount;
            let mut pot = self.pot(payment.pot)?;
            pot.free(freed)?;
            self.set_pot(payment.pot, pot);
        }
        if let Origin::GrantStage { grant, .. } = payment.origin {
            self.end_grant_payment(grant, payment.amount, false)?;
        }
        if let Origin::Relief(request) = payment.origin {
            self.forget_relief(request)?;
        }
        payment.state = PaymentState::Cancelled { at_ms: call.now_ms };
        self.set_payment(id, payment);
        Ok(freed)
    }
}

/// The payment that an action decides on.
fn payment_of(action: &Action) -> Option<PaymentId> {
    match action {
        Action::ReleasePayment { payment } | Action::CancelPayment { payment } => Some(*payment),
        _ => None,
    }
}
