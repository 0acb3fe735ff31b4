//! Where the time of a vote goes: what the chain's price list says of what it does, and the rest, which is the contract's
//! own code. Of that rest some five sixths are translation: wasmi translates each function at its first use in a call, for
//! 7 units of fuel a byte (1,198 ps each), and with it whatever has been inlined into it. Prices are those of
//! pallet-contracts 38.0.0 (`weights.rs`, `wasm/runtime.rs`) with the database's 25 µs for a read and 100 µs for a write.

use super::net::Weight;

/// What a block is charged beside what the contract's meter counts, in picoseconds and bytes.
pub const AROUND: Weight = Weight { ref_time: 625_656_000, proof_size: 4_291 };

/// Loading one byte of code, in picoseconds.
const CODE_BYTE: u64 = 700;
/// Reading a cell, in picoseconds; its bytes hardly count.
const READ: u64 = 63_380_000;
/// Writing a cell, in picoseconds; its bytes hardly count.
const WRITE: u64 = 168_060_000;
/// An event without a topic, in picoseconds; each topic would add 127,011,000.
const EVENT: u64 = 3_999_591;
/// Each byte of an event, in picoseconds.
const EVENT_BYTE: u64 = 60_012;
/// `VoteCast` without a reason: its number, proposal, member, choice, the end of voting, no reason.
const VOTE_CAST_BYTES: u64 = 8 + 4 + 4 + 1 + 8 + 1;

/// One part of the whole, in picoseconds.
pub struct Part {
    pub what: String,
    pub ref_time: u64,
}

/// The parts of a vote whose ballot cell is there.
pub fn of_vote(ref_time: u64, code_bytes: u64) -> Vec<Part> {
    let part = |what: &str, ref_time| Part { what: what.to_owned(), ref_time };
    let mut parts = vec![
        part("the extrinsic around the contract", AROUND.ref_time),
        part("loading the code", code_bytes * CODE_BYTE),
        part("4 cells read (root, member, proposal, ballots)", 4 * READ),
        part("3 cells written (root, ballots, proposal)", 3 * WRITE),
        part("1 event without a topic", EVENT + VOTE_CAST_BYTES * EVENT_BYTE),
    ];
    let known: u64 = parts.iter().map(|part| part.ref_time).sum();
    parts.push(part("the contract's own code: translated at each call, then run", ref_time - known));
    parts
}
