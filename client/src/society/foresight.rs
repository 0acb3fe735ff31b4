//! What a message would do, for those who only look: nothing is priced, signed or sent, and no block is made.

use mutual_types::{event::Event, AccountId};
use scale::Decode;

use super::freshness;
use super::{Message, Society};
use crate::chain::{simulated_events, StorageDeposit, Weight};
use crate::contract::{decode_fallible, events_of, CallQuery};
use crate::error::Error;

/// What a message would do.
#[derive(Clone, Debug)]
pub struct Foreseen<T> {
    /// What it would answer.
    pub answer: T,
    /// The society's events it would cause.
    pub events: Vec<Event>,
    /// What storage would take or give back.
    pub deposit: StorageDeposit,
    /// What must be allowed for it to succeed.
    pub gas: Weight,
}

impl Society {
    /// What a message of `origin` would do on the state after the last block.
    ///
    /// # Errors
    /// [`Error::Contract`] with the contract's reason, whose `is_stale` says that a block would lift it;
    /// [`Error::NoFunds`] for an account that could not pay for storage; [`Error::Dispatch`].
    pub async fn foresee<T: Decode>(&self, origin: AccountId, message: Message<T>) -> Result<Foreseen<T>, Error> {
        let input = [self.bundle.message(message.label)?.as_slice(), &message.args].concat();
        let query = CallQuery { origin, contract: self.address, value: message.value, input: &input, at: None };
        let simulation = self.chain.simulate_call(&query).await?;
        let answer = match decode_fallible(&simulation.data, simulation.reverted)? {
            Ok(answer) => answer,
            Err(error) => {
                let is_stale = freshness::came_since(self, message.about, origin, &error).await?;
                return Err(Error::Contract { error, is_stale, sent: None });
            }
        };
        let events = simulated_events(&self.chain.runtime().await?, simulation.events)?;
        Ok(Foreseen {
            answer,
            events: events_of::<Self>(self.bundle, self.address, &events),
            deposit: simulation.deposit,
            gas: simulation.gas_required,
        })
    }
}
