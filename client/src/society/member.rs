//! Joining, agreeing to the charter, and leaving.

use mutual_types::{AccountId, MemberIndex};

use super::{Message, Outcome, Society};
use crate::contract::done;
use crate::error::Error;
use crate::keys::Signer;

impl Message<()> {
    /// Asks to be let in, with the version of the charter that the applicant has read.
    pub fn apply(charter_version: u32) -> Self {
        Self::new("apply", charter_version, done)
    }

    /// Vouches for an applicant.
    pub fn sponsor(applicant: AccountId) -> Self {
        Self::new("sponsor", applicant, done)
    }

    /// Lets applicants of the founding roster in, at most 50 at once, as a treasurer or steward in the founding window.
    pub fn admit_batch(accounts: &[AccountId]) -> Self {
        Self::new("admit_batch", accounts, done)
    }

    /// Agrees to a later version of the charter.
    pub fn acknowledge(charter_version: u32) -> Self {
        Self::new("acknowledge", charter_version, done)
    }

    /// Leaves the society. Roles and the vote end at once; shares are paid out after the notice.
    pub fn leave() -> Self {
        Self::new("leave", (), done)
    }

    /// Makes the shares of a member who has left a credit of theirs, less what they owe, once they are due.
    pub fn settle_exit(member: MemberIndex) -> Self {
        Self::new("settle_exit", member, done)
    }
}

impl Society {
    /// Asks to be let in, with the version of the charter that the applicant has read.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn apply(&self, signer: &Signer, charter_version: u32) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::apply(charter_version)).await
    }

    /// Vouches for an applicant.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn sponsor(&self, signer: &Signer, applicant: AccountId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::sponsor(applicant)).await
    }

    /// Lets applicants of the founding roster in, at most 50 at once, as a treasurer or steward in the founding window.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn admit_batch(&self, signer: &Signer, accounts: &[AccountId]) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::admit_batch(accounts)).await
    }

    /// Agrees to a later version of the charter.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn acknowledge(&self, signer: &Signer, charter_version: u32) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::acknowledge(charter_version)).await
    }

    /// Leaves the society. Roles and the vote end at once; shares are paid out after the notice.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn leave(&self, signer: &Signer) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::leave()).await
    }

    /// Makes the shares of a member who has left a credit of theirs, less what they owe, once they are due.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn settle_exit(&self, signer: &Signer, member: MemberIndex) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::settle_exit(member)).await
    }
}
