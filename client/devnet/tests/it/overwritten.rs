//! Writing over what the runtime itself keeps of the block in the making.

use mutual_devnet::{BlockError, Config, Devnet, Error, Sealing, SubmitError};
use scale::Encode;
use serde_json::json;
use sp_core::hashing::twox_128;

use crate::{
    signed::{set_storage, sudo, transfer, Signer},
    support::{account_key, ask, free, hex, UNIT},
};

fn key(pallet: &str, item: &str) -> Vec<u8> {
    [twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat()
}

/// What names the block in the making, each with a value that it does not have.
fn places() -> Vec<(Vec<u8>, Vec<u8>)> {
    let numbers = [1u32, 1_000, u32::MAX].map(|number| (key("System", "Number"), number.encode()));
    let others = [
        (key("System", "ParentHash"), vec![7; 32]),
        (b":extrinsic_index".to_vec(), 900u32.encode()),
        // Nothing could come after the end of time.
        (key("Timestamp", "Now"), 253_402_300_800_000u64.encode()),
    ];
    numbers.into_iter().chain(others).collect()
}

#[tokio::test]
async fn nobody_writes_the_block_s_own_number_and_the_chain_is_as_it_was() {
    let devnet = Devnet::start(Config::in_process()).unwrap();
    for _ in 0..5 {
        devnet.new_block().unwrap();
    }
    devnet.set_storage(vec![(vec![0xff], Some(vec![0x11]))]).unwrap();
    let head = devnet.head();
    for (key, value) in places() {
        let written = devnet.set_storage(vec![(key.clone(), Some(value.clone()))]);
        assert!(matches!(written, Err(Error::Block(BlockError::Overwritten(_)))), "{written:?}");
        let again = ask(&devnet, "dev_setStorage", json!([[[hex(&key), hex(&value)]]])).await.unwrap_err();
        assert_eq!(again.code, -32000);
    }
    assert!(devnet.set_storage(vec![(key("System", "Number"), None)]).is_err());
    assert_eq!(devnet.head(), head);
    assert_eq!(devnet.storage(&[0xff]).unwrap(), Some(vec![0x11]));
    // The number that it has may be written, which changes nothing.
    devnet.set_storage(vec![(key("System", "Number"), Some(7u32.encode()))]).unwrap();
    let back = ask(&devnet, "dev_setHead", json!([-1])).await.unwrap();
    assert_eq!((back, devnet.head()), (json!(head.0), head));
    assert_eq!(devnet.storage(&[0xff]).unwrap(), Some(vec![0x11]));
}

#[test]
fn a_transaction_that_writes_it_is_refused_and_others_get_in() {
    for sealing in [Sealing::Instant, Sealing::Manual] {
        let devnet = Devnet::start(Config::in_process().sealing(sealing)).unwrap();
        for _ in 0..5 {
            devnet.new_block().unwrap();
        }
        let [alice, bob] = ["//Alice", "//Bob"].map(|path| Signer::of(path, devnet.genesis_hash()));
        for (key, value) in places() {
            let refused = devnet.submit(&alice.sign(0, &sudo(&set_storage(&key, &value))));
            match sealing {
                Sealing::Instant => assert!(matches!(refused, Err(SubmitError::Overwritten(_))), "{refused:?}"),
                _ => drop(refused.unwrap()),
            }
            devnet.new_block().unwrap();
            assert_eq!(devnet.pending(), 0);
        }
        devnet.submit(&bob.sign(0, &transfer([9; 32], UNIT))).unwrap();
        devnet.submit(&alice.sign(0, &sudo(&set_storage(&[0xff], &[0x11])))).unwrap();
        devnet.new_block().unwrap();
        assert_eq!(devnet.storage(&[0xff]).unwrap(), Some(vec![0x11]));
        assert_eq!(free(devnet.storage(&account_key(&[9; 32])).unwrap()), UNIT);
    }
}
