use mutual_types::federation::{BackingTerms, Collection};

use super::*;

#[test]
fn a_draw_is_collected_into_the_relief_pot_by_anyone() {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    let draw = world.draw(HILL, &[(backing, 60)]).unwrap();
    assert_eq!(world.status(draw), DrawStatus::Promised);
    assert_eq!((world.backing(backing).left, world.backing(backing).promised), (40, 60));

    world.collect(draw).unwrap();

    assert_eq!(around(|around| around.contributed.clone()), [(HILL, RELIEF, 60)]);
    assert_eq!(world.status(draw), DrawStatus::Owed);
    assert_eq!(world.backing(backing).out, 60);
    let again = Error::WrongDraw { status: DrawStatus::Owed };
    assert_eq!(world.collect(draw), refused(again), "once");
}

#[test]
fn one_message_draws_on_several_backings_or_on_none() {
    let mut world = World::new();
    let (creek, harbour) = (world.backed(CREEK, 100), world.backed(HARBOUR, 50));
    let short = Error::NotEnough { left: 50, asked: 51 };
    assert_eq!(world.draw(HILL, &[(creek, 100), (harbour, 51)]), refused(short));
    assert_eq!(world.backing(creek).left, 100, "nothing has happened");

    let first = world.draw(HILL, &[(creek, 100), (harbour, 50)]).unwrap();
    assert_eq!(world.society(HILL).draws, [first, DrawId(first.0 + 1)]);
}

#[test]
fn no_society_has_more_of_a_backing_than_its_limit_in_however_many_draws() {
    let mut world = World::new();
    let terms = world.terms(40);
    let backing = world.back(CREEK, 100, terms).unwrap();
    let over = |used, asked| Error::OverLimit { limit: 40, used, asked };
    assert_eq!(world.draw(HILL, &[(backing, 41)]), refused(over(0, 41)));
    assert_eq!(world.draw(HILL, &[(backing, 20), (backing, 21)]), refused(over(20, 21)));
    let draw = world.owing(HILL, backing, 30);
    assert_eq!(world.draw(HILL, &[(backing, 11)]), refused(over(30, 11)));

    // What is paid back can be drawn again, what is forgiven was had.
    world.repay(draw, 10).unwrap();
    world.send(CREEK, M::Forgive { draw, amount: 20 }).unwrap();
    assert_eq!(world.status(draw), DrawStatus::Level);
    assert_eq!(world.draw(HILL, &[(backing, 21)]), refused(over(20, 21)));
    world.draw(HILL, &[(backing, 20)]).unwrap();
    world.draw(HARBOUR, &[(backing, 40)]).unwrap();
}

#[test]
fn a_backing_is_drawn_on_by_whom_it_is_for() {
    let mut world = World::new();
    let terms = BackingTerms { backed: Some(number(HARBOUR)), ..world.terms(40) };
    let backing = world.back(CREEK, 40, terms).unwrap();
    assert_eq!(world.draw(HILL, &[(backing, 1)]), refused(Error::NotForYou(backing)));
    assert_eq!(world.draw(CREEK, &[(backing, 1)]), refused(Error::OneSelf));
    assert_eq!(world.draw(MILL, &[(backing, 1)]), refused(Error::NotMember));
    assert_eq!(world.draw(HARBOUR, &[(backing, 0)]), refused(Error::ZeroAmount));
    assert_eq!(world.draw(HARBOUR, &[(BackingId(1), 1)]), refused(Error::NoBacking(BackingId(1))));
    assert_eq!(world.draw(HARBOUR, &[]), refused(Error::NoParts));
    let parts = Error::TooMany { what: Collection::Parts, count: 9, max: 8 };
    assert_eq!(world.draw(HARBOUR, &[(backing, 1); 9]), refused(parts));
    world.draw(HARBOUR, &[(backing, 40)]).unwrap();
}

#[test]
fn a_backing_that_is_over_is_drawn_on_no_more_but_what_was_drawn_is_collected() {
    let mut world = World::new();
    let terms = BackingTerms { ends_ms: world.now_ms + 5_000, ..world.terms(100) };
    let backing = world.back(CREEK, 100, terms).unwrap();
    world.wait(4_999);
    let draw = world.draw(HILL, &[(backing, 60)]).unwrap();
    world.wait(1);
    let over = Error::BackingOver { ended_ms: terms.ends_ms };
    assert_eq!(world.draw(HARBOUR, &[(backing, 1)]), refused(over));
    world.send(GUS, M::CloseBacking { backing }).unwrap();

    world.collect(draw).unwrap();
    world.repay(draw, 25).unwrap();

    assert_eq!(world.society(CREEK).credit, 40 + 25, "what comes back now is the backer's");
}

#[test]
fn a_draw_that_nobody_collects_goes_back() {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    let draw = world.draw(HILL, &[(backing, 60)]).unwrap();
    let early = Error::WrongDraw { status: DrawStatus::Promised };
    assert_eq!(world.send(GUS, M::Lapse { draw }), refused(early));
    world.wait(10_000);
    let late = Error::WrongDraw { status: DrawStatus::Expired };
    assert_eq!(world.collect(draw), refused(late));
    world.send(GUS, M::Lapse { draw }).unwrap();
    assert_eq!((world.backing(backing).left, world.society(HILL).draws.len()), (100, 0));
    assert_eq!(world.state.used(backing, number(HILL)), 0);
}

#[test]
fn a_newcomer_waits_before_it_draws() {
    let mut world = World::with_rules(|rules| rules.waiting_ms = 5_000);
    let backing = world.backed(CREEK, 100);
    let early = Error::TooEarly { from_ms: world.now_ms + 5_000 };
    world.wait(4_999);
    assert_eq!(world.draw(HILL, &[(backing, 1)]), refused(early));
    world.wait(1);
    world.draw(HILL, &[(backing, 1)]).unwrap();
}

#[test]
fn who_is_late_draws_nothing_more() {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    let draw = world.owing(HILL, backing, 60);
    world.wait(49_999);
    assert_eq!(world.status(draw), DrawStatus::Owed);
    world.wait(1);
    assert_eq!(world.draw(HILL, &[(backing, 1)]), refused(Error::InArrears(draw)));
    world.repay(draw, 60).unwrap();
    world.draw(HILL, &[(backing, 1)]).unwrap();
}

#[test]
fn a_society_has_so_many_draws_open_and_gifts_are_not_open() {
    let mut world = World::new();
    let gift = BackingTerms { repay_ms: None, ..world.terms(100) };
    let backing = world.back(CREEK, 100, gift).unwrap();
    for _ in 0..3 {
        let draw = world.owing(HILL, backing, 1);
        assert_eq!(world.status(draw), DrawStatus::Given);
        let given = Error::WrongDraw { status: DrawStatus::Given };
        assert_eq!(world.repay(draw, 1), refused(given));
    }
    let full = Error::TooMany { what: Collection::Draws, count: 5, max: 4 };
    assert_eq!(world.draw(HILL, &[(backing, 1); 5]), refused(full));
    world.draw(HILL, &[(backing, 1); 4]).unwrap();
    assert_eq!(world.draw(HILL, &[(backing, 1)]), refused(full));
}
