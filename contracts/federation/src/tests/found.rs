use mutual_types::federation::{Collection, Matter, Presence};

use super::*;

fn founded() -> World {
    World::founded(founding(), outside(), FOUNDED_MS).unwrap()
}

#[test]
fn the_founders_are_invited_and_bound_by_nothing_until_they_join() {
    let mut world = founded();
    assert_eq!(world.society(CREEK).presence, Presence::Invited);
    assert_eq!(world.state.counters.present, 0);
    assert_eq!(world.back(CREEK, 5, world.terms(5)), refused(Error::NotMember));

    world.send(CREEK, M::Join).unwrap();

    assert_eq!(world.society(CREEK).presence, Presence::Present);
    assert_eq!(world.send(CREEK, M::Join), refused(Error::NotInvited));
    assert_eq!(world.send(MILL, M::Join), refused(Error::NotInvited));
    assert_eq!(world.send(GUS, M::Join), refused(Error::NotInvited));
}

#[test]
fn nobody_decides_anything_before_all_founders_had_their_time() {
    let mut world = founded();
    world.send(CREEK, M::Join).unwrap();
    let until_ms = FOUNDED_MS + 60_000;
    let still = Error::StillFounding { until_ms };
    assert_eq!(world.move_motion(CREEK, Matter::Expel(number(HARBOUR))), refused(still));
    assert_eq!(world.apply(MILL), refused(still));

    world.now_ms = until_ms - 1;
    world.send(HARBOUR, M::Join).unwrap();
    assert_eq!(world.apply(MILL), refused(still));
    world.now_ms = until_ms;

    assert_eq!(world.send(HILL, M::Join), refused(Error::FoundingOver { ended_ms: until_ms }));
    world.apply(MILL).unwrap();
}

#[test]
fn founding_is_over_as_soon_as_all_have_joined() {
    let mut world = World::new();
    assert_eq!(world.now_ms, FOUNDED_MS);
    world.apply(MILL).unwrap();
}

#[test]
fn a_founder_that_was_upgraded_before_joining_is_not_the_one_that_was_invited() {
    let mut world = founded();
    change(CREEK, |place| place.code = [66; 32]);
    assert_eq!(world.send(CREEK, M::Join), refused(Error::CodeChanged { found: [66; 32] }));
    change(CREEK, |place| place.code = CREEK.0);
    world.send(CREEK, M::Join).unwrap();
}

#[test]
fn a_society_is_admitted_by_the_others_with_the_code_that_it_applied_with() {
    let mut world = World::new();
    let motion = world.apply(MILL).unwrap();
    assert_eq!((world.motion(motion).eligible, world.motion(motion).needed), (3, 2));
    world.vote(CREEK, motion, true).unwrap();
    change(MILL, |place| place.code = [66; 32]);

    // Whoever showed one code to be admitted and then has another is not admitted; the vote can be cast when it is right.
    assert_eq!(world.vote(HILL, motion, true), refused(Error::CodeChanged { found: [66; 32] }));
    change(MILL, |place| place.code = MILL.0);
    world.vote(HILL, motion, true).unwrap();

    assert_eq!(world.society(MILL).presence, Presence::Present);
    assert_eq!(world.apply(MILL), refused(Error::AlreadyMember));
    assert_eq!(world.vote(MILL, motion, true), refused(Error::NotEligible));
}

#[test]
fn a_person_cannot_apply() {
    assert_eq!(World::new().apply(GUS), refused(Error::NotASociety(GUS)));
}

#[test]
fn two_applications_of_one_society_admit_it_once() {
    let mut world = World::new();
    let motions = [world.apply(MILL).unwrap(), world.apply(MILL).unwrap()];
    for motion in motions {
        world.vote(CREEK, motion, true).unwrap();
    }
    world.vote(HILL, motions[0], true).unwrap();
    assert_eq!(world.vote(HILL, motions[1], true), refused(Error::AlreadyMember));
    assert_eq!(world.state.counters.present, 4);
}

#[test]
fn who_left_and_is_admitted_again_has_its_number_its_credit_and_its_debt() {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    let own = world.backed(HARBOUR, 30);
    let draw = world.owing(HARBOUR, backing, 40);
    world.send(HARBOUR, M::Leave).unwrap();
    world.wait(100_000);
    world.send(GUS, M::CloseBacking { backing: own }).unwrap();
    assert_eq!(world.society(HARBOUR).credit, 30);

    let motion = world.apply(HARBOUR).unwrap();
    world.vote(CREEK, motion, true).unwrap();
    world.vote(HILL, motion, true).unwrap();

    let society = world.society(HARBOUR);
    assert_eq!((society.credit, society.draws.clone(), society.joined_ms), (30, vec![draw], world.now_ms));
    assert_eq!(world.state.counters.societies, 3);
}

#[test]
fn a_federation_has_room_for_thirty_two() {
    let account = |n: u8| AccountId([n; 32]);
    let mut around = outside();
    around.places.extend((1..=40).map(|n| (account(n), mutual_model::federation::play::good_place(account(n)))));
    let mut founding = founding();
    founding.founders = (1..=16).map(account).collect();
    let mut world = World::founded(founding, around, FOUNDED_MS).unwrap();
    for n in 1..=16 {
        world.send(account(n), M::Join).unwrap();
    }
    let admit = |world: &mut World, n: u8| {
        let motion = world.apply(account(n)).unwrap();
        let needed = u8::try_from(world.motion(motion).needed).unwrap();
        (1..needed).for_each(|voter| world.vote(account(voter), motion, true).unwrap());
        (motion, world.vote(account(needed), motion, true))
    };
    for n in 17..=31 {
        assert_eq!(admit(&mut world, n).1, Ok(()));
    }
    let waiting = world.apply(account(33)).unwrap();
    let needed = u8::try_from(world.motion(waiting).needed).unwrap();
    (1..=needed).for_each(|voter| world.vote(account(voter), waiting, true).unwrap());
    assert!(world.motion(waiting).passed);
    let full = Error::TooMany { what: Collection::Societies, count: 33, max: 32 };
    assert_eq!(world.state.counters.present, 32);
    assert_eq!(world.apply(account(34)), refused(full));

    // What was moved while there was room waits for it.
    world.send(account(31), M::Leave).unwrap();
    let motions = [world.apply(account(34)).unwrap(), world.apply(account(35)).unwrap()];
    let needed = u8::try_from(world.motion(motions[0]).needed).unwrap();
    for motion in motions {
        (1..needed).for_each(|voter| world.vote(account(voter), motion, true).unwrap());
    }
    world.vote(account(needed), motions[0], true).unwrap();
    assert_eq!(world.vote(account(needed), motions[1], true), refused(full));
}
