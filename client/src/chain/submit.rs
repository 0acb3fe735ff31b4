//! Signing and sending.

use mutual_types::AccountId;
use subxt::client::OnlineClientAtBlockImpl;
use subxt::config::substrate::SubstrateExtrinsicParamsBuilder;
use subxt::ext::scale_value::Composite;
use subxt::transactions::{DynamicPayload, SignableTransaction};
use subxt::utils::AccountId32;
use subxt_rpcs::UserError;

use super::watch::{self, Progress};
use super::{Chain, Config, Hash, Receipt, RuntimeCall, Wait};
use crate::error::{Error, Sent};
use crate::keys::Signer;

/// For how many blocks a transaction is valid: one that was lost cannot turn up much later.
const MORTAL_BLOCKS: u64 = 1_024;

/// How often a nonce that another process took first is taken anew.
const NONCE_ATTEMPTS: u32 = 5;

/// The pool's "invalid transaction", with the reason in its data.
const INVALID: i32 = 1010;
/// The pool's "priority too low": another transaction with the same nonce waits already.
const PRIORITY_TOO_LOW: i32 = 1014;

pub(super) type Payload = DynamicPayload<Composite<()>>;
type Signable<'a> = SignableTransaction<'a, Config, OnlineClientAtBlockImpl<Config>, Payload>;

/// Whether the node took a transaction.
enum Offer {
    Taken(Option<Progress>),
    NonceTaken(UserError),
}

impl Chain {
    /// Signs `call`, sends it and waits as long as `wait` says.
    ///
    /// # Errors
    /// [`Error::Rejected`] if the node does not take it, [`Error::Dispatch`] if it is in a block and failed,
    /// [`Error::Unknown`] with its hash when it was sent and nothing more was heard.
    pub async fn submit(&self, signer: &Signer, call: &RuntimeCall, wait: Wait) -> Result<Receipt, Error> {
        let (tx, bytes, progress) = self.send(signer, &call.payload(), wait).await?;
        let Some(progress) = progress else {
            return Ok(Receipt::sent(tx));
        };
        let block = match tokio::time::timeout(self.timeout(), watch::until(progress, wait, tx)).await {
            Ok(block) => block?,
            Err(_) => {
                let reason = format!("it was in no block after {} s", self.timeout().as_secs());
                return Err(Error::Unknown { tx, reason });
            }
        };
        // From here on the transaction is in a block: a node that fails now leaves its outcome unknown.
        let receipt = self.receipt(tx, &bytes, block, wait == Wait::Final, signer.account()).await;
        let (receipt, failure) =
            receipt.map_err(|error| Error::Unknown { tx, reason: format!("it is in block {block}; {error}") })?;
        match failure {
            None => Ok(receipt),
            Some(error) => Err(Error::Dispatch { error, sent: Some(Box::new(Sent { tx, block })), fee: receipt.fee }),
        }
    }

    async fn send(
        &self,
        signer: &Signer,
        payload: &Payload,
        wait: Wait,
    ) -> Result<(Hash, Vec<u8>, Option<Progress>), Error> {
        let turn = self.turn_of(signer.account());
        let _turn = turn.lock().await;
        let mut left = NONCE_ATTEMPTS;
        loop {
            let nonce = self.next_nonce(signer.account()).await?;
            let signed = self.signable(payload, nonce).await?.sign(signer.pair()?).map_err(Error::node)?;
            let (tx, bytes) = (signed.hash().into(), signed.into_encoded());
            match self.offer(tx, &bytes, wait).await? {
                Offer::Taken(progress) => return Ok((tx, bytes, progress)),
                Offer::NonceTaken(error) => {
                    left = left.saturating_sub(1);
                    if left == 0 {
                        return Err(rejected(&error));
                    }
                }
            }
        }
    }

    /// The next nonce of `account`, with what waits in the node's pool counted.
    async fn next_nonce(&self, account: AccountId) -> Result<u64, Error> {
        self.methods().system_account_next_index(&AccountId32(account.0)).await.map_err(Error::rpc)
    }

    pub(super) async fn signable<'a>(&self, payload: &'a Payload, nonce: u64) -> Result<Signable<'a>, Error> {
        let last = self.subxt().at_current_block().await.map_err(Error::node)?;
        let params = SubstrateExtrinsicParamsBuilder::<Config>::new()
            .nonce(nonce)
            .mortal_from_unchecked(MORTAL_BLOCKS, last.block_number(), last.block_hash())
            .build();
        last.transactions().create_signable_offline(payload, params).map_err(Error::node)
    }

    async fn offer(&self, tx: Hash, bytes: &[u8], wait: Wait) -> Result<Offer, Error> {
        let answer = if wait == Wait::None {
            self.methods().author_submit_extrinsic(bytes).await.map(|_| None)
        } else {
            self.methods().author_submit_and_watch_extrinsic(bytes).await.map(Some)
        };
        match answer {
            Ok(progress) => Ok(Offer::Taken(progress)),
            Err(subxt_rpcs::Error::User(error)) if is_stale_nonce(&error) => Ok(Offer::NonceTaken(error)),
            Err(subxt_rpcs::Error::User(error)) => Err(rejected(&error)),
            // The node may have read the request before it went.
            Err(error) => Err(Error::Unknown { tx, reason: error.to_string() }),
        }
    }
}

fn is_stale_nonce(error: &UserError) -> bool {
    let says_outdated = || error.data.as_ref().is_some_and(|data| data.get().contains("outdated"));
    error.code == PRIORITY_TOO_LOW || (error.code == INVALID && says_outdated())
}

fn rejected(error: &UserError) -> Error {
    let data = error.data.as_ref().and_then(|data| serde_json::from_str::<String>(data.get()).ok());
    let reason = match data {
        Some(data) => format!("{}: {data}", error.message),
        None => error.message.clone(),
    };
    Error::Rejected { reason, tx: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(code: i32, data: Option<&str>) -> UserError {
        let data = data.map(|text| serde_json::value::to_raw_value(text).unwrap());
        UserError { code, message: "Invalid Transaction".to_owned(), data }
    }

    #[test]
    fn a_nonce_that_another_took_is_taken_anew_and_nothing_else_is() {
        assert!(is_stale_nonce(&refusal(1010, Some("Transaction is outdated"))));
        assert!(is_stale_nonce(&refusal(1014, None)));
        assert!(!is_stale_nonce(&refusal(1010, Some("Inability to pay some fees"))));
        assert!(!is_stale_nonce(&refusal(1012, None)));
    }

    #[test]
    fn a_rejection_says_why() {
        let error = rejected(&refusal(1010, Some("Inability to pay some fees")));
        assert!(error.to_string().contains("Inability to pay some fees"), "{error}");
    }
}
