use mutual_types::federation::{event::BackingClosed, BackingTerms, RuleName};

use super::*;

#[test]
fn backing_binds_until_its_end_and_then_anyone_closes_it() {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    let early = Error::NotOver { ends_ms: world.now_ms + 100_000 };
    assert_eq!(world.send(CREEK, M::CloseBacking { backing }), refused(early));
    world.send(CREEK, M::Leave).unwrap();
    assert_eq!(world.send(CREEK, M::CloseBacking { backing }), refused(early), "others count on it");
    world.draw(HILL, &[(backing, 30)]).unwrap();

    world.wait(100_000);
    world.send(GUS, M::CloseBacking { backing }).unwrap();

    let Event::BackingClosed(BackingClosed { returned, .. }) = world.last_event() else { panic!() };
    assert_eq!((*returned, world.society(CREEK).credit), (70, 70));
    assert_eq!(world.send(GUS, M::CloseBacking { backing }), refused(Error::AlreadyClosed));
    world.send(GUS, M::PayCredit { society: number(CREEK) }).unwrap();
    assert_eq!(around(|around| around.transferred.clone()), [(CREEK, 70)]);
    assert_eq!(world.send(GUS, M::PayCredit { society: number(CREEK) }), refused(Error::NoCredit));
}

#[test]
fn backing_of_one_that_has_gone_is_closed_at_once() {
    let mut world = World::new();
    let terms = BackingTerms { backed: Some(number(HILL)), ..world.terms(40) };
    let backing = world.back(CREEK, 100, terms).unwrap();
    world.send(HILL, M::Leave).unwrap();
    world.send(GUS, M::CloseBacking { backing }).unwrap();
    assert_eq!(world.society(CREEK).credit, 100);
    let gone = BackingTerms { backed: Some(number(HILL)), ..world.terms(40) };
    assert_eq!(world.back(CREEK, 100, gone), refused(Error::NoSociety(number(HILL))));
}

#[test]
fn terms_that_cannot_be_are_refused() {
    let mut world = World::new();
    let good = world.terms(40);
    let now_ms = world.now_ms;
    let mut try_with = |value, terms| world.back(CREEK, value, terms).map(drop);
    assert_eq!(try_with(0, good), refused(Error::ZeroAmount));
    assert_eq!(try_with(39, good), refused(Error::LimitOutOfRange { limit: 40, max: 39 }));
    assert_eq!(try_with(39, BackingTerms { limit: 0, ..good }), refused(Error::LimitOutOfRange { limit: 0, max: 39 }));
    let itself = BackingTerms { backed: Some(number(CREEK)), ..good };
    assert_eq!(try_with(40, itself), refused(Error::OneSelf));
    for given_ms in [0, now_ms, now_ms + 200_001, u64::MAX] {
        let max_ms = now_ms + 200_000;
        let refusal = Error::DateOutOfRange { given_ms, max_ms };
        assert_eq!(try_with(40, BackingTerms { ends_ms: given_ms, ..good }), refused(refusal));
    }
    for value in [0, 999, u64::MAX] {
        let terms = BackingTerms { repay_ms: Some(value), ..good };
        let (rule, max) = (RuleName::Repay, 10 * mutual_types::YEAR_MS);
        assert_eq!(try_with(40, terms), refused(Error::RuleOutOfBounds { rule, value, min: 1_000, max }));
    }
    assert_eq!(try_with(40, BackingTerms { ends_ms: now_ms + 200_000, ..good }), Ok(()));
    assert_eq!(try_with(40, BackingTerms { ends_ms: now_ms + 1, repay_ms: None, ..good }), Ok(()));
}

#[test]
fn only_societies_that_take_part_back_others() {
    let mut world = World::new();
    let terms = world.terms(5);
    for account in [MILL, GUS] {
        assert_eq!(world.back(account, 5, terms), refused(Error::NotMember));
    }
}
