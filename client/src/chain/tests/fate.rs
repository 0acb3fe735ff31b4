//! What becomes of transactions, as it is found out afterwards.

use subxt_rpcs::client::rpc_params;
use tokio::time::Instant;

use super::*;

/// A transfer to account 9 that waits in the pool of a chain that makes blocks on demand, and its ticket.
async fn waiting() -> (Devnet, Chain, Ticket) {
    let (devnet, chain) = chain(Config::in_process().sealing(Sealing::Manual)).await;
    let track = Track::default();
    chain.submit_tracked(&alice(), &transfer(9, UNIT), Wait::None, &track).await.unwrap();
    let ticket = Ticket { wait: Wait::Block, ..track.sent().unwrap() };
    assert_eq!(devnet.pending(), 1);
    (devnet, chain, ticket)
}

/// Has the node throw away what waits, as a node that is killed does.
async fn forget(chain: &Chain, ticket: &Ticket) {
    let hashes = vec![serde_json::json!({ "hash": ticket.tx.to_string() })];
    let _: serde_json::Value = chain.rpc().request("author_removeExtrinsic", rpc_params![hashes]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn it_waits_and_then_it_is_in_a_block() {
    let (devnet, chain, ticket) = waiting().await;
    assert_eq!(chain.fate(&ticket).await.unwrap(), Fate::Waiting);
    for _ in 0..3 {
        devnet.new_block().unwrap();
    }
    let Fate::InBlock(block) = chain.fate(&ticket).await.unwrap() else { panic!("it is in block 1") };
    assert_eq!((block.number, block.is_final), (1, true));
    let (signer, outcome) = chain.outcome(ticket.tx, block).await.unwrap();
    assert_eq!((signer, outcome.tx, outcome.block), (Some(alice().account()), ticket.tx, Some(block)));
    assert!(outcome.fee.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_node_forgot_is_possible_until_its_blocks_are_over() {
    let (devnet, chain, ticket) = waiting().await;
    forget(&chain, &ticket).await;
    while u64::from(devnet.head().1) < ticket.until() - 2 {
        devnet.new_block().unwrap();
    }
    assert_eq!(chain.fate(&ticket).await.unwrap(), Fate::Possible, "one more block could hold it");
    devnet.new_block().unwrap();
    assert_eq!(chain.fate(&ticket).await.unwrap(), Fate::Never(Never::Died));
}

/// The chain itself thinks so too.
#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_is_valid_for_as_long_as_its_ticket_says() {
    for (blocks, is_valid) in [(MORTAL_BLOCKS - 2, true), (MORTAL_BLOCKS - 1, false)] {
        let (devnet, chain, ticket) = waiting().await;
        let pending: Vec<String> = chain.rpc().request("author_pendingExtrinsics", rpc_params![]).await.unwrap();
        forget(&chain, &ticket).await;
        for _ in 0..blocks {
            devnet.new_block().unwrap();
        }
        let again: Result<serde_json::Value, _> =
            chain.rpc().request("author_submitExtrinsic", rpc_params![&pending[0]]).await;
        assert_eq!(again.is_ok(), is_valid, "after {blocks} blocks: {again:?}");
        assert_eq!(chain.fate(&ticket).await.unwrap() == Fate::Never(Never::Died), !is_valid);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_never_comes_once_another_has_its_number() {
    let (devnet, chain, ticket) = waiting().await;
    forget(&chain, &ticket).await;
    chain.submit(&alice(), &transfer(8, UNIT), Wait::None).await.unwrap();
    assert_eq!(chain.fate(&ticket).await.unwrap(), Fate::Possible, "the other is in no block yet");
    devnet.new_block().unwrap();
    assert_eq!(chain.fate(&ticket).await.unwrap(), Fate::Never(Never::NumberTaken));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_ends_at_its_deadline() {
    let (_devnet, chain, ticket) = waiting().await;
    let begun = Instant::now();
    let fate = chain.settled(&ticket, begun + Duration::from_millis(600)).await.unwrap();
    assert_eq!(fate, Fate::Waiting);
    assert!(begun.elapsed() >= Duration::from_millis(600));
    let once = chain.settled(&Ticket { wait: Wait::None, ..ticket }, begun + Duration::from_secs(3_600)).await;
    assert_eq!(once.unwrap(), Fate::Waiting);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_one_gives_its_reason_to_whoever_looks_later() {
    let (_devnet, chain) = chain(Config::in_process()).await;
    let track = Track::default();
    // Less than an account must hold, to an account that does not exist.
    let error = chain.submit_tracked(&alice(), &transfer(9, 1), Wait::Block, &track).await.unwrap_err();
    assert!(matches!(error, Error::Dispatch { .. }), "{error}");

    let ticket = track.sent().unwrap();
    let Fate::InBlock(block) = chain.fate(&ticket).await.unwrap() else { panic!("it is in a block") };
    let later = chain.outcome(ticket.tx, block).await.unwrap_err();

    assert_eq!(later.to_string(), error.to_string());
}
