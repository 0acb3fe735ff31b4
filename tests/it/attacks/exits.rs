//! Leaving with what is one's own, and with nothing else.

use mutual_tests::{World, UNIT};
use mutual_types::{
    event::Event, Action, Document, Error, GrantId, GrantTerms, MemberIndex, PaymentId, PotId, ProposalId, StageTerms,
    Standing,
};

use super::Attack;

async fn with_shares() -> World {
    World::small(|founding| {
        founding.rules.membership.share_price = 10 * UNIT;
        founding.rules.membership.shares_max = 10;
    })
    .await
}

async fn ledger(world: &World) -> mutual_types::Ledger {
    world.society.society().await.unwrap().counters.ledger
}

#[tokio::test(flavor = "multi_thread")]
async fn g17_a_leaver_gets_the_par_of_the_shares_after_the_notice_once_and_nothing_else() {
    let world = with_shares().await;
    let (rangi, society) = (world.member("Rangi"), &world.society);
    let full = Error::SharesFull { held: 0, max: 10 };
    assert_eq!(world.thwarted("Rangi", "buy_shares", 11u32, 110 * UNIT).await, full);
    let cheap = Error::WrongValue { given: 39 * UNIT, needed: 40 * UNIT };
    assert_eq!(world.thwarted("Rangi", "buy_shares", 4u32, 39 * UNIT).await, cheap);
    world.does(society.buy_shares(&rangi, 4, 40 * UNIT)).await;
    // Gifts make nobody's shares worth more.
    world.does(society.contribute(&world.member("Mere"), PotId::GENERAL, None, 100 * UNIT)).await;

    assert_eq!(world.thwarted("Rangi", "settle_exit", MemberIndex(4), 0).await, Error::ExitNotDue { due_ms: 0 });
    world.does(society.leave(&rangi)).await;
    let due_ms = society.member(rangi.account()).await.unwrap().unwrap().exit_due_ms;
    assert_eq!(world.thwarted("Rangi", "settle_exit", MemberIndex(4), 0).await, Error::ExitNotDue { due_ms });
    assert_eq!(world.thwarted("Rangi", "buy_shares", 1u32, 10 * UNIT).await, Error::NotMember);
    assert_eq!(world.thwarted("Rangi", "leave", (), 0).await, Error::NotMember);
    world.stage.reach(due_ms - 1).await;
    assert_eq!(world.probe("Losa", "settle_exit", MemberIndex(4)), Err(Error::ExitNotDue { due_ms }));
    world.stage.reach(due_ms).await;
    // Whoever asks: it goes to who left.
    world.does(society.settle_exit(&world.member("Losa"), MemberIndex(4))).await;
    assert_eq!(world.thwarted("Losa", "withdraw_credit", (), 0).await, Error::NoCredit);
    let again = Error::ExitNotDue { due_ms: 0 };
    assert_eq!(world.thwarted("Rangi", "settle_exit", MemberIndex(4), 0).await, again);
    let before = world.purse(rangi.account()).await;
    let withdrawn = world.does(society.withdraw_credit(&rangi)).await;
    assert_eq!(withdrawn.value, 40 * UNIT);
    let freed = u128::try_from(-withdrawn.deposit).expect("the credit's record is gone, and so is its deposit");
    assert_eq!(world.purse(rangi.account()).await, before + 40 * UNIT + freed - withdrawn.fee.unwrap());
    assert_eq!(world.thwarted("Rangi", "withdraw_credit", (), 0).await, Error::NoCredit);
    let ledger = ledger(&world).await;
    assert_eq!((ledger.pots, ledger.shares, ledger.credits), (4_600 * UNIT, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn g17_who_is_expelled_loses_the_vote_and_keeps_the_shares() {
    let world = with_shares().await;
    let (rangi, society) = (world.member("Rangi"), &world.society);
    world.does(society.buy_shares(&rangi, 4, 40 * UNIT)).await;
    let events = world.pass_by_others("Losa", Action::Expel { member: MemberIndex(4) }).await;
    assert!(events.iter().any(|event| matches!(event, Event::ExitSettled(settled) if settled.credit == 40 * UNIT)));
    assert_eq!(society.standing(rangi.account()).await.unwrap(), Some((MemberIndex(4), Standing::Departed)));
    assert_eq!(world.does(society.withdraw_credit(&rangi)).await.value, 40 * UNIT);
    assert_eq!(world.thwarted("Rangi", "apply", 1u32, 0).await, Error::AccountBound(MemberIndex(4)));
}

trait Others {
    async fn pass_by_others(&self, by: &str, action: Action) -> Vec<Event>;
}

impl Others for World {
    /// As `pass`, executed by its proposer, since Rangi is gone.
    async fn pass_by_others(&self, by: &str, action: Action) -> Vec<Event> {
        let id = self.propose(by, action).await;
        self.ayes(id).await;
        self.wait_for_execution(id).await;
        self.does(self.society.execute(&self.member(by), id)).await.events
    }
}

/// A repayable grant of 60 UNIT to Rangi, paid out, and due a minute later. The world's own check knows no grants, so
/// that what follows checks the ledger itself.
async fn with_loan(world: &World) -> u64 {
    let (society, rangi) = (&world.society, world.member("Rangi"));
    let now_ms = world.stage.now_ms().await;
    let repay_by_ms = now_ms + 600_000;
    let stage = StageTerms { title: "One".to_owned(), amount: 60 * UNIT, due_ms: now_ms + 500_000, months: 0 };
    let terms = GrantTerms {
        payee: rangi.account(),
        pot: PotId::GENERAL,
        stages: vec![stage],
        unit: "loaves".to_owned(),
        repay_by_ms: Some(repay_by_ms),
    };
    let id: ProposalId = world.propose("Sione", Action::Grant(terms)).await;
    world.ayes(id).await;
    world.wait_for_execution(id).await;
    society.execute(&world.member("Sione"), id).await.unwrap();
    assert_eq!(ledger(world).await.pots, 4_500 * UNIT);

    let evidence = Document { uri: String::new(), hash: [1; 32] };
    let grant = GrantId(0);
    assert_eq!(world.thwarted("Sione", "accept_stage", (grant, 0u8), 0).await, Error::NotSteward);
    society.claim_stage(&rangi, grant, 0, &evidence, 1).await.unwrap();
    society.accept_stage(&world.member("Losa"), grant, 0).await.unwrap();
    let payment = PaymentId(0);
    world.approve(payment, &["Mere", "Aroha"]).await;
    world.does(society.release_payment(&rangi, payment)).await.paid().unwrap();
    repay_by_ms
}

#[tokio::test(flavor = "multi_thread")]
async fn g2_who_leaves_in_debt_pays_it_from_the_shares_and_does_not_come_back_before_it_is_paid() {
    let world = with_shares().await;
    let (rangi, society) = (world.member("Rangi"), &world.society);
    world.does(society.buy_shares(&rangi, 4, 40 * UNIT)).await;
    let repay_by_ms = with_loan(&world).await;
    world.stage.reach(repay_by_ms).await;
    world.does(society.leave(&rangi)).await;
    let due_ms = society.member(rangi.account()).await.unwrap().unwrap().exit_due_ms;
    world.stage.reach(due_ms).await;
    let settled = world.does(society.settle_exit(&rangi, MemberIndex(4))).await;
    let [Event::ExitSettled(exit)] = &settled.events[..] else { panic!("{:?}", settled.events) };
    assert_eq!((exit.credit, exit.still_owed), (0, 20 * UNIT));
    assert_eq!(exit.repaid, [(GrantId(0), 40 * UNIT)]);
    assert_eq!(world.pot(PotId::GENERAL).await, (4_480 * UNIT, 0));

    let back = ("T", None::<Document>, Action::Reinstate { member: MemberIndex(4) }, mutual_types::Mode::Ballot);
    assert_eq!(world.thwarted("Losa", "propose", back, 0).await, Error::InDebt(20 * UNIT));
    // No more is taken than is owed, and then nothing is left to pay.
    let over = Error::WrongValue { given: 21 * UNIT, needed: 20 * UNIT };
    assert_eq!(world.thwarted("Losa", "repay_grant", GrantId(0), 21 * UNIT).await, over);
    world.does(society.repay_grant(&world.member("Losa"), GrantId(0), 20 * UNIT)).await;
    let over = Error::WrongValue { given: 1, needed: 0 };
    assert_eq!(world.thwarted("Losa", "repay_grant", GrantId(0), 1).await, over);
    world.propose("Losa", Action::Reinstate { member: MemberIndex(4) }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn g17_forgiving_and_repaying_take_no_more_off_a_debt_than_it_is() {
    let world = with_shares().await;
    let repay_by_ms = with_loan(&world).await;
    let forgive = |amount| {
        let action = Action::ForgiveDebt { member: MemberIndex(4), amount };
        ("T", None::<Document>, action, mutual_types::Mode::Ballot)
    };
    let early = Error::NotOwed { owed: 0, asked: 1 };
    assert_eq!(world.thwarted("Losa", "propose", forgive(1), 0).await, early, "it is not due");
    world.stage.reach(repay_by_ms).await;
    let over = Error::NotOwed { owed: 60 * UNIT, asked: 60 * UNIT + 1 };
    assert_eq!(world.thwarted("Losa", "propose", forgive(60 * UNIT + 1), 0).await, over);
    // Two that were passed together do not forgive twice.
    let action = Action::ForgiveDebt { member: MemberIndex(4), amount: 60 * UNIT };
    let (first, second) = (world.propose("Losa", action.clone()).await, world.propose("Mere", action).await);
    for id in [first, second] {
        world.ayes(id).await;
    }
    world.wait_for_execution(second).await;
    world.does(world.society.execute(&world.member("Losa"), first)).await;
    let gone = Error::NotOwed { owed: 0, asked: 60 * UNIT };
    assert_eq!(world.thwarted("Losa", "execute", second, 0).await, gone);
    assert_eq!(ledger(&world).await.pots, 4_440 * UNIT);
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_tangle_of_promises_time_and_a_majority_lead_every_planck_out() {
    let world = with_shares().await;
    let (rangi, losa, society) = (world.member("Rangi"), world.member("Losa"), &world.society);
    let trust = world.fund("CommunityTrust", 10 * UNIT).await;
    assert_eq!(society.society().await.unwrap().asset_lock.beneficiary, trust.account());
    world.does(society.buy_shares(&rangi, 4, 40 * UNIT)).await;
    world.does(society.contribute(&rangi, PotId(1), None, 7 * UNIT)).await;
    // A payment that the chain refuses, one that nobody approves, and one that is held; a gift that is in no pot.
    let minimum = world.stage.chain.existential_deposit().await.unwrap();
    let dust = world.pass_spend("Losa", world.member("Dust").account(), minimum - 1, PotId::GENERAL).await;
    world.approve(dust, &["Mere", "Sione"]).await;
    world.does(society.release_payment(&rangi, dust)).await;
    let held = world.pass_spend("Losa", rangi.account(), 100 * UNIT, PotId::GENERAL).await;
    world.does(society.hold_payment(&world.member("Aroha"), held, "why?")).await;
    let paid = world.pass_spend("Losa", rangi.account(), 10 * UNIT, PotId::GENERAL).await;
    world.approve(paid, &["Mere", "Sione"]).await;
    let gift = world.stage.chain.prepare_transfer(rangi.account(), society.address(), UNIT).await.unwrap();
    world.does(gift.send(&rangi, mutual_client::chain::Wait::Block)).await;

    world.pass("Losa", Action::Dissolve).await;
    world.does(society.release_payment(&losa, paid)).await;
    assert_eq!(society.credit(rangi.account()).await.unwrap(), 10 * UNIT, "owed, and not sent");
    let until_ms = society.society().await.unwrap().dissolution.unwrap().claims_until_ms;
    let open = Error::ClaimsOpen { until_ms };
    assert_eq!(world.thwarted("Losa", "cancel_payment", dust, 0).await, open);
    assert_eq!(world.thwarted("Losa", "divide", (), 0).await, open);
    world.stage.reach(until_ms).await;
    for payment in [dust, held] {
        world.does(society.cancel_payment(&losa, payment)).await;
    }
    assert!(matches!(world.thwarted("Losa", "divide", (), 0).await, Error::NotDivisible { .. }));
    for pot in 1..4 {
        world.does(society.liquidate_pot(&losa, PotId(pot))).await;
    }
    world.does(society.count_sharers(&losa, 50)).await;
    world.does(society.divide(&losa)).await;
    assert!(matches!(world.thwarted("Losa", "divide", (), 0).await, Error::NotDivisible { .. }));
    world.does(society.claim_share(&losa, MemberIndex(4))).await;
    assert_eq!(world.thwarted("Losa", "claim_share", MemberIndex(4), 0).await, Error::NoShare);
    world.does(society.sweep(&losa)).await;
    assert_eq!(world.does(society.withdraw_credit(&rangi)).await.value, 50 * UNIT);
    world.does(society.withdraw_credit(&trust)).await;

    let view = society.society().await.unwrap();
    assert_eq!((view.balance, view.counters.ledger.total().unwrap()), (0, 0));
    assert_eq!(world.purse(society.address()).await, minimum, "nothing is left but what the account needs");
}
