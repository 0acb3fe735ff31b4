//! The federation's wasm on the in-process devnet, with three real societies.

mod attacks;
mod rig;
mod story;
