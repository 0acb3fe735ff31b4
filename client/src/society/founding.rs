//! Founding a society: whole in one transaction, or not at all.

use std::time::{SystemTime, UNIX_EPOCH};

use futures::join;
use mutual_types::{event::Event, AccountId, Founding, Planck};
use scale::Encode;

use super::outcome::society_events;
use super::{Notice, Outcome, Society};
use crate::chain::{Chain, RuntimeCall, StorageDeposit, Track, Wait, Weight};
use crate::contract::{decode_output, Bundle, InstantiateQuery, Limits, Simulation};
use crate::error::Error;
use crate::keys::Signer;

/// A founding that was simulated and priced, and waits for a yes.
#[derive(Debug)]
pub struct PreparedFounding {
    inner: super::Prepared<AccountId>,
    bundle: &'static Bundle,
}

impl Society {
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
        let bundle = Bundle::society()?;
        chain.ensure_contracts().await?;
        let input = [bundle.constructor("new")?.as_slice(), &founding.encode()].concat();
        let salt = salt();
        let query = InstantiateQuery { origin: signer, value, code: bundle.code(), input: &input, salt: &salt };
        let (payer, simulation) = join!(chain.payer(signer), chain.simulate_instantiate(&query));
        let (payer, simulation) = (payer?.ensure_exists()?, simulation?);
        let () = decode_output(&simulation.data, simulation.reverted)?;
        let address = simulation.contract.ok_or_else(|| Error::node("it names no address for the society"))?;
        let limits = Limits::for_call(&payer.runtime, simulation.gas_required, simulation.deposit)?;
        let call = RuntimeCall::Instantiate {
            value,
            gas: limits.gas,
            deposit: limits.deposit,
            code: bundle.code().to_vec(),
            input,
            salt,
        };
        let source = super::prepared::Source { contract: Some((bundle, address)), answer: |_, _| None };
        let inner = chain.price(&payer, call, Simulation { contract: None, ..simulation }, address, source).await?;
        Ok(PreparedFounding { inner, bundle })
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

impl PreparedFounding {
    /// Where the society will be.
    pub fn address(&self) -> AccountId {
        self.inner.predicted
    }

    /// The fee at the most, in planck.
    pub fn fee_max(&self) -> Planck {
        self.inner.fee_max
    }

    /// What storage takes from the founder.
    pub fn deposit(&self) -> StorageDeposit {
        self.inner.deposit
    }

    /// What it would use.
    pub fn gas(&self) -> Weight {
        self.inner.gas
    }

    /// The society's events it would cause.
    pub fn events(&self) -> &[Event] {
        &self.inner.events
    }

    /// What happened on the way.
    pub fn notices(&self) -> &[Notice] {
        &self.inner.notices
    }

    /// Signs and sends it, and waits as long as `wait` says. The value is the society's address.
    ///
    /// # Errors
    /// Those of [`Chain::submit`].
    pub async fn send(self, signer: &Signer, wait: Wait) -> Result<Outcome<AccountId>, Error> {
        self.send_tracked(signer, wait, &Track::default()).await
    }

    /// The same, for a caller who may have to stop waiting: `track` then says what may have been sent.
    ///
    /// # Errors
    /// Those of [`Chain::submit`].
    pub async fn send_tracked(self, signer: &Signer, wait: Wait, track: &Track) -> Result<Outcome<AccountId>, Error> {
        let super::Prepared { chain, call, predicted, notices, .. } = self.inner;
        let receipt = chain.submit_tracked(signer, &call, wait, track).await?;
        if receipt.block.is_none() {
            return Ok(Outcome::new(predicted, Vec::new(), receipt, notices));
        }
        let address = receipt.events.iter().find_map(|event| event.instantiated());
        let address = address.ok_or_else(|| super::prepared::unreadable(track, receipt.tx))?;
        let events = society_events(self.bundle, address, &receipt.events);
        Ok(Outcome::new(address, events, receipt, notices))
    }
}

/// Two societies founded alike by one signer would have one address: the moment keeps them apart.
pub(crate) fn salt() -> Vec<u8> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    since.as_nanos().to_le_bytes().to_vec()
}
