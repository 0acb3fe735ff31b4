use mutual_types::{
    Conflict, Field, Grant, GrantId, GrantStatus, MemberIndex, Origin, PaymentId, StageStatus, Standing,
};

use super::{
    grant::{assert_conserved, granted, make, pot_of, terms, GRANT},
    *,
};

fn evidence() -> Document {
    Document { uri: "report.md".to_string(), hash: [7; 32] }
}

pub fn claim(world: &mut World, caller: AccountId, stage: u8) -> Result<u64, Box<Error>> {
    let call = world.by(caller);
    world.state.claim_stage(&call, GRANT, stage, evidence(), 42).map(|event| event.metric)
}

pub fn accept(world: &mut World, caller: AccountId, stage: u8) -> Result<usize, Box<Error>> {
    let call = world.by(caller);
    world.state.accept_stage(&call, GRANT, stage).map(|effects| effects.len())
}

pub fn give_back(world: &mut World, caller: AccountId, stage: u8, reason: &str) -> Result<usize, Box<Error>> {
    let call = world.by(caller);
    world.state.return_stage(&call, GRANT, stage, reason.to_string()).map(|effects| effects.len())
}

pub fn lapse(world: &mut World, stage: u8) -> Result<Planck, Box<Error>> {
    let call = world.by(HAL);
    world.state.lapse_stage(&call, GRANT, stage).map(|event| event.returned)
}

pub fn pay(world: &mut World) -> Result<usize, Box<Error>> {
    let call = world.by(HAL);
    world.state.pay_stipend(&call, GRANT).map(|effects| effects.len())
}

pub fn grant_of(world: &World) -> Box<Grant> {
    world.state.grant(GRANT).unwrap()
}

pub fn wrong(current: u8, status: StageStatus) -> Error {
    Error::WrongStage { current, status }
}

#[ink::test]
fn a_stage_is_claimed_accepted_and_becomes_a_payment() {
    let mut world = granted();
    assert_eq!(claim(&mut world, GUS, 0), Ok(42));
    assert_eq!(grant_of(&world).stage_status(world.now_ms), Some(StageStatus::Claimed));
    assert_eq!(accept(&mut world, DAN, 0), Ok(2));
    // The reservation passed to the payment, and both hold the pot open.
    assert_eq!(pot_of(&world), (1_000, 300, 2));
    let grant = grant_of(&world);
    assert_eq!((grant.current, grant.claim.as_ref(), grant.reserved, grant.pending), (1, None, 200, 100));
    let payment = world.state.payment(PaymentId(0)).unwrap();
    assert_eq!((payment.payee, payment.amount, payment.pot), (GUS, 100, PotId::GENERAL));
    assert_eq!(payment.origin, Origin::GrantStage { grant: GRANT, stage: 0 });
    assert_eq!((payment.proposer, payment.approvals_needed, payment.window_ms), (MemberIndex(4), 2, 20_000));
    assert!(payment.reserved);
    assert_conserved(&world);

    claim(&mut world, GUS, 1).unwrap();
    accept(&mut world, DAN, 1).unwrap();
    assert_eq!(pot_of(&world), (1_000, 300, 2));
    assert_eq!((grant_of(&world).status(), grant_of(&world).pending), (GrantStatus::Finished, 300));
    let over = Error::GrantOver(GrantStatus::Finished);
    assert_eq!(claim(&mut world, GUS, 2), refused(over));
    assert_eq!(accept(&mut world, DAN, 2), refused(over));
    assert_eq!(lapse(&mut world, 2), refused(over));
    assert_eq!(pay(&mut world), refused(over));
    assert_conserved(&world);
}

#[ink::test]
fn the_rules_of_the_proposal_hold_for_its_payments_and_reviews() {
    let mut world = granted();
    let mut rules = world.state.rules().unwrap();
    rules.payments.approvals = 1;
    rules.payments.window_ms = 5;
    rules.payments.review_ms = 5;
    world.state.set_rules(rules);
    claim(&mut world, GUS, 0).unwrap();
    world.wait(999);
    assert_eq!(grant_of(&world).stage_status(world.now_ms), Some(StageStatus::Claimed));
    accept(&mut world, DAN, 0).unwrap();
    let payment = world.state.payment(PaymentId(0)).unwrap();
    assert_eq!((payment.approvals_needed, payment.window_ms), (2, 20_000));
}

#[ink::test]
fn only_the_payee_claims_and_only_the_open_stage() {
    let mut world = granted();
    let call = world.by(GUS);
    let missing = world.state.claim_stage(&call, GrantId(1), 0, evidence(), 0).err();
    assert_eq!(missing, Some(Error::NoGrant(GrantId(1)).into()));
    assert_eq!(claim(&mut world, HAL, 0), refused(Error::NotPayee));
    assert_eq!(claim(&mut world, ANA, 9), refused(Error::NotPayee));
    assert_eq!(claim(&mut world, GUS, 1), refused(wrong(0, StageStatus::Open)));
    let call = world.by(GUS);
    let long = Document { uri: "x".repeat(257), hash: [0; 32] };
    let refusal = world.state.claim_stage(&call, GRANT, 0, long, 0).err();
    assert_eq!(refusal, Some(Error::TextTooLong { field: Field::Uri, len: 257, max: 256 }.into()));
    claim(&mut world, GUS, 0).unwrap();
    assert_eq!(claim(&mut world, GUS, 0), refused(wrong(0, StageStatus::Claimed)));
    world.wait(1_000);
    assert_eq!(claim(&mut world, GUS, 0), refused(wrong(0, StageStatus::Unanswered)));
}

#[ink::test]
fn a_stage_can_be_claimed_late_until_somebody_lapses_it() {
    for late_ms in [100_000, 100_999, 101_000, 900_000] {
        let mut world = World::new();
        let one = terms(&world, GUS, &[(100, 100_000, 0)]);
        let from_ms = world.now_ms;
        make(&mut world, one).unwrap();
        world.now_ms = from_ms + late_ms;
        assert_eq!(claim(&mut world, GUS, 0), Ok(42), "{late_ms}");
    }
}

#[ink::test]
fn a_member_claims_with_their_present_account_only() {
    let mut world = World::new();
    let one = terms(&world, CLEO, &[(100, 100_000, 0)]);
    make(&mut world, one).unwrap();
    let mut old = world.state.member(CLEO).unwrap();
    world.state.set_account(old.index, GUS);
    world.state.set_member(GUS, old.clone());
    old.moved_to = Some(GUS);
    world.state.set_member(CLEO, old);
    assert_eq!(claim(&mut world, CLEO, 0), refused(Error::NotPayee));
    assert_eq!(claim(&mut world, GUS, 0), Ok(42));
}

#[ink::test]
fn a_member_who_left_is_still_the_payee() {
    let mut world = World::new();
    let one = terms(&world, CLEO, &[(100, 100_000, 0)]);
    make(&mut world, one).unwrap();
    let mut cleo = world.state.member(CLEO).unwrap();
    cleo.departed_ms = world.now_ms;
    world.state.set_member(CLEO, cleo);
    assert_eq!(claim(&mut world, CLEO, 0), Ok(42));
}

#[ink::test]
fn only_a_live_steward_without_an_interest_judges() {
    let mut world = granted();
    assert_eq!(accept(&mut world, GUS, 0), refused(Error::NotMember));
    assert_eq!(accept(&mut world, ANA, 0), refused(Error::NotSteward));
    assert_eq!(give_back(&mut world, ANA, 0, ""), refused(Error::NotSteward));
    assert_eq!(accept(&mut world, DAN, 0), refused(wrong(0, StageStatus::Open)));
    claim(&mut world, GUS, 0).unwrap();
    assert_eq!(accept(&mut world, DAN, 1), refused(wrong(0, StageStatus::Claimed)));
    let call = world.by(DAN);
    let missing = world.state.accept_stage(&call, GrantId(1), 0).err();
    assert_eq!(missing, Some(Error::NoGrant(GrantId(1)).into()));

    let mut dan = world.state.member(DAN).unwrap();
    dan.suspended_until_ms = world.now_ms + 1;
    world.state.set_member(DAN, dan);
    assert_eq!(accept(&mut world, DAN, 0), refused(Error::NotInGoodStanding(Standing::Suspended)));
    world.wait(1);
    assert_eq!(accept(&mut world, DAN, 0), Ok(2));
    claim(&mut world, GUS, 1).unwrap();
    world.now_ms = FOUNDED_MS + 1_000_000;
    assert_eq!(accept(&mut world, DAN, 1), refused(Error::NotSteward), "their term is over");
}

#[ink::test]
fn a_steward_who_gains_or_proposed_does_not_judge() {
    let mut world = granted();
    let mut grant = grant_of(&world);
    grant.payee = DAN;
    world.state.set_grant(GRANT, grant.clone());
    assert_eq!(accept(&mut world, DAN, 0), refused(Error::ConflictOfInterest(Conflict::Payee)));
    assert_eq!(give_back(&mut world, DAN, 0, "no"), refused(Error::ConflictOfInterest(Conflict::Payee)));
    grant.payee = GUS;
    grant.proposer = MemberIndex(3);
    grant.stopped = true;
    world.state.set_grant(GRANT, grant.clone());
    assert_eq!(accept(&mut world, DAN, 0), refused(Error::ConflictOfInterest(Conflict::Proposer)));
    grant.proposer = MemberIndex(4);
    world.state.set_grant(GRANT, grant);
    assert_eq!(accept(&mut world, DAN, 0), refused(Error::GrantOver(GrantStatus::Stopped)));
}

#[ink::test]
fn an_unanswered_stage_can_still_be_accepted() {
    let mut world = granted();
    claim(&mut world, GUS, 0).unwrap();
    world.wait(1_000_000 - 50_000);
    assert_eq!(grant_of(&world).stage_status(world.now_ms), Some(StageStatus::Unanswered));
    assert_eq!(lapse(&mut world, 0), refused(wrong(0, StageStatus::Unanswered)), "a claimed stage is never overdue");
    assert_eq!(accept(&mut world, DAN, 0), Ok(2));
    // The next stage was past its date, and has the grace from now on.
    assert_eq!(grant_of(&world).stage_status(world.now_ms), Some(StageStatus::Overdue));
    let early = Error::StageTooEarly { from_ms: world.now_ms + 1_000, now_ms: world.now_ms };
    assert_eq!(lapse(&mut world, 1), refused(early));
    assert_eq!(claim(&mut world, GUS, 1), Ok(42));
}

#[ink::test]
fn a_returned_stage_is_handed_in_again() {
    let mut world = granted();
    claim(&mut world, GUS, 0).unwrap();
    assert_eq!(give_back(&mut world, DAN, 0, ""), refused(Error::ReasonMissing));
    let long = Error::TextTooLong { field: Field::Reason, len: 257, max: 256 };
    assert_eq!(give_back(&mut world, DAN, 0, &"x".repeat(257)), refused(long));
    world.wait(5);
    assert_eq!(give_back(&mut world, DAN, 0, "no receipts"), Ok(1));
    let claim_now = grant_of(&world).claim.unwrap();
    assert_eq!((claim_now.returned, claim_now.at_ms), (true, world.now_ms));
    assert_eq!(give_back(&mut world, DAN, 0, "again"), refused(wrong(0, StageStatus::Returned)));
    assert_eq!(accept(&mut world, DAN, 0), refused(wrong(0, StageStatus::Returned)));
    assert_eq!(claim(&mut world, GUS, 0), Ok(42));
    assert_eq!(accept(&mut world, DAN, 0), Ok(2));
    assert_conserved(&world);
}

#[ink::test]
fn a_ruling_accepts_or_returns_what_was_claimed() {
    let mut world = granted();
    let call = world.by(HAL);
    let unclaimed = world.state.accept_open_stage(&call, GRANT, grant_of(&world), None);
    assert_eq!(unclaimed, refused(wrong(0, StageStatus::Open)));
    let unclaimed = world.state.return_open_stage(&call, GRANT, grant_of(&world), None, String::new());
    assert_eq!(unclaimed, refused(wrong(0, StageStatus::Open)));
    claim(&mut world, GUS, 0).unwrap();
    give_back(&mut world, DAN, 0, "no").unwrap();
    world.wait(7);
    let call = world.by(HAL);
    let effects = world.state.return_open_stage(&call, GRANT, grant_of(&world), None, String::new()).unwrap();
    assert_eq!((effects.len(), grant_of(&world).claim.unwrap().at_ms), (1, world.now_ms));
    let effects = world.state.accept_open_stage(&call, GRANT, grant_of(&world), None).unwrap();
    assert_eq!((effects.len(), grant_of(&world).current), (2, 1));
    assert_eq!(pot_of(&world), (1_000, 300, 2));
    assert_conserved(&world);
}
