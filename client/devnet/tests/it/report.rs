//! What whoever runs the chain is told of transactions.

use std::sync::{Arc, Mutex};

use mutual_devnet::{Config, Devnet, Included, Observer, Report, Step, H256};
use sp_core::blake2_256;

use crate::{
    signed::{address, call, instantiate, noter, transfer, Signer},
    support::{account_key, free, UNIT},
};

struct Told {
    devnet: Devnet,
    alice: Signer,
    reports: Arc<Mutex<Vec<Report>>>,
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
    assert!(included.debug.is_empty() && included.steps.is_empty());
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
    assert!(included.debug.is_empty());

    let data = [[5; 32].to_vec(), b"a note".to_vec()].concat();
    let (included, _) = told.submit(1, &call(contract, &data));
    assert_eq!((included.pallet, included.call, included.contract), ("Contracts", "call", Some(contract)));
    assert_eq!(included.debug, "noted");
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
fn blocks_without_transactions_are_not_told() {
    let told = Told::start();
    told.devnet.new_block().unwrap();
    assert!(told.reports.lock().unwrap().is_empty());
}
