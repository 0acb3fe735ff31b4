//! A federation of societies: its messages by their own names, its records, and what became of what was sent.
//!
//! As [`crate::society`]: [`Federation::collect`] and its kin simulate, sign, send and wait; to show what a message would do
//! before anyone signs, use [`Federation::prepare`] with the [`Message`] of the same name, then [`Prepared::send`]. What only
//! a society can do it does by a proposal to call the federation: [`Federation::call`] makes its terms, and
//! [`Asked::decode`] says what a proposal of others would do.
//!
//! ```no_run
//! # async fn join(chain: mutual_client::chain::Chain, society: mutual_client::society::Society)
//! # -> Result<(), mutual_client::Error> {
//! use mutual_client::{federation::{Federation, Message}, keys::Signer, text::address};
//! use mutual_types::{Action, Mode, PotId};
//!
//! let contract = address::parse("5CFcHXgXVLQ6hDs32fb3YiosbupQxGMRVG57obEnUPPBoJkm").expect("an address");
//! let federation = Federation::at(&chain, contract).await?;
//! let action = Action::Call(federation.call(&Message::join(), PotId::GENERAL).await?);
//! let alice = Signer::from_dev_uri("//Alice")?;
//! society.propose(&alice, "We join the district", None, &action, Mode::Ballot, 0).await?;
//! # Ok(())
//! # }
//! ```

mod asked;
mod kind;
mod messages;
mod reads;

#[cfg(test)]
mod tests;

pub use asked::Asked;

use mutual_types::federation::Founding;
use mutual_types::{AccountId, CallTerms, PotId};
use scale::Decode;

use crate::chain::{Chain, Wait};
use crate::contract::{self, Bundle, Freshen};
use crate::error::Error;
use crate::keys::Signer;
use crate::text::amount;

/// A message to a federation, before anyone signs it.
pub type Message<T> = contract::Message<T, Federation>;
/// A message to a federation that was simulated and priced, and waits for a yes.
pub type Prepared<T> = contract::Prepared<T, Federation>;
/// A founding of a federation that was simulated and priced, and waits for a yes.
pub type PreparedFounding = contract::PreparedFounding<Federation>;
/// What became of a message to a federation.
pub type Outcome<T> = contract::Outcome<T, Federation>;

/// A federation on a chain. Cheap to clone, and of use to several tasks at once.
#[derive(Clone, Debug)]
pub struct Federation {
    chain: Chain,
    address: AccountId,
}

impl Federation {
    /// The federation at `address`, if it runs the code that this client knows.
    ///
    /// # Errors
    /// [`Error::NoContract`], [`Error::OtherCode`], [`Error::NoContractsPallet`].
    pub async fn at(chain: &Chain, address: AccountId) -> Result<Self, Error> {
        chain.ensure_code(address, Bundle::federation()?).await?;
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

    /// The terms of a proposal by which a society sends `message`, with the money that goes with it from `pot`: bound to
    /// the federation's code, and with a limit on what it may cost who carries it out that no message reaches.
    ///
    /// # Errors
    /// [`Error::NoContract`], [`Error::Node`].
    pub async fn call<T>(&self, message: &Message<T>, pot: PotId) -> Result<CallTerms, Error> {
        let code = self.chain.code_hash(self.address).await?;
        let deposit_limit =
            amount::parse(DEPOSIT_LIMIT, self.chain.unit()).map_err(|error| Error::Unexpected(error.to_string()))?;
        Ok(CallTerms {
            callee: self.address,
            code_hash: code.ok_or(Error::NoContract(self.address))?.0,
            input: message.input()?,
            value: message.value(),
            pot,
            ref_time_limit: 0,
            proof_size_limit: 0,
            deposit_limit,
        })
    }

    /// Simulates a message of `signer` and prices it.
    ///
    /// # Errors
    /// [`Error::Federation`] with the federation's reason, [`Error::NoFunds`], [`Error::Dispatch`].
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
    /// [`Error::Federation`] with the federation's reason, and those of [`Chain::submit`].
    pub async fn send<T: Decode>(&self, signer: &Signer, message: Message<T>) -> Result<Outcome<T>, Error> {
        let prepared = self.prepare(signer.account(), message, Freshen::Sign(signer)).await?;
        prepared.send(signer, Wait::Block).await
    }

    /// Simulates a founding by `signer` and prices it.
    ///
    /// # Errors
    /// [`Error::Federation`] with the first mistake, [`Error::NoFunds`].
    pub async fn prepare_founding(
        chain: &Chain,
        signer: AccountId,
        terms: &Founding,
    ) -> Result<PreparedFounding, Error> {
        contract::prepare_founding(chain, signer, terms, 0).await
    }

    /// Founds a federation, and waits for its block.
    ///
    /// # Errors
    /// Those of [`Federation::prepare_founding`] and [`Chain::submit`].
    pub async fn found(chain: &Chain, signer: &Signer, terms: &Founding) -> Result<Outcome<Self>, Error> {
        let prepared = Self::prepare_founding(chain, signer.account(), terms).await?;
        let outcome = prepared.send(signer, Wait::Block).await?;
        let made = Self { chain: chain.clone(), address: outcome.value };
        Ok(outcome.with(made))
    }
}

/// What a message of a society may cost who carries it out, in storage: a draw of eight parts takes most, 1.5 UNIT.
const DEPOSIT_LIMIT: &str = "5";
