//! Getting in, crowding others out, taking what is another's.

use mutual_tests::{Stage, World, UNIT};
use mutual_types::{
    event::Event, Action, Choice, Collection, Conflict, Document, Error, MemberIndex, Mode, PotId, ProposalId,
    ProposalStatus, OPEN_PROPOSALS_MAX, SPAM_WINDOW_MS,
};
use scale::Encode;

use super::{Attack, Text};

fn resolution() -> impl Encode {
    ("T", None::<Document>, Action::Resolution, Mode::Ballot)
}

#[tokio::test(flavor = "multi_thread")]
async fn g6_a_flood_of_proposals_costs_deposits_ends_at_sixteen_and_stops_nobody_else() {
    let world = World::cannons_creek().await;
    let (rangi, society) = (world.member("Rangi"), &world.society);
    for count in 0..OPEN_PROPOSALS_MAX {
        let deposit = if count < 3 { 0 } else { UNIT };
        world.does(society.propose(&rangi, "Spam", None, &Action::Resolution, Mode::Ballot, deposit)).await;
    }
    let full = Error::TooMany { what: Collection::OpenProposals, count: 17, max: 16 };
    assert_eq!(world.thwarted("Rangi", "propose", resolution(), UNIT).await, full);
    assert_eq!(society.society().await.unwrap().counters.ledger.deposits, 13 * UNIT);

    // The others propose and decide as before.
    world.pass("Hemi", Action::Resolution).await;

    // Two stewards who are no part of it keep a deposit; one of them twice does not.
    let spam = ProposalId(15);
    let until_ms = world.proposal(spam).await.ends_ms + SPAM_WINDOW_MS;
    world.stage.reach(until_ms - SPAM_WINDOW_MS).await;
    world.does(society.judge_spam(&world.member("Losa"), spam)).await;
    assert_eq!(world.thwarted("Losa", "judge_spam", spam, 0).await, Error::AlreadyJudged);
    assert_eq!(world.thwarted("Rangi", "judge_spam", spam, 0).await, Error::NotSteward);
    assert_eq!(world.thwarted("Rangi", "settle", spam, 0).await, Error::SpamWindow { until_ms });
    let judged = world.does(society.judge_spam(&world.member("Hemi"), spam)).await;
    assert!(matches!(&judged.events[..], [Event::SpamJudged(verdict)] if verdict.forfeited == UNIT));
    assert_eq!(world.thwarted("Rangi", "settle", spam, 0).await, Error::AlreadySettled);
    assert_eq!(world.pot(PotId::GENERAL).await, (4_501 * UNIT, 0));

    // No verdict on what the members took seriously, nor after a week.
    world.stage.reach(until_ms).await;
    let late = world.thwarted("Hemi", "judge_spam", ProposalId(14), 0).await;
    assert!(matches!(late, Error::NotSpam { status: ProposalStatus::NoQuorum, .. }), "{late:?}");
    for number in 3..15 {
        world.does(society.settle(&rangi, ProposalId(number))).await;
    }
    assert_eq!(society.credit(rangi.account()).await.unwrap(), 12 * UNIT);
}

#[tokio::test(flavor = "multi_thread")]
async fn g6_stewards_do_not_judge_their_own_proposals_or_those_about_themselves() {
    let world = World::cannons_creek().await;
    let society = &world.society;
    let hemi = world.member("Hemi");
    for count in 0..4u128 {
        let deposit = if count < 3 { 0 } else { UNIT };
        let expel = Action::Expel { member: MemberIndex(4) };
        world.does(society.propose(&hemi, "T", None, &expel, Mode::Ballot, deposit)).await;
    }
    let spam = ProposalId(3);
    world.stage.reach(world.proposal(spam).await.ends_ms).await;
    assert_eq!(world.thwarted("Hemi", "judge_spam", spam, 0).await, Error::ConflictOfInterest(Conflict::Proposer));
    assert_eq!(world.thwarted("Losa", "judge_spam", spam, 0).await, Error::ConflictOfInterest(Conflict::Subject));
}

#[tokio::test(flavor = "multi_thread")]
async fn g6_applications_without_end_fill_no_list_that_others_need() {
    let world = World::small(|_| {}).await;
    for number in 0..4 {
        let name = format!("Stranger{number}");
        let stranger = world.fund(&name, 20 * UNIT).await;
        world.does(world.society.apply(&stranger, 1)).await;
        let refused = world.thwarted(&name, "apply", 1u32, 0).await;
        assert!(matches!(refused, Error::AlreadyApplied { .. }), "{refused:?}");
        if number < 3 {
            world.does(world.society.sponsor(&world.member("Rangi"), stranger.account())).await;
        }
    }
    let fourth = world.member("Stranger3").account();
    let full = Error::SponsorshipsFull { open: 3, max: 3 };
    assert_eq!(world.thwarted("Rangi", "sponsor", fourth, 0).await, full);
    world.does(world.society.sponsor(&world.member("Losa"), fourth)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn g11_numbers_come_from_a_counter_and_nobody_withdraws_or_takes_over_anothers() {
    let world = World::small(|_| {}).await;
    let (mere, losa) = (world.member("Mere"), world.member("Losa"));
    // The same text twice is two proposals, whoever comes first.
    let first = world.propose("Mere", Action::Resolution).await;
    let second = world.propose("Losa", Action::Resolution).await;
    assert_eq!((first, second), (ProposalId(0), ProposalId(1)));
    assert_eq!(world.thwarted("Losa", "withdraw_proposal", first, 0).await, Error::NotProposer);
    world.does(world.society.withdraw_proposal(&mere, first)).await;
    assert_eq!(world.status(second).await, ProposalStatus::Voting);
    assert!(matches!(world.thwarted("Mere", "withdraw_proposal", first, 0).await, Error::VotingClosed { .. }));
    let refused = world.thwarted("Losa", "vote", (first, Choice::Aye, Text::None), 0).await;
    assert!(matches!(refused, Error::VotingClosed { .. }), "{refused:?}");
    // A proposal that will pass cannot be pulled away under the feet of those who waited for it.
    world.ayes(second).await;
    world.wait_for_execution(second).await;
    assert!(matches!(world.thwarted("Losa", "withdraw_proposal", second, 0).await, Error::VotingClosed { .. }));
    world.does(world.society.execute(&losa, second)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn g11_an_account_offered_to_one_is_taken_by_no_other() {
    let world = World::small(|_| {}).await;
    let (kaia, thief) = (world.fund("Kaia", 20 * UNIT).await, world.fund("Thief", 20 * UNIT).await);
    world.does(world.society.rotate_account(&world.member("Mere"), kaia.account())).await;
    assert_eq!(world.thwarted("Thief", "accept_account", MemberIndex(0), 0).await, Error::NoOffer);
    assert_eq!(world.thwarted("Sione", "accept_account", MemberIndex(0), 0).await, Error::AccountBound(MemberIndex(1)));
    world.does(world.society.rotate_account(&world.member("Mere"), thief.account())).await;
    assert_eq!(world.thwarted("Kaia", "accept_account", MemberIndex(0), 0).await, Error::NoOffer);
    // Nobody is drawn into what they did not accept, and the beneficiary can become nobody.
    let trust = world.society.society().await.unwrap().asset_lock.beneficiary;
    assert_eq!(world.thwarted("Mere", "rotate_account", trust, 0).await, Error::InvalidBeneficiary);
    let society = world.society.address();
    assert_eq!(world.thwarted("Mere", "rotate_account", society, 0).await, Error::InvalidBeneficiary);
}

#[tokio::test(flavor = "multi_thread")]
async fn g19_what_is_named_twice_counts_once_or_is_refused() {
    let world = World::with(Stage::devnet().await, |founding| {
        founding.bounds.founding_window_ms = 3_600_000;
        founding.bounds.roster_max = 2;
    })
    .await;
    let (kaia, manaia) = (world.fund("Kaia", 20 * UNIT).await, world.fund("Manaia", 20 * UNIT).await);
    for newcomer in [&kaia, &manaia] {
        world.does(world.society.apply(newcomer, 1)).await;
    }
    let twice = vec![kaia.account(), kaia.account()];
    let refused = world.thwarted("Losa", "admit_batch", twice, 0).await;
    assert!(matches!(refused, Error::ApplicationNotOpen(_) | Error::AccountBound(_)), "{refused:?}");
    let many = vec![kaia.account(), manaia.account(), world.member("Mere").account()];
    let refused = world.thwarted("Losa", "admit_batch", many, 0).await;
    assert!(matches!(refused, Error::TooMany { what: Collection::FoundingRoster, .. }), "{refused:?}");
    world.does(world.society.admit_batch(&world.member("Losa"), &[kaia.account(), manaia.account()])).await;
    assert_eq!(world.society.society().await.unwrap().counters.present, 14);

    // Three times the same member is one who does not vote.
    let review = Action::ReviewRelief { members: vec![MemberIndex(1); 3] };
    let proposal = world.propose("Rangi", review).await;
    let record = world.proposal(proposal).await;
    assert_eq!((record.recused.len(), record.terms.threshold.potential), (1, 13));
}
