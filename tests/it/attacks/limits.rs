//! Numbers at their edges and lists at their ends, on the wasm itself.

use mutual_tests::{World, UNIT};
use mutual_types::{
    Action, CallTerms, Charter, Choice, Collection, Document, Error, Field, GrantTerms, Kind, MemberIndex, Mode, PotId,
    PotKind, PotSpec, ProposalId, Restriction, StageTerms,
};
use scale::Encode;

use super::hostile::Hostile;
use super::{message, Attack};

fn proposal(action: Action) -> impl Encode {
    ("T", None::<Document>, action, Mode::Ballot)
}

fn grant(world: &World, count: usize, amount: u128, months: u8) -> Action {
    let due_ms = world.stage.as_devnet().now_ms() + 1_000_000;
    let stage = StageTerms { title: "t".repeat(128), amount, due_ms, months };
    Action::Grant(GrantTerms {
        payee: world.member("Rangi").account(),
        pot: PotId::GENERAL,
        stages: vec![stage; count],
        unit: "u".repeat(128),
        repay_by_ms: None,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn p4_amounts_at_the_edge_of_their_type_overflow_nowhere() {
    let world = World::small(|founding| {
        founding.rules.membership.share_price = 10 * UNIT;
        founding.rules.membership.shares_max = u32::MAX;
        founding.rules.dues.amount = u128::MAX / 2;
    })
    .await;
    let payee = world.member("Rangi").account();
    assert_eq!(world.thwarted("Losa", "propose", proposal(grant(&world, 2, u128::MAX, 0)), 0).await, Error::Overflow);
    assert_eq!(
        world.thwarted("Losa", "propose", proposal(grant(&world, 1, u128::MAX / 2, 3)), 0).await,
        Error::Overflow
    );
    let spend = Action::Spend { payee, amount: 0, pot: PotId::GENERAL };
    assert_eq!(world.thwarted("Losa", "propose", proposal(spend), 0).await, Error::ZeroAmount);
    let allowance =
        Action::SetAllowance { pot: PotId::GENERAL, payment_max: 0, period_max: u128::MAX, period_ms: u64::MAX };
    let refused = world.thwarted("Losa", "propose", proposal(allowance), 0).await;
    assert!(matches!(refused, Error::RuleOutOfBounds { .. }), "{refused:?}");
    let suspend = Action::Suspend { member: MemberIndex(1), until_ms: u64::MAX };
    let refused = world.thwarted("Losa", "propose", proposal(suspend), 0).await;
    assert!(matches!(refused, Error::TermOutOfRange { .. }), "{refused:?}");
    assert_eq!(world.thwarted("Losa", "pay_dues", (MemberIndex(1), 3u32), UNIT).await, Error::Overflow);
    let refused = world.thwarted("Losa", "pay_dues", (MemberIndex(1), u32::MAX), UNIT).await;
    assert_eq!(refused, Error::Overflow);
    let refused = world.thwarted("Losa", "buy_shares", u32::MAX, UNIT).await;
    assert_eq!(refused, Error::WrongValue { given: UNIT, needed: 10 * UNIT * u128::from(u32::MAX) });
    for id in [u32::MAX, u32::MAX - 1] {
        assert_eq!(world.thwarted("Losa", "execute", id, 0).await, Error::NoProposal(ProposalId(id)));
    }

    // Promises that no pot can hold fail when they are made, and the proposal can be tried again.
    let all = world.propose("Losa", Action::Spend { payee, amount: u128::MAX, pot: PotId::GENERAL }).await;
    let stipend = world.propose("Losa", grant(&world, 1, u128::MAX, 0)).await;
    for id in [all, stipend] {
        world.ayes(id).await;
    }
    world.wait_for_execution(stipend).await;
    let short = Error::InsufficientPot { available: 4_500 * UNIT, needed: u128::MAX };
    for id in [all, stipend] {
        assert_eq!(world.thwarted("Mere", "execute", id, 0).await, short);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p5_every_list_ends_with_a_reason_at_its_last_place_plus_one() {
    let world = World::small(|founding| founding.rules.voting.free_open_proposals = 7).await;
    let pot = |payees: usize, kinds: usize| {
        let restriction = Restriction {
            kinds: vec![Kind::Spend; kinds],
            payees: vec![world.member("Rangi").account(); payees],
            ends_ms: None,
            fallback: world.member("FoodBank").account(),
        };
        Action::OpenPot(PotSpec { kind: PotKind::Restricted, name: "n".repeat(128), restriction: Some(restriction) })
    };
    let puppet = Hostile::Puppet.deploy(&world, &world.member("Mere"), 0).await;
    let code_hash = world.stage.chain.code_hash(puppet).await.unwrap().unwrap().0;
    let call = |len: usize| {
        Action::Call(CallTerms {
            callee: puppet,
            code_hash,
            input: vec![7; len],
            value: 0,
            pot: PotId::GENERAL,
            ref_time_limit: 0,
            proof_size_limit: 0,
            deposit_limit: 0,
        })
    };
    let review = |count: usize| Action::ReviewRelief { members: vec![MemberIndex(1); count] };
    let many = |what, max: u32| Error::TooMany { what, count: max + 1, max };
    let cases = [
        (grant(&world, 12, UNIT, 0), grant(&world, 13, UNIT, 0), many(Collection::Stages, 12)),
        (pot(16, 16), pot(17, 16), many(Collection::Payees, 16)),
        (pot(0, 16), pot(0, 17), many(Collection::Kinds, 16)),
        (review(16), review(17), many(Collection::Reviewed, 16)),
        (call(4_096), call(4_097), many(Collection::CallInput, 4_096)),
    ];
    for (most, over, refusal) in cases {
        assert_eq!(world.thwarted("Losa", "propose", proposal(over), 0).await, refusal);
        world.propose("Losa", most).await;
    }
    assert_eq!(world.society.proposals(0, 50).await.unwrap().len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn p16_the_largest_legal_input_of_each_message_does_not_trap() {
    let world = World::small(|founding| founding.rules.voting.free_open_proposals = 7).await;
    let (losa, society) = (world.member("Losa"), &world.society);
    let document = |len: usize| Document { uri: "u".repeat(len), hash: [9; 32] };
    let long = |len: usize| "x".repeat(len);
    let too_long = |field: Field, max: u32| Error::TextTooLong { field, len: max + 1, max };

    let charter = |len| Action::AmendCharter(Charter { document: document(len), version: 2 });
    let title = (long(129), None::<Document>, Action::Resolution, Mode::Ballot);
    assert_eq!(world.thwarted("Losa", "propose", title, 0).await, too_long(Field::Title, 128));
    let uri = ("T", Some(document(257)), Action::Resolution, Mode::Ballot);
    assert_eq!(world.thwarted("Losa", "propose", uri, 0).await, too_long(Field::Uri, 256));
    assert_eq!(world.thwarted("Losa", "propose", proposal(charter(257)), 0).await, too_long(Field::Uri, 256));
    let (title, text) = (long(128), document(256));
    let (charter, stipends) = (charter(256), grant(&world, 12, UNIT, 60));
    let id = world.does(society.propose(&losa, &title, Some(&text), &charter, Mode::Ballot, 0)).await.value;
    let granted = world.does(society.propose(&losa, &title, Some(&text), &stipends, Mode::Ballot, 0)).await.value;

    let vote = (id, Choice::Aye, Some(long(257)));
    assert_eq!(world.thwarted("Mere", "vote", vote, 0).await, too_long(Field::Reason, 256));
    world.does(society.vote(&world.member("Mere"), id, Choice::Aye, Some(&long(256)))).await;
    let memo = (PotId::GENERAL, Some(long(257)));
    assert_eq!(world.thwarted("Mere", "contribute", memo, UNIT).await, too_long(Field::Memo, 256));
    world.does(society.contribute(&losa, PotId::GENERAL, Some(&long(256)), UNIT)).await;
    // More of a text than any buffer of a contract holds.
    let endless = message("contribute", (PotId::GENERAL, Some(long(60_000))));
    world.fails("Losa", society.address(), endless, UNIT, "Contract").await;

    world.carry(id).await;
    assert_eq!(society.society().await.unwrap().charter.document.uri.len(), 256);
    world.ayes(granted).await;
    world.wait_for_execution(granted).await;
    // Twelve stipends of five years: 720 UNIT, and a record of twelve stages that all later messages read.
    society.execute(&losa, granted).await.unwrap();
    assert_eq!(society.grants(0, 10).await.unwrap()[0].grant.reserved, 720 * UNIT);
}

#[tokio::test(flavor = "multi_thread")]
async fn g18_no_read_answers_more_than_a_page_or_traps_wherever_it_begins() {
    let world = World::with(mutual_tests::Stage::devnet().await, |founding| {
        founding.rules.voting.free_open_proposals = 7;
    })
    .await;
    let named: Vec<MemberIndex> = (0..12).map(MemberIndex).collect();
    let society = &world.society;
    for name in ["Mere", "Sione", "Aroha", "Tavita", "Losa", "Hemi", "Ngaire", "Rangi"] {
        for _ in 0..7 {
            let review = Action::ReviewRelief { members: named.clone() };
            society.propose(&world.member(name), "T", None, &review, Mode::Ballot, 0).await.unwrap();
        }
    }
    let caller = world.member("Mere").account();
    let lists = ["members", "proposals", "payments", "pots", "grants", "relief_requests", "disputes"];
    for label in lists {
        for (from, limit) in [(0, u32::MAX), (u32::MAX, u32::MAX), (49, 50), (7, 0), (u32::MAX - 1, 1)] {
            let dry = world.dry(caller, message(label, (from, limit)), 0).unwrap();
            assert!(!dry.reverted && dry.data.len() < 16_384, "{label} {from} {limit}: {} bytes", dry.data.len());
        }
    }
    assert_eq!(society.proposals(0, 50).await.unwrap().len(), 50);
    assert_eq!(society.proposals(50, 50).await.unwrap().len(), 6);
    for label in ["proposal", "statement", "payment", "pot", "grant", "relief_request", "dispute", "member_account"] {
        let dry = world.dry(caller, message(label, u32::MAX), 0).unwrap();
        // Ok of the language's own result, and nothing.
        assert_eq!((dry.reverted, dry.data.as_slice()), (false, [0, 0].as_slice()), "{label}");
    }
}
