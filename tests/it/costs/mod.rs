//! What each message costs, measured on the embedded chain: weights, proof and deposits are those of the real runtime and
//! the same in every run. `scripts/costs.sh` shows the table and records it.

mod beyond;
mod breakdown;
mod cells_changed;
mod cells_table;
mod checks;
mod founding;
mod growth;
mod net;
mod peers;
mod story;
mod table;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use net::{Cost, Row};

/// The society's bundle, for its metadata.
const BUNDLE: &[u8] = include_bytes!("../../../contracts/bundles/society.contract");

/// How large a society is when its story begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub members: u32,
    /// Proposals that are over and settled.
    pub closed: u32,
}

/// The first is shown in the table; the last two are the large ones.
const SIZES: [Size; 6] = [
    Size { members: 10, closed: 10 },
    Size { members: 10, closed: 10_000 },
    Size { members: 1_000, closed: 10 },
    Size { members: 1_000, closed: 10_000 },
    Size { members: 100_000, closed: 10 },
    Size { members: 100_000, closed: 10_000 },
];

impl Size {
    fn is_smallest(self) -> bool {
        self == SIZES[0]
    }
}

/// A society whose messages were measured.
pub struct Society {
    pub size: Size,
    pub rows: Vec<Row>,
}

/// Everything that is measured.
pub struct Measured {
    /// Bytes of the society's code.
    pub code_bytes: u64,
    pub societies: Vec<Society>,
}

/// Measured once in a process. The large societies, one after the other, take as long and as much memory as all others.
static MEASURED: LazyLock<Measured> = LazyLock::new(|| {
    let tell = |size: &Size| Society { size: *size, rows: story::tell(*size) };
    let (small, large) = SIZES.split_at(4);
    let large = std::thread::spawn(move || large.iter().map(tell).collect::<Vec<_>>());
    let mut societies: Vec<Society> = small.iter().map(tell).collect();
    societies.extend(large.join().unwrap());
    let code_bytes = mutual_client::contract::Bundle::society().unwrap().code().len();
    Measured { code_bytes: u64::try_from(code_bytes).unwrap(), societies }
});

impl Measured {
    /// All steps in the order of the story, each once.
    fn steps(&self) -> impl Iterator<Item = &str> {
        let mut seen = BTreeSet::new();
        let rows = self.societies.iter().flat_map(|society| &society.rows);
        rows.map(|row| row.step.as_str()).filter(move |step| seen.insert(*step))
    }

    /// What a step cost in each society in which there is such a step.
    fn costs(&self, step: &str) -> Vec<Cost> {
        let of = |society: &Society| society.rows.iter().find(|row| row.step == step).map(|row| row.cost);
        let costs: Vec<Cost> = self.societies.iter().filter_map(of).collect();
        assert!(!costs.is_empty(), "no step {step:?}");
        costs
    }

    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.societies.iter().flat_map(|society| &society.rows)
    }
}

/// Votes by a member whose ballot lies in a cell that is there.
const VOTE: &str = "vote";
const VOTE_FIRST: &str = "vote, the first ballot";
/// Votes with the longest reason.
const VOTE_WITH_REASON: &str = "vote, reason of 256 bytes";
/// Votes where a proxy has voted, whose ballot it replaces.
const VOTE_REPLACING: &str = "vote, in place of a proxy's";
/// Votes by the first of some two thousand members.
const VOTE_NEW_CELL: &str = "vote, first in another cell";
/// Votes by the next of them.
const VOTE_SAME_CELL: &str = "vote, later in that cell";
