//! What the exchange contract is expected to do, written from `docs/exchange.md` alone.
//!
//! Whatever can be worked out from other records is not stored: an account is what its movements sum to, what is set aside
//! is what the deals say, and so no counter can drift along with the contract's.

mod check;
mod community;
mod contests;
mod deals;
mod message;
mod offers;
mod parties;
pub mod play;
mod plot;
mod reports;
mod society;
mod state;
mod tally;

pub use message::{Answer, Message};
pub use society::{Change, Society};
pub use state::{DealFacts, Model, OfferFacts};
