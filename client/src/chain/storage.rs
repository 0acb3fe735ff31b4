//! Values in the chain's storage, by keys that are the same on every chain.

use mutual_types::AccountId;
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};

use super::{Chain, Hash};
use crate::error::Error;

/// The key of a plain value.
pub(crate) fn key(pallet: &str, entry: &str) -> Vec<u8> {
    [twox_128(pallet.as_bytes()), twox_128(entry.as_bytes())].concat()
}

/// The key of an account's money and nonce.
pub(crate) fn of_account(account: AccountId) -> Vec<u8> {
    [&key("System", "Account")[..], &blake2_128(&account.0), &account.0].concat()
}

/// The key of what the chain keeps about a contract.
pub(crate) fn of_contract(contract: AccountId) -> Vec<u8> {
    [&key("Contracts", "ContractInfoOf")[..], &twox_64(&contract.0), &contract.0].concat()
}

/// The key of what the chain keeps about a contract's code.
pub(crate) fn of_code(code: Hash) -> Vec<u8> {
    [&key("Contracts", "CodeInfoOf")[..], &code.0].concat()
}

/// Whether a node says with this that it no longer has a state.
pub(crate) fn is_discarded(text: &str) -> bool {
    text.contains("discarded")
}

impl Chain {
    /// The value under a key at the best block, or at `at`.
    pub(crate) async fn storage(&self, key: &[u8], at: Option<Hash>) -> Result<Option<Vec<u8>>, Error> {
        self.methods().state_get_storage(key, at.map(Into::into)).await.map_err(Error::rpc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_those_that_everybody_uses() {
        let hex = |key: Vec<u8>| hex::encode(key);
        assert_eq!(hex(key("System", "Events")), "26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7");
        assert_eq!(
            hex(of_account(AccountId([1; 32]))),
            format!(
                "26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9{}{}",
                hex::encode(blake2_128(&[1; 32])),
                "01".repeat(32)
            )
        );
    }
}
