//! What the last blocks provided.
//!
//! A transaction is validated after one block and may reach the pool after the next. What was put into blocks in between
//! is known here, so that it need not be validated again.

use std::collections::{HashSet, VecDeque};

use sp_core::H256;
use sp_runtime::transaction_validity::TransactionTag;

/// How many blocks are remembered.
const BLOCKS: usize = 32;

/// The last blocks, the newest at the end, with what their transactions provided.
pub(super) struct Recent(VecDeque<(H256, HashSet<TransactionTag>)>);

impl Recent {
    pub(super) fn new(head: H256) -> Self {
        Self(VecDeque::from([(head, HashSet::new())]))
    }

    pub(super) fn push(&mut self, block: H256, provided: HashSet<TransactionTag>) {
        if self.0.len() >= BLOCKS {
            self.0.pop_front();
        }
        self.0.push_back((block, provided));
    }

    /// What was provided in the blocks after this one; nothing when it is not among those remembered.
    pub(super) fn since(&self, block: &H256) -> Option<HashSet<&TransactionTag>> {
        let at = self.0.iter().position(|(hash, _)| hash == block)?;
        Some(self.0.iter().skip(at.saturating_add(1)).flat_map(|(_, provided)| provided).collect())
    }
}
