//! The state of the chain at every block: tries over one store of nodes that never forgets.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use sp_core::{storage::ChildInfo, H256};
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::{backend::Backend, IterArgs, TrieBackend, TrieBackendBuilder, TrieBackendStorage};
use sp_trie::{empty_trie_root, LayoutV1, PrefixedMemoryDB};

/// The chain's hash function.
pub(crate) type Hashing = BlakeTwo256;

/// The state could not be read. It means a fault in this crate: no node is ever removed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the state cannot be read: {0}")]
pub struct StateError(String);

impl StateError {
    pub(crate) fn new(why: String) -> Self {
        Self(why)
    }
}

/// The trie nodes of all blocks by their hash. As none is ever removed, none needs counting.
#[derive(Clone, Default)]
pub(crate) struct Nodes(Arc<RwLock<HashMap<H256, Vec<u8>>>>);

impl Nodes {
    /// Adds the nodes that a block made.
    pub(crate) fn add(&self, mut made: PrefixedMemoryDB<Hashing>) {
        let mut nodes = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for (key, (node, count)) in made.drain() {
            // The store's own key is the hash alone, the end of this one. A count that is not above zero says that the
            // block removed the node from where it was.
            if let (true, Some(hash)) = (count > 0, key.last_chunk::<32>()) {
                nodes.entry(H256(*hash)).or_insert(node);
            }
        }
    }
}

impl TrieBackendStorage<Hashing> for Nodes {
    fn get(&self, key: &H256, _: (&[u8], Option<u8>)) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned())
    }
}

/// The state at one block.
pub(crate) struct State(TrieBackend<Nodes, Hashing>);

impl State {
    /// The state whose trie has this root.
    pub(crate) fn new(nodes: &Nodes, root: H256) -> Self {
        Self(TrieBackendBuilder::new(nodes.clone(), root).build())
    }

    /// The state in which nothing is stored.
    pub(crate) fn empty(nodes: &Nodes) -> Self {
        Self::new(nodes, empty_root())
    }

    /// The trie, for the state machine.
    pub(crate) fn backend(&self) -> &TrieBackend<Nodes, Hashing> {
        &self.0
    }

    /// The value at a key, in the child trie if one is named.
    pub(crate) fn value(&self, child: Option<&ChildInfo>, key: &[u8]) -> Result<Option<Vec<u8>>, StateError> {
        match child {
            Some(child) => self.0.child_storage(child, key),
            None => self.0.storage(key),
        }
        .map_err(StateError)
    }

    /// The hash of the value at a key.
    pub(crate) fn hash(&self, child: Option<&ChildInfo>, key: &[u8]) -> Result<Option<H256>, StateError> {
        match child {
            Some(child) => self.0.child_storage_hash(child, key),
            None => self.0.storage_hash(key),
        }
        .map_err(StateError)
    }

    /// At most `count` keys that begin with `prefix`, in order, those after `start` if it is given.
    pub(crate) fn keys(
        &self,
        child: Option<ChildInfo>,
        prefix: Option<&[u8]>,
        start: Option<&[u8]>,
        count: usize,
    ) -> Result<Vec<Vec<u8>>, StateError> {
        let mut args = IterArgs::default();
        args.prefix = prefix;
        args.start_at = start;
        args.start_at_exclusive = true;
        args.child_info = child;
        self.0.keys(args).and_then(|keys| keys.take(count).collect()).map_err(StateError)
    }
}

/// The root of the trie of nothing.
pub(crate) fn empty_root() -> H256 {
    empty_trie_root::<LayoutV1<Hashing>>()
}
