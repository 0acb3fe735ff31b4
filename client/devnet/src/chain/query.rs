//! What only the JSON-RPC methods ask of the chain: proofs, the nodes of the trie, the way from one block to another.

use std::sync::Arc;

use sp_core::{storage::ChildInfo, H256};
use sp_state_machine::{
    backend::Backend, prove_child_read_on_trie_backend, prove_read_on_trie_backend, TrieBackend, TrieBackendStorage,
};
use sp_trie::MerkleValue;

use super::{
    block::Block,
    history::History,
    state::{Hashing, State, StateError},
};

/// The nodes of the trie, or of a child trie, that prove the values at these keys.
pub(crate) fn read_proof(
    state: &State,
    child: Option<&ChildInfo>,
    keys: &[Vec<u8>],
) -> Result<Vec<Vec<u8>>, StateError> {
    let backend = state.backend();
    let proof = match child {
        Some(child) => prove_child_read_on_trie_backend(backend, child, keys),
        None => prove_read_on_trie_backend(backend, keys),
    };
    let proof = proof.map_err(|error| StateError::new(error.to_string()))?;
    Ok(proof.into_iter_nodes().collect())
}

/// The hash of the trie's node nearest below a key, or the node itself if it is shorter than a hash.
pub(crate) fn closest_merkle_value(
    state: &State,
    child: Option<&ChildInfo>,
    key: &[u8],
) -> Result<Option<Vec<u8>>, StateError> {
    fn find<S: TrieBackendStorage<Hashing>>(
        backend: &TrieBackend<S, Hashing>,
        child: Option<&ChildInfo>,
        key: &[u8],
    ) -> Result<Option<MerkleValue<H256>>, String> {
        match child {
            Some(child) => backend.child_closest_merkle_value(child, key),
            None => backend.closest_merkle_value(key),
        }
    }
    let value = find(state.backend(), child, key).map_err(StateError::new)?;
    Ok(value.map(|value| match value {
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
