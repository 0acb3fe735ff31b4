use mutual_types::MemberIndex;

use super::*;

fn resign(world: &mut World, caller: AccountId, role: Role) -> Result<(), Box<Error>> {
    let call = world.by(caller);
    world.state.resign(&call, role).map(|_| ())
}

#[ink::test]
fn who_holds_a_role_gives_it_up_once() {
    let mut world = World::new();
    assert_eq!(resign(&mut world, GUS, Role::Treasurer), refused(Error::NotMember));
    assert_eq!(resign(&mut world, EVE, Role::Treasurer), refused(Error::NoSuchSeat));
    assert_eq!(resign(&mut world, ANA, Role::Steward), refused(Error::NoSuchSeat));
    resign(&mut world, ANA, Role::Treasurer).unwrap();
    assert!(!world.state.roster().unwrap().holds(Role::Treasurer, MemberIndex(0), world.now_ms));
    assert_eq!(resign(&mut world, ANA, Role::Treasurer), refused(Error::NoSuchSeat));
    let rules = world.state.rules().unwrap();
    assert_eq!(world.state.live_treasurers(&[], &rules, world.now_ms), Ok(2));
}

#[ink::test]
fn a_role_is_given_up_while_suspended_and_while_the_society_dissolves_and_until_its_last_moment() {
    let mut world = World::new();
    let mut ana = world.state.member(ANA).unwrap();
    ana.suspended_until_ms = u64::MAX;
    world.state.set_member(ANA, ana);
    world.state.counters.dissolving_since_ms = world.now_ms;
    resign(&mut world, ANA, Role::Treasurer).unwrap();
    world.now_ms = FOUNDED_MS + 1_000_000 - 1;
    resign(&mut world, BEN, Role::Treasurer).unwrap();
    world.wait(1);
    assert_eq!(resign(&mut world, CLEO, Role::Treasurer), refused(Error::NoSuchSeat));
}

#[ink::test]
fn a_term_given_up_still_counts_as_one_in_a_row() {
    let mut world = World::new();
    resign(&mut world, DAN, Role::Steward).unwrap();
    let again = Action::GrantRole { member: MemberIndex(3), role: Role::Steward, term_ms: 1_000_000 };
    let id = world.pass(again.clone());
    world.execute(id).unwrap();
    resign(&mut world, DAN, Role::Steward).unwrap();
    let id = world.pass(again.clone());
    assert_eq!(world.execute(id), refused(Error::TermsExhausted { terms: 2, max: 2 }));
    world.wait(1_000_000);
    let roster = world.state.roster().unwrap();
    assert_eq!(roster.seat(Role::Steward, MemberIndex(3)).map(|seat| seat.terms), Some(2));
    // A term's length later it begins anew; the treasurers' own terms have ended by then as well.
    let id = world.pass(again);
    world.execute(id).unwrap();
    let roster = world.state.roster().unwrap();
    assert_eq!(roster.seat(Role::Steward, MemberIndex(3)).map(|seat| seat.terms), Some(1));
}

#[ink::test]
fn the_members_take_a_role_away_and_cannot_take_it_twice() {
    let mut world = World::new();
    let action = Action::RevokeRole { member: MemberIndex(2), role: Role::Treasurer };
    let (id, other) = (world.propose(EVE, action.clone()).unwrap(), world.propose(FAY, action.clone()).unwrap());
    for voter in [ANA, BEN, DAN, FAY] {
        world.vote(voter, id, Choice::Aye).unwrap();
        world.vote(voter, other, Choice::Aye).unwrap();
    }
    world.now_ms = world.state.proposal(id).unwrap().executable_from_ms();
    world.execute(id).unwrap();
    assert!(!world.state.roster().unwrap().holds(Role::Treasurer, MemberIndex(2), world.now_ms));
    assert_eq!(world.execute(other), refused(Error::NoSuchSeat));
    assert_eq!(world.propose(EVE, action), refused(Error::NoSuchSeat));
}
