//! Joining, and agreeing to the charter.

use mutual_types::AccountId;

use super::message::done;
use super::{Message, Outcome, Society};
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

    /// Agrees to a later version of the charter.
    pub fn acknowledge(charter_version: u32) -> Self {
        Self::new("acknowledge", charter_version, done)
    }
}

impl Society {
    /// Asks to be let in.
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

    /// Agrees to a later version of the charter.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn acknowledge(&self, signer: &Signer, charter_version: u32) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::acknowledge(charter_version)).await
    }
}
