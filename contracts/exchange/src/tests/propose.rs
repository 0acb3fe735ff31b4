use mutual_types::exchange::{
    event::Event, Category, Collection, DealId, DealStatus, DealTerms, DealWith, Ending, Error, Field, OfferId,
    OfferKind, Rules, Side,
};
use mutual_types::Standing;

use super::*;

#[test]
fn who_answers_an_offer_is_helped_and_who_answers_a_request_helps() {
    let mut world = World::new();
    for (kind, giver, proposer) in [(OfferKind::Offer, ANA, Side::Receiver), (OfferKind::Request, BEN, Side::Giver)] {
        let terms = world.offer_terms(kind, Category::Childcare);
        let offer = world.post(ANA, terms).unwrap();
        let terms = world.terms(90);
        let id = world.propose(BEN, DealWith::Offer(offer), terms.clone()).unwrap();

        let deal = world.deal(id);
        let receiver = if giver == ANA { BEN } else { ANA };
        assert_eq!((deal.giver, deal.receiver, deal.proposer), (index(giver), index(receiver), proposer));
        assert_eq!((deal.offer, deal.category, &deal.terms), (Some(offer), Category::Childcare, &terms));
        assert_eq!((deal.made_ms, deal.ends_ms), (world.now_ms, world.now_ms + 10_000));
        let Event::DealProposed(proposed) = world.last_event() else { panic!() };
        assert_eq!((proposed.deal, proposed.proposer, proposed.offer), (id, index(BEN), Some(offer)));
        assert_eq!((proposed.giver, proposed.receiver, proposed.minutes), (deal.giver, deal.receiver, 90));
        world.accept(ANA, id).unwrap();
    }
}

#[test]
fn members_agree_without_an_offer_too_either_way() {
    let mut world = World::new();
    let terms = world.terms(30);
    let gives = world.propose(ANA, giving_to(BEN), terms.clone()).unwrap();
    let gets = world.propose(ANA, helped_by(BEN), terms).unwrap();

    assert_eq!((world.deal(gives).giver, world.deal(gives).receiver), (index(ANA), index(BEN)));
    assert_eq!((world.deal(gets).giver, world.deal(gets).receiver), (index(BEN), index(ANA)));
    assert_eq!(world.deal(gets).category, Category::Repairs);
    assert_eq!(world.account(ANA).deals, [gives, gets], "only who proposes has it among their open ones");
    assert_eq!(world.account(BEN).deals, []);
}

#[test]
fn an_offer_that_is_over_closed_or_not_there_is_not_answered() {
    let mut world = World::new();
    let offer_terms = world.offer_terms(OfferKind::Offer, Category::Food);
    let closed = world.post(ANA, offer_terms.clone()).unwrap();
    let over = world.post(ANA, offer_terms.clone()).unwrap();
    world.close_offer(ANA, closed).unwrap();
    let answer = |world: &mut World, id| {
        let terms = world.terms(10);
        world.propose(BEN, DealWith::Offer(id), terms).map(drop)
    };

    assert_eq!(answer(&mut world, OfferId(7)), refused(Error::NoOffer(OfferId(7))));
    assert_eq!(answer(&mut world, closed), refused(Error::OfferOver));
    world.now_ms = offer_terms.ends_ms - 1;
    assert_eq!(answer(&mut world, over), Ok(()));
    world.now_ms = offer_terms.ends_ms;
    assert_eq!(answer(&mut world, over), refused(Error::OfferOver));
}

#[test]
fn nobody_earns_hours_by_helping_themselves() {
    let mut world = World::new();
    let terms = world.offer_terms(OfferKind::Request, Category::Food);
    let offer = world.post(ANA, terms).unwrap();
    let terms = world.terms(10);
    assert_eq!(world.propose(ANA, DealWith::Offer(offer), terms.clone()), refused(Error::OneSelf));
    assert_eq!(world.propose(ANA, giving_to(ANA), terms.clone()), refused(Error::OneSelf));
    assert_eq!(world.propose(ANA, helped_by(ANA), terms), refused(Error::OneSelf));
}

#[test]
fn a_proposal_says_how_long_and_when() {
    let mut world = World::new();
    let base = world.terms(10);
    let max_ms = world.now_ms + 50_000;
    let mut with = |change: &dyn Fn(&mut DealTerms)| {
        let mut terms = base.clone();
        change(&mut terms);
        world.propose(ANA, giving_to(BEN), terms).map(drop)
    };
    let too_long = Error::TextTooLong { field: Field::Title, len: 129, max: 128 };
    assert_eq!(with(&|terms| terms.title = "x".repeat(129)), refused(too_long));
    assert_eq!(with(&|terms| terms.minutes = 0), refused(Error::ZeroMinutes));
    let too_far = Error::DateOutOfRange { given_ms: max_ms + 1, max_ms };
    assert_eq!(with(&|terms| terms.due_ms = max_ms + 1), refused(too_far));
    assert_eq!(with(&|terms| terms.due_ms = max_ms), Ok(()));
    assert_eq!(with(&|terms| terms.due_ms = 0), Ok(()), "it may be past: help is often written down afterwards");
    assert_eq!(with(&|terms| terms.title = "x".repeat(128)), Ok(()));
}

#[test]
fn only_who_was_asked_accepts_and_in_time() {
    let mut world = World::new();
    let id = world.proposed(ANA, BEN, 60);
    let late = world.proposed(ANA, BEN, 60);

    assert_eq!(world.accept(BEN, DealId(9)), refused(Error::NoDeal(DealId(9))));
    assert_eq!(world.accept(ANA, id), refused(Error::NotParty), "who proposed");
    assert_eq!(world.accept(CLEO, id), refused(Error::NotParty), "somebody else");
    world.wait(9_999);
    world.accept(BEN, id).unwrap();
    assert_eq!(world.accept(BEN, id), refused(Error::WrongDeal { status: DealStatus::Agreed }));
    world.wait(1);
    assert_eq!(world.accept(BEN, late), refused(Error::WrongDeal { status: DealStatus::Unanswered }));

    let Event::DealAgreed(agreed) = world.last_event() else { panic!() };
    assert_eq!((agreed.deal, agreed.giver, agreed.receiver, agreed.minutes), (id, index(ANA), index(BEN), 60));
}

#[test]
fn both_have_their_time_to_report_from_the_day_of_the_help_or_from_agreeing() {
    let mut world = World::new();
    let ahead = DealTerms { due_ms: world.now_ms + 30_000, ..world.terms(10) };
    let past = DealTerms { due_ms: 0, ..world.terms(10) };
    for (terms, ends_ms) in [(ahead, world.now_ms + 50_000), (past, world.now_ms + 20_000)] {
        let id = world.propose(ANA, giving_to(BEN), terms).unwrap();
        world.accept(BEN, id).unwrap();
        assert_eq!(world.deal(id).ends_ms, ends_ms);
    }
}

#[test]
fn agreeing_sets_the_minutes_aside_on_both_accounts() {
    let mut world = World::new();
    let id = world.proposed(ANA, BEN, 60);
    assert_eq!((world.account(ANA).incoming, world.account(BEN).outgoing), (0, 0), "proposing commits nobody");
    world.accept(BEN, id).unwrap();
    assert_eq!((world.account(ANA).incoming, world.account(ANA).outgoing), (60, 0));
    assert_eq!((world.account(BEN).incoming, world.account(BEN).outgoing), (0, 60));
    assert_eq!((world.balance(ANA), world.balance(BEN)), (0, 0));
}

#[test]
fn no_agreement_brings_an_account_further_than_the_limit() {
    let mut world = World::new();
    world.settled(ANA, BEN, 500);
    world.agreed(ANA, BEN, 99);
    let over = |member, balance, committed, minutes| {
        refused(Error::OverLimit { member: index(member), balance, committed, minutes, limit: LIMIT })
    };

    let terms = |minutes| DealTerms { minutes, due_ms: 0, title: String::new() };
    assert_eq!(world.propose(ANA, giving_to(CLEO), terms(2)).map(drop), over(ANA, 500, 99, 2));
    assert_eq!(world.propose(BEN, helped_by(CLEO), terms(2)).map(drop), over(BEN, -500, 99, 2));
    let up = world.propose(ANA, giving_to(CLEO), terms(1)).unwrap();
    let down = world.propose(CLEO, giving_to(BEN), terms(1)).unwrap();
    world.accept(CLEO, up).unwrap();
    world.accept(BEN, down).unwrap();

    let up = world.propose(CLEO, helped_by(ANA), terms(1)).unwrap();
    let down = world.propose(CLEO, giving_to(BEN), terms(1)).unwrap();
    assert_eq!(world.accept(ANA, up), over(ANA, 500, 100, 1));
    assert_eq!(world.accept(BEN, down), over(BEN, -500, 100, 1));
    assert_eq!(world.state.counters.settled, 500);
}

#[test]
fn who_proposed_must_have_room_when_the_other_accepts() {
    let mut world = World::new();
    let first = world.proposed(ANA, BEN, 600);
    let second = world.proposed(ANA, CLEO, 1);
    world.accept(BEN, first).unwrap();

    let over = Error::OverLimit { member: index(ANA), balance: 0, committed: 600, minutes: 1, limit: LIMIT };
    assert_eq!(world.accept(CLEO, second), refused(over));
}

#[test]
fn the_limit_in_force_counts_when_it_is_accepted() {
    let mut world = World::new();
    let id = world.proposed(ANA, BEN, 60);
    world.set_rules(SOCIETY, Rules { limit_minutes: 59, ..rules() }).unwrap();
    let over = Error::OverLimit { member: index(BEN), balance: 0, committed: 0, minutes: 60, limit: 59 };
    assert_eq!(world.accept(BEN, id), refused(over));
}

#[test]
fn who_has_lapsed_or_left_with_a_debt_works_it_off_and_goes_no_further() {
    for standing in [Standing::Lapsed, Standing::Departed] {
        let mut world = World::new();
        world.settled(BEN, ANA, 100);
        world.stands(ANA, Some(standing));
        let refusal = Error::NotInGoodStanding { member: index(ANA), standing };
        let terms = world.terms(1);

        assert_eq!(world.propose(ANA, helped_by(BEN), terms.clone()), refused(refusal), "no more help");
        let asked = world.propose(CLEO, helped_by(ANA), world.terms(101)).unwrap();
        assert_eq!(world.accept(ANA, asked), refused(refusal), "nor more than they owe");
        let asked = world.propose(CLEO, helped_by(ANA), world.terms(60)).unwrap();
        world.accept(ANA, asked).unwrap();
        let beyond = world.terms(41);
        assert_eq!(world.propose(ANA, giving_to(CLEO), beyond), refused(refusal), "what is agreed counts");
        let rest = world.terms(40);
        let rest = world.propose(ANA, giving_to(CLEO), rest).unwrap();
        world.accept(CLEO, rest).unwrap();
        for (id, minutes) in [(asked, 60), (rest, 40)] {
            world.report(ANA, id, minutes).unwrap();
            world.report(CLEO, id, minutes).unwrap();
        }
        assert_eq!(world.balance(ANA), 0);
        assert_eq!(world.propose(ANA, giving_to(BEN), terms), refused(refusal), "level");
    }
}

#[test]
fn who_left_with_hours_has_them_used_and_no_more() {
    let mut world = World::new();
    world.settled(ANA, BEN, 100);
    world.stands(ANA, Some(Standing::Departed));
    let refusal = Error::NotInGoodStanding { member: index(ANA), standing: Standing::Departed };

    assert_eq!(world.propose(ANA, helped_by(CLEO), world.terms(101)), refused(refusal));
    let id = world.propose(ANA, helped_by(CLEO), world.terms(100)).unwrap();
    world.accept(CLEO, id).unwrap();
    assert_eq!(world.propose(ANA, helped_by(CLEO), world.terms(1)), refused(refusal));
    assert_eq!(world.propose(ANA, giving_to(CLEO), world.terms(1)), refused(refusal));
}

#[test]
fn who_is_suspended_agrees_on_nothing_new() {
    let mut world = World::new();
    world.settled(BEN, ANA, 100);
    let id = world.proposed(BEN, ANA, 10);
    world.stands(ANA, Some(Standing::Suspended));
    let refusal = Error::NotInGoodStanding { member: index(ANA), standing: Standing::Suspended };

    assert_eq!(world.propose(ANA, giving_to(BEN), world.terms(10)), refused(refusal));
    assert_eq!(world.accept(ANA, id), refused(refusal));
}

#[test]
fn how_the_one_who_proposed_stands_is_asked_when_the_other_accepts() {
    let mut world = World::new();
    let id = world.proposed(ANA, BEN, 10);
    world.stands(ANA, Some(Standing::Suspended));
    let refusal = Error::NotInGoodStanding { member: index(ANA), standing: Standing::Suspended };
    assert_eq!(world.accept(BEN, id), refused(refusal));
    world.stands(ANA, None);
    assert_eq!(world.accept(BEN, id), refused(Error::NoMember(index(ANA))));
    world.stands(ANA, Some(Standing::Grace));
    world.accept(BEN, id).unwrap();
}

#[test]
fn a_member_has_only_so_many_open_deals_of_their_own_making() {
    let mut world = World::new();
    for _ in 0..4 {
        world.proposed(ANA, BEN, 1);
    }
    let full = Error::TooMany { what: Collection::OpenDeals, count: 5, max: 4 };
    assert_eq!(world.propose(ANA, giving_to(CLEO), world.terms(1)), refused(full));
    // Nobody fills another's list by proposing to them.
    let id = world.proposed(BEN, ANA, 1);
    assert_eq!(world.accept(ANA, id), refused(full));
    assert_eq!(world.account(BEN).deals, [id]);
    world.cancel(ANA, DealId(0)).unwrap();
    world.accept(ANA, id).unwrap();
}

#[test]
fn what_is_over_makes_place_for_what_is_new() {
    let mut world = World::new();
    let unanswered = world.proposed(ANA, BEN, 1);
    let lapsed = world.agreed(ANA, BEN, 600);
    let undecided = world.agreed(CLEO, ANA, 7);
    world.report(CLEO, undecided, 7).unwrap();
    world.contest(ANA, undecided).unwrap();
    world.wait(30_000);
    let open = world.proposed(DAN, ANA, 5);

    world.accept(ANA, open).unwrap();

    assert_eq!(world.last_names(4), ["DealEnded", "DealEnded", "DealEnded", "DealAgreed"]);
    assert_eq!(world.account(ANA).deals, [open]);
    assert_eq!((world.account(ANA).incoming, world.account(ANA).outgoing), (0, 5));
    for (id, ending) in [(unanswered, Ending::Unanswered), (lapsed, Ending::Lapsed), (undecided, Ending::Lapsed)] {
        assert_eq!(world.deal(id).status(world.now_ms), DealStatus::Ended(ending));
    }
}

#[test]
fn a_change_of_rules_touches_no_deal_that_is_proposed() {
    let mut world = World::new();
    let id = world.proposed(ANA, BEN, 10);
    let short = Rules { answer_ms: 1_000, report_ms: 1_000, dispute_ms: 1_000, ruling_ms: 1_000, ..rules() };
    world.set_rules(SOCIETY, short).unwrap();

    world.wait(9_999);
    world.accept(BEN, id).unwrap();
    world.wait(19_999);
    world.report(ANA, id, 10).unwrap();
    world.report(BEN, id, 10).unwrap();
    world.wait(4_999);
    world.contest(BEN, id).unwrap();
    world.wait(29_999);
    assert_eq!(world.deal(id).status(world.now_ms), DealStatus::Contested);
}
