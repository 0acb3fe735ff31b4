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
mod freshness;
mod grant;
mod kind;
mod member;
mod payment;
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

use mutual_types::{AccountId, Founding, Planck};
use scale::Decode;

use crate::chain::{Chain, Hash, Wait};
use crate::contract::{self, Bundle};
use crate::error::Error;
use crate::keys::Signer;

pub use crate::contract::{Freshen, Notice};
pub use events::{BlockEvents, Happened};
pub use foresight::Foreseen;
pub use kind::About;
pub use upgrade::Successor;
pub use welcome::Welcome;

/// A message to a society, before anyone signs it.
pub type Message<T> = contract::Message<T, Society>;
/// A message to a society, or a transfer, that was simulated and priced, and waits for a yes.
pub type Prepared<T> = contract::Prepared<T, Society>;
/// A founding of a society that was simulated and priced, and waits for a yes.
pub type PreparedFounding = contract::PreparedFounding<Society>;
/// What became of a message to a society, or of a transfer.
pub type Outcome<T> = contract::Outcome<T, Society>;

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

    /// Simulates a message of `signer` and prices it.
    ///
    /// # Errors
    /// [`Error::Contract`] with the contract's reason, [`Error::NoFunds`], [`Error::Dispatch`].
    pub async fn prepare<T: Decode>(
        &self,
        signer: AccountId,
        message: Message<T>,
        freshen: Freshen<'_>,
    ) -> Result<Prepared<T>, Error> {
        contract::prepare(self, signer, message, freshen).await
    }

    /// Simulates, signs and sends a message, and waits for its block. If it fails only because the chain has made no
    /// block since its time came, a block is made first, for which the signer may pay.
    ///
    /// # Errors
    /// [`Error::Contract`] with the contract's reason, and those of [`Chain::submit`].
    pub async fn send<T: Decode>(&self, signer: &Signer, message: Message<T>) -> Result<Outcome<T>, Error> {
        let prepared = self.prepare(signer.account(), message, Freshen::Sign(signer)).await?;
        prepared.send(signer, Wait::Block).await
    }

    /// Simulates a founding by `signer`, who pays `value` into the general pot, and prices it.
    ///
    /// # Errors
    /// [`Error::Contract`] with the first mistake of the founding, [`Error::NoFunds`].
    pub async fn prepare_founding(
        chain: &Chain,
        signer: AccountId,
        founding: &Founding,
        value: Planck,
    ) -> Result<PreparedFounding, Error> {
        contract::prepare_founding(chain, signer, founding, value).await
    }

    /// Founds a society, and waits for its block.
    ///
    /// # Errors
    /// Those of [`Society::prepare_founding`] and [`Chain::submit`].
    pub async fn found(
        chain: &Chain,
        signer: &Signer,
        founding: &Founding,
        value: Planck,
    ) -> Result<Outcome<Self>, Error> {
        let prepared = Self::prepare_founding(chain, signer.account(), founding, value).await?;
        let outcome = prepared.send(signer, Wait::Block).await?;
        let society = Self { chain: chain.clone(), address: outcome.value, bundle: Bundle::society()?, block: None };
        Ok(outcome.with(society))
    }
}
