//! What only the chain can do: look at another contract's code, and call it. Native tests have a stand-in.

use ink::env::DefaultEnvironment;
use mutual_types::{AccountId, CallTerms};

/// The hash of a contract's code; all zero where there is no contract.
pub fn code_hash(account: AccountId) -> [u8; 32] {
    ink::env::code_hash::<DefaultEnvironment>(&account.into()).map_or([0; 32], Into::into)
}

/// Calls a contract with the value and within the limits of the terms; it cannot call back into the society. Success is
/// the host function's own return code: ink!'s `invoke_contract` takes a callee that reverted for one that succeeded.
///
/// # Errors
/// The return code.
#[cfg(target_arch = "wasm32")]
pub fn call_contract(terms: &CallTerms) -> Result<(), u32> {
    use pallet_contracts_uapi::{CallFlags, HostFn, HostFnImpl};
    HostFnImpl::call_v2(
        CallFlags::empty(),
        terms.callee.bytes(),
        terms.ref_time_limit,
        terms.proof_size_limit,
        Some(&terms.deposit_limit.to_le_bytes()),
        &terms.value.to_le_bytes(),
        &terms.input,
        None,
    )
    .map_err(u32::from)
}

/// There is no contract to call outside of a chain.
///
/// # Errors
/// Always: not callable.
#[cfg(not(target_arch = "wasm32"))]
pub fn call_contract(_terms: &CallTerms) -> Result<(), u32> {
    Err(8)
}

/// Emits an encoded event with the encoded list of its topics.
#[cfg(target_arch = "wasm32")]
pub fn deposit_event(topics: &[u8], data: &[u8]) {
    use pallet_contracts_uapi::{HostFn, HostFnImpl};
    HostFnImpl::deposit_event(topics, data);
}
