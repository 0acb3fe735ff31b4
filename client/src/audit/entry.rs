//! What the books are made of: events, and transfers of the chain's own money, each with where and when it happened.

use mutual_types::{event::Event, AccountId, Planck, TimestampMs};

/// An event of the society, or a transfer to or from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of its block.
    pub block: u64,
    /// Which extrinsic of the block it belongs to; none for what the chain does by itself.
    pub extrinsic: Option<u32>,
    /// The time of its block, which is what the contract took for now.
    pub at_ms: TimestampMs,
    /// What happened.
    pub what: What,
}

/// What an entry tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The society said something.
    Event(Event),
    /// The chain moved money to or from the society's account. With most messages that bring money both happen.
    Transfer(Transfer),
}

/// A movement of the chain's money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, scale::Encode, scale::Decode)]
pub struct Transfer {
    /// Who paid.
    pub from: AccountId,
    /// Who got it.
    pub to: AccountId,
    /// How much, in planck.
    pub amount: Planck,
}

impl Entry {
    /// The event's number, if it is an event.
    pub fn seq(&self) -> Option<u64> {
        match &self.what {
            What::Event(event) => Some(event.seq()),
            What::Transfer(_) => None,
        }
    }
}
