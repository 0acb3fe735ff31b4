//! Payments: approved by treasurers, released by anyone.

use mutual_types::{event::Event, PaymentId, Released};

use super::message::{done, About};
use super::{Message, Outcome, Society};
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
}

impl Message<Released> {
    /// Pays an approved payment. The answer may be [`Released::Refused`]: see [`Outcome::paid`].
    pub fn release_payment(payment: PaymentId) -> Self {
        let released = |events: &[Event]| {
            events.iter().find_map(|event| match event {
                Event::PaymentReleased(_) => Some(Released::Released),
                Event::PaymentRefused(refused) => Some(Released::Refused(refused.refusal)),
                _ => None,
            })
        };
        Self::new("release_payment", payment, released).about(About::Payment(payment))
    }
}

impl Outcome<Released> {
    /// The outcome if the payee has the money. A refused release is recorded on chain and is no revert, and still the
    /// payee has nothing.
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
}
