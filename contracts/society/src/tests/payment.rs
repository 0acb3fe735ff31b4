use mutual_types::{Conflict, Member, MemberIndex, PaymentStatus, Refusal};

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
    let call = world.by(HAL);
    let refusal = Refusal::BelowExistentialDeposit { amount: 5, minimum: 1_000 };
    let payment = world.state.payment(id).unwrap();
    let release = world.state.record_release(&call, id, payment, Err(refusal));
    assert!(matches!(release, Ok(Release::Refused(event)) if event.refusal == refusal));
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
