//! A lending circle: its messages by their own names, its record, and what became of what was sent.
//!
//! As [`crate::society`]: [`Circle::join`] and its kin simulate, sign, send and wait; to show what a message would do before
//! anyone signs, use [`Circle::prepare`] with the [`Message`] of the same name, then [`Prepared::send`].
//!
//! ```no_run
//! # async fn pay(chain: mutual_client::chain::Chain) -> Result<(), mutual_client::Error> {
//! use mutual_client::{circle::Circle, keys::Signer, text::address};
//!
//! let contract = address::parse("5CFcHXgXVLQ6hDs32fb3YiosbupQxGMRVG57obEnUPPBoJkm").expect("an address");
//! let circle = Circle::at(&chain, contract).await?;
//! let signer = Signer::from_dev_uri("//Alice")?;
//! let view = circle.circle().await?;
//! let me = view.circle.number_of(signer.account()).expect("a member");
//! circle.contribute(&signer, me, 1, view.circle.terms.contribution).await?;
//! # Ok(())
//! # }
//! ```

mod kind;
mod messages;

#[cfg(test)]
mod tests;

use mutual_types::circle::{commitment, Circle as Record, CircleView, Terms};
use mutual_types::{AccountId, TimestampMs};
use scale::Decode;
use sp_crypto_hashing::blake2_256;

use crate::chain::{Chain, Wait};
use crate::contract::{self, Bundle, Freshen};
use crate::error::Error;
use crate::keys::Signer;

/// A message to a circle, before anyone signs it.
pub type Message<T> = contract::Message<T, Circle>;
/// A message to a circle that was simulated and priced, and waits for a yes.
pub type Prepared<T> = contract::Prepared<T, Circle>;
/// A founding of a circle that was simulated and priced, and waits for a yes.
pub type PreparedFounding = contract::PreparedFounding<Circle>;
/// What became of a message to a circle.
pub type Outcome<T> = contract::Outcome<T, Circle>;

/// A circle on a chain. Cheap to clone, and of use to several tasks at once.
#[derive(Clone, Debug)]
pub struct Circle {
    chain: Chain,
    address: AccountId,
}

/// A circle as it is at a moment, by the very function that the contract uses.
///
/// # Errors
/// [`Error::Circle`] for a record whose sums do not fit, which no contract has.
pub fn caught_up(circle: &Record, now_ms: TimestampMs) -> Result<Record, Error> {
    let mut circle = circle.clone();
    match circle.catch_up(now_ms, blake2_256, &mut Vec::new()) {
        Ok(()) => Ok(circle),
        Err(error) => Err(Error::Circle { error: error.into(), is_stale: false, sent: None }),
    }
}

impl Circle {
    /// The circle at `address`, if it runs the code that this client knows.
    ///
    /// # Errors
    /// [`Error::NoContract`], [`Error::OtherCode`], [`Error::NoContractsPallet`].
    pub async fn at(chain: &Chain, address: AccountId) -> Result<Self, Error> {
        chain.ensure_code(address, Bundle::circle()?).await?;
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

    /// The whole circle, as it was at the last block.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn circle(&self) -> Result<CircleView, Error> {
        contract::read(self, "circle", (), None).await
    }

    /// What `member` gives when joining, so that the order can be drawn from `secret` later.
    pub fn commitment(&self, member: AccountId, secret: &[u8; 32]) -> [u8; 32] {
        commitment(self.address, member, secret, blake2_256)
    }

    /// Simulates a message of `signer` and prices it.
    ///
    /// # Errors
    /// [`Error::Circle`] with the circle's reason, [`Error::NoFunds`], [`Error::Dispatch`].
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
    /// [`Error::Circle`] with the circle's reason, and those of [`Chain::submit`].
    pub async fn send<T: Decode>(&self, signer: &Signer, message: Message<T>) -> Result<Outcome<T>, Error> {
        let prepared = self.prepare(signer.account(), message, Freshen::Sign(signer)).await?;
        prepared.send(signer, Wait::Block).await
    }

    /// Simulates the making of a circle by `signer` and prices it.
    ///
    /// # Errors
    /// [`Error::Circle`] with the first mistake, [`Error::NoFunds`].
    pub async fn prepare_founding(chain: &Chain, signer: AccountId, terms: &Terms) -> Result<PreparedFounding, Error> {
        contract::prepare_founding(chain, signer, terms, 0).await
    }

    /// Makes a circle, and waits for its block.
    ///
    /// # Errors
    /// Those of [`Circle::prepare_founding`] and [`Chain::submit`].
    pub async fn found(chain: &Chain, signer: &Signer, terms: &Terms) -> Result<Outcome<Self>, Error> {
        let prepared = Self::prepare_founding(chain, signer.account(), terms).await?;
        let outcome = prepared.send(signer, Wait::Block).await?;
        let made = Self { chain: chain.clone(), address: outcome.value };
        Ok(outcome.with(made))
    }
}
