//! The circle on a chain: its wasm against the model, against hostile contracts, and what it does with money that is there.

mod attacks;
mod plays;
mod rig;
