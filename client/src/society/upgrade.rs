//! New code: what an older version stored is brought to its version.

use super::message::simulated;
use super::{Message, Outcome, Society};
use crate::error::Error;
use crate::keys::Signer;

impl Message<bool> {
    /// Brings up to `limit` records of an older version to that of the society's code. The answer is whether all are
    /// done; no event tells it, so it is what the simulation answered.
    pub fn migrate(limit: u32) -> Self {
        Self::new("migrate", limit, simulated)
    }
}

impl Society {
    /// Brings up to `limit` records of an older version to that of the society's code, and says whether all are done.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn migrate(&self, signer: &Signer, limit: u32) -> Result<Outcome<bool>, Error> {
        self.send(signer, Message::migrate(limit)).await
    }
}
