#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used)]

use super::*;

const GENESIS: H256 = H256::repeat_byte(0xee);

fn transaction(hash: u8, provides: u8, requires: &[u8], priority: u64) -> Transaction {
    Transaction {
        hash: H256::repeat_byte(hash),
        bytes: Arc::new(vec![hash; 10]),
        priority,
        requires: requires.iter().map(|tag| vec![*tag]).collect(),
        provides: vec![vec![provides]],
        valid_till: u64::MAX,
    }
}

type Events = mpsc::UnboundedReceiver<Progress>;

fn add(pool: &Pool, transaction: Transaction) -> Result<Events, SubmitError> {
    pool.add(transaction, &GENESIS).map(|added| added.unwrap())
}

/// The transaction `number` of one account: it requires the one before.
fn step(pool: &Pool, number: u8) -> Events {
    let requires = if number == 1 { vec![] } else { vec![number - 1] };
    add(pool, transaction(number, number, &requires, 0)).unwrap()
}

fn order(pool: &Pool) -> Vec<u8> {
    pool.ready().iter().map(|waiting| waiting.hash.0[0]).collect()
}

fn told(events: &mut Events) -> Vec<Progress> {
    std::iter::from_fn(|| events.try_recv().ok()).collect()
}

fn settle(pool: &Pool, block: u8, number: u32) {
    let included: Vec<_> = pool.ready().into_iter().zip(1..).collect();
    pool.settle(H256::repeat_byte(block), number, &included);
}

#[test]
fn a_chain_that_arrives_backwards_is_put_in_order() {
    let pool = Pool::new(GENESIS);
    for number in [4, 3, 2] {
        step(&pool, number);
    }
    assert!(order(&pool).is_empty());
    step(&pool, 1);
    assert_eq!(order(&pool), [1, 2, 3, 4]);
}

#[test]
fn the_best_goes_first_unless_it_needs_another() {
    let pool = Pool::new(GENESIS);
    add(&pool, transaction(1, 1, &[], 1)).unwrap();
    add(&pool, transaction(2, 2, &[1], 9)).unwrap();
    add(&pool, transaction(3, 3, &[], 5)).unwrap();
    add(&pool, transaction(4, 4, &[], 5)).unwrap();
    add(&pool, Transaction { valid_till: 100, ..transaction(5, 5, &[], 5) }).unwrap();
    assert_eq!(order(&pool), [5, 3, 4, 1, 2]);
}

#[test]
fn those_that_wait_for_others_are_told_when_their_time_has_come() {
    let pool = Pool::new(GENESIS);
    let mut later = step(&pool, 2);
    assert_eq!(told(&mut later), [Progress::Future]);
    step(&pool, 1);
    assert_eq!(told(&mut later), [Progress::Ready]);
    settle(&pool, 9, 1);
    let block = H256::repeat_byte(9);
    assert_eq!(told(&mut later), [Progress::InBlock(block, 2), Progress::Finalized(block, 2)]);
    assert_eq!(pool.len(), 0);
}

#[test]
fn the_same_nonce_needs_a_higher_priority() {
    let pool = Pool::new(GENESIS);
    let mut first = add(&pool, transaction(1, 1, &[], 5)).unwrap();
    let mut after = add(&pool, transaction(9, 9, &[1], 5)).unwrap();
    assert_eq!(add(&pool, transaction(1, 1, &[], 5)).err(), Some(SubmitError::AlreadyImported(H256::repeat_byte(1))));
    assert_eq!(add(&pool, transaction(2, 1, &[], 5)).err(), Some(SubmitError::TooLowPriority { old: 5, new: 5 }));
    add(&pool, transaction(3, 1, &[], 6)).unwrap();
    assert_eq!(told(&mut first), [Progress::Ready, Progress::Usurped(H256::repeat_byte(3))]);
    assert_eq!(told(&mut after), [Progress::Ready]);
    assert_eq!(order(&pool), [3, 9]);
}

#[test]
fn of_two_that_wait_for_the_same_the_better_stays() {
    let pool = Pool::new(GENESIS);
    let mut poor = add(&pool, transaction(2, 2, &[1], 1)).unwrap();
    let mut good = add(&pool, transaction(3, 2, &[1], 2)).unwrap();
    step(&pool, 1);
    assert_eq!(order(&pool), [1, 3]);
    assert_eq!(told(&mut good), [Progress::Future, Progress::Ready]);
    assert!(matches!(told(&mut poor).last(), Some(Progress::Invalid(_) | Progress::Usurped(_))));
}

#[test]
fn a_refused_one_takes_along_what_needs_it() {
    let pool = Pool::new(GENESIS);
    let mut events: Vec<Events> = (1..=3).map(|number| step(&pool, number)).collect();
    let other = add(&pool, transaction(7, 7, &[], 0));
    let mut removed = pool.remove_invalid(&H256::repeat_byte(2), &SubmitError::Removed);
    removed.sort();
    assert_eq!(removed, [H256::repeat_byte(2), H256::repeat_byte(3)]);
    assert_eq!(told(&mut events[2]), [Progress::Ready, Progress::Invalid(SubmitError::Removed)]);
    assert_eq!(order(&pool), [1, 7]);
    assert!(other.is_ok());
    // The one that was at fault has to wait for the next block, the one that only needed it has not.
    assert_eq!(add(&pool, transaction(2, 2, &[1], 0)).err(), Some(SubmitError::Banned));
    assert!(add(&pool, transaction(3, 3, &[2], 0)).is_ok());
    pool.settle(H256::repeat_byte(8), 1, &[]);
    assert!(pool.check(&H256::repeat_byte(2)).is_ok());
}

#[test]
fn what_a_block_provided_in_the_meantime_is_known() {
    let pool = Pool::new(GENESIS);
    step(&pool, 1);
    settle(&pool, 9, 1);
    // Both were validated before that block.
    add(&pool, transaction(2, 2, &[1], 0)).unwrap();
    assert_eq!(order(&pool), [2]);
    assert!(pool.add(transaction(8, 1, &[], 0), &GENESIS).unwrap().is_none());
    assert!(pool.add(transaction(8, 8, &[], 0), &H256::repeat_byte(0x77)).unwrap().is_none());
}

#[test]
fn one_whose_nonce_came_by_another_is_dropped() {
    let pool = Pool::new(GENESIS);
    step(&pool, 1);
    let included: Vec<_> = pool.ready().into_iter().zip(1..).collect();
    // While the block is made, a better one with the same nonce arrives.
    let mut late = add(&pool, transaction(5, 1, &[], 9)).unwrap();
    pool.settle(H256::repeat_byte(9), 1, &included);
    assert_eq!(told(&mut late), [Progress::Ready, Progress::Dropped]);
    assert_eq!(pool.len(), 0);
}

#[test]
fn one_whose_time_is_over_is_dropped() {
    let pool = Pool::new(GENESIS);
    let mut ready = add(&pool, Transaction { valid_till: 3, ..transaction(1, 1, &[], 0) }).unwrap();
    let mut future = add(&pool, Transaction { valid_till: 3, ..transaction(2, 2, &[9], 0) }).unwrap();
    pool.settle(H256::repeat_byte(7), 2, &[]);
    assert_eq!(pool.len(), 2);
    pool.settle(H256::repeat_byte(8), 3, &[]);
    assert_eq!(pool.len(), 0);
    for events in [&mut ready, &mut future] {
        assert!(matches!(told(events).last(), Some(Progress::Invalid(SubmitError::Invalid(_)))));
    }
}

#[test]
fn a_new_finding_puts_each_where_it_belongs() {
    let pool = Pool::new(GENESIS);
    let mut events: Vec<Events> = (1..=3).map(|number| step(&pool, number)).collect();
    let block = H256::repeat_byte(9);
    let checked = vec![
        (H256::repeat_byte(1), Err(SubmitError::NoTags)),
        (H256::repeat_byte(2), Ok(transaction(2, 2, &[], 0))),
        (H256::repeat_byte(3), Ok(transaction(3, 3, &[6], 0))),
    ];
    pool.begin_anew(block);
    pool.renew(checked);
    assert_eq!(told(&mut events[0]), [Progress::Ready, Progress::Invalid(SubmitError::NoTags)]);
    assert_eq!(told(&mut events[1]), [Progress::Ready]);
    assert_eq!(told(&mut events[2]), [Progress::Ready, Progress::Future]);
    assert_eq!(order(&pool), [2]);
}

#[test]
fn what_comes_while_others_are_judged_anew_is_judged_after_the_new_block() {
    let (pool, block) = (Pool::new(GENESIS), H256::repeat_byte(9));
    let mut first = step(&pool, 1);
    pool.begin_anew(block);
    // Its verdict is of a block that is no more.
    assert!(pool.add(transaction(2, 2, &[1], 0), &GENESIS).unwrap().is_none());
    let mut second = pool.add(transaction(2, 2, &[1], 0), &block).unwrap().unwrap();
    assert_eq!(told(&mut second), [Progress::Ready]);
    // What it stood on is gone, and it waits for that.
    pool.renew(vec![(H256::repeat_byte(1), Err(SubmitError::NoTags))]);
    assert_eq!(told(&mut first), [Progress::Ready, Progress::Invalid(SubmitError::NoTags)]);
    assert_eq!(told(&mut second), [Progress::Future]);
    assert!(order(&pool).is_empty());
    pool.add(transaction(3, 1, &[], 0), &block).unwrap().unwrap();
    assert_eq!(order(&pool), [3, 2]);
}

#[test]
fn too_many_that_are_ready_push_out_the_worst() {
    let limit = Amount { count: 3, bytes: 1000 };
    let pool = Pool::limited(GENESIS, limit, limit);
    let mut worst = add(&pool, transaction(1, 1, &[], 1)).unwrap();
    let mut needs_it = add(&pool, transaction(2, 2, &[1], 9)).unwrap();
    add(&pool, transaction(3, 3, &[], 5)).unwrap();
    add(&pool, transaction(4, 4, &[], 5)).unwrap();
    assert_eq!(told(&mut worst), [Progress::Ready, Progress::Dropped]);
    assert_eq!(told(&mut needs_it), [Progress::Ready, Progress::Dropped]);
    assert_eq!(order(&pool), [3, 4]);
    add(&pool, transaction(5, 5, &[], 5)).unwrap();
    assert_eq!(add(&pool, transaction(6, 6, &[], 0)).err(), Some(SubmitError::Full));
    assert_eq!(order(&pool), [3, 4, 5]);
}

#[test]
fn too_many_that_wait_for_others_push_out_the_oldest() {
    let limit = Amount { count: 100, bytes: 25 };
    let pool = Pool::limited(GENESIS, limit, limit);
    let mut oldest = add(&pool, transaction(1, 1, &[90], 0)).unwrap();
    add(&pool, transaction(2, 2, &[91], 0)).unwrap();
    // Of ten bytes each there is room for two.
    add(&pool, transaction(3, 3, &[92], 0)).unwrap();
    assert_eq!(told(&mut oldest), [Progress::Future, Progress::Dropped]);
    assert_eq!(pool.len(), 2);
}

#[test]
fn the_next_nonce_is_after_those_that_are_ready() {
    let pool = Pool::new(GENESIS);
    let account = [7u8; 32];
    for (hash, nonce) in [(1, 4u32), (2, 5), (3, 7)] {
        let provides = vec![(account, nonce).encode()];
        let requires = if nonce == 4 { vec![] } else { vec![(account, nonce - 1).encode()] };
        add(&pool, Transaction { provides, requires, ..transaction(hash, 0, &[], 0) }).unwrap();
    }
    assert_eq!(pool.next_nonce(&account, 4), 6);
    assert_eq!(pool.next_nonce(&[8; 32], 4), 4);
}
