//! `state_*`: storage, runtime calls and the runtime's version.

use contracts_node_runtime::VERSION;
use jsonrpsee::{core::RegisterMethodError, RpcModule};
use scale::Decode;
use serde::Serialize;
use sp_core::{
    storage::{ChildInfo, StorageChangeSet, StorageData, StorageKey},
    Bytes, H256,
};

use super::{
    aliases, denied,
    error::{self, invalid_params, Answer},
    heavy, light, Args,
};
use crate::{
    chain::{block::Block, query, state::State, UnknownBlock},
    names,
    node::Node,
};

/// The most keys that one page holds.
pub(super) const MAX_PAGE: u32 = 1000;

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    heavy(module, "state_call", call)?;
    heavy(module, "state_getMetadata", metadata)?;
    light(module, "state_getRuntimeVersion", |node, args| {
        let hash = args.optional::<H256>()?;
        node.chain().block(hash).map_err(|why| error::unknown_block_of_api(&why))?;
        Ok(VERSION)
    })?;
    heavy(module, "state_getStorage", |node, args| {
        let key = args.next::<StorageKey>()?;
        value(&state(node, args.optional()?)?, &key)
    })?;
    heavy(module, "state_getStorageHash", |node, args| {
        let key = args.next::<StorageKey>()?;
        state(node, args.optional()?)?.hash(None, &key.0).map_err(error::state)
    })?;
    heavy(module, "state_getStorageSize", storage_size)?;
    heavy(module, "state_getKeysPaged", keys_paged)?;
    heavy(module, "state_queryStorageAt", query_storage_at)?;
    heavy(module, "state_getKeys", keys)?;
    heavy(module, "state_getPairs", pairs)?;
    heavy(module, "state_queryStorage", query_storage)?;
    heavy(module, "state_getReadProof", read_proof)?;
    aliases(module, "state_call", &["state_callAt"])?;
    aliases(module, "state_getRuntimeVersion", &["chain_getRuntimeVersion"])?;
    aliases(module, "state_getStorage", &["state_getStorageAt"])?;
    aliases(module, "state_getStorageHash", &["state_getStorageHashAt"])?;
    aliases(module, "state_getStorageSize", &["state_getStorageSizeAt"])?;
    aliases(module, "state_getKeysPaged", &["state_getKeysPagedAt"])?;
    denied(module, &["state_traceBlock"])
}

/// The state after a block, the last one if none is named.
pub(super) fn state(node: &Node, hash: Option<H256>) -> Answer<State> {
    let block = node.chain().block(hash).map_err(|why| error::unknown_block(&why))?;
    Ok(node.chain().state(&block))
}

fn value(state: &State, key: &StorageKey) -> Answer<Option<StorageData>> {
    Ok(state.value(None, &key.0).map_err(error::state)?.map(StorageData))
}

fn call(node: &Node, args: &mut Args<'_>) -> Answer<Bytes> {
    let (method, data) = (args.next::<String>()?, args.next::<Bytes>()?);
    let block = node.chain().block(args.optional()?).map_err(|why| error::unknown_block_to_call(&why))?;
    let answer = node.chain().call(&block, &method, &data).map_err(|why| error::call(&why))?;
    Ok(Bytes(answer.to_vec()))
}

fn metadata(node: &Node, args: &mut Args<'_>) -> Answer<Bytes> {
    let block = node.chain().block(args.optional()?).map_err(|why| error::unknown_block_of_api(&why))?;
    let answer = node.chain().call(&block, names::METADATA, &[]).map_err(|why| error::call(&why))?;
    Vec::<u8>::decode(&mut answer.as_slice()).map(Bytes).map_err(error::client)
}

/// The length of the value, or of all values below the key when the key itself holds none.
fn storage_size(node: &Node, args: &mut Args<'_>) -> Answer<Option<u64>> {
    let key = args.next::<StorageKey>()?.0;
    let state = state(node, args.optional()?)?;
    let length = |key: &[u8]| -> Answer<Option<u64>> {
        let value = state.value(None, key).map_err(error::state)?;
        Ok(value.and_then(|value| u64::try_from(value.len()).ok()))
    };
    if let Some(own) = length(&key)? {
        return Ok(Some(own));
    }
    let mut total = 0u64;
    for below in state.keys(None, Some(&key), None, usize::MAX).map_err(error::state)? {
        total = total.saturating_add(length(&below)?.unwrap_or(0));
    }
    Ok((total > 0).then_some(total))
}

/// The number of keys of a page, which is bounded.
pub(super) fn page_size(count: u32) -> Answer<usize> {
    if count > MAX_PAGE {
        return Err(error::count(count, MAX_PAGE));
    }
    usize::try_from(count).map_err(invalid_params)
}

fn keys_paged(node: &Node, args: &mut Args<'_>) -> Answer<Vec<StorageKey>> {
    let prefix = args.optional::<StorageKey>()?;
    let count = page_size(args.next()?)?;
    let start = args.optional::<StorageKey>()?;
    let state = state(node, args.optional()?)?;
    let prefix = prefix.as_ref().map(|key| key.0.as_slice());
    let keys = state.keys(None, prefix, start.as_ref().map(|key| key.0.as_slice()), count).map_err(error::state)?;
    Ok(keys.into_iter().map(StorageKey).collect())
}

fn keys(node: &Node, args: &mut Args<'_>) -> Answer<Vec<StorageKey>> {
    let prefix = args.next::<StorageKey>()?;
    let state = state(node, args.optional()?)?;
    let keys = state.keys(None, Some(&prefix.0), None, usize::MAX).map_err(error::state)?;
    Ok(keys.into_iter().map(StorageKey).collect())
}

fn pairs(node: &Node, args: &mut Args<'_>) -> Answer<Vec<(StorageKey, Option<StorageData>)>> {
    let prefix = args.next::<StorageKey>()?;
    let state = state(node, args.optional()?)?;
    let keys = state.keys(None, Some(&prefix.0), None, usize::MAX).map_err(error::state)?;
    let pair = |key| {
        let key = StorageKey(key);
        Ok((key.clone(), value(&state, &key)?))
    };
    keys.into_iter().map(pair).collect()
}

pub(super) type Changes = StorageChangeSet<H256>;

fn query_storage_at(node: &Node, args: &mut Args<'_>) -> Answer<Vec<Changes>> {
    let (keys, at) = (args.next::<Vec<StorageKey>>()?, args.optional::<H256>()?);
    let block = node.chain().block(at);
    let unknown = |why: UnknownBlock| error::unknown_range(why.0, Some(why.0), format_args!("UnknownBlock: {why}"));
    let block = block.map_err(unknown)?;
    let values = values(node, &block, &keys)?;
    Ok(vec![set(&block, keys.into_iter().zip(values).collect())])
}

/// The values after the first block, then the changes in each up to the last.
fn query_storage(node: &Node, args: &mut Args<'_>) -> Answer<Vec<Changes>> {
    let (keys, from) = (args.next::<Vec<StorageKey>>()?, args.next::<H256>()?);
    let to = args.optional::<H256>()?.unwrap_or_else(|| node.chain().history().head().hash);
    let block = |hash| {
        let unknown = |why| error::unknown_range(from, Some(to), format_args!("UnknownBlock: {why}"));
        node.chain().block(Some(hash)).map_err(unknown)
    };
    let (first, last) = (block(from)?, block(to)?);
    let no_range = |why| error::no_range((first.number(), from), (last.number(), to), why);
    if first.number() > last.number() {
        return Err(no_range("from number > to number"));
    }
    let between = query::blocks_between(node.chain().history(), &first, last.clone());
    let between = between.ok_or_else(|| no_range("from and to are on different forks"))?;
    let mut known = values(node, &first, &keys)?;
    let mut sets = vec![set(&first, keys.iter().cloned().zip(known.iter().cloned()).collect())];
    for block in between {
        let values = values(node, &block, &keys)?;
        sets.push(set(&block, changed(&keys, &known, &values)));
        known = values;
    }
    sets.retain(|set| !set.changes.is_empty());
    Ok(sets)
}

/// What is stored at a key.
pub(super) type Value = Option<StorageData>;

/// The values of these keys after a block.
pub(super) fn values(node: &Node, block: &Block, keys: &[StorageKey]) -> Answer<Vec<Value>> {
    let state = node.chain().state(block);
    keys.iter().map(|key| value(&state, key)).collect()
}

/// Those of the keys whose values have changed, with the new ones.
pub(super) fn changed(keys: &[StorageKey], before: &[Value], now: &[Value]) -> Vec<(StorageKey, Value)> {
    let all = keys.iter().zip(before.iter().zip(now));
    all.filter(|(_, (before, now))| before != now).map(|(key, (_, now))| (key.clone(), now.clone())).collect()
}

fn set(block: &Block, changes: Vec<(StorageKey, Value)>) -> Changes {
    StorageChangeSet { block: block.hash, changes }
}

#[derive(Clone, Serialize)]
pub(super) struct ReadProof {
    at: H256,
    proof: Vec<Bytes>,
}

/// The proof of what these keys hold after a block, in the trie or in a child of it.
pub(super) fn prove(
    node: &Node,
    child: Option<&ChildInfo>,
    keys: Vec<StorageKey>,
    at: Option<H256>,
) -> Answer<ReadProof> {
    let block = node.chain().block(at).map_err(|why| error::unknown_block(&why))?;
    let keys: Vec<Vec<u8>> = keys.into_iter().map(|key| key.0).collect();
    let proof = query::read_proof(&node.chain().state(&block), child, &keys).map_err(error::state)?;
    Ok(ReadProof { at: block.hash, proof: proof.into_iter().map(Bytes).collect() })
}

fn read_proof(node: &Node, args: &mut Args<'_>) -> Answer<ReadProof> {
    let keys = args.next()?;
    prove(node, None, keys, args.optional()?)
}
