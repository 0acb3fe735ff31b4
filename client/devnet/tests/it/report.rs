//! What whoever runs the chain is told of transactions.

use std::sync::{Arc, Mutex};

use mutual_devnet::{Config, Devnet, Heard, Included, Observer, Report, Step, H256};
use sp_core::blake2_256;

use crate::{
    signed::{
        address, batch, call, instantiate, noter, refuser, sudo, transfer, upload, Signer, BATCH, BATCH_ALL,
        FORCE_BATCH,
    },
    support::{account_key, free, UNIT},
};

struct Told {
    devnet: Devnet,
    alice: Signer,
    reports: Arc<Mutex<Vec<Report>>>,
}

/// Nothing said and nothing returned.
fn nothing() -> Heard {
    Heard { contract: None, debug: String::new(), data: Vec::new(), reverted: false }
}

impl Told {
    fn start() -> Self {
        let reports: Arc<Mutex<Vec<Report>>> = Arc::default();
        let told = reports.clone();
        let observer = Observer::new(move |report| told.lock().unwrap().push(report));
        let devnet = Devnet::start(Config::in_process().observer(observer)).unwrap();
        let alice = Signer::of("//Alice", devnet.genesis_hash());
        Self { devnet, alice, reports }
    }

    /// Submits a call of Alice's and gives what was told of it, with what she has paid.
    fn submit(&self, nonce: u32, call: &[u8]) -> (Included, u128) {
        let held = || free(self.devnet.storage(&account_key(&self.alice.account())).unwrap());
        let (before, extrinsic) = (held(), self.alice.sign(nonce, call));
        let hash = self.devnet.submit(&extrinsic).unwrap();
        assert_eq!(hash, H256(blake2_256(&extrinsic)));
        let report = self.reports.lock().unwrap().pop().unwrap();
        assert_eq!((report.hash, report.number), self.devnet.head());
        assert_eq!(report.time_ms, self.devnet.now_ms());
        assert_eq!(report.transactions.len(), 1);
        let included = report.transactions.into_iter().next().unwrap();
        assert_eq!((included.hash, included.signer), (hash, Some(self.alice.account())));
        (included, before - held())
    }
}

#[test]
fn a_transfer_is_told_with_its_weight_and_its_fee() {
    let told = Told::start();
    let (included, paid) = told.submit(0, &transfer([9; 32], UNIT));
    assert_eq!((included.pallet, included.call), ("Balances", "transfer_keep_alive"));
    assert_eq!((included.fee, included.error, included.contract), (paid - UNIT, None, None));
    assert!(included.ref_time > 100_000_000 && included.proof_size > 0);
    assert!(included.heard.is_empty() && included.steps.is_empty());
}

#[test]
fn a_failure_is_told_by_name() {
    let told = Told::start();
    let (included, _) = told.submit(0, &transfer([9; 32], u128::MAX / 2));
    assert_eq!(included.error.as_deref(), Some("Arithmetic(Underflow)"));
    let (included, _) = told.submit(1, &call([3; 32], &[]));
    assert_eq!(included.error.as_deref(), Some("Contracts.ContractNotFound"));
    assert_eq!(included.contract, Some([3; 32]));
}

#[test]
fn what_a_contract_says_and_does_is_told() {
    let told = Told::start();
    let contract = address(told.alice.account(), &noter(), &[]);
    let (included, _) = told.submit(0, &instantiate(&noter(), &[]));
    assert_eq!((included.call, included.contract), ("instantiate_with_code", Some(contract)));
    assert_eq!(included.steps, [Step::Instantiated { deployer: told.alice.account(), contract }]);
    assert_eq!(included.heard, [Heard { contract: Some(contract), ..nothing() }]);

    let data = [[5; 32].to_vec(), b"a note".to_vec()].concat();
    let (included, _) = told.submit(1, &call(contract, &data));
    assert_eq!((included.pallet, included.call, included.contract), ("Contracts", "call", Some(contract)));
    assert_eq!(included.heard, [Heard { contract: Some(contract), debug: "noted".to_owned(), ..nothing() }]);
    let called = Step::Called { caller: told.alice.account(), contract };
    assert_eq!(included.steps, [Step::Emitted { contract, topics: vec![H256([5; 32])], data: data.clone() }, called]);

    // What it says is heard in a rehearsal, which leaves nothing behind: the same is stored without one.
    let silent = Devnet::start(Config::in_process()).unwrap();
    let alice = Signer::of("//Alice", silent.genesis_hash());
    silent.submit(&alice.sign(0, &instantiate(&noter(), &[]))).unwrap();
    silent.submit(&alice.sign(1, &call(contract, &data))).unwrap();
    let key = account_key(&alice.account());
    assert_eq!(silent.storage(&key).unwrap(), told.devnet.storage(&key).unwrap());
}

#[test]
fn each_contract_in_a_batch_is_heard_on_top_of_the_calls_before_it() {
    let told = Told::start();
    let alice = told.alice.account();
    let contracts = [b"one", b"two"].map(|salt| address(alice, &noter(), salt));
    let data = [1; 40];
    let calls = [
        upload(&noter()),
        instantiate(&noter(), b"one"),
        instantiate(&noter(), b"two"),
        call(contracts[1], &data),
        call(contracts[0], &data),
    ];
    for (nonce, all) in [(0, BATCH), (1, FORCE_BATCH)] {
        // The second time all but the last two fail, and that batch goes on.
        let (included, _) = told.submit(nonce, &batch(all, &calls));
        let said = |contract| Heard { contract: Some(contract), debug: "noted".to_owned(), ..nothing() };
        let calls: Vec<_> = included.heard.iter().filter(|heard| !heard.debug.is_empty()).cloned().collect();
        assert_eq!(calls, [said(contracts[1]), said(contracts[0])]);
        let events = included.steps.iter().filter(|step| matches!(step, Step::Emitted { .. }));
        assert_eq!(events.count(), 2);
    }
}

#[test]
fn an_error_within_a_transaction_is_told_though_that_succeeds() {
    let told = Told::start();
    let much = transfer([9; 32], u128::MAX / 2);
    let (included, _) = told.submit(0, &batch(BATCH, &[transfer([9; 32], UNIT), much.clone()]));
    assert_eq!(included.error.as_deref(), Some("Arithmetic(Underflow) in call 1 of the batch"));
    let (included, _) = told.submit(1, &batch(FORCE_BATCH, &[much.clone(), transfer([9; 32], UNIT)]));
    assert_eq!(included.error.as_deref(), Some("Arithmetic(Underflow) in a call of several"));
    let (included, _) = told.submit(2, &sudo(&much));
    assert_eq!(included.error.as_deref(), Some("BadOrigin in sudo"));
    let (included, _) = told.submit(3, &batch(BATCH_ALL, &[much]));
    assert_eq!(included.error.as_deref(), Some("Arithmetic(Underflow)"));
    assert_eq!(free(told.devnet.storage(&account_key(&[9; 32])).unwrap()), 2 * UNIT);
}

#[test]
fn what_a_contract_returned_when_it_undid_all_is_told() {
    let told = Told::start();
    let contract = address(told.alice.account(), &refuser(), &[]);
    told.submit(0, &instantiate(&refuser(), &[]));
    let why = Heard { contract: Some(contract), debug: String::new(), data: b"no".to_vec(), reverted: true };
    // It imports nothing to speak with, so it is heard because it fails.
    let (included, _) = told.submit(1, &call(contract, &[]));
    assert_eq!(included.error.as_deref(), Some("Contracts.ContractReverted"));
    assert_eq!((included.heard, included.steps), (vec![why.clone()], vec![]));
    let (included, _) = told.submit(2, &batch(BATCH, &[transfer([9; 32], UNIT), call(contract, &[])]));
    assert_eq!(included.error.as_deref(), Some("Contracts.ContractReverted in call 1 of the batch"));
    assert_eq!(included.heard, [why]);
    assert_eq!(free(told.devnet.storage(&account_key(&[9; 32])).unwrap()), UNIT);
}

#[test]
fn blocks_without_transactions_are_not_told() {
    let told = Told::start();
    told.devnet.new_block().unwrap();
    assert!(told.reports.lock().unwrap().is_empty());
}
