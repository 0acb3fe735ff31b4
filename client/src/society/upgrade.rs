//! New code: whether it can follow, and what an older version stored brought to its version.

use scale::Decode;

use super::{Message, Outcome, Society};
use crate::chain::Hash;
use crate::contract::{decode_output, simulated};
use crate::error::Error;
use crate::keys::Signer;
use mutual_types::AccountId;

/// What code would be to a society that runs it from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Successor {
    /// It reads what the society has stored, and goes on from there.
    Fit,
    /// It is of an earlier version than what the society has stored, and would refuse to write for ever.
    Earlier,
    /// It does not read what the society has stored, or is not the code of a society at all.
    Foreign,
}

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

    /// What the code with this hash, which must be on the chain, would be to this society. It is tried on the society's
    /// root cell, in a simulation of `asker`'s, who needs the money for a contract but pays nothing. That is no proof of
    /// what it does with the rest, or of what it will do: read it.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::NoFunds`].
    pub async fn successor(&self, asker: AccountId, code: Hash) -> Result<Successor, Error> {
        match self.rehearse::<bool>(asker, code, "migrate", 0).await {
            Err(Error::Contract { error: mutual_types::Error::NothingToMigrate, .. }) => {}
            Ok(_) | Err(Error::Contract { .. }) => return Ok(Successor::Fit),
            Err(Error::Foreign(_) | Error::Dispatch { .. }) => return Ok(Successor::Foreign),
            Err(other) => return Err(other),
        }
        // There is no such proposal; code that says anything but that will say it of every message.
        match self.rehearse::<()>(asker, code, "settle", u32::MAX).await {
            Err(Error::Contract { error: mutual_types::Error::Migrating, .. }) => Ok(Successor::Earlier),
            Ok(()) | Err(Error::Contract { .. }) => Ok(Successor::Fit),
            Err(Error::Foreign(_) | Error::Dispatch { .. }) => Ok(Successor::Foreign),
            Err(other) => Err(other),
        }
    }

    async fn rehearse<T: Decode>(&self, asker: AccountId, code: Hash, label: &str, arg: u32) -> Result<T, Error> {
        let root = self.chain.root_cell(self.address).await?;
        let mut message = [0; 8];
        let (selector, bytes) = message.split_at_mut(4);
        selector.copy_from_slice(&self.bundle.message(label)?);
        bytes.copy_from_slice(&arg.to_le_bytes());
        let rehearsal = self.chain.rehearse(asker, code, &root, message).await?;
        decode_output(&rehearsal.data, rehearsal.reverted)
    }
}
