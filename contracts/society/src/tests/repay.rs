use mutual_types::{GrantId, GrantTerms, PaymentState};

use super::{
    grant::{granted, lent, loans_of, make, pot_of, terms, GRANT},
    *,
};

/// What is outstanding after somebody pays back.
fn repay(world: &mut World, id: GrantId, amount: Planck) -> Result<Planck, Box<Error>> {
    let call = world.paying(HAL, amount);
    world.state.repay_grant(&call, id).map(|event| event.outstanding)
}

/// Claims and accepts the open stage.
fn accept(world: &mut World, id: GrantId) {
    let stage = world.state.grant(id).unwrap().current;
    let call = world.by(CLEO);
    let evidence = Document { uri: String::new(), hash: [0; 32] };
    world.state.claim_stage(&call, id, stage, evidence, 0).unwrap();
    let call = world.by(DAN);
    world.state.accept_stage(&call, id, stage).unwrap();
}

fn end(world: &mut World, id: GrantId, amount: Planck, is_paid: bool) {
    world.state.end_grant_payment(id, amount, is_paid).unwrap();
}

#[ink::test]
fn anyone_pays_back_at_most_what_was_paid() {
    let mut world = World::new();
    let loan = lent(&mut world);
    assert_eq!(repay(&mut world, GrantId(9), 1), refused(Error::NoGrant(GrantId(9))));
    assert_eq!(repay(&mut world, loan, 0), refused(Error::ZeroAmount));
    assert_eq!(repay(&mut world, loan, 1), refused(Error::WrongValue { given: 1, needed: 0 }), "nothing was paid");
    accept(&mut world, loan);
    assert_eq!(repay(&mut world, loan, 1), refused(Error::WrongValue { given: 1, needed: 0 }), "nothing was released");
    end(&mut world, loan, 100, true);
    assert_eq!(repay(&mut world, loan, 101), refused(Error::WrongValue { given: 101, needed: 100 }));

    let before = (pot_of(&world).0, world.state.counters.ledger.pots);
    assert_eq!(repay(&mut world, loan, 99), Ok(1));
    assert_eq!(loans_of(&world, CLEO), [loan]);
    assert_eq!(repay(&mut world, loan, 2), refused(Error::WrongValue { given: 2, needed: 1 }));
    assert_eq!(repay(&mut world, loan, 1), Ok(0));
    assert_eq!(loans_of(&world, CLEO), []);
    assert_eq!((pot_of(&world).0, world.state.counters.ledger.pots), (before.0 + 100, before.1 + 100));
    assert_eq!(repay(&mut world, loan, 1), refused(Error::WrongValue { given: 1, needed: 0 }));
}

#[ink::test]
fn a_gift_is_not_paid_back() {
    let mut world = granted();
    assert_eq!(repay(&mut world, GRANT, 0), refused(Error::NotRepayable));
    assert_eq!(repay(&mut world, GRANT, 5), refused(Error::NotRepayable));
}

#[ink::test]
fn what_is_paid_back_to_a_closed_pot_goes_to_the_general_one() {
    let mut founding = founding();
    founding.pots[1].restriction.as_mut().unwrap().kinds = vec![Kind::Grant];
    let mut world = World::founded(founding);
    world.state.book(FOOD, 100).unwrap();
    let repay_by_ms = Some(world.now_ms + 600_000);
    let food = GrantTerms { pot: FOOD, repay_by_ms, ..terms(&world, CLEO, &[(100, 100_000, 0)]) };
    let id = make(&mut world, food).unwrap();
    accept(&mut world, id);
    end(&mut world, id, 100, true);
    assert_eq!(repay(&mut world, id, 10), Ok(90));
    let mut pot = world.state.pot(FOOD).unwrap();
    assert_eq!(pot.balance, 110);
    pot.closed = true;
    world.state.set_pot(FOOD, pot);
    let general = pot_of(&world).0;
    assert_eq!(repay(&mut world, id, 90), Ok(0));
    assert_eq!((world.state.pot(FOOD).unwrap().balance, pot_of(&world).0), (110, general + 90));
}

#[ink::test]
fn a_loan_is_not_level_while_it_runs_or_a_payment_of_it_waits() {
    let mut world = World::new();
    let repay_by_ms = Some(world.now_ms + 600_000);
    let two = GrantTerms { repay_by_ms, ..terms(&world, CLEO, &[(10, 100_000, 0), (20, 200_000, 0)]) };
    let id = make(&mut world, two).unwrap();
    accept(&mut world, id);
    end(&mut world, id, 10, true);
    assert_eq!(repay(&mut world, id, 10), Ok(0));
    assert_eq!(loans_of(&world, CLEO), [id], "a stage is open");
    accept(&mut world, id);
    assert_eq!(loans_of(&world, CLEO), [id], "a payment waits");
    end(&mut world, id, 20, true);
    assert_eq!(repay(&mut world, id, 20), Ok(0));
    assert_eq!(loans_of(&world, CLEO), []);
}

#[ink::test]
fn a_payment_that_is_given_up_is_not_owed() {
    let mut world = World::new();
    let loan = lent(&mut world);
    accept(&mut world, loan);
    assert_eq!(loans_of(&world, CLEO), [loan]);
    end(&mut world, loan, 100, false);
    let grant = world.state.grant(loan).unwrap();
    assert_eq!((grant.pending, grant.paid, grant.outstanding()), (0, 0, 0));
    assert_eq!(loans_of(&world, CLEO), []);
}

#[ink::test]
fn a_stopped_loan_is_owed_as_far_as_it_was_paid() {
    let mut world = World::new();
    let repay_by_ms = world.now_ms + 600_000;
    let two =
        GrantTerms { repay_by_ms: Some(repay_by_ms), ..terms(&world, CLEO, &[(10, 100_000, 0), (20, 200_000, 0)]) };
    let id = make(&mut world, two).unwrap();
    accept(&mut world, id);
    let stop = world.pass(Action::StopGrant { grant: id });
    world.execute(stop).unwrap();
    assert_eq!(loans_of(&world, CLEO), [id], "a payment waits");
    end(&mut world, id, 10, true);
    let grant = world.state.grant(id).unwrap();
    assert_eq!((grant.past_due(repay_by_ms - 1), grant.past_due(repay_by_ms)), (0, 10));
    assert_eq!(loans_of(&world, CLEO), [id]);
    assert_eq!(repay(&mut world, id, 10), Ok(0));
    assert_eq!(loans_of(&world, CLEO), []);
}

#[ink::test]
fn a_level_loan_leaves_the_present_account_of_its_payee() {
    let mut world = World::new();
    let loan = lent(&mut world);
    accept(&mut world, loan);
    end(&mut world, loan, 100, true);
    let mut old = world.state.member(CLEO).unwrap();
    world.state.set_account(old.index, GUS);
    world.state.set_member(GUS, old.clone());
    old.moved_to = Some(GUS);
    world.state.set_member(CLEO, old);
    assert_eq!(repay(&mut world, loan, 100), Ok(0));
    assert_eq!(loans_of(&world, GUS), []);
}

#[ink::test]
fn a_payment_of_another_loan_does_not_count() {
    let mut world = World::new();
    let (first, second) = (lent(&mut world), lent(&mut world));
    accept(&mut world, first);
    assert_eq!(world.state.end_grant_payment(second, 100, true), refused(Error::Overflow));
    end(&mut world, first, 100, true);
    assert_eq!(world.state.payment(PaymentId(0)).unwrap().state, PaymentState::Waiting, "the release does that");
    assert_eq!(repay(&mut world, second, 1), refused(Error::WrongValue { given: 1, needed: 0 }));
    assert_eq!(loans_of(&world, CLEO), [first, second]);
}

#[ink::test]
fn a_release_makes_it_owed_and_what_was_paid_back_makes_the_pot_whole() {
    let mut world = World::new();
    let loan = lent(&mut world);
    accept(&mut world, loan);
    for treasurer in [ANA, BEN] {
        let call = world.by(treasurer);
        world.state.approve_payment(&call, PaymentId(0)).unwrap();
    }
    let call = world.by(HAL);
    let payment = world.state.ensure_releasable(&call, PaymentId(0)).unwrap();
    world.state.record_release(&call, PaymentId(0), payment, Ok(())).unwrap();
    assert_eq!(pot_of(&world), (900, 0, 0));
    let grant = world.state.grant(loan).unwrap();
    assert_eq!((grant.pending, grant.paid, grant.outstanding()), (0, 100, 100));
    assert_eq!(repay(&mut world, loan, 100), Ok(0));
    assert_eq!(pot_of(&world), (1_000, 0, 0));
    assert_eq!(loans_of(&world, CLEO), []);
}

#[ink::test]
fn a_payee_who_waives_a_payment_of_a_loan_owes_nothing_of_it() {
    let mut world = World::new();
    let loan = lent(&mut world);
    accept(&mut world, loan);
    let call = world.by(CLEO);
    world.state.waive_payment(&call, PaymentId(0)).unwrap();
    assert_eq!(pot_of(&world), (1_000, 0, 0));
    let grant = world.state.grant(loan).unwrap();
    assert_eq!((grant.pending, grant.paid), (0, 0));
    assert_eq!(loans_of(&world, CLEO), []);
}
