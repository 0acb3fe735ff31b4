//! `system_*`: what the chain is, and nonces.

use jsonrpsee::{core::RegisterMethodError, RpcModule};
use serde_json::json;
use sp_core::crypto::{AccountId32, Ss58Codec};

use super::{
    error::{self, invalid_params, Answer},
    heavy, light, Args,
};
use crate::{names, node::Node};

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    light(module, "system_chain", |_, _| Ok(names::CHAIN_NAME))?;
    light(module, "system_chainType", |_, _| Ok(names::CHAIN_NAME))?;
    light(module, "system_name", |_, _| Ok(names::NODE_NAME))?;
    light(module, "system_version", |_, _| Ok(env!("CARGO_PKG_VERSION")))?;
    light(module, "system_health", |_, _| Ok(json!({ "peers": 0, "isSyncing": false, "shouldHavePeers": false })))?;
    light(module, "system_properties", |_, _| {
        // Plain values, as cargo-contract reads no lists here.
        Ok(json!({
            "ss58Format": contracts_node_runtime::SS58Prefix::get(),
            "tokenDecimals": names::TOKEN_DECIMALS,
            "tokenSymbol": names::TOKEN_SYMBOL,
        }))
    })?;
    heavy(module, "system_accountNextIndex", account_next_index)
}

fn account_next_index(node: &Node, args: &mut Args<'_>) -> Answer<u32> {
    let text = args.next::<String>()?;
    let account = AccountId32::from_ss58check(&text).map_err(invalid_params)?;
    node.next_nonce(account.as_ref()).map_err(|why| error::call(&why))
}
