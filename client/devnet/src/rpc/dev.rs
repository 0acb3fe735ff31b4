//! `dev_*`: what only a development chain can do. The names are those of Chopsticks.

use jsonrpsee::{core::RegisterMethodError, RpcModule};
use serde::Deserialize;
use sp_core::H256;

use super::{
    date,
    error::{self, invalid_params, Answer},
    heavy, Args,
};
use crate::node::Node;

/// The most blocks that one call makes.
const MAX_BLOCKS: u32 = 1000;

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    heavy(module, "dev_newBlock", new_block)?;
    heavy(module, "dev_timeTravel", time_travel)
}

#[derive(Default, Deserialize)]
struct NewBlock {
    #[serde(default)]
    count: Option<u32>,
}

fn new_block(node: &Node, args: &mut Args<'_>) -> Answer<H256> {
    let count = args.optional::<NewBlock>()?.unwrap_or_default().count.unwrap_or(1);
    if count > MAX_BLOCKS {
        return Err(invalid_params(format_args!("at most {MAX_BLOCKS} blocks at a time")));
    }
    for _ in 0..count {
        node.new_block().map_err(error::development)?;
    }
    Ok(node.chain().history().head().hash)
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
