//! What only the JSON-RPC methods ask of the chain: proofs, the nodes of the trie, the way from one block to another.

use std::sync::Arc;

use sp_core::storage::ChildInfo;
use sp_state_machine::{backend::Backend, prove_child_read_on_trie_backend, prove_read_on_trie_backend};
use sp_trie::MerkleValue;

use super::{
    block::Block,
    history::History,
    state::{State, StateError},
    trie::Trie,
};

/// The nodes of the trie, or of a child trie, that prove the values at these keys.
pub(crate) fn read_proof(
    state: &State,
    child: Option<&ChildInfo>,
    keys: &[Vec<u8>],
) -> Result<Vec<Vec<u8>>, StateError> {
    let prove = |trie: &Trie<'_>| {
        let proof = match child {
            Some(child) => prove_child_read_on_trie_backend(trie, child, keys),
            None => prove_read_on_trie_backend(trie, keys),
        };
        proof.map_err(|error| error.to_string())
    };
    let proof = state.in_trie(prove).map_err(StateError::new)?;
    Ok(proof.into_iter_nodes().collect())
}

/// The hash of the trie's node nearest below a key, or the node itself if it is shorter than a hash.
pub(crate) fn closest_merkle_value(
    state: &State,
    child: Option<&ChildInfo>,
    key: &[u8],
) -> Result<Option<Vec<u8>>, StateError> {
    let value = match child {
        Some(child) => state.child_closest_merkle_value(child, key),
        None => state.closest_merkle_value(key),
    };
    Ok(value.map_err(StateError::new)?.map(|value| match value {
        MerkleValue::Node(node) => node,
        MerkleValue::Hash(hash) => hash.as_bytes().to_vec(),
    }))
}

/// The blocks after `known` up to the last one, in order. Nothing if `known` is not an ancestor of the last one.
pub(crate) fn blocks_since(history: &History, known: &Block) -> Option<Vec<Arc<Block>>> {
    blocks_between(history, known, history.head())
}

/// The blocks after `known` up to `last`, in order. Nothing if `known` is not an ancestor of that.
pub(crate) fn blocks_between(history: &History, known: &Block, last: Arc<Block>) -> Option<Vec<Arc<Block>>> {
    let mut block = last;
    let mut path = Vec::new();
    while block.number() > known.number() {
        let parent = block.header.parent_hash;
        path.push(block);
        block = history.find(&parent)?;
    }
    path.reverse();
    (block.hash == known.hash).then_some(path)
}

/// The last blocks up to the head, at most `count`, in order.
pub(crate) fn last_blocks(history: &History, count: usize) -> Vec<Arc<Block>> {
    let mut next = Some(history.head());
    let mut path = Vec::new();
    while let (Some(block), true) = (next.take(), path.len() < count) {
        next = history.find(&block.header.parent_hash);
        path.push(block);
    }
    path.reverse();
    path
}
