//! Transfers through subxt.

use mutual_devnet::{spawn, Config};
use subxt_signer::sr25519::dev;

use crate::support::{transfer_call, Client, World, UNIT};

#[tokio::test]
async fn a_signed_transfer_is_included_finalized_and_pays_its_fee() {
    let world = World::new().await;
    let (alice, bob) = (world.free(&dev::alice()), world.free(&dev::bob()));
    let events = world
        .client
        .transactions()
        .await
        .unwrap()
        .sign_and_submit_then_watch_default(&transfer_call(&dev::bob(), UNIT), &dev::alice())
        .await
        .unwrap()
        .wait_for_finalized_success()
        .await
        .unwrap();
    let names: Vec<String> = events
        .iter()
        .map(|event| event.unwrap())
        .map(|event| format!("{}.{}", event.pallet_name(), event.event_name()))
        .collect();
    assert!(names.contains(&"Balances.Transfer".to_owned()), "{names:?}");
    assert!(names.contains(&"TransactionPayment.TransactionFeePaid".to_owned()), "{names:?}");
    assert_eq!(world.free(&dev::bob()), bob + UNIT);
    let fee = alice - UNIT - world.free(&dev::alice());
    assert!(fee > 0 && fee < UNIT, "{fee}");
    assert_eq!(world.number(), 1);
}

#[tokio::test]
async fn the_same_works_over_a_socket() {
    let (devnet, handle) = spawn(Config::port(0)).await.unwrap();
    let client = Client::from_url(handle.url()).await.unwrap();
    for _ in 0..3 {
        client
            .transactions()
            .await
            .unwrap()
            .sign_and_submit_then_watch_default(&transfer_call(&dev::bob(), UNIT), &dev::alice())
            .await
            .unwrap()
            .wait_for_finalized_success()
            .await
            .unwrap();
    }
    assert_eq!(devnet.head().1, 3);
    handle.stop().await;
}

#[tokio::test]
async fn a_failing_call_is_in_a_block_and_reported() {
    let world = World::new().await;
    let too_much = transfer_call(&dev::bob(), u128::MAX / 2);
    let mut transactions = world.client.transactions().await.unwrap();
    let progress = transactions.sign_and_submit_then_watch_default(&too_much, &dev::alice()).await.unwrap();
    let error = progress.wait_for_finalized_success().await.err().unwrap();
    assert!(format!("{error:?}").contains("ExtrinsicFailed"), "{error:?}");
    assert_eq!(world.number(), 1);
}

#[tokio::test]
async fn endowed_accounts_hold_their_money_and_alice_is_sudo() {
    let extra = [7; 32];
    let world = World::with(Config::in_process().endow([(extra, 5 * UNIT)])).await;
    let stored = world.devnet.storage(&crate::support::account_key(&extra)).unwrap();
    assert_eq!(crate::support::free(stored), 5 * UNIT);
    assert_eq!(world.free(&dev::ferdie()), 1 << 60);
    let sudo = [sp_core::twox_128(b"Sudo"), sp_core::twox_128(b"Key")].concat();
    assert_eq!(world.devnet.storage(&sudo).unwrap().unwrap(), crate::support::alice());
}

#[test]
fn a_genesis_that_cannot_be_is_refused() {
    use mutual_devnet::{Devnet, Error, GenesisError};
    let start = |amount| Devnet::start(Config::in_process().endow([([7; 32], amount)])).err();
    assert!(matches!(start(1), Some(Error::Genesis(GenesisError::TooLittle(1)))));
    assert!(matches!(start(u128::MAX), Some(Error::Genesis(GenesisError::TooMuch))));
}
