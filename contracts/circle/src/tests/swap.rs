use super::*;

#[test]
fn two_change_places_if_both_say_so() {
    let mut world = World::running(4);
    world.offer_swap(3, 0).unwrap();
    assert_eq!(world.accept_swap(1, 3), Err(Error::NoOffer));
    assert_eq!(world.accept_swap(3, 0), Err(Error::NoOffer), "who offers does not accept for the other");
    world.accept_swap(0, 3).unwrap();
    assert_eq!(world.queue(), [3, 1, 2, 0]);
    assert_eq!(world.accept_swap(0, 3), Err(Error::NoOffer), "an offer is used once");
    world.each_pays(&[0, 1, 2, 3]);
    assert_eq!(world.receivers(), [Some(3)]);
    let swapped = world.events.iter().find_map(|event| match event {
        Event::TurnsSwapped(swapped) => Some((swapped.first, swapped.second)),
        _ => None,
    });
    assert_eq!(swapped, Some((MemberNumber(3), MemberNumber(0))));
}

#[test]
fn only_those_whose_turn_is_to_come_change_places() {
    let mut world = World::made(terms(3));
    assert_eq!(world.offer_swap(0, 1), Err(Error::WrongStatus(CircleStatus::Gathering)));
    assert_eq!(world.accept_swap(0, 1), Err(Error::WrongStatus(CircleStatus::Gathering)));
    world.all_join();
    world.now_ms = STARTS_MS;
    world.each_pays(&[0, 1, 2]);
    assert_eq!(world.offer_swap(0, 1), Err(Error::NotInQueue(MemberNumber(0))));
    assert_eq!(world.offer_swap(1, 0), Err(Error::NotInQueue(MemberNumber(0))));
    assert_eq!(world.offer_swap(1, 1), Err(Error::SwapWithOneself));
    assert_eq!(world.offer_swap(1, 3), Err(Error::NoMember(MemberNumber(3))));
    assert_eq!(world.accept_swap(1, 3), Err(Error::NoMember(MemberNumber(3))));
    let by_gus =
        world.send(GUS, 0, |circle, call, events| crate::swap::offer_swap(circle, call, MemberNumber(1), events));
    assert_eq!(by_gus, Err(Error::NotMember));
    let by_gus =
        world.send(GUS, 0, |circle, call, events| crate::swap::accept_swap(circle, call, MemberNumber(1), events));
    assert_eq!(by_gus, Err(Error::NotMember));
    world.leave(2).unwrap();
    assert_eq!(world.offer_swap(1, 2), Err(Error::NotInQueue(MemberNumber(2))));
}

#[test]
fn offers_end_when_a_place_is_not_what_it_was() {
    let mut world = World::running(4);
    world.offer_swap(3, 1).unwrap();
    world.offer_swap(2, 1).unwrap();
    world.accept_swap(1, 2).unwrap();
    assert_eq!(world.queue(), [0, 2, 1, 3]);
    assert_eq!(world.accept_swap(1, 3), Err(Error::NoOffer), "3 had offered for the second place, which is gone");
    world.offer_swap(3, 0).unwrap();
    world.offer_swap(0, 1).unwrap();
    world.each_pays(&[0, 1, 2, 3]);
    assert_eq!(world.accept_swap(0, 3), Err(Error::NoOffer), "0 has received");
    assert_eq!(world.accept_swap(1, 0), Err(Error::NoOffer), "and what they offered is void");
    world.offer_swap(3, 2).unwrap();
    world.offer_swap(2, 3).unwrap();
    world.leave(2).unwrap();
    assert_eq!(world.accept_swap(2, 3), Err(Error::NoOffer));
    assert_eq!(world.accept_swap(3, 2), Err(Error::NoOffer));
}

#[test]
fn a_later_offer_replaces_an_earlier_one() {
    let mut world = World::running(3);
    world.offer_swap(0, 1).unwrap();
    world.offer_swap(0, 2).unwrap();
    assert_eq!(world.accept_swap(1, 0), Err(Error::NoOffer));
    world.accept_swap(2, 0).unwrap();
    assert_eq!(world.queue(), [2, 1, 0]);
}

#[test]
fn a_place_changed_while_behind_is_served_only_when_level() {
    let mut world = World::running(3);
    world.each_pays(&[0, 1]);
    world.end_round();
    world.offer_swap(1, 2).unwrap();
    world.accept_swap(2, 1).unwrap();
    assert_eq!(world.queue(), [2, 1]);
    world.each_pays(&[0, 1]);
    world.end_round();
    assert_eq!(world.receivers(), [Some(0), Some(1)]);
}
