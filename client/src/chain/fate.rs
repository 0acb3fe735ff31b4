//! What became of a transaction, found by its hash: whoever sent it may have stopped listening, or never heard an answer.

use std::time::Duration;

use futures::stream::{self, StreamExt, TryStreamExt};
use mutual_types::AccountId;
use scale::{Decode, Encode};
use subxt_rpcs::client::rpc_params;
use tokio::time::Instant;

use super::{Block, Chain, Hash, Ticket, Wait};
use crate::error::Error;

/// How often it is looked at again.
const POLL: Duration = Duration::from_millis(250);

/// How many blocks are on their way from the node at once.
const AT_ONCE: usize = 16;

/// What became of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is in a block.
    InBlock(Block),
    /// It waits in the node's pool.
    Waiting,
    /// It is in no block, and this node does not have it; but another could, and it is valid still.
    Possible,
    /// It is in no block, and can be in none any more.
    Never(Never),
}

/// Why a transaction can be in no block any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Never {
    /// Another transaction of the same account had the same number, and is in a final block.
    NumberTaken,
    /// It was valid for some blocks only, and all of these are final.
    Died,
}

impl std::fmt::Display for Never {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NumberTaken => "another transaction of this account was carried out in its place",
            Self::Died => "the blocks for which it was valid are over",
        })
    }
}

/// What is known of the chain beforehand must be asked in this order: what is not in the pool is in a block already, and
/// what is final when a number was looked at was final before the blocks were.
impl Chain {
    /// What became of a transaction.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn fate(&self, ticket: &Ticket) -> Result<Fate, Error> {
        let waits = self.is_in_pool(ticket.tx).await?;
        let last_final = self.final_block().await?;
        let used = self.nonce_at(ticket.signer, last_final.hash).await?;
        let best = self.best_number().await?.max(last_final.number);
        let (first, last) = (ticket.from.saturating_add(1), best.min(ticket.until().saturating_sub(1)));
        if let Some((number, hash)) = self.find(ticket.tx, first, last).await? {
            return Ok(Fate::InBlock(Block { hash, number, is_final: number <= last_final.number }));
        }
        if used > ticket.nonce {
            return Ok(Fate::Never(Never::NumberTaken));
        }
        if last_final.number.saturating_add(1) >= ticket.until() {
            return Ok(Fate::Never(Never::Died));
        }
        Ok(if waits { Fate::Waiting } else { Fate::Possible })
    }

    /// What became of a transaction, once it is where its ticket says that it is waited for, or can never be there; what
    /// is known at `deadline` if that comes first. It looks once at least.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn settled(&self, ticket: &Ticket, deadline: Instant) -> Result<Fate, Error> {
        loop {
            let fate = self.fate(ticket).await?;
            let is_over = match fate {
                Fate::InBlock(block) => block.is_final || ticket.wait != Wait::Final,
                Fate::Never(_) => true,
                Fate::Waiting | Fate::Possible => ticket.wait == Wait::None,
            };
            if is_over || Instant::now() >= deadline {
                return Ok(fate);
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// The block among those from `first` to `last` that holds a transaction.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn find(&self, tx: Hash, first: u64, last: u64) -> Result<Option<(u64, Hash)>, Error> {
        if first > last {
            return Ok(None);
        }
        let hashes = self.block_hashes(first, last).await?;
        let blocks = (first..=last).zip(hashes).filter_map(|(number, hash)| Some((number, hash?)));
        let found = stream::iter(blocks)
            .map(|(number, hash)| async move { Ok((self.holds(hash, tx).await?, number, hash)) })
            .buffered(AT_ONCE)
            .try_filter_map(|(holds, number, hash)| async move { Ok::<_, Error>(holds.then_some((number, hash))) });
        futures::pin_mut!(found);
        found.try_next().await
    }

    async fn holds(&self, block: Hash, tx: Hash) -> Result<bool, Error> {
        let block = self.methods().chain_get_block(Some(block.into())).await.map_err(Error::rpc)?;
        Ok(block.is_some_and(|block| block.block.extrinsics.iter().any(|extrinsic| hash_of(&extrinsic.0) == tx)))
    }

    async fn is_in_pool(&self, tx: Hash) -> Result<bool, Error> {
        let pending: Vec<subxt_rpcs::methods::legacy::Bytes> =
            self.rpc().request("author_pendingExtrinsics", rpc_params![]).await.map_err(Error::rpc)?;
        Ok(pending.iter().any(|extrinsic| hash_of(&extrinsic.0) == tx))
    }

    /// How many transactions of an account the chain has carried out up to a block.
    async fn nonce_at(&self, account: AccountId, block: Hash) -> Result<u64, Error> {
        let answer = self.state_call("AccountNonceApi_account_nonce", &account.encode(), Some(block)).await?;
        Ok(u32::decode(&mut &*answer).map_err(Error::node)?.into())
    }

    /// The number of the best block.
    pub(crate) async fn best_number(&self) -> Result<u64, Error> {
        let header = self.methods().chain_get_header(None).await.map_err(Error::rpc)?;
        Ok(header.ok_or_else(|| Error::node("it names no best block"))?.number)
    }
}

/// The hash by which a transaction is known.
pub(super) fn hash_of(extrinsic: &[u8]) -> Hash {
    Hash(sp_crypto_hashing::blake2_256(extrinsic))
}
