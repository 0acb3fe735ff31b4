//! The time of blocks.

use mutual_devnet::{ClockError, Config, Error};
use serde_json::json;

use crate::support::{stored_now, World};

const DAY_MS: u64 = 86_400_000;

#[tokio::test]
async fn time_travel_moves_the_timestamp() {
    let world = World::new().await;
    world.devnet.new_block().unwrap();
    let now = world.devnet.now_ms();
    assert_eq!(stored_now(&world.devnet), now);
    let target = now + 30 * DAY_MS;
    assert_eq!(world.devnet.time_travel(target).unwrap(), target);
    assert_eq!(stored_now(&world.devnet), target);
    world.devnet.new_block().unwrap();
    let after = world.devnet.now_ms();
    assert!(after >= target + 5 && after < target + DAY_MS);
    assert!(world.devnet.ahead_ms() > 29 * DAY_MS.cast_signed());
}

#[tokio::test]
async fn time_does_not_go_back() {
    let world = World::new().await;
    world.devnet.time_travel(world.devnet.now_ms() + 90_000 * DAY_MS).unwrap();
    let now = world.devnet.now_ms();
    let error = world.devnet.time_travel(now - 1).unwrap_err();
    assert!(matches!(error, Error::Clock(ClockError::Back { now_ms, .. }) if now_ms == now));
    assert!(matches!(world.devnet.time_travel(u64::MAX), Err(Error::Clock(ClockError::TooFar(_)))));
    let code = world.ask("dev_timeTravel", json!([1])).await.unwrap_err().code;
    assert_eq!((code, world.number()), (-32000, 1));
}

#[tokio::test]
async fn blocks_in_a_row_keep_the_least_distance() {
    let world = World::new().await;
    let mut last = 0;
    for _ in 0..20 {
        world.devnet.new_block().unwrap();
        assert!(world.devnet.now_ms() >= last + 5);
        last = world.devnet.now_ms();
    }
}

#[tokio::test]
async fn the_development_methods_make_blocks_and_move_time() {
    let world = World::new().await;
    let hash = world.ask("dev_newBlock", json!([])).await.unwrap();
    assert_eq!(hash, json!(world.devnet.head().0));
    world.ask("dev_newBlock", json!([{ "count": 3 }])).await.unwrap();
    assert_eq!(world.number(), 4);
    let time = world.ask("dev_timeTravel", json!(["2100-01-01T00:00:00Z"])).await.unwrap();
    assert_eq!(time, json!(4_102_444_800_000u64));
    let later = 4_102_444_800_000u64 + DAY_MS;
    assert_eq!(world.ask("dev_timeTravel", json!([later])).await.unwrap(), json!(later));
    assert_eq!(stored_now(&world.devnet), later);
}

#[tokio::test]
async fn blocks_faster_than_the_clock_run_ahead_of_it_and_say_so() {
    let world = World::new().await;
    for _ in 0..100 {
        world.devnet.new_block().unwrap();
    }
    let drift_ms = world.devnet.drift_ms();
    assert!(drift_ms <= 500, "{drift_ms}");
    let ahead = world.devnet.now_ms() + 100_000;
    world.devnet.time_travel(ahead).unwrap();
    assert!(world.devnet.drift_ms() <= 500);
}

#[tokio::test]
async fn time_that_stands_still_moves_by_blocks_and_travel_alone() {
    let world = World::with(Config::in_process().still()).await;
    world.devnet.new_block().unwrap();
    let first = world.devnet.now_ms();
    tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    world.devnet.new_block().unwrap();
    assert_eq!(world.devnet.now_ms(), first + 5);
    world.devnet.time_travel(first + DAY_MS).unwrap();
    world.devnet.new_block().unwrap();
    assert_eq!(world.devnet.now_ms(), first + DAY_MS + 5);
}
