//! Ballots: who casts them, when, and what they still change.

use mutual_tests::{World, UNIT};
use mutual_types::{Action, Choice, Error, MemberIndex, PotId, ProposalId, ProposalStatus, Rules};
use scale::Encode;

use super::{message, Attack, Text};

fn ballot(proposal: ProposalId, choice: Choice) -> impl Encode {
    (proposal, choice, Text::None)
}

async fn votes(world: &World, proposal: ProposalId, names: &[&str], choice: Choice) {
    for name in names {
        world.does(world.society.vote(&world.member(name), proposal, choice, None)).await;
    }
}

/// A change of the society's rules, decided and executed.
async fn set_rules(world: &World, change: impl FnOnce(&mut Rules)) {
    let mut rules = world.society.society().await.unwrap().rules;
    change(&mut rules);
    world.pass("Rangi", Action::SetRules(Box::new(rules))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn g1_who_joins_after_a_proposal_was_made_does_not_vote_on_it() {
    let world =
        World::small(|founding| founding.rules.membership.admission = mutual_types::AdmissionPolicy::Open).await;
    let proposal = world.propose("Rangi", Action::Resolution).await;
    // A crowd that is let in at once, to decide what lies before the society.
    for name in ["Crowd1", "Crowd2", "Crowd3"] {
        let newcomer = world.fund(name, 20 * UNIT).await;
        world.does(world.society.apply(&newcomer, 1)).await;
        let member = world.society.member(newcomer.account()).await.unwrap().unwrap();
        let refused = world.thwarted(name, "vote", ballot(proposal, Choice::Aye), 0).await;
        let made_ms = world.proposal(proposal).await.made_ms;
        assert_eq!(refused, Error::NotEligible { made_ms, eligible_from_ms: member.probation_ends_ms });
        world.stage.reach(member.probation_ends_ms).await;
        let refused = world.thwarted(name, "vote", ballot(proposal, Choice::Aye), 0).await;
        assert!(matches!(refused, Error::NotEligible { .. }), "probation's end changes nothing: {refused:?}");
    }
    let terms = world.proposal(proposal).await.terms.threshold;
    assert_eq!((terms.electorate, terms.potential), (5, 5));
}

#[tokio::test(flavor = "multi_thread")]
async fn g1_a_departed_member_who_is_taken_back_does_not_vote_on_what_was_made_before() {
    let world = World::small(|_| {}).await;
    let society = &world.society;
    world.does(society.leave(&world.member("Sione"))).await;
    let due_ms = society.member(world.member("Sione").account()).await.unwrap().unwrap().exit_due_ms;
    world.stage.reach(due_ms).await;
    world.does(society.settle_exit(&world.member("Rangi"), MemberIndex(1))).await;
    let back = world.propose("Rangi", Action::Reinstate { member: MemberIndex(1) }).await;
    for name in ["Mere", "Aroha", "Losa", "Rangi"] {
        if !world.proposal(back).await.decided {
            world.aye(name, back).await;
        }
    }
    world.wait_for_execution(back).await;
    let open = world.propose("Rangi", Action::Resolution).await;
    world.does(society.execute(&world.member("Rangi"), back)).await;
    let refused = world.thwarted("Sione", "vote", ballot(open, Choice::Aye), 0).await;
    assert!(matches!(refused, Error::NotEligible { .. }), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn g2_leaving_or_being_expelled_during_a_vote_changes_neither_ballots_nor_quorum() {
    let world = World::small(|founding| founding.rules.voting.quorum_bps = 5_000).await;
    let first = world.propose("Rangi", Action::Resolution).await;
    votes(&world, first, &["Sione", "Aroha"], Choice::Aye).await;
    let before = world.proposal(first).await;
    world.does(world.society.leave(&world.member("Sione"))).await;
    assert_eq!(world.proposal(first).await, before, "the ballot stays, and so does the quorum's base");
    for choice in [Choice::Aye, Choice::Nay] {
        assert_eq!(world.thwarted("Sione", "vote", ballot(first, choice), 0).await, Error::NotMember);
    }
    // Two of five are too few, though three of the four who are left would be in the quorum of four.
    world.does(world.society.leave(&world.member("Losa"))).await;
    world.stage.reach(before.ends_ms).await;
    assert_eq!(world.status(first).await, ProposalStatus::NoQuorum);
    let refused = world.thwarted("Rangi", "execute", first, 0).await;
    assert!(matches!(refused, Error::NotExecutable { status: ProposalStatus::NoQuorum, .. }), "{refused:?}");
    assert_eq!(world.thwarted("Losa", "propose", resolution(), 0).await, Error::NotMember);
}

fn resolution() -> impl Encode {
    ("T", None::<mutual_types::Document>, Action::Resolution, mutual_types::Mode::Ballot)
}

#[tokio::test(flavor = "multi_thread")]
async fn g2_an_expulsion_does_not_undo_the_vote_that_its_subject_cast_on_another_matter() {
    let world = World::small(|founding| founding.rules.voting.voting_period_ms = 600_000).await;
    let other = world.propose("Rangi", Action::Resolution).await;
    votes(&world, other, &["Sione"], Choice::Nay).await;
    world.pass("Rangi", Action::Expel { member: MemberIndex(1) }).await;
    let record = world.proposal(other).await;
    assert_eq!((record.tally.nay, record.terms.threshold.potential), (1, 5));
    assert_eq!(world.thwarted("Sione", "vote", ballot(other, Choice::Aye), 0).await, Error::NotMember);
    assert_eq!(world.society.ballot(other, MemberIndex(1)).await.unwrap(), Some(Choice::Nay));
}

#[tokio::test(flavor = "multi_thread")]
async fn g3_no_second_ballot_none_after_the_end_and_none_that_does_not_exist() {
    let world = World::small(|_| {}).await;
    let proposal = world.propose("Rangi", Action::Resolution).await;
    votes(&world, proposal, &["Mere"], Choice::Aye).await;
    let refused = world.thwarted("Mere", "vote", ballot(proposal, Choice::Nay), 0).await;
    assert_eq!(refused, Error::AlreadyVoted(Choice::Aye));
    let refused = world.thwarted("Mere", "vote_with_proxies", ballot(proposal, Choice::Nay), 0).await;
    assert_eq!(refused, Error::AlreadyVoted(Choice::Aye));
    // A choice that is none: four answers would need three.
    let bytes = message("vote", (proposal, 3u8, Text::None));
    world.fails("Sione", world.society.address(), bytes, 0, "Contract").await;

    let ends_ms = world.proposal(proposal).await.ends_ms;
    world.stage.reach(ends_ms - 1).await;
    assert_eq!(world.probe("Sione", "vote", ballot(proposal, Choice::Aye)), Ok(()), "in the last millisecond");
    world.stage.reach(ends_ms).await;
    let refused = world.thwarted("Sione", "vote", ballot(proposal, Choice::Aye), 0).await;
    assert!(matches!(refused, Error::VotingClosed { ended_ms, .. } if ended_ms == ends_ms), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn g3_a_new_account_has_no_second_ballot_and_a_proxy_none_beside_the_members_own() {
    let world = World::small(|_| {}).await;
    let society = &world.society;
    let proposal = world.propose("Rangi", Action::Resolution).await;
    world.does(society.offer_proxy(&world.member("Sione"), MemberIndex(0))).await;
    world.does(society.accept_proxy(&world.member("Mere"), MemberIndex(1))).await;
    world.does(society.vote_with_proxies(&world.member("Mere"), proposal, Choice::Aye, None)).await;
    assert_eq!(world.proposal(proposal).await.tally.aye, 2);
    // The member's own ballot replaces the proxy's, once; the holder's cannot come back.
    votes(&world, proposal, &["Sione"], Choice::Nay).await;
    let tally = world.proposal(proposal).await.tally;
    assert_eq!((tally.aye, tally.nay), (1, 1));
    for name in ["Mere", "Sione"] {
        let refused = world.thwarted(name, "vote_with_proxies", ballot(proposal, Choice::Aye), 0).await;
        assert!(matches!(refused, Error::AlreadyVoted(_)), "{refused:?}");
    }
    let second = world.fund("SecondPhone", 20 * UNIT).await;
    world.does(society.rotate_account(&world.member("Mere"), second.account())).await;
    world.does(society.accept_account(&second, MemberIndex(0))).await;
    let refused = world.thwarted("SecondPhone", "vote", ballot(proposal, Choice::Nay), 0).await;
    assert_eq!(refused, Error::AlreadyVoted(Choice::Aye));
    assert_eq!(world.thwarted("Mere", "vote", ballot(proposal, Choice::Nay), 0).await, Error::NotMember);
}

#[tokio::test(flavor = "multi_thread")]
async fn g4_quorum_approval_and_the_least_ayes_decide_to_the_very_ballot() {
    let world = World::small(|founding| {
        founding.rules.voting.quorum_bps = 4_000;
        founding.rules.voting.special_approval_bps = 6_667;
    })
    .await;
    let spend = Action::Spend { payee: world.member("Kaia").account(), amount: UNIT, pot: PotId::GENERAL };
    let rules = Action::SetRules(Box::new(world.society.society().await.unwrap().rules));
    type Case<'a> = (Action, &'a [(&'a str, Choice)], ProposalStatus);
    let (a, n, o) = (Choice::Aye, Choice::Nay, Choice::Abstain);
    let cases: [Case; 7] = [
        (Action::Resolution, &[("Mere", a), ("Sione", n), ("Aroha", n)], ProposalStatus::NoQuorum),
        (Action::Resolution, &[("Mere", a), ("Sione", o)], ProposalStatus::Executable),
        (Action::Resolution, &[("Mere", a), ("Sione", o), ("Aroha", n)], ProposalStatus::Rejected),
        (Action::Resolution, &[("Mere", o), ("Sione", o), ("Aroha", o)], ProposalStatus::Rejected),
        (spend.clone(), &[("Mere", a), ("Sione", o)], ProposalStatus::Rejected),
        (spend, &[("Mere", a), ("Sione", a)], ProposalStatus::Executable),
        // Two thirds are a little less than 66.67 of a hundred.
        (rules, &[("Mere", a), ("Sione", a), ("Aroha", n)], ProposalStatus::Rejected),
    ];
    for (action, ballots, expected) in cases {
        let proposal = world.propose("Losa", action).await;
        for (name, choice) in ballots {
            votes(&world, proposal, &[name], *choice).await;
        }
        world.stage.reach(world.proposal(proposal).await.executable_from_ms()).await;
        assert_eq!(world.status(proposal).await, expected, "{ballots:?}");
        if expected != ProposalStatus::Executable {
            let refused = world.thwarted("Rangi", "execute", proposal, 0).await;
            assert!(matches!(refused, Error::NotExecutable { status, .. } if status == expected), "{refused:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g5_a_quorum_in_the_last_second_leaves_the_others_time_to_answer_once() {
    let world = World::small(|_| {}).await;
    let spend = Action::Spend { payee: world.member("Kaia").account(), amount: 4_000 * UNIT, pot: PotId::GENERAL };
    let proposal = world.propose("Losa", spend).await;
    let ends_ms = world.proposal(proposal).await.ends_ms;
    votes(&world, proposal, &["Losa"], Choice::Aye).await;
    world.stage.reach(ends_ms - 1_000).await;
    votes(&world, proposal, &["Mere"], Choice::Aye).await;
    let record = world.proposal(proposal).await;
    assert!(record.extended && !record.decided);
    assert!(record.ends_ms >= world.stage.now_ms().await + 5_000, "five seconds for those who sleep");

    world.stage.reach(ends_ms + 100).await;
    votes(&world, proposal, &["Sione", "Aroha"], Choice::Nay).await;
    let answered = world.proposal(proposal).await;
    assert_eq!(answered.ends_ms, record.ends_ms, "and not one more: nobody keeps it open for ever");
    world.stage.reach(record.ends_ms).await;
    assert_eq!(world.status(proposal).await, ProposalStatus::Rejected);
    let refused = world.thwarted("Losa", "execute", proposal, 0).await;
    assert!(matches!(refused, Error::NotExecutable { status: ProposalStatus::Rejected, .. }), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn g5_a_proxy_that_is_replaced_to_and_fro_extends_nothing_twice() {
    let world = World::small(|_| {}).await;
    let society = &world.society;
    world.does(society.offer_proxy(&world.member("Sione"), MemberIndex(0))).await;
    world.does(society.accept_proxy(&world.member("Mere"), MemberIndex(1))).await;
    let proposal = world.propose("Losa", Action::Resolution).await;
    world.stage.reach(world.proposal(proposal).await.ends_ms - 1_000).await;
    world.does(society.vote_with_proxies(&world.member("Mere"), proposal, Choice::Aye, None)).await;
    let ends_ms = world.proposal(proposal).await.ends_ms;
    world.stage.reach(ends_ms - 1_000).await;
    // The quorum is lost with this ballot, and met again with the next one.
    votes(&world, proposal, &["Sione"], Choice::Nay).await;
    votes(&world, proposal, &["Losa"], Choice::Abstain).await;
    assert_eq!(world.proposal(proposal).await.ends_ms, ends_ms);
}

#[tokio::test(flavor = "multi_thread")]
async fn g9_what_is_decided_stays_decided_whatever_changes_afterwards() {
    let world = World::small(|_| {}).await;
    let payee = world.member("Kaia").account();
    let passed = world.propose("Losa", Action::Spend { payee, amount: UNIT, pot: PotId::GENERAL }).await;
    world.ayes(passed).await;
    world.wait_for_execution(passed).await;
    let failed = world.propose("Losa", Action::Spend { payee, amount: UNIT, pot: PotId::GENERAL }).await;
    votes(&world, failed, &["Losa"], Choice::Aye).await;
    world.stage.reach(world.proposal(failed).await.ends_ms).await;
    let before = (world.proposal(passed).await, world.proposal(failed).await);

    set_rules(&world, |rules| {
        rules.voting.quorum_bps = 1_000;
        rules.voting.min_ayes = 5;
        rules.voting.execution_window_ms = 3_600_000 + 60_000;
        rules.payments.approvals = 4;
    })
    .await;
    world.does(world.society.leave(&world.member("Sione"))).await;
    assert_eq!((world.proposal(passed).await, world.proposal(failed).await), before);
    let refused = world.thwarted("Mere", "execute", failed, 0).await;
    assert!(matches!(refused, Error::NotExecutable { status: ProposalStatus::NoQuorum, .. }), "{refused:?}");
    world.does(world.society.execute(&world.member("Mere"), passed)).await;
    let payment = world.society.payments(0, 1).await.unwrap().remove(0).payment;
    assert_eq!(payment.approvals_needed, 2, "as when it was proposed");
}
