//! How much is brought over at once.

use mutual_tests::{Stage, World, UNIT};
use mutual_types::{AccountId, Error, Founder};

use super::{next, upgrade, Upgrade};
use crate::attacks::Attack;

/// The example's society with as many founders as there can be, on the code that follows, with nothing brought over.
async fn with_sixty_four() -> World {
    let mut world = World::with(Stage::devnet().await, |founding| {
        let silent = (12..64).map(|number| Founder { account: AccountId([number; 32]), roles: Vec::new() });
        founding.founders.extend(silent);
        founding.rules.voting.quorum_bps = 1_000;
    })
    .await;
    world.upload(next().code()).await;
    let id = world.propose("Mere", upgrade(next().hash().0)).await;
    for name in ["Mere", "Sione", "Aroha", "Tavita", "Losa", "Hemi", "Ngaire"] {
        world.aye(name, id).await;
    }
    world.wait_for_execution(id).await;
    world.does(world.society.execute(&world.member("Rangi"), id)).await;
    world.with_next_client().await;
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_holds_fifty_at_the_most_whatever_is_asked_for_and_fits_into_a_block() {
    let world = with_sixty_four().await;
    let kaia = world.fund("Kaia", 50 * UNIT).await;
    let first = world.does(world.society.migrate(&kaia, u32::MAX)).await;
    assert!(!first.value, "fourteen are left");
    assert_eq!(world.thwarted("Mere", "sweep", (), 0).await, Error::Migrating);
    assert!(!world.does(world.society.migrate(&kaia, 13)).await.value, "one is left");
    let last = world.does(world.society.migrate(&kaia, 1)).await;
    assert!(last.value);
    assert!(last.gas.unwrap().ref_time < first.gas.unwrap().ref_time, "a page costs what is on it");
    assert_eq!(world.society.society().await.unwrap().version, 2);
    world.check_total().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_nobody_brings_nobody_over_and_several_people_share_the_work() {
    let world = with_sixty_four().await;
    let [mere, sione] = ["Mere", "Sione"].map(|name| world.member(name));
    for _ in 0..2 {
        assert!(!world.does(world.society.migrate(&mere, 0)).await.value);
    }
    assert!(!world.does(world.society.migrate(&sione, 50)).await.value);
    assert!(world.does(world.society.migrate(&mere, 50)).await.value);
    assert_eq!(world.refuses(world.society.migrate(&sione, 50)).await, Error::NothingToMigrate);
    world.does(world.society.contribute(&mere, mutual_types::PotId::GENERAL, None, UNIT)).await;
    world.check_total().await;
}
