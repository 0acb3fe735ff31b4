//! What the runtime API `ContractsApi` takes and gives, in the layout of pallet-contracts 38.

// The derive of SCALE numbers variants with a cast.
#![allow(clippy::cast_possible_truncation)]

use mutual_types::{AccountId, Planck};
use scale::{Decode, Encode};

use crate::chain::{RawDispatchError, StorageDeposit, Weight};

/// Arguments of `ContractsApi_call`.
#[derive(Encode)]
pub(super) struct CallArgs<'a> {
    pub origin: AccountId,
    pub contract: AccountId,
    pub value: Planck,
    pub gas_limit: Option<Weight>,
    pub deposit_limit: Option<Planck>,
    pub input: &'a [u8],
}

/// Arguments of `ContractsApi_instantiate`.
#[derive(Encode)]
pub(super) struct InstantiateArgs<'a> {
    pub origin: AccountId,
    pub value: Planck,
    pub gas_limit: Option<Weight>,
    pub deposit_limit: Option<Planck>,
    pub code: Code<'a>,
    pub input: &'a [u8],
    pub salt: &'a [u8],
}

/// Code to instantiate.
#[derive(Encode)]
pub(super) enum Code<'a> {
    Upload(&'a [u8]),
}

/// The answer, up to the events, which are those of a block and follow as they are.
#[derive(Decode)]
pub(super) struct Answer<T> {
    pub gas_consumed: Weight,
    pub gas_required: Weight,
    pub storage_deposit: StorageDeposit,
    pub debug_message: Vec<u8>,
    pub result: Result<T, RawDispatchError>,
}

/// What a contract returned.
#[derive(Decode)]
pub(super) struct Returned {
    pub flags: u32,
    pub data: Vec<u8>,
}

/// What a constructor returned, and where the contract is.
#[derive(Decode)]
pub(super) struct Instantiated {
    pub returned: Returned,
    pub contract: AccountId,
}

impl Returned {
    /// Whether everything was rolled back. The API says `Ok` all the same.
    pub(super) fn did_revert(&self) -> bool {
        self.flags & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_decodes_with_its_events_left_over() {
        let weight = Weight { ref_time: 1_000_000, proof_size: 5 };
        let mut bytes = (weight, weight, StorageDeposit::Charge(7), b"note".to_vec()).encode();
        bytes.extend((0u8, 1u32, vec![9u8], Option::<Vec<u8>>::None).encode());

        let rest = &mut &*bytes;
        let answer = Answer::<Returned>::decode(rest).unwrap();

        let returned = answer.result.unwrap();
        assert!(returned.did_revert());
        assert_eq!(returned.data, [9]);
        assert_eq!(answer.gas_required, weight);
        assert_eq!(*rest, [0]);
    }

    #[test]
    fn a_dispatch_error_keeps_the_bytes_of_its_module() {
        let weight = Weight::default();
        let mut bytes = (weight, weight, StorageDeposit::Refund(0), Vec::<u8>::new()).encode();
        bytes.extend([1, 3, 8, 21, 0, 0, 0, 0]);
        let answer = Answer::<Returned>::decode(&mut &*bytes).unwrap();
        assert_eq!(answer.result.err().unwrap().encode(), [3, 8, 21, 0, 0, 0]);
    }
}
