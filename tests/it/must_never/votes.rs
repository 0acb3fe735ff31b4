//! A member votes twice, or on what was proposed before joining. A client shows success for a reverted call.

use mutual_client::chain::Wait;
use mutual_client::society::{Freshen, Message};
use mutual_tests::{Interruption, Shell, Stage, World, UNIT};
use mutual_types::{Action, Choice, Error, ProposalId};

/// The reason for which a transaction in a block was refused.
fn refused<T: std::fmt::Debug>(sent: Result<T, mutual_client::Error>) -> Error {
    match sent {
        Err(mutual_client::Error::Contract { error, sent: Some(_), .. }) => error,
        other => panic!("it was to be in a block, and refused there: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_votes_twice_even_past_the_clients_own_check() {
    let world = World::cannons_creek().await;
    let proposal = world.propose("Rangi", Action::Resolution).await;
    world.aye("Mere", proposal).await;
    let mere = world.member("Mere");

    for choice in [Choice::Aye, Choice::Nay, Choice::Abstain] {
        assert_eq!(
            world.refuses(world.society.vote(&mere, proposal, choice, None)).await,
            Error::AlreadyVoted(Choice::Aye)
        );
        world.force(&mere, "vote", (proposal, choice, Option::<String>::None), 0).await.unwrap_err();
    }

    assert_eq!(world.proposal(proposal).await.tally.cast(), 1);
    assert_eq!(world.society.ballot(proposal, mutual_types::MemberIndex(0)).await.unwrap(), Some(Choice::Aye));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_ballots_of_a_member_in_one_block_are_one() {
    let world = World::cannons_creek().await;
    let proposal = world.propose("Rangi", Action::Resolution).await;
    let mere = world.member("Mere");
    let vote = |choice| world.society.prepare(mere.account(), Message::vote(proposal, choice, None), Freshen::Never);
    let (aye, nay) = (vote(Choice::Aye).await.unwrap(), vote(Choice::Nay).await.unwrap());

    let (aye, nay) = futures::join!(aye.send(&mere, Wait::Block), nay.send(&mere, Wait::Block));

    assert_eq!(u8::from(aye.is_ok()) + u8::from(nay.is_ok()), 1, "{aye:?} {nay:?}");
    assert!(matches!(refused(if aye.is_ok() { nay } else { aye }), Error::AlreadyVoted(_)));
    assert_eq!(world.proposal(proposal).await.tally.cast(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_does_not_vote_on_what_was_proposed_before_joining() {
    let world = World::cannons_creek().await;
    let before = world.propose("Rangi", Action::Resolution).await;
    world.admit("Manaia").await;
    let manaia = world.member("Manaia");

    let vote = world.society.vote(&manaia, before, Choice::Nay, None);
    assert!(matches!(world.refuses(vote).await, Error::NotEligible { .. }));
    world.force(&manaia, "vote", (before, Choice::Nay, Option::<String>::None), 0).await.unwrap_err();
    assert_eq!(world.proposal(before).await.tally.cast(), 0);

    let after = world.propose("Rangi", Action::Resolution).await;
    world.does(world.society.vote(&manaia, after, Choice::Nay, None)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_in_probation_does_not_vote_on_what_is_made_in_it() {
    let world = World::with(Stage::devnet().await, |founding| {
        founding.rules.membership.probation_ms = 60_000;
    })
    .await;
    let manaia = world.fund("Manaia", 20 * UNIT).await;
    world.does(world.society.apply(&manaia, 1)).await;
    for sponsor in ["Rangi", "Losa"] {
        world.does(world.society.sponsor(&world.member(sponsor), manaia.account())).await;
    }
    let during = world.propose("Rangi", Action::Resolution).await;
    let ends_ms = world.society.member(manaia.account()).await.unwrap().unwrap().probation_ends_ms;

    world.stage.reach(world.proposal(during).await.ends_ms - 1_000).await;
    let vote = world.society.vote(&manaia, during, Choice::Aye, None);
    assert!(
        matches!(world.refuses(vote).await, Error::NotEligible { eligible_from_ms, .. } if eligible_from_ms == ends_ms)
    );

    world.stage.reach(ends_ms).await;
    let after = world.propose("Rangi", Action::Resolution).await;
    world.does(world.society.vote(&manaia, after, Choice::Aye, None)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_comes_too_late_once_voting_has_ended() {
    let world = World::cannons_creek().await;
    let proposal = world.propose("Rangi", Action::Resolution).await;
    world.stage.reach(world.proposal(proposal).await.ends_ms).await;

    let mere = world.member("Mere");
    let vote = world.society.vote(&mere, proposal, Choice::Aye, None);
    assert!(matches!(world.refuses(vote).await, Error::VotingClosed { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_library_shows_no_success_for_a_call_that_reverted_in_its_block() {
    let world = World::cannons_creek().await;
    let proposal = world.propose("Rangi", Action::Resolution).await;
    let mere = world.member("Mere");
    let message = Message::vote(proposal, Choice::Aye, None);
    let late = world.society.prepare(mere.account(), message, Freshen::Never).await.unwrap();
    world.aye("Mere", proposal).await;

    for wait in [Wait::Block, Wait::Final] {
        let message = Message::vote(proposal, Choice::Aye, None);
        let simulated = world.society.prepare(mere.account(), message, Freshen::Never).await;
        assert!(matches!(simulated, Err(mutual_client::Error::Contract { sent: None, .. })), "{wait:?}");
    }
    assert_eq!(refused(late.send(&mere, Wait::Final).await), Error::AlreadyVoted(Choice::Aye));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_shows_no_success_for_a_call_that_reverted_in_its_block() {
    let world = World::cannons_creek_on(Stage::served().await).await;
    let proposal = world.propose("Rangi", Action::Resolution).await;
    let contract = mutual_client::text::address::format(&world.society.address());
    let shell = Shell::new(&world.stage.url()).with(&["--contract", &contract, "--suri", "//Alice"]);
    let height = world.stage.height();

    // While Mere is asked, her other telephone votes.
    let (devnet, society) = (world.stage.as_devnet().clone(), world.society.address());
    let mut err = Interruption::new("Sign and send it?", || vote_meanwhile(devnet, society, proposal));
    let ran = shell.run_into(&["proposal", "vote", "0", "aye"], Some(&["yes"]), &mut err).await;

    assert!(err.happened());
    assert_eq!((ran.exit, ran.out.as_str()), (6, ""), "{}", err.text());
    assert!(err.text().contains("error: the society refuses: AlreadyVoted"), "{}", err.text());
    assert!(err.text().contains("cost its fee and changed nothing"), "{}", err.text());
    assert_eq!(world.stage.height(), height + 2, "both transactions are in a block");
    assert_eq!(world.proposal(proposal).await.tally.cast(), 1);
}

fn vote_meanwhile(devnet: mutual_devnet::Devnet, society: mutual_types::AccountId, proposal: ProposalId) {
    let vote = async move {
        let chain = mutual_client::chain::Chain::from_rpc(devnet.rpc_client()).await.unwrap();
        let society = mutual_client::society::Society::at(&chain, society).await.unwrap();
        let mere = mutual_client::keys::Signer::from_dev_uri("//Alice").unwrap();
        society.vote(&mere, proposal, Choice::Nay, None).await.unwrap();
    };
    // The command holds this thread, so that another one it must be.
    std::thread::spawn(|| tokio::runtime::Runtime::new().unwrap().block_on(vote)).join().unwrap();
}
