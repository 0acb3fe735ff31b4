use mutual_types::{Conflict, Field, PaymentStatus};

use super::*;

fn hold(world: &mut World, by: AccountId, id: PaymentId) -> Result<u64, Box<Error>> {
    let call = world.by(by);
    world.state.hold_payment(&call, id, "who is this?".to_string()).map(|event| event.until_ms)
}

fn lift(world: &mut World, by: AccountId, id: PaymentId) -> Result<(), Box<Error>> {
    let call = world.by(by);
    world.state.lift_hold(&call, id).map(|_| ())
}

fn approve(world: &mut World, by: AccountId, id: PaymentId) -> Result<(), Box<Error>> {
    let call = world.by(by);
    world.state.approve_payment(&call, id).map(|_| ())
}

fn status(world: &World, id: PaymentId) -> PaymentStatus {
    world.state.payment(id).unwrap().status(world.now_ms)
}

#[ink::test]
fn a_held_payment_stands_still_and_then_has_all_its_time() {
    let mut world = World::new();
    let id = world.payment(GUS, 5);
    approve(&mut world, ANA, id).unwrap();
    world.wait(19_000);
    let until_ms = world.now_ms + 10_000;
    assert_eq!(hold(&mut world, DAN, id), Ok(until_ms));
    world.wait(9_999);
    let stopped = Error::PaymentNotWaiting { status: PaymentStatus::Stopped, ends_ms: world.now_ms + 1_000 };
    assert_eq!(approve(&mut world, BEN, id), refused(stopped));
    assert_eq!(world.state.ensure_releasable(&world.by(HAL), id).err(), Some(stopped.into()));
    let call = world.by(ANA);
    let not_lapsed = Error::NotRenewable { status: PaymentStatus::Stopped, renewed: false };
    assert_eq!(world.state.renew_payment(&call, id).err(), Some(not_lapsed.into()));
    world.wait(1);
    assert_eq!(status(&world, id), PaymentStatus::Waiting);
    world.wait(999);
    approve(&mut world, BEN, id).unwrap();
    assert!(world.state.ensure_releasable(&world.by(HAL), id).is_ok());
    world.wait(1);
    assert_eq!(status(&world, id), PaymentStatus::Lapsed);
    // A renewed window is a whole one, and no longer.
    let call = world.by(ANA);
    world.state.renew_payment(&call, id).unwrap();
    world.wait(20_000);
    assert_eq!(status(&world, id), PaymentStatus::Lapsed);
}

#[ink::test]
fn only_live_officers_without_a_conflict_hold() {
    let mut world = World::new();
    let id = world.payment(CLEO, 5);
    assert_eq!(hold(&mut world, GUS, id), refused(Error::NotMember));
    assert_eq!(hold(&mut world, FAY, id), refused(Error::NotSteward));
    assert_eq!(hold(&mut world, CLEO, id), refused(Error::ConflictOfInterest(Conflict::Payee)));
    assert!(hold(&mut world, ANA, id).is_ok(), "a treasurer");
}

#[ink::test]
fn a_hold_has_a_reason_and_happens_once() {
    let mut world = World::new();
    let id = world.payment(GUS, 5);
    let call = world.by(DAN);
    assert_eq!(world.state.hold_payment(&call, id, String::new()).err(), Some(Error::ReasonMissing.into()));
    let long = Error::TextTooLong { field: Field::Reason, len: 257, max: 256 };
    assert_eq!(world.state.hold_payment(&call, id, "x".repeat(257)).err(), Some(long.into()));
    assert!(world.state.hold_payment(&call, id, "x".repeat(256)).is_ok());
    assert_eq!(hold(&mut world, ANA, id), refused(Error::AlreadyHeld));
    world.wait(10_000);
    assert_eq!(hold(&mut world, ANA, id), refused(Error::AlreadyHeld));
}

#[ink::test]
fn what_has_lapsed_is_not_held() {
    let mut world = World::new();
    let id = world.payment(GUS, 5);
    world.wait(20_000);
    let lapsed = Error::PaymentNotWaiting { status: PaymentStatus::Lapsed, ends_ms: world.now_ms };
    assert_eq!(hold(&mut world, DAN, id), refused(lapsed));
}

#[ink::test]
fn who_held_lifts_while_the_hold_runs() {
    let mut world = World::new();
    let id = world.payment(GUS, 5);
    assert_eq!(lift(&mut world, DAN, id), refused(Error::NotHeld));
    hold(&mut world, DAN, id).unwrap();
    world.wait(100);
    assert_eq!(lift(&mut world, ANA, id), refused(Error::NotHeld));
    assert_eq!(lift(&mut world, FAY, id), refused(Error::NotHeld));
    lift(&mut world, DAN, id).unwrap();
    assert_eq!(status(&world, id), PaymentStatus::Waiting);
    assert_eq!(lift(&mut world, DAN, id), refused(Error::NotHeld));
    let payment = world.state.payment(id).unwrap();
    assert_eq!(payment.ends_ms, payment.starts_ms + 20_100);

    let late = world.payment(GUS, 5);
    hold(&mut world, DAN, late).unwrap();
    world.wait(10_000);
    assert_eq!(lift(&mut world, DAN, late), refused(Error::NotHeld));
}

#[ink::test]
fn a_waived_payment_has_no_hold_to_lift() {
    let mut world = World::new();
    let id = world.payment(GUS, 5);
    hold(&mut world, DAN, id).unwrap();
    let call = world.by(GUS);
    world.state.waive_payment(&call, id).unwrap();
    assert_eq!(lift(&mut world, DAN, id), refused(Error::NotHeld));
}

#[ink::test]
fn an_approval_after_a_hold_is_not_shifted_by_it() {
    let mut world = World::new();
    let id = world.payment(GUS, 5);
    let mut payment = world.state.payment(id).unwrap();
    payment.origin = mutual_types::Origin::Relief(mutual_types::ReliefId(0));
    world.state.set_payment(id, payment);
    hold(&mut world, DAN, id).unwrap();
    world.wait(10_001);
    approve(&mut world, ANA, id).unwrap();
    let payment = world.state.payment(id).unwrap();
    assert_eq!(payment.release_from_at(world.now_ms), world.now_ms + 1_000);
    assert_eq!(payment.ends_at(world.now_ms), payment.starts_ms + 30_000);
}
