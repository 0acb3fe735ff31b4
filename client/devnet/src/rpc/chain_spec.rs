//! `chainSpec_v1_*`: what chain this is.

use jsonrpsee::{core::RegisterMethodError, RpcModule};

use super::{light, system};
use crate::{names, node::Node};

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    light(module, "chainSpec_v1_chainName", |_, _| Ok(names::CHAIN_NAME))?;
    light(module, "chainSpec_v1_genesisHash", |node, _| Ok(node.chain().history().at(0).map(|block| block.hash)))?;
    light(module, "chainSpec_v1_properties", |_, _| Ok(system::properties()))
}
