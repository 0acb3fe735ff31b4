//! `system_*`: what the chain is, and nonces.

use jsonrpsee::{core::RegisterMethodError, RpcModule};
use serde_json::{json, Value};
use sp_core::crypto::{AccountId32, Ss58Codec};

use super::{
    aliases, denied,
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
    light(module, "system_properties", |_, _| Ok(properties()))?;
    light(module, "system_localPeerId", |_, _| Ok(names::PEER_ID))?;
    light(module, "system_localListenAddresses", |_, _| Ok(json!([])))?;
    light(module, "system_peers", |_, _| Ok(json!([])))?;
    light(module, "system_reservedPeers", |_, _| Ok(json!([])))?;
    light(module, "system_nodeRoles", |_, _| Ok(json!(["Authority"])))?;
    light(module, "system_syncState", |node, _| {
        let number = node.chain().history().head().number();
        Ok(json!({ "startingBlock": 0, "currentBlock": number, "highestBlock": number }))
    })?;
    light(module, "system_unstable_networkState", |_, _| {
        Ok(json!({
            "peerId": names::PEER_ID,
            "listenedAddresses": [],
            "externalAddresses": [],
            "connectedPeers": {},
            "notConnectedPeers": {},
            "peerset": "A development chain has no peers.",
        }))
    })?;
    heavy(module, "system_accountNextIndex", account_next_index)?;
    aliases(module, "system_accountNextIndex", &["account_nextIndex"])?;
    denied(
        module,
        &[
            "system_addLogFilter",
            "system_addReservedPeer",
            "system_dryRun",
            "system_dryRunAt",
            "system_removeReservedPeer",
            "system_resetLogFilter",
        ],
    )
}

/// The chain's properties. They are plain values, as cargo-contract reads no lists here.
pub(super) fn properties() -> Value {
    json!({
        "ss58Format": contracts_node_runtime::SS58Prefix::get(),
        "tokenDecimals": names::TOKEN_DECIMALS,
        "tokenSymbol": names::TOKEN_SYMBOL,
    })
}

fn account_next_index(node: &Node, args: &mut Args<'_>) -> Answer<u32> {
    let text = args.next::<String>()?;
    let account = AccountId32::from_ss58check(&text).map_err(invalid_params)?;
    node.next_nonce(account.as_ref()).map_err(|why| error::nonce(&why))
}
