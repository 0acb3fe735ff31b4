use mutual_types::{
    Class, DisputeId, Field, MemberIndex, PotRefusal, ProposalStatus, Restriction, Ruling, Standing, TITLE_MAX,
};

use crate::propose::Making;

use super::*;

fn spend(payee: AccountId, amount: Planck, pot: PotId) -> Action {
    Action::Spend { payee, amount, pot }
}

#[ink::test]
fn only_a_dispute_asks_the_members_to_decide_it() {
    let mut world = World::new();
    let action = Action::DecideDispute { dispute: DisputeId(0), ruling: Ruling::For, parties: vec![] };
    assert_eq!(world.propose(GUS, action), refused(Error::NotYet(Kind::DecideDispute)), "refused before all else");
}

#[ink::test]
fn only_active_members_propose() {
    let mut world = World::new();
    assert_eq!(world.propose(GUS, Action::Resolution), refused(Error::NotMember));
}

#[ink::test]
fn a_long_title_is_refused_with_both_lengths() {
    let mut world = World::new();
    let call = world.by(EVE);
    let title = "x".repeat(129);
    let refusal = world.state.propose(&call, title, None, Action::Resolution, Mode::Ballot).err();
    assert_eq!(refusal, Some(Error::TextTooLong { field: Field::Title, len: 129, max: TITLE_MAX }.into()));
}

#[ink::test]
fn a_proposal_takes_the_rules_and_the_electorate_along() {
    let mut world = World::new();
    let id = world.propose(EVE, spend(ANA, 10, PotId::GENERAL)).unwrap();
    let proposal = world.state.proposal(id).unwrap();
    let threshold = &proposal.terms.threshold;
    assert_eq!((threshold.electorate, threshold.potential, threshold.min_ayes), (5, 5, 2));
    assert_eq!(proposal.recused, [MemberIndex(0)], "the payee is a member");
    let mut taken = rules();
    taken.dues.since_ms = FOUNDED_MS;
    assert_eq!(world.state.body(id).unwrap().rules, taken);

    let mut changed = rules();
    changed.voting.quorum_bps = 0;
    changed.payments.approvals = 1;
    world.state.set_rules(changed);
    assert_eq!(world.state.proposal(id).unwrap(), proposal);
}

#[ink::test]
fn spends_that_no_vote_could_make_right_are_refused_at_once() {
    let mut world = World::new();
    assert_eq!(world.propose(EVE, spend(GUS, 0, PotId(0))), refused(Error::ZeroAmount));
    assert_eq!(world.propose(EVE, spend(SOCIETY, 1, PotId(0))), refused(Error::PayeeIsSociety));
    assert_eq!(world.propose(EVE, spend(GUS, 1, PotId(9))), refused(Error::NoPot(PotId(9))));
    assert_eq!(world.propose(EVE, spend(GUS, 1, RESERVE)), refused(Error::PotForbids(PotRefusal::Kind)));
}

#[ink::test]
fn a_restricted_pot_pays_only_what_it_is_for() {
    let mut founding = founding();
    let restriction = Restriction {
        kinds: vec![Kind::Spend],
        payees: vec![GUS],
        ends_ms: Some(FOUNDED_MS + 20_000),
        fallback: TRUST,
    };
    founding.pots[1].restriction = Some(restriction);
    let mut world = World::founded(founding);
    assert_eq!(world.propose(EVE, spend(HAL, 1, FOOD)), refused(Error::PotForbids(PotRefusal::Payee)));
    let id = world.propose(EVE, spend(GUS, 1, FOOD)).unwrap();
    assert_eq!(world.state.proposal(id).unwrap().terms.threshold.class, Class::Special);
    world.wait(10_000);
    assert_eq!(world.propose(EVE, spend(GUS, 1, FOOD)), refused(Error::PotForbids(PotRefusal::Ended)));
}

#[ink::test]
fn a_steward_who_neither_asks_nor_gains_makes_a_restricted_spend_ordinary() {
    let mut world = World::new();
    let id = world.propose(EVE, spend(GUS, 1, FOOD)).unwrap();
    let own = world.propose(DAN, spend(GUS, 1, FOOD)).unwrap();
    let general = world.propose(FAY, spend(GUS, 1, PotId(0))).unwrap();
    let (steward, member) = (world.by(DAN), world.by(EVE));
    assert_eq!(world.state.certify(&member, id).err(), Some(Error::NotSteward.into()));
    let conflict = Error::ConflictOfInterest(mutual_types::Conflict::Proposer);
    assert_eq!(world.state.certify(&steward, own).err(), Some(conflict.into()));
    assert_eq!(world.state.certify(&steward, general).err(), Some(Error::NothingToCertify.into()));
    world.state.certify(&steward, id).unwrap();
    let proposal = world.state.proposal(id).unwrap();
    assert_eq!((proposal.terms.threshold.class, proposal.certified_by), (Class::Ordinary, Some(MemberIndex(3))));
    assert_eq!(world.state.certify(&steward, id).err(), Some(Error::NothingToCertify.into()));
}

#[ink::test]
fn only_an_open_special_spend_or_grant_is_certified() {
    let mut world = World::new();
    let steward = world.by(DAN);
    let beneficiary = world.propose(EVE, Action::SetBeneficiary { account: GUS }).unwrap();
    let special = world.state.proposal(beneficiary).unwrap().terms.threshold.class;
    assert_eq!(special, Class::Special, "and no spend");
    assert_eq!(world.state.certify(&steward, beneficiary).err(), Some(Error::NothingToCertify.into()));

    // Decided while ballots are still taken.
    let id = world.propose(EVE, spend(GUS, 1, FOOD)).unwrap();
    world.wait(1);
    for voter in [ANA, BEN, CLEO, DAN, FAY] {
        world.vote(voter, id, Choice::Aye).unwrap();
    }
    let proposal = world.state.proposal(id).unwrap();
    assert!(proposal.decided && proposal.status(world.now_ms) == ProposalStatus::Voting);
    let call = world.by(DAN);
    assert_eq!(world.state.certify(&call, id).err(), Some(Error::NothingToCertify.into()));

    // Over, and never decided.
    let id = world.propose(FAY, spend(GUS, 1, FOOD)).unwrap();
    world.now_ms = world.state.proposal(id).unwrap().ends_ms;
    assert!(!world.state.proposal(id).unwrap().decided);
    let call = world.by(DAN);
    assert_eq!(world.state.certify(&call, id).err(), Some(Error::NothingToCertify.into()));
}

#[ink::test]
fn roles_have_terms_and_seats() {
    let mut world = World::new();
    let grant = |term_ms| Action::GrantRole { member: MemberIndex(4), role: Role::Arbitrator, term_ms };
    for term_ms in [0, 1_000_001] {
        let refusal = Error::TermOutOfRange { term_ms, max_ms: 1_000_000 };
        assert_eq!(world.propose(EVE, grant(term_ms)), refused(refusal));
    }
    let nobody = Action::GrantRole { member: MemberIndex(99), role: Role::Steward, term_ms: 1 };
    assert_eq!(world.propose(EVE, nobody), refused(Error::NoMember(MemberIndex(99))));
    let revoke = Action::RevokeRole { member: MemberIndex(4), role: Role::Arbitrator };
    assert_eq!(world.propose(EVE, revoke.clone()), refused(Error::NoSuchSeat));

    let id = world.pass(grant(1_000_000));
    world.execute(id).unwrap();
    assert!(world.state.roster().unwrap().holds(Role::Arbitrator, MemberIndex(4), world.now_ms));
    let id = world.pass(revoke);
    world.execute(id).unwrap();
    assert!(!world.state.roster().unwrap().holds(Role::Arbitrator, MemberIndex(4), world.now_ms));
}

#[ink::test]
fn terms_in_a_row_are_limited() {
    let mut world = World::new();
    let again = Action::GrantRole { member: MemberIndex(0), role: Role::Treasurer, term_ms: 1_000 };
    let id = world.pass(again.clone());
    world.execute(id).map(|_| ()).unwrap();
    let id = world.pass(again);
    let refusal = Error::TermsExhausted { terms: 2, max: 2 };
    assert_eq!(world.execute(id).map(|_| ()), refused(refusal));
    assert_eq!(
        world.state.proposal(id).unwrap().status(world.now_ms),
        ProposalStatus::Executed,
        "rolled back on chain"
    );
}

#[ink::test]
fn without_enough_treasurers_role_proposals_are_as_short_as_the_bounds_allow() {
    let mut world = World::new();
    let treasurer = Action::GrantRole { member: MemberIndex(4), role: Role::Treasurer, term_ms: 1_000 };
    assert_eq!(world.state.live_treasurers(&[], &rules(), world.now_ms), Ok(3), "one more than approve");
    let id = world.propose(FAY, treasurer).unwrap();
    assert_eq!(world.state.proposal(id).unwrap().ends_ms - world.now_ms, 10_000);
    world.wait(1_000_000);
    assert_eq!(world.state.live_treasurers(&[], &rules(), world.now_ms), Ok(0));
    let grant = Action::GrantRole { member: MemberIndex(4), role: Role::Treasurer, term_ms: 1_000 };
    let id = world.propose(EVE, grant).unwrap();
    let proposal = world.state.proposal(id).unwrap();
    assert_eq!((proposal.ends_ms - world.now_ms, proposal.terms.notice_ms), (1_000, 1_000));
    let id = world.propose(EVE, Action::Resolution).unwrap();
    assert_eq!(world.state.proposal(id).unwrap().ends_ms - world.now_ms, 10_000);

    let allowance = Action::SetAllowance { pot: PotId(0), payment_max: 1, period_max: 1, period_ms: 1_000 };
    let making = Making {
        id: ProposalId(world.state.counters.proposals),
        proposer: MemberIndex(4),
        title: "t".to_string(),
        document: None,
        action: allowance,
        class: Class::Ordinary,
        mode: Mode::Ballot,
        deposit: 0,
    };
    let call = world.by(EVE);
    let made = world.state.make_proposal(&call, making, rules()).unwrap();
    assert_eq!(made.ends_ms - world.now_ms, 10_000, "an allowance is money");
}

#[ink::test]
fn refusals_come_in_their_order() {
    let mut world = World::new();
    let bad = Action::Spend { payee: GUS, amount: 0, pot: PotId(0) };
    let long = || Some(Document { uri: "x".repeat(257), hash: [0; 32] });
    let mut try_it = |caller, value, title: usize, document, action, mode| {
        let call = world.paying(caller, value);
        *world.state.propose(&call, "x".repeat(title), document, action, mode).unwrap_err()
    };
    let title = Error::TextTooLong { field: Field::Title, len: 129, max: 128 };
    assert_eq!(try_it(GUS, 1, 129, long(), bad.clone(), Mode::Consent), title);
    let uri = Error::TextTooLong { field: Field::Uri, len: 257, max: 256 };
    assert_eq!(try_it(GUS, 1, 128, long(), bad.clone(), Mode::Consent), uri);
    assert_eq!(try_it(GUS, 1, 128, None, bad.clone(), Mode::Consent), Error::NotMember);
    assert_eq!(try_it(EVE, 1, 128, None, bad, Mode::Consent), Error::ZeroAmount);
    assert_eq!(try_it(EVE, 1, 128, None, spend(GUS, 1, FOOD), Mode::Consent), Error::NoConsent(Kind::Spend));
    let deposit = Error::WrongDeposit { given: 1, needed: 0 };
    assert_eq!(try_it(EVE, 1, 128, None, spend(GUS, 1, FOOD), Mode::Ballot), deposit);
}

#[ink::test]
fn a_member_who_may_not_act_does_not_propose() {
    let mut world = World::new();
    let mut eve = world.state.member(EVE).unwrap();
    eve.suspended_until_ms = u64::MAX;
    world.state.set_member(EVE, eve);
    let refusal = Error::NotInGoodStanding(Standing::Suspended);
    assert_eq!(world.propose(EVE, Action::Resolution), refused(refusal));
}

#[ink::test]
fn the_electorate_is_who_counts_and_the_potential_who_is_here_without_the_recused() {
    let mut world = World::new();
    let numbers = |world: &World, id| {
        let threshold = world.state.proposal(id).unwrap().terms.threshold;
        (threshold.electorate, threshold.potential, threshold.min_ayes)
    };
    // Ana is recorded as lapsed, Ben has left.
    let (mut ana, mut ben) = (world.state.member(ANA).unwrap(), world.state.member(BEN).unwrap());
    (ana.counted, ben.counted, ben.departed_ms) = (false, false, 1);
    world.state.set_member(ANA, ana);
    world.state.set_member(BEN, ben);
    (world.state.counters.active, world.state.counters.present) = (4, 5);
    for (payee, expected) in [(GUS, (4, 5, 2)), (ANA, (4, 4, 2)), (BEN, (4, 5, 2)), (FAY, (3, 4, 2))] {
        let id = world.propose(CLEO, spend(payee, 1, PotId(0))).unwrap();
        assert_eq!(numbers(&world, id), expected);
        let call = world.by(CLEO);
        world.state.withdraw_proposal(&call, id).unwrap();
    }
    let id = world.propose(CLEO, Action::Resolution).unwrap();
    assert_eq!(numbers(&world, id), (4, 5, 1), "words need one aye");
}

#[ink::test]
fn no_more_ayes_are_needed_than_can_be_cast() {
    let few = |count: u8| {
        let mut founding = founding();
        founding.rules.voting.min_ayes = 3;
        founding.rules.payments.approvals = 1;
        founding.founders.truncate(count.into());
        World::founded(founding)
    };
    for (count, needed) in [(1, 1), (2, 2), (3, 3), (4, 3)] {
        let mut world = few(count);
        let id = world.propose(ANA, spend(GUS, 1, PotId(0))).unwrap();
        assert_eq!(world.state.proposal(id).unwrap().terms.threshold.min_ayes, needed);
        let id = world.propose(ANA, Action::Dissolve).unwrap();
        assert_eq!(world.state.proposal(id).unwrap().terms.threshold.min_ayes, needed);
    }
}

#[ink::test]
fn who_gets_a_role_votes_and_does_not_decide_alone() {
    let mut world = World::new();
    let role = Action::GrantRole { member: MemberIndex(4), role: Role::Steward, term_ms: 1 };
    let id = world.propose(EVE, role).unwrap();
    let proposal = world.state.proposal(id).unwrap();
    assert!(proposal.recused.is_empty());
    assert_eq!((proposal.terms.threshold.electorate, proposal.terms.threshold.min_ayes), (6, 2));
}

#[ink::test]
fn documents_of_what_is_proposed_are_as_short_as_any() {
    let document = |len: usize| Document { uri: "x".repeat(len), hash: [2; 32] };
    let amend = |len| Action::AmendCharter(mutual_types::Charter { document: document(len), version: 2 });
    let upgrade = |len| Action::Upgrade { code_hash: [2; 32], document: document(len) };
    let long = Error::TextTooLong { field: Field::Uri, len: 257, max: 256 };
    let mut world = World::new();
    assert_eq!(world.propose(EVE, amend(257)), refused(long));
    assert_eq!(world.propose(EVE, upgrade(257)), refused(long));
    assert!(world.propose(EVE, amend(256)).is_ok());
    assert!(world.propose(EVE, upgrade(256)).is_ok());
}
