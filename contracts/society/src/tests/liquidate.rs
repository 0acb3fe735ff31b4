use mutual_types::{Allowance, GrantId, GrantStatus, MemberIndex, PaymentStatus, TimestampMs, UNCLAIMED_MS};

use super::{
    dissolution::{dissolve, divide, liquidate, not_divisible},
    grant::{make, terms},
    *,
};

fn cancel(world: &mut World, id: PaymentId) -> Result<(), Box<Error>> {
    let call = world.by(HAL);
    world.state.cancel_payment(&call, id).map(|_| ())
}

fn cancel_grant(world: &mut World, id: GrantId) -> Result<(), Box<Error>> {
    let call = world.by(HAL);
    world.state.cancel_grant(&call, id).map(|_| ())
}

fn close(world: &mut World, id: PotId) -> Result<Planck, Box<Error>> {
    let call = world.by(HAL);
    world.state.liquidate_pot(&call, id).map(|closed| closed.amount)
}

fn forfeit(world: &mut World, account: AccountId) -> Result<Planck, Box<Error>> {
    let call = world.by(GUS);
    world.state.forfeit_credit(&call, account).map(|forfeited| forfeited.amount)
}

fn not_waiting<T>(status: PaymentStatus, ends_ms: TimestampMs) -> Result<T, Box<Error>> {
    refused(Error::PaymentNotWaiting { status, ends_ms })
}

#[ink::test]
fn payments_are_cancelled_only_once_claims_are_over() {
    let mut world = World::new();
    let id = world.payment(GUS, 40);
    assert_eq!(cancel(&mut world, id), refused(Error::NotDissolving));
    let until_ms = dissolve(&mut world);
    world.now_ms = until_ms - 1;
    assert_eq!(cancel(&mut world, id), refused(Error::ClaimsOpen { until_ms }));
    world.wait(1);
    assert_eq!(cancel(&mut world, PaymentId(1)), refused(Error::NoPayment(PaymentId(1))));
    assert_eq!(cancel(&mut world, id), Ok(()));
    let pot = world.state.pot(PotId::GENERAL).unwrap();
    assert_eq!((pot.balance, pot.reserved, pot.open_items), (1_000, 0, 0));
    let ends_ms = world.state.payment(id).unwrap().ends_ms;
    assert_eq!(cancel(&mut world, id), not_waiting(PaymentStatus::Cancelled, ends_ms));
    world.assert_books_balance();
}

#[ink::test]
fn a_payment_that_proposals_stop_is_cancelled_all_the_same() {
    let mut world = World::new();
    let id = world.payment(GUS, 40);
    let until_ms = dissolve(&mut world);
    world.now_ms = until_ms - 1;
    world.propose(ANA, Action::ReleasePayment { payment: id }).unwrap();
    world.wait(1);
    assert_eq!(cancel(&mut world, id), Ok(()));
}

#[ink::test]
fn approved_payments_become_credits_until_claims_are_over() {
    let mut world = World::new();
    let until_ms = dissolve_with_payment(&mut world);
    world.now_ms = until_ms - 20_000;
    let id = PaymentId(0);
    let release = world.propose(EVE, Action::ReleasePayment { payment: id }).unwrap();
    world.wait(1);
    for voter in [ANA, BEN, DAN, FAY] {
        world.vote(voter, release, Choice::Aye).unwrap();
    }
    world.now_ms = world.state.proposal(release).unwrap().executable_from_ms();
    world.execute(release).map(|_| ()).unwrap();
    world.now_ms = until_ms;
    let call = world.by(HAL);
    let refusal = Error::ClaimsOver { ended_ms: until_ms };
    assert_eq!(world.state.ensure_releasable(&call, id).map(|_| ()), refused(refusal));
    let call = world.by(ANA);
    assert_eq!(world.state.approve_payment(&call, id).map(|_| ()), refused(refusal));
    world.now_ms = until_ms - 1;
    let call = world.by(HAL);
    let payment = world.state.ensure_releasable(&call, id).unwrap();
    world.state.record_release(&call, id, payment, Ok(())).map(|_| ()).unwrap();
    assert_eq!(world.state.credit(GUS), 40);
    assert_eq!(world.state.counters.ledger.pots, 960);
    world.wait(1);
    let ends_ms = world.state.payment(id).unwrap().ends_ms;
    assert_eq!(cancel(&mut world, id), not_waiting(PaymentStatus::Credited, ends_ms));
    world.assert_books_balance();
}

fn dissolve_with_payment(world: &mut World) -> u64 {
    world.payment(GUS, 40);
    dissolve(world)
}

#[ink::test]
fn nothing_is_promised_once_claims_are_over() {
    let mut world = World::with_rules(|rules| rules.payments.expense_max = 100);
    let call = world.by(FAY);
    world.state.claim_expense(&call, PotId::GENERAL, 60, [0; 32], "flour".to_string()).map(|_| ()).unwrap();
    let until_ms = dissolve(&mut world);
    world.now_ms = until_ms - 10_000;
    let release = world.propose(EVE, Action::ReleasePayment { payment: PaymentId(0) }).unwrap();
    world.wait(1);
    for voter in [ANA, BEN, CLEO, DAN] {
        world.vote(voter, release, Choice::Aye).unwrap();
    }
    world.now_ms = until_ms;
    assert_eq!(world.execute(release).map(|_| ()), refused(Error::ClaimsOver { ended_ms: until_ms }));
    assert_eq!(cancel(&mut world, PaymentId(0)), Ok(()));
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().reserved, 0, "nothing was reserved for it");
}

#[ink::test]
fn grants_are_stopped_once_claims_are_over() {
    let mut world = World::new();
    let terms = terms(&world, GUS, &[(100, 100_000, 0), (200, 200_000, 0)]);
    let id = make(&mut world, terms).unwrap();
    assert_eq!(cancel_grant(&mut world, id), refused(Error::NotDissolving));
    let until_ms = dissolve(&mut world);
    world.now_ms = until_ms - 1;
    assert_eq!(cancel_grant(&mut world, id), refused(Error::ClaimsOpen { until_ms }));
    world.wait(1);
    assert_eq!(cancel_grant(&mut world, GrantId(1)), refused(Error::NoGrant(GrantId(1))));
    assert_eq!(cancel_grant(&mut world, id), Ok(()));
    let pot = world.state.pot(PotId::GENERAL).unwrap();
    assert_eq!((pot.balance, pot.reserved, pot.open_items), (1_000, 0, 0));
    assert_eq!(cancel_grant(&mut world, id), refused(Error::GrantOver(GrantStatus::Stopped)));
}

#[ink::test]
fn pots_are_closed_in_this_order() {
    let mut world = World::new();
    for pot in [FOOD, RESERVE] {
        let call = world.paying(GUS, 70);
        world.state.contribute(&call, pot, None).unwrap();
    }
    // Whoever may spend of it with one signature: nobody does any more.
    let mut food = world.state.pot(FOOD).unwrap();
    food.allowance = Some(Allowance { payment_max: 1, period_max: 1, period_ms: 1_000, since_ms: 0, spent: 0 });
    food.open_items = 1;
    world.state.set_pot(FOOD, food);
    assert_eq!(close(&mut world, FOOD), refused(Error::NotDissolving));
    let until_ms = dissolve(&mut world);
    world.now_ms = until_ms - 1;
    assert_eq!(close(&mut world, FOOD), refused(Error::ClaimsOpen { until_ms }));
    world.wait(1);
    assert_eq!(close(&mut world, PotId(3)), refused(Error::NoPot(PotId(3))));
    assert_eq!(close(&mut world, PotId::GENERAL), refused(Error::WrongPot(PotKind::General)));
    assert_eq!(close(&mut world, FOOD), refused(Error::PotNotEmpty { reserved: 0, open_items: 1 }));
    let mut food = world.state.pot(FOOD).unwrap();
    food.open_items = 0;
    world.state.set_pot(FOOD, food);
    assert_eq!(close(&mut world, FOOD), Ok(70));
    assert_eq!(close(&mut world, FOOD), refused(Error::PotClosed(FOOD)));
    assert_eq!(world.state.credit(TRUST), 70, "a restricted pot goes to its fallback");
    assert_eq!(close(&mut world, RESERVE), Ok(70));
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().balance, 1_070);
    assert_eq!(world.state.counters.ledger.total(), Ok(1_140));
    world.assert_books_balance();
}

#[ink::test]
fn a_credit_waits_for_a_year_after_the_division() {
    let mut world = World::new();
    world.state.add_credit(EVE, 30).unwrap();
    world.state.counters.ledger.pots -= 30;
    let mut pot = world.state.pot(PotId::GENERAL).unwrap();
    pot.balance -= 30;
    world.state.set_pot(PotId::GENERAL, pot);
    assert_eq!(forfeit(&mut world, EVE), refused(Error::NotDissolving));
    dissolve(&mut world);
    assert_eq!(forfeit(&mut world, EVE), not_divisible(2, 6));
    liquidate(&mut world);
    assert_eq!(forfeit(&mut world, EVE), not_divisible(0, 0));
    divide(&mut world).unwrap();
    let from_ms = world.now_ms + UNCLAIMED_MS;
    world.now_ms = from_ms - 1;
    assert_eq!(forfeit(&mut world, EVE), refused(Error::NotUnclaimed { from_ms }));
    world.wait(1);
    assert_eq!(forfeit(&mut world, FAY), refused(Error::NoCredit));
    assert_eq!(forfeit(&mut world, TRUST), refused(Error::NoCredit), "theirs already");
    assert_eq!(forfeit(&mut world, EVE), Ok(30));
    assert_eq!(forfeit(&mut world, EVE), refused(Error::NoCredit));
    assert_eq!(world.state.credit(TRUST), 1_000);
    assert_eq!(world.state.counters.ledger.credits, 1_000);
    world.assert_books_balance();
}

#[ink::test]
fn a_surplus_is_the_general_pots_until_it_is_divided_and_then_the_beneficiarys() {
    let mut world = World::new();
    dissolve(&mut world);
    assert_eq!(world.state.sweep(1_005).unwrap().amount, 5);
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().balance, 1_005);
    liquidate(&mut world);
    divide(&mut world).unwrap();
    assert_eq!(world.state.sweep(1_012).unwrap().amount, 7);
    assert_eq!((world.state.pot(PotId::GENERAL).unwrap().balance, world.state.credit(TRUST)), (0, 1_012));
    assert_eq!(world.state.sweep(1_012).err(), Some(Error::NothingToSweep.into()));
    world.assert_books_balance();
    let call = world.paying(GUS, 1);
    assert!(world.state.contribute(&call, PotId::GENERAL, None).is_err(), "nobody gives to what is over");
    assert_eq!(world.state.claim_share(&call, MemberIndex(0)).map(|_| ()), refused(Error::NoShare));
}
