use super::*;

fn join_with(world: &mut World, caller: AccountId, value: Planck, commitment: Option<[u8; 32]>) -> Result<(), Error> {
    world.send(caller, value, |circle, call, events| crate::join::join(circle, call, commitment, events))
}

#[test]
fn those_named_join_with_a_deposit_of_one_contribution() {
    let mut world = World::made(terms(2));
    assert_eq!(join_with(&mut world, GUS, COIN, None), Err(Error::NotMember));
    for value in [0, COIN - 1, COIN + 1] {
        let wrong = Error::WrongValue { given: value, needed: COIN };
        assert_eq!(join_with(&mut world, account(1), value, None), Err(wrong));
    }
    world.join(1).unwrap();
    assert_eq!(world.join(1), Err(Error::AlreadyJoined));
    let member = world.member(1);
    assert_eq!((member.joined, member.deposit, member.paid_in), (true, COIN, COIN));
    assert!(!world.member(0).joined);
}

#[test]
fn only_active_members_of_the_society_join() {
    let mut world = World::made(terms(2));
    crate::chain::STRANGERS.set([account(0)].into());
    assert_eq!(world.join(0), Err(Error::NotInSociety));
    world.join(1).unwrap();
    crate::chain::STRANGERS.set([account(1)].into());
    world.join(0).unwrap();
    world.now_ms = STARTS_MS;
    world.pay(1, 1).unwrap();
}

#[test]
fn a_commitment_goes_with_a_drawn_order_and_no_other() {
    let mut agreed = World::made(terms(2));
    assert_eq!(join_with(&mut agreed, account(0), COIN, Some([1; 32])), Err(Error::CommitmentUnneeded));
    let mut drawn = World::made(Terms { order: Order::Drawn { reveal_ms: REVEAL_MS }, ..terms(2) });
    assert_eq!(drawn.join(0), Err(Error::CommitmentMissing));
    join_with(&mut drawn, account(0), COIN, Some([1; 32])).unwrap();
}

#[test]
fn nobody_joins_from_the_start_on() {
    let mut world = World::made(terms(2));
    world.join(0).unwrap();
    world.now_ms = STARTS_MS;
    assert_eq!(world.join(1), Err(Error::WrongStatus(CircleStatus::Void)));
    world.now_ms = STARTS_MS - 1;
    world.join(1).unwrap();
    world.now_ms = STARTS_MS;
    assert_eq!(world.join(1), Err(Error::WrongStatus(CircleStatus::Running)));
}

#[test]
fn a_circle_that_somebody_does_not_join_is_void_and_gives_the_deposits_back() {
    let mut world = World::made(terms(3));
    world.join(0).unwrap();
    world.join(2).unwrap();
    world.now_ms = STARTS_MS - 1;
    assert_eq!(world.settle(), Err(Error::NothingToSettle));
    world.now_ms = STARTS_MS;
    world.settle().unwrap();
    assert_eq!(world.status(), CircleStatus::Void);
    assert_eq!(world.credits(), [COIN, 0, COIN]);
    assert_eq!((world.withdraw(0), world.withdraw(1), world.withdraw(2)), (Ok(COIN), Err(Error::NoCredit), Ok(COIN)));
    assert_eq!(world.balance, 0);
    world.now_ms = u64::MAX;
    assert_eq!(world.settle(), Err(Error::NothingToSettle));
    for refused in [world.join(1), world.pay(0, 1), world.leave(0), world.offer_swap(0, 2)] {
        assert_eq!(refused, Err(Error::WrongStatus(CircleStatus::Void)));
    }
}

#[test]
fn a_void_circle_pays_out_without_being_settled_first() {
    let mut world = World::made(terms(2));
    world.join(1).unwrap();
    assert_eq!(world.withdraw(1), Err(Error::NoCredit));
    world.now_ms = STARTS_MS;
    assert_eq!(world.withdraw(1), Ok(COIN));
}
