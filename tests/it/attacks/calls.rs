//! Contracts that mean harm: called by the society, paid by it, members of it.

use mutual_client::chain::{RuntimeCall, Wait};
use mutual_tests::{raw::PLENTY, World, UNIT};
use mutual_types::{
    event::Event, AccountId, Action, CallTerms, Choice, Error, PaymentState, PotId, ProposalId, ProposalStatus,
    Released,
};

use super::hostile::{strings, Hostile};
use super::{message, Attack, Text};

async fn terms(world: &World, callee: AccountId, input: Vec<u8>) -> CallTerms {
    let code_hash = world.stage.chain.code_hash(callee).await.unwrap().expect("a contract").0;
    CallTerms {
        callee,
        code_hash,
        input,
        value: 0,
        pot: PotId::GENERAL,
        ref_time_limit: 20_000_000_000,
        proof_size_limit: 200_000,
        deposit_limit: UNIT,
    }
}

/// Decides on a call, up to where anyone can execute it.
async fn decided(world: &World, terms: CallTerms) -> ProposalId {
    let proposal = world.propose("Rangi", Action::Call(terms)).await;
    world.ayes(proposal).await;
    world.wait_for_execution(proposal).await;
    proposal
}

#[tokio::test(flavor = "multi_thread")]
async fn p1_a_called_contract_that_calls_back_is_stopped_and_everything_is_taken_back() {
    let world = World::small(|_| {}).await;
    let puppet = Hostile::Puppet.deploy(&world, &world.member("Mere"), UNIT).await;
    let society = world.society.address();
    // Once more the same proposal, a vote, a read: whatever it asks for.
    let inputs = [
        message("execute", ProposalId(0)),
        message("vote", (ProposalId(0), Choice::Aye, Text::None)),
        message("withdraw_credit", ()),
        message("society", ()),
    ];
    for input in inputs {
        let terms = terms(&world, puppet, strings(society, 0, &input)).await;
        let proposal = decided(&world, terms).await;
        let refused = world.thwarted("Losa", "execute", proposal, 0).await;
        assert_eq!(refused, Error::CallFailed { code: 1 }, "it trapped");
        assert_eq!(world.status(proposal).await, ProposalStatus::Executable);
        world.stage.reach(world.proposal(proposal).await.expires_ms()).await;
    }
    assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn p1_calling_back_through_another_contract_that_hides_the_failure_changes_nothing() {
    let world = World::small(|_| {}).await;
    let mere = world.member("Mere");
    let inner = Hostile::Puppet.deploy(&world, &mere, 0).await;
    let outer = Hostile::Lenient.deploy(&world, &mere, 0).await;
    let society = world.society.address();
    let again = strings(inner, 0, &strings(society, 0, &message("execute", ProposalId(0))));
    let terms = terms(&world, outer, again).await;
    let proposal = decided(&world, terms).await;
    assert_eq!(proposal, ProposalId(0), "it is to execute itself once more");

    let executed = world.does(world.society.execute(&world.member("Losa"), proposal)).await;

    let count = |events: &[Event]| events.iter().filter(|event| matches!(event, Event::ProposalExecuted(_))).count();
    assert_eq!(count(&executed.events), 1, "{:?}", executed.events);
    let again = world.thwarted("Losa", "execute", proposal, 0).await;
    assert!(matches!(again, Error::NotExecutable { status: ProposalStatus::Executed, .. }), "{again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn p1_a_payee_that_is_a_contract_runs_no_code_when_it_is_paid() {
    let world = World::small(|_| {}).await;
    for hostile in [Hostile::Traps, Hostile::Burns, Hostile::Puppet] {
        let payee = hostile.deploy(&world, &world.member("Mere"), 0).await;
        let payment = world.pass_spend("Losa", payee, 3 * UNIT, PotId::GENERAL).await;
        world.approve(payment, &["Mere", "Aroha"]).await;
        let before = world.purse(payee).await;
        let released = world.does(world.society.release_payment(&world.member("Rangi"), payment)).await;
        assert_eq!(released.value, Released::Released, "{hostile:?}");
        assert_eq!(world.purse(payee).await - before, 3 * UNIT);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g22_a_call_that_traps_reverts_or_never_ends_is_no_success_and_the_proposal_can_be_tried_again() {
    let world = World::small(|_| {}).await;
    for (hostile, code) in [(Hostile::Traps, 1), (Hostile::Reverts, 2), (Hostile::Burns, 1)] {
        let callee = hostile.deploy(&world, &world.member("Mere"), 0).await;
        let proposal = decided(&world, terms(&world, callee, Vec::new()).await).await;
        let refused = world.thwarted("Losa", "execute", proposal, 0).await;
        assert_eq!(refused, Error::CallFailed { code }, "{hostile:?}");
        assert_eq!(world.status(proposal).await, ProposalStatus::Executable, "{hostile:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g22_a_failing_call_with_value_pays_nothing_and_its_money_can_be_freed() {
    let world = World::small(|_| {}).await;
    let callee = Hostile::Reverts.deploy(&world, &world.member("Mere"), 0).await;
    let call = CallTerms { value: 7 * UNIT, ..terms(&world, callee, Vec::new()).await };
    let proposal = decided(&world, call).await;
    let executed = world.does(world.society.execute(&world.member("Losa"), proposal)).await;
    let payment = executed.events.iter().find_map(|event| match event {
        Event::PaymentCreated(created) => Some(created.payment),
        _ => None,
    });
    let payment = payment.expect("a call with value makes a payment");
    let early = world.thwarted("Losa", "make_call", payment, 0).await;
    assert_eq!(early, Error::NotEnoughApprovals { have: 0, needed: 2 });
    world.approve(payment, &["Mere", "Aroha"]).await;

    assert_eq!(world.thwarted("Losa", "release_payment", payment, 0).await, Error::NotACall);
    assert_eq!(world.thwarted("Losa", "make_call", payment, 0).await, Error::CallFailed { code: 2 });
    assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT, 7 * UNIT), "promised, and not paid");

    world.pass("Losa", Action::CancelPayment { payment }).await;
    assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT, 0));
    let record = world.society.payment(payment).await.unwrap().unwrap();
    assert!(matches!(record.state, PaymentState::Cancelled { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn g22_the_limits_that_the_members_set_bound_what_a_called_contract_takes_from_who_executes() {
    let world = World::small(|_| {}).await;
    let hoarder = Hostile::Hoards.deploy(&world, &world.member("Mere"), 0).await;
    let generous = terms(&world, hoarder, Vec::new()).await;
    let tight = CallTerms { deposit_limit: UNIT / 100, ..generous.clone() };
    let proposal = decided(&world, tight).await;
    // The chain ends the whole transaction for this, before the society can give its own reason.
    let execute = message("execute", proposal);
    world.fails("Losa", world.society.address(), execute, 0, "StorageDepositLimitExhausted").await;
    let slow = CallTerms { ref_time_limit: 1_000, ..generous.clone() };
    let proposal = decided(&world, slow).await;
    assert_eq!(world.thwarted("Losa", "execute", proposal, 0).await, Error::CallFailed { code: 1 });

    let proposal = decided(&world, generous).await;
    let executed = world.does(world.society.execute(&world.member("Losa"), proposal)).await;
    assert!(executed.deposit > 0 && executed.deposit < 2 * i128::try_from(UNIT).unwrap(), "{}", executed.deposit);
}

#[tokio::test(flavor = "multi_thread")]
async fn g22_an_answer_that_is_too_long_for_the_society_does_it_no_harm() {
    let world = World::small(|_| {}).await;
    let callee = Hostile::Answers.deploy(&world, &world.member("Mere"), 0).await;
    let proposal = decided(&world, terms(&world, callee, Vec::new()).await).await;
    world.does(world.society.execute(&world.member("Losa"), proposal)).await;
    assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn g10_a_contract_whose_code_changed_after_the_decision_is_not_called() {
    let world = World::small(|_| {}).await;
    let mere = world.member("Mere");
    let callee = Hostile::Mutates.deploy(&world, &mere, 0).await;
    let other = Hostile::Lenient.deploy(&world, &mere, 0).await;
    let found = world.stage.chain.code_hash(other).await.unwrap().unwrap().0;
    let proposal = decided(&world, terms(&world, callee, found.to_vec()).await).await;
    // Its owner does not wait for the society.
    let call = RuntimeCall::Call { contract: callee, value: 0, gas: PLENTY, deposit: 5 * UNIT, input: found.to_vec() };
    let receipt = world.stage.chain.submit(&mere, &call, Wait::Block).await.unwrap();
    world.count_fee(receipt.fee.unwrap());

    assert_eq!(world.thwarted("Losa", "execute", proposal, 0).await, Error::CodeChanged { found });
    assert_eq!(world.status(proposal).await, ProposalStatus::Executable);
}

#[tokio::test(flavor = "multi_thread")]
async fn g10_what_is_no_contract_or_is_the_society_is_never_called() {
    let world = World::small(|_| {}).await;
    let puppet = Hostile::Puppet.deploy(&world, &world.member("Mere"), 0).await;
    let good = terms(&world, puppet, Vec::new()).await;
    let propose =
        |terms: CallTerms| ("Title", None::<mutual_types::Document>, Action::Call(terms), mutual_types::Mode::Ballot);
    let nobody = CallTerms { callee: world.member("Rangi").account(), ..good.clone() };
    let refused = world.thwarted("Rangi", "propose", propose(nobody), 0).await;
    assert_eq!(refused, Error::CodeChanged { found: [0; 32] });
    let itself = CallTerms { callee: world.society.address(), ..good };
    assert_eq!(world.thwarted("Rangi", "propose", propose(itself), 0).await, Error::PayeeIsSociety);
}

#[tokio::test(flavor = "multi_thread")]
async fn p14_a_contract_is_a_member_by_its_own_calls_and_nobody_is_by_standing_behind_it() {
    let world = World::small(|_| {}).await;
    let (mere, society) = (world.member("Mere"), world.society.address());
    let puppet = Hostile::Puppet.deploy(&world, &mere, 5 * UNIT).await;
    let pull = |input: Vec<u8>| {
        let (input, mere, chain) = (strings(society, 0, &input), mere.clone(), world.stage.chain.clone());
        let call = RuntimeCall::Call { contract: puppet, value: 0, gas: PLENTY, deposit: 50 * UNIT, input };
        async move { chain.submit(&mere, &call, Wait::Block).await }
    };
    pull(message("apply", 1u32)).await.unwrap();
    for sponsor in ["Rangi", "Losa"] {
        world.society.sponsor(&world.member(sponsor), puppet).await.unwrap();
    }
    let member = world.society.member(puppet).await.unwrap().expect("a contract may be a member");
    world.stage.reach(member.probation_ends_ms + 1).await;

    // The caller votes, not who signs: Mere through the puppet is the puppet, and it votes once.
    let proposal = world.society.propose(&mere, "T", None, &Action::Resolution, mutual_types::Mode::Ballot, 0).await;
    let proposal = proposal.unwrap().value;
    let ballot = message("vote", (proposal, Choice::Nay, Text::None));
    pull(ballot.clone()).await.unwrap();
    assert_eq!(world.society.ballot(proposal, member.index).await.unwrap(), Some(Choice::Nay));
    assert_eq!(world.society.ballot(proposal, mutual_types::MemberIndex(0)).await.unwrap(), None);
    let before = world.storage().await;
    pull(ballot).await.unwrap_err();
    assert!(world.storage().await == before);
    // Mere is a treasurer, and the contract that she pulls is none, until the members say so.
    let payment = world.pass_spend("Losa", world.member("Rangi").account(), UNIT, PotId::GENERAL).await;
    pull(message("approve_payment", payment)).await.unwrap_err();
    assert_eq!(world.society.payment(payment).await.unwrap().unwrap().approvals, []);
    let term = Action::GrantRole { member: member.index, role: mutual_types::Role::Treasurer, term_ms: 600_000 };
    let seat = world.propose("Losa", term).await;
    for name in ["Mere", "Sione", "Aroha", "Losa"] {
        world.aye(name, seat).await;
    }
    world.wait_for_execution(seat).await;
    world.does(world.society.execute(&world.member("Losa"), seat)).await;
    pull(message("approve_payment", payment)).await.unwrap();
    pull(message("approve_payment", payment)).await.unwrap_err();
    assert_eq!(world.society.payment(payment).await.unwrap().unwrap().approvals, [member.index]);
    world.check().await;
}
