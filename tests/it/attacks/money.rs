//! The ways out that need no vote for each payment: petty payments, expenses and relief, each within what was decided.

use mutual_tests::{World, UNIT};
use mutual_types::{
    Action, Error, MemberIndex, PaymentStatus, PotId, PotKind, Relation, Released, ReliefCap, ReliefStatus,
};

use super::Attack;

const RELIEF: PotId = PotId(2);

fn petty(payee: mutual_types::AccountId, amount: u128) -> impl scale::Encode {
    (PotId::GENERAL, payee, amount, "bread")
}

#[tokio::test(flavor = "multi_thread")]
async fn no_petty_payment_without_a_live_allowance_or_above_it() {
    let world = World::small(|founding| founding.rules.payments.petty_max = 20 * UNIT).await;
    let kaia = world.fund("Kaia", UNIT).await.account();
    let none = Error::AllowanceExceeded { left: 0, needed: UNIT };
    assert_eq!(world.thwarted("Mere", "pay_petty", petty(kaia, UNIT), 0).await, none);
    let allowance =
        Action::SetAllowance { pot: PotId::GENERAL, payment_max: 10 * UNIT, period_max: 15 * UNIT, period_ms: 600_000 };
    world.pass("Losa", allowance).await;
    assert_eq!(world.thwarted("Rangi", "pay_petty", petty(kaia, UNIT), 0).await, Error::NotKeeper);
    let mere = world.member("Mere").account();
    assert_eq!(world.thwarted("Mere", "pay_petty", petty(mere, UNIT), 0).await, Error::SelfPayment);
    assert_eq!(world.thwarted("Mere", "pay_petty", petty(kaia, 0), 0).await, Error::ZeroAmount);
    for amount in [10 * UNIT + 1, u128::MAX] {
        let over = Error::OverMax { amount, max: 10 * UNIT };
        assert_eq!(world.thwarted("Mere", "pay_petty", petty(kaia, amount), 0).await, over);
    }
    // What one treasurer has spent, another one has not any more.
    world.does(world.society.pay_petty(&world.member("Mere"), PotId::GENERAL, kaia, 10 * UNIT, "bread")).await;
    let left = Error::AllowanceExceeded { left: 5 * UNIT, needed: 5 * UNIT + 1 };
    assert_eq!(world.thwarted("Sione", "pay_petty", petty(kaia, 5 * UNIT + 1), 0).await, left);
    let reserve = (PotId(1), kaia, UNIT, "bread");
    assert_eq!(world.thwarted("Mere", "pay_petty", reserve, 0).await, Error::WrongPot(PotKind::Reserve));
    // A payee that the chain refuses takes all back, the allowance too.
    let dust = world.member("Dust").account();
    assert_eq!(world.thwarted("Mere", "pay_petty", petty(dust, 1), 0).await, Error::TransferFailed);
    world.does(world.society.pay_petty(&world.member("Sione"), PotId::GENERAL, kaia, 5 * UNIT, "bread")).await;
    assert_eq!(world.pot(PotId::GENERAL).await, (4_485 * UNIT, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_expense_is_paid_to_who_approves_it_nor_from_money_that_is_not_there() {
    let world = World::small(|founding| founding.rules.payments.expense_max = 50 * UNIT).await;
    let claim = |amount: u128| (PotId::GENERAL, amount, [0u8; 32], "Paint");
    let over = Error::OverMax { amount: 50 * UNIT + 1, max: 50 * UNIT };
    assert_eq!(world.thwarted("Mere", "claim_expense", claim(50 * UNIT + 1), 0).await, over);
    assert_eq!(world.thwarted("Wiremu", "claim_expense", claim(UNIT), 0).await, Error::NotMember);
    // The world's own check counts every waiting payment as reserved, which an expense is with its first approval.
    let claimed = world.society.claim_expense(&world.member("Mere"), PotId::GENERAL, 50 * UNIT, [0; 32], "Paint").await;
    let payment = claimed.unwrap().value;
    let own = world.thwarted("Mere", "approve_payment", payment, 0).await;
    assert!(matches!(own, Error::ConflictOfInterest(_)), "{own:?}");
    let refused = world.thwarted("Mere", "release_payment", payment, 0).await;
    assert_eq!(refused, Error::NotEnoughApprovals { have: 0, needed: 2 });
    let payee = world.member("Rangi").account();
    world.society.waive_payment(&world.member("Mere"), payment).await.unwrap();
    let second = world.society.claim_expense(&world.member("Mere"), PotId::GENERAL, 50 * UNIT, [0; 32], "Paint").await;
    let second = second.unwrap().value;
    // All the money is promised before anybody approves.
    let all = Action::Spend { payee, amount: 4_500 * UNIT, pot: PotId::GENERAL };
    let (losa, ballot) = (world.member("Losa"), mutual_types::Mode::Ballot);
    let id = world.society.propose(&losa, "All", None, &all, ballot, 0);
    let id = id.await.unwrap().value;
    for name in ["Mere", "Sione", "Aroha"] {
        world.society.vote(&world.member(name), id, mutual_types::Choice::Aye, None).await.unwrap();
    }
    world.stage.reach(world.proposal(id).await.executable_from_ms()).await;
    world.society.execute(&world.member("Losa"), id).await.unwrap();
    let short = Error::InsufficientPot { available: 0, needed: 50 * UNIT };
    assert_eq!(world.thwarted("Sione", "approve_payment", second, 0).await, short);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_relief_without_attesters_who_are_no_relatives_and_within_every_limit() {
    let world = World::cannons_creek().await;
    let society = &world.society;
    let rangi = world.member("Rangi");
    world.does(society.contribute(&world.member("Mere"), RELIEF, None, 150 * UNIT)).await;
    let ask = |amount: u128| (RELIEF, amount, [0u8; 32]);
    let early = world.thwarted("Rangi", "ask_relief", ask(UNIT), 0).await;
    assert!(matches!(early, Error::ReliefTooEarly { .. }), "{early:?}");
    world.stage.reach(world.stage.now_ms().await + 60_000).await;
    let cap = Error::ReliefCapped { cap: ReliefCap::Request, left: 100 * UNIT, needed: 100 * UNIT + 1 };
    assert_eq!(world.thwarted("Rangi", "ask_relief", ask(100 * UNIT + 1), 0).await, cap);
    let general = (PotId::GENERAL, UNIT, [0u8; 32]);
    assert_eq!(world.thwarted("Rangi", "ask_relief", general, 0).await, Error::WrongPot(PotKind::General));

    let request = world.does(society.ask_relief(&rangi, RELIEF, 100 * UNIT, [0; 32])).await.value;
    assert_eq!(world.thwarted("Rangi", "ask_relief", ask(UNIT), 0).await, Error::ReliefOpen(request));
    assert_eq!(world.thwarted("Rangi", "attest_relief", request, 0).await, Error::Related(Relation::Asker));
    let asked = Error::WrongRelief(ReliefStatus::Asked);
    assert_eq!(world.thwarted("Rangi", "promise_relief", request, 0).await, asked);
    world.does(society.attest_relief(&world.member("Hemi"), request)).await;
    assert_eq!(world.thwarted("Hemi", "attest_relief", request, 0).await, Error::AlreadyAttested);
    assert_eq!(world.thwarted("Losa", "promise_relief", request, 0).await, asked);
    world.does(society.attest_relief(&world.member("Fetu"), request)).await;
    assert_eq!(world.pot(RELIEF).await, (150 * UNIT, 100 * UNIT), "promised with the last one");

    let payment = mutual_types::PaymentId(0);
    let refused = world.thwarted("Rangi", "release_payment", payment, 0).await;
    assert_eq!(refused, Error::NotEnoughApprovals { have: 0, needed: 1 });
    world.approve(payment, &["Sione"]).await;
    let hold = world.thwarted("Rangi", "release_payment", payment, 0).await;
    assert!(matches!(hold, Error::ReleaseTooEarly { .. }), "{hold:?}");
    let Error::ReleaseTooEarly { from_ms, .. } = hold else { unreachable!() };
    world.stage.reach(from_ms).await;
    let released = world.does(society.release_payment(&rangi, payment)).await;
    assert_eq!(released.value, Released::Released);
    let done = world.thwarted("Rangi", "release_payment", payment, 0).await;
    assert!(matches!(done, Error::PaymentNotWaiting { status: PaymentStatus::Released, .. }), "{done:?}");

    // The pot has too little for the next one: it waits attested, and promises nothing.
    let ngaire = world.member("Ngaire");
    let next = world.does(society.ask_relief(&ngaire, RELIEF, 60 * UNIT, [0; 32])).await.value;
    for name in ["Hemi", "Fetu"] {
        world.does(society.attest_relief(&world.member(name), next)).await;
    }
    let short = Error::InsufficientPot { available: 50 * UNIT, needed: 60 * UNIT };
    assert_eq!(world.thwarted("Ngaire", "promise_relief", next, 0).await, short);
    let by_vote = Action::Spend { payee: ngaire.account(), amount: UNIT, pot: RELIEF };
    let args = ("T", None::<mutual_types::Document>, by_vote, mutual_types::Mode::Ballot);
    let refused = world.thwarted("Ngaire", "propose", args, 0).await;
    assert_eq!(refused, Error::PotForbids(mutual_types::PotRefusal::Kind));
}

#[tokio::test(flavor = "multi_thread")]
async fn g13_a_treasurer_named_twice_has_one_seat_and_no_term_is_without_end() {
    let world = World::small(|_| {}).await;
    let role = |term_ms| Action::GrantRole { member: MemberIndex(4), role: mutual_types::Role::Treasurer, term_ms };
    let max_ms = world.society.society().await.unwrap().rules.roles.term_ms;
    for term_ms in [0, max_ms + 1, u64::MAX] {
        let args = ("T", None::<mutual_types::Document>, role(term_ms), mutual_types::Mode::Ballot);
        let refused = world.thwarted("Losa", "propose", args, 0).await;
        assert_eq!(refused, Error::TermOutOfRange { term_ms, max_ms });
    }
    // The same seat twice is one seat with a later end, and three terms in a row are the last.
    for terms in 1..=3 {
        world.pass("Losa", role(600_000)).await;
        let roster = world.society.society().await.unwrap().roster;
        let seats: Vec<_> = roster.seats.iter().filter(|seat| seat.member == MemberIndex(4)).collect();
        assert_eq!((seats.len(), seats[0].terms), (1, terms));
    }
    let fourth = world.propose("Losa", role(600_000)).await;
    world.ayes(fourth).await;
    world.wait_for_execution(fourth).await;
    let refused = world.thwarted("Losa", "execute", fourth, 0).await;
    assert_eq!(refused, Error::TermsExhausted { terms: 3, max: 3 });
}
