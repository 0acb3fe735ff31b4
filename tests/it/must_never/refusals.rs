//! What is refused changes nothing.

use mutual_tests::{World, UNIT};
use mutual_types::{
    AccountId, Action, Choice, Document, Error, MemberIndex, Mode, PaymentId, PotId, ProposalId, Role, RuleName,
};
use scale::Encode;

type Text = Option<String>;

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_message_in_a_block_leaves_the_storage_as_it_was() {
    let world = World::cannons_creek().await;
    let kaia = world.fund("Kaia", 300 * UNIT).await;
    let (mere, sione, losa) = (world.member("Mere"), world.member("Sione"), world.member("Losa"));
    let payment = world.pass_spend("Rangi", world.member("Salote").account(), UNIT, PotId::GENERAL).await;
    let proposal = world.propose("Rangi", Action::Resolution).await;
    world.aye("Mere", proposal).await;
    let before = (world.storage().await, world.society.society().await.unwrap());

    let propose = |action: Action| ("Title", Option::<Document>::None, action, Mode::Ballot).encode();
    let spend = |amount, pot| Action::Spend { payee: kaia.account(), amount, pot };
    let role = |term_ms| Action::GrantRole { member: MemberIndex(3), role: Role::Steward, term_ms };
    let calls: Vec<(&str, &mutual_client::keys::Signer, Vec<u8>, u128)> = vec![
        ("apply", &mere, 1u32.encode(), 0),
        ("apply", &kaia, 7u32.encode(), 0),
        ("sponsor", &mere, kaia.account().encode(), 0),
        ("sponsor", &kaia, mere.account().encode(), 0),
        ("acknowledge", &mere, 9u32.encode(), 0),
        ("acknowledge", &kaia, 1u32.encode(), 0),
        ("propose", &kaia, propose(Action::Resolution), 0),
        ("propose", &mere, propose(Action::Resolution), UNIT),
        ("propose", &mere, propose(Action::ClosePot { pot: PotId(0) }), 0),
        ("propose", &mere, propose(spend(0, PotId(0))), 0),
        ("propose", &mere, propose(spend(1, PotId(1))), 0),
        ("propose", &mere, propose(spend(1, PotId(99))), 0),
        ("propose", &mere, propose(role(u64::MAX)), 0),
        ("propose", &mere, ("x".repeat(129), Option::<Document>::None, Action::Resolution, Mode::Ballot).encode(), 0),
        ("vote", &mere, (proposal, Choice::Nay, Text::None).encode(), 0),
        ("vote", &kaia, (proposal, Choice::Nay, Text::None).encode(), 0),
        ("vote", &mere, (ProposalId(99), Choice::Aye, Text::None).encode(), 0),
        ("vote", &sione, (proposal, Choice::Aye, Some("x".repeat(257))).encode(), 0),
        ("certify", &mere, proposal.encode(), 0),
        ("certify", &losa, proposal.encode(), 0),
        ("execute", &mere, proposal.encode(), 0),
        ("settle", &mere, proposal.encode(), 0),
        ("contribute", &kaia, (PotId(0), Text::None).encode(), 0),
        ("contribute", &kaia, (PotId(99), Text::None).encode(), UNIT),
        ("contribute", &kaia, (PotId(0), Some("x".repeat(257))).encode(), UNIT),
        ("sweep", &kaia, Vec::new(), 0),
        ("approve_payment", &kaia, payment.encode(), 0),
        ("approve_payment", &mere, PaymentId(99).encode(), 0),
        ("release_payment", &mere, payment.encode(), 0),
        ("renew_payment", &mere, payment.encode(), 0),
        ("withdraw_credit", &mere, Vec::new(), 0),
    ];
    for (place, (label, signer, args, value)) in calls.into_iter().enumerate() {
        let (held, height) = (world.purse(world.society.address()).await, world.stage.height());
        let input =
            [mutual_client::contract::Bundle::society().unwrap().message(label).unwrap().as_slice(), &args].concat();
        let sent = world.force_bytes(signer, input, value).await;

        let error = sent.expect_err(&format!("call {place} to {label}"));
        assert!(error.to_string().contains("ContractReverted"), "call {place} to {label}: {error}");
        assert_eq!(world.stage.height(), height + 1, "it is in a block");
        assert_eq!(world.purse(world.society.address()).await, held, "what came with it went back");
        assert!(world.storage().await == before.0, "call {place} to {label} left a trace");
    }
    assert_eq!(world.society.society().await.unwrap(), before.1);
    world.check().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payable_call_to_a_message_that_takes_no_money_gives_it_back() {
    let world = World::cannons_creek().await;
    let proposal = world.propose("Rangi", Action::Resolution).await;
    let held = world.purse(world.society.address()).await;
    world.force(&world.member("Mere"), "vote", (proposal, Choice::Aye, Text::None), UNIT).await.unwrap_err();
    assert_eq!(world.purse(world.society.address()).await, held);
    assert_eq!(world.proposal(proposal).await.tally.cast(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_message_change_nothing() {
    let world = World::cannons_creek().await;
    let before = world.storage().await;
    let vote = mutual_client::contract::Bundle::society().unwrap().message("vote").unwrap();
    let endless = [vote.as_slice(), &[0, 0, 0, 0, 0, 1], &[0xff; 5]].concat();
    for input in
        [Vec::new(), vec![1, 2, 3], vec![0xff; 4], vote.to_vec(), [vote.as_slice(), &[0xff; 9]].concat(), endless]
    {
        world.force_bytes(&world.member("Mere"), input.clone(), 0).await.expect_err(&hex::encode(input));
        assert!(world.storage().await == before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_founding_out_of_bounds_is_refused_by_the_contract_itself() {
    let world = World::cannons_creek().await;
    let mut founding = mutual_tests::people::example(world.stage.chain.unit()).founding;
    founding.rules.voting.quorum_bps = 5_001;
    let mere = world.member("Mere");
    let founded = mutual_client::society::Society::found(&world.stage.chain, &mere, &founding, 0).await;
    let error = founded.expect_err("it is refused");
    let mutual_client::Error::Contract { error, sent: None, .. } = error else { panic!("{error}") };
    assert!(matches!(error, Error::RuleOutOfBounds { rule: RuleName::Quorum, value: 5_001, .. }), "{error:?}");

    let mut founding = mutual_tests::people::example(world.stage.chain.unit()).founding;
    founding.founders[1].account = founding.founders[0].account;
    let founded = mutual_client::society::Society::found(&world.stage.chain, &mere, &founding, 0).await;
    let twice: AccountId = founding.founders[0].account;
    assert!(founded.expect_err("it is refused").to_string().contains("DuplicateAccount"), "{twice:?}");
}
