//! Disputes: opened, ruled, referred to the members, settled.

use mutual_types::{DisputeId, DisputeSubject, Planck, ProposalId, Ruling};

use super::kind::About;
use super::{Message, Outcome, Society};
use crate::contract::{answer, done};
use crate::error::Error;
use crate::keys::Signer;

impl Message<DisputeId> {
    /// Opens a dispute, or asks for one that opens with the third who asks; `deposit` is that of a proposal.
    pub fn open_dispute(subject: DisputeSubject, wanted: Ruling, deposit: Planck) -> Self {
        Self::new(
            "open_dispute",
            (subject, wanted),
            answer!(DisputeOpened(opened) => opened.dispute, DisputePetitioned(asked) => asked.dispute),
        )
        .about(About::Subject(subject))
        .with_value(deposit)
    }
}

impl Message<()> {
    /// Asks for a dispute that another member asked for; it opens with the third.
    pub fn join_dispute(dispute: DisputeId) -> Self {
        Self::new("join_dispute", dispute, done)
    }

    /// Votes on a dispute, as an arbitrator of its panel.
    pub fn rule_dispute(dispute: DisputeId, ruling: Ruling) -> Self {
        Self::new("rule_dispute", (dispute, ruling), done)
    }

    /// Ends a dispute that is decided or dropped; its deposit is given back or lost.
    pub fn settle_dispute(dispute: DisputeId) -> Self {
        Self::new("settle_dispute", dispute, done).about(About::Dispute(dispute))
    }
}

impl Message<ProposalId> {
    /// Has the members decide a dispute that no panel decided. The answer is the proposal.
    pub fn refer_dispute(dispute: DisputeId) -> Self {
        Self::new("refer_dispute", dispute, answer!(DisputeReferred(referred) => referred.proposal))
            .about(About::Dispute(dispute))
    }
}

impl Society {
    /// Opens a dispute, or asks for one that opens with the third who asks; `deposit` is that of a proposal.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn open_dispute(
        &self,
        signer: &Signer,
        subject: DisputeSubject,
        wanted: Ruling,
        deposit: Planck,
    ) -> Result<Outcome<DisputeId>, Error> {
        self.send(signer, Message::open_dispute(subject, wanted, deposit)).await
    }

    /// Asks for a dispute that another member asked for; it opens with the third.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn join_dispute(&self, signer: &Signer, dispute: DisputeId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::join_dispute(dispute)).await
    }

    /// Votes on a dispute, as an arbitrator of its panel.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn rule_dispute(
        &self,
        signer: &Signer,
        dispute: DisputeId,
        ruling: Ruling,
    ) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::rule_dispute(dispute, ruling)).await
    }

    /// Has the members decide a dispute that no panel decided. The answer is the proposal.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn refer_dispute(&self, signer: &Signer, dispute: DisputeId) -> Result<Outcome<ProposalId>, Error> {
        self.send(signer, Message::refer_dispute(dispute)).await
    }

    /// Ends a dispute that is decided or dropped; its deposit is given back or lost.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn settle_dispute(&self, signer: &Signer, dispute: DisputeId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::settle_dispute(dispute)).await
    }
}
