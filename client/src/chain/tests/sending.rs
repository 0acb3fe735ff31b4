//! Nothing is sent twice, whatever the line does and whoever else sends.

use std::sync::atomic::Ordering;

use subxt::config::substrate::SubstrateExtrinsicParamsBuilder;

use super::lines::{Fault, Line};
use super::*;

async fn at_the_end_of(fault: Fault, config: Config) -> (Devnet, Chain) {
    let devnet = Devnet::start(config).unwrap();
    let (line, _) = Line::new(&devnet, fault);
    let chain = Chain::from_rpc(line).await.unwrap();
    (devnet, chain)
}

/// Waits until so many transactions wait for a block.
async fn pending(devnet: &Devnet, count: usize) {
    let until = async {
        while devnet.pending() != count {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), until).await.expect("it comes to the pool");
}

async fn received(chain: &Chain, who: u8) -> u128 {
    chain.balance(AccountId([who; 32])).await.unwrap().free
}

fn sent_by_alice(devnet: &Devnet) -> u32 {
    devnet.next_nonce(&alice().account().0).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_line_repeats_is_carried_out_once_and_reported_as_done() {
    for wait in [Wait::None, Wait::Block, Wait::Final] {
        let (devnet, chain) = at_the_end_of(Fault::Repeats, Config::in_process()).await;

        let receipt = chain.submit(&alice(), &transfer(9, UNIT), wait).await.unwrap();

        assert_eq!(receipt.block.is_some(), wait != Wait::None);
        assert_eq!((received(&chain, 9).await, sent_by_alice(&devnet)), (UNIT, 1), "{wait:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_line_repeats_is_waited_for_while_it_is_in_the_pool() {
    let (devnet, chain) = at_the_end_of(Fault::Repeats, Config::in_process().sealing(Sealing::Manual)).await;
    let sending = tokio::spawn({
        let chain = chain.clone();
        async move { chain.submit(&alice(), &transfer(9, UNIT), Wait::Block).await }
    });
    pending(&devnet, 1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!sending.is_finished() && devnet.pending() == 1);

    devnet.new_block().unwrap();

    assert!(sending.await.unwrap().unwrap().block.is_some());
    assert_eq!((received(&chain, 9).await, sent_by_alice(&devnet)), (UNIT, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_breaks_leaves_a_ticket_that_finds_what_became_of_it() {
    for (fault, is_carried_out) in [(Fault::BreaksBefore, false), (Fault::BreaksAfter, true)] {
        let (_devnet, chain) = at_the_end_of(fault, Config::in_process()).await;
        let track = Track::default();

        let error = chain.submit_tracked(&alice(), &transfer(9, UNIT), Wait::Block, &track).await.unwrap_err();

        let Error::Unknown { ticket, .. } = error else { panic!("{error}") };
        assert_eq!(track.sent().as_ref(), Some(&*ticket));
        match chain.fate(&ticket).await.unwrap() {
            Fate::InBlock(_) => assert!(is_carried_out),
            Fate::Possible => assert!(!is_carried_out),
            other => panic!("{other:?}"),
        }
        assert_eq!(received(&chain, 9).await, if is_carried_out { UNIT } else { 0 });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_node_refuses_was_not_sent() {
    let (_devnet, chain) = chain(Config::in_process()).await;
    let track = Track::default();
    let nobody = Signer::from_dev_uri("//Nobody").unwrap();

    let error = chain.submit_tracked(&nobody, &transfer(9, UNIT), Wait::Block, &track).await.unwrap_err();

    assert!(matches!(error, Error::Rejected { .. }), "{error}");
    assert_eq!(track.sent(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_waiting_knows_what_was_sent() {
    let (devnet, chain) = chain(Config::in_process().sealing(Sealing::Manual)).await;
    let track = Track::default();
    let (from, call) = (alice(), transfer(9, UNIT));
    let sending = chain.submit_tracked(&from, &call, Wait::Block, &track);

    let stopped = tokio::time::timeout(Duration::from_millis(500), sending).await;

    assert!(stopped.is_err() && devnet.pending() == 1);
    let ticket = track.sent().unwrap();
    assert_eq!(chain.fate(&ticket).await.unwrap(), Fate::Waiting);
    devnet.new_block().unwrap();
    assert!(matches!(chain.fate(&ticket).await.unwrap(), Fate::InBlock(_)));
}

/// Two connections do not know each other's turns, as two processes do not.
#[tokio::test(flavor = "multi_thread")]
async fn one_account_can_send_from_several_connections_at_once() {
    let devnet = Devnet::start(Config::in_process()).unwrap();
    let mut sends = Vec::new();
    for to in 1..=20 {
        let chain = Chain::from_rpc(devnet.rpc_client()).await.unwrap();
        sends.push(tokio::spawn(async move { chain.submit(&alice(), &transfer(to, UNIT), Wait::Block).await }));
    }
    let mut blocks = Vec::new();
    for send in sends {
        blocks.push(send.await.unwrap().unwrap().tx);
    }

    let chain = Chain::from_rpc(devnet.rpc_client()).await.unwrap();
    for to in 1..=20 {
        assert_eq!(received(&chain, to).await, UNIT);
    }
    assert_eq!(sent_by_alice(&devnet), 20);
}

/// A transaction of Alice's with this number, and a tip so that it goes before others of the same number.
async fn tipped(chain: &Chain, call: &RuntimeCall, nonce: u64) -> Vec<u8> {
    let runtime = chain.runtime().await.unwrap();
    let params = SubstrateExtrinsicParamsBuilder::new().nonce(nonce).immortal().tip(UNIT).build();
    let payload = call.payload();
    let mut signable = runtime.at().transactions().create_signable_offline(&payload, params).unwrap();
    signable.sign(alice().pair().unwrap()).unwrap().into_encoded()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_pushed_out_of_the_pool_sends_again_once_the_other_is_final() {
    let (devnet, chain) = chain(Config::in_process().sealing(Sealing::Manual)).await;
    let sending = tokio::spawn({
        let chain = chain.clone();
        async move { chain.submit(&alice(), &transfer(9, UNIT), Wait::Block).await }
    });
    pending(&devnet, 1).await;
    devnet.submit(&tipped(&chain, &transfer(8, UNIT), 0).await).unwrap();
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!((sending.is_finished(), devnet.pending()), (false, 1), "never two in the pool for one intent");

    devnet.new_block().unwrap();
    pending(&devnet, 1).await;
    assert_eq!((received(&chain, 8).await, received(&chain, 9).await), (UNIT, 0));
    devnet.new_block().unwrap();

    assert!(sending.await.unwrap().unwrap().block.is_some());
    assert_eq!((received(&chain, 9).await, sent_by_alice(&devnet)), (UNIT, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_waits_in_the_pool_already_is_left_to_whoever_has_it() {
    let (devnet, chain) = chain(Config::in_process().sealing(Sealing::Manual)).await;
    // The pool counts what waits, so that the next number is asked for between two that come at once.
    devnet.submit(&tipped(&chain, &transfer(8, UNIT), 0).await).unwrap();
    let call = transfer(9, UNIT);
    let mine = alice();
    let sending = chain.submit(&mine, &call, Wait::Block);
    let sealing = async {
        pending(&devnet, 2).await;
        devnet.new_block().unwrap();
    };

    let (receipt, ()) = futures::future::join(sending, sealing).await;

    assert!(receipt.unwrap().block.is_some());
    assert_eq!((received(&chain, 8).await, received(&chain, 9).await), (UNIT, UNIT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repaired_line_goes_on_where_it_broke() {
    let devnet = Devnet::start(Config::in_process()).unwrap();
    let (line, is_repaired) = Line::new(&devnet, Fault::BreaksBefore);
    let chain = Chain::from_rpc(line).await.unwrap();
    let error = chain.submit(&alice(), &transfer(9, UNIT), Wait::Block).await.unwrap_err();
    let Error::Unknown { ticket, .. } = error else { panic!("{error}") };

    is_repaired.store(true, Ordering::SeqCst);
    // Nobody has the first, so that another takes its number: then the first can never be carried out.
    chain.submit(&alice(), &transfer(9, UNIT), Wait::Block).await.unwrap();

    assert_eq!(chain.fate(&ticket).await.unwrap(), Fate::Never(Never::NumberTaken));
    assert_eq!(received(&chain, 9).await, UNIT);
}
