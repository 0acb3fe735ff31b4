//! `state_*`: storage, runtime calls and the runtime's version.

use std::sync::Arc;

use contracts_node_runtime::VERSION;
use jsonrpsee::{core::RegisterMethodError, types::ErrorObjectOwned, RpcModule, SubscriptionSink};
use scale::Decode;
use sp_core::{
    storage::{StorageChangeSet, StorageData, StorageKey},
    Bytes, H256,
};

use super::{
    error::{self, invalid_params, Answer},
    heavy, light, notify, Args,
};
use crate::{
    chain::{block::Block, state::State},
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
        node.chain()
            .block(hash)
            .map_err(|why| error::client(format_args!("Api called for an unknown Block: {why}")))?;
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
    module.register_subscription(
        "state_subscribeRuntimeVersion",
        "state_runtimeVersion",
        "state_unsubscribeRuntimeVersion",
        |_, pending, _, _| async move {
            if let Ok(sink) = pending.accept().await {
                // The runtime is compiled in, so it never changes.
                notify(&sink, &VERSION).await;
                sink.closed().await;
            }
        },
    )?;
    module
        .register_subscription(
            "state_subscribeStorage",
            "state_storage",
            "state_unsubscribeStorage",
            |params, pending, node, _| async move {
                match Args(params.sequence()).next::<Vec<StorageKey>>() {
                    Err(error) => pending.reject(error).await,
                    Ok(keys) => {
                        if let Ok(sink) = pending.accept().await {
                            send_changes(node, sink, keys).await;
                        }
                    }
                }
            },
        )
        .map(drop)
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
    let block = node.chain().block(args.optional()?).map_err(|why| error::unknown_block(&why))?;
    let answer = node.chain().call(&block, &method, &data).map_err(|why| error::call(&why))?;
    Ok(Bytes(answer.to_vec()))
}

fn metadata(node: &Node, args: &mut Args<'_>) -> Answer<Bytes> {
    let block = node.chain().block(args.optional()?).map_err(|why| error::unknown_block(&why))?;
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

type Changes = StorageChangeSet<H256>;

fn query_storage_at(node: &Node, args: &mut Args<'_>) -> Answer<Vec<Changes>> {
    let keys = args.next::<Vec<StorageKey>>()?;
    let block = node.chain().block(args.optional()?).map_err(|why| error::unknown_range(&why))?;
    Ok(vec![changes(node, &block, keys.into_iter())?])
}

fn changes(node: &Node, block: &Block, keys: impl Iterator<Item = StorageKey>) -> Answer<Changes> {
    let state = node.chain().state(block);
    let changes = keys.map(|key| Ok((value(&state, &key)?, key)).map(|(value, key)| (key, value)));
    Ok(StorageChangeSet { block: block.hash, changes: changes.collect::<Result<_, ErrorObjectOwned>>()? })
}

/// Sends the values, then each block's changes of them, none left out.
async fn send_changes(node: Arc<Node>, sink: SubscriptionSink, keys: Vec<StorageKey>) {
    let history = node.chain().history();
    let mut head = history.watch();
    let mut next = *head.borrow_and_update();
    let mut known: Option<Vec<(StorageKey, Option<StorageData>)>> = None;
    loop {
        while let Some(block) = history.at(next) {
            let Ok(mut set) = changes(&node, &block, keys.iter().cloned()) else {
                return;
            };
            let before = known.replace(set.changes.clone());
            if let Some(before) = before {
                set.changes.retain(|change| !before.contains(change));
                if set.changes.is_empty() {
                    next = next.saturating_add(1);
                    continue;
                }
            }
            if !notify(&sink, &set).await {
                return;
            }
            next = next.saturating_add(1);
        }
        tokio::select! {
            () = sink.closed() => return,
            changed = head.changed() => if changed.is_err() { return },
        }
    }
}
