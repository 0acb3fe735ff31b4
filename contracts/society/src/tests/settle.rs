use mutual_types::{Collection, ProposalStatus, SPAM_WINDOW_MS};

use super::*;

#[ink::test]
fn two_proposals_are_free_and_the_third_takes_a_deposit() {
    let mut world = World::new();
    for _ in 0..2 {
        world.propose(EVE, Action::Resolution).unwrap();
    }
    assert_eq!(world.propose(EVE, Action::Resolution), refused(Error::WrongDeposit { given: 0, needed: 50 }));
    let call = world.paying(EVE, 50);
    let (id, _, made) =
        world.state.propose(&call, "third".to_string(), None, Action::Resolution, Mode::Ballot).unwrap();
    assert_eq!(made.deposit, 50);
    assert_eq!(world.state.counters.ledger.deposits, 50);

    world.vote(ANA, id, Choice::Aye).unwrap();
    for voter in [BEN, CLEO, DAN] {
        world.vote(voter, id, Choice::Abstain).unwrap();
    }
    for voter in [EVE, FAY] {
        world.vote(voter, id, Choice::Nay).unwrap();
    }
    world.wait(10_000);
    let call = world.by(HAL);
    let settled = world.state.settle(&call, id).unwrap();
    assert_eq!((settled.status, settled.account, settled.deposit), (ProposalStatus::Rejected, EVE, 50));
    world.assert_books_balance();
    assert_eq!((world.state.counters.ledger.deposits, world.state.counters.ledger.credits), (0, 50));
    assert_eq!(world.state.credit(EVE), 50);
    assert_eq!(world.state.settle(&call, id).err(), Some(Error::AlreadySettled.into()));
}

#[ink::test]
fn a_free_proposal_takes_no_money() {
    let mut world = World::new();
    let call = world.paying(EVE, 1);
    let refusal = world.state.propose(&call, "t".to_string(), None, Action::Resolution, Mode::Ballot).err();
    assert_eq!(refusal, Some(Error::WrongDeposit { given: 1, needed: 0 }.into()));
}

#[ink::test]
fn what_is_not_over_is_not_settled() {
    let mut world = World::new();
    let id = world.pass(Action::Resolution);
    let call = world.by(HAL);
    assert_eq!(world.state.settle(&call, id).err(), Some(Error::NotOver(ProposalStatus::Executable).into()));
}

#[ink::test]
fn proposing_settles_the_proposers_own() {
    let mut world = World::new();
    for _ in 0..2 {
        world.propose(EVE, Action::Resolution).unwrap();
    }
    world.wait(10_000);
    let call = world.by(EVE);
    let (_, settled, _) = world.state.propose(&call, "t".to_string(), None, Action::Resolution, Mode::Ballot).unwrap();
    assert_eq!(settled.len(), 2);
    assert_eq!(world.state.member(EVE).unwrap().open_proposals.len(), 1);
}

#[ink::test]
fn without_quorum_a_deposit_waits_seven_days_for_a_verdict() {
    let mut world = World::new();
    let id = world.deposited();
    let until_ms = world.now_ms + 10_000 + SPAM_WINDOW_MS;
    for now_ms in [until_ms - SPAM_WINDOW_MS, until_ms - 1] {
        world.now_ms = now_ms;
        let call = world.by(HAL);
        assert_eq!(world.state.settle(&call, id).err(), Some(Error::SpamWindow { until_ms }.into()));
    }
    world.now_ms = until_ms;
    let call = world.by(HAL);
    assert_eq!(world.state.settle(&call, id).unwrap().deposit, 50);
    assert_eq!(world.state.credit(EVE), 50);
    world.assert_books_balance();
}

#[ink::test]
fn proposing_passes_over_what_waits_for_a_verdict() {
    let mut world = World::new();
    let id = world.deposited();
    world.wait(10_000);
    let call = world.by(EVE);
    let (_, settled, _) = world.state.propose(&call, "t".to_string(), None, Action::Resolution, Mode::Ballot).unwrap();
    assert_eq!(settled.iter().map(|event| event.proposal).collect::<Vec<_>>(), [ProposalId(0), ProposalId(1)]);
    assert_eq!(world.state.member(EVE).unwrap().open_proposals, [id, ProposalId(3)]);
}

#[ink::test]
fn no_deposit_waits_while_the_society_dissolves() {
    let mut world = World::new();
    let id = world.deposited();
    world.wait(10_000);
    let call = world.by(HAL);
    world.state.counters.dissolving_since_ms = 1;
    assert!(world.state.settle(&call, id).is_ok());
}

#[ink::test]
fn sixteen_open_proposals_are_enough_for_anybody() {
    let mut world = World::new();
    for place in 0..16 {
        let call = world.paying(EVE, if place < 2 { 0 } else { 50 });
        world.state.propose(&call, "t".to_string(), None, Action::Resolution, Mode::Ballot).unwrap();
    }
    let call = world.paying(EVE, 50);
    let refusal = world.state.propose(&call, "t".to_string(), None, Action::Resolution, Mode::Ballot).err();
    let what = Collection::OpenProposals;
    assert_eq!(refusal, Some(Error::TooMany { what, count: 17, max: 16 }.into()));
}
