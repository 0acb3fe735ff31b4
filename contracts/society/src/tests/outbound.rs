use mutual_types::{CallTerms, Collection, Origin, PaymentStatus};

use crate::chain;

use super::*;

const CODE: [u8; 32] = [0xc0; 32];

/// Another contract is there, and answers so.
fn contract(outcome: Result<(), u32>) {
    chain::CONTRACT.set((GUS, CODE));
    chain::OUTCOME.set(outcome);
    chain::CALLS.with_borrow_mut(Vec::clear);
}

fn calls() -> Vec<CallTerms> {
    chain::CALLS.with_borrow(Vec::clone)
}

fn terms(value: Planck) -> CallTerms {
    CallTerms {
        callee: GUS,
        code_hash: CODE,
        input: vec![1, 2, 3, 4],
        value,
        pot: PotId::GENERAL,
        ref_time_limit: 1,
        proof_size_limit: 2,
        deposit_limit: 3,
    }
}

fn make(world: &mut World, id: PaymentId) -> Result<Planck, Box<Error>> {
    let call = world.by(HAL);
    world.state.make_call(&call, id).map(|(_, called)| called.value)
}

fn general(world: &World) -> (Planck, Planck, u32) {
    let pot = world.state.pot(PotId::GENERAL).unwrap();
    (pot.balance, pot.reserved, pot.open_items)
}

#[ink::test]
fn a_call_without_value_is_made_by_the_execution() {
    contract(Ok(()));
    let mut world = World::new();
    let id = world.pass(Action::Call(terms(0)));
    assert_eq!(calls(), [], "not before");
    assert_eq!(world.execute(id).unwrap().len(), 1);
    assert_eq!(calls(), [terms(0)]);
    assert_eq!(world.state.counters.payments, 0);
}

#[ink::test]
fn only_a_true_success_counts() {
    for code in [1, 2, 5, 8] {
        contract(Err(code));
        let mut world = World::new();
        let id = world.pass(Action::Call(terms(0)));
        assert_eq!(world.execute(id).map(|_| ()), refused(Error::CallFailed { code }));
    }
}

#[ink::test]
fn other_code_is_not_called() {
    contract(Ok(()));
    let mut world = World::new();
    let id = world.pass(Action::Call(terms(0)));
    chain::CONTRACT.set((GUS, [1; 32]));
    assert_eq!(world.execute(id).map(|_| ()), refused(Error::CodeChanged { found: [1; 32] }));
    assert_eq!(world.propose(EVE, Action::Call(terms(0))), refused(Error::CodeChanged { found: [1; 32] }));
    // No contract has no code, whatever the proposal says.
    let nobody = CallTerms { callee: HAL, code_hash: [0; 32], ..terms(0) };
    assert_eq!(world.propose(EVE, Action::Call(nobody)), refused(Error::CodeChanged { found: [0; 32] }));
    assert_eq!(calls(), []);
}

#[ink::test]
fn what_cannot_be_called_is_not_proposed() {
    contract(Ok(()));
    let mut world = World::new();
    let own = CallTerms { callee: SOCIETY, ..terms(0) };
    assert_eq!(world.propose(EVE, Action::Call(own)), refused(Error::PayeeIsSociety));
    let long = CallTerms { input: vec![0; 4_097], ..terms(0) };
    let too_many = Error::TooMany { what: Collection::CallInput, count: 4_097, max: 4_096 };
    assert_eq!(world.propose(EVE, Action::Call(long)), refused(too_many));
    let no_pot = CallTerms { pot: PotId(3), ..terms(1) };
    assert_eq!(world.propose(EVE, Action::Call(no_pot)), refused(Error::NoPot(PotId(3))));
    let reserve = CallTerms { pot: RESERVE, ..terms(1) };
    assert!(matches!(world.propose(EVE, Action::Call(reserve)).err().as_deref(), Some(Error::PotForbids(_))));
    let no_pot = CallTerms { pot: PotId(3), ..terms(0) };
    assert!(world.propose(EVE, Action::Call(no_pot)).is_ok(), "without value the pot means nothing");
}

#[ink::test]
fn a_call_with_value_is_reserved_approved_and_then_made() {
    contract(Ok(()));
    let mut world = World::new();
    let id = world.pass(Action::Call(terms(600)));
    world.execute(id).unwrap();
    assert_eq!(calls(), []);
    assert_eq!(general(&world), (1_000, 600, 1));
    let payment = PaymentId(0);
    assert_eq!(world.state.payment(payment).unwrap().origin, Origin::Call(id));
    let release = world.state.ensure_releasable(&world.by(HAL), payment).err();
    assert_eq!(release, Some(Error::NotACall.into()));
    assert_eq!(make(&mut world, payment), refused(Error::NotEnoughApprovals { have: 0, needed: 2 }));
    for treasurer in [ANA, BEN] {
        let call = world.by(treasurer);
        world.state.approve_payment(&call, payment).unwrap();
    }
    chain::CONTRACT.set((GUS, [1; 32]));
    assert_eq!(make(&mut world, payment), refused(Error::CodeChanged { found: [1; 32] }));
    chain::CONTRACT.set((GUS, CODE));
    assert_eq!(make(&mut world, payment), Ok(600));
    assert_eq!(calls(), [terms(600)]);
    assert_eq!(general(&world), (400, 0, 0));
    assert_eq!(world.state.counters.ledger.pots, 400);
    let again = make(&mut world, payment);
    assert!(matches!(again.err().as_deref(), Some(Error::PaymentNotWaiting { status: PaymentStatus::Released, .. })));
    assert_eq!(calls().len(), 1);
}

#[ink::test]
fn a_call_that_fails_is_an_error_that_takes_all_back() {
    contract(Err(2));
    let mut world = World::new();
    let id = world.pass(Action::Call(terms(600)));
    world.execute(id).unwrap();
    let release = world.pass(Action::ReleasePayment { payment: PaymentId(0) });
    world.execute(release).unwrap();
    assert_eq!(make(&mut world, PaymentId(0)), refused(Error::CallFailed { code: 2 }));
}

#[ink::test]
fn another_payment_is_no_call() {
    contract(Ok(()));
    let mut world = World::new();
    let id = world.payment(GUS, 5);
    assert_eq!(make(&mut world, id), refused(Error::NotACall));
    assert_eq!(calls(), []);
}
