use mutual_types::{MemberIndex, ProposalStatus};

use super::*;

fn grant(role: Role) -> Action {
    Action::GrantRole { member: MemberIndex(4), role, term_ms: 1_000_000 }
}

#[ink::test]
fn an_execution_is_activity_and_a_proposal_or_an_objection_is_none() {
    let mut world = World::new();
    let id = world.ask(EVE, Action::Resolution).unwrap();
    let call = world.by(ANA);
    world.state.object(&call, id, "no".to_string()).unwrap();
    assert_eq!(world.state.counters.last_activity_ms, FOUNDED_MS);
    world.wait(15_000);
    world.execute(id).unwrap();
    assert_eq!(world.state.counters.last_activity_ms, world.now_ms);
}

#[ink::test]
fn what_a_proposal_asks_is_checked_by_the_rules_it_took_along() {
    let mut world = World::new();
    let id = world.pass(grant(Role::Steward));
    let mut shorter = rules();
    shorter.roles.term_ms = 1_000;
    world.state.set_rules(shorter);
    let refusal = Error::TermOutOfRange { term_ms: 1_000_000, max_ms: 1_000 };
    assert_eq!(world.propose(FAY, grant(Role::Arbitrator)), refused(refusal));
    assert!(world.execute(id).is_ok());
}

#[ink::test]
fn what_has_become_impossible_is_not_executed() {
    let mut world = World::new();
    let keeper = world.pass(grant(Role::Keeper(FOOD)));
    let spend = world.pass(Action::Spend { payee: GUS, amount: 1, pot: FOOD });
    let mut food = world.state.pot(FOOD).unwrap();
    food.closed = true;
    world.state.set_pot(FOOD, food);
    assert_eq!(world.execute(keeper), refused(Error::PotClosed(FOOD)));
    assert_eq!(world.execute(spend), refused(Error::PotClosed(FOOD)));

    let mut world = World::new();
    let id = world.pass(grant(Role::Steward));
    let mut eve = world.state.member(EVE).unwrap();
    eve.departed_ms = world.now_ms;
    world.state.set_member(EVE, eve);
    assert_eq!(world.execute(id), refused(Error::NoMember(MemberIndex(4))));
}

#[ink::test]
fn only_what_the_end_needs_is_proposed_and_executed_while_dissolving() {
    let mut world = World::new();
    let (words, role) = (world.pass(Action::Resolution), world.pass(grant(Role::Steward)));
    world.state.counters.dissolving_since_ms = 7;
    assert_eq!(world.execute(words), refused(Error::Dissolving { since_ms: 7 }));
    assert_eq!(world.state.proposal(words).unwrap().status(world.now_ms), ProposalStatus::Executable);
    assert!(world.execute(role).is_ok());
    assert_eq!(world.propose(GUS, Action::Dissolve), refused(Error::Dissolving { since_ms: 7 }), "before all else");
    assert!(world.propose(EVE, grant(Role::Arbitrator)).is_ok());
    assert_eq!(world.execute(ProposalId(9)), refused(Error::NoProposal(ProposalId(9))));
}
