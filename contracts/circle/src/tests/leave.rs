use super::*;

#[test]
fn before_the_start_who_joined_leaves_at_will_and_may_join_again() {
    let mut world = World::made(terms(2));
    assert_eq!(world.leave(0), Err(Error::NotJoined));
    world.join(0).unwrap();
    world.leave(0).unwrap();
    assert_eq!((world.member(0).joined, world.member(0).credit, world.member(0).paid_in), (false, COIN, 0));
    assert_eq!(world.leave(0), Err(Error::NotJoined));
    world.join(0).unwrap();
    assert_eq!(world.withdraw(0), Ok(COIN), "the first deposit is still theirs");
    world.join(1).unwrap();
    world.now_ms = STARTS_MS;
    world.settle().unwrap();
    assert_eq!(world.status(), CircleStatus::Running);
    assert_eq!(world.send(GUS, 0, crate::leave::leave), Err(Error::NotMember));
}

#[test]
fn later_only_who_is_level_and_has_not_received_leaves() {
    let mut world = World::running(4);
    world.each_pays(&[0, 1, 2]);
    world.end_round();
    assert_eq!(world.leave(0), Err(Error::HasReceived));
    assert_eq!(world.leave(3), Err(Error::Behind { owed: COIN }));
    world.end_round();
    assert_eq!(world.leave(3), Err(Error::Behind { owed: 2 * COIN }));
    world.pay(3, 2).unwrap();
    assert_eq!(world.leave(3), Err(Error::HasReceived), "who is level receives the pot that waits");
    world.pay(1, 1).unwrap();
    world.leave(1).unwrap();
    assert_eq!(world.leave(1), Err(Error::HasLeft));
    assert_eq!(world.pay(1, 1), Err(Error::HasLeft));
    assert_eq!(world.queue(), [2]);
}

#[test]
fn who_leaves_gets_back_at_once_what_was_paid_early_and_the_rest_at_the_end() {
    let mut world = World::running(3);
    world.each_pays(&[0, 1, 2]);
    world.pay(2, 2).unwrap();
    world.leave(2).unwrap();
    assert_eq!((world.member(2).credit, world.member(2).paid_in, world.member(2).deposit), (120, 120, COIN));
    let Some(Event::MemberLeft(left)) = world.events.last() else { panic!("{:?}", world.events) };
    assert_eq!((left.member, left.returned), (MemberNumber(2), 120));
    world.now_ms = STARTS_MS + ROUND_MS;
    world.each_pays(&[0, 1]);
    assert_eq!(world.receivers(), [Some(0), Some(1)], "nobody waits for who has left");
    world.now_ms = STARTS_MS + 2 * ROUND_MS;
    world.each_pays(&[0, 1]);
    assert_eq!(world.receivers(), [Some(0), Some(1), None]);
    // All get back what they paid: rounds of 180, 120 and 120, and three deposits.
    assert_eq!(world.credits(), [240, 240, 240]);
}

#[test]
fn a_circle_that_all_leave_gives_everything_back() {
    let mut world = World::running(3);
    for number in 0..3 {
        world.leave(number).unwrap();
    }
    world.end();
    assert_eq!(world.credits(), [COIN; 3]);
}

#[test]
fn leaving_completes_the_round_if_all_others_have_paid() {
    let mut world = World::running(3);
    world.each_pays(&[0, 1]);
    world.leave(2).unwrap();
    assert_eq!((world.receivers(), world.member(0).credit), ([Some(0)].into(), 120));
}
