//! subxt through each of its ways to speak to a node, in process and over a socket.

use std::sync::Arc;

use mutual_devnet::{spawn, Config, Devnet};
use subxt::backend::{ChainHeadBackend, CombinedBackend, LegacyBackend};
use subxt_rpcs::client::RpcClient;
use subxt_signer::sr25519::dev;

use crate::support::{transfer_call, Client, UNIT};

async fn clients(rpc: RpcClient) -> Vec<(&'static str, Client)> {
    let legacy = LegacyBackend::builder().build(rpc.clone());
    let chain_head = ChainHeadBackend::builder().build_with_background_driver(rpc.clone());
    let combined = CombinedBackend::builder().build_with_background_driver(rpc.clone()).await.unwrap();
    vec![
        ("legacy", Client::from_backend(Arc::new(legacy)).await.unwrap()),
        ("chainHead", Client::from_backend(Arc::new(chain_head)).await.unwrap()),
        ("combined", Client::from_backend(Arc::new(combined)).await.unwrap()),
    ]
}

async fn transfers_and_reads(devnet: &Devnet, rpc: RpcClient) {
    for (name, client) in clients(rpc).await {
        for _ in 0..10 {
            let before = devnet.head().1;
            let mut transactions = client.transactions().await.unwrap();
            let call = transfer_call(&dev::bob(), UNIT);
            let progress = transactions.sign_and_submit_then_watch_default(&call, &dev::alice()).await.unwrap();
            let events = progress.wait_for_finalized_success().await.unwrap();
            assert!(events.iter().any(|event| event.unwrap().event_name() == "Transfer"), "{name}");
            assert_eq!(devnet.head().1, before + 1, "{name}");
        }
        let mut blocks = client.stream_blocks().await.unwrap();
        devnet.new_block().unwrap();
        assert!(blocks.next().await.unwrap().is_ok(), "{name}");
        let at = client.at_current_block().await.unwrap();
        let account = dev::bob().public_key().0;
        let nonce = at.runtime_apis().call_raw("AccountNonceApi_account_nonce", Some(&account)).await.unwrap();
        assert_eq!(nonce, [0; 4], "{name}");
    }
}

#[tokio::test]
async fn in_the_process() {
    let devnet = Devnet::start(Config::in_process()).unwrap();
    transfers_and_reads(&devnet, RpcClient::new(devnet.rpc_client())).await;
}

#[tokio::test]
async fn over_a_socket() {
    let (devnet, handle) = spawn(Config::port(0)).await.unwrap();
    transfers_and_reads(&devnet, RpcClient::from_insecure_url(handle.url()).await.unwrap()).await;
    handle.stop().await;
}
