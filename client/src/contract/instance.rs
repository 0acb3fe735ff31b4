//! A contract on the chain: whether it is there, and which code it runs.

use mutual_types::AccountId;
use scale::Decode;
use subxt::config::substrate::H256;
use subxt::ext::scale_decode::DecodeAsType;

use super::Bundle;
use crate::chain::storage::{of_code, of_contract};
use crate::chain::{Chain, Hash};
use crate::error::Error;

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct ContractInfo {
    code_hash: H256,
}

/// The same as pallet-contracts 38 stores it, up to what matters.
#[derive(Decode)]
struct ContractInfoStart {
    _trie_id: Vec<u8>,
    code_hash: Hash,
}

impl Chain {
    /// The hash of the code that the contract at `address` runs; none where there is no contract.
    ///
    /// # Errors
    /// [`Error::NoContractsPallet`], [`Error::Node`].
    pub async fn code_hash(&self, address: AccountId) -> Result<Option<Hash>, Error> {
        match self.storage(&of_contract(address), None).await? {
            Some(stored) => self.code_hash_in(&stored).await.map(Some),
            None => self.ensure_contracts().await.map(|()| None),
        }
    }

    async fn code_hash_in(&self, stored: &[u8]) -> Result<Hash, Error> {
        let info: ContractInfo = self.runtime().await?.stored("Contracts", "ContractInfoOf", stored)?;
        Ok(info.code_hash.into())
    }

    /// Whether the chain has code of this hash, so that a contract can be made with it or changed to it.
    ///
    /// # Errors
    /// [`Error::NoContractsPallet`], [`Error::Node`].
    pub async fn has_code(&self, code_hash: Hash) -> Result<bool, Error> {
        match self.storage(&of_code(code_hash), None).await? {
            Some(_) => Ok(true),
            None => self.ensure_contracts().await.map(|()| false),
        }
    }

    /// Refuses a contract whose code is not that of `bundle`: its messages could mean something else.
    ///
    /// # Errors
    /// [`Error::NoContract`], [`Error::OtherCode`] with both hashes.
    pub async fn ensure_code(&self, contract: AccountId, bundle: &Bundle) -> Result<(), Error> {
        let Some(stored) = self.storage(&of_contract(contract), None).await? else {
            self.ensure_contracts().await?;
            return Err(Error::NoContract(contract));
        };
        // Bytes that give the very hash that is looked for mean it; any others are read by the chain's own types.
        if ContractInfoStart::decode(&mut &*stored).is_ok_and(|info| info.code_hash == bundle.hash()) {
            return Ok(());
        }
        match self.code_hash_in(&stored).await? {
            on_chain if on_chain == bundle.hash() => Ok(()),
            on_chain => Err(Error::OtherCode { contract, on_chain, bundle: bundle.hash() }),
        }
    }
}
