//! Relief: asked for, attested by members, promised.

use mutual_types::{PaymentId, Planck, PotId, ReliefId};

use super::kind::About;
use super::{Message, Outcome, Society};
use crate::contract::{answer, done};
use crate::error::Error;
use crate::keys::Signer;

impl Message<ReliefId> {
    /// Asks for relief. The evidence stays with the asker; only the hash of salt and evidence goes on chain.
    pub fn ask_relief(pot: PotId, amount: Planck, evidence: [u8; 32]) -> Self {
        Self::new("ask_relief", (pot, amount, evidence), answer!(ReliefAsked(asked) => asked.request))
    }
}

impl Message<()> {
    /// Confirms that a request is true.
    pub fn attest_relief(request: ReliefId) -> Self {
        Self::new("attest_relief", request, done)
    }

    /// Withdraws the signer's own request, while nothing was promised.
    pub fn withdraw_relief(request: ReliefId) -> Self {
        Self::new("withdraw_relief", request, done)
    }
}

impl Message<PaymentId> {
    /// Promises attested relief that had to wait. The answer is the payment.
    pub fn promise_relief(request: ReliefId) -> Self {
        Self::new("promise_relief", request, answer!(PaymentCreated(created) => created.payment))
            .about(About::Relief(request))
    }
}

impl Society {
    /// Asks for relief. The evidence stays with the asker; only the hash of salt and evidence goes on chain.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn ask_relief(
        &self,
        signer: &Signer,
        pot: PotId,
        amount: Planck,
        evidence: [u8; 32],
    ) -> Result<Outcome<ReliefId>, Error> {
        self.send(signer, Message::ask_relief(pot, amount, evidence)).await
    }

    /// Confirms that a request is true.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn attest_relief(&self, signer: &Signer, request: ReliefId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::attest_relief(request)).await
    }

    /// Promises attested relief that had to wait. The answer is the payment.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn promise_relief(&self, signer: &Signer, request: ReliefId) -> Result<Outcome<PaymentId>, Error> {
        self.send(signer, Message::promise_relief(request)).await
    }

    /// Withdraws the signer's own request, while nothing was promised.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn withdraw_relief(&self, signer: &Signer, request: ReliefId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::withdraw_relief(request)).await
    }
}
