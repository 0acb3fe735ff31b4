use mutual_types::{DisputeStatus, DisputeSubject, GrantId, MemberIndex, Ruling, StageStatus, Standing};

use super::dispute::{disputable, dispute, indices, open, status, world, world_of, FIRST, IDA, JON, KIM, LEO};
use super::ruling::{rule, wrong, P0};
use super::*;

#[ink::test]
fn panels_go_by_turns_and_leave_out_who_cannot_act() {
    let (mut world, subject) = disputable();
    open(&mut world, GUS, subject).unwrap();
    world.wait(1);
    let next = world.payment(GUS, 1);
    let mut jon = world.state.member(JON).unwrap();
    jon.suspended_until_ms = u64::MAX;
    world.state.set_member(JON, jon);
    let id = open(&mut world, GUS, DisputeSubject::Payment(next)).unwrap();
    assert_eq!(world.state.dispute(id).unwrap().panel, indices(&[9, 6, 8]), "who never had a case comes first");
    let last = |world: &World, member| {
        world.state.roster().unwrap().seat(Role::Arbitrator, MemberIndex(member)).unwrap().last_case_ms
    };
    assert_eq!(last(&world, 9), world.now_ms);
    assert_eq!(last(&world, 7), dispute(&world).opened_ms);
    let next = world.payment(LEO, 1);
    let id = open(&mut world, LEO, DisputeSubject::Payment(next)).unwrap();
    assert_eq!(world.state.dispute(id).unwrap().panel, indices(&[6, 8]), "two are enough");
}

#[ink::test]
fn with_fewer_than_two_arbitrators_there_is_no_panel() {
    let mut world = world_of(&[KIM]);
    let id = world.payment(GUS, 1);
    open(&mut world, GUS, DisputeSubject::Payment(id)).unwrap();
    assert_eq!((dispute(&world).panel, status(&world)), (vec![], DisputeStatus::Undecided));
    let roster = world.state.roster().unwrap();
    assert_eq!(roster.seat(Role::Arbitrator, MemberIndex(8)).unwrap().last_case_ms, 0);

    let mut world = self::world();
    world.wait(1_000_000 - 10_000);
    let payment = world.payment(GUS, 1);
    open(&mut world, GUS, DisputeSubject::Payment(payment)).unwrap();
    assert_eq!(dispute(&world).panel, vec![], "their terms are over");
}

#[ink::test]
fn votes_of_a_panel_are_refused_in_this_order() {
    let (mut world, subject) = disputable();
    assert_eq!(rule(&mut world, HAL, Ruling::For), refused(Error::NotMember));
    assert_eq!(rule(&mut world, ANA, Ruling::For), refused(Error::NoDispute(FIRST)));
    open(&mut world, GUS, subject).unwrap();
    assert_eq!(rule(&mut world, LEO, Ruling::For), refused(Error::NotOnPanel));
    rule(&mut world, IDA, Ruling::For).unwrap();
    assert_eq!(rule(&mut world, IDA, Ruling::For), refused(Error::AlreadyRuled));

    let mut jon = world.state.member(JON).unwrap();
    jon.suspended_until_ms = world.now_ms + 1;
    world.state.set_member(JON, jon);
    assert_eq!(rule(&mut world, JON, Ruling::For), refused(Error::NotInGoodStanding(Standing::Suspended)));
    let mut roster = world.state.roster().unwrap();
    roster.revoke(Role::Arbitrator, MemberIndex(8));
    world.state.set_roster(roster);
    assert_eq!(rule(&mut world, KIM, Ruling::For), refused(Error::NotOnPanel));

    world.now_ms = dispute(&world).ends_ms;
    assert_eq!(rule(&mut world, IDA, Ruling::For), refused(Error::AlreadyRuled));
    assert_eq!(status(&world), DisputeStatus::Undecided);
    let refusal = wrong(&world);
    assert_eq!(rule(&mut world, JON, Ruling::For), refused(refusal));
}

#[ink::test]
fn the_last_moment_of_a_panel_counts() {
    let (mut world, subject) = disputable();
    open(&mut world, GUS, subject).unwrap();
    rule(&mut world, IDA, Ruling::For).unwrap();
    world.now_ms = dispute(&world).ends_ms - 1;
    assert_eq!(rule(&mut world, JON, Ruling::For), Ok(2));
    assert_eq!(rule(&mut world, KIM, Ruling::Against), Ok(1), "the third shows that they are not unanimous");
}

/// A grant of 100 and 200 to GUS whose first stage a steward has returned.
fn returned() -> (World, DisputeSubject) {
    let mut world = world();
    let terms = super::grant::terms(&world, GUS, &[(100, 100_000, 0), (200, 200_000, 0)]);
    super::grant::make(&mut world, terms).unwrap();
    super::stage::claim(&mut world, GUS, 0).unwrap();
    super::stage::give_back(&mut world, DAN, 0, "not yet").unwrap();
    (world, DisputeSubject::Stage { grant: GrantId(0), stage: 0 })
}

fn stage_status(world: &World) -> Option<StageStatus> {
    world.state.grant(GrantId(0)).unwrap().stage_status(world.now_ms)
}

#[ink::test]
fn a_stage_is_accepted_or_returned_by_a_ruling() {
    let (mut world, subject) = returned();
    let other = DisputeSubject::Stage { grant: GrantId(0), stage: 1 };
    assert_eq!(open(&mut world, GUS, other), refused(Error::NotDisputable));
    open(&mut world, GUS, subject).unwrap();
    assert_eq!(dispute(&world).parties, indices(&[4]));
    rule(&mut world, IDA, Ruling::For).unwrap();
    assert_eq!(rule(&mut world, JON, Ruling::For), Ok(4));
    let grant = world.state.grant(GrantId(0)).unwrap();
    assert_eq!((grant.current, grant.reserved), (1, 200));
    assert_eq!(world.state.payment(P0).unwrap().amount, 100);
    super::grant::assert_conserved(&world);

    let (mut world, subject) = returned();
    open(&mut world, GUS, subject).unwrap();
    world.wait(9_000);
    rule(&mut world, IDA, Ruling::Against).unwrap();
    assert_eq!(rule(&mut world, JON, Ruling::Against), Ok(3));
    assert_eq!(stage_status(&world), Some(StageStatus::Returned), "with its time anew");
    assert_eq!(world.state.grant(GrantId(0)).unwrap().claim.unwrap().at_ms, world.now_ms);
}

#[ink::test]
fn an_unanswered_stage_is_disputed_and_one_that_was_accepted_meanwhile_is_not_paid_twice() {
    let mut world = world();
    let terms = super::grant::terms(&world, GUS, &[(100, 100_000, 0), (200, 200_000, 0)]);
    super::grant::make(&mut world, terms).unwrap();
    let subject = DisputeSubject::Stage { grant: GrantId(0), stage: 0 };
    assert_eq!(open(&mut world, GUS, subject), refused(Error::NotDisputable));
    super::stage::claim(&mut world, GUS, 0).unwrap();
    world.wait(999);
    assert_eq!(open(&mut world, GUS, subject), refused(Error::NotDisputable));
    world.wait(1);
    assert_eq!(stage_status(&world), Some(StageStatus::Unanswered));
    open(&mut world, GUS, subject).unwrap();
    super::stage::accept(&mut world, DAN, 0).unwrap();
    rule(&mut world, IDA, Ruling::For).unwrap();
    assert_eq!(rule(&mut world, JON, Ruling::For), Ok(2));
    assert_eq!((world.state.counters.payments, world.state.grant(GrantId(0)).unwrap().current), (1, 1));
}
