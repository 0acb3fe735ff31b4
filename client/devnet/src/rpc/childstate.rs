//! `childstate_*`: the child tries, where contracts keep their storage.

use jsonrpsee::{core::RegisterMethodError, RpcModule};
use sp_core::storage::{ChildInfo, ChildType, PrefixedStorageKey, StorageData, StorageKey};

use super::{
    error::{self, Answer},
    heavy,
    state::{page_size, state},
    Args,
};
use crate::node::Node;

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    heavy(module, "childstate_getKeysPaged", keys_paged)?;
    heavy(module, "childstate_getStorage", storage)?;
    heavy(module, "childstate_getStorageEntries", storage_entries)
}

fn child(key: PrefixedStorageKey) -> Answer<ChildInfo> {
    match ChildType::from_prefixed_key(&key) {
        Some((ChildType::ParentKeyId, id)) => Ok(ChildInfo::new_default(id)),
        None => Err(error::client("Invalid child storage key")),
    }
}

fn keys_paged(node: &Node, args: &mut Args<'_>) -> Answer<Vec<StorageKey>> {
    let trie = args.next::<PrefixedStorageKey>()?;
    let prefix = args.optional::<StorageKey>()?;
    let count = page_size(args.next()?)?;
    let start = args.optional::<StorageKey>()?;
    let state = state(node, args.optional()?)?;
    let prefix = prefix.as_ref().map(|key| key.0.as_slice());
    let start = start.as_ref().map(|key| key.0.as_slice());
    let keys = state.keys(Some(child(trie)?), prefix, start, count).map_err(error::state)?;
    Ok(keys.into_iter().map(StorageKey).collect())
}

fn storage(node: &Node, args: &mut Args<'_>) -> Answer<Option<StorageData>> {
    let (trie, key) = (args.next::<PrefixedStorageKey>()?, args.next::<StorageKey>()?);
    let state = state(node, args.optional()?)?;
    Ok(state.value(Some(&child(trie)?), &key.0).map_err(error::state)?.map(StorageData))
}

fn storage_entries(node: &Node, args: &mut Args<'_>) -> Answer<Vec<Option<StorageData>>> {
    let (trie, keys) = (args.next::<PrefixedStorageKey>()?, args.next::<Vec<StorageKey>>()?);
    let state = state(node, args.optional()?)?;
    let trie = child(trie)?;
    keys.iter().map(|key| Ok(state.value(Some(&trie), &key.0).map_err(error::state)?.map(StorageData))).collect()
}
