use mutual_types::YEAR_MS;

use super::*;
use crate::money::{forfeit_credits, sweep};

/// What nobody claims goes to the society from then on.
fn forfeit(world: &mut World) -> Result<Payout, Error> {
    world.send_out(GUS, forfeit_credits)
}

fn swept(world: &mut World) -> Result<Payout, Error> {
    let balance = world.balance;
    world.send_out(GUS, |circle, _, events| sweep(circle, balance, events))
}

#[test]
fn a_member_takes_the_whole_credit_and_nobody_else_does() {
    let mut world = World::running(2);
    world.each_pays(&[0, 1]);
    assert_eq!(world.withdraw(1), Err(Error::NoCredit));
    assert_eq!(world.send_out(GUS, crate::money::withdraw_credit), Err(Error::NotMember));
    assert_eq!(world.withdraw(0), Ok(120));
    assert_eq!(world.withdraw(0), Err(Error::NoCredit));
    assert_eq!(world.balance, 120);
}

#[test]
fn who_has_left_or_stopped_still_takes_their_credit() {
    let mut world = World::running(3);
    world.each_pays(&[0, 1]);
    world.leave(2).unwrap();
    world.end();
    for number in 0..3 {
        world.withdraw(number).unwrap();
    }
    assert_eq!(world.balance, 0);
}

#[test]
fn credits_unclaimed_for_a_year_after_the_end_go_to_the_society() {
    let mut world = World::running(2);
    for number in 0..2 {
        world.pay(number, 2).unwrap();
    }
    assert_eq!(forfeit(&mut world), Err(Error::WrongStatus(CircleStatus::Running)));
    world.end();
    world.withdraw(0).unwrap();
    let from_ms = STARTS_MS + 2 * ROUND_MS + YEAR_MS;
    world.now_ms = from_ms - 1;
    assert_eq!(forfeit(&mut world), Err(Error::NotUnclaimed { from_ms }));
    world.now_ms = from_ms;
    assert_eq!(forfeit(&mut world), Ok(Payout { to: SOCIETY, amount: 180 }));
    assert_eq!(forfeit(&mut world), Err(Error::NoCredit));
    assert_eq!((world.withdraw(1), world.balance), (Err(Error::NoCredit), 0));
}

#[test]
fn in_a_void_circle_the_year_runs_from_the_start_that_did_not_come() {
    let mut world = World::made(terms(2));
    world.join(0).unwrap();
    let from_ms = STARTS_MS + YEAR_MS;
    world.now_ms = from_ms - 1;
    assert_eq!(forfeit(&mut world), Err(Error::NotUnclaimed { from_ms }));
    world.now_ms = from_ms;
    assert_eq!(forfeit(&mut world), Ok(Payout { to: SOCIETY, amount: COIN }));
}

#[test]
fn what_is_sent_without_a_message_goes_to_the_society_and_to_nobody_elses_account() {
    let mut world = World::running(3);
    world.each_pays(&[0, 2]);
    assert_eq!(swept(&mut world), Err(Error::NothingToSweep));
    world.balance += 7;
    let before = world.circle.clone();
    assert_eq!(swept(&mut world), Ok(Payout { to: SOCIETY, amount: 7 }));
    assert_eq!(world.circle.members, before.members);
    world.end_round();
    world.balance += 1;
    world.end();
    assert_eq!(swept(&mut world), Ok(Payout { to: SOCIETY, amount: 1 }));
}

#[test]
fn a_refused_message_keeps_nothing_of_what_time_has_done() {
    let mut world = World::running(2);
    let before = world.circle.clone();
    world.now_ms = STARTS_MS + ROUND_MS;
    assert_eq!(world.withdraw(0), Err(Error::NoCredit));
    assert_eq!(world.circle, before);
    world.settle().unwrap();
    assert_eq!(world.circle.closed(), 1);
}
