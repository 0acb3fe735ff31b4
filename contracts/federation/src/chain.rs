//! What only the chain can do: look at a contract's code, ask it, pay it, and emit. Native tests have a stand-in.
//! Money leaves here, by [`transfer`] and [`pay`], and nowhere else.

use ink::{env::DefaultEnvironment, prelude::vec::Vec};
use mutual_types::{AccountId, Planck};

/// Bytes that an answer has at the most: a society with all its texts and seats has some 4,000.
#[cfg(target_arch = "wasm32")]
const ANSWER_MAX: usize = 8_192;

/// What storage a contract that is called may take at the cost of who signs: what is asked and paid here takes none. No
/// limit would be 0.
#[cfg(target_arch = "wasm32")]
const DEPOSIT_MAX: u128 = 1;

/// The hash of a contract's code; all zero where there is no contract.
pub fn code_hash(account: AccountId) -> [u8; 32] {
    ink::env::code_hash::<DefaultEnvironment>(&account.into()).map_or([0; 32], Into::into)
}

/// What the contract holds above the existential deposit.
pub fn balance() -> Planck {
    ink::env::balance::<DefaultEnvironment>()
}

/// Sends money to an account, whether that worked. It runs no code of the receiver.
pub fn transfer(to: AccountId, amount: Planck) -> bool {
    matches!(ink::env::transfer::<DefaultEnvironment>(to.into(), amount), Ok(()))
}

/// Calls a contract, which cannot call back. Success is the host function's own return code: ink!'s `invoke_contract`
/// takes a callee that reverted for one that succeeded.
#[cfg(target_arch = "wasm32")]
fn call(callee: AccountId, value: Planck, input: &[u8], answer: Option<&mut &mut [u8]>) -> Result<(), u32> {
    use pallet_contracts_uapi::{CallFlags, HostFn, HostFnImpl};
    HostFnImpl::call_v2(
        CallFlags::empty(),
        callee.bytes(),
        0,
        0,
        Some(&DEPOSIT_MAX.to_le_bytes()),
        &value.to_le_bytes(),
        input,
        answer,
    )
    .map_err(u32::from)
}

/// Asks a contract.
///
/// # Errors
/// The return code.
#[cfg(target_arch = "wasm32")]
pub fn ask(callee: AccountId, input: &[u8]) -> Result<Vec<u8>, u32> {
    let mut buffer = ink::prelude::vec![0; ANSWER_MAX];
    let mut answer = &mut buffer[..];
    call(callee, 0, input, Some(&mut answer))?;
    Ok(answer.to_vec())
}

/// Sends money to a contract by a message of its own.
///
/// # Errors
/// The return code; then it has not taken the money.
#[cfg(target_arch = "wasm32")]
pub fn pay(callee: AccountId, amount: Planck, input: &[u8]) -> Result<(), u32> {
    call(callee, amount, input, None)
}

/// There is no contract to ask outside of a chain.
///
/// # Errors
/// Always: not callable.
#[cfg(not(target_arch = "wasm32"))]
pub fn ask(_callee: AccountId, _input: &[u8]) -> Result<Vec<u8>, u32> {
    Err(8)
}

/// There is no contract to pay outside of a chain.
///
/// # Errors
/// Always: not callable.
#[cfg(not(target_arch = "wasm32"))]
pub fn pay(_callee: AccountId, _amount: Planck, _input: &[u8]) -> Result<(), u32> {
    Err(8)
}

/// Emits an encoded event with the encoded list of its topics.
#[cfg(target_arch = "wasm32")]
pub fn deposit_event(topics: &[u8], data: &[u8]) {
    use pallet_contracts_uapi::{HostFn, HostFnImpl};
    HostFnImpl::deposit_event(topics, data);
}
