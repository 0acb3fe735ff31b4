//! `chain_*`: blocks and headers.

use std::sync::Arc;

use contracts_node_runtime::Header;
use jsonrpsee::{core::RegisterMethodError, RpcModule, SubscriptionSink};
use serde::{Deserialize, Serialize};
use sp_core::{Bytes, H256, U256};

use super::{
    error::{invalid_params, Answer},
    light, notify, Args,
};
use crate::node::Node;

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    light(module, "chain_getBlockHash", block_hash)?;
    light(module, "chain_getHeader", header)?;
    light(module, "chain_getBlock", block)?;
    light(module, "chain_getFinalizedHead", |node, _| Ok(node.chain().history().head().hash))?;
    // Every block is the best and final at once, so that the three are the same.
    heads(module, "chain_subscribeNewHeads", "chain_newHead", "chain_unsubscribeNewHeads")?;
    heads(module, "chain_subscribeAllHeads", "chain_allHead", "chain_unsubscribeAllHeads")?;
    heads(module, "chain_subscribeFinalizedHeads", "chain_finalizedHead", "chain_unsubscribeFinalizedHeads")
}

/// A block number: a number or hexadecimal text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Plain(u64),
    Hex(U256),
}

impl Number {
    fn get(self) -> Answer<Option<u32>> {
        match self {
            Self::Plain(number) => Ok(u32::try_from(number).ok()),
            Self::Hex(number) => u32::try_from(number).map(Some).map_err(invalid_params),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Numbers {
    List(Vec<Number>),
    One(Number),
}

#[derive(Clone, Serialize)]
#[serde(untagged)]
enum Hashes {
    List(Vec<Option<H256>>),
    One(Option<H256>),
}

fn block_hash(node: &Node, args: &mut Args<'_>) -> Answer<Hashes> {
    let history = node.chain().history();
    let hash = |number: Number| Ok(number.get()?.and_then(|number| history.at(number)).map(|block| block.hash));
    match args.optional()? {
        None => Ok(Hashes::One(Some(history.head().hash))),
        Some(Numbers::One(number)) => hash(number).map(Hashes::One),
        Some(Numbers::List(numbers)) => numbers.into_iter().map(hash).collect::<Answer<_>>().map(Hashes::List),
    }
}

fn header(node: &Node, args: &mut Args<'_>) -> Answer<Option<Header>> {
    let hash = args.optional::<H256>()?;
    Ok(node.chain().block(hash).ok().map(|block| block.header.clone()))
}

#[derive(Clone, Serialize)]
struct SignedBlock {
    block: Body,
    justifications: (),
}

#[derive(Clone, Serialize)]
struct Body {
    header: Header,
    extrinsics: Vec<Bytes>,
}

fn block(node: &Node, args: &mut Args<'_>) -> Answer<Option<SignedBlock>> {
    let hash = args.optional::<H256>()?;
    Ok(node.chain().block(hash).ok().map(|block| SignedBlock {
        block: Body { header: block.header.clone(), extrinsics: block.extrinsics.iter().cloned().map(Bytes).collect() },
        justifications: (),
    }))
}

fn heads(
    module: &mut RpcModule<Node>,
    subscribe: &'static str,
    notification: &'static str,
    unsubscribe: &'static str,
) -> Result<(), RegisterMethodError> {
    module
        .register_subscription(subscribe, notification, unsubscribe, |_, pending, node, _| async move {
            if let Ok(sink) = pending.accept().await {
                send_heads(node, sink).await;
            }
        })
        .map(drop)
}

/// Sends the head, then every block that follows, none left out.
async fn send_heads(node: Arc<Node>, sink: SubscriptionSink) {
    let history = node.chain().history();
    let mut head = history.watch();
    let mut next = *head.borrow_and_update();
    loop {
        while let Some(block) = history.at(next) {
            if !notify(&sink, &block.header).await {
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
