use mutual_types::{event::ObjectionMade, Field, MemberIndex, ProposalStatus, Standing};

use super::*;

fn object(world: &mut World, caller: AccountId, id: ProposalId) -> Result<ObjectionMade, Box<Error>> {
    let call = world.by(caller);
    world.state.object(&call, id, "why not".to_string())
}

fn status(world: &World, id: ProposalId) -> ProposalStatus {
    world.state.proposal(id).unwrap().status(world.now_ms)
}

fn spend(amount: Planck, pot: PotId) -> Action {
    Action::Spend { payee: ANA, amount, pot }
}

#[ink::test]
fn consent_is_for_what_moves_no_money_and_for_small_spends_from_the_general_pot() {
    let mut world = World::with_rules(|rules| rules.voting.consent_max = 10);
    let role = Action::GrantRole { member: MemberIndex(4), role: Role::Steward, term_ms: 1 };
    let large = [spend(11, PotId::GENERAL), spend(10, FOOD), role, Action::SetRules(rules().into()), Action::Dissolve];
    for action in large {
        let kind = action.kind();
        assert_eq!(world.ask(EVE, action), refused(Error::NoConsent(kind)));
    }
    assert!(world.ask(EVE, spend(10, PotId::GENERAL)).is_ok());
    assert!(world.ask(EVE, Action::Resolution).is_ok());
    let mut without = World::new();
    assert_eq!(without.ask(EVE, spend(1, PotId::GENERAL)), refused(Error::NoConsent(Kind::Spend)));
}

#[ink::test]
fn silence_is_consent_and_there_is_no_ballot_to_cast() {
    let mut world = World::with_rules(|rules| rules.voting.consent_max = 10);
    let id = world.ask(EVE, spend(10, PotId::GENERAL)).unwrap();
    let ends_ms = world.now_ms + 10_000;
    assert_eq!(status(&world, id), ProposalStatus::Consenting);
    assert_eq!(world.vote(BEN, id, Choice::Aye), refused(Error::Consenting { ends_ms }));
    object(&mut world, BEN, id).unwrap();
    world.now_ms = ends_ms;
    assert_eq!(status(&world, id), ProposalStatus::Notice, "one objection of two");
    world.wait(5_000);
    world.execute(id).unwrap();
    assert_eq!(world.state.counters.payments, 1);
}

#[ink::test]
fn the_last_objection_needed_opens_one_ballot_with_the_same_electorate() {
    let mut world = World::new();
    let id = world.ask(EVE, Action::Resolution).unwrap();
    let before = world.state.proposal(id).unwrap();
    world.wait(9_999);
    let first = object(&mut world, ANA, id).unwrap();
    assert_eq!((first.member, first.objections, first.needed, first.ballot_ends_ms), (MemberIndex(0), 1, 2, None));
    assert_eq!(object(&mut world, ANA, id), refused(Error::AlreadyObjected));
    let second = object(&mut world, EVE, id).unwrap();
    assert_eq!((second.objections, second.ballot_ends_ms), (2, Some(world.now_ms + 10_000)), "who proposed may object");
    assert_eq!(object(&mut world, BEN, id), refused(Error::NotConsenting(ProposalStatus::Voting)));

    let after = world.state.proposal(id).unwrap();
    assert_eq!((after.mode, after.opened_ms, &after.terms), (Mode::Ballot, world.now_ms, &before.terms));
    assert_eq!(after.tally.cast(), 0, "objections are no ballots");
    world.vote(ANA, id, Choice::Nay).unwrap();
    world.wait(10_000);
    assert_eq!(status(&world, id), ProposalStatus::NoQuorum);
    assert_eq!(object(&mut world, BEN, id), refused(Error::NotConsenting(ProposalStatus::NoQuorum)));
}

#[ink::test]
fn objections_come_before_the_end_and_to_a_consent_only() {
    let mut world = World::new();
    let ballot = world.propose(EVE, Action::Resolution).unwrap();
    assert_eq!(object(&mut world, ANA, ballot), refused(Error::NotConsenting(ProposalStatus::Voting)));
    let id = world.ask(EVE, Action::Resolution).unwrap();
    world.wait(10_000);
    assert_eq!(object(&mut world, ANA, id), refused(Error::NotConsenting(ProposalStatus::Notice)));
}

#[ink::test]
fn who_could_not_vote_does_not_object_and_nobody_objects_without_a_reason() {
    let mut world = World::with_rules(|rules| {
        rules.voting.consent_max = 10;
        rules.membership.admission = AdmissionPolicy::Open;
    });
    let apply = world.by(GUS);
    world.state.apply(&apply, 1).unwrap();
    let id = world.ask(EVE, spend(1, PotId::GENERAL)).unwrap();
    assert_eq!(object(&mut world, HAL, ProposalId(9)), refused(Error::NotMember));
    assert_eq!(object(&mut world, FAY, ProposalId(9)), refused(Error::NoProposal(ProposalId(9))));
    let refusal = Error::NotEligible { made_ms: world.now_ms, eligible_from_ms: world.now_ms + 3_000 };
    assert_eq!(object(&mut world, GUS, id), refused(refusal));
    assert_eq!(object(&mut world, ANA, id), refused(Error::Recused), "the payee");

    let call = world.by(FAY);
    assert_eq!(world.state.object(&call, id, "".to_string()), refused(Error::ReasonMissing));
    let refusal = Error::TextTooLong { field: Field::Reason, len: 257, max: 256 };
    assert_eq!(world.state.object(&call, id, "x".repeat(257)), refused(refusal));
    let mut fay = world.state.member(FAY).unwrap();
    fay.suspended_until_ms = world.now_ms + 1;
    world.state.set_member(FAY, fay);
    assert_eq!(object(&mut world, FAY, id), refused(Error::NotInGoodStanding(Standing::Suspended)));
    world.wait(1);
    assert!(object(&mut world, FAY, id).is_ok());
}

#[ink::test]
fn no_more_objections_are_needed_than_there_are_members() {
    let mut world = World::with_rules(|rules| rules.voting.consent_objectors = 7);
    let id = world.ask(EVE, Action::Resolution).unwrap();
    assert_eq!(object(&mut world, ANA, id).unwrap().needed, 6);
}

#[ink::test]
fn a_consent_can_be_objected_to_while_the_society_dissolves() {
    let mut world = World::new();
    let id = world.ask(EVE, Action::Resolution).unwrap();
    world.state.counters.dissolving_since_ms = world.now_ms;
    assert!(object(&mut world, ANA, id).is_ok());
}
