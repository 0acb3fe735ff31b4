//! Holds: a payment's clocks stand still for a bounded time, once, so that somebody can look at it.

use ink::prelude::string::String;
use mutual_types::{
    after,
    event::{HoldLifted, PaymentHeld},
    Checked, Error, Field, Hold, PaymentId, PaymentState, PaymentStatus, Role,
};

use crate::{call::Call, state::State, waiting::ensure_status};

impl State {
    /// A live treasurer or steward, neither proposer nor payee, holds a payment, once, and says why.
    ///
    /// # Errors
    /// [`Error::NotSteward`], [`Error::NoPayment`], [`Error::PaymentNotWaiting`], [`Error::ConflictOfInterest`],
    /// [`Error::AlreadyHeld`], [`Error::ReasonMissing`], [`Error::TextTooLong`].
    pub fn hold_payment(&mut self, call: &Call, id: PaymentId, reason: String) -> Checked<PaymentHeld> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let by = self.officer_of(call, &[Role::Treasurer, Role::Steward], &rules, Error::NotSteward)?.index;
        let mut payment = self.current_payment(call, id)?;
        ensure_status(call, &payment, &[PaymentStatus::Waiting, PaymentStatus::Stopped])?;
        // Or a payee could use up the one hold there is.
        self.ensure_disinterested(&payment, by)?;
        if payment.stops.hold.is_some() {
            return Err(Error::AlreadyHeld.into());
        }
        if reason.is_empty() {
            return Err(Error::ReasonMissing.into());
        }
        Field::Reason.check(&reason)?;
        let until_ms = after(call.now_ms, rules.payments.hold_ms)?;
        payment.begin_stop(call.now_ms)?;
        payment.stops.hold = Some(Hold { by, until_ms });
        self.set_payment(id, payment);
        Ok(PaymentHeld { seq: self.counters.next_seq(), payment: id, by, until_ms, reason })
    }

    /// The live officer who held a payment lets it go on.
    ///
    /// # Errors
    /// [`Error::NotHeld`] for anybody else or when no hold runs, [`Error::NoPayment`].
    pub fn lift_hold(&mut self, call: &Call, id: PaymentId) -> Checked<HoldLifted> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let by = self.officer_of(call, &[Role::Treasurer, Role::Steward], &rules, Error::NotHeld)?.index;
        let mut payment = self.current_payment(call, id)?;
        match &mut payment.stops.hold {
            Some(hold) if hold.by == by && call.now_ms < hold.until_ms && payment.state == PaymentState::Waiting => {
                hold.until_ms = call.now_ms;
            }
            _ => return Err(Error::NotHeld.into()),
        }
        payment.settle_clock(call.now_ms)?;
        self.set_payment(id, payment);
        Ok(HoldLifted { seq: self.counters.next_seq(), payment: id, by })
    }
}
