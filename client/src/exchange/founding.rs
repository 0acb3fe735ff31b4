//! Founding an exchange for a society.

use mutual_types::exchange::{event::Event, Founding};
use mutual_types::{AccountId, Planck};
use scale::Encode;

use super::outcome::exchange_events;
use super::prepared::price;
use super::{Exchange, Outcome, Prepared};
use crate::chain::{Chain, RuntimeCall, StorageDeposit, Wait};
use crate::contract::{decode_exchange, Bundle, InstantiateQuery, Limits, Simulation};
use crate::error::Error;
use crate::keys::Signer;
use crate::society::salt;

/// A founding that was simulated and priced, and waits for a yes.
#[derive(Debug)]
pub struct PreparedFounding(Prepared<AccountId>);

impl Exchange {
    /// Simulates a founding by `signer` and prices it.
    ///
    /// # Errors
    /// [`Error::Exchange`] with the first mistake of the founding, [`Error::NoFunds`].
    pub async fn prepare_founding(
        chain: &Chain,
        signer: AccountId,
        founding: &Founding,
    ) -> Result<PreparedFounding, Error> {
        let bundle = Bundle::exchange()?;
        chain.ensure_contracts().await?;
        chain.ensure_exists(signer).await?;
        let input = [bundle.constructor("new")?.as_slice(), &founding.encode()].concat();
        let (salt, code) = (salt(), bundle.code());
        let query = InstantiateQuery { origin: signer, value: 0, code, input: &input, salt: &salt };
        let simulation = chain.simulate_instantiate(&query).await?;
        let () = decode_exchange(&simulation.data, simulation.reverted)?;
        let address = simulation.contract.ok_or_else(|| Error::node("it names no address for the exchange"))?;
        let Limits { gas, deposit } = Limits::for_call(chain, simulation.gas_required, simulation.deposit).await?;
        let call = RuntimeCall::Instantiate { value: 0, gas, deposit, code: code.to_vec(), input, salt };
        let simulation = Simulation { contract: None, ..simulation };
        let of = (address, bundle, (|_, _| None) as super::message::Answer<AccountId>);
        Ok(PreparedFounding(price(chain, signer, call, simulation, address, of, Vec::new()).await?))
    }

    /// Founds an exchange, and waits for its block.
    ///
    /// # Errors
    /// Those of [`Exchange::prepare_founding`] and [`Chain::submit`].
    pub async fn found(chain: &Chain, signer: &Signer, founding: &Founding) -> Result<Outcome<Self>, Error> {
        let prepared = Self::prepare_founding(chain, signer.account(), founding).await?;
        let outcome = prepared.send(signer, Wait::Block).await?;
        let exchange = Self { chain: chain.clone(), address: outcome.value, bundle: Bundle::exchange()? };
        Ok(outcome.with(exchange))
    }
}

impl PreparedFounding {
    /// Where the exchange will be.
    pub fn address(&self) -> AccountId {
        self.0.predicted
    }

    /// The fee at the most, in planck.
    pub fn fee_max(&self) -> Planck {
        self.0.fee_max
    }

    /// What storage takes from the founder.
    pub fn deposit(&self) -> StorageDeposit {
        self.0.deposit
    }

    /// The exchange's events it would cause.
    pub fn events(&self) -> &[Event] {
        &self.0.events
    }

    /// Signs and sends it, and waits as long as `wait` says. The value is the exchange's address.
    ///
    /// # Errors
    /// Those of [`Chain::submit`].
    pub async fn send(self, signer: &Signer, wait: Wait) -> Result<Outcome<AccountId>, Error> {
        let Prepared { chain, call, predicted, notices, bundle, .. } = self.0;
        let receipt = chain.submit(signer, &call, wait).await?;
        if receipt.block.is_none() {
            return Ok(Outcome::new(predicted, Vec::new(), receipt, notices));
        }
        let address = receipt.events.iter().find_map(|event| event.instantiated());
        let address = address.ok_or_else(|| Error::Foreign(format!("transaction {} made no contract", receipt.tx)))?;
        let events = exchange_events(bundle, address, &receipt.events);
        Ok(Outcome::new(address, events, receipt, notices))
    }
}
