//! What became of a message to an exchange.

use mutual_types::exchange::event::Event;
use mutual_types::{AccountId, Planck};

use crate::chain::{Block, Hash, Receipt, RuntimeEvent, Weight};
use crate::contract::Bundle;
use crate::society::Notice;

/// What became of a message.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// What it answered. For one that nobody waited for: what its simulation answered.
    pub value: T,
    /// The exchange's events.
    pub events: Vec<Event>,
    /// Its block; none if nobody waited for it.
    pub block: Option<Block>,
    /// The transaction.
    pub tx: Hash,
    /// The fee paid, in planck.
    pub fee: Option<Planck>,
    /// What storage took from the signer; negative for what it gave back, in planck.
    pub deposit: i128,
    /// What it used.
    pub gas: Option<Weight>,
    /// What happened on the way.
    pub notices: Vec<Notice>,
}

impl<T> Outcome<T> {
    pub(super) fn new(value: T, events: Vec<Event>, receipt: Receipt, notices: Vec<Notice>) -> Self {
        let Receipt { block, tx, fee, deposit, weight: gas, .. } = receipt;
        Self { value, events, block, tx, fee, deposit, gas, notices }
    }

    /// The same with another value.
    pub fn with<U>(self, value: U) -> Outcome<U> {
        let Self { value: _, events, block, tx, fee, deposit, gas, notices } = self;
        Outcome { value, events, block, tx, fee, deposit, gas, notices }
    }
}

/// The events that the exchange at `address` emitted, in order.
pub(super) fn exchange_events(bundle: &Bundle, address: AccountId, events: &[RuntimeEvent]) -> Vec<Event> {
    let decode = |event: &RuntimeEvent| {
        let (contract, data) = event.emitted()?;
        let name = bundle.event(event.topics.first().copied())?;
        (contract == address).then(|| Event::decode(name, &data)).flatten()
    };
    events.iter().filter_map(decode).collect()
}
