//! The time of blocks.

use std::sync::{Arc, Mutex};

use mutual_devnet::{ClockError, Config, Devnet, Error, Observer, Report};
use serde_json::json;

use crate::{
    signed::{set_storage, sudo, Signer},
    support::{now_key, stored_now, World},
};

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
async fn the_clock_follows_a_time_that_was_written_to_the_state() {
    let world = World::with(Config::in_process().still()).await;
    world.devnet.new_block().unwrap();
    for time_ms in [4_102_444_800_000u64, 1_000_000] {
        world.devnet.set_storage(vec![(now_key(), Some(time_ms.to_le_bytes().to_vec()))]).unwrap();
        assert_eq!((world.devnet.now_ms(), world.devnet.drift_ms()), (time_ms, 0));
        world.devnet.new_block().unwrap();
        assert_eq!((world.devnet.now_ms(), stored_now(&world.devnet)), (time_ms + 5, time_ms + 5));
        // What is said is what is stored: time does not go back behind it.
        let back = world.devnet.time_travel(time_ms - 1).unwrap_err();
        assert!(matches!(back, Error::Clock(ClockError::Back { now_ms, .. }) if now_ms == time_ms + 5), "{back}");
        let target_ms = time_ms + DAY_MS;
        assert_eq!(world.ask("dev_timeTravel", json!([target_ms])).await.unwrap(), json!(target_ms));
        assert_eq!((world.devnet.now_ms(), stored_now(&world.devnet)), (target_ms, target_ms));
    }
}

#[test]
fn a_transaction_that_writes_the_time_is_reported_with_it() {
    let told: Arc<Mutex<Vec<Report>>> = Arc::default();
    let hear = told.clone();
    let observer = Observer::new(move |report| hear.lock().unwrap().push(report));
    let devnet = Devnet::start(Config::in_process().still().observer(observer)).unwrap();
    let alice = Signer::of("//Alice", devnet.genesis_hash());
    let time_ms = 4_102_444_800_000u64;
    devnet.submit(&alice.sign(0, &sudo(&set_storage(&now_key(), &time_ms.to_le_bytes())))).unwrap();
    assert_eq!(told.lock().unwrap().pop().unwrap().time_ms, time_ms);
    assert_eq!((devnet.now_ms(), devnet.drift_ms()), (time_ms, 0));
    assert!(devnet.ahead_ms() > DAY_MS.cast_signed());
    devnet.new_block().unwrap();
    assert_eq!(devnet.now_ms(), time_ms + 5);
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
    let world = World::with(Config::in_process().still()).await;
    for number in 0..100 {
        world.devnet.new_block().unwrap();
        assert_eq!(world.devnet.drift_ms(), number * 5);
    }
    let ahead_ms = world.devnet.now_ms() + 100_000;
    world.devnet.time_travel(ahead_ms).unwrap();
    assert_eq!(world.devnet.drift_ms(), 0);
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

#[tokio::test]
async fn a_clock_that_stands_still_begins_exactly_when_it_was_told_to() {
    let start_ms = 1_988_150_400_000;
    // Between two looks at the wall clock a millisecond passes only now and then.
    for _ in 0..100 {
        let config = Config { start_ms: Some(start_ms), ..Config::in_process() };
        let devnet = Devnet::start(config.still()).unwrap();
        devnet.new_block().unwrap();
        assert_eq!(devnet.now_ms(), start_ms);
    }
}
