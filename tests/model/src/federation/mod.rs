//! What the federation contract is expected to do, written from `docs/federation.md` alone.
//!
//! Whatever can be worked out from other records is not stored: what is left of a backing, what a society has of it, what
//! is promised and the totals of a period are sums over what happened, and so no counter can drift along with the contract's.

mod backings;
mod check;
mod draws;
mod message;
mod motions;
mod outside;
pub mod play;
mod societies;
mod state;
mod summaries;
mod tally;
mod texts;

pub use message::{Answer, Message};
pub use outside::{Change, Numbers, Outside, Place};
pub use state::{BackingFacts, DrawFacts, Model, MotionFacts, SocietyFacts};
