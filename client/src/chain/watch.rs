//! Hearing from the node what happens to a transaction that it has taken.

use subxt::config::substrate::H256;
use subxt_rpcs::client::RpcSubscription;
use subxt_rpcs::methods::legacy::TransactionStatus;

use super::Hash;

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

/// The last that was heard of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// It is in this block, which was waited for.
    In(Hash),
    /// The node no longer has it, and this is why. It may be in a block all the same, or in another node's pool.
    GivenUp(&'static str),
    /// Nothing more is heard, and this is why.
    Silence(String),
}

/// Listens until the transaction is where it was to be waited for, or nothing more is to be heard.
pub(super) async fn until(progress: &mut Progress, wait: Wait) -> Heard {
    loop {
        let status = match progress.next().await {
            Some(Ok(status)) => status,
            Some(Err(error)) => return Heard::Silence(error.to_string()),
            None => return Heard::Silence("the node closed the connection".to_owned()),
        };
        match status {
            TransactionStatus::InBlock(block) if wait != Wait::Final => return Heard::In(block.into()),
            TransactionStatus::Finalized(block) => return Heard::In(block.into()),
            TransactionStatus::Usurped(_) => {
                return Heard::GivenUp("another transaction of this account took its place")
            }
            TransactionStatus::Invalid => return Heard::GivenUp("it became invalid while it waited"),
            TransactionStatus::Dropped => return Heard::GivenUp("the node's pool is full and dropped it"),
            TransactionStatus::FinalityTimeout(_) => {
                return Heard::Silence("its block did not become final in time".to_owned())
            }
            TransactionStatus::Future
            | TransactionStatus::Ready
            | TransactionStatus::Broadcast(_)
            | TransactionStatus::InBlock(_)
            | TransactionStatus::Retracted(_) => {}
        }
    }
}
