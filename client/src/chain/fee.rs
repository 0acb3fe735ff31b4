//! Who pays, and what a transaction will cost, asked of the runtime.

use futures::try_join;
use mutual_types::{AccountId, Planck};
use scale::{Decode, Encode};
use subxt::utils::{AccountId32, MultiSignature};

use super::storage::of_account;
use super::submit::signable_at;
use super::{Balance, Block, Chain, Runtime, RuntimeCall, Weight};
use crate::error::Error;

/// The answer of `TransactionPaymentApi_query_info`.
#[derive(Decode)]
struct DispatchInfo {
    _weight: Weight,
    _class: u8,
    partial_fee: Planck,
}

/// What must be known of an account to price a transaction of its.
#[derive(Clone, Debug)]
pub(crate) struct Payer {
    pub account: AccountId,
    pub balance: Balance,
    pub runtime: Runtime,
    nonce: u64,
    birth: Block,
}

impl Chain {
    /// An account as one that pays, asked for all at once.
    pub(crate) async fn payer(&self, account: AccountId) -> Result<Payer, Error> {
        let key = of_account(account);
        let (stored, nonce, birth, runtime) =
            try_join!(self.storage(&key, None), self.next_nonce(account), self.final_block(), self.runtime())?;
        let balance = Balance::read(stored.as_deref(), &runtime)?;
        Ok(Payer { account, balance, runtime, nonce, birth })
    }

    /// The fee of `call` at the most, in planck: what is not used of its gas is given back. Nothing is signed: the
    /// runtime looks at the length and the weight only.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn fee(&self, signer: AccountId, call: &RuntimeCall) -> Result<Planck, Error> {
        self.fee_of(&self.payer(signer).await?, call).await
    }

    pub(crate) async fn fee_of(&self, payer: &Payer, call: &RuntimeCall) -> Result<Planck, Error> {
        let payload = call.payload();
        let mut signable = signable_at(&payer.runtime, &payload, payer.nonce, payer.birth)?;
        let blank = MultiSignature::Sr25519([0; 64]);
        let account = AccountId32(payer.account.0);
        let signed = signable.sign_with_account_and_signature(&account, &blank).map_err(Error::node)?;
        let bytes = signed.encoded();
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let args = [bytes, &length.encode()].concat();
        let answer = self.state_call("TransactionPaymentApi_query_info", &args, None).await?;
        let info = DispatchInfo::decode(&mut &*answer).map_err(Error::node)?;
        Ok(info.partial_fee)
    }
}
