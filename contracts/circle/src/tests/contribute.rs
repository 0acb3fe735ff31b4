use mutual_types::circle::Numbers;

use super::*;

fn contribute(world: &mut World, caller: AccountId, value: Planck, number: u32, rounds: u32) -> Result<(), Error> {
    world.send(caller, value, |circle, call, events| {
        crate::contribute::contribute(circle, call, MemberNumber(number), rounds, events)
    })
}

#[test]
fn contributions_are_paid_exactly_and_while_the_circle_runs() {
    let mut world = World::made(terms(2));
    assert_eq!(world.pay(0, 1), Err(Error::WrongStatus(CircleStatus::Gathering)));
    world.all_join();
    world.now_ms = STARTS_MS;
    assert_eq!(contribute(&mut world, account(0), COIN, 2, 1), Err(Error::NoMember(MemberNumber(2))));
    assert_eq!(contribute(&mut world, account(0), 0, 0, 0), Err(Error::ZeroRounds));
    for value in [0, COIN - 1, COIN + 1] {
        let wrong = Error::WrongValue { given: value, needed: COIN };
        assert_eq!(contribute(&mut world, account(0), value, 0, 1), Err(wrong));
    }
    contribute(&mut world, account(0), 2 * COIN, 0, 2).unwrap();
    world.now_ms = STARTS_MS + 2 * ROUND_MS;
    assert_eq!(world.pay(1, 1), Err(Error::WrongStatus(CircleStatus::Ended)));
}

#[test]
fn anyone_pays_for_a_member() {
    let mut world = World::running(2);
    contribute(&mut world, GUS, COIN, 1, 1).unwrap();
    assert_eq!((world.member(1).ahead, world.member(1).paid_in), (1, 2 * COIN));
    let Some(Event::Contributed(paid)) = world.events.last() else { panic!("{:?}", world.events) };
    assert_eq!((paid.payer, paid.member, paid.rounds, paid.amount), (GUS, MemberNumber(1), 1, COIN));
}

#[test]
fn nobody_pays_more_than_there_are_rounds() {
    let mut world = World::running(3);
    assert_eq!(world.pay(0, 4), Err(Error::TooManyRounds { most: 3 }));
    world.pay(0, 2).unwrap();
    assert_eq!(world.pay(0, 2), Err(Error::TooManyRounds { most: 1 }));
    world.pay(0, 1).unwrap();
    assert_eq!(world.pay(0, 1), Err(Error::TooManyRounds { most: 0 }));
    world.end_round();
    assert_eq!(world.pay(1, 4), Err(Error::TooManyRounds { most: 3 }), "the deposit, and two rounds");
    assert_eq!(world.pay(1, u32::MAX), Err(Error::TooManyRounds { most: 3 }));
}

#[test]
fn what_is_paid_early_is_used_round_by_round() {
    let mut world = World::running(3);
    for number in 0..3 {
        world.pay(number, 3).unwrap();
    }
    assert_eq!(world.receivers(), [Some(0)]);
    assert_eq!(world.circle.paid_ahead(), Ok(6 * COIN));
    world.now_ms = STARTS_MS + ROUND_MS;
    world.settle().unwrap();
    assert_eq!(world.receivers(), [Some(0), Some(1)]);
    world.now_ms = STARTS_MS + 2 * ROUND_MS;
    world.settle().unwrap();
    assert_eq!((world.status(), world.credits()), (CircleStatus::Ended, [240; 3].into()));
}

#[test]
fn a_late_contribution_goes_first_to_whom_it_was_owed_longest_then_to_the_deposit_then_ahead() {
    let mut world = World::running(4);
    world.each_pays(&[0, 1, 2, 3]);
    world.now_ms = STARTS_MS + ROUND_MS;
    for _ in 1..3 {
        world.each_pays(&[1, 2, 3]);
        world.end_round();
    }
    // Round 1 was covered by the deposit of number 0, round 2 was short.
    assert_eq!(world.member(0).owes, [2].into_iter().collect::<Numbers>());
    assert_eq!(world.member(2).credit, 180);
    world.pay(0, 1).unwrap();
    assert_eq!((world.member(2).credit, world.member(2).received), (240, 240));
    assert_eq!(world.circle.rounds[2].pot, 240);
    assert_eq!(world.member(0).rounds_behind(), 1);
    world.pay(0, 2).unwrap();
    assert_eq!((world.member(0).deposit, world.member(0).ahead), (COIN, 1));
    let paid: Vec<(Numbers, bool, u32)> = world
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Contributed(paid) if paid.member == MemberNumber(0) => {
                Some((paid.repaid, paid.deposit_restored, paid.ahead))
            }
            _ => None,
        })
        .collect();
    let none = Numbers::default();
    assert_eq!(paid, [(none, false, 1), ([2].into_iter().collect(), false, 0), (none, true, 1)]);
    world.each_pays(&[1, 2, 3]);
    assert_eq!(world.credits(), [300; 4], "all is as if nothing had been missed");
}

#[test]
fn a_debt_to_a_round_that_waits_is_added_to_it() {
    let mut world = World::running(3);
    world.end_round();
    world.end_round();
    assert_eq!((world.circle.rounds[0].pot, world.circle.rounds[1].pot), (180, 0));
    world.pay(1, 1).unwrap();
    assert_eq!(world.circle.rounds[1].pot, 60);
    assert_eq!(world.receivers(), [None, None], "number 1 is not level yet");
    world.pay(1, 1).unwrap();
    assert_eq!(world.receivers(), [Some(1), None]);
    world.pay(2, 2).unwrap();
    assert_eq!((world.receivers(), world.member(2).credit), ([Some(1), Some(2)].into(), 120));
    world.pay(0, 1).unwrap();
    assert_eq!(world.member(2).credit, 180, "and what comes later goes to who received it");
}

#[test]
fn who_pays_one_round_behind_all_the_time_is_never_served_and_loses_nothing_by_it() {
    let mut world = World::running(3);
    world.each_pays(&[0, 1]);
    world.end_round();
    for _ in 1..3 {
        world.each_pays(&[0, 1, 2]);
        world.end_round();
    }
    assert_eq!(world.receivers(), [Some(0), Some(1), None]);
    assert_eq!(world.credits(), [240, 240, 180]);
    assert_eq!(world.member(2).paid_in, 180);
}
