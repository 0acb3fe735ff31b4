//! One society with something of everything under way, told step by step: what it was, how its code changed, and how it
//! went on from there.

use mutual_client::chain::Wait;
use mutual_tests::{Stage, World, UNIT};
use mutual_types::{
    event::Event, Action, Choice, Conflict, DisputeId, DisputeSubject, Document, Error, GrantId, GrantTerms,
    MemberIndex, Mode, PaymentId, PaymentStatus, PotId, Proposal, ProposalBody, ProposalId, ProposalState,
    ProposalStatus, ReliefId, Ruling, SocietyView, StageTerms, Standing,
};
use scale::{DecodeAll, Encode};

use super::probe::{different, read, Answers, Probe};
use super::{next, upgrade, Upgrade};
use crate::attacks::Attack;

const HOUR_MS: u64 = 3_600_000;
const DAY_MS: u64 = 24 * HOUR_MS;
const RELIEF: PotId = PotId(2);
const HEMI: MemberIndex = MemberIndex(5);
const NGAIRE: MemberIndex = MemberIndex(6);
const FETU: MemberIndex = MemberIndex(7);
const RANGI: MemberIndex = MemberIndex(9);
const SALOTE: MemberIndex = MemberIndex(10);
const WIREMU: MemberIndex = MemberIndex(11);
type Text = Option<String>;

/// What was under way.
struct UnderWay {
    /// To pay an outsider; one treasurer of two has approved.
    half_approved: PaymentId,
    /// To pay Hemi; held, and disputed.
    held: PaymentId,
    grant: GrantId,
    relief: ReliefId,
    dispute: DisputeId,
    /// Two ballots are cast.
    resolution: ProposalId,
    /// Rangi's second, with a deposit.
    with_deposit: ProposalId,
    /// One has objected, two are needed.
    consent: ProposalId,
    /// Decided, and not carried out.
    decided: ProposalId,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_living_society_is_upgraded_page_by_page_and_goes_on_where_it_was() {
    let mut world = founded().await;
    let under_way = with_something_of_everything(&world).await;
    world.upload(next().code()).await;
    let stranger = world.fund("Stranger", 100 * UNIT).await;
    let proposal = world.propose("Mere", upgrade(next().hash().0)).await;
    world.ayes(proposal).await;
    world.wait_for_execution(proposal).await;

    let before = probe(&world).reads();
    let executed = world.does(world.society.execute(&stranger, proposal)).await;
    assert!(matches!(executed.events[..], [Event::ProposalExecuted(_), Event::CodeUpgraded(_)]));
    assert_eq!(world.stage.chain.code_hash(world.society.address()).await.unwrap(), Some(next().hash()));
    let after = probe(&world).reads();
    nothing_but_its_execution_is_new(&before, &after, proposal);

    world.with_next_client().await;
    nothing_else_is_done_before_all_is_brought_over(&world).await;
    a_stranger_brings_one_member_at_a_time(&world, &stranger, &after).await;
    everything_under_way_comes_to_its_end(&world, &under_way).await;
    world.check_total().await;
}

async fn founded() -> World {
    let world = World::with(Stage::devnet().await, |founding| {
        let rules = &mut founding.rules;
        rules.voting.voting_period_ms = HOUR_MS;
        rules.voting.execution_window_ms = 2 * DAY_MS;
        rules.voting.free_open_proposals = 1;
        rules.membership.share_price = 10 * UNIT;
        rules.membership.shares_max = 10;
        rules.dues.amount = 5 * UNIT;
        rules.dues.period_ms = 30 * DAY_MS;
        rules.dues.grace_ms = 10 * DAY_MS;
        rules.dues.lapse_notice_ms = DAY_MS;
        rules.payments.window_ms = DAY_MS;
        rules.payments.hold_ms = DAY_MS;
        rules.payments.dispute_ms = DAY_MS;
        rules.payments.review_ms = DAY_MS;
    });
    world.await
}

/// Whom a test could ask about: everybody, and two who have nothing to do with the society.
fn probe(world: &World) -> Probe<'_> {
    let mut accounts = world.people.accounts();
    accounts.extend(["Stranger", "Manaia", "Kaia", "HemisNewPhone"].map(|name| world.people.signer(name).account()));
    Probe { devnet: world.stage.as_devnet(), society: world.society.address(), accounts }
}

async fn with_something_of_everything(world: &World) -> UnderWay {
    let (society, [mere, losa, hemi, rangi]) =
        (&world.society, ["Mere", "Losa", "Hemi", "Rangi"].map(|n| world.member(n)));
    let [salote, wiremu, ngaire, fetu] = ["Salote", "Wiremu", "Ngaire", "Fetu"].map(|name| world.member(name));
    let kaia = world.member("Kaia").account();

    // Shares, a credit of who has left, dues, a proxy given and one offered, an account offered, an application.
    world.does(society.buy_shares(&salote, 3, 30 * UNIT)).await;
    world.does(society.buy_shares(&wiremu, 2, 20 * UNIT)).await;
    world.does(society.pay_dues(&rangi, RANGI, 1, 5 * UNIT)).await;
    world.does(society.pay_dues(&fetu, FETU, 1, 5 * UNIT)).await;
    world.does(society.leave(&wiremu)).await;
    let due_ms = society.member(wiremu.account()).await.unwrap().unwrap().exit_due_ms;
    world.stage.reach(due_ms).await;
    world.does(society.settle_exit(&mere, WIREMU)).await;
    world.does(society.offer_proxy(&ngaire, SALOTE)).await;
    world.does(society.accept_proxy(&salote, NGAIRE)).await;
    world.does(society.offer_proxy(&fetu, RANGI)).await;
    world.does(society.rotate_account(&hemi, world.member("HemisNewPhone").account())).await;
    let manaia = world.fund("Manaia", 20 * UNIT).await;
    world.does(society.apply(&manaia, 1)).await;
    world.does(society.sponsor(&rangi, manaia.account())).await;

    // A grant whose first stage is handed in, relief that one has attested.
    let now_ms = world.stage.now_ms().await;
    let stage = |title: &str, due_ms| StageTerms { title: title.to_owned(), amount: 60 * UNIT, due_ms, months: 0 };
    let terms = GrantTerms {
        payee: rangi.account(),
        pot: PotId::GENERAL,
        stages: vec![stage("Oven", now_ms + 10 * DAY_MS), stage("Bread", now_ms + 20 * DAY_MS)],
        unit: "loaves".to_owned(),
        repay_by_ms: Some(now_ms + 200 * DAY_MS),
    };
    world.pass("Sione", Action::Grant(terms)).await;
    world.does(society.claim_stage(&rangi, GrantId(0), 0, &document(), 12)).await;
    world.does(society.contribute(&mere, RELIEF, Some("for bad days"), 100 * UNIT)).await;
    let relief = world.does(society.ask_relief(&fetu, RELIEF, 40 * UNIT, [3; 32])).await.value;
    world.does(society.attest_relief(&salote, relief)).await;

    // Payments.
    let half_approved = world.pass_spend("Aroha", kaia, 50 * UNIT, PotId::GENERAL).await;
    world.approve(half_approved, &["Mere"]).await;
    let held = world.pass_spend("Aroha", hemi.account(), 30 * UNIT, PotId::GENERAL).await;
    world.does(society.hold_payment(&losa, held, "Is it not ours to do?")).await;
    let subject = DisputeSubject::Payment(held);
    let dispute = world.does(society.open_dispute(&hemi, subject, Ruling::For, UNIT)).await.value;
    world.does(society.rule_dispute(&world.member("Joan"), dispute, Ruling::For)).await;

    // Proposals.
    let resolution = world.propose("Rangi", Action::Resolution).await;
    world.aye("Mere", resolution).await;
    world.does(society.vote(&world.member("Sione"), resolution, Choice::Nay, Some("Too soon."))).await;
    let (title, action) = ("Gloves", Action::Spend { payee: kaia, amount: 7 * UNIT, pot: PotId::GENERAL });
    let receipt = document();
    let with_deposit = society.propose(&rangi, title, Some(&receipt), &action, Mode::Ballot, UNIT);
    let with_deposit = world.does(with_deposit).await.value;
    let consent = society.propose(&losa, "Thanks", None, &Action::Resolution, Mode::Consent, 0);
    let consent = world.does(consent).await.value;
    world.does(society.object(&hemi, consent, "Thank us, too.")).await;
    let decided = world.propose("Tavita", Action::Spend { payee: kaia, amount: 20 * UNIT, pot: PotId::GENERAL }).await;
    world.ayes(decided).await;
    world.wait_for_execution(decided).await;
    UnderWay { half_approved, held, grant: GrantId(0), relief, dispute, resolution, with_deposit, consent, decided }
}

fn document() -> Document {
    Document { uri: "https://example.org/receipt.pdf".to_owned(), hash: [7; 32] }
}

/// Of all that can be read only the proposal and the counters have changed, as by any other execution; the old code wrote
/// its root cell after the code was replaced, with the version that the records have.
fn nothing_but_its_execution_is_new(before: &Answers, after: &Answers, proposal: ProposalId) {
    let changed = different(before, after);
    let mut rest: Vec<&String> = changed.iter().filter(|name| !name.starts_with("proposals(")).collect();
    rest.sort();
    assert_eq!(rest, [&read("proposal", proposal), &read("society", ())]);

    let record = |answers: &Answers| {
        let answer = &answers[&("proposal".to_owned(), proposal.encode())];
        Result::<Option<(Proposal, ProposalBody)>, u8>::decode_all(&mut &answer[..]).unwrap().unwrap().unwrap()
    };
    let ((mut was, body), (is, same_body)) = (record(before), record(after));
    assert_eq!(body, same_body);
    assert!(matches!(is.state, ProposalState::Executed { .. }));
    was.state = is.state.clone();
    assert_eq!(was, is);

    let (mut was, is) = (view(before), view(after));
    assert_eq!((was.version, is.version), (1, 1));
    was.counters.seq += 2;
    was.counters.last_activity_ms = is.counters.last_activity_ms;
    assert_eq!(was, is);
}

fn view(answers: &Answers) -> SocietyView {
    let answer = &answers[&("society".to_owned(), Vec::new())];
    Result::<Result<SocietyView, Error>, u8>::decode_all(&mut &answer[..]).unwrap().unwrap().unwrap()
}

async fn nothing_else_is_done_before_all_is_brought_over(world: &World) {
    probe(world).ensure_migrating();
    assert_eq!(world.thwarted("Wiremu", "withdraw_credit", (), 0).await, Error::Migrating);
    assert_eq!(world.thwarted("Mere", "release_payment", PaymentId(0), 0).await, Error::Migrating);
    assert_eq!(world.thwarted("Mere", "contribute", (PotId(0), Text::None), UNIT).await, Error::Migrating);
    let mere = world.member("Mere");
    assert_eq!(world.refuses(world.society.settle(&mere, ProposalId(0))).await, Error::Migrating);
    // Who only sends money is stopped by nobody; it is swept up afterwards.
    let gift = world.stage.chain.prepare_transfer(mere.account(), world.society.address(), 3 * UNIT).await.unwrap();
    world.does(gift.send(&mere, Wait::Block)).await;
}

async fn a_stranger_brings_one_member_at_a_time(
    world: &World,
    stranger: &mutual_client::keys::Signer,
    before: &Answers,
) {
    let stored = world.storage().await;
    for left in (0..12).rev() {
        assert_eq!(probe(world).view().version, 1);
        let page = world.does(world.society.migrate(stranger, 1)).await;
        assert_eq!((page.value, page.events.len()), (left == 0, 0));
        if left == 6 {
            let halfway = probe(world).reads();
            assert_eq!(different(before, &halfway), [read("society", ())].into(), "the gift is in its balance");
            probe(world).ensure_migrating();
        }
    }
    let after = probe(world).reads();
    assert_eq!(different(before, &after), [read("society", ())].into());
    let (mut was, is) = (view(before), view(&after));
    (was.version, was.balance) = (2, was.balance + 3 * UNIT);
    assert_eq!(was, is);

    // Beside the root cell there is one that says how far it got.
    let stored_now = world.storage().await;
    let changed = stored_now.iter().filter(|(key, value)| stored.get(*key) != Some(*value));
    assert_eq!(changed.count(), 2);
    assert_eq!(stored_now.len(), stored.len() + 1);
    assert_eq!(world.thwarted("Stranger", "migrate", 1u32, 0).await, Error::NothingToMigrate);
}

async fn everything_under_way_comes_to_its_end(world: &World, was: &UnderWay) {
    let (society, kaia) = (&world.society, world.member("Kaia").account());
    let [mere, losa, hemi, rangi] = ["Mere", "Losa", "Hemi", "Rangi"].map(|name| world.member(name));
    assert_eq!(world.does(society.sweep(&mere)).await.value, 3 * UNIT);

    the_proposals(world, was).await;
    assert_eq!(world.purse(kaia).await, 0);
    let proposer = world.thwarted("Aroha", "approve_payment", was.half_approved, 0).await;
    assert_eq!(proposer, Error::ConflictOfInterest(Conflict::Proposer));
    world.approve(was.half_approved, &["Sione"]).await;
    world.does(society.release_payment(&rangi, was.half_approved)).await;
    assert_eq!(world.purse(kaia).await, 50 * UNIT);

    // The second ruling lets the held payment go; the third gives the deposit back.
    assert_eq!(status(world, was.held).await, PaymentStatus::Stopped);
    for arbitrator in ["Ngaire", "Fetu"] {
        world.does(society.rule_dispute(&world.member(arbitrator), was.dispute, Ruling::For)).await;
    }
    assert_eq!(status(world, was.held).await, PaymentStatus::Waiting);
    world.approve(was.held, &["Mere", "Sione"]).await;
    world.does(society.release_payment(&rangi, was.held)).await;
    world.does(society.settle_dispute(&rangi, was.dispute)).await;
    assert_eq!(world.does(society.withdraw_credit(&hemi)).await.value, UNIT);

    let accepted = world.does(society.accept_stage(&losa, was.grant, 0)).await;
    pay(world, &accepted.events, &["Mere", "Tavita"]).await;
    let grant = society.grant(was.grant).await.unwrap().unwrap();
    assert_eq!((grant.current, grant.paid, grant.reserved), (1, 60 * UNIT, 60 * UNIT));

    let fetu = world.member("Fetu").account();
    let before = world.purse(fetu).await;
    let attested = world.does(society.attest_relief(&rangi, was.relief)).await;
    pay(world, &attested.events, &["Mere"]).await;
    assert_eq!(world.purse(fetu).await, before + 40 * UNIT);

    world.pass("Salote", Action::Resolution).await;
    the_members(world).await;
}

async fn the_proposals(world: &World, was: &UnderWay) {
    let society = &world.society;
    let [salote, rangi, sione] = ["Salote", "Rangi", "Sione"].map(|name| world.member(name));
    let cast = world.does(society.vote_with_proxies(&salote, was.resolution, Choice::Aye, None)).await;
    assert!(matches!(cast.events[..], [Event::VoteCast(_), Event::VoteCast(_)]), "hers, and Ngaire's by proxy");
    assert_eq!(society.ballot(was.resolution, NGAIRE).await.unwrap(), Some(Choice::Aye));
    let again = world.thwarted("Mere", "vote", (was.resolution, Choice::Nay, Text::None), 0).await;
    assert_eq!(again, Error::AlreadyVoted(Choice::Aye));
    world.carry(was.resolution).await;

    world.does(society.object(&sione, was.consent, "Not by silence.")).await;
    assert_eq!(world.status(was.consent).await, ProposalStatus::Voting);

    let executed = world.does(society.execute(&rangi, was.decided)).await;
    assert!(matches!(executed.events[..], [Event::ProposalExecuted(_), Event::PaymentCreated(_)]));

    world.does(society.withdraw_proposal(&rangi, was.with_deposit)).await;
    world.does(society.settle(&rangi, was.with_deposit)).await;
    assert_eq!(world.does(society.withdraw_credit(&rangi)).await.value, UNIT);
}

async fn the_members(world: &World) {
    let society = &world.society;
    assert_eq!(world.does(society.withdraw_credit(&world.member("Wiremu"))).await.value, 20 * UNIT);
    let rangi = world.member("Rangi");
    let paid_until_ms = society.member(rangi.account()).await.unwrap().unwrap().dues_paid_until_ms;
    world.does(society.pay_dues(&rangi, RANGI, 1, 5 * UNIT)).await;
    let record = society.member(rangi.account()).await.unwrap().unwrap();
    assert_eq!(record.dues_paid_until_ms, paid_until_ms + 30 * DAY_MS);
    world.does(society.accept_proxy(&rangi, FETU)).await;

    let manaia = world.member("Manaia").account();
    world.does(society.sponsor(&world.member("Losa"), manaia)).await;
    assert_eq!(society.standing(manaia).await.unwrap(), Some((MemberIndex(12), Standing::Grace)));
    let phone = world.fund("HemisNewPhone", 20 * UNIT).await;
    world.does(society.accept_account(&phone, HEMI)).await;
    assert_eq!(society.standing(phone.account()).await.unwrap(), Some((HEMI, Standing::Grace)));
}

async fn status(world: &World, payment: PaymentId) -> PaymentStatus {
    let now_ms = world.stage.now_ms().await;
    world.society.payment(payment).await.unwrap().unwrap().status(now_ms)
}

/// The treasurers approve the payment that was made just now, and it is released.
async fn pay(world: &World, events: &[Event], treasurers: &[&str]) {
    let made = events.iter().find_map(|event| match event {
        Event::PaymentCreated(created) => Some(created.payment),
        _ => None,
    });
    let payment = made.expect("a payment");
    world.approve(payment, treasurers).await;
    // Relief waits a little after its last approval.
    world.stage.reach(world.stage.now_ms().await + 5_000).await;
    world.does(world.society.release_payment(&world.member("Rangi"), payment)).await;
}
