//! An exchange of hours: its messages by their own names, its records, and what became of what was sent.
//!
//! As [`crate::society`]: [`Exchange::propose`] and its kin simulate, sign, send and wait; to show what a message would do
//! before anyone signs, use [`Exchange::prepare`] with the [`Message`] of the same name, then [`Prepared::send`].
//!
//! ```no_run
//! # async fn offer(chain: mutual_client::chain::Chain) -> Result<(), mutual_client::Error> {
//! use mutual_client::{exchange::Exchange, keys::Signer, text::address};
//! use mutual_types::exchange::{Category, OfferKind, OfferTerms};
//!
//! let contract = address::parse("5CFcHXgXVLQ6hDs32fb3YiosbupQxGMRVG57obEnUPPBoJkm").expect("an address");
//! let exchange = Exchange::at(&chain, contract).await?;
//! let terms = OfferTerms {
//!     kind: OfferKind::Offer,
//!     category: Category::Repairs,
//!     minutes: 120,
//!     title: "bicycles".to_owned(),
//!     place: "Creekside".to_owned(),
//!     ends_ms: chain.moment().await?.now_ms() + 604_800_000,
//! };
//! let posted = exchange.post_offer(&Signer::from_dev_uri("//Alice")?, &terms).await?;
//! let found = exchange.search(OfferKind::Offer, Category::Repairs, 0, 50).await?;
//! assert!(found.iter().any(|(id, _)| *id == posted.value));
//! # Ok(())
//! # }
//! ```

mod kind;
mod messages;
mod reads;

#[cfg(test)]
mod tests;

use mutual_types::exchange::Founding;
use mutual_types::AccountId;
use scale::Decode;

use crate::chain::{Chain, Wait};
use crate::contract::{self, Bundle, Freshen};
use crate::error::Error;
use crate::keys::Signer;

/// A message to an exchange, before anyone signs it.
pub type Message<T> = contract::Message<T, Exchange>;
/// A message to an exchange that was simulated and priced, and waits for a yes.
pub type Prepared<T> = contract::Prepared<T, Exchange>;
/// A founding of an exchange that was simulated and priced, and waits for a yes.
pub type PreparedFounding = contract::PreparedFounding<Exchange>;
/// What became of a message to an exchange.
pub type Outcome<T> = contract::Outcome<T, Exchange>;

/// An exchange on a chain. Cheap to clone, and of use to several tasks at once.
#[derive(Clone, Debug)]
pub struct Exchange {
    chain: Chain,
    address: AccountId,
}

impl Exchange {
    /// The exchange at `address`, if it runs the code that this client knows.
    ///
    /// # Errors
    /// [`Error::NoContract`], [`Error::OtherCode`], [`Error::NoContractsPallet`].
    pub async fn at(chain: &Chain, address: AccountId) -> Result<Self, Error> {
        chain.ensure_code(address, Bundle::exchange()?).await?;
        Ok(Self { chain: chain.clone(), address })
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
    /// [`Error::Exchange`] with the exchange's reason, [`Error::NoFunds`], [`Error::Dispatch`].
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
    /// [`Error::Exchange`] with the exchange's reason, and those of [`Chain::submit`].
    pub async fn send<T: Decode>(&self, signer: &Signer, message: Message<T>) -> Result<Outcome<T>, Error> {
        let prepared = self.prepare(signer.account(), message, Freshen::Sign(signer)).await?;
        prepared.send(signer, Wait::Block).await
    }

    /// Simulates a founding by `signer` and prices it.
    ///
    /// # Errors
    /// [`Error::Exchange`] with the first mistake, [`Error::NoFunds`].
    pub async fn prepare_founding(
        chain: &Chain,
        signer: AccountId,
        terms: &Founding,
    ) -> Result<PreparedFounding, Error> {
        contract::prepare_founding(chain, signer, terms, 0).await
    }

    /// Founds an exchange, and waits for its block.
    ///
    /// # Errors
    /// Those of [`Exchange::prepare_founding`] and [`Chain::submit`].
    pub async fn found(chain: &Chain, signer: &Signer, terms: &Founding) -> Result<Outcome<Self>, Error> {
        let prepared = Self::prepare_founding(chain, signer.account(), terms).await?;
        let outcome = prepared.send(signer, Wait::Block).await?;
        let made = Self { chain: chain.clone(), address: outcome.value };
        Ok(outcome.with(made))
    }
}
