//! What the platform makes possible: failed messages, deposits, money sent along, time, keys in storage.

use std::collections::BTreeSet;

use mutual_client::chain::{RuntimeCall, Wait};
use mutual_client::society::Society;
use mutual_tests::{raw::PLENTY, repository, World, UNIT};
use mutual_types::{Action, Choice, Error, MemberIndex, Mode, PotId, ProposalStatus};
use scale::{Compact, Decode, Encode};
use serde_json::Value;
use subxt_rpcs::client::{rpc_params, RpcClient};

use super::hostile::{strings, Hostile};
use super::{Attack, Text};

struct Known {
    label: String,
    selector: Vec<u8>,
    mutates: bool,
    payable: bool,
}

fn bundle() -> Value {
    let bundle = std::fs::read(repository().join("contracts/bundles/society.contract")).unwrap();
    serde_json::from_slice(&bundle).unwrap()
}

/// All messages, by the metadata.
fn messages() -> Vec<Known> {
    let known = |message: &Value| Known {
        label: message["label"].as_str().unwrap().to_owned(),
        selector: hex::decode(message["selector"].as_str().unwrap().trim_start_matches("0x")).unwrap(),
        mutates: message["mutates"].as_bool().unwrap(),
        payable: message["payable"].as_bool().unwrap(),
    };
    bundle()["spec"]["messages"].as_array().unwrap().iter().map(known).collect()
}

/// Arguments of zeros are numbers of zero, empty texts and lists, and the first of each choice.
fn with_zeros(message: &Known) -> Vec<u8> {
    [message.selector.as_slice(), &[0; 256]].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn p2_every_writing_message_of_a_stranger_with_nothing_to_say_reverts_without_a_trace() {
    let world = World::small(|_| {}).await;
    world.fund("Stranger", 50 * UNIT).await;
    let writing: Vec<Known> = messages().into_iter().filter(|message| message.mutates).collect();
    assert!(writing.len() > 50, "{}", writing.len());
    for message in &writing {
        world.fails("Stranger", world.society.address(), with_zeros(message), 0, "Contract").await;
    }
    world.check().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn p10_money_sent_to_a_message_that_takes_none_goes_back() {
    let world = World::small(|_| {}).await;
    let (payable, free): (Vec<Known>, Vec<Known>) = messages().into_iter().partition(|message| message.payable);
    let labels: BTreeSet<&str> = payable.iter().map(|message| message.label.as_str()).collect();
    let expected = ["buy_shares", "contribute", "open_dispute", "pay_dues", "propose", "repay_grant"];
    assert_eq!(labels, expected.into_iter().collect());
    for message in &free {
        world.fails("Mere", world.society.address(), with_zeros(message), UNIT, "Contract").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p10_a_message_that_takes_money_takes_what_is_due_to_the_planck() {
    let world = World::small(|founding| {
        founding.rules.membership.share_price = 10 * UNIT;
        founding.rules.membership.shares_max = 10;
        founding.rules.dues.amount = 5 * UNIT;
    })
    .await;
    let propose = || ("T", None::<mutual_types::Document>, Action::Resolution, Mode::Ballot);
    assert_eq!(world.thwarted("Mere", "propose", propose(), 1).await, Error::WrongDeposit { given: 1, needed: 0 });
    for given in [0, 5 * UNIT - 1, 5 * UNIT + 1] {
        let refused = world.thwarted("Mere", "pay_dues", (MemberIndex(0), 1u32), given).await;
        assert_eq!(refused, Error::WrongValue { given, needed: 5 * UNIT });
    }
    for given in [0, 10 * UNIT - 1, 10 * UNIT + 1] {
        let refused = world.thwarted("Mere", "buy_shares", 1u32, given).await;
        assert_eq!(refused, Error::WrongValue { given, needed: 10 * UNIT });
    }
    assert_eq!(world.thwarted("Mere", "contribute", (PotId(0), Text::None), 0).await, Error::ZeroAmount);
    world.does(world.society.pay_dues(&world.member("Losa"), MemberIndex(0), 1, 5 * UNIT)).await;
    assert_eq!(world.pot(PotId::GENERAL).await, (4_505 * UNIT, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn p7_storage_is_paid_by_who_signs_and_never_by_the_society_or_a_bystander() {
    let world = World::small(|_| {}).await;
    let society = world.society.address();
    let kaia = world.fund("Kaia", 200 * UNIT).await;
    let id = world.propose("Rangi", Action::Spend { payee: kaia.account(), amount: UNIT, pot: PotId(0) }).await;
    let steps: [(&str, Vec<u8>); 3] = [
        ("Kaia", super::message("apply", 1u32)),
        ("Mere", super::message("vote", (id, Choice::Aye, Text::None))),
        ("Rangi", super::message("propose", ("T", None::<mutual_types::Document>, Action::Resolution, Mode::Ballot))),
    ];
    for (name, input) in steps {
        let before = world.books().await;
        let signer = world.member(name);
        let receipt = world.force_bytes(&signer, input, 0).await.unwrap();
        let after = world.books().await;
        world.count_fee(receipt.fee.unwrap());
        let mut expected = before.clone();
        let deposit = u128::try_from(receipt.deposit).expect("it takes storage, or nothing");
        let purse = expected.0.get_mut(&signer.account()).unwrap();
        purse.free -= receipt.fee.unwrap() + deposit;
        purse.spendable -= receipt.fee.unwrap() + deposit;
        expected.0.get_mut(&society).unwrap().reserved += deposit;
        assert_eq!(after, expected, "{name}");
    }
    world.ayes(id).await;
    world.wait_for_execution(id).await;
    let before = world.purse(society).await;
    let executed = world.does(world.society.execute(&world.member("Losa"), id)).await;
    assert!(executed.deposit > 0, "who executes pays for the payment's record");
    assert_eq!(world.purse(society).await, before);
}

/// The limit of the deposit in the transaction of the last block that calls the society; none if it has none.
async fn deposit_limit(world: &World) -> Option<u128> {
    type Rest = (Compact<u128>, (Compact<u64>, Compact<u64>), Option<Compact<u128>>, Vec<u8>);
    let rpc = RpcClient::new(world.stage.as_devnet().rpc_client());
    let block: Value = rpc.request("chain_getBlock", rpc_params![]).await.unwrap();
    let extrinsics = block["block"]["extrinsics"].as_array().unwrap().iter();
    // `Contracts::call` to the society's address.
    let call = [[8, 6, 0].as_slice(), &world.society.address().0].concat();
    let mut found = extrinsics.filter_map(|extrinsic| {
        let bytes = hex::decode(extrinsic.as_str().unwrap().trim_start_matches("0x")).unwrap();
        let at = bytes.windows(call.len()).position(|window| window == call)?;
        let (_, _, limit, _) = Rest::decode(&mut &bytes[at + call.len()..]).unwrap();
        Some(limit.map(|limit| limit.0))
    });
    found.next_back().expect("a call of the society")
}

#[tokio::test(flavor = "multi_thread")]
async fn p7_the_client_names_a_limit_of_the_deposit_in_every_transaction() {
    let world = World::small(|_| {}).await;
    let mere = world.member("Mere");
    let made = world.does(world.society.propose(&mere, "T", None, &Action::Resolution, Mode::Ballot, 0)).await;
    let limit = deposit_limit(&world).await.expect("a limit");
    let paid = u128::try_from(made.deposit).unwrap();
    assert!(limit >= paid && limit < 2 * paid, "{paid} was needed, and {limit} allowed");
    world.does(world.society.vote(&mere, made.value, Choice::Aye, None)).await;
    let limit = deposit_limit(&world).await.expect("a limit, where nothing is to be paid");
    assert!(limit <= UNIT / 5, "{limit}: room for a cell or two, and not for all that the signer has");
}

#[tokio::test(flavor = "multi_thread")]
async fn p14_who_copies_a_founding_and_is_faster_founds_a_society_of_their_own() {
    let world = World::small(|_| {}).await;
    let founding = mutual_tests::people::example(world.stage.chain.unit()).founding;
    let (copycat, mere) = (world.fund("Copycat", 2_000 * UNIT).await, world.member("Mere"));
    let found = |signer: mutual_client::keys::Signer| {
        let (chain, founding) = (world.stage.chain.clone(), founding.clone());
        async move { Society::found(&chain, &signer, &founding, UNIT).await.unwrap().value }
    };
    let (copy, original) = (found(copycat).await, found(mere).await);
    assert_ne!(copy.address(), original.address());
    for society in [copy, original] {
        let view = society.society().await.unwrap();
        assert_eq!((view.balance, view.counters.present), (UNIT, 12));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p11_each_deadline_is_open_in_its_last_millisecond_and_closed_in_the_next() {
    let world = World::small(|_| {}).await;
    let id = world.propose("Rangi", Action::Resolution).await;
    let ends_ms = world.proposal(id).await.ends_ms;
    let vote = || (id, Choice::Aye, Text::None);
    world.aye("Rangi", id).await;
    world.aye("Losa", id).await;
    let at = |time_ms| {
        let now_ms = world.stage.as_devnet().time_travel(time_ms).unwrap();
        assert_eq!(now_ms, time_ms, "the clock of the test is exact");
    };
    at(ends_ms - 5);
    assert_eq!(world.probe("Mere", "vote", vote()), Ok(()));
    at(ends_ms);
    let now_ms = ends_ms;
    assert_eq!(world.probe("Mere", "vote", vote()), Err(Error::VotingClosed { ended_ms: ends_ms, now_ms }));

    let record = world.proposal(id).await;
    let (from_ms, until_ms) = (record.executable_from_ms(), record.expires_ms());
    let not = |status, now_ms| Err(Error::NotExecutable { status, from_ms, until_ms, now_ms });
    at(from_ms - 5);
    assert_eq!(world.probe("Mere", "execute", id), not(ProposalStatus::Notice, from_ms - 5));
    at(from_ms);
    assert_eq!(world.probe("Mere", "execute", id), Ok(()));
    at(until_ms - 5);
    assert_eq!(world.probe("Mere", "execute", id), Ok(()));
    // The simulation was of the last block. The one in which it is done comes later, and too late.
    at(until_ms - 1 + 5);
    let refused = world.thwarted("Mere", "execute", id, 0).await;
    assert!(matches!(refused, Error::NotExecutable { status: ProposalStatus::Expired, .. }), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn p13_a_contract_that_reads_writes_nothing() {
    let world = World::small(|_| {}).await;
    world.propose("Rangi", Action::Resolution).await;
    let mere = world.member("Mere");
    let puppet = Hostile::Puppet.deploy(&world, &mere, 0).await;
    let before = world.storage().await;
    let reads: Vec<Known> = messages().into_iter().filter(|message| !message.mutates).collect();
    assert!(reads.len() > 15);
    for message in &reads {
        // As `call` of the platform: a reader of another contract, without the client's dry run.
        let input = strings(world.society.address(), 0, &[message.selector.as_slice(), &[0; 64]].concat());
        let call = RuntimeCall::Call { contract: puppet, value: 0, gas: PLENTY, deposit: UNIT, input };
        let receipt = world.stage.chain.submit(&mere, &call, Wait::Block).await;
        let receipt = receipt.unwrap_or_else(|error| panic!("{}: {error}", message.label));
        assert_eq!(receipt.deposit, 0, "{}", message.label);
        assert!(world.storage().await == before, "{} writes", message.label);
    }
}

#[test]
fn p6_no_two_cells_of_the_storage_have_the_same_key() {
    let mut keys = Vec::new();
    collect(&bundle()["storage"], &mut keys);
    let distinct: BTreeSet<&String> = keys.iter().collect();
    assert!(keys.len() > 10, "{keys:?}");
    assert_eq!(distinct.len(), keys.len(), "{keys:?}");
}

fn collect(layout: &Value, keys: &mut Vec<String>) {
    match layout {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(key) if name == "root_key" => keys.push(key.clone()),
                    _ => collect(value, keys),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, keys)),
        _ => {}
    }
}

#[test]
fn p6_keys_of_mappings_have_one_length_each_so_that_none_is_the_beginning_of_another() {
    let state = std::fs::read_to_string(repository().join("contracts/society/src/state.rs")).unwrap();
    let maps: Vec<&str> = state.lines().filter(|line| line.contains(": Map<")).collect();
    assert!(maps.len() > 10, "{maps:?}");
    for line in maps {
        let key = line.split("Map<").nth(1).unwrap();
        assert!(!["Vec<", "String", "Option<"].iter().any(|word| key.starts_with(word)), "{line}");
    }
    let encoded = [0u32.encode().len(), (0u32, 0u32).encode().len(), [0u8; 32].encode().len()];
    assert_eq!(encoded, [4, 8, 32]);
}
