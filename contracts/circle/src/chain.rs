//! What only the chain can do: ask another contract. Native tests have a stand-in.

use ink::env::DefaultEnvironment;
use mutual_types::AccountId;

/// Whether there is a contract at this account.
pub fn is_contract(account: AccountId) -> bool {
    ink::env::is_contract::<DefaultEnvironment>(&account.into())
}

/// Whether the society says that the account is an active member's. It cannot call back, write to a deposit, or end this
/// message otherwise than by using up its gas; any answer that is none means no.
#[cfg(target_arch = "wasm32")]
pub fn is_active_member(society: AccountId, account: AccountId) -> bool {
    use ink::scale::Decode;
    use mutual_types::{MemberIndex, Standing};
    use pallet_contracts_uapi::{CallFlags, HostFn, HostFnImpl};

    let mut input = STANDING.to_vec();
    input.extend_from_slice(account.bytes());
    let mut room = [0; 256];
    let mut answer = &mut room[..];
    let called = HostFnImpl::call_v2(
        CallFlags::empty(),
        society.bytes(),
        0,
        0,
        Some(&LEAST_DEPOSIT.to_le_bytes()),
        &0_u128.to_le_bytes(),
        &input,
        Some(&mut answer),
    );
    // Of `Result<Option<(MemberIndex, Standing)>, LangError>`.
    match (called, answer.split_first()) {
        (Ok(()), Some((&0, mut rest))) => match Option::<(MemberIndex, Standing)>::decode(&mut rest) {
            Ok(Some((_, standing))) => standing.is_active(),
            Ok(None) | Err(_) => false,
        },
        _ => false,
    }
}

/// The society's message `standing`.
#[cfg(target_arch = "wasm32")]
const STANDING: [u8; 4] = [0, 0, 0, 22];

/// What the society may use of the signer's money for storage; 0 would mean all.
#[cfg(target_arch = "wasm32")]
const LEAST_DEPOSIT: u128 = 1;

/// There is no contract to call outside of a chain.
#[cfg(not(target_arch = "wasm32"))]
pub fn is_active_member(_society: AccountId, _account: AccountId) -> bool {
    false
}
