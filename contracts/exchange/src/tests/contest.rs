use mutual_types::exchange::{event::Event, Applied, Contest, DealId, DealStatus, Ending, Error, Rules};
use mutual_types::{DisputeId, DisputeSubject, Ruling, Standing};

use super::*;

/// ANA says 90 minutes, BEN says 40, and it is contested.
fn contested() -> (World, DealId) {
    let mut world = World::new();
    let id = world.agreed(ANA, BEN, 90);
    world.report(ANA, id, 90).unwrap();
    world.report(BEN, id, 40).unwrap();
    world.contest(BEN, id).unwrap();
    (world, id)
}

fn status(world: &World, id: DealId) -> DealStatus {
    world.deal(id).status(world.now_ms)
}

#[test]
fn a_party_contests_a_deal_once_and_it_gets_a_case() {
    let mut world = World::new();
    let other = world.settled(CLEO, DAN, 5);
    assert_eq!(world.contest(CLEO, other), Ok(0));
    let id = world.agreed(ANA, BEN, 90);
    world.report(ANA, id, 90).unwrap();

    assert_eq!(world.contest(CLEO, id), refused(Error::NotParty));
    world.stands(BEN, Some(Standing::Suspended));
    assert_eq!(world.contest(BEN, id), Ok(1));

    assert_eq!(world.deal(id).contest, Some(Contest { case: 1, since_ms: world.now_ms }));
    let Event::DealContested(event) = world.last_event() else { panic!() };
    assert_eq!((event.deal, event.by, event.case), (id, Some(index(BEN)), 1));
    assert_eq!(event.ends_ms, world.now_ms + 30_000);
    assert_eq!(world.contest(ANA, id), refused(Error::AlreadyContested { case: 1 }));
    assert_eq!(world.contest(ANA, DealId(8)), refused(Error::NoDeal(DealId(8))));
}

#[test]
fn a_deal_is_contested_once_somebody_claims_help_and_while_its_time_lasts() {
    let mut world = World::new();
    let proposed = world.proposed(ANA, BEN, 10);
    assert_eq!(world.contest(BEN, proposed), refused(Error::WrongDeal { status: DealStatus::Proposed }));
    world.accept(BEN, proposed).unwrap();
    assert_eq!(world.contest(BEN, proposed), refused(Error::NothingToContest));
    world.report(BEN, proposed, 0).unwrap();
    assert_eq!(world.contest(BEN, proposed), refused(Error::NothingToContest));
    world.report(ANA, proposed, 10).unwrap();
    let settled = world.settled(ANA, BEN, 10);
    world.wait(4_999);
    world.contest(ANA, settled).unwrap();
    world.wait(20_000);
    assert_eq!(status(&world, proposed), DealStatus::Unconfirmed);
    world.contest(ANA, proposed).unwrap();
}

#[test]
fn too_late_is_too_late() {
    let mut world = World::new();
    let settled = world.settled(ANA, BEN, 10);
    let claimed = world.agreed(ANA, BEN, 10);
    world.report(ANA, claimed, 10).unwrap();
    world.wait(5_000);
    assert_eq!(world.contest(BEN, settled), refused(Error::WrongDeal { status: DealStatus::Final }));
    world.wait(20_000);
    assert_eq!(world.contest(BEN, claimed), refused(Error::WrongDeal { status: DealStatus::Lapsed }));
}

#[test]
fn a_ruling_for_the_giver_counts_what_the_giver_said() {
    let (mut world, id) = contested();
    world.dispute(3, id, Some(Ruling::For));

    assert_eq!(world.apply_ruling(id, 3), Ok(Applied::Applied));

    assert_eq!((world.balance(ANA), world.balance(BEN)), (90, -90));
    assert_eq!(world.last_names(2), ["DealRuled", "DealSettled"]);
    assert_eq!(status(&world, id), DealStatus::Final, "nothing is contested twice");
    assert_eq!(world.apply_ruling(id, 3), refused(Error::WrongDeal { status: DealStatus::Final }));
}

#[test]
fn a_ruling_for_the_receiver_counts_what_the_receiver_said() {
    let (mut world, id) = contested();
    world.dispute(3, id, Some(Ruling::Against));
    world.apply_ruling(id, 3).unwrap();
    assert_eq!((world.balance(ANA), world.balance(BEN)), (40, -40));
}

#[test]
fn who_said_nothing_said_none() {
    let mut world = World::new();
    let id = world.agreed(ANA, BEN, 90);
    world.report(ANA, id, 90).unwrap();
    world.contest(ANA, id).unwrap();
    world.dispute(0, id, Some(Ruling::Against));

    world.apply_ruling(id, 0).unwrap();

    assert_eq!(status(&world, id), DealStatus::Ended(Ending::Voided));
    assert_eq!((*world.account(ANA), *world.account(BEN)), Default::default());
    assert_eq!(world.last_names(2), ["DealRuled", "DealEnded"]);
}

#[test]
fn while_it_is_contested_one_side_can_give_in_and_nothing_else_is_reported() {
    for (by, given, balance) in [(BEN, 90, 90), (ANA, 40, 40)] {
        let (mut world, id) = contested();
        let other = given;
        assert_eq!(world.report(by, id, given - 1), refused(Error::ReportDiffers { other }));
        assert_eq!(world.report(by, id, 91), refused(Error::MoreThanAgreed { agreed: 90, given: 91 }));
        world.report(by, id, given).unwrap();
        assert_eq!((world.balance(ANA), world.balance(BEN)), (balance, -balance));
        assert_eq!(status(&world, id), DealStatus::Final);
    }
    // Who is alone with a report gives in by taking it back.
    let mut world = World::new();
    let id = world.agreed(ANA, BEN, 90);
    world.report(ANA, id, 90).unwrap();
    world.contest(BEN, id).unwrap();
    world.report(ANA, id, 0).unwrap();
    assert_eq!(status(&world, id), DealStatus::Ended(Ending::Cancelled));
}

#[test]
fn a_settled_deal_is_voided_by_a_ruling_or_stays() {
    for (ruling, balance, ends) in
        [(Ruling::For, 60, DealStatus::Final), (Ruling::Against, 0, DealStatus::Ended(Ending::Voided))]
    {
        let mut world = World::new();
        let id = world.settled(ANA, BEN, 60);
        world.contest(BEN, id).unwrap();
        assert_eq!(world.report(ANA, id, 60), refused(Error::WrongDeal { status: DealStatus::Contested }));
        world.dispute(1, id, Some(ruling));
        world.apply_ruling(id, 1).unwrap();
        assert_eq!((world.balance(ANA), world.balance(BEN), status(&world, id)), (balance, -balance, ends));
        assert_eq!(world.state.counters.ruled, 0);
    }
}

#[test]
fn what_cannot_be_taken_back_within_the_limits_the_community_bears() {
    let mut world = World::new();
    let id = world.settled(ANA, BEN, 600);
    // ANA spends all she can, and more is agreed; BEN earns.
    world.settled(BEN, ANA, 600);
    world.settled(BEN, ANA, 500);
    world.agreed(CLEO, ANA, 100);
    world.agreed(BEN, CLEO, 80);
    // The ruling would take 600 from ANA, who is at -500 and owes 100 more, and give 600 to BEN, who is at 500 and gets 80.
    world.contest(BEN, id).unwrap();
    world.dispute(1, id, Some(Ruling::Against));

    world.apply_ruling(id, 1).unwrap();

    assert_eq!((world.balance(ANA), world.balance(BEN)), (-620, 640));
    assert_eq!((world.state.counters.community, world.state.counters.ruled), (-20, -20));
    let Event::DealVoided(voided) = world.last_event() else { panic!() };
    assert_eq!((voided.taken, voided.returned, voided.community), (120, 140, -20));
    assert_eq!((voided.giver_balance, voided.receiver_balance), (-620, 640));
}

#[test]
fn without_a_ruling_in_time_hours_stay_where_they_are() {
    let (mut world, unsettled) = contested();
    let settled = world.settled(CLEO, DAN, 30);
    world.contest(DAN, settled).unwrap();
    world.dispute(1, settled, Some(Ruling::Against));
    world.wait(29_999);
    assert_eq!(world.close_deal(unsettled), refused(Error::NotOver { status: DealStatus::Contested }));
    world.wait(1);

    assert_eq!(world.apply_ruling(settled, 1), refused(Error::WrongDeal { status: DealStatus::Final }));
    assert_eq!(world.close_deal(settled), refused(Error::NotOver { status: DealStatus::Final }));
    let refusal = Error::WrongDeal { status: DealStatus::Undecided };
    assert_eq!(world.apply_ruling(unsettled, 1), refused(refusal));
    assert_eq!(world.report(BEN, unsettled, 90), refused(refusal));
    world.close_deal(unsettled).unwrap();

    assert_eq!(status(&world, unsettled), DealStatus::Ended(Ending::Lapsed));
    assert_eq!((world.balance(CLEO), world.balance(DAN)), (30, -30));
    assert_eq!((*world.account(ANA), *world.account(BEN)), Default::default());
}

#[test]
fn only_a_ruling_on_this_very_case_counts() {
    let (mut world, id) = contested();
    assert_eq!(world.apply_ruling(id, 4), refused(Error::NoDispute(DisputeId(4))));
    let right = (EXCHANGE, 0, index(ANA), index(BEN));
    let wrong = [
        (SOCIETY, 0, index(ANA), index(BEN)),
        (EXCHANGE, 1, index(ANA), index(BEN)),
        (EXCHANGE, 0, index(BEN), index(ANA)),
        (EXCHANGE, 0, index(ANA), index(CLEO)),
        (EXCHANGE, 0, index(CLEO), index(BEN)),
    ];
    let subject = |(contract, case, a, b)| DisputeSubject::External { contract, case, a, b };
    for it in wrong {
        world.dispute_about(4, subject(it), world.now_ms, Some(Ruling::For));
        assert_eq!(world.apply_ruling(id, 4), refused(Error::WrongDispute(DisputeId(4))), "{it:?}");
    }
    let payment = DisputeSubject::Payment(mutual_types::PaymentId(0));
    world.dispute_about(4, payment, world.now_ms, Some(Ruling::For));
    assert_eq!(world.apply_ruling(id, 4), refused(Error::WrongDispute(DisputeId(4))));
    world.dispute_about(4, subject(right), world.now_ms, None);
    assert_eq!(world.apply_ruling(id, 4), refused(Error::NotRuled(DisputeId(4))));
    world.dispute_about(4, subject(right), 0, None);
    assert_eq!(world.apply_ruling(id, 4), refused(Error::NotRuled(DisputeId(4))), "a petition");
    world.dispute_about(4, subject(right), world.now_ms, Some(Ruling::For));
    world.apply_ruling(id, 4).unwrap();
}

#[test]
fn a_dispute_that_was_opened_before_there_was_a_matter_rules_on_nothing() {
    let mut world = World::new();
    let id = world.agreed(ANA, BEN, 90);
    // BEN guesses the case, and has it ruled for himself before ANA contests.
    let guessed = |case| DisputeSubject::External { contract: EXCHANGE, case, a: index(ANA), b: index(BEN) };
    world.dispute_about(0, guessed(0), world.now_ms, Some(Ruling::Against));
    world.wait(1);
    world.report(ANA, id, 90).unwrap();
    assert_eq!(world.contest(ANA, id), Ok(0));
    let ends_ms = world.deal(id).ends_ms;
    world.wait(1);

    assert_eq!(world.apply_ruling(id, 0), Ok(Applied::Renumbered { case: 1 }));

    let Event::DealContested(event) = world.last_event() else { panic!() };
    assert_eq!((event.by, event.case, event.ends_ms), (None, 1, ends_ms), "the time is not prolonged");
    assert_eq!(world.deal(id).contest, Some(Contest { case: 1, since_ms: FOUNDED_MS + 1 }));
    assert_eq!(world.apply_ruling(id, 0), refused(Error::WrongDispute(DisputeId(0))));
    world.dispute(1, id, Some(Ruling::For));
    assert_eq!(world.apply_ruling(id, 1), Ok(Applied::Applied));
    assert_eq!(world.balance(ANA), 90);
}

#[test]
fn nobody_has_a_ruling_applied_to_what_is_not_contested() {
    let mut world = World::new();
    assert_eq!(world.apply_ruling(DealId(0), 0), refused(Error::NoDeal(DealId(0))));
    let id = world.agreed(ANA, BEN, 90);
    assert_eq!(world.apply_ruling(id, 0), refused(Error::WrongDeal { status: DealStatus::Agreed }));
}

#[test]
fn a_ruling_never_brings_an_account_beyond_what_it_was_founded_with() {
    let mut world = World::new();
    world.set_rules(SOCIETY, Rules { limit_minutes: LIMIT_MAX, ..rules() }).unwrap();
    let id = world.settled(ANA, BEN, LIMIT_MAX);
    world.settled(BEN, ANA, LIMIT_MAX);
    world.settled(BEN, ANA, LIMIT_MAX);
    world.contest(BEN, id).unwrap();
    world.dispute(1, id, Some(Ruling::Against));
    world.apply_ruling(id, 1).unwrap();
    assert_eq!((world.balance(ANA), world.balance(BEN), world.state.counters.community), (-720, 720, 0));
}
