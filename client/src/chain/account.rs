//! Balances of accounts.

use futures::try_join;
use mutual_types::{AccountId, Planck};
use subxt::ext::scale_decode::DecodeAsType;

use super::storage::of_account;
use super::{Chain, Runtime};
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
        let key = of_account(account);
        let (found, runtime) = try_join!(self.storage(&key, None), self.runtime())?;
        Balance::read(found.as_deref(), &runtime)
    }

    /// What an account must hold to exist, in planck.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn existential_deposit(&self) -> Result<Planck, Error> {
        existential_deposit(&self.runtime().await?)
    }
}

impl Balance {
    /// Reads what is stored under an account.
    pub(super) fn read(stored: Option<&[u8]>, runtime: &Runtime) -> Result<Self, Error> {
        let Some(stored) = stored else { return Ok(Self::default()) };
        let AccountData { free, reserved, frozen } = runtime.stored::<AccountInfo>("System", "Account", stored)?.data;
        let locked = frozen.saturating_sub(reserved).max(existential_deposit(runtime)?);
        Ok(Self { free, reserved, spendable: free.saturating_sub(locked) })
    }
}

fn existential_deposit(runtime: &Runtime) -> Result<Planck, Error> {
    runtime.constant("Balances", "ExistentialDeposit")
}
