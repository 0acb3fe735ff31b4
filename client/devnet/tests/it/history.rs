//! The state of old blocks, and state written directly.

use contracts_node_runtime::Header;
use mutual_devnet::{BlockError, Error};
use serde_json::json;
use sp_core::{storage::ChildInfo, H256};
use subxt_signer::sr25519::dev;

use crate::support::{account_key, free, hex, unhex, World, UNIT};

#[tokio::test]
async fn the_state_at_every_old_block_is_still_there() {
    let world = World::new().await;
    let key = account_key(&dev::bob().public_key().0);
    let mut blocks = vec![world.devnet.head().0];
    for nonce in 0..10 {
        world.devnet.submit(&world.transfer(&dev::alice(), &dev::bob(), UNIT, nonce).await).unwrap();
        blocks.push(world.devnet.head().0);
    }
    for (count, block) in blocks.iter().enumerate() {
        let expected = (1 << 60) + count as u128 * UNIT;
        assert_eq!(free(world.devnet.storage_at(Some(*block), &key).unwrap()), expected);
        let answer = world.ask("state_getStorage", json!([hex(&key), block])).await.unwrap();
        assert_eq!(free(Some(unhex(&answer))), expected);
        let nonce = world.devnet.call_at(Some(*block), "AccountNonceApi_account_nonce", &crate::support::alice());
        assert_eq!(nonce.unwrap()[0] as usize, count);
    }
}

#[tokio::test]
async fn headers_are_linked_and_hashed() {
    let world = World::new().await;
    let genesis = world.devnet.genesis_hash();
    let mut parent = H256::zero();
    for _ in 0..3 {
        world.devnet.new_block().unwrap();
    }
    for number in 0..4 {
        let hash = world.ask("chain_getBlockHash", json!([number])).await.unwrap();
        let header: Header =
            serde_json::from_value(world.ask("chain_getHeader", json!([hash])).await.unwrap()).unwrap();
        assert_eq!(json!(header.hash()), hash);
        assert_eq!((header.number, header.parent_hash), (number, parent));
        parent = header.hash();
    }
    assert_eq!(world.ask("chain_getBlockHash", json!([0])).await.unwrap(), json!(genesis));
    let hashes = world.ask("chain_getBlockHash", json!([[0, "0x3", 9]])).await.unwrap();
    assert_eq!(hashes, json!([genesis, parent, null]));
}

#[tokio::test]
async fn storage_can_be_written_and_the_header_has_its_root() {
    let world = World::new().await;
    let before = world.devnet.head().0;
    let values: Vec<_> =
        (0..2000u32).map(|n| ([b"test".to_vec(), n.to_be_bytes().to_vec()].concat(), Some(vec![1; 40]))).collect();
    world.devnet.set_storage(values).unwrap();
    assert_eq!(world.devnet.storage(b"test\0\0\0\x07").unwrap(), Some(vec![1; 40]));
    assert_eq!(world.devnet.storage_at(Some(before), b"test\0\0\0\x07").unwrap(), None);
    let page = world.ask("state_getKeysPaged", json!([hex(b"test"), 3, hex(b"test\0\0\0\x07")])).await.unwrap();
    assert_eq!(page, json!([hex(b"test\0\0\0\x08"), hex(b"test\0\0\0\x09"), hex(b"test\0\0\0\x0a")]));
    assert_eq!(world.ask("state_getStorageSize", json!([hex(b"test")])).await.unwrap(), json!(80_000));
    world.devnet.set_storage(vec![(b"test\0\0\0\x07".to_vec(), None)]).unwrap();
    assert_eq!(world.devnet.storage(b"test\0\0\0\x07").unwrap(), None);
    world.devnet.submit(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await).unwrap();
    assert_eq!(world.number(), 3);
}

#[tokio::test]
async fn child_tries_can_be_written_and_read_by_every_method() {
    let world = World::new().await;
    let id = [5u8; 32];
    let full = hex(&ChildInfo::new_default(&id).into_prefixed_storage_key().into_inner());
    let values =
        vec![(b"a".to_vec(), Some(vec![1])), (b"b".to_vec(), Some(vec![2; 50])), (b"ba".to_vec(), Some(vec![3]))];
    let block = world.devnet.set_child_storage(&id, values).unwrap();
    assert_eq!(world.devnet.child_storage(&id, b"b").unwrap(), Some(vec![2; 50]));
    let (a, b, ba) = (hex(b"a"), hex(b"b"), hex(b"ba"));
    assert_eq!(world.ask("childstate_getStorage", json!([full, a])).await.unwrap(), json!("0x01"));
    let entries = world.ask("childstate_getStorageEntries", json!([full, [ba, "0xff"]])).await.unwrap();
    assert_eq!(entries, json!(["0x03", null]));
    assert_eq!(world.ask("childstate_getKeysPaged", json!([full, null, 9])).await.unwrap(), json!([a, b, ba]));
    assert_eq!(world.ask("childstate_getKeysPaged", json!([full, b, 9, b])).await.unwrap(), json!([ba]));

    world.devnet.set_child_storage(&unhex(&json!(full)), vec![(b"a".to_vec(), None)]).unwrap();
    assert_eq!(world.ask("childstate_getKeysPaged", json!([full, null, 9])).await.unwrap(), json!([b, ba]));
    assert_eq!(
        world.ask("childstate_getKeysPaged", json!([full, null, 9, null, block])).await.unwrap(),
        json!([a, b, ba])
    );
    assert_eq!(world.ask("childstate_getKeysPaged", json!(["0x11", null, 9])).await.unwrap_err().code, 4003);
}

#[tokio::test]
async fn the_root_of_a_child_trie_cannot_be_written() {
    let world = World::new().await;
    let root = ChildInfo::new_default(&[5; 32]).into_prefixed_storage_key().into_inner();
    let error = world.devnet.set_storage(vec![(root, Some(vec![1; 32]))]).unwrap_err();
    assert!(matches!(error, Error::Block(BlockError::ChildRoot)));
    assert_eq!(world.number(), 0);
}
