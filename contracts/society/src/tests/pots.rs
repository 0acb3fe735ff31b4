use mutual_types::{Allowance, Class, Collection, Restriction};

use super::*;

fn open(kind: PotKind) -> Action {
    Action::OpenPot(pot(kind))
}

fn fill(world: &mut World, pot: PotId, value: Planck) {
    let call = world.paying(HAL, value);
    world.state.contribute(&call, pot, None).unwrap();
}

fn balances(world: &World) -> Vec<Planck> {
    (0..world.state.counters.pots).map(|id| world.state.pot(PotId(id)).unwrap().balance).collect()
}

#[ink::test]
fn pots_are_opened_with_the_next_number() {
    let mut world = World::new();
    for (kind, number) in [(PotKind::Relief, 3), (PotKind::Restricted, 4)] {
        let id = world.pass(open(kind));
        world.execute(id).unwrap();
        let pot = world.state.pot(PotId(number)).unwrap();
        assert_eq!((pot.spec.kind, pot.balance, pot.closed, world.state.counters.pots), (kind, 0, false, number + 1));
    }
    fill(&mut world, PotId(4), 1);
}

#[ink::test]
fn there_is_one_general_pot_one_reserve_and_one_for_relief() {
    let mut world = World::new();
    for kind in [PotKind::General, PotKind::Reserve] {
        assert_eq!(world.propose(EVE, open(kind)), refused(Error::WrongPot(kind)));
    }
    let (first, second) = (world.pass(open(PotKind::Relief)), world.pass(open(PotKind::Relief)));
    world.execute(first).unwrap();
    assert_eq!(world.execute(second), refused(Error::WrongPot(PotKind::Relief)), "checked when it is executed");
    let close = world.pass(Action::ClosePot { pot: RESERVE });
    world.execute(close).unwrap();
    let id = world.pass(open(PotKind::Reserve));
    assert!(world.execute(id).is_ok(), "the first one is closed");
}

#[ink::test]
fn a_pot_needs_a_purpose_if_restricted_and_a_fallback_that_can_withdraw() {
    let mut world = World::new();
    let mut spec = pot(PotKind::Restricted);
    spec.restriction = None;
    assert_eq!(world.propose(GUS, Action::OpenPot(spec.clone())), refused(Error::InvalidPots), "with the texts");
    spec.restriction = Some(Restriction { kinds: vec![], payees: vec![], ends_ms: None, fallback: SOCIETY });
    assert_eq!(world.propose(EVE, Action::OpenPot(spec.clone())), refused(Error::PayeeIsSociety));
    let mut founding = founding();
    founding.pots[1] = spec;
    let call = world.by(HAL);
    assert_eq!(State::found(&call, founding).err(), Some(Error::PayeeIsSociety.into()));
}

#[ink::test]
fn sixty_four_pots_are_enough_for_ever() {
    let mut world = World::new();
    world.state.counters.pots = 63;
    assert!(world.propose(EVE, open(PotKind::Restricted)).is_ok());
    world.state.counters.pots = 64;
    let refusal = Error::TooMany { what: Collection::Pots, count: 65, max: 64 };
    assert_eq!(world.propose(EVE, open(PotKind::Restricted)), refused(refusal));
}

#[ink::test]
fn ordinary_moves_leave_the_unrestricted_pots_and_special_ones_the_others() {
    let mut world = World::new();
    let ordinary = |from, to, amount| Action::MovePot { from, to, amount };
    let special = |from, to, amount| Action::MoveRestricted { from, to, amount };
    let (general, nowhere) = (PotId::GENERAL, PotId(9));
    let cases = [
        (ordinary(nowhere, nowhere, 0), Error::ZeroAmount),
        (ordinary(nowhere, general, 1), Error::NoPot(nowhere)),
        (ordinary(general, nowhere, 1), Error::NoPot(nowhere)),
        (ordinary(general, general, 1), Error::WrongPot(PotKind::General)),
        (ordinary(RESERVE, general, 1), Error::WrongPot(PotKind::Reserve)),
        (ordinary(FOOD, general, 1), Error::WrongPot(PotKind::Restricted)),
        (special(general, FOOD, 1), Error::WrongPot(PotKind::General)),
        (special(FOOD, FOOD, 1), Error::WrongPot(PotKind::Restricted)),
    ];
    for (action, error) in cases {
        assert_eq!(world.propose(EVE, action), refused(error));
    }
    let id = world.propose(EVE, special(RESERVE, general, 1)).unwrap();
    assert_eq!(world.state.proposal(id).unwrap().terms.threshold.class, Class::Special);
}

#[ink::test]
fn a_move_leaves_the_floor_and_what_is_promised() {
    let mut world = World::new();
    world.payment(GUS, 300);
    let step = |amount| Action::MovePot { from: PotId::GENERAL, to: RESERVE, amount };
    let id = world.pass(step(601));
    assert_eq!(world.execute(id), refused(Error::InsufficientPot { available: 600, needed: 601 }));
    let id = world.pass(step(600));
    world.execute(id).unwrap();
    assert_eq!(balances(&world), [400, 0, 600]);
    let back = world.pass(Action::MoveRestricted { from: RESERVE, to: FOOD, amount: 600 });
    world.execute(back).unwrap();
    assert_eq!(balances(&world), [400, 600, 0], "the floor is the general pot's");
    world.assert_books_balance();
}

#[ink::test]
fn the_general_pot_stays_and_others_close_once() {
    let mut world = World::new();
    let close = |pot| Action::ClosePot { pot };
    assert_eq!(world.propose(EVE, close(PotId::GENERAL)), refused(Error::WrongPot(PotKind::General)));
    assert_eq!(world.propose(EVE, close(PotId(3))), refused(Error::NoPot(PotId(3))));
    fill(&mut world, RESERVE, 70);
    let (first, second) = (world.pass(close(RESERVE)), world.pass(close(RESERVE)));
    world.execute(first).unwrap();
    assert_eq!(balances(&world), [1_070, 0, 0]);
    assert_eq!(world.execute(second), refused(Error::PotClosed(RESERVE)));
    let call = world.paying(HAL, 1);
    assert_eq!(world.state.contribute(&call, RESERVE, None).err(), Some(Error::PotClosed(RESERVE).into()));
    world.assert_books_balance();
}

#[ink::test]
fn the_rest_of_a_restricted_pot_is_its_fallbacks_credit() {
    let mut world = World::new();
    fill(&mut world, FOOD, 30);
    let id = world.pass(Action::ClosePot { pot: FOOD });
    world.execute(id).unwrap();
    assert_eq!((balances(&world), world.state.credit(TRUST)), (vec![1_000, 0, 0], 30));
    world.assert_books_balance();
}

#[ink::test]
fn a_fallback_that_is_a_members_former_account_is_paid_at_the_present_one() {
    let mut world = World::new();
    let mut spec = pot(PotKind::Restricted);
    spec.restriction = spec.restriction.map(|restriction| Restriction { fallback: FAY, ..restriction });
    let id = world.pass(Action::OpenPot(spec));
    world.execute(id).unwrap();
    fill(&mut world, PotId(3), 5);
    let mut fay = world.state.member(FAY).unwrap();
    world.state.set_account(fay.index, HAL);
    world.state.set_member(HAL, fay.clone());
    let close = world.pass(Action::ClosePot { pot: PotId(3) });
    fay.moved_to = Some(HAL);
    world.state.set_member(FAY, fay);
    world.execute(close).unwrap();
    assert_eq!((world.state.credit(FAY), world.state.credit(HAL)), (0, 5));
}

#[ink::test]
fn a_pot_with_promises_or_an_allowance_does_not_close() {
    let mut world = World::new();
    fill(&mut world, FOOD, 30);
    let id = world.pass(Action::ClosePot { pot: FOOD });
    let empty = world.state.pot(FOOD).unwrap();
    let allowance = Allowance { payment_max: 1, period_max: 1, period_ms: 1_000, since_ms: 0, spent: 0 };
    let mut pots = vec![(empty.clone(), 0, 0); 3];
    pots[0].0.allowance = Some(allowance);
    pots[1] = {
        let mut pot = empty.clone();
        pot.reserved = 1;
        (pot, 1, 0)
    };
    pots[2] = {
        let mut pot = empty.clone();
        pot.open_items = 1;
        (pot, 0, 1)
    };
    for (pot, reserved, open_items) in pots {
        world.state.set_pot(FOOD, pot);
        assert_eq!(world.state.close_pot(FOOD, true).err(), Some(Error::PotNotEmpty { reserved, open_items }.into()));
    }
    world.state.set_pot(FOOD, empty);
    assert!(world.execute(id).is_ok());
}
