//! A society: its messages by their own names, its records, and what became of what was sent.
//!
//! [`Society::vote`] and its kin simulate, sign, send and wait. To show what a message would do before anyone signs, use
//! [`Society::prepare`] with the [`Message`] of the same name, then [`Prepared::send`].

mod account;
mod dispute;
mod dissolution;
mod dues;
mod events;
mod foresight;
mod founding;
mod freshness;
mod grant;
mod member;
mod message;
mod outcome;
mod payment;
mod prepared;
mod proposal;
mod proxy;
mod reads;
mod relief;
mod sent;
mod since;
mod spending;
mod transfer;
mod treasury;
mod upgrade;
mod welcome;

#[cfg(test)]
mod tests;

use mutual_types::AccountId;

use crate::chain::{Chain, Hash};
use crate::contract::Bundle;
use crate::error::Error;
use crate::keys::Signer;

pub use events::{BlockEvents, Happened};
pub use foresight::Foreseen;
pub(crate) use founding::salt;
pub use freshness::Freshen;
pub use message::Message;
pub use outcome::{Notice, Outcome};
pub use prepared::Prepared;
pub use upgrade::Successor;
pub use welcome::Welcome;

/// A society on a chain. Cheap to clone, and of use to several tasks at once.
#[derive(Clone, Debug)]
pub struct Society {
    chain: Chain,
    address: AccountId,
    bundle: &'static Bundle,
    /// The block that reads look at; none for the best one.
    block: Option<Hash>,
}

impl Society {
    /// The society at `address`, if it runs the code that this client knows.
    ///
    /// # Errors
    /// [`Error::NoContract`], [`Error::OtherCode`], [`Error::NoContractsPallet`].
    pub async fn at(chain: &Chain, address: AccountId) -> Result<Self, Error> {
        Self::with_bundle(chain, address, Bundle::society()?).await
    }

    /// The society at `address`, if it runs the code of this bundle: another version than this client was built with.
    /// Its messages and records must be those that this client knows.
    ///
    /// # Errors
    /// [`Error::NoContract`], [`Error::OtherCode`], [`Error::NoContractsPallet`].
    pub async fn with_bundle(chain: &Chain, address: AccountId, bundle: &'static Bundle) -> Result<Self, Error> {
        chain.ensure_code(address, bundle).await?;
        Ok(Self { chain: chain.clone(), address, bundle, block: None })
    }

    /// The same society as it was after a block. What is sent goes to the present one all the same.
    pub fn at_block(&self, block: Hash) -> Self {
        Self { block: Some(block), ..self.clone() }
    }

    /// The bundle of the code it runs.
    pub(crate) fn bundle(&self) -> &'static Bundle {
        self.bundle
    }

    /// Its address.
    pub fn address(&self) -> AccountId {
        self.address
    }

    /// The chain it is on.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    /// Simulates, signs and sends a message, and waits for its block. If it fails only because the chain has made no
    /// block since its time came, a block is made first, for which the signer may pay.
    ///
    /// # Errors
    /// [`Error::Contract`] with the contract's reason, and those of [`Chain::submit`].
    pub async fn send<T>(&self, signer: &Signer, message: Message<T>) -> Result<Outcome<T>, Error>
    where
        T: scale::Decode,
    {
        let prepared = self.prepare(signer.account(), message, Freshen::Sign(signer)).await?;
        prepared.send(signer, crate::chain::Wait::Block).await
    }
}
