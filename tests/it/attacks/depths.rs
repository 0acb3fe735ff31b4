//! Too little gas, too little deposit, calls within calls: whatever a signer or a caller leaves out, nothing is half done.

use mutual_client::chain::{RuntimeCall, Wait, Weight};
use mutual_tests::{raw::PLENTY, World, UNIT};
use mutual_types::{AccountId, Action, CallTerms, Choice, PotId, ProposalStatus};

use super::hostile::{strings, Hostile};
use super::{message, Text};

/// Sends a message with these limits. It must fail with one of these errors of the chain and leave no trace.
async fn starves(world: &World, input: Vec<u8>, gas: Weight, deposit: u128, errors: &[&str]) {
    let (signer, storage, before) = (world.member("Losa"), world.storage().await, world.books().await);
    let call = RuntimeCall::Call { contract: world.society.address(), value: 0, gas, deposit, input };
    let failed = world.stage.chain.submit(&signer, &call, Wait::Block).await.expect_err("it was to fail").to_string();
    assert!(errors.iter().any(|error| failed.contains(error)), "{failed} is none of {errors:?}");
    assert!(world.storage().await == storage, "it left a trace in the storage");
    let (mut before, mut after) = (before, world.books().await);
    let (had, has) = (before.0.remove(&signer.account()).unwrap(), after.0.remove(&signer.account()).unwrap());
    assert_eq!(after, before, "somebody else's money changed");
    assert_eq!(had.reserved, has.reserved);
    world.count_fee(had.free - has.free);
}

#[tokio::test(flavor = "multi_thread")]
async fn g22_an_execution_with_too_little_gas_or_deposit_leaves_no_trace_and_can_be_tried_again() {
    let world = World::small(|_| {}).await;
    let payee = world.member("Kaia").account();
    let proposal = world.propose("Rangi", Action::Spend { payee, amount: UNIT, pot: PotId::GENERAL }).await;
    world.ayes(proposal).await;
    world.wait_for_execution(proposal).await;
    let execute = || message("execute", proposal);
    // From what does not even load the code to what is a little short of the end.
    for share in [1, 30, 60, 90, 97] {
        let needed = needed(&world, execute());
        let gas = Weight { ref_time: needed.ref_time / 100 * share, ..PLENTY };
        starves(&world, execute(), gas, 5 * UNIT, &["OutOfGas"]).await;
        let gas = Weight { proof_size: needed.proof_size / 100 * share, ..PLENTY };
        starves(&world, execute(), gas, 5 * UNIT, &["OutOfGas"]).await;
    }
    for deposit in [0, 1, UNIT / 100] {
        starves(&world, execute(), PLENTY, deposit, &["StorageDepositLimitExhausted"]).await;
    }
    assert_eq!(world.status(proposal).await, ProposalStatus::Executable);
    world.does(world.society.execute(&world.member("Losa"), proposal)).await;
}

/// What a message takes of Losa.
fn needed(world: &World, input: Vec<u8>) -> Weight {
    use scale::{Compact, Decode, Encode};
    let (caller, society) = (world.member("Losa").account(), world.society.address());
    let query = (caller.0, society.0, 0u128, None::<(u64, u64)>, None::<u128>, input).encode();
    let answer = world.stage.as_devnet().call("ContractsApi_call", &query).unwrap();
    let (Compact(ref_time), Compact(proof_size)) = <(Compact<u64>, Compact<u64>)>::decode(&mut &answer[..]).unwrap();
    Weight { ref_time, proof_size }
}

#[tokio::test(flavor = "multi_thread")]
async fn g22_a_called_contract_that_takes_all_the_gas_there_is_takes_nothing_else() {
    let world = World::small(|_| {}).await;
    let callee = Hostile::Burns.deploy(&world, &world.member("Mere"), 0).await;
    let code_hash = world.stage.chain.code_hash(callee).await.unwrap().expect("a contract").0;
    // No limit of its own.
    let terms = CallTerms {
        callee,
        code_hash,
        input: Vec::new(),
        value: 0,
        pot: PotId::GENERAL,
        ref_time_limit: 0,
        proof_size_limit: 0,
        deposit_limit: 0,
    };
    let proposal = world.propose("Rangi", Action::Call(terms)).await;
    world.ayes(proposal).await;
    world.wait_for_execution(proposal).await;
    let gas = Weight { ref_time: 20_000_000_000, ..PLENTY };
    starves(&world, message("execute", proposal), gas, UNIT, &["OutOfGas", "ContractReverted"]).await;
    assert_eq!(world.status(proposal).await, ProposalStatus::Executable, "and may be tried for ever");
}

#[tokio::test(flavor = "multi_thread")]
async fn p16_a_vote_at_the_bottom_of_a_tower_of_contracts_counts_whole_or_not_at_all() {
    let world = World::small(|founding| {
        founding.rules.membership.admission = mutual_types::AdmissionPolicy::Open;
    })
    .await;
    let (mere, society) = (world.member("Mere"), world.society.address());
    let mut tower: Vec<AccountId> = Vec::new();
    for _ in 0..26 {
        tower.push(Hostile::Puppet.deploy(&world, &mere, 10 * UNIT).await);
    }
    // Each pulls the next one's strings, the last one the society's.
    let pull = |height: usize, input: Vec<u8>| {
        let floors = tower[..height].iter().rev().skip(1);
        let input = floors.fold(strings(society, 0, &input), |input, floor| {
            let above = tower[tower.iter().position(|one| one == floor).unwrap() + 1];
            strings(above, 0, &input)
        });
        RuntimeCall::Call { contract: tower[0], value: 0, gas: PLENTY, deposit: 50 * UNIT, input }
    };
    let chain = &world.stage.chain;
    chain.submit(&mere, &pull(20, message("apply", 1u32)), Wait::Block).await.unwrap();
    let last = world.society.member(tower[19]).await.unwrap().expect("the twentieth is a member");
    world.stage.reach(last.probation_ends_ms + 1).await;
    let proposal = world.society.propose(&mere, "T", None, &Action::Resolution, mutual_types::Mode::Ballot, 0);
    let proposal = proposal.await.unwrap().value;
    let ballot = message("vote", (proposal, Choice::Nay, Text::None));
    let before = world.storage().await;
    // Frames within frames end somewhere; then all of them are undone.
    let failed = chain.submit(&mere, &pull(26, message("apply", 1u32)), Wait::Block).await;
    let failed = failed.expect_err("no tower is so high").to_string();
    assert!(failed.contains("Contract"), "{failed}");
    assert!(world.storage().await == before);
    chain.submit(&mere, &pull(20, ballot), Wait::Block).await.unwrap();
    assert_eq!(world.society.ballot(proposal, last.index).await.unwrap(), Some(Choice::Nay));
}
