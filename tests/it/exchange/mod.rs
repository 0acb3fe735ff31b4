//! The exchange's wasm on the in-process devnet: against its model, with a society that means harm, and with a real one.

mod asked;
pub mod oracle;
mod plays;
mod rig;
mod story;
