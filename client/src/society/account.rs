//! A member's account and what they hold with it: rotation, stopping a recovery, resigning.

use mutual_types::{AccountId, MemberIndex, ProposalId, Role};

use super::{Message, Outcome, Society};
use crate::contract::done;
use crate::error::Error;
use crate::keys::Signer;

impl Message<()> {
    /// Offers the signer's membership to another account of theirs, which must accept it.
    pub fn rotate_account(to: AccountId) -> Self {
        Self::new("rotate_account", to, done)
    }

    /// Takes over the membership that a member has offered to the signer.
    pub fn accept_account(member: MemberIndex) -> Self {
        Self::new("accept_account", member, done)
    }

    /// Stops the recovery of the signer's own account, whose key is not lost.
    pub fn stop_recovery(proposal: ProposalId) -> Self {
        Self::new("stop_recovery", proposal, done)
    }

    /// Gives up a role.
    pub fn resign(role: Role) -> Self {
        Self::new("resign", role, done)
    }
}

impl Society {
    /// Offers the signer's membership to another account of theirs, which must accept it.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn rotate_account(&self, signer: &Signer, to: AccountId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::rotate_account(to)).await
    }

    /// Takes over the membership that a member has offered to the signer.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn accept_account(&self, signer: &Signer, member: MemberIndex) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::accept_account(member)).await
    }

    /// Stops the recovery of the signer's own account, whose key is not lost.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn stop_recovery(&self, signer: &Signer, proposal: ProposalId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::stop_recovery(proposal)).await
    }

    /// Gives up a role.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn resign(&self, signer: &Signer, role: Role) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::resign(role)).await
    }
}
