use mutual_types::exchange::{event::Event, DealId, DealStatus, Ending, Error};
use mutual_types::Standing;

use super::*;

#[test]
fn the_hours_move_when_both_say_the_same_whoever_says_it_first() {
    for (first, second) in [(ANA, BEN), (BEN, ANA)] {
        let mut world = World::new();
        let id = world.agreed(ANA, BEN, 90);
        world.report(first, id, 60).unwrap();
        assert_eq!((world.balance(ANA), world.balance(BEN)), (0, 0));
        world.report(second, id, 60).unwrap();

        assert_eq!((world.balance(ANA), world.balance(BEN)), (60, -60));
        assert_eq!((world.account(ANA).incoming, world.account(BEN).outgoing), (0, 0), "nothing is set aside any more");
        assert_eq!((world.deal(id).settled_minutes, world.state.counters.settled), (60, 60));
        assert_eq!(world.last_names(2), ["DealReported", "DealSettled"]);
        let Event::DealSettled(settled) = world.last_event() else { panic!() };
        assert_eq!((settled.deal, settled.giver, settled.receiver), (id, index(ANA), index(BEN)));
        assert_eq!((settled.minutes, settled.giver_balance, settled.receiver_balance), (60, 60, -60));
        assert_eq!(settled.ends_ms, world.now_ms + 5_000);
    }
}

#[test]
fn each_side_can_correct_itself_until_the_other_says_the_same() {
    let mut world = World::new();
    let id = world.agreed(ANA, BEN, 90);
    world.report(ANA, id, 90).unwrap();
    world.report(BEN, id, 60).unwrap();
    world.report(ANA, id, 80).unwrap();
    assert_eq!(world.deal(id).status(world.now_ms), DealStatus::Agreed);
    world.report(BEN, id, 80).unwrap();
    assert_eq!((world.balance(ANA), world.balance(BEN)), (80, -80));
}

#[test]
fn no_more_is_reported_than_was_agreed() {
    let mut world = World::new();
    let id = world.agreed(ANA, BEN, 90);
    assert_eq!(world.report(ANA, id, 91), refused(Error::MoreThanAgreed { agreed: 90, given: 91 }));
    world.report(ANA, id, 90).unwrap();
}

#[test]
fn when_both_say_that_nothing_happened_it_is_off() {
    let mut world = World::new();
    let id = world.agreed(ANA, BEN, 90);
    world.report(ANA, id, 0).unwrap();
    world.report(BEN, id, 0).unwrap();
    assert_eq!(world.deal(id).status(world.now_ms), DealStatus::Ended(Ending::Cancelled));
    assert_eq!((*world.account(ANA), *world.account(BEN)), Default::default());
    let Event::DealEnded(ended) = world.last_event() else { panic!() };
    assert_eq!((ended.deal, ended.by), (id, None));
}

#[test]
fn only_its_parties_report_a_deal_that_is_agreed() {
    let mut world = World::new();
    let id = world.proposed(ANA, BEN, 90);
    assert_eq!(world.report(ANA, DealId(4), 1), refused(Error::NoDeal(DealId(4))));
    assert_eq!(world.report(CLEO, id, 1), refused(Error::NotParty));
    assert_eq!(world.report(ANA, id, 1), refused(Error::WrongDeal { status: DealStatus::Proposed }));
    world.accept(BEN, id).unwrap();
    for by in [ANA, BEN] {
        world.report(by, id, 90).unwrap();
    }
    assert_eq!(world.report(ANA, id, 90), refused(Error::WrongDeal { status: DealStatus::Settled }));
}

#[test]
fn who_reports_last_in_time_leaves_the_other_time_to_answer_once() {
    let mut world = World::new();
    let id = world.agreed(ANA, BEN, 90);
    world.wait(19_999);
    world.report(ANA, id, 90).unwrap();
    assert_eq!(world.deal(id).ends_ms, world.now_ms + 20_000);
    world.wait(19_999);
    world.report(ANA, id, 89).unwrap();
    world.report(BEN, id, 88).unwrap();
    world.wait(1);
    let status = DealStatus::Unconfirmed;
    assert_eq!(world.report(BEN, id, 89), refused(Error::WrongDeal { status }), "the time is not prolonged again");
}

#[test]
fn an_early_report_shortens_nobodys_time() {
    let mut world = World::new();
    let terms = mutual_types::exchange::DealTerms { due_ms: world.now_ms + 50_000, ..world.terms(90) };
    let id = world.propose(ANA, giving_to(BEN), terms).unwrap();
    world.accept(BEN, id).unwrap();
    let ends_ms = world.deal(id).ends_ms;
    world.report(ANA, id, 90).unwrap();
    assert_eq!(world.deal(id).ends_ms, ends_ms);
}

#[test]
fn what_was_agreed_is_reported_and_settled_however_the_two_stand_by_then() {
    let mut world = World::new();
    let id = world.agreed(ANA, BEN, 90);
    world.stands(ANA, Some(Standing::Departed));
    world.stands(BEN, Some(Standing::Suspended));
    world.report(ANA, id, 90).unwrap();
    world.report(BEN, id, 90).unwrap();
    assert_eq!((world.balance(ANA), world.balance(BEN)), (90, -90));
}

#[test]
fn settling_at_the_limit_never_fails() {
    let mut world = World::new();
    for (giver, receiver) in [(ANA, BEN), (BEN, ANA), (BEN, ANA), (ANA, BEN)] {
        world.settled(giver, receiver, LIMIT);
    }
    assert_eq!((world.balance(ANA), world.balance(BEN)), (0, 0));
    assert_eq!(world.state.counters.settled, 4 * i64::from(LIMIT));
}
