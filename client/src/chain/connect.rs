//! Opening a connection, and asking a chain who it is.

use std::collections::HashSet;
use std::time::Duration;

use futures::try_join;
use subxt_rpcs::client::rpc_params;
use subxt_rpcs::RpcClient;

use super::{Identity, Methods};
use crate::error::Error;
use crate::text::Unit;

/// How long opening a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What a chain that names no properties has: a Substrate dev chain.
const GENERIC_SS58: u16 = 42;
const GENERIC_DECIMALS: u8 = 12;
const GENERIC_SYMBOL: &str = "UNIT";

pub(super) async fn open(url: &str) -> Result<RpcClient, Error> {
    let endpoint = websocket(url)?;
    let unreachable = |reason: String| Error::Unreachable { url: url.to_owned(), reason };
    match tokio::time::timeout(CONNECT_TIMEOUT, RpcClient::from_insecure_url(&endpoint)).await {
        Ok(Ok(client)) => Ok(client),
        Ok(Err(error)) => Err(unreachable(innermost(&error))),
        Err(_) => Err(unreachable(format!("no answer within {} s", CONNECT_TIMEOUT.as_secs()))),
    }
}

/// The WebSocket address of a node. A node serves HTTP and WebSocket at the same port, and only the latter can say when
/// a transaction is in a block.
pub(super) fn websocket(url: &str) -> Result<String, Error> {
    let url = url.trim();
    let bad = || Error::BadUrl { url: url.to_owned() };
    let (scheme, rest) = url.split_once("://").ok_or_else(bad)?;
    if rest.is_empty() {
        return Err(bad());
    }
    match scheme.to_ascii_lowercase().as_str() {
        "ws" | "http" => Ok(format!("ws://{rest}")),
        "wss" | "https" => Ok(format!("wss://{rest}")),
        _ => Err(bad()),
    }
}

/// What happened, without the layers it came through.
fn innermost(error: &subxt_rpcs::Error) -> String {
    let text = error.to_string();
    let mut rest = text.as_str();
    while let Some(inner) = rest.strip_prefix("RPC error: ").or_else(|| rest.strip_prefix("client error: ")) {
        rest = inner;
    }
    rest.to_owned()
}

pub(super) async fn identify(methods: &Methods) -> Result<Identity, Error> {
    let answers = try_join!(methods.genesis_hash(), methods.system_chain(), methods.system_properties());
    let (genesis, name, properties) = answers.map_err(Error::rpc)?;
    // Chains with several tokens give lists: the first is the one that fees are paid in.
    let first = |key: &str| match properties.get(key) {
        Some(serde_json::Value::Array(values)) => values.first().cloned(),
        other => other.cloned(),
    };
    let ss58 = first("ss58Format").and_then(|value| value.as_u64()).and_then(|value| value.try_into().ok());
    let decimals = first("tokenDecimals").and_then(|value| value.as_u64()).and_then(|value| value.try_into().ok());
    let symbol = first("tokenSymbol").and_then(|value| value.as_str().map(str::to_owned));
    let unit = Unit {
        symbol: symbol.unwrap_or_else(|| GENERIC_SYMBOL.to_owned()),
        decimals: decimals.unwrap_or(GENERIC_DECIMALS),
    };
    Ok(Identity { name, genesis: genesis.into(), unit, ss58: ss58.unwrap_or(GENERIC_SS58) })
}

pub(super) async fn served_methods(rpc: &RpcClient) -> Result<HashSet<String>, Error> {
    let answer: serde_json::Value = rpc.request("rpc_methods", rpc_params![]).await.map_err(Error::rpc)?;
    let names = answer.get("methods").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
    Ok(names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_stands_for_the_websocket_of_the_same_port() {
        assert_eq!(websocket("http://127.0.0.1:9944").unwrap(), "ws://127.0.0.1:9944");
        assert_eq!(websocket("https://example.org").unwrap(), "wss://example.org");
        assert_eq!(websocket(" ws://[::1]:1 ").unwrap(), "ws://[::1]:1");
    }

    #[test]
    fn other_addresses_are_refused() {
        for url in ["127.0.0.1:9944", "ftp://x", "ws://", ""] {
            assert!(matches!(websocket(url), Err(Error::BadUrl { .. })), "{url}");
        }
    }
}
