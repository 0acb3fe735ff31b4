//! How newcomers were let in decides whether they are in probation, and no event says it outright.

use mutual_client::index::Place;
use mutual_tests::{Stage, World, UNIT};

use super::stories::{differences, indexed};

const DAY_MS: u64 = 86_400_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_right_after_an_application_or_a_first_sponsor_is_a_batch_to_the_books() {
    let world = World::with(Stage::devnet().await, |founding| {
        founding.bounds.founding_window_ms = 30 * DAY_MS;
        founding.bounds.roster_max = 2;
        founding.rules.membership.probation_ms = 7 * DAY_MS;
    })
    .await;
    let society = &world.society;
    let (steward, sponsor) = (world.member("Losa"), world.member("Rangi"));
    let mut newcomers = Vec::new();
    for name in ["Kaia", "Manaia", "Nikau"] {
        newcomers.push(world.fund(name, 20 * UNIT).await);
    }
    let [applied, sponsored, vouched] = &newcomers[..] else { unreachable!("there are three") };
    world.does(society.apply(applied, 1)).await;
    world.does(society.admit_batch(&steward, &[applied.account()])).await;
    world.does(society.apply(sponsored, 1)).await;
    world.does(society.sponsor(&sponsor, sponsored.account())).await;
    world.does(society.admit_batch(&steward, &[sponsored.account()])).await;
    world.does(society.apply(vouched, 1)).await;
    for name in ["Rangi", "Salote"] {
        world.does(society.sponsor(&world.member(name), vouched.account())).await;
    }

    let mut probations_ms = Vec::new();
    for newcomer in &newcomers {
        let member = society.member(newcomer.account()).await.unwrap().expect("they are a member");
        probations_ms.push(member.probation_ends_ms - member.joined_ms);
    }
    assert_eq!(probations_ms, [0, 0, 7 * DAY_MS], "a batch has no probation");
    let mut keeper = indexed(society, Place::Memory).await;
    assert_eq!(differences(&mut keeper).await, Vec::<String>::new());
}
