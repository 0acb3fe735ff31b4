//! What each message costs, measured on the embedded chain: weights, proof and deposits are those of the real runtime and
//! the same in every run.
#![allow(missing_docs)]

pub mod breakdown;
pub mod founding;
pub mod growth;
pub mod net;
pub mod peers;
pub mod scenario;
pub mod table;

use std::sync::LazyLock;

use net::Cost;
use scenario::Row;

/// The members of the small society.
pub const FEW: u32 = 10;
/// The members of the large one.
pub const MANY: u32 = 10_000;

/// Everything that is measured.
pub struct Measured {
    /// Bytes of the society's code.
    pub code_bytes: u64,
    /// At ten members.
    pub few: Vec<Row>,
    /// At ten thousand.
    pub many: Vec<Row>,
}

/// Measured once in a process: it takes half a minute.
pub static MEASURED: LazyLock<Measured> = LazyLock::new(|| {
    let few = std::thread::spawn(|| alone(scenario::run(FEW)));
    let many = alone(scenario::run(MANY));
    let code_bytes = mutual_client::contract::Bundle::society().unwrap().code().len();
    Measured { code_bytes: u64::try_from(code_bytes).unwrap(), few: few.join().unwrap(), many }
});

fn alone<T>(work: impl std::future::Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

impl Measured {
    /// The cost of a step in one of the two societies.
    pub fn cost(rows: &[Row], step: &str) -> Cost {
        rows.iter().find(|row| row.step == step).unwrap_or_else(|| panic!("no step {step:?}")).cost
    }
}
