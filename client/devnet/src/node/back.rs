//! Going back to earlier blocks.

use std::sync::{Arc, PoisonError};

use sp_core::H256;

use super::Node;
use crate::{chain::block::Block, error::Error};

/// The states of the chain that someone wants to come back to.
#[derive(Default)]
pub(super) struct Snapshots {
    next: u64,
    /// Each with its number and the last block then.
    taken: Vec<(u64, H256)>,
}

impl Node {
    /// Adds a block made elsewhere. It must come out here as it did there, and the pool has no part in it.
    pub(crate) fn import(
        &self,
        header: &contracts_node_runtime::Header,
        extrinsics: &[Vec<u8>],
    ) -> Result<Arc<Block>, Error> {
        let block = {
            let _making = self.hold_blocks();
            let block = self.chain.import(header, extrinsics)?;
            self.pool.settle(block.hash, block.number(), &[]);
            self.check_again(&block);
            block
        };
        self.seal_ready();
        Ok(block)
    }

    /// Makes an earlier block the last one again. Those after it are forgotten, and the clock is as it was then.
    pub(crate) fn set_head(&self, hash: H256) -> Result<Arc<Block>, Error> {
        let block = {
            let _making = self.hold_blocks();
            self.go_back(hash)?
        };
        self.seal_ready();
        Ok(block)
    }

    /// The same while blocks are held.
    fn go_back(&self, hash: H256) -> Result<Arc<Block>, Error> {
        let block = self.chain.block(Some(hash))?;
        if block.hash != self.chain.history().head().hash {
            self.chain.take_back(&block)?;
            self.check_again(&block);
        }
        Ok(block)
    }

    /// Notes the present state and gives the number by which [`Node::revert`] knows it.
    pub(crate) fn snapshot(&self) -> u64 {
        let _making = self.hold_blocks();
        let mut snapshots = self.snapshots.lock().unwrap_or_else(PoisonError::into_inner);
        snapshots.next = snapshots.next.saturating_add(1);
        let number = snapshots.next;
        snapshots.taken.push((number, self.chain.history().head().hash));
        number
    }

    /// Goes back to a snapshot, which ends with all that were taken after it. False says that there is none, or that the
    /// chain has gone back behind it since.
    pub(crate) fn revert(&self, number: u64) -> Result<bool, Error> {
        let is_there = {
            let _making = self.hold_blocks();
            let mut snapshots = self.snapshots.lock().unwrap_or_else(PoisonError::into_inner);
            let found = snapshots.taken.iter().enumerate().find(|(_, (taken, _))| *taken == number);
            let Some((at, hash)) = found.map(|(at, (_, hash))| (at, *hash)) else { return Ok(false) };
            let is_there = self.chain.history().find(&hash).is_some();
            if is_there {
                // If this fails it may be tried again.
                self.go_back(hash)?;
            }
            snapshots.taken.truncate(at);
            is_there
        };
        self.seal_ready();
        Ok(is_there)
    }
}
