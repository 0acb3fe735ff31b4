//! Time on a chain, which is the time of its last block, and the clock on the wall.

use std::time::{SystemTime, UNIX_EPOCH};

use mutual_types::TimestampMs;
use scale::Decode;

use super::storage::key;
use super::{Chain, Hash, RuntimeCall, Wait};
use crate::error::Error;
use crate::keys::Signer;

/// The method by which development chains make a block on demand.
const NEW_BLOCK: &str = "dev_newBlock";

/// The chain's time and this machine's, read together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The time of the best block.
    pub chain_ms: TimestampMs,
    /// The clock of this machine.
    pub wall_ms: TimestampMs,
}

impl Moment {
    /// The later of both. A chain that has made no block for a while is behind, and the next message sees the clock; a
    /// chain whose time was moved is ahead, and the clock means nothing to it.
    pub fn now_ms(self) -> TimestampMs {
        self.chain_ms.max(self.wall_ms)
    }
}

/// How a block was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockMade {
    /// On demand, by the development chain, for nothing.
    OnDemand,
    /// By a transaction that does nothing, signed and paid for.
    Remark {
        /// That transaction.
        tx: Hash,
    },
}

impl Chain {
    /// What time it is.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn moment(&self) -> Result<Moment, Error> {
        // A chain before its first block has no time yet.
        let chain_ms = match self.storage(&key("Timestamp", "Now"), None).await? {
            Some(value) => u64::decode(&mut &*value).map_err(Error::node)?,
            None => 0,
        };
        Ok(Moment { chain_ms, wall_ms: wall_ms() })
    }

    /// Whether the node makes blocks on demand.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn makes_blocks_on_demand(&self) -> Result<bool, Error> {
        self.serves(NEW_BLOCK).await
    }

    /// Makes a block on demand.
    ///
    /// # Errors
    /// [`Error::Node`], for a node without [`Chain::makes_blocks_on_demand`] too.
    pub async fn new_block(&self) -> Result<BlockMade, Error> {
        self.poke(NEW_BLOCK).await?;
        Ok(BlockMade::OnDemand)
    }

    /// Makes a block by a transaction that does nothing.
    ///
    /// # Errors
    /// Those of [`Chain::submit`].
    pub async fn remark(&self, signer: &Signer) -> Result<BlockMade, Error> {
        let receipt = self.submit(signer, &RuntimeCall::Remark, Wait::Block).await?;
        Ok(BlockMade::Remark { tx: receipt.tx })
    }
}

fn wall_ms() -> TimestampMs {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
