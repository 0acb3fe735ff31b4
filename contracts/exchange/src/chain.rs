//! What only the chain can do: ask another contract, and emit. Native tests have a stand-in.

use ink::prelude::vec::Vec;
use mutual_types::AccountId;

/// Bytes that an answer has at the most. A dispute has some 220.
#[cfg(target_arch = "wasm32")]
const ANSWER_MAX: usize = 1_024;

/// What storage a contract that is asked may take at the cost of who signs: reads take none. No limit would be 0.
#[cfg(target_arch = "wasm32")]
const DEPOSIT_MAX: u128 = 1;

/// Asks a contract, which cannot call back. Success is the host function's own return code: ink!'s `invoke_contract` takes
/// a callee that reverted for one that succeeded.
///
/// # Errors
/// The return code.
#[cfg(target_arch = "wasm32")]
pub fn ask(callee: AccountId, input: &[u8]) -> Result<Vec<u8>, u32> {
    use pallet_contracts_uapi::{CallFlags, HostFn, HostFnImpl};
    let mut buffer = ink::prelude::vec![0; ANSWER_MAX];
    let mut answer = &mut buffer[..];
    HostFnImpl::call_v2(
        CallFlags::empty(),
        callee.bytes(),
        0,
        0,
        Some(&DEPOSIT_MAX.to_le_bytes()),
        &0_u128.to_le_bytes(),
        input,
        Some(&mut answer),
    )
    .map_err(u32::from)?;
    Ok(answer.to_vec())
}

/// There is no contract to ask outside of a chain.
///
/// # Errors
/// Always: not callable.
#[cfg(not(target_arch = "wasm32"))]
pub fn ask(_callee: AccountId, _input: &[u8]) -> Result<Vec<u8>, u32> {
    Err(8)
}

/// Emits an encoded event with the encoded list of its topics.
#[cfg(target_arch = "wasm32")]
pub fn deposit_event(topics: &[u8], data: &[u8]) {
    use pallet_contracts_uapi::{HostFn, HostFnImpl};
    HostFnImpl::deposit_event(topics, data);
}
