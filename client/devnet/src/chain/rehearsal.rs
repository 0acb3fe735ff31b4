//! What contracts say for debugging. The runtime hears it in a dry run only, so transactions are rehearsed for it.

use contracts_node_runtime::{Runtime, RuntimeCall, UncheckedExtrinsic};
use pallet_contracts::{Call, Code};
use scale::{Compact, Decode, DecodeLimit, Encode};
use sp_core::{
    hashing::{twox_128, twox_64},
    H256,
};
use sp_runtime::MultiAddress;

use super::{
    block::Draft,
    runtime::{call, MAX_DEPTH},
};

/// What a contract imports that has something to say.
const IMPORT: &[u8] = b"debug_message";

/// The beginning of a dry run's answer: the weights used and required, the deposit, and what was said.
type Answer = ((Compact<u64>, Compact<u64>), (Compact<u64>, Compact<u64>), (u8, u128), Vec<u8>);

impl Draft {
    /// What a contract would say if this transaction came next. Nothing is changed.
    pub(crate) fn rehearse(&mut self, extrinsic: &[u8]) -> Option<String> {
        let extrinsic = UncheckedExtrinsic::decode_with_depth_limit(MAX_DEPTH, &mut &extrinsic[..]).ok()?;
        let (MultiAddress::Id(origin), _, _) = extrinsic.signature? else { return None };
        let RuntimeCall::Contracts(contracts_call) = extrinsic.function else { return None };
        let (method, args) = self.question(&origin.into(), contracts_call)?;
        let (state, overlay) = self.parts();
        overlay.start_transaction();
        let answer = call(state, overlay, method, &args);
        let _ = overlay.rollback_transaction();
        let (_, _, _, said) = Answer::decode(&mut answer.ok()?.as_slice()).ok()?;
        (!said.is_empty()).then(|| String::from_utf8_lossy(&said).into_owned())
    }

    /// The dry run of a call, if a contract in it may have something to say.
    fn question(&mut self, origin: &[u8; 32], call: Call<Runtime>) -> Option<(&'static str, Vec<u8>)> {
        match call {
            Call::call { dest: MultiAddress::Id(contract), value, gas_limit, storage_deposit_limit, data } => {
                let code = self.code_of(contract.as_ref())?;
                self.speaks(&code)?;
                let limit = storage_deposit_limit.map(|Compact(limit)| limit);
                let args = (origin, contract, value, Some(gas_limit), limit, data).encode();
                Some(("ContractsApi_call", args))
            }
            Call::instantiate_with_code { value, gas_limit, storage_deposit_limit, code, data, salt } => {
                contains(&code, IMPORT).then_some(())?;
                let limit = storage_deposit_limit.map(|Compact(limit)| limit);
                let args = (origin, value, Some(gas_limit), limit, Code::<H256>::Upload(code), data, salt).encode();
                Some(("ContractsApi_instantiate", args))
            }
            Call::instantiate { value, gas_limit, storage_deposit_limit, code_hash, data, salt } => {
                self.speaks(&code_hash)?;
                let limit = storage_deposit_limit.map(|Compact(limit)| limit);
                let args = (origin, value, Some(gas_limit), limit, Code::Existing(code_hash), data, salt).encode();
                Some(("ContractsApi_instantiate", args))
            }
            _ => None,
        }
    }

    /// The hash of a contract's code.
    fn code_of(&mut self, contract: &[u8; 32]) -> Option<H256> {
        let key = [&twox_128(b"Contracts")[..], &twox_128(b"ContractInfoOf"), &twox_64(contract), contract].concat();
        let (_trie, code) = <(Vec<u8>, H256)>::decode(&mut self.value(&key)?.as_slice()).ok()?;
        Some(code)
    }

    /// Whether a code may have something to say.
    fn speaks(&mut self, code: &H256) -> Option<()> {
        let key = [&twox_128(b"Contracts")[..], &twox_128(b"PristineCode"), code.as_bytes()].concat();
        contains(&self.value(&key)?, IMPORT).then_some(())
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
