use mutual_types::{Field, ProposalStatus};

use super::*;

#[ink::test]
fn a_member_votes_once_and_the_ballot_stands() {
    let mut world = World::new();
    let id = world.propose(EVE, Action::Resolution).unwrap();
    world.vote(ANA, id, Choice::Nay).unwrap();
    assert_eq!(world.vote(ANA, id, Choice::Aye), refused(Error::AlreadyVoted(Choice::Nay)));
    assert_eq!(world.state.proposal(id).unwrap().tally.nay, 1);
}

#[ink::test]
fn outsiders_and_the_recused_do_not_vote() {
    let mut world = World::new();
    let id = world.propose(EVE, Action::Spend { payee: ANA, amount: 1, pot: PotId(0) }).unwrap();
    assert_eq!(world.vote(GUS, id, Choice::Aye), refused(Error::NotMember));
    assert_eq!(world.vote(ANA, id, Choice::Aye), refused(Error::Recused));
    assert_eq!(world.vote(EVE, ProposalId(7), Choice::Aye), refused(Error::NoProposal(ProposalId(7))));
}

#[ink::test]
fn who_joins_in_the_same_block_or_later_does_not_vote() {
    let mut world = World::with_rules(|rules| rules.membership.admission = AdmissionPolicy::Open);
    let call = world.by(GUS);
    world.state.apply(&call, 1).unwrap();
    let id = world.propose(EVE, Action::Resolution).unwrap();
    let refusal = Error::NotEligible { made_ms: world.now_ms, eligible_from_ms: world.now_ms + 3_000 };
    assert_eq!(world.vote(GUS, id, Choice::Aye), refused(refusal));
    world.wait(3_000);
    let after_probation = world.propose(EVE, Action::Resolution).unwrap();
    assert!(world.vote(GUS, after_probation, Choice::Aye).is_ok());
}

#[ink::test]
fn ballots_are_taken_until_the_end_and_not_at_it() {
    let mut world = World::new();
    let id = world.propose(EVE, Action::Resolution).unwrap();
    let ends_ms = world.now_ms + 10_000;
    world.now_ms = ends_ms - 1;
    world.vote(ANA, id, Choice::Aye).unwrap();
    world.now_ms = ends_ms;
    assert_eq!(world.vote(BEN, id, Choice::Aye), refused(Error::VotingClosed { ended_ms: ends_ms, now_ms: ends_ms }));
}

#[ink::test]
fn a_reason_is_kept_short() {
    let mut world = World::new();
    let id = world.propose(EVE, Action::Resolution).unwrap();
    let call = world.by(ANA);
    let refusal = world.state.vote(&call, id, Choice::Nay, Some("x".repeat(257))).err();
    assert_eq!(refusal, Some(Error::TextTooLong { field: Field::Reason, len: 257, max: 256 }.into()));
    let event = world.state.vote(&call, id, Choice::Nay, Some("too dear".to_string())).unwrap();
    assert_eq!(event.reason.as_deref(), Some("too dear"));
}

#[ink::test]
fn a_majority_of_all_ends_voting_early() {
    let mut world = World::new();
    let id = world.propose(EVE, Action::Resolution).unwrap();
    world.wait(2_000);
    for voter in [ANA, BEN, CLEO] {
        assert_eq!(world.vote(voter, id, Choice::Aye).unwrap(), world.now_ms + 8_000);
    }
    assert_eq!(world.vote(DAN, id, Choice::Aye).unwrap(), world.now_ms);
    assert_eq!(world.state.proposal(id).unwrap().status(world.now_ms), ProposalStatus::Notice);
}

#[ink::test]
fn nothing_is_executed_before_its_notice_after_its_window_or_twice() {
    let mut world = World::new();
    let id = world.pass(Action::Resolution);
    let from_ms = world.now_ms;
    for (now_ms, status) in [(from_ms - 1, ProposalStatus::Notice), (from_ms + 60_000, ProposalStatus::Expired)] {
        world.now_ms = now_ms;
        let refusal = Error::NotExecutable { status, from_ms, until_ms: from_ms + 60_000, now_ms };
        assert_eq!(world.execute(id).map(|_| ()), refused(refusal));
    }
    world.now_ms = from_ms + 59_999;
    assert!(world.execute(id).is_ok());
    assert!(matches!(
        world.execute(id).err().as_deref(),
        Some(Error::NotExecutable { status: ProposalStatus::Executed, .. })
    ));
}
