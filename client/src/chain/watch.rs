//! Following a transaction until it is where it was to be waited for.

use subxt::config::substrate::H256;
use subxt_rpcs::client::RpcSubscription;
use subxt_rpcs::methods::legacy::TransactionStatus;

use super::Hash;
use crate::error::Error;

/// How long to wait after sending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wait {
    /// Until the node has taken it.
    None,
    /// Until it is in a block.
    #[default]
    Block,
    /// Until that block is final.
    Final,
}

/// What a node says of a transaction it has taken.
pub(super) type Progress = RpcSubscription<TransactionStatus<H256>>;

/// The block that holds transaction `tx`.
///
/// # Errors
/// [`Error::Unknown`] when the node goes silent, [`Error::Rejected`] when it gives the transaction up.
pub(super) async fn until(mut progress: Progress, wait: Wait, tx: Hash) -> Result<Hash, Error> {
    let rejected = |reason: &str| Error::Rejected { reason: reason.to_owned(), tx: Some(tx) };
    loop {
        let status = match progress.next().await {
            Some(Ok(status)) => status,
            Some(Err(error)) => return Err(Error::Unknown { tx, reason: error.to_string() }),
            None => return Err(Error::Unknown { tx, reason: "the node closed the connection".to_owned() }),
        };
        match status {
            TransactionStatus::InBlock(block) if wait == Wait::Block => return Ok(block.into()),
            TransactionStatus::Finalized(block) => return Ok(block.into()),
            TransactionStatus::Usurped(_) => {
                return Err(rejected("another transaction with the same nonce took its place"))
            }
            TransactionStatus::Invalid => return Err(rejected("it became invalid while it waited")),
            TransactionStatus::Dropped => return Err(rejected("the node's pool is full and dropped it")),
            TransactionStatus::FinalityTimeout(_) => {
                return Err(Error::Unknown { tx, reason: "its block did not become final in time".to_owned() })
            }
            TransactionStatus::Future
            | TransactionStatus::Ready
            | TransactionStatus::Broadcast(_)
            | TransactionStatus::InBlock(_)
            | TransactionStatus::Retracted(_) => {}
        }
    }
}
