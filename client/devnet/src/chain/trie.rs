//! The Merkle trie of the last state. Those of earlier states are made from it when they are asked for.

use std::{collections::HashMap, sync::Arc};

use contracts_node_runtime::VERSION;
use sp_core::{storage::ChildInfo, H256};
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::{backend::Backend, TrieBackend, TrieBackendBuilder, TrieBackendStorage};
use sp_trie::{empty_trie_root, prefixed_key, LayoutV1, PrefixedMemoryDB};

use super::values::{Change, Changes};

/// The chain's hash function.
pub(crate) type Hashing = BlakeTwo256;

/// Nodes that a change adds to a trie and takes from it.
pub(crate) type NodeChanges = PrefixedMemoryDB<Hashing>;

type Prefix<'a> = (&'a [u8], Option<u8>);

/// The nodes of one trie with its child tries, by where they stand and their hash.
///
/// A copy shares the nodes themselves, so that whoever asks an earlier state need not hold up the next block.
#[derive(Clone, Default)]
pub(crate) struct Nodes(HashMap<Arc<[u8]>, Arc<[u8]>>);

impl Nodes {
    /// Adds and removes what a change of the state adds and removes.
    pub(crate) fn apply(&mut self, mut changes: NodeChanges) {
        for (key, (node, count)) in changes.drain() {
            match count.signum() {
                1 => drop(self.0.insert(key.into(), node.into())),
                -1 => drop(self.0.remove(key.as_slice())),
                _ => {}
            }
        }
    }
}

impl TrieBackendStorage<Hashing> for Nodes {
    fn get(&self, hash: &H256, prefix: Prefix<'_>) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.get(prefixed_key::<Hashing>(hash, prefix).as_slice()).map(|node| node.to_vec()))
    }
}

/// A trie as some change makes it, beside the one that it changes.
pub(crate) struct Changed<'a> {
    nodes: &'a Nodes,
    changes: &'a NodeChanges,
}

impl TrieBackendStorage<Hashing> for Changed<'_> {
    fn get(&self, hash: &H256, prefix: Prefix<'_>) -> Result<Option<Vec<u8>>, String> {
        match TrieBackendStorage::get(self.changes, hash, prefix)? {
            Some(node) => Ok(Some(node)),
            None => self.nodes.get(hash, prefix),
        }
    }
}

/// What a question about a trie is asked of.
pub(crate) type Trie<'a> = TrieBackend<Changed<'a>, Hashing>;

/// The trie of this root, made of these nodes with these changes.
pub(crate) fn trie<'a>(nodes: &'a Nodes, changes: &'a NodeChanges, root: H256) -> Trie<'a> {
    TrieBackendBuilder::new(Changed { nodes, changes }, root).build()
}

/// The root, and the changes of the nodes, that these changes of values lead to.
pub(crate) fn change(nodes: &Nodes, root: H256, changes: &Changes) -> (H256, NodeChanges) {
    let children: Vec<_> = changes.children.iter().map(|(id, list)| (ChildInfo::new_default(id), list)).collect();
    let children = children.iter().map(|(child, list)| (child, borrowed(list)));
    let none = NodeChanges::default();
    trie(nodes, &none, root).full_storage_root(borrowed(&changes.main), children, VERSION.state_version())
}

/// The roots of these child tries, as the trie above holds them.
pub(crate) fn child_roots<'a>(trie: &Trie<'_>, ids: impl Iterator<Item = &'a [u8]>) -> Result<Vec<Change>, String> {
    ids.map(|id| {
        let key = ChildInfo::new_default(id).into_prefixed_storage_key().into_inner();
        let root = trie.storage(&key)?;
        Ok((key, root))
    })
    .collect()
}

fn borrowed(list: &[Change]) -> impl Iterator<Item = (&[u8], Option<&[u8]>)> {
    list.iter().map(|(key, value)| (key.as_slice(), value.as_deref()))
}

/// The root of the trie of nothing.
pub(crate) fn empty_root() -> H256 {
    empty_trie_root::<LayoutV1<Hashing>>()
}
