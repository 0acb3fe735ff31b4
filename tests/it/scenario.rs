//! The main job, from nothing to a released payment: on the devnet always, and on a real substrate-contracts-node where
//! `MUTUAL_NODE` names its binary. The same story, whichever chain it is told on.

use std::path::PathBuf;

use mutual_tests::{Stage, World, UNIT};
use mutual_types::{
    event::Event, Action, Choice, Conflict, Error, Mode, PaymentId, PaymentStatus, PotId, ProposalId, ProposalStatus,
    Released,
};

const FOOD: PotId = PotId(3);

#[tokio::test(flavor = "multi_thread")]
async fn a_society_decides_on_a_payment_and_makes_it() {
    the_main_job(Stage::devnet().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_society_decides_on_a_payment_and_makes_it_on_a_real_node() {
    let Some(binary) = std::env::var_os("MUTUAL_NODE").filter(|path| !path.is_empty()) else {
        return;
    };
    the_main_job(Stage::node(&PathBuf::from(binary)).await).await;
}

async fn the_main_job(stage: Stage) {
    let world = World::cannons_creek_on(stage).await;
    assert_eq!(world.society.society().await.unwrap().counters.present, 12);
    assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT, 0));

    a_newcomer_is_let_in(&world).await;
    a_donor_gives_to_the_food_pot(&world).await;
    let proposal = a_member_proposes_to_pay_sione(&world).await;
    the_members_vote(&world, proposal).await;
    let payment = anyone_executes_it_after_the_notice(&world, proposal).await;
    two_treasurers_without_a_conflict_approve_it(&world, payment).await;
    it_is_paid_once(&world, payment).await;
    world.check_total().await;
}

async fn a_newcomer_is_let_in(world: &World) {
    let manaia = world.fund("Manaia", 20 * UNIT).await;
    world.does(world.society.apply(&manaia, 1)).await;
    let sponsor = |name: &str| (world.member(name), manaia.account());

    let (rangi, account) = sponsor("Rangi");
    let first = world.does(world.society.sponsor(&rangi, account)).await;
    assert!(matches!(&first.events[..], [Event::Sponsored(sponsored)] if sponsored.needed == 2));
    assert!(world.society.member(account).await.unwrap().is_none(), "one sponsor is not enough");
    assert_eq!(world.refuses(world.society.sponsor(&rangi, account)).await, Error::AlreadySponsored);

    let (salote, account) = sponsor("Salote");
    let second = world.does(world.society.sponsor(&salote, account)).await;
    assert!(matches!(&second.events[..], [Event::Sponsored(_), Event::MemberAdmitted(_)]));
    assert_eq!(world.society.member(account).await.unwrap().expect("a member").index.0, 12);
}

async fn a_donor_gives_to_the_food_pot(world: &World) {
    let kaia = world.fund("Kaia", 300 * UNIT).await;
    let given = world.does(world.society.contribute(&kaia, FOOD, Some("for the winter"), 250 * UNIT)).await;
    assert!(matches!(&given.events[..], [Event::Contributed(gift)] if gift.memo.as_deref() == Some("for the winter")));
    assert_eq!(world.pot(FOOD).await, (250 * UNIT, 0));
}

async fn a_member_proposes_to_pay_sione(world: &World) -> ProposalId {
    let spend = Action::Spend { payee: world.member("Sione").account(), amount: 120 * UNIT, pot: FOOD };
    let kaia = world.member("Kaia");
    let by_donor = world.society.propose(&kaia, "Vegetables", None, &spend, Mode::Ballot, 0);
    assert_eq!(world.refuses(by_donor).await, Error::NotMember);

    let proposal = world.propose("Rangi", spend).await;
    assert_eq!(world.refuses(world.society.certify(&world.member("Rangi"), proposal)).await, Error::NotSteward);
    world.does(world.society.certify(&world.member("Losa"), proposal)).await;
    proposal
}

async fn the_members_vote(world: &World, proposal: ProposalId) {
    let vote = |name: &str, choice, reason| {
        let (society, voter) = (world.society.clone(), world.member(name));
        async move { society.vote(&voter, proposal, choice, reason).await }
    };
    let dissent = world.does(vote("Salote", Choice::Nay, Some("the school garden would cost less"))).await;
    assert!(matches!(
        &dissent.events[..],
        [Event::VoteCast(cast)] if cast.reason.as_deref() == Some("the school garden would cost less")
    ));
    assert_eq!(world.refuses(vote("Kaia", Choice::Aye, None)).await, Error::NotMember);
    assert_eq!(world.refuses(vote("Sione", Choice::Aye, None)).await, Error::Recused);
    assert_eq!(world.refuses(vote("Salote", Choice::Aye, None)).await, Error::AlreadyVoted(Choice::Nay));

    for name in ["Mere", "Aroha", "Tavita", "Losa", "Hemi", "Ngaire"] {
        world.does(vote(name, Choice::Aye, None)).await;
        assert!(!world.proposal(proposal).await.decided, "five are still out, and one is against");
    }
    world.does(vote("Fetu", Choice::Aye, None)).await;
    let record = world.proposal(proposal).await;
    assert_eq!((record.tally.aye, record.tally.nay), (7, 1));
    assert!(record.decided, "the four who are out cannot change it");
}

async fn anyone_executes_it_after_the_notice(world: &World, proposal: ProposalId) -> PaymentId {
    let kaia = world.member("Kaia");
    let record = world.proposal(proposal).await;
    assert_eq!(record.executable_from_ms(), record.ends_ms + 1_000);
    world.stage.reach(record.ends_ms).await;
    // On a real node the notice may be over by the time that somebody tries.
    if world.stage.now_ms().await < record.executable_from_ms() && !world.stage.is_real() {
        let refused = world.refuses(world.society.execute(&kaia, proposal)).await;
        assert!(matches!(refused, Error::NotExecutable { status: ProposalStatus::Notice, .. }), "{refused:?}");
    }

    world.wait_for_execution(proposal).await;
    let executed = world.does(world.society.execute(&kaia, proposal)).await;
    let [Event::ProposalExecuted(_), Event::PaymentCreated(created)] = &executed.events[..] else {
        panic!("{:?}", executed.events);
    };
    assert_eq!(world.pot(FOOD).await, (250 * UNIT, 120 * UNIT), "promised, and not paid");
    let again = world.refuses(world.society.execute(&kaia, proposal)).await;
    assert!(matches!(again, Error::NotExecutable { status: ProposalStatus::Executed, .. }), "{again:?}");
    created.payment
}

async fn two_treasurers_without_a_conflict_approve_it(world: &World, payment: PaymentId) {
    let approve = |name: &str| {
        let (society, treasurer) = (world.society.clone(), world.member(name));
        async move { society.approve_payment(&treasurer, payment).await }
    };
    world.does(approve("Mere")).await;
    assert_eq!(world.refuses(approve("Mere")).await, Error::AlreadyApproved);
    let kaia = world.member("Kaia");
    let too_early = world.refuses(world.society.release_payment(&kaia, payment)).await;
    assert_eq!(too_early, Error::NotEnoughApprovals { have: 1, needed: 2 });

    assert_eq!(world.refuses(approve("Sione")).await, Error::ConflictOfInterest(Conflict::Payee));
    assert_eq!(world.refuses(approve("Rangi")).await, Error::NotTreasurer);
    world.does(approve("Aroha")).await;
}

async fn it_is_paid_once(world: &World, payment: PaymentId) {
    let (kaia, sione) = (world.member("Kaia"), world.member("Sione").account());
    let (before, held) = (world.purse(sione).await, world.society.society().await.unwrap().balance);

    let released = world.does(world.society.release_payment(&kaia, payment)).await;

    assert_eq!(released.value, Released::Released);
    assert_eq!(world.purse(sione).await - before, 120 * UNIT);
    assert_eq!(held - world.society.society().await.unwrap().balance, 120 * UNIT);
    assert_eq!(world.pot(FOOD).await, (130 * UNIT, 0));
    assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT, 0));
    let again = world.refuses(world.society.release_payment(&kaia, payment)).await;
    assert!(matches!(again, Error::PaymentNotWaiting { status: PaymentStatus::Released, .. }), "{again:?}");
}
