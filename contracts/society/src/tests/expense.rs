use mutual_types::{Conflict, Field, Origin, PaymentState};

use crate::payment::Release;

use super::*;

fn world() -> World {
    World::with_rules(|rules| rules.payments.expense_max = 600)
}

fn claim(world: &mut World, by: AccountId, pot: PotId, amount: Planck) -> Result<PaymentId, Box<Error>> {
    let call = world.by(by);
    world.state.claim_expense(&call, pot, amount, [9; 32], "paint".to_string()).map(|(_, claimed)| claimed.payment)
}

fn approve(world: &mut World, by: AccountId, id: PaymentId) -> Result<(), Box<Error>> {
    let call = world.by(by);
    world.state.approve_payment(&call, id).map(|_| ())
}

fn general(world: &World) -> (Planck, Planck, u32) {
    let pot = world.state.pot(PotId::GENERAL).unwrap();
    (pot.balance, pot.reserved, pot.open_items)
}

#[ink::test]
fn an_expense_is_reserved_by_the_first_approval_and_paid_after_the_last() {
    let mut world = world();
    let id = claim(&mut world, EVE, PotId::GENERAL, 600).unwrap();
    assert_eq!(world.state.payment(id).unwrap().origin, Origin::Expense(mutual_types::ExpenseId(0)));
    assert_eq!(world.state.counters.expenses, 1);
    assert_eq!(general(&world), (1_000, 0, 0));
    approve(&mut world, ANA, id).unwrap();
    assert_eq!(general(&world), (1_000, 600, 1));
    approve(&mut world, BEN, id).unwrap();
    assert_eq!(general(&world), (1_000, 600, 1), "reserved once");
    let call = world.by(HAL);
    let payment = world.state.ensure_releasable(&call, id).unwrap();
    assert!(matches!(world.state.record_release(&call, id, payment, Ok(())), Ok(Release::Released(_))));
    assert_eq!(general(&world), (400, 0, 0));
}

#[ink::test]
fn both_events_have_their_numbers() {
    let mut world = world();
    let (call, seq) = (world.by(EVE), world.state.counters.seq);
    let (created, claimed) = world.state.claim_expense(&call, PotId(0), 1, [9; 32], String::new()).unwrap();
    assert_eq!((created.seq, claimed.seq, world.state.counters.seq), (seq, seq + 1, seq + 2));
    assert_eq!((created.payment, created.payee, claimed.receipt), (claimed.payment, EVE, [9; 32]));
}

#[ink::test]
fn who_claims_does_not_approve() {
    let mut world = world();
    let id = claim(&mut world, ANA, PotId::GENERAL, 5).unwrap();
    assert_eq!(approve(&mut world, ANA, id), refused(Error::ConflictOfInterest(Conflict::Proposer)));
}

#[ink::test]
fn what_the_pot_does_not_have_is_not_approved() {
    let mut world = world();
    let (first, second) =
        (claim(&mut world, EVE, PotId(0), 600).unwrap(), claim(&mut world, FAY, PotId(0), 301).unwrap());
    approve(&mut world, ANA, first).unwrap();
    assert_eq!(approve(&mut world, ANA, second), refused(Error::InsufficientPot { available: 300, needed: 301 }));
    assert_eq!(general(&world), (1_000, 600, 1));
}

#[ink::test]
fn refusals_in_their_order() {
    let mut world = world();
    assert_eq!(claim(&mut world, GUS, PotId(3), 0), refused(Error::NotMember));
    assert_eq!(claim(&mut world, EVE, PotId(3), 0), refused(Error::ZeroAmount));
    assert_eq!(claim(&mut world, EVE, PotId(3), 601), refused(Error::OverMax { amount: 601, max: 600 }));
    assert_eq!(claim(&mut world, EVE, PotId(3), 600), refused(Error::NoPot(PotId(3))));
    assert_eq!(claim(&mut world, EVE, RESERVE, 1), refused(Error::WrongPot(PotKind::Reserve)));
    assert_eq!(claim(&mut world, EVE, FOOD, 1), refused(Error::WrongPot(PotKind::Restricted)));
    let call = world.by(EVE);
    let long = Error::TextTooLong { field: Field::Title, len: 129, max: 128 };
    let result = world.state.claim_expense(&call, PotId(0), 1, [0; 32], "x".repeat(129)).err();
    assert_eq!(result, Some(long.into()));
    let mut off = World::new();
    assert_eq!(claim(&mut off, EVE, PotId(0), 1), refused(Error::OverMax { amount: 1, max: 0 }));
}

#[ink::test]
fn an_unapproved_expense_is_given_up_without_freeing_anything() {
    let mut world = world();
    world.payment(GUS, 50);
    let id = claim(&mut world, EVE, PotId::GENERAL, 40).unwrap();
    let call = world.by(EVE);
    assert_eq!(world.state.waive_payment(&call, id).unwrap().amount, 0);
    assert_eq!(world.state.payment(id).unwrap().state, PaymentState::Cancelled { at_ms: world.now_ms });
    assert_eq!(general(&world), (1_000, 50, 1));

    let id = claim(&mut world, EVE, PotId::GENERAL, 40).unwrap();
    approve(&mut world, ANA, id).unwrap();
    let call = world.by(EVE);
    assert_eq!(world.state.waive_payment(&call, id).unwrap().amount, 40);
    assert_eq!(general(&world), (1_000, 50, 1));
}

#[ink::test]
fn members_who_release_an_unapproved_expense_reserve_it() {
    let mut world = world();
    let payment = claim(&mut world, EVE, PotId::GENERAL, 600).unwrap();
    let id = world.propose(FAY, Action::ReleasePayment { payment }).unwrap();
    world.wait(1);
    for voter in [ANA, BEN, CLEO, DAN] {
        world.vote(voter, id, Choice::Aye).unwrap();
    }
    world.now_ms = world.state.proposal(id).unwrap().executable_from_ms();
    world.execute(id).unwrap();
    assert_eq!(general(&world), (1_000, 600, 1));
    assert!(world.state.ensure_releasable(&world.by(HAL), payment).is_ok());
}

#[ink::test]
fn a_release_by_the_members_reserves_by_the_rules_of_its_proposal() {
    let mut world = world();
    let payment = claim(&mut world, EVE, PotId::GENERAL, 600).unwrap();
    let id = world.propose(FAY, Action::ReleasePayment { payment }).unwrap();
    let mut rules = world.state.rules().unwrap();
    rules.payments.reserve_floor = 500;
    world.state.set_rules(rules);
    world.wait(1);
    for voter in [ANA, BEN, CLEO, DAN] {
        world.vote(voter, id, Choice::Aye).unwrap();
    }
    world.now_ms = world.state.proposal(id).unwrap().executable_from_ms();
    world.execute(id).unwrap();
    assert_eq!(general(&world), (1_000, 600, 1), "the floor was 100 when it was proposed");
}
