//! Proxies: members who vote for others.

use mutual_types::{Choice, MemberIndex, ProposalId};

use super::{Message, Outcome, Society};
use crate::contract::done;
use crate::error::Error;
use crate::keys::Signer;

impl Message<()> {
    /// Asks another member to vote for the signer.
    pub fn offer_proxy(holder: MemberIndex) -> Self {
        Self::new("offer_proxy", holder, done)
    }

    /// Takes the proxy that a member has offered to the signer.
    pub fn accept_proxy(member: MemberIndex) -> Self {
        Self::new("accept_proxy", member, done)
    }

    /// Ends the proxy that `member` has given, as its giver or holder.
    pub fn end_proxy(member: MemberIndex) -> Self {
        Self::new("end_proxy", member, done)
    }

    /// Casts the signer's ballot, and the same for every member whose proxy they hold.
    pub fn vote_with_proxies(proposal: ProposalId, choice: Choice, reason: Option<&str>) -> Self {
        Self::new("vote_with_proxies", (proposal, choice, reason), done)
    }
}

impl Society {
    /// Asks another member to vote for the signer.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn offer_proxy(&self, signer: &Signer, holder: MemberIndex) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::offer_proxy(holder)).await
    }

    /// Takes the proxy that a member has offered to the signer.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn accept_proxy(&self, signer: &Signer, member: MemberIndex) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::accept_proxy(member)).await
    }

    /// Ends the proxy that `member` has given, as its giver or holder.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn end_proxy(&self, signer: &Signer, member: MemberIndex) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::end_proxy(member)).await
    }

    /// Casts the signer's ballot, and the same for every member whose proxy they hold.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn vote_with_proxies(
        &self,
        signer: &Signer,
        proposal: ProposalId,
        choice: Choice,
        reason: Option<&str>,
    ) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::vote_with_proxies(proposal, choice, reason)).await
    }
}
