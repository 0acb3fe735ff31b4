//! What became of a message.

use core::fmt;

use mutual_types::{AccountId, Planck};

use super::{Bundle, Contract};
use crate::chain::{Block, BlockMade, Hash, Receipt, RuntimeEvent, Weight};

/// What became of a message or transfer.
#[derive(Clone, Debug)]
pub struct Outcome<T, C: Contract> {
    /// What it answered. For one that nobody waited for: what its simulation answered.
    pub value: T,
    /// The contract's events.
    pub events: Vec<C::Event>,
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

/// Something done on the way that the caller did not ask for in so many words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The chain had made no block since the time that the message needs, so one was made.
    BlockMade(BlockMade),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the chain had made no block since the time this needs, so one was made ")?;
        match self {
            Self::BlockMade(BlockMade::OnDemand) => f.write_str("on demand"),
            Self::BlockMade(BlockMade::Remark { tx }) => write!(f, "by an empty transaction, {tx}"),
        }
    }
}

impl<T, C: Contract> Outcome<T, C> {
    pub(crate) fn new(value: T, events: Vec<C::Event>, receipt: Receipt, notices: Vec<Notice>) -> Self {
        Self {
            value,
            events,
            block: receipt.block,
            tx: receipt.tx,
            fee: receipt.fee,
            deposit: receipt.deposit,
            gas: receipt.weight,
            notices,
        }
    }

    /// The same with another value.
    pub fn with<U>(self, value: U) -> Outcome<U, C> {
        let Self { value: _, events, block, tx, fee, deposit, gas, notices } = self;
        Outcome { value, events, block, tx, fee, deposit, gas, notices }
    }
}

/// The events that the contract at `address` emitted, in order.
pub(crate) fn events_of<C: Contract>(bundle: &Bundle, address: AccountId, events: &[RuntimeEvent]) -> Vec<C::Event> {
    events.iter().filter_map(|event| event_of::<C>(bundle, address, event)).collect()
}

/// An event of the chain as one of the contract at `address`, if it is.
pub(crate) fn event_of<C: Contract>(bundle: &Bundle, address: AccountId, event: &RuntimeEvent) -> Option<C::Event> {
    let (contract, data) = event.emitted()?;
    let name = bundle.event(event.topics.first().copied())?;
    (contract == address).then(|| C::event(name, &data)).flatten()
}
