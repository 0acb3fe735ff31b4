//! What tells of each block as it comes: heads, storage and the runtime's version.

use std::{collections::BTreeMap, sync::Arc};

use contracts_node_runtime::VERSION;
use jsonrpsee::{core::RegisterMethodError, PendingSubscriptionSink, RpcModule, SubscriptionSink};
use sp_core::storage::StorageKey;

use super::{
    aliases, error, notify,
    state::{changed, values, Changes, Value},
    Args,
};
use crate::{
    chain::{block::Block, query},
    node::Node,
};

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    // Every block is the best and final at once, so that the three are the same.
    heads(module, "chain_subscribeNewHeads", "chain_newHead", "chain_unsubscribeNewHeads")?;
    aliases(module, "chain_subscribeNewHeads", &["chain_subscribeNewHead", "subscribe_newHead"])?;
    aliases(module, "chain_unsubscribeNewHeads", &["chain_unsubscribeNewHead", "unsubscribe_newHead"])?;
    heads(module, "chain_subscribeAllHeads", "chain_allHead", "chain_unsubscribeAllHeads")?;
    heads(module, "chain_subscribeFinalizedHeads", "chain_finalizedHead", "chain_unsubscribeFinalizedHeads")?;
    aliases(module, "chain_subscribeFinalizedHeads", &["chain_subscribeFinalisedHeads"])?;
    aliases(module, "chain_unsubscribeFinalizedHeads", &["chain_unsubscribeFinalisedHeads"])?;
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
    aliases(module, "state_subscribeRuntimeVersion", &["chain_subscribeRuntimeVersion"])?;
    aliases(module, "state_unsubscribeRuntimeVersion", &["chain_unsubscribeRuntimeVersion"])?;
    module
        .register_subscription(
            "state_subscribeStorage",
            "state_storage",
            "state_unsubscribeStorage",
            |params, pending, node, _| async move {
                match Args(params.sequence()).optional::<Vec<StorageKey>>() {
                    Err(error) => pending.reject(error).await,
                    // Every change of every key is what a node gives to its owner alone.
                    Ok(None) => pending.reject(error::denied()).await,
                    Ok(Some(keys)) => storage(node, pending, keys).await,
                }
            },
        )
        .map(drop)
}

fn heads(
    module: &mut RpcModule<Node>,
    subscribe: &'static str,
    notification: &'static str,
    unsubscribe: &'static str,
) -> Result<(), RegisterMethodError> {
    module
        .register_subscription(subscribe, notification, unsubscribe, |_, pending, node, _| async move {
            let blocks = Blocks::of(&node);
            if let Ok(sink) = pending.accept().await {
                send_heads(blocks, sink).await;
            }
        })
        .map(drop)
}

/// The head, then every block that follows, none left out.
struct Blocks<'a> {
    node: &'a Node,
    head: tokio::sync::watch::Receiver<u32>,
    last: Arc<Block>,
    coming: std::vec::IntoIter<Arc<Block>>,
}

impl<'a> Blocks<'a> {
    fn of(node: &'a Node) -> Self {
        let history = node.chain().history();
        let head = history.watch();
        let last = history.head();
        Self { node, head, last: last.clone(), coming: vec![last].into_iter() }
    }

    /// The next block; nothing when the chain or the subscription has ended.
    async fn next(&mut self, sink: &SubscriptionSink) -> Option<Arc<Block>> {
        loop {
            if let Some(block) = self.coming.next() {
                // What was taken back meanwhile is no block any more.
                if self.node.chain().history().find(&block.hash).is_none() {
                    continue;
                }
                self.last = block.clone();
                return Some(block);
            }
            tokio::select! {
                () = sink.closed() => return None,
                changed = self.head.changed() => changed.ok()?,
            }
            let history = self.node.chain().history();
            // After a step back in time there is no way from the last block to the head, and the head alone is told.
            let coming = query::blocks_since(history, &self.last).unwrap_or_else(|| vec![history.head()]);
            self.coming = coming.into_iter();
        }
    }
}

async fn send_heads(mut blocks: Blocks<'_>, sink: SubscriptionSink) {
    while let Some(block) = blocks.next(&sink).await {
        if !notify(&sink, &block.header).await {
            return;
        }
    }
}

/// Sends the values, then each block's changes of them.
async fn storage(node: Arc<Node>, pending: PendingSubscriptionSink, mut keys: Vec<StorageKey>) {
    let mut blocks = Blocks::of(&node);
    let Ok(sink) = pending.accept().await else { return };
    let mut known: Option<Vec<Value>> = None;
    while let Some(block) = blocks.next(&sink).await {
        let (reader, at) = (node.clone(), block.clone());
        // There may be very many keys.
        let read = tokio::task::spawn_blocking(move || {
            let read = values(&reader, &at, &keys);
            (keys, read)
        });
        let Ok((asked, read)) = read.await else { return };
        keys = asked;
        // A state that cannot be read is that of a block taken back meanwhile. The next one is told.
        let Ok(mut values) = read else { continue };
        let changes = match &known {
            Some(known) => changed(&keys, known, &values),
            None => keys.iter().cloned().zip(values.iter().cloned()).collect(),
        };
        let set = Changes { block: block.hash, changes };
        if !set.changes.is_empty() && !notify(&sink, &set).await {
            return;
        }
        if known.is_none() {
            // The first values come in the order asked for, changes in that of the keys.
            let sorted: BTreeMap<StorageKey, Value> = keys.into_iter().zip(values).collect();
            (keys, values) = sorted.into_iter().unzip();
        }
        known = Some(values);
    }
}
