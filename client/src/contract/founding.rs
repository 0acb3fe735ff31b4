//! Founding a contract: whole in one transaction, or not at all.

use std::time::{SystemTime, UNIX_EPOCH};

use futures::join;
use mutual_types::{AccountId, Planck};
use scale::Encode;

use super::outcome::events_of;
use super::prepared::{unreadable, Source};
use super::{decode_fallible, Bundle, Contract, InstantiateQuery, Limits, Notice, Outcome, Prepared, Simulation};
use crate::chain::{Chain, RuntimeCall, StorageDeposit, Track, Wait, Weight};
use crate::error::Error;
use crate::keys::Signer;

/// A founding that was simulated and priced, and waits for a yes.
#[derive(Debug)]
pub struct PreparedFounding<C: Contract> {
    inner: Prepared<AccountId, C>,
    bundle: &'static Bundle,
}

/// Simulates a founding by `signer`, who sends `value` along, and prices it.
pub(crate) async fn prepare_founding<C: Contract>(
    chain: &Chain,
    signer: AccountId,
    terms: &impl Encode,
    value: Planck,
) -> Result<PreparedFounding<C>, Error> {
    let bundle = C::built_in()?;
    chain.ensure_contracts().await?;
    let input = [bundle.constructor("new")?.as_slice(), &terms.encode()].concat();
    let salt = salt();
    let query = InstantiateQuery { origin: signer, value, code: bundle.code(), input: &input, salt: &salt };
    let (payer, simulation) = join!(chain.payer(signer), chain.simulate_instantiate(&query));
    let (payer, simulation) = (payer?.ensure_exists()?, simulation?);
    decode_fallible::<(), C::Refusal>(&simulation.data, simulation.reverted)?
        .map_err(|refusal| C::refused(refusal, false, None))?;
    let no_address = || Error::node(format!("it names no address for the {}", C::NOUN));
    let address = simulation.contract.ok_or_else(no_address)?;
    let Limits { gas, deposit } = Limits::for_call(&payer.runtime, simulation.gas_required, simulation.deposit)?;
    let call = RuntimeCall::Instantiate { value, gas, deposit, code: bundle.code().to_vec(), input, salt };
    let source = Source { contract: Some((bundle, address)), answer: |_, _| None };
    let simulation = Simulation { contract: None, ..simulation };
    let inner = chain.price(&payer, call, simulation, address, source).await?;
    Ok(PreparedFounding { inner, bundle })
}

impl<C: Contract> PreparedFounding<C> {
    /// Where the contract will be.
    pub fn address(&self) -> AccountId {
        self.inner.predicted
    }

    /// What is sent along, in planck.
    pub fn value(&self) -> Planck {
        self.inner.value
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

    /// The contract's events it would cause.
    pub fn events(&self) -> &[C::Event] {
        &self.inner.events
    }

    /// What happened on the way.
    pub fn notices(&self) -> &[Notice] {
        &self.inner.notices
    }

    /// Signs and sends it, and waits as long as `wait` says. The value is the contract's address.
    ///
    /// # Errors
    /// Those of [`Chain::submit`].
    pub async fn send(self, signer: &Signer, wait: Wait) -> Result<Outcome<AccountId, C>, Error> {
        self.send_tracked(signer, wait, &Track::default()).await
    }

    /// The same, for a caller who may have to stop waiting: `track` then says what may have been sent.
    ///
    /// # Errors
    /// Those of [`Chain::submit`].
    pub async fn send_tracked(
        self,
        signer: &Signer,
        wait: Wait,
        track: &Track,
    ) -> Result<Outcome<AccountId, C>, Error> {
        let Prepared { chain, call, predicted, notices, .. } = self.inner;
        let receipt = chain.submit_tracked(signer, &call, wait, track).await?;
        if receipt.block.is_none() {
            return Ok(Outcome::new(predicted, Vec::new(), receipt, notices));
        }
        let address = receipt.events.iter().find_map(|event| event.instantiated());
        let address = address.ok_or_else(|| unreadable(track, receipt.tx))?;
        let events = events_of::<C>(self.bundle, address, &receipt.events);
        Ok(Outcome::new(address, events, receipt, notices))
    }
}

/// Two contracts founded alike by one signer would have one address: the moment keeps them apart.
fn salt() -> Vec<u8> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    since.as_nanos().to_le_bytes().to_vec()
}
