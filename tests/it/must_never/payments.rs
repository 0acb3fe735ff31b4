//! A refused payment is marked paid. A removed treasurer approves. Money becomes unreachable.

use mutual_tests::{World, UNIT};
use mutual_types::{
    event::Event, Action, Choice, Conflict, Error, MemberIndex, PaymentState, PaymentStatus, PotId, ProposalStatus,
    Refusal, Released, Role,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_payment_stays_reserved_and_is_paid_once_its_payee_can_be() {
    let world = World::cannons_creek().await;
    let minimum = world.stage.chain.existential_deposit().await.unwrap();
    let nobody = world.member("NobodyYet").account();
    let payment = world.pass_spend("Rangi", nobody, minimum - 1, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Aroha"]).await;
    let anyone = world.member("Hemi");

    let refused = world.does(world.society.release_payment(&anyone, payment)).await;

    let reason = Refusal::BelowExistentialDeposit { amount: minimum - 1, minimum };
    assert_eq!(refused.value, Released::Refused(reason));
    assert!(matches!(&refused.events[..], [Event::PaymentRefused(_)]), "{:?}", refused.events);
    let record = world.society.payment(payment).await.unwrap().unwrap();
    assert_eq!((record.state, record.refused), (PaymentState::Waiting, Some(reason)));
    assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT, minimum - 1), "promised, and not paid");
    assert_eq!(world.purse(nobody).await, 0);
    let error = refused.paid().unwrap_err();
    assert_eq!(error.code(), "payment-refused");

    world.fund_account(nobody, minimum).await;
    let released = world.does(world.society.release_payment(&anyone, payment)).await;
    assert_eq!(released.value, Released::Released);
    assert_eq!(world.purse(nobody).await, minimum + minimum - 1);
    assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT - (minimum - 1), 0));
    let record = world.society.payment(payment).await.unwrap().unwrap();
    assert_eq!(record.refused, None);
    world.check_total().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_approval_of_a_revoked_treasurer_no_longer_counts_at_release() {
    let world = World::cannons_creek().await;
    let payee = world.member("Salote").account();
    let payment = world.pass_spend("Rangi", payee, UNIT, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Aroha"]).await;

    world.pass("Hemi", Action::RevokeRole { member: MemberIndex(0), role: Role::Treasurer }).await;

    let anyone = world.member("Hemi");
    let refused = world.refuses(world.society.release_payment(&anyone, payment)).await;
    assert_eq!(refused, Error::NotEnoughApprovals { have: 1, needed: 2 });
    let mere = world.member("Mere");
    assert_eq!(world.refuses(world.society.approve_payment(&mere, payment)).await, Error::NotTreasurer);

    world.approve(payment, &["Tavita"]).await;
    world.does(world.society.release_payment(&anyone, payment)).await.paid().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_approval_of_a_treasurer_whose_term_has_ended_no_longer_counts_at_release() {
    let world = World::small(|founding| {
        founding.rules.roles.term_ms = 60_000;
        founding.rules.payments.window_ms = 3_600_000;
    })
    .await;
    let payee = world.member("Rangi").account();
    let payment = world.pass_spend("Losa", payee, UNIT, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Aroha"]).await;

    world.stage.reach(world.stage.now_ms().await + 60_000).await;

    let refused = world.refuses(world.society.release_payment(&world.member("Losa"), payment)).await;
    assert!(matches!(refused, Error::NotEnoughApprovals { have: 0, .. }), "{refused:?}");
    let mere = world.member("Mere");
    assert_eq!(world.refuses(world.society.approve_payment(&mere, payment)).await, Error::NotTreasurer);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asked_for_a_payment_or_gets_it_does_not_approve_it() {
    let world = World::cannons_creek().await;
    let sione = world.member("Sione");
    let payment = world.pass_spend("Mere", sione.account(), UNIT, PotId::GENERAL).await;
    let approve = |name| {
        let (society, signer) = (world.society.clone(), world.member(name));
        async move { society.approve_payment(&signer, payment).await }
    };
    assert_eq!(world.refuses(approve("Mere")).await, Error::ConflictOfInterest(Conflict::Proposer));
    assert_eq!(world.refuses(approve("Sione")).await, Error::ConflictOfInterest(Conflict::Payee));
    assert_eq!(world.refuses(approve("Rangi")).await, Error::NotTreasurer);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_free_can_be_paid_and_not_one_planck_more() {
    let world = World::small(|_| {}).await;
    let payee = world.member("Rangi").account();
    let (all, _) = world.pot(PotId::GENERAL).await;
    assert_eq!(world.society.society().await.unwrap().balance, all, "the contract has nothing else");

    let too_much = Action::Spend { payee, amount: all + 1, pot: PotId::GENERAL };
    let proposal = world.propose("Losa", too_much).await;
    world.ayes(proposal).await;
    world.wait_for_execution(proposal).await;
    let refused = world.refuses(world.society.execute(&world.member("Losa"), proposal)).await;
    assert_eq!(refused, Error::InsufficientPot { available: all, needed: all + 1 });
    assert_eq!(world.status(proposal).await, ProposalStatus::Executable, "it can be tried again");

    let payment = world.pass_spend("Losa", payee, all, PotId::GENERAL).await;
    let again = world.refuses(world.society.execute(&world.member("Losa"), proposal)).await;
    assert_eq!(again, Error::InsufficientPot { available: 0, needed: all + 1 });
    world.approve(payment, &["Mere", "Aroha"]).await;
    let before = world.purse(payee).await;
    world.does(world.society.release_payment(&world.member("Losa"), payment)).await.paid().unwrap();

    assert_eq!(world.purse(payee).await - before, all);
    assert_eq!(world.society.society().await.unwrap().balance, 0);
    let minimum = world.stage.chain.existential_deposit().await.unwrap();
    assert_eq!(world.purse(world.society.address()).await, minimum, "the society's account goes on");
    let view = world.society.society().await.unwrap();
    assert_eq!(view.counters.ledger.total().unwrap(), 0);
    world.check_total().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reserve_floor_is_kept() {
    let world = World::cannons_creek().await;
    let payee = world.member("Rangi").account();
    let free = 4_300 * UNIT;
    let proposal = world.propose("Hemi", Action::Spend { payee, amount: free + 1, pot: PotId::GENERAL }).await;
    world.ayes(proposal).await;
    world.wait_for_execution(proposal).await;
    let refused = world.refuses(world.society.execute(&world.member("Hemi"), proposal)).await;
    assert_eq!(refused, Error::InsufficientPot { available: free, needed: free + 1 });
    world.pass_spend("Hemi", payee, free, PotId::GENERAL).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_past_its_window_keeps_its_money_and_is_renewed_once() {
    let world = World::cannons_creek().await;
    let payee = world.member("Salote").account();
    let payment = world.pass_spend("Rangi", payee, UNIT, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Aroha"]).await;
    let ends_ms = world.society.payment(payment).await.unwrap().unwrap().ends_ms;
    world.stage.reach(ends_ms).await;
    let anyone = world.member("Hemi");
    let late = world.refuses(world.society.release_payment(&anyone, payment)).await;
    assert!(matches!(late, Error::PaymentNotWaiting { status: PaymentStatus::Lapsed, .. }), "{late:?}");
    assert_eq!(world.pot(PotId::GENERAL).await.1, UNIT);

    world.does(world.society.renew_payment(&world.member("Tavita"), payment)).await;
    world.does(world.society.release_payment(&anyone, payment)).await.paid().unwrap();
    world.check_total().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_executed_that_did_not_pass() {
    let world = World::cannons_creek().await;
    let payee = world.member("Salote").account();
    let spend = Action::Spend { payee, amount: UNIT, pot: PotId::GENERAL };
    let (silent, rejected) = (world.propose("Rangi", spend.clone()).await, world.propose("Hemi", spend).await);
    for (names, choice) in [(["Mere", "Aroha", "Tavita"], Choice::Aye), (["Losa", "Joan", "Fetu"], Choice::Nay)] {
        for name in names {
            world.does(world.society.vote(&world.member(name), rejected, choice, None)).await;
        }
    }
    world.stage.reach(world.proposal(rejected).await.expires_ms() - 1).await;
    let mere = world.member("Mere");
    for (proposal, status) in [(silent, ProposalStatus::NoQuorum), (rejected, ProposalStatus::Rejected)] {
        let refused = world.refuses(world.society.execute(&mere, proposal)).await;
        assert!(matches!(refused, Error::NotExecutable { status: found, .. } if found == status), "{refused:?}");
        world.force(&mere, "execute", proposal, 0).await.unwrap_err();
    }
    assert!(world.society.payments(0, 50).await.unwrap().is_empty());
}
