//! Balances of accounts.

use mutual_types::{AccountId, Planck};
use subxt::ext::scale_decode::DecodeAsType;

use super::Chain;
use crate::error::Error;

/// An account's money, in planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Not held for anything.
    pub free: Planck,
    /// Held, for storage deposits and the like.
    pub reserved: Planck,
    /// What fees and transfers may take without ending the account.
    pub spendable: Planck,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct AccountInfo {
    data: AccountData,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct AccountData {
    free: u128,
    reserved: u128,
    frozen: u128,
}

impl Chain {
    /// The money of `account`; nothing for an account that does not exist.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn balance(&self, account: AccountId) -> Result<Balance, Error> {
        let best = self.at_best().await?;
        let address = subxt::dynamic::storage::<([u8; 32],), AccountInfo>("System", "Account");
        let Some(found) = best.storage().try_fetch(address, (account.0,)).await.map_err(Error::node)? else {
            return Ok(Balance::default());
        };
        let AccountData { free, reserved, frozen } = found.decode().map_err(Error::node)?.data;
        let locked = frozen.saturating_sub(reserved).max(existential_deposit(&best)?);
        Ok(Balance { free, reserved, spendable: free.saturating_sub(locked) })
    }

    /// What an account must hold to exist, in planck.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn existential_deposit(&self) -> Result<Planck, Error> {
        existential_deposit(&self.at_best().await?)
    }
}

fn existential_deposit(at: &super::AtBlock) -> Result<Planck, Error> {
    let address = subxt::dynamic::constant::<u128>("Balances", "ExistentialDeposit");
    at.constants().entry(address).map_err(Error::node)
}
