//! The blocks so far. The last is the best and the finalized one.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use sp_core::H256;
use tokio::sync::watch;

use super::block::Block;

struct Blocks {
    all: Vec<Arc<Block>>,
    by_hash: HashMap<H256, Arc<Block>>,
    head: Arc<Block>,
}

/// The blocks so far, none of which is ever forgotten.
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
        Self { blocks: RwLock::new(Blocks { all: vec![head.clone()], by_hash, head }), head: sender }
    }

    /// Adds the next block and wakes those who wait for it.
    pub(crate) fn push(&self, block: Block) -> Arc<Block> {
        let block = Arc::new(block);
        {
            let mut blocks = self.blocks.write().unwrap_or_else(PoisonError::into_inner);
            blocks.all.push(block.clone());
            blocks.by_hash.insert(block.hash, block.clone());
            blocks.head = block.clone();
        }
        self.head.send_replace(block.number());
        block
    }

    /// The last block.
    pub(crate) fn head(&self) -> Arc<Block> {
        self.blocks.read().unwrap_or_else(PoisonError::into_inner).head.clone()
    }

    /// The block of this number.
    pub(crate) fn at(&self, number: u32) -> Option<Arc<Block>> {
        let index = usize::try_from(number).ok()?;
        self.blocks.read().unwrap_or_else(PoisonError::into_inner).all.get(index).cloned()
    }

    /// The block of this hash.
    pub(crate) fn find(&self, hash: &H256) -> Option<Arc<Block>> {
        self.blocks.read().unwrap_or_else(PoisonError::into_inner).by_hash.get(hash).cloned()
    }

    /// The number of the last block, as it changes.
    pub(crate) fn watch(&self) -> watch::Receiver<u32> {
        self.head.subscribe()
    }
}
