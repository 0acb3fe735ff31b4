//! Proposals: made, decided, executed, settled.

use mutual_types::{event::Event, Action, Choice, Document, Planck, ProposalId};

use super::message::{done, About};
use super::{Message, Outcome, Society};
use crate::error::Error;
use crate::keys::Signer;

impl Message<ProposalId> {
    /// Proposes `action`, with the deposit that the rules ask above the free proposals.
    pub fn propose(title: &str, document: Option<&Document>, action: &Action, deposit: Planck) -> Self {
        let made = |events: &[Event]| {
            events.iter().find_map(|event| match event {
                Event::ProposalMade(made) => Some(made.proposal),
                _ => None,
            })
        };
        Self::new("propose", (title, document, action), made).with_value(deposit)
    }
}

impl Message<()> {
    /// Casts the signer's ballot. It does not change afterwards.
    pub fn vote(proposal: ProposalId, choice: Choice, reason: Option<&str>) -> Self {
        Self::new("vote", (proposal, choice, reason), done).about(About::Proposal(proposal))
    }

    /// Certifies, as a steward, that a spend fits the purpose of its restricted pot.
    pub fn certify(proposal: ProposalId) -> Self {
        Self::new("certify", proposal, done).about(About::Proposal(proposal))
    }

    /// Does what was decided.
    pub fn execute(proposal: ProposalId) -> Self {
        Self::new("execute", proposal, done).about(About::Proposal(proposal))
    }

    /// Gives back the deposit and the place of a proposal that is over.
    pub fn settle(proposal: ProposalId) -> Self {
        Self::new("settle", proposal, done).about(About::Proposal(proposal))
    }
}

impl Society {
    /// Proposes `action`, with the deposit that the rules ask above the free proposals.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn propose(
        &self,
        signer: &Signer,
        title: &str,
        document: Option<&Document>,
        action: &Action,
        deposit: Planck,
    ) -> Result<Outcome<ProposalId>, Error> {
        self.send(signer, Message::propose(title, document, action, deposit)).await
    }

    /// Casts the signer's ballot.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn vote(
        &self,
        signer: &Signer,
        proposal: ProposalId,
        choice: Choice,
        reason: Option<&str>,
    ) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::vote(proposal, choice, reason)).await
    }

    /// Certifies, as a steward, that a spend fits the purpose of its restricted pot.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn certify(&self, signer: &Signer, proposal: ProposalId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::certify(proposal)).await
    }

    /// Does what was decided.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn execute(&self, signer: &Signer, proposal: ProposalId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::execute(proposal)).await
    }

    /// Gives back the deposit and the place of a proposal that is over.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn settle(&self, signer: &Signer, proposal: ProposalId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::settle(proposal)).await
    }
}
