//! Native tests, one file per rule file. What holds of an exchange at all times is looked at after each message.
#![allow(clippy::arithmetic_side_effects)]
#![allow(clippy::disallowed_methods)] // here a refusal is looked at

mod ask;
mod community;
mod contest;
mod ending;
mod found;
mod lists;
mod machine;
pub mod memory;
mod offers;
mod propose;
mod read;
mod report;
mod world;

pub use world::*;
