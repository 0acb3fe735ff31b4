use mutual_types::{event::SpamJudged, Conflict, ProposalStatus, SPAM_WINDOW_MS};

use super::*;

/// Ana and Ben are stewards as Dan is, and Eve's third proposal is over without quorum.
fn spam() -> (World, ProposalId) {
    let mut founding = founding();
    for founder in &mut founding.founders[..2] {
        founder.roles.push(Role::Steward);
    }
    let mut world = World::founded(founding);
    let id = world.deposited();
    world.wait(10_000);
    (world, id)
}

fn judge(world: &mut World, steward: AccountId, id: ProposalId) -> Result<SpamJudged, Box<Error>> {
    let call = world.by(steward);
    world.state.judge_spam(&call, id)
}

#[ink::test]
fn two_stewards_keep_the_deposit_of_spam() {
    let (mut world, id) = spam();
    let first = judge(&mut world, ANA, id).unwrap();
    assert_eq!((first.judges, first.forfeited), (1, 0));
    assert_eq!(judge(&mut world, ANA, id), refused(Error::AlreadyJudged));
    assert!(!world.state.proposal(id).unwrap().settled);

    let second = judge(&mut world, DAN, id).unwrap();
    assert_eq!((second.judges, second.forfeited), (2, 50));
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().balance, 1_050);
    assert_eq!((world.state.counters.ledger.deposits, world.state.credit(EVE)), (0, 0));
    assert_eq!(world.state.member(EVE).unwrap().open_proposals, [ProposalId(0), ProposalId(1)]);
    world.assert_books_balance();

    let until_ms = world.now_ms + SPAM_WINDOW_MS;
    let refusal = Error::NotSpam { status: ProposalStatus::NoQuorum, until_ms };
    assert_eq!(judge(&mut world, BEN, id), refused(refusal));
    world.now_ms = until_ms;
    let call = world.by(HAL);
    assert_eq!(world.state.settle(&call, id).err(), Some(Error::AlreadySettled.into()));
}

#[ink::test]
fn one_steward_is_no_verdict() {
    let (mut world, id) = spam();
    judge(&mut world, ANA, id).unwrap();
    world.wait(SPAM_WINDOW_MS);
    let call = world.by(HAL);
    assert_eq!(world.state.settle(&call, id).unwrap().deposit, 50);
    assert_eq!(world.state.credit(EVE), 50);
}

#[ink::test]
fn only_stewards_whom_it_does_not_concern_judge() {
    let (mut world, id) = spam();
    assert_eq!(judge(&mut world, GUS, id), refused(Error::NotMember));
    assert_eq!(judge(&mut world, EVE, id), refused(Error::NotSteward));
    assert_eq!(judge(&mut world, DAN, ProposalId(9)), refused(Error::NoProposal(ProposalId(9))));
    let own = world.propose(DAN, Action::Resolution).unwrap();
    assert_eq!(judge(&mut world, DAN, own), refused(Error::ConflictOfInterest(Conflict::Proposer)));
    let about = world.propose(FAY, Action::Spend { payee: DAN, amount: 1, pot: PotId(0) }).unwrap();
    assert_eq!(judge(&mut world, DAN, about), refused(Error::ConflictOfInterest(Conflict::Subject)));
}

#[ink::test]
fn spam_ended_without_quorum_less_than_seven_days_ago_and_has_a_deposit() {
    let (mut world, id) = spam();
    let ends_ms = world.now_ms;
    let until_ms = ends_ms + SPAM_WINDOW_MS;
    for (now_ms, status) in [(ends_ms - 1, ProposalStatus::Voting), (until_ms, ProposalStatus::NoQuorum)] {
        world.now_ms = now_ms;
        // Terms of a role run out in seven days of test time.
        world.state.set_roster(extended(&world));
        assert_eq!(judge(&mut world, DAN, id), refused(Error::NotSpam { status, until_ms }));
    }
    world.now_ms = until_ms - 1;
    assert!(judge(&mut world, DAN, id).is_ok());
    let free = Error::NotSpam { status: ProposalStatus::NoQuorum, until_ms };
    assert_eq!(judge(&mut world, DAN, ProposalId(0)), refused(free));

    let mut world = World::new();
    let rejected = world.deposited();
    for voter in [ANA, BEN, CLEO] {
        world.vote(voter, rejected, Choice::Abstain).unwrap();
    }
    world.wait(10_000);
    let refusal = Error::NotSpam { status: ProposalStatus::Rejected, until_ms: world.now_ms + SPAM_WINDOW_MS };
    assert_eq!(judge(&mut world, DAN, rejected), refused(refusal));
}

fn extended(world: &World) -> mutual_types::Roster {
    let mut roster = *world.state.roster().unwrap();
    roster.seats.iter_mut().for_each(|seat| seat.expires_ms = u64::MAX);
    roster
}

#[ink::test]
fn nobody_judges_while_the_society_dissolves() {
    let (mut world, id) = spam();
    world.state.counters.dissolving_since_ms = 7;
    assert_eq!(judge(&mut world, DAN, id), refused(Error::Dissolving { since_ms: 7 }));
}
