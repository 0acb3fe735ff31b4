//! Messages that are only simulated: what would come of them, and what they would take.

use mutual_devnet::H256;
use mutual_model::{Answer, Expected};
use mutual_types::{AccountId, Error, Planck};
use scale::{Decode, DecodeAll, Encode};

use crate::machine::chain::Chain;

/// What a message that is only simulated does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dry {
    /// It returns this.
    Done(Vec<u8>),
    /// It reverts, and returns this.
    Reverted(Vec<u8>),
    /// The chain ended it.
    Failed(Vec<u8>),
}

/// What a message took of the chain, in picoseconds and in bytes of proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gas {
    pub ref_time: u64,
    pub proof_size: u64,
}

/// The society's reason in what a message returned that was reverted.
pub fn reason(data: &[u8]) -> Option<Error> {
    match <(u8, u8, Error)>::decode_all(&mut &data[..]) {
        Ok((0, 1, error)) => Some(error),
        _ => None,
    }
}

/// Whether what the chain said is what the model expects.
pub fn agree(dry: &Dry, expected: &Result<Answer, Expected>) -> bool {
    match (dry, expected) {
        (Dry::Done(_), Ok(_)) => true,
        (Dry::Reverted(data), Err(expected)) => reason(data).is_some_and(|error| expected.matches(&error)),
        _ => false,
    }
}

/// Simulates a message after a block, the last one if none is named.
pub fn dry_run(chain: &Chain, block: Option<H256>, caller: AccountId, value: Planck, input: &[u8]) -> (Gas, Dry) {
    type Compact = scale::Compact<u64>;
    let none: (Option<()>, Option<()>) = (None, None);
    let query = (caller, chain.society, value, none, input).encode();
    let answer = chain.devnet.call_at(block, "ContractsApi_call", &query).unwrap();
    let rest = &mut &*answer;
    type Begin = ([(Compact, Compact); 2], (u8, Planck), Vec<u8>, u8);
    let ([(ref_time, proof_size), _], _, _, failed) = Begin::decode(rest).unwrap();
    let gas = Gas { ref_time: ref_time.0, proof_size: proof_size.0 };
    if failed != 0 {
        return (gas, Dry::Failed(rest.to_vec()));
    }
    let (flags, data) = <(u32, Vec<u8>)>::decode(rest).unwrap();
    (gas, if flags == 0 { Dry::Done(data) } else { Dry::Reverted(data) })
}
