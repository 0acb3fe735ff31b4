use mutual_types::Field;

use super::*;

#[ink::test]
fn anyone_gives_to_any_pot_and_the_ledger_follows() {
    let mut world = World::new();
    let call = world.paying(GUS, 30);
    let event = world.state.contribute(&call, FOOD, Some("kai".to_string())).unwrap();
    assert_eq!((event.from, event.pot, event.amount), (GUS, FOOD, 30));
    assert_eq!(world.state.pot(FOOD).unwrap().balance, 30);
    assert_eq!(world.state.counters.ledger.pots, 1_030);
}

#[ink::test]
fn nothing_long_or_misdirected_is_taken() {
    let mut world = World::new();
    let (nothing, gift) = (world.by(GUS), world.paying(GUS, 5));
    assert_eq!(world.state.contribute(&nothing, FOOD, None).err(), Some(Error::ZeroAmount.into()));
    assert_eq!(world.state.contribute(&gift, PotId(3), None).err(), Some(Error::NoPot(PotId(3)).into()));
    let refusal = world.state.contribute(&gift, FOOD, Some("x".repeat(257))).err();
    assert_eq!(refusal, Some(Error::TextTooLong { field: Field::Memo, len: 257, max: 256 }.into()));
}

#[ink::test]
fn a_surplus_is_swept_to_the_general_pot_once() {
    let mut world = World::new();
    assert_eq!(world.state.sweep(1_000).err(), Some(Error::NothingToSweep.into()));
    assert_eq!(world.state.sweep(1_007).unwrap().amount, 7);
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().balance, 1_007);
    assert_eq!(world.state.sweep(1_007).err(), Some(Error::NothingToSweep.into()));
}

#[ink::test]
fn a_broken_invariant_is_an_overflow_and_books_nothing() {
    let mut world = World::new();
    assert_eq!(world.state.sweep(999).err(), Some(Error::Overflow.into()));
}

#[ink::test]
fn a_credit_is_withdrawn_whole_and_once() {
    let mut world = World::new();
    world.state.add_credit(EVE, 40).unwrap();
    let call = world.by(EVE);
    assert_eq!(world.state.withdraw_credit(&call).unwrap().amount, 40);
    assert_eq!(world.state.counters.ledger.credits, 0);
    assert_eq!(world.state.withdraw_credit(&call).err(), Some(Error::NoCredit.into()));
}

#[ink::test]
fn a_spend_reserves_the_whole_amount_above_the_floor_or_fails() {
    let mut world = World::new();
    let spend = |amount| Action::Spend { payee: GUS, amount, pot: PotId::GENERAL };
    let too_much = world.pass(spend(901));
    let refusal = Error::InsufficientPot { available: 900, needed: 901 };
    assert_eq!(world.execute(too_much).map(|_| ()), refused(refusal));

    let id = world.pass(spend(600));
    world.execute(id).map(|_| ()).unwrap();
    let pot = world.state.pot(PotId::GENERAL).unwrap();
    assert_eq!((pot.balance, pot.reserved, pot.available(100), pot.open_items), (1_000, 600, 300, 1));
    let id = world.pass(spend(301));
    assert_eq!(world.execute(id).map(|_| ()), refused(Error::InsufficientPot { available: 300, needed: 301 }));

    let id = world.pass(spend(300));
    world.execute(id).map(|_| ()).unwrap();
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().available(100), 0, "all that is free can be promised");
}
