use mutual_types::{CallTerms, GrantTerms, ProposalStatus, StageTerms};

use super::*;

fn withdraw(world: &mut World, caller: AccountId, id: ProposalId) -> Result<(), Box<Error>> {
    let call = world.by(caller);
    world.state.withdraw_proposal(&call, id).map(|_| ())
}

fn extend(world: &mut World, id: ProposalId) -> Result<u64, Box<Error>> {
    let call = world.by(HAL);
    world.state.extend_window(&call, id).map(|event| event.expires_ms)
}

fn spend(amount: Planck) -> Action {
    Action::Spend { payee: GUS, amount, pot: PotId::GENERAL }
}

#[ink::test]
fn only_who_proposed_withdraws() {
    let mut world = World::new();
    let id = world.propose(EVE, Action::Resolution).unwrap();
    assert_eq!(withdraw(&mut world, GUS, ProposalId(9)), refused(Error::NotMember));
    assert_eq!(withdraw(&mut world, EVE, ProposalId(9)), refused(Error::NoProposal(ProposalId(9))));
    assert_eq!(withdraw(&mut world, ANA, id), refused(Error::NotProposer));
    withdraw(&mut world, EVE, id).unwrap();
    assert_eq!(world.state.proposal(id).unwrap().status(world.now_ms), ProposalStatus::Withdrawn);
    let closed = Error::VotingClosed { ended_ms: world.now_ms + 10_000, now_ms: world.now_ms };
    assert_eq!(withdraw(&mut world, EVE, id), refused(closed));
    assert_eq!(world.vote(ANA, id, Choice::Aye), refused(closed));
}

#[ink::test]
fn a_proposal_is_withdrawn_before_its_end_only() {
    let mut world = World::new();
    let (ballot, consent) =
        (world.propose(EVE, Action::Resolution).unwrap(), world.ask(EVE, Action::Resolution).unwrap());
    let ends_ms = world.now_ms + 10_000;
    world.now_ms = ends_ms;
    for id in [ballot, consent] {
        let closed = Error::VotingClosed { ended_ms: ends_ms, now_ms: ends_ms };
        assert_eq!(withdraw(&mut world, EVE, id), refused(closed));
    }
    world.now_ms = ends_ms - 1;
    for id in [ballot, consent] {
        withdraw(&mut world, EVE, id).unwrap();
    }
}

#[ink::test]
fn a_withdrawn_proposal_gives_its_deposit_back_at_once() {
    let mut world = World::new();
    let id = world.deposited();
    let mut eve = world.state.member(EVE).unwrap();
    eve.suspended_until_ms = u64::MAX;
    world.state.set_member(EVE, eve);
    world.state.counters.dissolving_since_ms = 1;
    withdraw(&mut world, EVE, id).unwrap();
    let call = world.by(HAL);
    let settled = world.state.settle(&call, id).unwrap();
    assert_eq!((settled.status, settled.deposit, world.state.credit(EVE)), (ProposalStatus::Withdrawn, 50, 50));
    world.assert_books_balance();
}

#[ink::test]
fn nobody_withdraws_the_ballot_on_a_dispute() {
    let mut world = World::new();
    let id = world.propose(EVE, Action::Resolution).unwrap();
    let mut proposal = world.state.proposal(id).unwrap();
    proposal.kind = Kind::DecideDispute;
    world.state.set_proposal(id, proposal);
    assert_eq!(withdraw(&mut world, EVE, id), refused(Error::NotProposer));
}

#[ink::test]
fn the_window_is_doubled_once_while_the_pot_is_short() {
    let mut world = World::new();
    let id = world.pass(spend(901));
    let from_ms = world.now_ms;
    world.now_ms = from_ms + 59_999;
    assert_eq!(extend(&mut world, id), Ok(from_ms + 120_000));
    assert_eq!(extend(&mut world, id), refused(Error::NotExtendable));
    world.now_ms = from_ms + 119_999;
    let call = world.paying(GUS, 1);
    world.state.contribute(&call, PotId::GENERAL, None).unwrap();
    assert!(world.execute(id).is_ok());
}

#[ink::test]
fn only_what_can_be_executed_and_does_not_fit_its_pot_is_extended() {
    let mut world = World::new();
    assert_eq!(extend(&mut world, ProposalId(0)), refused(Error::NoProposal(ProposalId(0))));
    let id = world.pass(spend(901));
    let (from_ms, until_ms) = (world.now_ms, world.now_ms + 60_000);
    for (now_ms, status) in [(from_ms - 1, ProposalStatus::Notice), (until_ms, ProposalStatus::Expired)] {
        world.now_ms = now_ms;
        let refusal = Error::NotExecutable { status, from_ms, until_ms, now_ms };
        assert_eq!(extend(&mut world, id), refused(refusal));
    }
    let fits = world.pass(spend(900));
    assert_eq!(extend(&mut world, fits), refused(Error::NotExtendable));
    let words = world.pass(Action::Resolution);
    assert_eq!(extend(&mut world, words), refused(Error::NotExtendable));
}

#[ink::test]
fn grants_are_extended_by_their_sum_and_calls_by_their_value() {
    let grant = |amount, months| {
        let stage = StageTerms { title: "t".to_string(), amount, due_ms: 0, months };
        let stages = vec![stage.clone(), StageTerms { months: 0, ..stage }];
        Action::Grant(GrantTerms { payee: GUS, pot: PotId::GENERAL, stages, unit: "u".to_string(), repay_by_ms: None })
    };
    let from = |pot, value| {
        Action::Call(CallTerms {
            callee: GUS,
            code_hash: [1; 32],
            input: vec![],
            value,
            pot,
            ref_time_limit: 0,
            proof_size_limit: 0,
            deposit_limit: 0,
        })
    };
    let call = |value| from(PotId::GENERAL, value);
    let cases = [
        (grant(225, 3), Err(Error::NotExtendable.into())),
        (grant(226, 3), Ok(())),
        (grant(450, 1), Err(Error::NotExtendable.into())),
        (grant(451, 0), Ok(())),
        (call(0), Err(Error::NotExtendable.into())),
        (from(PotId(9), 0), Err(Error::NotExtendable.into())),
        (call(900), Err(Error::NotExtendable.into())),
        (call(901), Ok(())),
        (grant(Planck::MAX, 2), Err(Error::overflow())),
    ];
    for (action, expected) in cases {
        let mut world = World::new();
        let id = world.pass(Action::Resolution);
        let mut body = world.state.body(id).unwrap();
        body.action = action;
        world.state.set_body(id, body);
        // The floor is that of the rules which the proposal took along.
        let mut rules = rules();
        rules.payments.reserve_floor = 0;
        world.state.set_rules(rules);
        assert_eq!(extend(&mut world, id).map(|_| ()), expected);
    }
}
