//! `chainHead_v1_follow`: the blocks as they come, and the results of what was asked for.

use std::sync::Arc;

use jsonrpsee::{types::SubscriptionId, PendingSubscriptionSink, SubscriptionSink};
use tokio::sync::watch;

use super::{
    error,
    event::{Event, Runtime},
    follows::{Ears, Follows, Slot},
};
use crate::{
    chain::{block::Block, query},
    node::Node,
    rpc::notify,
};

/// How many of the last blocks a follower is told at first.
const MAX_FIRST: usize = 16;

/// Follows the chain for as long as someone listens and it can be done.
pub(super) async fn run(
    node: Arc<Node>,
    follows: Arc<Follows>,
    slot: Option<Slot>,
    pending: PendingSubscriptionSink,
    with_runtime: bool,
) {
    let Some(mut slot) = slot else { return pending.reject(error::too_many()).await };
    let Ok(sink) = pending.accept().await else { return };
    let id = match sink.subscription_id() {
        SubscriptionId::Num(number) => number.to_string(),
        SubscriptionId::Str(text) => text.into_owned(),
    };
    let ears = slot.begin(id.clone(), with_runtime);
    let head = node.chain().history().watch();
    let mut follower = Follower { node, follows, id, with_runtime, sink };
    if let Some(last) = follower.begin().await {
        follower.go_on(last, head, ears).await;
    }
}

struct Follower {
    node: Arc<Node>,
    follows: Arc<Follows>,
    id: String,
    with_runtime: bool,
    sink: SubscriptionSink,
}

impl Follower {
    /// Tells the last blocks, and gives the very last. Nothing says that it cannot go on.
    async fn begin(&mut self) -> Option<Arc<Block>> {
        let blocks = query::last_blocks(self.node.chain().history(), MAX_FIRST);
        // The newest must be held. With no room for older ones those are left out.
        let mut held = Vec::new();
        for block in blocks.into_iter().rev() {
            if !self.follows.pin(&self.id, &block) {
                break;
            }
            held.push(block);
        }
        held.reverse();
        let Some(last) = held.last().cloned() else {
            notify(&self.sink, &Event::Stop).await;
            return None;
        };
        let initialized = Event::Initialized {
            finalized_block_hashes: held.iter().map(|block| block.hash).collect(),
            finalized_block_runtime: self.with_runtime.then(Runtime::present),
        };
        notify(&self.sink, &initialized).await.then_some(last)
    }

    async fn go_on(&mut self, mut last: Arc<Block>, mut head: watch::Receiver<u32>, ears: Ears) {
        let Ears { mut messages, mut stopped } = ears;
        loop {
            let goes_on = tokio::select! {
                () = self.sink.closed() => return,
                _ = &mut stopped => false,
                message = messages.recv() => match message {
                    Some((event, permit)) => {
                        // What has been taken makes room for the next operation, which may come as soon as it is sent.
                        drop(permit);
                        if !notify(&self.sink, &event).await {
                            return;
                        }
                        true
                    }
                    None => false,
                },
                changed = head.changed() => changed.is_ok() && self.tell_blocks(&mut last).await,
            };
            if !goes_on {
                notify(&self.sink, &Event::Stop).await;
                return;
            }
        }
    }

    /// Tells the blocks after `last`, which becomes the newest. False says that it cannot go on.
    async fn tell_blocks(&mut self, last: &mut Arc<Block>) -> bool {
        // What is final stays. After a step back in time those who follow have to begin anew.
        let Some(blocks) = query::blocks_since(self.node.chain().history(), last) else { return false };
        for block in blocks {
            if !self.follows.pin(&self.id, &block) {
                return false;
            }
            let hash = block.hash;
            let events = [
                Event::NewBlock {
                    block_hash: hash,
                    parent_block_hash: block.header.parent_hash,
                    new_runtime: self.with_runtime.then_some(()),
                },
                Event::BestBlockChanged { best_block_hash: hash },
                Event::Finalized { finalized_block_hashes: vec![hash], pruned_block_hashes: Vec::new() },
            ];
            *last = block;
            for event in events {
                if !notify(&self.sink, &event).await {
                    return false;
                }
            }
        }
        true
    }
}
