//! Going back: snapshots, and an earlier block as the last one.

use mutual_devnet::{Config, Devnet, Error, H256};
use serde_json::json;
use sp_core::hashing::twox_128;

use crate::{
    signed::{address, call, instantiate, noter, transfer, Signer},
    support::{account_key, ask, free, hex, unhex, UNIT},
};

const DAY_MS: u64 = 86_400_000;

fn start() -> (Devnet, Signer) {
    let devnet = Devnet::start(Config::in_process()).unwrap();
    let alice = Signer::of("//Alice", devnet.genesis_hash());
    (devnet, alice)
}

fn pay(devnet: &Devnet, alice: &Signer, nonce: u32) -> H256 {
    devnet.submit(&alice.sign(nonce, &transfer([9; 32], UNIT))).unwrap();
    devnet.head().0
}

fn paid(devnet: &Devnet) -> u128 {
    free(devnet.storage(&account_key(&[9; 32])).unwrap())
}

#[test]
fn an_earlier_block_becomes_the_last_with_its_state_and_the_chain_goes_on_from_there() {
    let (devnet, alice) = start();
    let blocks: Vec<H256> = (0..5).map(|nonce| pay(&devnet, &alice, nonce)).collect();
    devnet.set_head(blocks[1]).unwrap();
    assert_eq!(devnet.head(), (blocks[1], 2));
    assert_eq!((paid(&devnet), devnet.next_nonce(&alice.account()).unwrap()), (2 * UNIT, 2));
    assert!(matches!(devnet.storage_at(Some(blocks[4]), b"x"), Err(Error::UnknownBlock(_))));

    let other = pay(&devnet, &alice, 2);
    assert_ne!(other, blocks[2]);
    assert_eq!((paid(&devnet), devnet.head().1), (3 * UNIT, 3));
    assert_eq!(free(devnet.storage_at(Some(blocks[0]), &account_key(&[9; 32])).unwrap()), UNIT);
}

#[test]
fn whatever_was_done_since_a_snapshot_is_undone() {
    let (devnet, alice) = start();
    let code = noter();
    let contract = address(alice.account(), &code, &[]);
    devnet.submit(&alice.sign(0, &instantiate(&code, &[]))).unwrap();
    let note = |text: &[u8]| call(contract, &[&[5; 32], text].concat());
    devnet.submit(&alice.sign(1, &note(b"before"))).unwrap();
    let trie = |devnet: &Devnet| {
        let found = devnet.call("ContractsApi_get_storage", &[&contract[..], &[32 << 2], &[5; 32]].concat()).unwrap();
        String::from_utf8_lossy(&found).contains("before")
    };
    assert!(trie(&devnet));
    let (before, snapshot) = (devnet.head(), devnet.snapshot());

    devnet.submit(&alice.sign(2, &note(b"after!"))).unwrap();
    devnet.submit(&alice.sign(3, &instantiate(&code, b"salt"))).unwrap();
    devnet.set_storage(vec![(b"key".to_vec(), Some(vec![1]))]).unwrap();
    assert!(!trie(&devnet));
    assert!(devnet.revert(snapshot).unwrap());
    assert_eq!(devnet.head(), before);
    assert!(trie(&devnet));
    assert_eq!(devnet.storage(b"key").unwrap(), None);

    // The trie is the right one too: the next header's root fits the state.
    devnet.submit(&alice.sign(2, &note(b"after!"))).unwrap();
    assert!(!trie(&devnet));
}

#[test]
fn a_snapshot_is_used_up_with_those_after_it() {
    let (devnet, alice) = start();
    let first = devnet.snapshot();
    pay(&devnet, &alice, 0);
    let second = devnet.snapshot();
    pay(&devnet, &alice, 1);
    assert!(devnet.revert(second).unwrap());
    assert_eq!(paid(&devnet), UNIT);
    assert!(!devnet.revert(second).unwrap());
    let third = devnet.snapshot();
    assert!(devnet.revert(first).unwrap());
    assert!(!devnet.revert(third).unwrap());
    assert_eq!((paid(&devnet), devnet.head().1), (0, 0));
    assert!(!devnet.revert(99).unwrap());
}

#[test]
fn time_goes_back_too() {
    let (devnet, _) = start();
    devnet.new_block().unwrap();
    let (snapshot, now) = (devnet.snapshot(), devnet.now_ms());
    devnet.time_travel(now + 30 * DAY_MS).unwrap();
    assert!(devnet.revert(snapshot).unwrap());
    assert_eq!(devnet.now_ms(), now);
    devnet.new_block().unwrap();
    assert!(devnet.now_ms() < now + DAY_MS);
}

#[test]
fn what_waits_is_judged_again_after_a_step_back() {
    let devnet = Devnet::start(Config::in_process().sealing(mutual_devnet::Sealing::Manual)).unwrap();
    let alice = Signer::of("//Alice", devnet.genesis_hash());
    let genesis = devnet.head().0;
    devnet.submit(&alice.sign(0, &transfer([9; 32], UNIT))).unwrap();
    devnet.new_block().unwrap();
    devnet.submit(&alice.sign(1, &transfer([9; 32], UNIT))).unwrap();
    devnet.set_head(genesis).unwrap();
    // It needs the one before it, which is forgotten.
    devnet.new_block().unwrap();
    assert_eq!((paid(&devnet), devnet.pending()), (0, 1));
    devnet.submit(&alice.sign(0, &transfer([9; 32], UNIT))).unwrap();
    devnet.new_block().unwrap();
    assert_eq!((paid(&devnet), devnet.pending()), (2 * UNIT, 0));
}

#[tokio::test]
async fn the_same_is_there_over_json_rpc_under_chopsticks_names() {
    let (devnet, alice) = start();
    let first = pay(&devnet, &alice, 0);
    let snapshot = ask(&devnet, "dev_snapshot", json!([])).await.unwrap();
    let key = hex(&[twox_128(b"Sudo"), twox_128(b"Key")].concat());
    let values = json!([[key, hex(&[9; 32])], ["0x11", null]]);
    let written = ask(&devnet, "dev_setStorage", json!([values])).await.unwrap();
    assert_eq!(written, json!(devnet.head().0));
    assert_eq!(unhex(&ask(&devnet, "state_getStorage", json!([key])).await.unwrap()), [9; 32]);
    assert_eq!(ask(&devnet, "dev_revert", json!([snapshot])).await.unwrap(), json!(true));
    assert_ne!(unhex(&ask(&devnet, "state_getStorage", json!([key])).await.unwrap()), [9; 32]);

    ask(&devnet, "dev_newBlock", json!([{ "to": 5 }])).await.unwrap();
    assert_eq!(devnet.head().1, 5);
    for (place, number) in [(json!(4), 4), (json!(-2), 2), (json!(first), 1), (json!(0), 0), (json!(-9), 0)] {
        let head = ask(&devnet, "dev_setHead", json!([place])).await.unwrap();
        assert_eq!((head, devnet.head().1), (json!(devnet.head().0), number), "{place}");
    }
    for place in [json!(7), json!(H256::repeat_byte(1)), json!("x")] {
        assert!(ask(&devnet, "dev_setHead", json!([place])).await.is_err(), "{place}");
    }
    let named = json!([{ "Sudo": { "Key": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY" } }]);
    assert_eq!(ask(&devnet, "dev_setStorage", named).await.unwrap_err().code, -32602);
    let transactions = json!([{ "transactions": [hex(&alice.sign(0, &transfer([9; 32], UNIT)))] }]);
    ask(&devnet, "dev_newBlock", transactions).await.unwrap();
    assert_eq!((paid(&devnet), devnet.head().1), (UNIT, 1));
}

#[tokio::test]
async fn proofs_and_old_states_are_right_after_a_step_back() {
    let (devnet, alice) = start();
    let blocks: Vec<H256> = (0..4).map(|nonce| pay(&devnet, &alice, nonce)).collect();
    let key = hex(&account_key(&[9; 32]));
    let at = |block: H256| {
        let (devnet, key) = (devnet.clone(), key.clone());
        async move { ask(&devnet, "state_getReadProof", json!([[key], block])).await }
    };
    let old = at(blocks[1]).await.unwrap();
    assert_eq!(old["at"], json!(blocks[1]));
    assert!(!old["proof"].as_array().unwrap().is_empty());
    let last = at(blocks[3]).await.unwrap();
    assert_ne!(old["proof"], last["proof"]);
    devnet.set_head(blocks[1]).unwrap();
    assert_eq!(at(blocks[1]).await.unwrap(), old);
    assert!(at(blocks[3]).await.is_err());
}
