//! `dev_*`: what only a development chain can do. The names are those of Chopsticks where it has them.

use std::collections::BTreeMap;

use jsonrpsee::{core::RegisterMethodError, RpcModule};
use serde::{de::IgnoredAny, Deserialize};
use sp_core::{Bytes, H256};

use super::{
    date,
    error::{self, invalid_params, Answer},
    heavy, Args,
};
use crate::{chain::block::Write, node::Node};

/// The most blocks that one call makes.
const MAX_BLOCKS: u32 = 1000;

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    heavy(module, "dev_newBlock", new_block)?;
    heavy(module, "dev_revert", |node, args| node.revert(args.next()?).map_err(error::development))?;
    heavy(module, "dev_setHead", set_head)?;
    heavy(module, "dev_setStorage", set_storage)?;
    heavy(module, "dev_snapshot", |node, _| Ok(node.snapshot()))?;
    heavy(module, "dev_timeTravel", time_travel)
}

#[derive(Default, Deserialize)]
struct NewBlock {
    /// How many.
    #[serde(default)]
    count: Option<u32>,
    /// Up to which.
    #[serde(default)]
    to: Option<u32>,
    /// What shall be in the first of them, besides what waits.
    #[serde(default)]
    transactions: Vec<Bytes>,
}

fn new_block(node: &Node, args: &mut Args<'_>) -> Answer<H256> {
    let NewBlock { count, to, transactions } = args.optional::<NewBlock>()?.unwrap_or_default();
    let head = || node.chain().history().head();
    let count = match (count, to) {
        (None, Some(to)) => to.saturating_sub(head().number()),
        (count, _) => count.unwrap_or(1),
    };
    if count > MAX_BLOCKS {
        return Err(invalid_params(format_args!("at most {MAX_BLOCKS} blocks at a time")));
    }
    for transaction in transactions {
        node.enqueue(&transaction).map_err(error::submit)?;
    }
    for _ in 0..count {
        node.new_block().map_err(error::development)?;
    }
    if count == 0 {
        node.seal_ready();
    }
    Ok(head().hash)
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Place {
    Number(i64),
    Hash(H256),
}

/// A block by its hash, by its number, or below zero by how many there are after it.
fn set_head(node: &Node, args: &mut Args<'_>) -> Answer<H256> {
    let history = node.chain().history();
    let hash = match args.next()? {
        Place::Hash(hash) => hash,
        Place::Number(number) => {
            let number = match number {
                0.. => u32::try_from(number).ok(),
                _ => i64::from(history.head().number())
                    .checked_add(number)
                    .map(|left| left.max(0))
                    .and_then(|left| u32::try_from(left).ok()),
            };
            let block = number.and_then(|number| history.at(number));
            block.ok_or_else(|| invalid_params("there is no such block"))?.hash
        }
    };
    Ok(node.set_head(hash).map_err(error::development)?.hash)
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Values {
    Pairs(Vec<(Bytes, Option<Bytes>)>),
    /// Items by their pallet and name, which takes metadata to encode.
    Named(BTreeMap<String, IgnoredAny>),
}

fn set_storage(node: &Node, args: &mut Args<'_>) -> Answer<H256> {
    let values: Values = args.next()?;
    let at: Option<H256> = args.optional()?;
    if at.is_some_and(|at| at != node.chain().history().head().hash) {
        return Err(invalid_params("only the state after the last block can be written"));
    }
    let pairs = match values {
        Values::Pairs(pairs) => pairs,
        Values::Named(items) => {
            return Err(invalid_params(format_args!(
                "{} pallets by name: give pairs of key and value in hexadecimal, as in [[\"0x1234\", \"0x01\"]]",
                items.len()
            )));
        }
    };
    let write =
        |(key, value): (Bytes, Option<Bytes>)| Write { child: None, key: key.0, value: value.map(|value| value.0) };
    Ok(node.write(pairs.into_iter().map(write).collect()).map_err(error::development)?.hash)
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Time {
    Milliseconds(u64),
    Date(String),
}

fn time_travel(node: &Node, args: &mut Args<'_>) -> Answer<u64> {
    let target_ms = match args.next()? {
        Time::Milliseconds(time) => time,
        Time::Date(text) => date::parse(&text)
            .ok_or_else(|| invalid_params("neither milliseconds nor a date such as 2026-12-31T23:59:59Z"))?,
    };
    Ok(node.travel(target_ms).map_err(error::development)?.time_ms)
}
