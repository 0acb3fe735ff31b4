use mutual_types::{Field, MemberIndex, PotRefusal, RuleName};

use super::*;

const HOUR: u64 = 3_600_000;

fn allowance(pot: PotId, payment_max: Planck, period_max: Planck, period_ms: u64) -> Action {
    Action::SetAllowance { pot, payment_max, period_max, period_ms }
}

/// Petty payments up to 50, and up to 80 an hour from the general pot. Fay keeps it.
fn world() -> World {
    let mut world = World::with_rules(|rules| rules.payments.petty_max = 50);
    let id = world.pass(allowance(PotId::GENERAL, 40, 80, HOUR));
    world.execute(id).unwrap();
    let mut roster = world.state.roster().unwrap();
    let (keeper, now_ms) = (Role::Keeper(PotId::GENERAL), world.now_ms);
    roster.grant(keeper, MemberIndex(5), 100_000_000, &rules().roles, now_ms).unwrap();
    world.state.set_roster(roster);
    world
}

fn pay(world: &mut World, by: AccountId, payee: AccountId, amount: Planck) -> Result<(), Box<Error>> {
    let call = world.by(by);
    world.state.pay_petty(&call, PotId::GENERAL, payee, amount, "bread".to_string()).map(|_| ())
}

#[ink::test]
fn treasurers_and_keepers_share_an_allowance_that_does_not_carry_over() {
    let mut world = world();
    pay(&mut world, FAY, GUS, 40).unwrap();
    pay(&mut world, ANA, HAL, 39).unwrap();
    assert_eq!(pay(&mut world, FAY, GUS, 2), refused(Error::AllowanceExceeded { left: 1, needed: 2 }));
    pay(&mut world, FAY, GUS, 1).unwrap();
    let pot = world.state.pot(PotId::GENERAL).unwrap();
    assert_eq!((pot.balance, pot.reserved, pot.open_items), (920, 0, 0));
    assert_eq!(world.state.counters.ledger.pots, 920);

    let since_ms = pot.allowance.unwrap().since_ms;
    world.now_ms = since_ms + HOUR - 1;
    assert_eq!(pay(&mut world, FAY, GUS, 1), refused(Error::AllowanceExceeded { left: 0, needed: 1 }));
    world.wait(1 + HOUR);
    let mut roster = world.state.roster().unwrap();
    roster.seats.iter_mut().for_each(|seat| seat.expires_ms = u64::MAX);
    world.state.set_roster(roster);
    pay(&mut world, FAY, GUS, 40).unwrap();
    pay(&mut world, FAY, GUS, 40).unwrap();
    let allowance = world.state.pot(PotId::GENERAL).unwrap().allowance.unwrap();
    assert_eq!((allowance.since_ms, allowance.spent), (world.now_ms, 80), "two hours do not allow twice as much");
}

#[ink::test]
fn refusals_in_their_order() {
    let mut world = world();
    assert_eq!(pay(&mut world, GUS, GUS, 0), refused(Error::NotMember));
    assert_eq!(pay(&mut world, EVE, SOCIETY, 0), refused(Error::NotKeeper));
    let call = world.by(FAY);
    let memo = || "m".to_string();
    let other = world.state.pay_petty(&call, FOOD, GUS, 1, memo()).err();
    assert_eq!(other, Some(Error::NotKeeper.into()), "she keeps another pot");
    let call = world.by(ANA);
    let none = world.state.pay_petty(&call, PotId(3), GUS, 0, memo()).err();
    assert_eq!(none, Some(Error::NoPot(PotId(3)).into()));
    for (pot, kind) in [(RESERVE, PotKind::Reserve), (FOOD, PotKind::Restricted)] {
        let wrong = world.state.pay_petty(&call, pot, GUS, 0, memo()).err();
        assert_eq!(wrong, Some(Error::WrongPot(kind).into()));
    }
    assert_eq!(pay(&mut world, ANA, SOCIETY, 0), refused(Error::ZeroAmount));
    let call = world.by(ANA);
    let long = world.state.pay_petty(&call, PotId::GENERAL, SOCIETY, 1, "x".repeat(257)).err();
    assert_eq!(long, Some(Error::TextTooLong { field: Field::Memo, len: 257, max: 256 }.into()));
    assert_eq!(pay(&mut world, ANA, SOCIETY, 1_000), refused(Error::PayeeIsSociety));
    assert_eq!(pay(&mut world, ANA, ANA, 1_000), refused(Error::SelfPayment));
    assert_eq!(pay(&mut world, ANA, GUS, 41), refused(Error::OverMax { amount: 41, max: 40 }));
    let mut pot = world.state.pot(PotId::GENERAL).unwrap();
    pot.reserved = 861;
    world.state.set_pot(PotId::GENERAL, pot);
    assert_eq!(pay(&mut world, ANA, GUS, 40), refused(Error::InsufficientPot { available: 39, needed: 40 }));
    assert_eq!(pay(&mut world, ANA, GUS, 39), Ok(()), "down to the floor");
}

#[ink::test]
fn nobody_pays_themselves_through_an_old_account() {
    let mut world = world();
    let mut old = world.state.member(ANA).unwrap();
    old.moved_to = Some(ANA);
    world.state.set_member(GUS, old);
    assert_eq!(pay(&mut world, ANA, GUS, 1), refused(Error::SelfPayment));
}

#[ink::test]
fn the_rules_bound_an_allowance_that_was_set_before() {
    let mut world = world();
    let mut rules = world.state.rules().unwrap();
    rules.payments.petty_max = 0;
    world.state.set_rules(rules);
    assert_eq!(pay(&mut world, ANA, GUS, 1), refused(Error::OverMax { amount: 1, max: 0 }));
}

#[ink::test]
fn an_allowance_lies_within_the_rules_and_leaves_room_for_one_payment() {
    let mut world = World::with_rules(|rules| rules.payments.petty_max = 50);
    let mut try_it = |pot, payment_max, period_max, period_ms| {
        let result = world.propose(EVE, allowance(pot, payment_max, period_max, period_ms));
        world.wait(20_000);
        result.map(|_| ()).map_err(|error| *error)
    };
    let rule = RuleName::PettyMax;
    assert_eq!(try_it(PotId(3), 0, 0, 0), Err(Error::NoPot(PotId(3))));
    assert_eq!(try_it(RESERVE, 0, 0, 0), Err(Error::WrongPot(PotKind::Reserve)));
    assert_eq!(try_it(FOOD, 1, 1, HOUR), Err(Error::WrongPot(PotKind::Restricted)));
    assert_eq!(try_it(PotId(0), 51, 0, 0), Err(Error::OverMax { amount: 51, max: 50 }));
    let narrow = Error::RuleOutOfBounds { rule, value: 49, min: 50, max: u128::MAX };
    assert_eq!(try_it(PotId(0), 50, 49, 0), Err(narrow));
    for period_ms in [0, 999, YEAR_MS + 1] {
        let wrong = Error::RuleOutOfBounds { rule, value: period_ms.into(), min: 1_000, max: YEAR_MS.into() };
        assert_eq!(try_it(PotId(0), 50, 50, period_ms), Err(wrong));
    }
    for period_ms in [1_000, YEAR_MS] {
        assert_eq!(try_it(PotId(0), 50, 50, period_ms), Ok(()));
    }
}

#[ink::test]
fn all_zero_takes_an_allowance_away() {
    let mut world = world();
    let id = world.pass(allowance(PotId::GENERAL, 0, 0, 0));
    world.execute(id).unwrap();
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().allowance, None);
    assert_eq!(pay(&mut world, ANA, GUS, 7), refused(Error::AllowanceExceeded { left: 0, needed: 7 }));
}

#[ink::test]
fn a_restricted_pot_that_lists_allowances_pays_its_payees_until_its_end() {
    let mut world = world();
    let mut pot = world.state.pot(FOOD).unwrap();
    let restriction = pot.spec.restriction.as_mut().unwrap();
    restriction.kinds.push(Kind::SetAllowance);
    restriction.payees.push(GUS);
    restriction.ends_ms = Some(world.now_ms + 100_000);
    pot.balance = 30;
    world.state.set_pot(FOOD, pot);
    world.state.counters.ledger.pots += 30;
    let id = world.pass(allowance(FOOD, 30, 30, HOUR));
    world.execute(id).unwrap();
    let call = world.by(ANA);
    let mut pay = |call: &Call, payee| {
        world.state.pay_petty(call, FOOD, payee, 10, String::new()).map(|_| ()).map_err(|error| *error)
    };
    assert_eq!(pay(&call, HAL), Err(Error::PotForbids(PotRefusal::Payee)));
    assert_eq!(pay(&call, GUS), Ok(()));
    let late = Call { now_ms: call.now_ms + 100_000, ..call };
    assert_eq!(pay(&late, GUS), Err(Error::PotForbids(PotRefusal::Ended)));
}
