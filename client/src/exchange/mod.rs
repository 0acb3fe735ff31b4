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

mod founding;
mod message;
mod messages;
mod outcome;
mod prepared;
mod reads;

#[cfg(test)]
mod tests;

use mutual_types::AccountId;

use crate::chain::{Chain, Wait};
use crate::contract::Bundle;
use crate::error::Error;
use crate::keys::Signer;
use crate::society::Freshen;

pub use founding::PreparedFounding;
pub use message::Message;
pub use outcome::Outcome;
pub use prepared::Prepared;

/// An exchange on a chain. Cheap to clone, and of use to several tasks at once.
#[derive(Clone, Debug)]
pub struct Exchange {
    chain: Chain,
    address: AccountId,
    bundle: &'static Bundle,
}

impl Exchange {
    /// The exchange at `address`, if it runs the code that this client knows.
    ///
    /// # Errors
    /// [`Error::NoContract`], [`Error::OtherCode`], [`Error::NoContractsPallet`].
    pub async fn at(chain: &Chain, address: AccountId) -> Result<Self, Error> {
        let bundle = Bundle::exchange()?;
        chain.ensure_code(address, bundle).await?;
        Ok(Self { chain: chain.clone(), address, bundle })
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
    /// [`Error::Exchange`] with the exchange's reason, and those of [`Chain::submit`].
    pub async fn send<T: scale::Decode>(&self, signer: &Signer, message: Message<T>) -> Result<Outcome<T>, Error> {
        let prepared = self.prepare(signer.account(), message, Freshen::Sign(signer)).await?;
        prepared.send(signer, Wait::Block).await
    }
}
