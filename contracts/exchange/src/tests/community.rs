use mutual_types::exchange::{event::Event, Error};
use mutual_types::Standing;

use super::*;

#[test]
fn a_member_gives_hours_to_the_community_that_they_have() {
    let mut world = World::new();
    world.settled(ANA, BEN, 60);
    world.agreed(CLEO, ANA, 20);

    assert_eq!(world.donate(ANA, 0), refused(Error::ZeroMinutes));
    assert_eq!(world.donate(ANA, 41), refused(Error::NotEnough { spendable: 40, asked: 41 }), "what is agreed stays");
    assert_eq!(world.donate(BEN, 1), refused(Error::NotEnough { spendable: -60, asked: 1 }));
    assert_eq!(world.donate(DAN, 1), refused(Error::NotEnough { spendable: 0, asked: 1 }));
    world.stands(ANA, Some(Standing::Departed));
    world.donate(ANA, 40).unwrap();

    assert_eq!((world.balance(ANA), world.state.counters.community, world.state.counters.donated), (20, 40, 40));
    let Event::HoursDonated(donated) = world.last_event() else { panic!() };
    assert_eq!((donated.member, donated.minutes, donated.balance, donated.community), (index(ANA), 40, 20, 40));
}

#[test]
fn the_society_forgives_a_debt_and_the_community_bears_it() {
    let mut world = World::new();
    world.settled(ANA, BEN, 60);
    world.stands(BEN, Some(Standing::Departed));

    assert_eq!(world.forgive(ANA, BEN, 60), refused(Error::NotTheSociety));
    assert_eq!(world.forgive(BEN, BEN, 60), refused(Error::NotTheSociety));
    assert_eq!(world.forgive(SOCIETY, DAN, 60), refused(Error::NoAccount(index(DAN))));
    assert_eq!(world.forgive(SOCIETY, BEN, 0), refused(Error::ZeroMinutes));
    assert_eq!(world.forgive(SOCIETY, BEN, 61), refused(Error::NotOwed { owed: 60, asked: 61 }));
    assert_eq!(world.forgive(SOCIETY, ANA, 1), refused(Error::NotOwed { owed: 0, asked: 1 }));
    world.forgive(SOCIETY, BEN, 60).unwrap();

    assert_eq!((world.balance(BEN), world.state.counters.community, world.state.counters.forgiven), (0, -60, 60));
    let Event::HoursForgiven(forgiven) = world.last_event() else { panic!() };
    assert_eq!((forgiven.member, forgiven.minutes, forgiven.balance), (index(BEN), 60, 0));
    assert_eq!(forgiven.community, -60);
}

#[test]
fn what_members_give_levels_what_was_forgiven() {
    let mut world = World::new();
    world.settled(ANA, BEN, 60);
    world.forgive(SOCIETY, BEN, 60).unwrap();
    world.donate(ANA, 60).unwrap();
    assert_eq!((world.balance(ANA), world.balance(BEN), world.state.counters.community), (0, 0, 0));
}

#[test]
fn forgiving_brings_nobody_too_far_up_with_what_they_have_agreed_to_give() {
    let mut world = World::new();
    world.set_rules(SOCIETY, mutual_types::exchange::Rules { limit_minutes: LIMIT_MAX, ..rules() }).unwrap();
    world.settled(ANA, BEN, 100);
    world.agreed(BEN, CLEO, LIMIT_MAX);
    world.agreed(BEN, DAN, 90);
    let limit = LIMIT_MAX;
    let over = Error::OverLimit { member: index(BEN), balance: -100, committed: 810, minutes: 11, limit };
    assert_eq!(world.forgive(SOCIETY, BEN, 11), refused(over));
    world.forgive(SOCIETY, BEN, 10).unwrap();
}
