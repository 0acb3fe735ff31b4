//! `chain_*`: blocks and headers.

use contracts_node_runtime::Header;
use jsonrpsee::{core::RegisterMethodError, RpcModule};
use serde::{Deserialize, Serialize};
use sp_core::{Bytes, H256, U256};

use super::{
    aliases,
    error::{self, Answer},
    light, Args,
};
use crate::node::Node;

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    light(module, "chain_getBlockHash", block_hash)?;
    light(module, "chain_getHeader", header)?;
    light(module, "chain_getBlock", block)?;
    light(module, "chain_getFinalizedHead", |node, _| Ok(node.chain().history().head().hash))?;
    aliases(module, "chain_getBlockHash", &["chain_getHead"])?;
    aliases(module, "chain_getFinalizedHead", &["chain_getFinalisedHead"])
}

/// A block number: a number or hexadecimal text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Plain(u64),
    Hex(U256),
}

impl Number {
    fn get(self) -> Answer<u32> {
        match self {
            Self::Plain(number) => u32::try_from(number).map_err(|_| error::block_number(Ok(number))),
            Self::Hex(number) => u32::try_from(number).map_err(|_| error::block_number(Err(number))),
        }
    }
}

// Its name is in the error that says that something is neither.
#[derive(Deserialize)]
#[serde(untagged)]
enum ListOrValue {
    List(Vec<Number>),
    Value(Number),
}

#[derive(Clone, Serialize)]
#[serde(untagged)]
enum Hashes {
    List(Vec<Option<H256>>),
    One(Option<H256>),
}

fn block_hash(node: &Node, args: &mut Args<'_>) -> Answer<Hashes> {
    let history = node.chain().history();
    let hash = |number: Number| Ok(history.at(number.get()?).map(|block| block.hash));
    match args.optional()? {
        None => Ok(Hashes::One(Some(history.head().hash))),
        Some(ListOrValue::Value(number)) => hash(number).map(Hashes::One),
        Some(ListOrValue::List(numbers)) => numbers.into_iter().map(hash).collect::<Answer<_>>().map(Hashes::List),
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
