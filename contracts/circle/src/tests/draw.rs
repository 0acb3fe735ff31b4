use mutual_types::circle::{commitment, drawn_order, Draw};

use super::*;
use crate::hash::blake2_256;

fn drawn(size: u32) -> World {
    World::made(Terms { order: Order::Drawn { reveal_ms: REVEAL_MS }, ..terms(size) })
}

fn secret(number: u32) -> [u8; 32] {
    [u8::try_from(number).unwrap() + 100; 32]
}

fn join(world: &mut World, number: u32) {
    let hash = commitment(CIRCLE, account(number), &secret(number), blake2_256);
    world
        .send(account(number), COIN, |circle, call, events| crate::join::join(circle, call, Some(hash), events))
        .unwrap();
}

fn reveal(world: &mut World, number: u32, secret: [u8; 32]) -> Result<(), Error> {
    world.send(account(number), 0, |circle, call, events| crate::reveal::reveal(circle, call, secret, events))
}

/// All have joined, and reveal from now on.
fn drawing(size: u32) -> World {
    let mut world = drawn(size);
    (0..size).for_each(|number| join(&mut world, number));
    world.now_ms = STARTS_MS;
    world
}

/// Those of `numbers` reveal; the queue after the draw.
fn order_if(size: u32, numbers: &[u32]) -> Vec<u32> {
    let mut world = drawing(size);
    for number in numbers {
        reveal(&mut world, *number, secret(*number)).unwrap();
    }
    world.now_ms = STARTS_MS + REVEAL_MS;
    world.settle().unwrap();
    world.queue()
}

#[test]
fn secrets_are_revealed_between_the_start_and_the_first_round() {
    let mut world = drawn(2);
    (0..2).for_each(|number| join(&mut world, number));
    world.now_ms = STARTS_MS - 1;
    assert_eq!(reveal(&mut world, 0, secret(0)), Err(Error::WrongStatus(CircleStatus::Gathering)));
    world.now_ms = STARTS_MS;
    assert_eq!(world.status(), CircleStatus::Drawing);
    reveal(&mut world, 0, secret(0)).unwrap();
    assert_eq!(world.pay(0, 1), Err(Error::WrongStatus(CircleStatus::Drawing)));
    assert_eq!(world.leave(0), Err(Error::WrongStatus(CircleStatus::Drawing)));
    world.now_ms = STARTS_MS + REVEAL_MS;
    assert_eq!(reveal(&mut world, 1, secret(1)), Err(Error::WrongStatus(CircleStatus::Running)));
    world.pay(0, 1).unwrap();
    assert!(world.circle.members.iter().all(|member| member.draw == Draw::None), "secrets are dropped");
}

#[test]
fn a_drawn_circle_that_somebody_does_not_join_is_void_at_its_start() {
    let mut world = drawn(2);
    join(&mut world, 0);
    world.now_ms = STARTS_MS;
    assert_eq!(reveal(&mut world, 0, secret(0)), Err(Error::WrongStatus(CircleStatus::Void)));
    world.settle().unwrap();
    assert_eq!(world.credits(), [COIN, 0]);
}

#[test]
fn a_secret_that_does_not_match_can_be_mended_until_the_draw() {
    let mut world = drawing(2);
    assert_eq!(reveal(&mut world, 0, secret(1)), Err(Error::WrongSecret));
    assert_eq!(
        world.send(GUS, 0, |circle, call, events| crate::reveal::reveal(circle, call, secret(0), events)),
        Err(Error::NotMember)
    );
    reveal(&mut world, 0, secret(0)).unwrap();
    assert_eq!(reveal(&mut world, 0, secret(0)), Err(Error::AlreadyRevealed));
}

#[test]
fn nobody_reveals_what_another_has_committed_to() {
    let mut world = drawn(2);
    let copied = commitment(CIRCLE, account(0), &secret(0), blake2_256);
    world.send(account(1), COIN, |circle, call, events| crate::join::join(circle, call, Some(copied), events)).unwrap();
    join(&mut world, 0);
    world.now_ms = STARTS_MS;
    assert_eq!(reveal(&mut world, 1, secret(0)), Err(Error::WrongSecret));
}

#[test]
fn who_does_not_reveal_is_last_and_those_are_in_the_order_of_the_list() {
    for silent in 0..5 {
        let revealed: Vec<u32> = (0..5).filter(|number| *number != silent).collect();
        assert_eq!(order_if(5, &revealed).last(), Some(&silent));
    }
    assert_eq!(order_if(5, &[]), [0, 1, 2, 3, 4]);
    let three_silent = order_if(5, &[1, 3]);
    assert_eq!(three_silent[2..], [0, 2, 4]);
}

#[test]
fn each_secret_counts_and_the_order_of_revealing_does_not() {
    let all = order_if(6, &[0, 1, 2, 3, 4, 5]);
    assert_eq!(all, order_if(6, &[5, 3, 1, 0, 2, 4]));
    let mut world = drawing(6);
    for number in 0..6 {
        let mut other = world.circle.clone();
        for one in 0..6_u32 {
            let place = usize::try_from(one).unwrap();
            other.members[place].draw = Draw::Revealed(if one == number { [0; 32] } else { secret(one) });
        }
        let order: Vec<u32> = drawn_order(&other, blake2_256).iter().map(|number| number.0).collect();
        assert_ne!(order, all, "another secret of {number} gives another order");
    }
    reveal(&mut world, 0, secret(0)).unwrap();
}

#[test]
fn each_place_is_drawn_about_as_often() {
    let mut firsts = [0_u32; 4];
    let mut circle = drawn(4).circle;
    for play in 0..4_000_u32 {
        for (member, number) in circle.members.iter_mut().zip(0_u32..) {
            member.draw = Draw::Revealed(blake2_256(&[play.to_le_bytes(), number.to_le_bytes()].concat()));
        }
        let first = drawn_order(&circle, blake2_256)[0];
        firsts[usize::try_from(first.0).unwrap()] += 1;
    }
    assert!(firsts.iter().all(|count| (880..=1_120).contains(count)), "{firsts:?}");
}

#[test]
fn the_order_is_told_when_the_circle_starts() {
    let mut world = drawing(3);
    reveal(&mut world, 2, secret(2)).unwrap();
    world.now_ms = STARTS_MS + REVEAL_MS;
    world.settle().unwrap();
    let Some(Event::CircleStarted(started)) = world.events.last() else { panic!("{:?}", world.events) };
    assert_eq!(started.order, [MemberNumber(2), MemberNumber(0), MemberNumber(1)]);
}
