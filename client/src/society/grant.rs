//! Grants: stages handed in, accepted and paid; loans paid back.

use mutual_types::{Document, GrantId, Planck};

use super::{Message, Outcome, Society};
use crate::contract::done;
use crate::error::Error;
use crate::keys::Signer;

impl Message<()> {
    /// Hands in the open stage of a grant, with evidence and the measured outcome, as its payee.
    pub fn claim_stage(grant: GrantId, stage: u8, evidence: &Document, metric: u64) -> Self {
        Self::new("claim_stage", (grant, stage, evidence, metric), done)
    }

    /// Accepts what was handed in, as a steward: a payment follows.
    pub fn accept_stage(grant: GrantId, stage: u8) -> Self {
        Self::new("accept_stage", (grant, stage), done)
    }

    /// Returns what was handed in to the payee, as a steward, with a reason.
    pub fn return_stage(grant: GrantId, stage: u8, reason: &str) -> Self {
        Self::new("return_stage", (grant, stage, reason), done)
    }

    /// Ends a stage that nobody handed in in time; its money is free again.
    pub fn lapse_stage(grant: GrantId, stage: u8) -> Self {
        Self::new("lapse_stage", (grant, stage), done)
    }

    /// Starts the payment of a stipend that is due.
    pub fn pay_stipend(grant: GrantId) -> Self {
        Self::new("pay_stipend", grant, done)
    }

    /// Pays back `amount` of a repayable grant.
    pub fn repay_grant(grant: GrantId, amount: Planck) -> Self {
        Self::new("repay_grant", grant, done).with_value(amount)
    }
}

impl Society {
    /// Hands in the open stage of a grant, with evidence and the measured outcome, as its payee.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn claim_stage(
        &self,
        signer: &Signer,
        grant: GrantId,
        stage: u8,
        evidence: &Document,
        metric: u64,
    ) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::claim_stage(grant, stage, evidence, metric)).await
    }

    /// Accepts what was handed in, as a steward: a payment follows.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn accept_stage(&self, signer: &Signer, grant: GrantId, stage: u8) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::accept_stage(grant, stage)).await
    }

    /// Returns what was handed in to the payee, as a steward, with a reason.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn return_stage(
        &self,
        signer: &Signer,
        grant: GrantId,
        stage: u8,
        reason: &str,
    ) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::return_stage(grant, stage, reason)).await
    }

    /// Ends a stage that nobody handed in in time; its money is free again.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn lapse_stage(&self, signer: &Signer, grant: GrantId, stage: u8) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::lapse_stage(grant, stage)).await
    }

    /// Starts the payment of a stipend that is due.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn pay_stipend(&self, signer: &Signer, grant: GrantId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::pay_stipend(grant)).await
    }

    /// Pays back `amount` of a repayable grant.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn repay_grant(&self, signer: &Signer, grant: GrantId, amount: Planck) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::repay_grant(grant, amount)).await
    }
}
