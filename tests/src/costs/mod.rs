//! What each message costs, measured on the embedded chain: weights, proof and deposits are those of the real runtime and
//! the same in every run.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::arithmetic_side_effects)]

pub mod founding;
pub mod net;
