//! A contract on the chain: whether it is there, and which code it runs.

use mutual_types::AccountId;
use subxt::config::substrate::H256;
use subxt::ext::scale_decode::DecodeAsType;

use super::Bundle;
use crate::chain::{Chain, Hash};
use crate::error::Error;

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct ContractInfo {
    code_hash: H256,
}

impl Chain {
    /// The hash of the code that the contract at `address` runs; none where there is no contract.
    ///
    /// # Errors
    /// [`Error::NoContractsPallet`], [`Error::Node`].
    pub async fn code_hash(&self, address: AccountId) -> Result<Option<Hash>, Error> {
        self.ensure_contracts().await?;
        let entry = subxt::dynamic::storage::<([u8; 32],), ContractInfo>("Contracts", "ContractInfoOf");
        let best = self.at_best().await?;
        let Some(found) = best.storage().try_fetch(entry, (address.0,)).await.map_err(Error::node)? else {
            return Ok(None);
        };
        Ok(Some(found.decode().map_err(Error::node)?.code_hash.into()))
    }

    /// Whether the chain has code of this hash, so that a contract can be made with it or changed to it.
    ///
    /// # Errors
    /// [`Error::NoContractsPallet`], [`Error::Node`].
    pub async fn has_code(&self, code_hash: Hash) -> Result<bool, Error> {
        self.ensure_contracts().await?;
        let entry = subxt::dynamic::storage::<([u8; 32],), subxt::dynamic::Value>("Contracts", "CodeInfoOf");
        let best = self.at_best().await?;
        Ok(best.storage().try_fetch(entry, (code_hash.0,)).await.map_err(Error::node)?.is_some())
    }

    /// Refuses a contract whose code is not that of `bundle`: its messages could mean something else.
    ///
    /// # Errors
    /// [`Error::NoContract`], [`Error::OtherCode`] with both hashes.
    pub async fn ensure_code(&self, contract: AccountId, bundle: &Bundle) -> Result<(), Error> {
        match self.code_hash(contract).await? {
            None => Err(Error::NoContract(contract)),
            Some(on_chain) if on_chain != bundle.hash() => {
                Err(Error::OtherCode { contract, on_chain, bundle: bundle.hash() })
            }
            Some(_) => Ok(()),
        }
    }
}
