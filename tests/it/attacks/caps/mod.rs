//! P5: every list that has an end is filled to it on the wasm itself. One more is refused with the reason, and what reads
//! the full list still takes little.

#![allow(clippy::disallowed_macros)] // what was measured is shown with `--nocapture`

mod people;
mod purses;
mod seats;

use mutual_model::{Answer, Message as M};
use mutual_types::{Collection, Error, ProposalId};

use crate::town::Town;

/// What no message takes, whatever is full: some thousandths of what an extrinsic may take, in picoseconds.
pub const REF_TIME: u64 = 8_000_000_000;
/// And of proof, in bytes: a third of what an extrinsic may take on chains whose blocks have 5 MiB of it.
pub const PROOF_SIZE: u64 = 1_100_000;

pub fn too_many(what: Collection, max: u32) -> Error {
    Error::TooMany { what, count: max + 1, max }
}

/// Somebody could do this now, and it would take little.
pub fn is_cheap(town: &Town, who: usize, value: u128, message: &M) {
    let gas = town.gas(who, value, message);
    println!("{message:?} {gas:?}");
    assert!(gas.ref_time <= REF_TIME && gas.proof_size <= PROOF_SIZE, "{message:?} takes {gas:?}");
}

/// The same, and it is done.
pub fn does_cheaply(town: &mut Town, who: usize, message: M) -> Answer {
    is_cheap(town, who, 0, &message);
    town.does(who, message)
}

/// Somebody reads, and gets all of it.
pub fn reads_cheaply(town: &Town, label: &str, args: impl scale::Encode) -> Vec<u8> {
    let (data, gas) = town.reads(label, args);
    assert!(gas.ref_time <= REF_TIME && data.len() < 16_384, "{label} takes {gas:?} for {} bytes", data.len());
    data
}

pub fn executes(proposal: ProposalId) -> M {
    M::Execute { proposal }
}
