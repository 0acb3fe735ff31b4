//! The wrong code, or the wrong moment: the society stays what it is, and the client says what is wrong before anyone
//! votes on it.

use mutual_client::chain::Hash;
use mutual_client::contract::Bundle;
use mutual_client::society::Successor;
use mutual_tests::{World, UNIT};
use mutual_types::{Error, PotId, ProposalStatus};

use super::{next, upgrade, Upgrade};
use crate::attacks::hostile::Hostile;
use crate::attacks::Attack;

#[tokio::test(flavor = "multi_thread")]
async fn code_that_is_not_there_yet_leaves_all_as_it_is_and_can_come_within_the_window() {
    let mut world = World::small(|_| {}).await;
    let id = world.propose("Mere", upgrade(next().hash().0)).await;
    world.ayes(id).await;
    world.wait_for_execution(id).await;
    assert_eq!(world.thwarted("Mere", "execute", id, 0).await, Error::UpgradeFailed);
    assert_eq!(world.status(id).await, ProposalStatus::Executable);
    world.does(world.society.contribute(&world.member("Mere"), PotId::GENERAL, None, UNIT)).await;

    world.upload(next().code()).await;
    world.does(world.society.execute(&world.member("Mere"), id)).await;
    world.with_next_client().await;
    assert!(world.does(world.society.migrate(&world.member("Rangi"), 50)).await.value);
    world.does(world.society.contribute(&world.member("Mere"), PotId::GENERAL, None, UNIT)).await;
    world.check_total().await;
}

/// The same code with a custom section more: nobody can tell it from another version but by its hash.
fn another_build() -> (Vec<u8>, Hash) {
    let code = [Bundle::society().unwrap().code(), &[0, 6, 5], b"build"].concat();
    let hash = Hash(sp_core::hashing::blake2_256(&code));
    (code, hash)
}

#[tokio::test(flavor = "multi_thread")]
async fn code_of_the_same_version_needs_no_migration_and_is_written_with_at_once() {
    let world = World::small(|_| {}).await;
    let (code, hash) = another_build();
    world.upload(&code).await;
    assert_eq!(world.society.successor(world.member("Mere").account(), hash).await.unwrap(), Successor::Fit);
    world.pass("Mere", upgrade(hash.0)).await;
    assert_eq!(world.stage.chain.code_hash(world.society.address()).await.unwrap(), Some(hash));
    assert_eq!(world.thwarted("Rangi", "migrate", 50u32, 0).await, Error::NothingToMigrate);
    world.does(world.society.contribute(&world.member("Mere"), PotId::GENERAL, None, UNIT)).await;
    world.check_total().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_tells_a_successor_from_an_earlier_version_and_from_what_is_no_society() {
    let mut world = World::small(|_| {}).await;
    let mere = world.member("Mere").account();
    let (height, storage) = (world.stage.height(), world.storage().await);
    assert_eq!(world.society.successor(mere, next().hash()).await.unwrap(), Successor::Foreign, "it is not there");
    assert_eq!((world.stage.height(), world.storage().await), (height, storage), "it was only tried");

    world.upload(next().code()).await;
    assert_eq!(world.society.successor(mere, next().hash()).await.unwrap(), Successor::Fit);
    for stranger in [Hostile::Traps, Hostile::Reverts, Hostile::Burns, Hostile::Answers, Hostile::Hoards] {
        world.upload(&stranger.code()).await;
        let hash = Hash(sp_core::hashing::blake2_256(&stranger.code()));
        let books = world.books().await;
        assert_eq!(world.society.successor(mere, hash).await.unwrap(), Successor::Foreign, "{stranger:?}");
        assert_eq!(world.books().await, books, "who asks pays nothing");
    }

    let old = Bundle::society().unwrap().hash();
    world.pass("Mere", upgrade(next().hash().0)).await;
    world.with_next_client().await;
    assert_eq!(world.society.successor(mere, old).await.unwrap(), Successor::Fit, "nothing is brought over yet");
    assert!(world.does(world.society.migrate(&world.member("Rangi"), 50)).await.value);
    assert_eq!(world.society.successor(mere, old).await.unwrap(), Successor::Earlier, "there is no way back");
    assert_eq!(world.society.successor(mere, next().hash()).await.unwrap(), Successor::Fit);
}
