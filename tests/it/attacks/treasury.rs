//! The treasury: promises above the funds, treasurers together, thresholds without treasurers, payments in a hurry.

use mutual_client::chain::Wait;
use mutual_tests::{World, UNIT};
use mutual_types::{
    event::Event, Action, Conflict, Error, MemberIndex, PaymentStatus, PotId, ProposalStatus, Refusal, Released, Role,
};

use super::Attack;

fn spend(world: &World, payee: &str, units: u128) -> Action {
    Action::Spend { payee: world.member(payee).account(), amount: units * UNIT, pot: PotId::GENERAL }
}

#[tokio::test(flavor = "multi_thread")]
async fn g12_the_second_of_two_passed_proposals_over_the_funds_is_not_executed() {
    let world = World::small(|_| {}).await;
    let first = world.propose("Losa", spend(&world, "Rangi", 3_000)).await;
    let second = world.propose("Losa", spend(&world, "Sione", 3_000)).await;
    world.ayes(first).await;
    world.ayes(second).await;
    world.wait_for_execution(first).await;
    world.wait_for_execution(second).await;
    world.does(world.society.execute(&world.member("Aroha"), first)).await;

    let short = Error::InsufficientPot { available: 1_500 * UNIT, needed: 3_000 * UNIT };
    assert_eq!(world.thwarted("Sione", "execute", second, 0).await, short);
    assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT, 3_000 * UNIT));
    assert_eq!(world.status(second).await, ProposalStatus::Executable);

    // It waits for money twice as long, once.
    let expires_ms = world.proposal(second).await.expires_ms();
    world.does(world.society.extend_window(&world.member("Sione"), second)).await;
    assert_eq!(world.thwarted("Sione", "extend_window", second, 0).await, Error::NotExtendable);
    world.stage.reach(expires_ms).await;
    world.does(world.society.contribute(&world.member("Rangi"), PotId::GENERAL, None, 1_500 * UNIT)).await;
    world.does(world.society.execute(&world.member("Aroha"), second)).await;
    assert_eq!(world.pot(PotId::GENERAL).await, (6_000 * UNIT, 6_000 * UNIT));
}

#[tokio::test(flavor = "multi_thread")]
async fn g12_deposits_shares_credits_and_other_pots_are_spent_by_no_proposal() {
    let world = World::small(|founding| {
        founding.rules.membership.share_price = 10 * UNIT;
        founding.rules.membership.shares_max = 10;
        founding.rules.voting.free_open_proposals = 1;
        founding.rules.voting.proposal_deposit = 50 * UNIT;
    })
    .await;
    let (rangi, society) = (world.member("Rangi"), &world.society);
    world.does(society.buy_shares(&rangi, 10, 100 * UNIT)).await;
    world.does(society.contribute(&rangi, PotId(3), None, 70 * UNIT)).await;
    world.propose("Rangi", Action::Resolution).await;
    let ballot = mutual_types::Mode::Ballot;
    world.does(society.propose(&rangi, "T", None, &Action::Resolution, ballot, 50 * UNIT)).await;
    let payee = world.member("Sione").account();
    let gift = world.stage.chain.prepare_transfer(rangi.account(), society.address(), 30 * UNIT).await.unwrap();
    world.does(gift.send(&rangi, Wait::Block)).await;
    assert_eq!(society.society().await.unwrap().balance, 4_750 * UNIT, "the contract has more");

    let over = Action::Spend { payee, amount: 4_500 * UNIT + 1, pot: PotId::GENERAL };
    let proposal = world.propose("Losa", over).await;
    world.ayes(proposal).await;
    world.wait_for_execution(proposal).await;
    let short = Error::InsufficientPot { available: 4_500 * UNIT, needed: 4_500 * UNIT + 1 };
    assert_eq!(world.thwarted("Aroha", "execute", proposal, 0).await, short);
}

#[tokio::test(flavor = "multi_thread")]
async fn g13_one_treasurer_counts_once_whatever_account_they_sign_with() {
    let world = World::small(|_| {}).await;
    let payment = world.pass_spend("Losa", world.member("Rangi").account(), 10 * UNIT, PotId::GENERAL).await;
    world.approve(payment, &["Mere"]).await;
    assert_eq!(world.thwarted("Mere", "approve_payment", payment, 0).await, Error::AlreadyApproved);

    let second_phone = world.fund("SecondPhone", 20 * UNIT).await;
    world.does(world.society.rotate_account(&world.member("Mere"), second_phone.account())).await;
    world.does(world.society.accept_account(&second_phone, MemberIndex(0))).await;
    assert_eq!(world.thwarted("SecondPhone", "approve_payment", payment, 0).await, Error::AlreadyApproved);
    assert_eq!(world.thwarted("Mere", "approve_payment", payment, 0).await, Error::NotMember);
    let refused = world.thwarted("SecondPhone", "release_payment", payment, 0).await;
    assert_eq!(refused, Error::NotEnoughApprovals { have: 1, needed: 2 });
}

#[tokio::test(flavor = "multi_thread")]
async fn g13_a_treasurer_who_becomes_the_payee_after_approving_does_not_count() {
    let world = World::small(|_| {}).await;
    let alias = world.fund("Alias", 20 * UNIT).await;
    let payment = world.pass_spend("Losa", alias.account(), 10 * UNIT, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Sione"]).await;
    world.does(world.society.rotate_account(&world.member("Mere"), alias.account())).await;
    world.does(world.society.accept_account(&alias, MemberIndex(0))).await;

    let refused = world.thwarted("Rangi", "release_payment", payment, 0).await;
    assert_eq!(refused, Error::NotEnoughApprovals { have: 1, needed: 2 });
    let conflict = world.thwarted("Alias", "approve_payment", payment, 0).await;
    assert_eq!(conflict, Error::ConflictOfInterest(Conflict::Payee));
    world.approve(payment, &["Aroha"]).await;
    world.does(world.society.release_payment(&world.member("Rangi"), payment)).await.paid().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn g13_without_treasurers_nothing_is_released_and_the_members_can_still_pay() {
    let world = World::small(|_| {}).await;
    let rangi = world.member("Rangi").account();
    let payment = world.pass_spend("Losa", rangi, 10 * UNIT, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Sione"]).await;
    for name in ["Mere", "Sione", "Aroha"] {
        world.does(world.society.resign(&world.member(name), Role::Treasurer)).await;
    }
    let refused = world.thwarted("Rangi", "release_payment", payment, 0).await;
    assert_eq!(refused, Error::NotEnoughApprovals { have: 0, needed: 1 }, "never none");
    assert_eq!(world.thwarted("Mere", "approve_payment", payment, 0).await, Error::NotTreasurer);

    world.pass("Losa", Action::ReleasePayment { payment }).await;
    let before = world.purse(rangi).await;
    world.does(world.society.release_payment(&world.member("Losa"), payment)).await.paid().unwrap();
    assert_eq!(world.purse(rangi).await - before, 10 * UNIT);
    assert_eq!(world.pot(PotId::GENERAL).await, (4_490 * UNIT, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn g7_a_payment_is_released_once_and_a_cancelled_one_never() {
    let world = World::small(|_| {}).await;
    let rangi = world.member("Rangi").account();
    let paid = world.pass_spend("Losa", rangi, 10 * UNIT, PotId::GENERAL).await;
    let given_up = world.pass_spend("Losa", rangi, 10 * UNIT, PotId::GENERAL).await;
    for payment in [paid, given_up] {
        world.approve(payment, &["Mere", "Sione"]).await;
    }
    world.does(world.society.release_payment(&world.member("Rangi"), paid)).await.paid().unwrap();
    world.pass("Losa", Action::CancelPayment { payment: given_up }).await;

    for (payment, expected) in [(paid, PaymentStatus::Released), (given_up, PaymentStatus::Cancelled)] {
        for label in ["release_payment", "make_call", "approve_payment", "waive_payment"] {
            let refused = world.thwarted("Rangi", label, payment, 0).await;
            let is_named = matches!(refused, Error::PaymentNotWaiting { status, .. } if status == expected);
            assert!(is_named || refused == Error::NotTreasurer, "{label}: {refused:?}");
        }
        let refused = world.thwarted("Mere", "renew_payment", payment, 0).await;
        assert_eq!(refused, Error::NotRenewable { status: expected, renewed: false });
    }
    assert_eq!(world.pot(PotId::GENERAL).await, (4_490 * UNIT, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn p3_a_transfer_that_the_chain_refuses_leaves_the_payment_unpaid_and_the_credit_standing() {
    let world = World::small(|_| {}).await;
    let minimum = world.stage.chain.existential_deposit().await.unwrap();
    let nobody = world.member("NobodyYet").account();
    let payment = world.pass_spend("Losa", nobody, minimum - 1, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Sione"]).await;
    for _ in 0..2 {
        let refused = world.does(world.society.release_payment(&world.member("Rangi"), payment)).await;
        let reason = Refusal::BelowExistentialDeposit { amount: minimum - 1, minimum };
        assert_eq!(refused.value, Released::Refused(reason));
        assert!(!refused.events.iter().any(|event| matches!(event, Event::PaymentReleased(_))));
        assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT, minimum - 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p8_a_payout_below_the_existential_deposit_to_a_new_account_is_recorded_as_refused() {
    let world = World::small(|_| {}).await;
    let minimum = world.stage.chain.existential_deposit().await.unwrap();
    let (dust, exact) = (world.member("Dust").account(), world.member("Exact").account());
    let small = world.pass_spend("Losa", dust, minimum - 1, PotId::GENERAL).await;
    let whole = world.pass_spend("Losa", exact, minimum, PotId::GENERAL).await;
    for payment in [small, whole] {
        world.approve(payment, &["Mere", "Sione"]).await;
    }
    let anyone = world.member("Rangi");
    let refused = world.does(world.society.release_payment(&anyone, small)).await;
    assert!(matches!(refused.value, Released::Refused(Refusal::BelowExistentialDeposit { .. })));
    // The dust account holds up nobody else, and can itself be freed of its promise.
    world.does(world.society.release_payment(&anyone, whole)).await.paid().unwrap();
    assert_eq!((world.purse(dust).await, world.purse(exact).await), (0, minimum));
    world.pass("Losa", Action::CancelPayment { payment: small }).await;
    assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT - minimum, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn p9_forced_money_changes_no_share_no_pot_and_no_limit() {
    let world = World::small(|_| {}).await;
    let (rangi, society) = (world.member("Rangi"), &world.society);
    let force = || async {
        let gift = world.stage.chain.prepare_transfer(rangi.account(), society.address(), UNIT).await.unwrap();
        world.does(gift.send(&rangi, Wait::Block)).await;
    };
    force().await;
    let payment = world.pass_spend("Losa", rangi.account(), 4_500 * UNIT, PotId::GENERAL).await;
    force().await;
    world.approve(payment, &["Mere", "Sione"]).await;
    force().await;
    world.does(society.release_payment(&rangi, payment)).await.paid().unwrap();
    let view = society.society().await.unwrap();
    assert_eq!((view.balance, view.counters.ledger.pots), (3 * UNIT, 0), "no pot has it");
    let proposal = world.propose("Losa", spend(&world, "Rangi", 1)).await;
    world.ayes(proposal).await;
    world.wait_for_execution(proposal).await;
    let short = Error::InsufficientPot { available: 0, needed: UNIT };
    assert_eq!(world.thwarted("Sione", "execute", proposal, 0).await, short);
    assert_eq!(world.does(society.sweep(&rangi)).await.value, 3 * UNIT);
    world.does(society.execute(&rangi, proposal)).await;
}
