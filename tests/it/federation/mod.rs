//! The federation's wasm on the in-process devnet: against its model, with societies that mean harm, and with three real
//! ones.

mod asked;
mod attacks;
mod command;
mod plays;
pub mod rig;
mod stand_ins;
mod story;
