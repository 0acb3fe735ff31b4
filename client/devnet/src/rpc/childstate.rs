//! `childstate_*`: the child tries, where contracts keep their storage.

use jsonrpsee::{core::RegisterMethodError, RpcModule};
use sp_core::{
    storage::{ChildInfo, ChildType, PrefixedStorageKey, StorageData, StorageKey},
    H256,
};

use super::{
    aliases,
    error::{self, Answer},
    heavy,
    state::{prove, state, ReadProof},
    Args,
};
use crate::node::Node;

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    heavy(module, "childstate_getKeysPaged", keys_paged)?;
    heavy(module, "childstate_getStorage", storage)?;
    heavy(module, "childstate_getStorageEntries", storage_entries)?;
    heavy(module, "childstate_getKeys", keys)?;
    heavy(module, "childstate_getStorageHash", storage_hash)?;
    heavy(module, "childstate_getStorageSize", storage_size)?;
    heavy(module, "state_getChildReadProof", read_proof)?;
    aliases(module, "childstate_getKeysPaged", &["childstate_getKeysPagedAt"])
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
    let count = usize::try_from(args.next::<u32>()?).map_err(error::invalid_params)?;
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

fn keys(node: &Node, args: &mut Args<'_>) -> Answer<Vec<StorageKey>> {
    let (trie, prefix) = (args.next::<PrefixedStorageKey>()?, args.next::<StorageKey>()?);
    let state = state(node, args.optional()?)?;
    let keys = state.keys(Some(child(trie)?), Some(&prefix.0), None, usize::MAX).map_err(error::state)?;
    Ok(keys.into_iter().map(StorageKey).collect())
}

fn storage_hash(node: &Node, args: &mut Args<'_>) -> Answer<Option<H256>> {
    let (trie, key) = (args.next::<PrefixedStorageKey>()?, args.next::<StorageKey>()?);
    let state = state(node, args.optional()?)?;
    state.hash(Some(&child(trie)?), &key.0).map_err(error::state)
}

fn storage_size(node: &Node, args: &mut Args<'_>) -> Answer<Option<usize>> {
    Ok(storage(node, args)?.map(|value| value.0.len()))
}

fn read_proof(node: &Node, args: &mut Args<'_>) -> Answer<ReadProof> {
    let (trie, keys) = (args.next::<PrefixedStorageKey>()?, args.next()?);
    let at = args.optional()?;
    prove(node, Some(&child(trie)?), keys, at)
}
