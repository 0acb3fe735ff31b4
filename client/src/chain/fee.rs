//! What a transaction will cost, asked of the runtime.

use mutual_types::{AccountId, Planck};
use scale::{Decode, Encode};
use subxt::utils::{AccountId32, MultiSignature};

use super::{Chain, RuntimeCall, Weight};
use crate::error::Error;

/// The answer of `TransactionPaymentApi_query_info`.
#[derive(Decode)]
struct DispatchInfo {
    _weight: Weight,
    _class: u8,
    partial_fee: Planck,
}

impl Chain {
    /// The fee of `call` at the most, in planck: what is not used of its gas is given back. Nothing is signed: the
    /// runtime looks at the length and the weight only.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn fee(&self, signer: AccountId, call: &RuntimeCall) -> Result<Planck, Error> {
        let account = AccountId32(signer.0);
        let nonce = self.methods().system_account_next_index(&account).await.map_err(Error::rpc)?;
        let payload = call.payload();
        let mut signable = self.signable(&payload, nonce).await?;
        let blank = MultiSignature::Sr25519([0; 64]);
        let signed = signable.sign_with_account_and_signature(&account, &blank).map_err(Error::node)?;
        let bytes = signed.encoded();
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let args = [bytes, &length.encode()].concat();
        let answer = self.state_call("TransactionPaymentApi_query_info", &args, None).await?;
        let info = DispatchInfo::decode(&mut &*answer).map_err(Error::node)?;
        Ok(info.partial_fee)
    }
}
