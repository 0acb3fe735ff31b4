//! The chain layer against a devnet inside this process.

mod fate;
mod lines;
mod sending;

use std::time::Duration;

use futures::future::join_all;
use mutual_devnet::{Config, Devnet, Sealing};
use mutual_types::AccountId;

use super::*;
use crate::keys::Signer;

const UNIT: u128 = 1_000_000_000_000;

async fn chain(config: Config) -> (Devnet, Chain) {
    let devnet = Devnet::start(config).unwrap();
    let chain = Chain::from_rpc(devnet.rpc_client()).await.unwrap();
    (devnet, chain)
}

fn alice() -> Signer {
    Signer::from_dev_uri("//Alice").unwrap()
}

fn transfer(to: u8, amount: u128) -> RuntimeCall {
    RuntimeCall::Transfer { to: AccountId([to; 32]), amount }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_account_can_send_from_many_tasks_at_once() {
    let (_devnet, chain) = chain(Config::in_process()).await;

    let sends = (1..=20).map(|to| {
        let chain = chain.clone();
        async move { chain.submit(&alice(), &transfer(to, UNIT), Wait::Block).await }
    });
    let receipts = join_all(sends).await;

    for receipt in receipts {
        assert!(receipt.unwrap().block.is_some());
    }
    for to in 1..=20 {
        assert_eq!(chain.balance(AccountId([to; 32])).await.unwrap().free, UNIT);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_transfer_names_the_reason_though_it_is_in_a_block() {
    let (_devnet, chain) = chain(Config::in_process()).await;

    // Less than an account must hold, to an account that does not exist.
    let error = chain.submit(&alice(), &transfer(9, 1), Wait::Block).await.unwrap_err();

    let Error::Dispatch { error, sent: Some(_), fee: Some(fee) } = error else { panic!("{error}") };
    assert_eq!(error.name, "Token::BelowMinimum");
    assert!(fee > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fee_asked_beforehand_is_the_one_paid() {
    let (_devnet, chain) = chain(Config::in_process()).await;
    let call = transfer(9, UNIT);

    let fee_max = chain.fee(alice().account(), &call).await.unwrap();
    let receipt = chain.submit(&alice(), &call, Wait::Final).await.unwrap();

    let fee = receipt.fee.unwrap();
    // The length of an address or nonce may differ by a byte or two; the estimate is never the lower by much.
    assert!(fee_max.abs_diff(fee) < fee / 50, "{fee_max} {fee}");
    assert!(receipt.block.unwrap().is_final);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_reaches_no_block_has_an_unknown_outcome_and_a_hash() {
    let (_devnet, chain) = chain(Config::in_process().sealing(Sealing::Manual)).await;
    let chain = chain.with_timeout(Duration::from_millis(200));

    let error = chain.submit(&alice(), &transfer(9, UNIT), Wait::Block).await.unwrap_err();

    assert!(matches!(error, Error::Unknown { .. }), "{error}");
    assert_eq!(error.exit(), 8);
    let hint = error.hint().unwrap();
    assert!(hint.contains("mutual transaction show 0x") && hint.contains("--nonce 0 --from 0"), "{hint}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_account_is_told_so_by_the_node() {
    let (_devnet, chain) = chain(Config::in_process()).await;
    let nobody = Signer::from_dev_uri("//Nobody").unwrap();

    let error = chain.submit(&nobody, &transfer(9, UNIT), Wait::Block).await.unwrap_err();

    assert!(matches!(&error, Error::Rejected { reason, tx: None } if reason.contains("fees")), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_whose_time_was_moved_is_believed() {
    let (devnet, chain) = chain(Config::in_process()).await;
    let ahead_ms = chain.moment().await.unwrap().wall_ms + 86_400_000;
    devnet.time_travel(ahead_ms).unwrap();

    let moment = chain.moment().await.unwrap();

    assert_eq!(moment.now_ms(), moment.chain_ms);
    assert!(moment.chain_ms >= ahead_ms);
    assert_eq!(chain.new_block().await.unwrap(), BlockMade::OnDemand);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_goes_after_it_took_the_transaction_leaves_the_outcome_unknown() {
    let (_devnet, handle) = mutual_devnet::spawn(Config::port(0).sealing(Sealing::Manual)).await.unwrap();
    let chain = Chain::connect(&handle.url()).await.unwrap();

    let call = transfer(9, UNIT);
    let alice = alice();
    let sending = chain.submit(&alice, &call, Wait::Block);
    let stopping = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        handle.stop().await;
    };
    let (sent, ()) = futures::future::join(sending, stopping).await;

    assert!(matches!(sent, Err(Error::Unknown { .. })), "{sent:?}");
    assert_eq!(chain.balance(alice.account()).await.unwrap_err().exit(), 5);
}
