use mutual_types::exchange::{event::Event, Category, Collection, Error, Field, OfferId, OfferKind, OfferTerms};
use mutual_types::Standing;

use super::*;

fn food(world: &World) -> OfferTerms {
    world.offer_terms(OfferKind::Offer, Category::Food)
}

#[test]
fn an_offer_is_found_by_its_kind_and_category() {
    let mut world = World::new();
    let terms = food(&world);
    let id = world.post(ANA, terms.clone()).unwrap();

    let offer = world.offer(id);
    assert_eq!((offer.member, &offer.terms, offer.made_ms), (index(ANA), &terms, world.now_ms));
    assert_eq!(world.state.listing(3, 0, 50), [id], "offers of food");
    assert_eq!(world.state.listing(10, 0, 50), [], "requests for food");
    assert_eq!(world.account(ANA).offers, [id]);
    let Event::OfferPosted(posted) = world.last_event() else { panic!() };
    let stated = (posted.offer, posted.member, posted.kind, posted.category, posted.minutes, posted.ends_ms);
    assert_eq!(stated, (id, index(ANA), OfferKind::Offer, Category::Food, 60, terms.ends_ms));
}

#[test]
fn each_kind_and_category_has_a_list_of_its_own() {
    use Category::*;
    let mut world = World::with_rules(|rules| rules.offers_max = 16);
    let mut number = 0;
    for kind in [OfferKind::Offer, OfferKind::Request] {
        for category in [Childcare, Translation, Transport, Food, Repairs, EmotionalSupport, Other] {
            let terms = world.offer_terms(kind, category);
            let id = world.post(ANA, terms).unwrap();
            assert_eq!(world.state.listing(number, 0, 50), [id]);
            number += 1;
        }
    }
}

#[test]
fn who_is_behind_suspended_or_gone_puts_nothing_up() {
    let mut world = World::new();
    let member = index(ANA);
    for standing in [Standing::Lapsed, Standing::Suspended, Standing::Departed] {
        world.stands(ANA, Some(standing));
        let terms = OfferTerms { title: String::new(), ..food(&world) };
        assert_eq!(world.post(ANA, terms), refused(Error::NotInGoodStanding { member, standing }));
    }
    world.stands(ANA, Some(Standing::Grace));
    let terms = food(&world);
    assert_eq!(world.post(ANA, terms), Ok(OfferId(0)));
}

#[test]
fn an_offer_says_something_short() {
    let mut world = World::new();
    let mut with = |change: &dyn Fn(&mut OfferTerms)| {
        let mut terms = food(&world);
        change(&mut terms);
        world.post(ANA, terms).map(drop)
    };
    let too_long = |field, len, max| refused(Error::TextTooLong { field, len, max });
    assert_eq!(with(&|terms| terms.title = "x".repeat(129)), too_long(Field::Title, 129, 128));
    assert_eq!(with(&|terms| terms.place = "x".repeat(65)), too_long(Field::Place, 65, 64));
    assert_eq!(with(&|terms| terms.title = String::new()), refused(Error::TitleMissing));
    assert_eq!(with(&|terms| terms.minutes = 0), refused(Error::ZeroMinutes));
    assert_eq!(with(&|terms| (terms.title, terms.place) = ("x".repeat(128), "x".repeat(64))), Ok(()));
    assert_eq!(with(&|terms| terms.place = String::new()), Ok(()));
}

#[test]
fn an_offer_ends_later_than_now_and_within_the_rules() {
    let mut world = World::new();
    let (now_ms, max_ms) = (world.now_ms, world.now_ms + 100_000);
    let mut until = |ends_ms| {
        let terms = OfferTerms { ends_ms, ..food(&world) };
        world.post(ANA, terms).map(drop)
    };
    assert_eq!(until(now_ms), refused(Error::DateOutOfRange { given_ms: now_ms, max_ms }));
    assert_eq!(until(max_ms + 1), refused(Error::DateOutOfRange { given_ms: max_ms + 1, max_ms }));
    assert_eq!((until(now_ms + 1), until(max_ms)), (Ok(()), Ok(())));
}

#[test]
fn a_member_has_only_so_many_open_and_those_that_are_over_do_not_count() {
    let mut world = World::new();
    for n in 0..3 {
        let terms = OfferTerms { ends_ms: world.now_ms + 10_000 + n, ..food(&world) };
        world.post(ANA, terms).unwrap();
    }
    let full = Error::TooMany { what: Collection::OpenOffers, count: 4, max: 3 };
    world.now_ms += 9_999;
    let terms = food(&world);
    assert_eq!(world.post(ANA, terms.clone()), refused(full));
    assert_eq!(world.post(BEN, terms.clone()), Ok(OfferId(3)), "others have their own");

    world.now_ms += 2;
    assert_eq!(world.post(ANA, terms), Ok(OfferId(4)));

    assert_eq!(world.last_names(3), ["OfferClosed", "OfferClosed", "OfferPosted"]);
    assert_eq!(world.account(ANA).offers, [OfferId(2), OfferId(4)]);
    assert_eq!(world.state.listed(3), 3);
}

#[test]
fn its_member_closes_an_offer_at_any_time_and_anyone_once_it_is_over() {
    let mut world = World::new();
    let terms = food(&world);
    let ids: Vec<_> = (0..3).map(|_| world.post(ANA, terms.clone()).unwrap()).collect();

    assert_eq!(world.close_offer(BEN, ids[0]), refused(Error::NotYours));
    world.stands(ANA, Some(Standing::Suspended));
    world.close_offer(ANA, ids[0]).unwrap();
    let Event::OfferClosed(closed) = world.last_event() else { panic!() };
    assert_eq!((closed.offer, closed.by), (ids[0], Some(index(ANA))));
    assert_eq!(world.close_offer(ANA, ids[0]), refused(Error::OfferOver));

    world.now_ms = terms.ends_ms - 1;
    assert_eq!(world.close_offer(GUS, ids[1]), refused(Error::NotMember));
    world.now_ms = terms.ends_ms;
    world.close_offer(GUS, ids[1]).unwrap();
    let Event::OfferClosed(closed) = world.last_event() else { panic!() };
    assert_eq!((closed.offer, closed.by), (ids[1], None));
    assert_eq!(world.account(ANA).offers, [ids[2]]);
}

#[test]
fn the_society_takes_an_offer_down_by_its_own_proposal() {
    let mut world = World::new();
    let terms = food(&world);
    let id = world.post(ANA, terms).unwrap();

    let asked = times_asked(|| world.close_offer(SOCIETY, id).unwrap());

    assert_eq!(asked, 0);
    let Event::OfferClosed(closed) = world.last_event() else { panic!() };
    assert_eq!((closed.offer, closed.by), (id, None));
}

#[test]
fn there_is_no_offer_that_nobody_posted() {
    let mut world = World::new();
    assert_eq!(world.close_offer(ANA, OfferId(0)), refused(Error::NoOffer(OfferId(0))));
}
