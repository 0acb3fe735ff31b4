//! The blocks so far. The last is the best and the finalized one.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use sp_core::H256;
use tokio::sync::watch;

use super::block::Block;

struct Blocks {
    all: Vec<Arc<Block>>,
    by_hash: HashMap<H256, Arc<Block>>,
    head: Arc<Block>,
}

/// The blocks so far, none of which is forgotten unless the chain is set back.
pub(crate) struct History {
    blocks: RwLock<Blocks>,
    head: watch::Sender<u32>,
}

impl History {
    /// A history that begins with this block.
    pub(crate) fn new(genesis: Block) -> Self {
        let head = Arc::new(genesis);
        let by_hash = HashMap::from([(head.hash, head.clone())]);
        let sender = watch::Sender::new(head.number());
        let blocks = Blocks { all: vec![head.clone()], by_hash, head };
        Self { blocks: RwLock::new(blocks), head: sender }
    }

    fn read(&self) -> RwLockReadGuard<'_, Blocks> {
        self.blocks.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Blocks> {
        self.blocks.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds the next block and wakes those who wait for it.
    pub(crate) fn push(&self, block: Block) -> Arc<Block> {
        let block = Arc::new(block);
        {
            let mut blocks = self.write();
            blocks.all.push(block.clone());
            blocks.by_hash.insert(block.hash, block.clone());
            blocks.head = block.clone();
        }
        self.head.send_replace(block.number());
        block
    }

    /// Forgets the blocks after this one and wakes those who wait for the next.
    pub(crate) fn take_back(&self, last: &Arc<Block>) {
        {
            let mut blocks = self.write();
            let kept = usize::try_from(last.number()).map_or(usize::MAX, |number| number.saturating_add(1));
            let kept = kept.min(blocks.all.len());
            for forgotten in blocks.all.split_off(kept) {
                blocks.by_hash.remove(&forgotten.hash);
            }
            blocks.head = last.clone();
        }
        self.head.send_replace(last.number());
    }

    /// The last block.
    pub(crate) fn head(&self) -> Arc<Block> {
        self.read().head.clone()
    }

    /// The block of this number.
    pub(crate) fn at(&self, number: u32) -> Option<Arc<Block>> {
        self.read().all.get(usize::try_from(number).ok()?).cloned()
    }

    /// The block of this hash.
    pub(crate) fn find(&self, hash: &H256) -> Option<Arc<Block>> {
        self.read().by_hash.get(hash).cloned()
    }

    /// The number of the last block, as it changes. It also tells when blocks are taken back.
    pub(crate) fn watch(&self) -> watch::Receiver<u32> {
        self.head.subscribe()
    }
}
