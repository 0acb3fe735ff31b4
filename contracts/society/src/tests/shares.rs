use super::{exit::assert_sums, *};

fn world() -> World {
    World::with_rules(|rules| {
        rules.membership.share_price = 20;
        rules.membership.shares_max = 5;
    })
}

fn buy(world: &mut World, caller: AccountId, value: Planck, count: u32) -> Result<Planck, Box<Error>> {
    let call = world.paying(caller, value);
    world.state.buy_shares(&call, count).map(|bought| bought.amount)
}

#[ink::test]
fn a_member_buys_shares_at_par_up_to_the_maximum() {
    let mut world = world();
    assert_eq!(buy(&mut world, EVE, 60, 3), Ok(60));
    assert_eq!(buy(&mut world, EVE, 60, 3), refused(Error::SharesFull { held: 3, max: 5 }));
    assert_eq!(buy(&mut world, EVE, 0, u32::MAX), refused(Error::SharesFull { held: 3, max: 5 }));
    assert_eq!(buy(&mut world, EVE, 40, 2), Ok(40));
    let member = world.state.member(EVE).unwrap();
    assert_eq!((member.shares, member.share_capital), (5, 100));
    assert_eq!((world.state.counters.ledger.shares, world.state.counters.ledger.pots), (100, 1_000));
    assert_sums(&world);
}

#[ink::test]
fn no_count_of_shares_goes_past_the_largest_number() {
    let mut world = World::with_rules(|rules| {
        rules.membership.share_price = 1;
        rules.membership.shares_max = u32::MAX;
    });
    assert_eq!(buy(&mut world, EVE, 3, 3), Ok(3));
    let full = Error::SharesFull { held: 3, max: u32::MAX };
    for count in [u32::MAX, u32::MAX - 2] {
        assert_eq!(buy(&mut world, EVE, count.into(), count), refused(full));
    }
    let rest = u32::MAX - 3;
    assert_eq!(buy(&mut world, EVE, rest.into(), rest), Ok(rest.into()));
    let member = world.state.member(EVE).unwrap();
    assert_eq!((member.shares, member.share_capital), (u32::MAX, u32::MAX.into()));
}

#[ink::test]
fn shares_cost_exactly_their_price() {
    let mut world = world();
    assert_eq!(buy(&mut world, HAL, 0, 0), refused(Error::NotMember));
    assert_eq!(buy(&mut world, EVE, 0, 0), refused(Error::ZeroAmount));
    for value in [0, 39, 41] {
        assert_eq!(buy(&mut world, EVE, value, 2), refused(Error::WrongValue { given: value, needed: 40 }));
    }
    assert_eq!(world.state.counters.ledger.shares, 0);
}

#[ink::test]
fn a_society_without_a_price_has_no_shares() {
    let mut world = World::with_rules(|rules| rules.membership.shares_max = 5);
    assert_eq!(buy(&mut world, EVE, 0, 1), refused(Error::SharesFull { held: 0, max: 0 }));
}

#[ink::test]
fn shares_never_vote() {
    let mut world = world();
    buy(&mut world, EVE, 100, 5).unwrap();
    assert_eq!((world.state.counters.active, world.state.counters.present), (6, 6));
}
