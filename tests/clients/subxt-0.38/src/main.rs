//! subxt 0.38, the version in cargo-contract 5.0.3, by both of its ways to speak to a node.
//!
//! usage: client-subxt-0-38 URL

use std::sync::Arc;

use subxt::{
    backend::{legacy::LegacyBackend, rpc::RpcClient, chain_head::ChainHeadBackend},
    dynamic::{self, Value},
    OnlineClient, SubstrateConfig,
};
use subxt_signer::sr25519::dev;

type Client = OnlineClient<SubstrateConfig>;

async fn transfers_and_reads(name: &str, client: Client) -> Result<(), Box<dyn std::error::Error>> {
    let mut blocks = client.blocks().subscribe_finalized().await?;
    let first = blocks.next().await.ok_or("no block")??.number();
    for step in 1..=5u32 {
        let to = Value::unnamed_variant("Id", [Value::from_bytes(dev::bob().public_key().0)]);
        let call = dynamic::tx("Balances", "transfer_keep_alive", vec![to, Value::u128(1_000_000_000_000)]);
        let progress = client.tx().sign_and_submit_then_watch_default(&call, &dev::alice()).await?;
        let events = progress.wait_for_finalized_success().await?;
        let sent = events.iter().filter_map(Result::ok).any(|event| event.variant_name() == "Transfer");
        assert!(sent, "{name}: no event of the transfer");
        let next = blocks.next().await.ok_or("no block")??.number();
        assert_eq!(next, first + step, "{name}: a block is missing");
    }
    let storage = client.storage().at_latest().await?;
    let mut accounts = storage.iter(dynamic::storage("System", "Account", Vec::<Value>::new())).await?;
    let mut count = 0;
    while let Some(account) = accounts.next().await {
        account?;
        count += 1;
    }
    assert!(count >= 12, "{name}: {count} accounts");
    let runtime = client.runtime_api().at_latest().await?;
    let nonce: u32 = runtime.call_raw("AccountNonceApi_account_nonce", Some(&dev::bob().public_key().0)).await?;
    assert_eq!(nonce, 0, "{name}");
    println!("subxt 0.38 by {name}: as it should be");
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("usage: client-subxt-0-38 URL")?;
    let rpc = RpcClient::from_insecure_url(&url).await?;
    let legacy = LegacyBackend::builder().build(rpc.clone());
    transfers_and_reads("the legacy methods", Client::from_backend(Arc::new(legacy)).await?).await?;
    let backend = ChainHeadBackend::builder().build_with_background_driver(rpc);
    transfers_and_reads("chainHead", Client::from_backend(Arc::new(backend)).await?).await
}
