//! Proposals: made, decided, executed, settled.

use mutual_types::{Action, Choice, Document, Mode, Planck, ProposalId};

use super::kind::About;
use super::{Message, Outcome, Society};
use crate::contract::{answer, done};
use crate::error::Error;
use crate::keys::Signer;

impl Message<ProposalId> {
    /// Proposes `action`, with the deposit that the rules ask above the free proposals.
    pub fn propose(title: &str, document: Option<&Document>, action: &Action, mode: Mode, deposit: Planck) -> Self {
        let about = match action {
            Action::Suspend { until_ms, .. } => About::Until(*until_ms),
            _ => About::Nothing,
        };
        let made = answer!(ProposalMade(made) => made.proposal);
        Self::new("propose", (title, document, action, mode), made).about(about).with_value(deposit)
    }
}

impl Message<()> {
    /// Casts the signer's ballot. It does not change afterwards.
    pub fn vote(proposal: ProposalId, choice: Choice, reason: Option<&str>) -> Self {
        Self::new("vote", (proposal, choice, reason), done).about(About::Proposal(proposal))
    }

    /// Objects to a proposal that passes by consent, with a reason. Enough objections open a ballot.
    pub fn object(proposal: ProposalId, reason: &str) -> Self {
        Self::new("object", (proposal, reason), done).about(About::Proposal(proposal))
    }

    /// Certifies, as a steward, that a spend fits the purpose of its restricted pot.
    pub fn certify(proposal: ProposalId) -> Self {
        Self::new("certify", proposal, done).about(About::Proposal(proposal))
    }

    /// States the case of the signer, whom the proposal would suspend or expel. Once.
    pub fn state_case(proposal: ProposalId, document: &Document) -> Self {
        Self::new("state_case", (proposal, document), done).about(About::Proposal(proposal))
    }

    /// Withdraws the signer's own proposal before voting ends.
    pub fn withdraw_proposal(proposal: ProposalId) -> Self {
        Self::new("withdraw_proposal", proposal, done).about(About::Proposal(proposal))
    }

    /// Does what was decided.
    pub fn execute(proposal: ProposalId) -> Self {
        Self::new("execute", proposal, done).about(About::Proposal(proposal))
    }

    /// Doubles the time in which a proposal can be executed, while its pot is short. Once.
    pub fn extend_window(proposal: ProposalId) -> Self {
        Self::new("extend_window", proposal, done).about(About::Proposal(proposal))
    }

    /// Gives back the deposit and the place of a proposal that is over.
    pub fn settle(proposal: ProposalId) -> Self {
        Self::new("settle", proposal, done).about(About::Proposal(proposal))
    }

    /// Calls a proposal without quorum spam, as a steward; the second one to do so takes its deposit.
    pub fn judge_spam(proposal: ProposalId) -> Self {
        Self::new("judge_spam", proposal, done).about(About::Proposal(proposal))
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
        mode: Mode,
        deposit: Planck,
    ) -> Result<Outcome<ProposalId>, Error> {
        self.send(signer, Message::propose(title, document, action, mode, deposit)).await
    }

    /// Casts the signer's ballot. It does not change afterwards.
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

    /// Objects to a proposal that passes by consent, with a reason. Enough objections open a ballot.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn object(&self, signer: &Signer, proposal: ProposalId, reason: &str) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::object(proposal, reason)).await
    }

    /// Certifies, as a steward, that a spend fits the purpose of its restricted pot.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn certify(&self, signer: &Signer, proposal: ProposalId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::certify(proposal)).await
    }

    /// States the case of the signer, whom the proposal would suspend or expel. Once.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn state_case(
        &self,
        signer: &Signer,
        proposal: ProposalId,
        document: &Document,
    ) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::state_case(proposal, document)).await
    }

    /// Withdraws the signer's own proposal before voting ends.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn withdraw_proposal(&self, signer: &Signer, proposal: ProposalId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::withdraw_proposal(proposal)).await
    }

    /// Does what was decided.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn execute(&self, signer: &Signer, proposal: ProposalId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::execute(proposal)).await
    }

    /// Doubles the time in which a proposal can be executed, while its pot is short. Once.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn extend_window(&self, signer: &Signer, proposal: ProposalId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::extend_window(proposal)).await
    }

    /// Gives back the deposit and the place of a proposal that is over.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn settle(&self, signer: &Signer, proposal: ProposalId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::settle(proposal)).await
    }

    /// Calls a proposal without quorum spam, as a steward; the second one to do so takes its deposit.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn judge_spam(&self, signer: &Signer, proposal: ProposalId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::judge_spam(proposal)).await
    }
}
