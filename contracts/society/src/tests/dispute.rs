use mutual_types::{
    Dispute, DisputeId, DisputeStatus, DisputeSubject, GrantId, Hold, MemberIndex, PaymentStatus, ProposalStatus,
    Ruling, Standing,
};

use super::*;

/// Founders who are arbitrators, members 6 to 9.
pub const IDA: AccountId = AccountId([0x16; 32]);
pub const JON: AccountId = AccountId([0x17; 32]);
pub const KIM: AccountId = AccountId([0x18; 32]);
pub const LEO: AccountId = AccountId([0x19; 32]);
pub const FIRST: DisputeId = DisputeId(0);
pub const DEPOSIT: Planck = 50;

pub fn indices(list: &[u32]) -> Vec<MemberIndex> {
    list.iter().copied().map(MemberIndex).collect()
}

/// A society with four arbitrators. Disputes last 10 s, petitions too.
pub fn world() -> World {
    world_of(&[IDA, JON, KIM, LEO])
}

/// With these arbitrators only, and without what an earlier world of the same test has stored.
pub fn world_of(arbitrators: &[AccountId]) -> World {
    ink::env::test::run_test::<ink::env::DefaultEnvironment, _>(|_| Ok(())).unwrap();
    let mut founding = founding();
    founding.rules.voting.quorum_bps = 1_000;
    for account in [IDA, JON, KIM, LEO] {
        let roles = if arbitrators.contains(&account) { vec![Role::Arbitrator] } else { vec![] };
        founding.founders.push(Founder { account, roles });
    }
    World::founded(founding)
}

pub fn open(world: &mut World, by: AccountId, subject: DisputeSubject) -> Result<DisputeId, Box<Error>> {
    open_for(world, by, subject, Ruling::For, DEPOSIT)
}

pub fn open_for(
    world: &mut World,
    by: AccountId,
    subject: DisputeSubject,
    wanted: Ruling,
    value: Planck,
) -> Result<DisputeId, Box<Error>> {
    let call = world.paying(by, value);
    world.state.open_dispute(&call, subject, wanted).map(|(id, _)| id)
}

pub fn join(world: &mut World, by: AccountId) -> Result<usize, Box<Error>> {
    let call = world.by(by);
    world.state.join_dispute(&call, FIRST).map(|effects| effects.len())
}

pub fn dispute(world: &World) -> Box<Dispute> {
    world.state.dispute(FIRST).unwrap()
}

pub fn status(world: &World) -> DisputeStatus {
    dispute(world).status(world.now_ms)
}

pub fn payment_status(world: &World, id: PaymentId) -> PaymentStatus {
    world.state.payment(id).unwrap().status(world.now_ms)
}

/// A payment of 600 to GUS, asked for by EVE.
pub fn disputable() -> (World, DisputeSubject) {
    let mut world = world();
    let id = world.payment(GUS, 600);
    (world, DisputeSubject::Payment(id))
}

fn wrong(status: DisputeStatus, ends_ms: u64) -> Error {
    Error::WrongDispute { status, ends_ms }
}

#[ink::test]
fn a_payee_outside_opens_a_dispute_and_the_clocks_stand_still() {
    let (mut world, subject) = disputable();
    let ends_ms = world.state.payment(PaymentId(0)).unwrap().ends_ms;
    assert_eq!(open(&mut world, GUS, subject), Ok(FIRST));
    let record = dispute(&world);
    assert_eq!((record.opener, record.wanted, record.deposit), (GUS, Ruling::For, DEPOSIT));
    assert_eq!((record.parties, record.petitioners), (indices(&[4]), vec![]));
    assert_eq!((record.opened_ms, record.ends_ms), (world.now_ms, world.now_ms + 10_000));
    assert_eq!(record.panel, indices(&[6, 7, 8]));
    assert_eq!((status(&world), world.state.counters.disputes), (DisputeStatus::Panel, 1));
    assert_eq!(world.state.counters.ledger.deposits, DEPOSIT);
    assert_eq!(payment_status(&world, PaymentId(0)), PaymentStatus::Stopped);
    world.now_ms = ends_ms + 1;
    assert_eq!(payment_status(&world, PaymentId(0)), PaymentStatus::Stopped, "long past its window");
}

#[ink::test]
fn disputes_are_refused_in_this_order() {
    let (mut world, subject) = disputable();
    let nowhere = DisputeSubject::Payment(PaymentId(7));
    assert_eq!(open_for(&mut world, HAL, nowhere, Ruling::For, 0), refused(Error::NotDisputable));
    assert_eq!(open_for(&mut world, HAL, subject, Ruling::For, 0), refused(Error::NotParty));
    let mut fay = world.state.member(FAY).unwrap();
    fay.suspended_until_ms = u64::MAX;
    world.state.set_member(FAY, fay);
    assert_eq!(open_for(&mut world, FAY, subject, Ruling::For, 0), refused(Error::NotParty));
    for value in [0, DEPOSIT - 1, DEPOSIT + 1] {
        let refusal = Error::WrongValue { given: value, needed: DEPOSIT };
        assert_eq!(open_for(&mut world, GUS, subject, Ruling::For, value), refused(refusal));
    }
    assert_eq!(world.state.counters.ledger.deposits, 0);
    open(&mut world, GUS, subject).unwrap();
    assert_eq!(open_for(&mut world, HAL, subject, Ruling::For, 0), refused(Error::AlreadyDisputed(FIRST)));
    world.state.counters.dissolving_since_ms = 7;
    assert_eq!(open(&mut world, GUS, subject), refused(Error::Dissolving { since_ms: 7 }));
    assert_eq!(join(&mut world, ANA), refused(Error::Dissolving { since_ms: 7 }));
}

#[ink::test]
fn payee_proposer_and_officers_open_alone_and_others_ask() {
    for (by, alone) in [(GUS, true), (EVE, true), (ANA, true), (DAN, true), (FAY, false), (IDA, false)] {
        let (mut world, subject) = disputable();
        open(&mut world, by, subject).unwrap();
        let expected = if alone { DisputeStatus::Panel } else { DisputeStatus::Petition };
        assert_eq!(status(&world), expected, "{by:?}");
    }
}

#[ink::test]
fn what_is_final_is_not_disputed_and_a_lapsed_payment_is() {
    let (mut world, subject) = disputable();
    world.wait(20_000);
    assert_eq!(payment_status(&world, PaymentId(0)), PaymentStatus::Lapsed);
    let payment = world.state.payment(PaymentId(0)).unwrap();
    let call = world.by(HAL);
    world.state.cancel(&call, PaymentId(0), payment.clone()).unwrap();
    assert_eq!(open(&mut world, GUS, subject), refused(Error::NotDisputable));
    world.state.set_payment(PaymentId(0), payment);
    assert_eq!(open(&mut world, GUS, subject), Ok(FIRST));
    assert_eq!(payment_status(&world, PaymentId(0)), PaymentStatus::Stopped);
}

#[ink::test]
fn parties_are_payee_proposer_holder_and_opener_each_once() {
    let mut world = world();
    let id = world.payment(CLEO, 1);
    let mut payment = world.state.payment(id).unwrap();
    payment.stops.hold = Some(Hold { by: MemberIndex(0), until_ms: world.now_ms + 5 });
    world.state.set_payment(id, payment);
    open(&mut world, CLEO, DisputeSubject::Payment(id)).unwrap();
    assert_eq!(dispute(&world).parties, indices(&[4, 2, 0]));
    let second = world.payment(CLEO, 1);
    let second = open(&mut world, DAN, DisputeSubject::Payment(second)).unwrap();
    assert_eq!(world.state.dispute(second).unwrap().parties, indices(&[4, 2, 3]));
}

#[ink::test]
fn the_third_petitioner_opens_the_dispute() {
    let (mut world, subject) = disputable();
    assert_eq!(join(&mut world, KIM), refused(Error::NoDispute(FIRST)));
    open(&mut world, FAY, subject).unwrap();
    let record = dispute(&world);
    assert_eq!((record.petitioners, record.opened_ms), (indices(&[5]), 0));
    assert_eq!(record.ends_ms, world.now_ms + 10_000);
    assert_eq!(payment_status(&world, PaymentId(0)), PaymentStatus::Waiting, "nothing stands still yet");
    assert_eq!(join(&mut world, HAL), refused(Error::NotMember));
    assert_eq!(join(&mut world, FAY), refused(Error::AlreadyRuled));
    world.wait(9_999);
    assert_eq!(join(&mut world, LEO), Ok(1));
    assert_eq!(join(&mut world, LEO), refused(Error::AlreadyRuled));
    assert_eq!(join(&mut world, IDA), Ok(2));
    let record = dispute(&world);
    assert_eq!((record.status(world.now_ms), record.ends_ms), (DisputeStatus::Panel, world.now_ms + 10_000));
    assert_eq!(record.parties, indices(&[5, 9, 6, 4]));
    assert_eq!(record.panel, indices(&[7, 8]), "who asked for it does not decide it");
    assert_eq!(payment_status(&world, PaymentId(0)), PaymentStatus::Stopped);
    let refusal = wrong(DisputeStatus::Panel, record.ends_ms);
    assert_eq!(join(&mut world, KIM), refused(refusal));
    assert_eq!(world.state.counters.ledger.deposits, DEPOSIT);
}

#[ink::test]
fn a_petition_that_too_few_joined_is_dropped_and_may_be_made_again() {
    let (mut world, subject) = disputable();
    open(&mut world, FAY, subject).unwrap();
    let ends_ms = dispute(&world).ends_ms;
    join(&mut world, LEO).unwrap();
    world.wait(9_999);
    assert_eq!(open(&mut world, GUS, subject), refused(Error::AlreadyDisputed(FIRST)));
    world.wait(1);
    assert_eq!(join(&mut world, IDA), refused(wrong(DisputeStatus::Dropped, ends_ms)));
    assert_eq!(open(&mut world, GUS, subject), Ok(DisputeId(1)));
    let call = world.by(HAL);
    assert_eq!(world.state.settle_dispute(&call, FIRST).unwrap().len(), 1);
    assert_eq!((world.state.credit(FAY), world.state.counters.ledger.deposits), (DEPOSIT, DEPOSIT));
}

#[ink::test]
fn a_petition_about_what_is_over_by_now_is_not_joined() {
    let (mut world, subject) = disputable();
    open(&mut world, FAY, subject).unwrap();
    let call = world.by(HAL);
    let payment = world.state.payment(PaymentId(0)).unwrap();
    world.state.cancel(&call, PaymentId(0), payment).unwrap();
    assert_eq!(join(&mut world, LEO), refused(Error::NotDisputable));
}

#[ink::test]
fn only_the_accused_appeals_and_only_in_the_notice() {
    let mut world = world();
    let id = world.propose(EVE, Action::Resolution).unwrap();
    assert_eq!(open(&mut world, EVE, DisputeSubject::Expulsion(id)), refused(Error::NotDisputable));
    let id = world.propose(EVE, Action::Expel { member: MemberIndex(5) }).unwrap();
    let subject = DisputeSubject::Expulsion(id);
    for voter in [ANA, BEN, CLEO, DAN, EVE, IDA, JON, KIM, LEO] {
        world.vote(voter, id, Choice::Aye).unwrap();
    }
    let notice_ms = world.state.proposal(id).unwrap().ends_ms;
    world.now_ms = notice_ms - 1;
    assert_eq!(open(&mut world, FAY, subject), refused(Error::NotDisputable));
    world.now_ms = notice_ms + 5_000;
    assert_eq!(open(&mut world, FAY, subject), refused(Error::NotDisputable));
    world.now_ms = notice_ms + 4_999;
    for by in [EVE, ANA, DAN, HAL] {
        assert_eq!(open(&mut world, by, subject), refused(Error::NotParty));
    }
    // Members of any standing appeal.
    let mut fay = world.state.member(FAY).unwrap();
    fay.suspended_until_ms = u64::MAX;
    world.state.set_member(FAY, fay);
    assert_eq!(open(&mut world, FAY, subject), Ok(FIRST));
    assert_eq!(dispute(&world).parties, indices(&[5, 4]));
    world.wait(100_000);
    let proposal = world.state.proposal(id).unwrap();
    assert_eq!((proposal.status(world.now_ms), proposal.is_over(world.now_ms)), (ProposalStatus::Appealed, false));
    assert!(world.execute(id).is_err());
}

#[ink::test]
fn an_external_matter_is_between_two_members() {
    let contract = AccountId([0xcc; 32]);
    let external = |a, b| DisputeSubject::External { contract, case: 3, a: MemberIndex(a), b: MemberIndex(b) };
    let mut world = world();
    assert_eq!(open(&mut world, contract, external(5, 5)), refused(Error::NotDisputable));
    assert_eq!(open(&mut world, contract, external(5, 10)), refused(Error::NotDisputable));
    assert_eq!(open(&mut world, contract, external(10, 5)), refused(Error::NotDisputable));
    assert_eq!(open(&mut world, HAL, external(5, 6)), refused(Error::NotParty));
    assert_eq!(open(&mut world, contract, external(5, 6)), Ok(FIRST));
    assert_eq!((dispute(&world).parties, dispute(&world).panel), (indices(&[5, 6]), indices(&[7, 8, 9])));
    assert_eq!(open(&mut world, FAY, external(5, 9)), Ok(DisputeId(1)));
    assert_eq!(open(&mut world, FAY, external(9, 5)), Ok(DisputeId(2)));
    assert_eq!(open(&mut world, DAN, external(7, 8)), Ok(DisputeId(3)));
    assert_eq!(open(&mut world, EVE, external(8, 7)), Ok(DisputeId(4)));
    let statuses: Vec<_> =
        world.state.disputes_page(1, 4).iter().map(|view| view.dispute.status(world.now_ms)).collect();
    use DisputeStatus::{Panel, Petition, Undecided};
    assert_eq!(statuses, [Panel, Panel, Panel, Petition]);
    assert_ne!(statuses[0], Undecided);
}

#[ink::test]
fn a_stage_that_is_not_there_is_not_disputed() {
    let mut world = world();
    let nowhere = DisputeSubject::Stage { grant: GrantId(0), stage: 0 };
    assert_eq!(open(&mut world, GUS, nowhere), refused(Error::NotDisputable));
}

#[ink::test]
fn joining_needs_a_member_who_may_act() {
    let (mut world, subject) = disputable();
    open(&mut world, FAY, subject).unwrap();
    let mut ana = world.state.member(ANA).unwrap();
    ana.suspended_until_ms = u64::MAX;
    world.state.set_member(ANA, ana);
    assert_eq!(join(&mut world, ANA), refused(Error::NotInGoodStanding(Standing::Suspended)));
}
