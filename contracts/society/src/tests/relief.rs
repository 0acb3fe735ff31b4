use mutual_types::{
    event::{PaymentCreated, ReliefAttested},
    Application, MemberIndex, Origin, PaymentState, PaymentStatus, Relation, ReliefCap, ReliefId, ReliefPaid,
    ReliefStatus, Standing,
};

use super::*;

/// The relief pot, with 500 planck.
pub const RELIEF: PotId = PotId(3);
pub const FIRST: ReliefId = ReliefId(0);

pub fn world_with(change: impl FnOnce(&mut Founding)) -> World {
    let mut founding = founding();
    founding.pots.push(pot(PotKind::Relief));
    let relief = &mut founding.rules.relief;
    relief.request_max = 300;
    relief.member_year_max = 500;
    relief.pot_month_max = 400;
    relief.attestations_per_year = 3;
    change(&mut founding);
    let mut world = World::founded(founding);
    let call = world.paying(HAL, 500);
    world.state.contribute(&call, RELIEF, None).unwrap();
    world
}

pub fn world() -> World {
    world_with(|_| {})
}

pub fn ask(world: &mut World, asker: AccountId, amount: Planck) -> Result<ReliefId, Box<Error>> {
    let call = world.by(asker);
    let counted = world.state.counters.relief_requests;
    let asked = world.state.ask_relief(&call, RELIEF, amount, [9; 32])?;
    assert_eq!((asked.request, asked.amount, asked.pot), (ReliefId(counted), amount, RELIEF));
    Ok(asked.request)
}

pub fn attest(
    world: &mut World,
    attester: AccountId,
    id: ReliefId,
) -> Result<(ReliefAttested, Option<PaymentCreated>), Box<Error>> {
    let call = world.by(attester);
    world.state.attest_relief(&call, id)
}

pub fn promise(world: &mut World, id: ReliefId) -> Result<PaymentId, Box<Error>> {
    let call = world.by(HAL);
    world.state.promise_relief(&call, id).map(|created| created.payment)
}

/// Attested by two, which promises it if there is room.
pub fn attested(world: &mut World, id: ReliefId, by: [AccountId; 2]) -> Option<PaymentId> {
    assert_eq!(attest(world, by[0], id).unwrap().1, None);
    attest(world, by[1], id).unwrap().1.map(|created| created.payment)
}

pub fn status(world: &World, id: ReliefId) -> ReliefStatus {
    world.state.relief(id).unwrap().status(world.now_ms)
}

/// What treasury does when a payment is given up.
pub fn give_up(world: &mut World, id: ReliefId) {
    let payment_id = world.state.relief(id).unwrap().payment.unwrap();
    let mut payment = world.state.payment(payment_id).unwrap();
    payment.state = PaymentState::Cancelled { at_ms: world.now_ms };
    world.state.set_payment(payment_id, payment);
    world.state.forget_relief(id).unwrap();
}

fn vouched(world: &mut World, account: AccountId, sponsor: MemberIndex) {
    let application =
        Application { applied_ms: 0, ends_ms: 1, charter_version: 1, sponsors: vec![sponsor], admitted: None };
    world.state.set_application(account, application);
}

#[ink::test]
fn two_attest_and_the_relief_is_promised_at_once() {
    let mut world = world();
    let id = ask(&mut world, EVE, 200).unwrap();
    let request = world.state.relief(id).unwrap();
    assert_eq!((request.attesters_needed, request.ends_ms), (2, world.now_ms + 20_000));
    let (event, created) = attest(&mut world, ANA, id).unwrap();
    assert_eq!((event.attesters, event.needed, created), (1, 2, None));
    assert_eq!(status(&world, id), ReliefStatus::Asked);

    let (event, created) = attest(&mut world, FAY, id).unwrap();
    let created = created.unwrap();
    assert_eq!((event.attesters, created.seq), (2, event.seq + 1));
    assert_eq!((created.origin, created.payee, created.amount), (Origin::Relief(id), EVE, 200));
    assert_eq!((created.pot, created.ends_ms), (RELIEF, world.now_ms + 20_000));
    assert_eq!(status(&world, id), ReliefStatus::Promised);
    let payment = world.state.payment(created.payment).unwrap();
    assert_eq!((payment.proposer, payment.payee_member), (MemberIndex(4), Some(MemberIndex(4))));
    assert_eq!((payment.approvals_needed, payment.reserved), (1, true));
    let pot = world.state.pot(RELIEF).unwrap();
    assert_eq!((pot.balance, pot.reserved, pot.open_items), (500, 200, 1));
    assert_eq!(world.state.counters.ledger.pots, 1_500);
    let record = world.state.relief_record(MemberIndex(4));
    let had = ReliefPaid { request: id, at_ms: world.now_ms, amount: 200 };
    assert_eq!((record.last, record.had), (Some(id), vec![had]));
    let over = Error::WrongRelief(ReliefStatus::Promised);
    assert_eq!(promise(&mut world, id), refused(over));
    assert_eq!(attest(&mut world, BEN, id), refused(over));
}

#[ink::test]
fn requests_are_refused_in_this_order() {
    let mut world = world_with(|founding| {
        founding.rules.dues.amount = 1;
        founding.rules.dues.grace_ms = 50_000;
        founding.rules.relief.waiting_ms = 20_000;
    });
    let call = world.by(GUS);
    let refusal = world.state.ask_relief(&call, PotId(9), 0, [0; 32]).map(|_| ());
    assert_eq!(refusal, refused(Error::NotMember));
    assert_eq!(ask(&mut world, EVE, 0), refused(Error::NotInGoodStanding(Standing::Grace)));
    let mut eve = world.state.member(EVE).unwrap();
    eve.dues_paid_until_ms = u64::MAX;
    world.state.set_member(EVE, eve);

    let mut rules = world.state.rules().unwrap();
    rules.relief.request_max = 0;
    world.state.set_rules(rules.clone());
    assert_eq!(ask(&mut world, EVE, 0), refused(Error::ZeroAmount));
    assert_eq!(ask(&mut world, EVE, 1), refused(Error::NoReliefOffered));
    rules.relief.request_max = 300;
    world.state.set_rules(rules);

    let call = world.by(EVE);
    let of = |world: &mut World, pot| world.state.ask_relief(&call, pot, 301, [0; 32]).map(|_| ());
    assert_eq!(of(&mut world, PotId(9)), refused(Error::NoPot(PotId(9))));
    assert_eq!(of(&mut world, PotId::GENERAL), refused(Error::WrongPot(PotKind::General)));
    assert_eq!(of(&mut world, RESERVE), refused(Error::WrongPot(PotKind::Reserve)));
    let from_ms = FOUNDED_MS + 20_000;
    assert_eq!(of(&mut world, RELIEF), refused(Error::ReliefTooEarly { from_ms }));
    world.now_ms = from_ms - 1;
    assert_eq!(ask(&mut world, EVE, 301), refused(Error::ReliefTooEarly { from_ms }));
    world.now_ms = from_ms;
    let refusal = Error::ReliefCapped { cap: ReliefCap::Request, left: 300, needed: 301 };
    assert_eq!(ask(&mut world, EVE, 301), refused(refusal));
    let id = ask(&mut world, EVE, 300).unwrap();
    assert_eq!(ask(&mut world, EVE, 301), refused(Error::ReliefOpen(id)));

    let mut pot = world.state.pot(RELIEF).unwrap();
    pot.closed = true;
    world.state.set_pot(RELIEF, pot);
    assert_eq!(ask(&mut world, EVE, 301), refused(Error::PotClosed(RELIEF)));
    world.state.counters.dissolving_since_ms = 7;
    assert_eq!(ask(&mut world, GUS, 0), refused(Error::Dissolving { since_ms: 7 }));
}

#[ink::test]
fn a_request_not_attested_in_time_is_over() {
    let mut world = world();
    let id = ask(&mut world, EVE, 1).unwrap();
    attest(&mut world, ANA, id).unwrap();
    world.wait(19_999);
    assert_eq!(ask(&mut world, EVE, 1), refused(Error::ReliefOpen(id)));
    world.wait(1);
    assert_eq!(attest(&mut world, FAY, id).map(|_| ()), refused(Error::WrongRelief(ReliefStatus::Expired)));
    let second = ask(&mut world, EVE, 1).unwrap();
    assert_eq!(attested(&mut world, second, [ANA, FAY]), Some(PaymentId(0)));
}

#[ink::test]
fn one_request_is_open_until_its_payment_is_final() {
    let mut world = world();
    let id = ask(&mut world, EVE, 100).unwrap();
    let payment_id = attested(&mut world, id, [ANA, FAY]).unwrap();
    assert_eq!(ask(&mut world, EVE, 100), refused(Error::ReliefOpen(id)));
    world.wait(20_000);
    assert_eq!(world.state.payment(payment_id).unwrap().status(world.now_ms), PaymentStatus::Lapsed);
    assert_eq!(ask(&mut world, EVE, 100), refused(Error::ReliefOpen(id)));
    let mut payment = world.state.payment(payment_id).unwrap();
    payment.state = PaymentState::Released { at_ms: world.now_ms };
    world.state.set_payment(payment_id, payment);
    ask(&mut world, EVE, 100).unwrap();
}

#[ink::test]
fn attestations_are_refused_in_this_order() {
    let mut world = world();
    assert_eq!(attest(&mut world, GUS, FIRST), refused(Error::NotMember));
    assert_eq!(attest(&mut world, ANA, FIRST), refused(Error::NoRelief(FIRST)));
    let id = ask(&mut world, EVE, 1).unwrap();
    let mut suspended = world.state.member(CLEO).unwrap();
    suspended.suspended_until_ms = u64::MAX;
    world.state.set_member(CLEO, suspended);
    assert_eq!(attest(&mut world, CLEO, id), refused(Error::NotInGoodStanding(Standing::Suspended)));
    assert_eq!(attest(&mut world, EVE, id), refused(Error::Related(Relation::Asker)));

    // Ben vouched for Eve, and Eve vouched for Dan.
    vouched(&mut world, EVE, MemberIndex(1));
    vouched(&mut world, DAN, MemberIndex(4));
    let mut record = world.state.relief_record(MemberIndex(1));
    record.barred_until_ms = world.now_ms + 1;
    world.state.set_relief_record(MemberIndex(1), record.clone());
    assert_eq!(attest(&mut world, BEN, id), refused(Error::Related(Relation::Sponsor)));
    assert_eq!(attest(&mut world, DAN, id), refused(Error::Related(Relation::Sponsored)));

    record.attestations = 3;
    record.attesting_since_ms = world.now_ms;
    world.state.set_relief_record(MemberIndex(5), record.clone());
    assert_eq!(attest(&mut world, FAY, id), refused(Error::Barred { until_ms: world.now_ms + 1 }));
    world.wait(1);
    let full = Error::AttestationsFull { until_ms: record.attesting_since_ms + YEAR_MS };
    assert_eq!(attest(&mut world, FAY, id), refused(full));
    record.attestations = 2;
    world.state.set_relief_record(MemberIndex(5), record);
    attest(&mut world, FAY, id).unwrap();
    assert_eq!(attest(&mut world, FAY, id), refused(Error::AlreadyAttested), "before the year's number");
}

#[ink::test]
fn newcomers_do_not_attest_what_was_asked_before() {
    let mut world = world();
    let id = ask(&mut world, EVE, 1).unwrap();
    let asked_ms = world.now_ms;
    let mut fay = world.state.member(FAY).unwrap();
    fay.joined_ms = asked_ms;
    world.state.set_member(FAY, fay.clone());
    let refusal = Error::NotEligible { made_ms: asked_ms, eligible_from_ms: asked_ms + 1 };
    assert_eq!(attest(&mut world, FAY, id), refused(refusal));
    fay.joined_ms = asked_ms - 1;
    fay.probation_ends_ms = asked_ms + 5;
    world.state.set_member(FAY, fay.clone());
    let refusal = Error::NotEligible { made_ms: asked_ms, eligible_from_ms: asked_ms + 5 };
    assert_eq!(attest(&mut world, FAY, id), refused(refusal));
    fay.probation_ends_ms = asked_ms;
    world.state.set_member(FAY, fay);
    attest(&mut world, FAY, id).unwrap();
}

#[ink::test]
fn fewer_attest_where_there_are_not_enough_who_could() {
    let mut world = world();
    world.state.counters.active = 3;
    vouched(&mut world, EVE, MemberIndex(0));
    let id = ask(&mut world, EVE, 1).unwrap();
    assert_eq!(world.state.relief(id).unwrap().attesters_needed, 1, "Eve and her sponsor cannot");
    let mut ana = world.state.member(ANA).unwrap();
    ana.counted = false;
    world.state.set_member(ANA, ana);
    vouched(&mut world, FAY, MemberIndex(0));
    let id = ask(&mut world, FAY, 1).unwrap();
    assert_eq!(world.state.relief(id).unwrap().attesters_needed, 2, "the sponsor is not counted anyway");
    world.state.counters.active = 1;
    let id = ask(&mut world, BEN, 1).unwrap();
    assert_eq!(world.state.relief(id).unwrap().attesters_needed, 1, "never none");
    assert_eq!(attest(&mut world, ANA, id).unwrap().1.unwrap().payment, PaymentId(0));
}

#[ink::test]
fn members_withdraw_the_right_to_attest_for_a_year() {
    let mut world = world();
    let review = |members: &[u32]| Action::ReviewRelief { members: members.iter().copied().map(MemberIndex).collect() };
    assert_eq!(world.propose(EVE, review(&[])), refused(Error::ZeroAmount));
    assert_eq!(world.propose(EVE, review(&[2, 99])), refused(Error::NoMember(MemberIndex(99))));
    let many: Vec<u32> = vec![2; 17];
    let refusal = world.propose(EVE, review(&many)).err();
    assert!(matches!(refusal.as_deref(), Some(Error::TooMany { count: 17, max: 16, .. })));
    let id = world.pass(review(&[2]));
    assert_eq!(world.state.proposal(id).unwrap().recused, [MemberIndex(2)]);
    assert_eq!(world.execute(id).unwrap().len(), 1);
    let until_ms = world.now_ms + YEAR_MS;
    let request = ask(&mut world, EVE, 1).unwrap();
    assert_eq!(attest(&mut world, CLEO, request), refused(Error::Barred { until_ms }));
    world.wait(YEAR_MS);
    let request = ask(&mut world, EVE, 1).unwrap();
    attest(&mut world, CLEO, request).unwrap();
}

#[ink::test]
fn requests_are_listed_by_pages() {
    let mut world = world();
    for asker in [EVE, FAY, DAN] {
        ask(&mut world, asker, 1).unwrap();
    }
    let ids =
        |from, limit| world.state.relief_requests_page(from, limit).iter().map(|view| view.id.0).collect::<Vec<_>>();
    assert_eq!(ids(0, 2), [0, 1]);
    assert_eq!(ids(2, u32::MAX), [2]);
    assert_eq!(ids(3, 1), Vec::<u32>::new());
}
