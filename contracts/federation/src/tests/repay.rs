use super::*;

#[test]
fn anyone_pays_back_and_no_more_than_is_owed() {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    let draw = world.owing(HILL, backing, 60);
    assert_eq!(world.repay(draw, 0), refused(Error::ZeroAmount));
    assert_eq!(world.repay(draw, 61), refused(Error::WrongValue { given: 61, needed: 60 }));
    world.repay(draw, 20).unwrap();
    assert_eq!(world.repay(draw, 41), refused(Error::WrongValue { given: 41, needed: 40 }));
    world.repay(draw, 40).unwrap();
    assert_eq!((world.status(draw), world.backing(backing).left), (DrawStatus::Level, 100));
    let level = Error::WrongDraw { status: DrawStatus::Level };
    assert_eq!(world.repay(draw, 1), refused(level));
}

#[test]
fn only_the_backer_forgives_also_when_it_has_left() {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    let draw = world.owing(HILL, backing, 60);
    for account in [HILL, HARBOUR, MILL, GUS] {
        assert_eq!(world.send(account, M::Forgive { draw, amount: 1 }), refused(Error::NotYours));
    }
    world.send(CREEK, M::Leave).unwrap();
    assert_eq!(world.send(CREEK, M::Forgive { draw, amount: 0 }), refused(Error::ZeroAmount));
    let more = Error::NotOwed { owed: 60, asked: 61 };
    assert_eq!(world.send(CREEK, M::Forgive { draw, amount: 61 }), refused(more));
    world.send(CREEK, M::Forgive { draw, amount: 60 }).unwrap();
    assert_eq!(world.status(draw), DrawStatus::Level);
    assert_eq!((world.backing(backing).forgiven, world.backing(backing).left), (60, 40));
}

#[test]
fn what_is_past_due_is_paid_from_a_credit_before_the_society_gets_it() {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    let own = world.backed(HILL, 70);
    let draws = [world.owing(HILL, backing, 20), world.owing(HILL, backing, 30)];
    world.wait(100_000);
    world.send(GUS, M::CloseBacking { backing: own }).unwrap();

    world.send(GUS, M::PayCredit { society: number(HILL) }).unwrap();

    assert_eq!(around(|around| around.transferred.clone()), [(HILL, 20)]);
    assert!(draws.iter().all(|draw| world.status(*draw) == DrawStatus::Level));
    assert_eq!(world.backing(backing).left, 100);
}

#[test]
fn a_credit_that_is_too_small_goes_wholly_to_the_oldest_debt() {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    let own = world.backed(HILL, 10);
    let draws = [world.owing(HILL, backing, 20), world.owing(HILL, backing, 30)];
    world.wait(100_000);
    world.send(GUS, M::CloseBacking { backing: own }).unwrap();
    let told = world.state.counters.seq;
    world.send(GUS, M::PayCredit { society: number(HILL) }).unwrap();
    assert_eq!(world.state.counters.seq - told, 1, "nothing is told of the younger one");
    assert_eq!(around(|around| around.transferred.clone()), []);
    assert_eq!(draws.map(|draw| world.drawn(draw).owed().unwrap()), [10, 30]);
    assert_eq!(world.society(HILL).credit, 0);
}

#[test]
fn what_is_not_yet_due_is_not_taken_from_a_credit() {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    let own = world.backed(HILL, 70);
    world.wait(60_000);
    let draw = world.owing(HILL, backing, 20);
    world.wait(40_000);
    world.send(GUS, M::CloseBacking { backing: own }).unwrap();
    world.send(GUS, M::PayCredit { society: number(HILL) }).unwrap();
    assert_eq!(around(|around| around.transferred.clone()), [(HILL, 70)]);
    assert_eq!(world.status(draw), DrawStatus::Owed);
}

#[test]
fn a_transfer_that_the_chain_refuses_changes_nothing() {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    world.wait(100_000);
    world.send(GUS, M::CloseBacking { backing }).unwrap();
    change(CREEK, |place| place.unreachable = true);
    assert_eq!(world.send(GUS, M::PayCredit { society: number(CREEK) }), refused(Error::TransferFailed));
    assert_eq!(world.society(CREEK).credit, 100);
}

#[test]
fn money_without_a_message_is_the_funds_and_in_the_end_the_last_ones() {
    let mut world = World::new();
    assert_eq!(world.send(GUS, M::Sweep), refused(Error::NothingToSweep));
    around(|around| around.balance += 70);
    world.send(GUS, M::Sweep).unwrap();
    assert_eq!(world.state.counters.ledger.fund, 70);
    for account in [HARBOUR, CREEK, HILL] {
        world.send(account, M::Leave).unwrap();
    }
    assert_eq!((world.society(HILL).credit, world.state.counters.ledger.fund), (70, 0));

    around(|around| around.balance += 5);
    world.send(GUS, M::Sweep).unwrap();
    world.send(GUS, M::PayCredit { society: number(HILL) }).unwrap();

    assert_eq!(around(|around| (around.balance, around.transferred.clone())), (0, vec![(HILL, 75)]));
}

#[test]
fn money_that_comes_before_anybody_has_joined_is_the_first_founders() {
    let mut world = World::founded(founding(), outside(), FOUNDED_MS).unwrap();
    around(|around| around.balance += 5);
    world.send(GUS, M::Sweep).unwrap();
    assert_eq!(world.society(CREEK).credit, 5);
}
