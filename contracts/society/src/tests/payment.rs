use mutual_types::{
    Conflict, Dissolution, Grant, GrantId, Member, MemberIndex, Origin, Payment, PaymentState, PaymentStatus, Refusal,
    ReliefId,
};

use crate::payment::Release;

use super::*;

fn approve(world: &mut World, treasurer: AccountId, id: PaymentId) -> Result<u8, Box<Error>> {
    let call = world.by(treasurer);
    world.state.approve_payment(&call, id).map(|event| event.approvals)
}

fn ensure_releasable(world: &World, id: PaymentId) -> Result<(), Box<Error>> {
    world.state.ensure_releasable(&world.by(HAL), id).map(|_| ())
}

#[ink::test]
fn two_treasurers_approve_and_the_pot_pays() {
    let mut world = World::new();
    let id = world.payment(GUS, 600);
    assert_eq!(ensure_releasable(&world, id), refused(Error::NotEnoughApprovals { have: 0, needed: 2 }));
    assert_eq!(approve(&mut world, ANA, id), Ok(1));
    assert_eq!(approve(&mut world, ANA, id), refused(Error::AlreadyApproved));
    assert_eq!(ensure_releasable(&world, id), refused(Error::NotEnoughApprovals { have: 1, needed: 2 }));
    assert_eq!(approve(&mut world, BEN, id), Ok(2));
    assert_eq!(ensure_releasable(&world, id), Ok(()));

    let call = world.by(HAL);
    let payment = world.state.payment(id).unwrap();
    assert!(matches!(world.state.record_release(&call, id, payment, Ok(())), Ok(Release::Released(_))));
    let pot = world.state.pot(PotId::GENERAL).unwrap();
    assert_eq!((pot.balance, pot.reserved, pot.open_items), (400, 0, 0));
    assert_eq!(world.state.counters.ledger.pots, 400);
    assert!(matches!(
        ensure_releasable(&world, id).err().as_deref(),
        Some(Error::PaymentNotWaiting { status: PaymentStatus::Released, .. })
    ));
}

#[ink::test]
fn only_live_treasurers_approve() {
    let mut world = World::new();
    let id = world.payment(GUS, 1);
    assert_eq!(approve(&mut world, DAN, id), refused(Error::NotTreasurer));
    assert_eq!(approve(&mut world, GUS, id), refused(Error::NotMember));
}

#[ink::test]
fn who_asked_or_is_paid_does_not_approve() {
    let mut world = World::new();
    let id = world.payment(CLEO, 1);
    assert_eq!(approve(&mut world, CLEO, id), refused(Error::ConflictOfInterest(Conflict::Payee)));

    let asked = world.propose(ANA, Action::Spend { payee: GUS, amount: 1, pot: PotId(0) }).unwrap();
    for voter in [BEN, DAN, EVE, FAY] {
        world.vote(voter, asked, Choice::Aye).unwrap();
    }
    world.now_ms = world.state.proposal(asked).unwrap().executable_from_ms();
    let payment = PaymentId(world.state.counters.payments);
    world.execute(asked).unwrap();
    assert_eq!(approve(&mut world, ANA, payment), refused(Error::ConflictOfInterest(Conflict::Proposer)));
}

#[ink::test]
fn people_are_compared_by_index_and_not_by_account() {
    let mut world = World::new();
    let id = world.payment(GUS, 1);
    approve(&mut world, ANA, id).unwrap();
    approve(&mut world, BEN, id).unwrap();
    assert_eq!(ensure_releasable(&world, id), Ok(()));
    // Ana moves to the account that is paid: her approval no longer counts.
    let moved: Box<Member> = world.state.member(ANA).unwrap();
    world.state.set_account(moved.index, GUS);
    world.state.set_member(GUS, moved);
    assert_eq!(ensure_releasable(&world, id), refused(Error::NotEnoughApprovals { have: 1, needed: 2 }));
}

#[ink::test]
fn an_approval_counts_only_while_its_treasurer_is_live() {
    let mut world = World::new();
    let id = world.payment(GUS, 1);
    approve(&mut world, ANA, id).unwrap();
    approve(&mut world, BEN, id).unwrap();
    let mut roster = world.state.roster().unwrap();
    roster.revoke(Role::Treasurer, MemberIndex(0));
    world.state.set_roster(roster);
    assert_eq!(ensure_releasable(&world, id), refused(Error::NotEnoughApprovals { have: 1, needed: 2 }));
    approve(&mut world, CLEO, id).unwrap();
    assert_eq!(ensure_releasable(&world, id), Ok(()));

    let mut suspended = world.state.member(CLEO).unwrap();
    suspended.suspended_until_ms = u64::MAX;
    world.state.set_member(CLEO, suspended);
    // Ben is the last treasurer who can act, so that his approval is all there can be.
    assert_eq!(ensure_releasable(&world, id), Ok(()));
    let mut roster = world.state.roster().unwrap();
    roster.revoke(Role::Treasurer, MemberIndex(1));
    world.state.set_roster(roster);
    assert_eq!(ensure_releasable(&world, id), refused(Error::NotEnoughApprovals { have: 0, needed: 1 }));
}

#[ink::test]
fn a_refused_transfer_is_recorded_and_the_money_stays_reserved() {
    let mut world = World::new();
    let id = world.payment(GUS, 5);
    let refusal = Refusal::BelowExistentialDeposit { amount: 5, minimum: 1_000 };
    let payment = world.state.payment(id).unwrap();
    let active_ms = world.state.counters.last_activity_ms;
    world.wait(1);
    let release = world.state.record_release(&world.by(HAL), id, payment, Err(refusal));
    assert!(matches!(release, Ok(Release::Refused(event)) if event.refusal == refusal));
    assert_eq!(world.state.counters.last_activity_ms, active_ms, "or one dust payment would keep dormancy away");
    let payment = world.state.payment(id).unwrap();
    assert_eq!((payment.status(world.now_ms), payment.refused), (PaymentStatus::Waiting, Some(refusal)));
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().reserved, 5);
}

#[ink::test]
fn a_lapsed_payment_is_renewed_once_and_keeps_its_money() {
    let mut world = World::new();
    let id = world.payment(GUS, 5);
    let call = world.by(ANA);
    let waiting = Error::NotRenewable { status: PaymentStatus::Waiting, renewed: false };
    assert_eq!(world.state.renew_payment(&call, id).err(), Some(waiting.into()));
    world.wait(20_000);
    let lapsed = Error::PaymentNotWaiting { status: PaymentStatus::Lapsed, ends_ms: world.now_ms };
    assert_eq!(approve(&mut world, ANA, id), refused(lapsed));
    let call = world.by(ANA);
    assert_eq!(world.state.renew_payment(&call, id).unwrap().ends_ms, world.now_ms + 20_000);
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().reserved, 5);
    assert_eq!(approve(&mut world, ANA, id), Ok(1));
    world.wait(20_000);
    let call = world.by(BEN);
    let again = Error::NotRenewable { status: PaymentStatus::Lapsed, renewed: true };
    assert_eq!(world.state.renew_payment(&call, id).err(), Some(again.into()));
}

/// A payment of 5 with another origin.
fn payment_of(world: &mut World, origin: Origin) -> PaymentId {
    let id = world.payment(GUS, 5);
    let mut payment = world.state.payment(id).unwrap();
    payment.origin = origin;
    world.state.set_payment(id, payment);
    id
}

fn release(world: &mut World, id: PaymentId) -> (Release, Box<Payment>) {
    let call = world.by(HAL);
    let payment = world.state.ensure_releasable(&call, id).unwrap();
    let release = world.state.record_release(&call, id, payment.clone(), Ok(())).unwrap();
    (release, payment)
}

fn dissolve(world: &mut World, claims_until_ms: u64) {
    let now = world.now_ms;
    world.state.counters.dissolving_since_ms = now;
    world.state.set_dissolution(Dissolution {
        opened_ms: now,
        made_ms: now,
        claims_until_ms,
        next: MemberIndex(0),
        sharers: 0,
        division: None,
    });
}

#[ink::test]
fn each_approval_of_relief_begins_its_hold() {
    let mut world = World::new();
    let id = payment_of(&mut world, Origin::Relief(ReliefId(0)));
    for treasurer in [ANA, BEN] {
        world.wait(10);
        approve(&mut world, treasurer, id).unwrap();
    }
    let from_ms = world.now_ms + 1_000;
    assert_eq!(world.state.payment(id).unwrap().release_from_ms, from_ms);
    world.wait(999);
    let early = Error::ReleaseTooEarly { from_ms, now_ms: world.now_ms };
    assert_eq!(ensure_releasable(&world, id), refused(early));
    world.wait(1);
    assert_eq!(ensure_releasable(&world, id), Ok(()));
}

#[ink::test]
fn a_members_payment_goes_to_their_present_account() {
    let mut world = World::new();
    let id = world.payment(EVE, 5);
    let mut old = world.state.member(EVE).unwrap();
    let (eve, new) = (old.index, old.clone());
    old.moved_to = Some(GUS);
    world.state.set_member(EVE, old);
    world.state.set_member(GUS, new);
    world.state.set_account(eve, GUS);
    approve(&mut world, ANA, id).unwrap();
    approve(&mut world, BEN, id).unwrap();
    let (released, payment) = release(&mut world, id);
    assert_eq!(payment.payee, GUS);
    assert!(matches!(released, Release::Released(event) if event.payee == GUS));
    // She is still the payee of the record, under either account.
    assert_eq!(world.state.index_of(world.state.payment(id).unwrap().payee), Some(eve));
}

#[ink::test]
fn a_grants_payment_counts_as_paid_when_it_is_released() {
    let mut world = World::new();
    let grant = GrantId(0);
    world.state.set_grant(
        grant,
        Grant {
            proposal: ProposalId(0),
            proposer: MemberIndex(4),
            payee: GUS,
            payee_member: None,
            pot: PotId::GENERAL,
            stages: Vec::new(),
            current: 0,
            claim: None,
            review_ms: 1,
            approvals_needed: 2,
            payment_window_ms: 1,
            reserved: 0,
            paid: 7,
            pending: 5,
            repay_by_ms: None,
            repaid: 0,
            forgiven: 0,
            stopped: false,
        },
    );
    let id = payment_of(&mut world, Origin::GrantStage { grant, stage: 0 });
    approve(&mut world, ANA, id).unwrap();
    approve(&mut world, BEN, id).unwrap();
    assert_eq!(world.state.grant(grant).unwrap().paid, 7);
    release(&mut world, id);
    assert_eq!(world.state.grant(grant).unwrap().paid, 12);
}

#[ink::test]
fn a_calls_payment_is_not_released() {
    let mut world = World::new();
    let id = payment_of(&mut world, Origin::Call(ProposalId(0)));
    assert_eq!(ensure_releasable(&world, id), refused(Error::NotACall));
}

#[ink::test]
fn while_the_society_dissolves_a_payment_becomes_a_credit_in_the_time_for_claims() {
    let mut world = World::new();
    let (id, late) = (world.payment(GUS, 5), world.payment(GUS, 6));
    let until_ms = world.now_ms + 10;
    dissolve(&mut world, until_ms);
    approve(&mut world, ANA, id).unwrap();
    approve(&mut world, BEN, id).unwrap();
    approve(&mut world, ANA, late).unwrap();
    let call = world.by(ANA);
    let dissolving = Error::Dissolving { since_ms: world.now_ms };
    assert_eq!(world.state.renew_payment(&call, id).err(), Some(dissolving.into()));
    assert_eq!(world.state.hold_payment(&call, id, "x".to_string()).err(), Some(dissolving.into()));
    assert_eq!(world.state.make_call(&call, id).err(), Some(dissolving.into()));

    world.wait(9);
    let (credited, _) = release(&mut world, id);
    assert!(matches!(credited, Release::Credited(event) if event.account == GUS && event.amount == 5));
    let payment = world.state.payment(id).unwrap();
    assert_eq!(payment.state, PaymentState::Credited { at_ms: world.now_ms });
    assert_eq!(payment.status(world.now_ms), PaymentStatus::Credited);
    assert_eq!(world.state.credit(GUS), 5);
    let ledger = &world.state.counters.ledger;
    assert_eq!((ledger.pots, ledger.credits, ledger.total()), (995, 5, Ok(1_000)));
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().reserved, 6);

    world.wait(1);
    let over = Error::ClaimsOver { ended_ms: until_ms };
    assert_eq!(approve(&mut world, BEN, late), refused(over));
    assert_eq!(ensure_releasable(&world, late), refused(over));
    // The payee can still give it up.
    let call = world.by(GUS);
    assert_eq!(world.state.waive_payment(&call, late).unwrap().amount, 6);
}

#[ink::test]
fn a_window_lasts_to_its_last_ms() {
    let mut world = World::new();
    let id = world.payment(GUS, 5);
    world.wait(19_999);
    assert_eq!(approve(&mut world, ANA, id), Ok(1));
    world.wait(1);
    assert!(approve(&mut world, BEN, id).is_err());
}

#[ink::test]
fn nothing_can_be_done_with_a_payment_that_is_not_there() {
    let mut world = World::new();
    let (id, call) = (PaymentId(0), world.by(ANA));
    let none = Some(Box::new(Error::NoPayment(id)));
    assert_eq!(world.state.approve_payment(&call, id).err(), none);
    assert_eq!(world.state.ensure_releasable(&call, id).err(), none);
    assert_eq!(world.state.renew_payment(&call, id).err(), none);
    assert_eq!(world.state.hold_payment(&call, id, String::new()).err(), none);
    assert_eq!(world.state.lift_hold(&call, id).err(), none);
    assert_eq!(world.state.waive_payment(&call, id).err(), none);
    assert_eq!(world.state.make_call(&call, id).err(), none);
    assert_eq!(world.propose(EVE, Action::CancelPayment { payment: id }).err(), none);
}
