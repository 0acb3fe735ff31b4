//! Payments: approved by treasurers, released by anyone.

use mutual_types::{Payment, PaymentId, ProposalStop, Released, TimestampMs};

use super::kind::About;
use super::{Message, Outcome, Society};
use crate::contract::{answer, done};
use crate::error::Error;
use crate::keys::Signer;

impl Message<()> {
    /// Approves a payment as a treasurer.
    pub fn approve_payment(payment: PaymentId) -> Self {
        Self::new("approve_payment", payment, done).about(About::Payment(payment))
    }

    /// Opens the window of a lapsed payment once more, as a treasurer.
    pub fn renew_payment(payment: PaymentId) -> Self {
        Self::new("renew_payment", payment, done).about(About::Payment(payment))
    }

    /// Makes a payment's clocks stand still for a bounded time, as a treasurer or steward, with a reason. Once.
    pub fn hold_payment(payment: PaymentId, reason: &str) -> Self {
        Self::new("hold_payment", (payment, reason), done).about(About::Payment(payment))
    }

    /// Ends the signer's own hold early.
    pub fn lift_hold(payment: PaymentId) -> Self {
        Self::new("lift_hold", payment, done).about(About::Payment(payment))
    }

    /// Gives a payment up, as its payee.
    pub fn waive_payment(payment: PaymentId) -> Self {
        Self::new("waive_payment", payment, done).about(About::Payment(payment))
    }

    /// Makes an approved call with value to another contract.
    pub fn make_call(payment: PaymentId) -> Self {
        Self::new("make_call", payment, done).about(About::Payment(payment))
    }
}

impl Message<Released> {
    /// Pays an approved payment; while the society dissolves, as a credit of the payee. The answer may be
    /// [`Released::Refused`]: see [`Outcome::paid`].
    pub fn release_payment(payment: PaymentId) -> Self {
        let released = answer!(
            PaymentReleased(_) => Released::Released,
            PaymentCredited(_) => Released::Released,
            PaymentRefused(refused) => Released::Refused(refused.refusal)
        );
        Self::new("release_payment", payment, released).about(About::Payment(payment))
    }
}

impl Outcome<Released> {
    /// The outcome if the payee has the money, or a credit of a society that dissolves. A refused release is recorded
    /// on chain and is no revert, and still the payee has nothing.
    ///
    /// # Errors
    /// [`Error::PaymentRefused`].
    pub fn paid(self) -> Result<Outcome<()>, Error> {
        match self.value {
            Released::Released => Ok(self.with(())),
            Released::Refused(refusal) => {
                let tx = self.block.map(|_| self.tx);
                Err(Error::PaymentRefused { refusal, tx })
            }
        }
    }
}

impl Society {
    /// A payment with its clocks as they are at `now_ms`. A proposal to release or cancel it that has ended stops it no
    /// longer, though its record, which [`Society::payment`] reads, says so until the next message about it.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn current_payment(&self, payment: PaymentId, now_ms: TimestampMs) -> Result<Option<Payment>, Error> {
        match self.payment(payment).await? {
            Some(record) => self.with_current_clocks(record, now_ms).await.map(Some),
            None => Ok(None),
        }
    }

    /// The same payment with its clocks as they are at `now_ms`; see [`Society::current_payment`].
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn with_current_clocks(&self, mut payment: Payment, now_ms: TimestampMs) -> Result<Payment, Error> {
        let unsound = |_| Error::Foreign("the clocks of one of its payments do not add up".to_owned());
        for is_release in [true, false] {
            let stops = &mut payment.stops;
            let stop = if is_release { &mut stops.release_proposal } else { &mut stops.cancel_proposal };
            let Some(ProposalStop { proposal, over: over @ false }) = stop else { continue };
            let ended_ms = self.proposal(*proposal).await?.and_then(|(proposal, _)| proposal.ended_ms(now_ms));
            if let Some(ended_ms) = ended_ms {
                *over = true;
                payment.resume_clock(ended_ms, now_ms).map_err(unsound)?;
            }
        }
        payment.settle_clock(now_ms).map_err(unsound)?;
        Ok(payment)
    }

    /// Approves a payment as a treasurer.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn approve_payment(&self, signer: &Signer, payment: PaymentId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::approve_payment(payment)).await
    }

    /// Pays an approved payment; see [`Outcome::paid`] for whether the payee has it.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn release_payment(&self, signer: &Signer, payment: PaymentId) -> Result<Outcome<Released>, Error> {
        self.send(signer, Message::release_payment(payment)).await
    }

    /// Opens the window of a lapsed payment once more, as a treasurer.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn renew_payment(&self, signer: &Signer, payment: PaymentId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::renew_payment(payment)).await
    }

    /// Makes a payment's clocks stand still for a bounded time, as a treasurer or steward, with a reason. Once.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn hold_payment(&self, signer: &Signer, payment: PaymentId, reason: &str) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::hold_payment(payment, reason)).await
    }

    /// Ends the signer's own hold early.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn lift_hold(&self, signer: &Signer, payment: PaymentId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::lift_hold(payment)).await
    }

    /// Gives a payment up, as its payee.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn waive_payment(&self, signer: &Signer, payment: PaymentId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::waive_payment(payment)).await
    }

    /// Makes an approved call with value to another contract.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn make_call(&self, signer: &Signer, payment: PaymentId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::make_call(payment)).await
    }
}
