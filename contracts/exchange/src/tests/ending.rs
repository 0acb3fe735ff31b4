use mutual_types::exchange::{event::Event, DealId, DealStatus, Ending, Error, Field};
use mutual_types::Standing;

use super::*;

fn ended(world: &World) -> (DealId, Ending, Option<mutual_types::MemberIndex>) {
    let Event::DealEnded(ended) = world.last_event() else { panic!("{:?}", world.last_event()) };
    (ended.deal, ended.ending, ended.by)
}

#[test]
fn who_proposed_withdraws_and_who_was_asked_declines() {
    let mut world = World::new();
    for (by, ending) in [(ANA, Ending::Withdrawn), (BEN, Ending::Declined)] {
        let id = world.proposed(ANA, BEN, 60);
        assert_eq!(world.cancel(CLEO, id), refused(Error::NotParty));
        world.cancel(by, id).unwrap();
        assert_eq!(ended(&world), (id, ending, Some(index(by))));
        assert_eq!(world.account(ANA).deals, []);
        let status = DealStatus::Ended(ending);
        assert_eq!(world.cancel(by, id), refused(Error::WrongDeal { status }));
        assert_eq!(world.close_deal(id), refused(Error::NotOver { status }));
    }
}

#[test]
fn either_calls_off_what_is_agreed_and_the_minutes_are_free_again() {
    let mut world = World::new();
    for by in [ANA, BEN] {
        let id = world.agreed(ANA, BEN, 600);
        world.cancel(by, id).unwrap();
        assert_eq!(ended(&world), (id, Ending::Cancelled, Some(index(by))));
        assert_eq!((*world.account(ANA), *world.account(BEN)), Default::default());
    }
}

#[test]
fn who_is_suspended_or_gone_still_calls_off_what_is_theirs() {
    let mut world = World::new();
    let id = world.agreed(ANA, BEN, 60);
    world.stands(BEN, Some(Standing::Departed));
    world.cancel(BEN, id).unwrap();
}

#[test]
fn what_the_other_has_reported_is_not_called_off() {
    let mut world = World::new();
    let id = world.agreed(ANA, BEN, 60);
    world.report(ANA, id, 45).unwrap();
    assert_eq!(world.cancel(BEN, id), refused(Error::AlreadyReported { minutes: 45 }));
    world.cancel(ANA, id).unwrap();
}

#[test]
fn a_reason_is_short_and_goes_into_the_event() {
    let mut world = World::new();
    let id = world.proposed(ANA, BEN, 60);
    let with = |world: &mut World, len: usize| {
        world.take(ANA, |state, call| Ok(((), state.cancel(call, id, Some("x".repeat(len)))?)))
    };
    assert_eq!(with(&mut world, 257), refused(Error::TextTooLong { field: Field::Reason, len: 257, max: 256 }));
    with(&mut world, 256).unwrap();
    let Event::DealEnded(ended) = world.last_event() else { panic!() };
    assert_eq!(ended.reason, Some("x".repeat(256)));
}

#[test]
fn nobody_closes_what_is_not_over() {
    let mut world = World::new();
    assert_eq!(world.close_deal(DealId(0)), refused(Error::NoDeal(DealId(0))));
    let proposed = world.proposed(ANA, BEN, 1);
    let agreed = world.agreed(ANA, BEN, 1);
    let settled = world.settled(ANA, BEN, 1);
    for (id, status) in [(proposed, DealStatus::Proposed), (agreed, DealStatus::Agreed), (settled, DealStatus::Settled)]
    {
        assert_eq!(world.close_deal(id), refused(Error::NotOver { status }));
    }
    world.wait(5_000);
    assert_eq!(world.close_deal(settled), refused(Error::NotOver { status: DealStatus::Final }));
}

#[test]
fn what_nobody_answers_is_over_when_its_time_is() {
    let mut world = World::new();
    let id = world.proposed(ANA, BEN, 1);
    world.wait(9_999);
    assert_eq!(world.close_deal(id), refused(Error::NotOver { status: DealStatus::Proposed }));
    world.wait(1);
    assert_eq!(world.deal(id).status(world.now_ms), DealStatus::Unanswered);
    assert_eq!(world.cancel(ANA, id), refused(Error::WrongDeal { status: DealStatus::Unanswered }));
    world.close_deal(id).unwrap();
    assert_eq!(ended(&world), (id, Ending::Unanswered, None));
}

#[test]
fn what_nobody_reports_lapses_and_what_one_reports_can_be_contested_first() {
    let mut world = World::new();
    let silent = world.agreed(ANA, BEN, 1);
    let denied = world.agreed(ANA, BEN, 1);
    let claimed = world.agreed(ANA, BEN, 1);
    world.report(BEN, denied, 0).unwrap();
    world.report(ANA, claimed, 1).unwrap();

    world.wait(19_999);
    assert_eq!(world.close_deal(silent), refused(Error::NotOver { status: DealStatus::Agreed }));
    world.wait(1);
    world.close_deal(silent).unwrap();
    world.close_deal(denied).unwrap();
    assert_eq!(ended(&world), (denied, Ending::Lapsed, None));
    assert_eq!(world.close_deal(claimed), refused(Error::NotOver { status: DealStatus::Unconfirmed }));
    world.wait(4_999);
    assert_eq!(world.close_deal(claimed), refused(Error::NotOver { status: DealStatus::Unconfirmed }));
    world.wait(1);
    world.close_deal(claimed).unwrap();
    assert_eq!((*world.account(ANA), *world.account(BEN)), Default::default());
}
