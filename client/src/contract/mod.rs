//! Contracts: the code this client was built with, and simulating calls before anything is sent.

mod bundle;
mod decode;
mod instance;
mod limits;
mod rehearsal;
mod simulate;
mod stranger;
mod wire;

pub use bundle::{Bundle, BundleError};
pub(crate) use decode::{decode_exchange, decode_output, decode_read};
pub(crate) use limits::Limits;
pub use simulate::Simulation;
pub(crate) use simulate::{CallQuery, InstantiateQuery};
