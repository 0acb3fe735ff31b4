//! What is read from files and from other chains, damaged: it is refused, or taken and then the chain goes on.

use std::{fs, path::Path};

use mutual_devnet::{Config, Devnet, Genesis};
use scale::Encode;
use serde_json::{json, Value};
use sp_core::hashing::blake2_64;
use subxt_signer::sr25519::dev;

use super::{number, Nonsense};
use crate::{
    signed::{transfer, Signer},
    support::{hex, unhex, World, UNIT},
};

/// How many of each kind. `MUTUAL_FUZZ` makes them more.
fn rounds() -> u64 {
    (number("MUTUAL_FUZZ", 0) / 500).max(300)
}

/// What is taken must be a chain: it makes a block, or says why not.
fn goes_on(devnet: &Devnet) -> bool {
    let before = devnet.head();
    match devnet.new_block() {
        Ok(block) => {
            assert_eq!(devnet.head(), (block, before.1 + 1));
            true
        }
        Err(why) => {
            assert_eq!(devnet.head(), before, "{why}");
            false
        }
    }
}

/// Counts of what was refused, was taken, and could go on.
#[derive(Debug, Default)]
struct Outcome {
    refused: u64,
    taken: u64,
    went_on: u64,
}

impl Outcome {
    fn note<E>(&mut self, started: Result<Devnet, E>) {
        match started {
            Ok(devnet) => {
                self.taken += 1;
                self.went_on += u64::from(goes_on(&devnet));
            }
            Err(_) => self.refused += 1,
        }
    }
}

async fn nonsense(world: &World) -> Nonsense {
    Nonsense::new(number("MUTUAL_SEED", 1), super::templates(world).await)
}

/// A chain in a file, some of its blocks with a transaction, and a source of nonsense.
async fn kept(file: &Path) -> Nonsense {
    let devnet = open(file).unwrap();
    let alice = Signer::of("//Alice", devnet.genesis_hash());
    for nonce in 0..4 {
        devnet.submit(&alice.sign(nonce, &transfer([9; 32], UNIT))).unwrap();
    }
    devnet.set_child_storage(b"id", vec![(vec![1], Some(vec![2; 40]))]).unwrap();
    nonsense(&World::new().await).await
}

fn open(file: &Path) -> Result<Devnet, mutual_devnet::Error> {
    Devnet::start(Config::in_process().state(file))
}

#[tokio::test]
async fn a_damaged_state_file_is_refused_or_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chain");
    let mut nonsense = kept(&file).await;
    let whole = fs::read(&file).unwrap();
    let mut outcome = Outcome::default();
    for _ in 0..rounds() {
        let mut bytes = whole.clone();
        nonsense.damage(&mut bytes);
        fs::write(&file, &bytes).unwrap();
        outcome.note(open(&file));
    }
    assert!(outcome.refused > 0 && outcome.went_on > 0, "{outcome:?}");
    assert_eq!(outcome.taken, outcome.went_on, "{outcome:?}");
}

/// The records of a state file, without what stands before each.
fn records(file: &[u8]) -> Vec<Vec<u8>> {
    let mut rest = &file[8..];
    let mut records = Vec::new();
    while rest.len() > 16 {
        let length = u32::from_le_bytes(rest[..4].try_into().unwrap()) as usize;
        records.push(rest[16..16 + length].to_vec());
        rest = &rest[16 + length..];
    }
    records
}

/// The same with the right checksums, so that the nonsense in them is read.
fn framed(magic: &[u8], records: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = magic.to_vec();
    for record in records {
        let length = (record.len() as u32).to_le_bytes();
        bytes.extend([&length[..], &blake2_64(&length)[..4], &blake2_64(record), record].concat());
    }
    bytes
}

#[tokio::test]
async fn a_state_file_of_nonsense_with_the_right_checksums_is_refused_or_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chain");
    let mut nonsense = kept(&file).await;
    let whole = fs::read(&file).unwrap();
    let records = records(&whole);
    assert_eq!((framed(&whole[..8], &records), records.len()), (whole.clone(), 6));
    let mut outcome = Outcome::default();
    for _ in 0..rounds() {
        let mut changed = records.clone();
        let at = nonsense.below(records.len() as u64) as usize;
        match nonsense.below(5) {
            0 => drop(changed.remove(at)),
            1 => changed.insert(at, records[at].clone()),
            _ => nonsense.damage(&mut changed[at]),
        }
        fs::write(&file, framed(&whole[..8], &changed)).unwrap();
        outcome.note(open(&file));
    }
    assert!(outcome.refused > 0 && outcome.taken > 0, "{outcome:?}");
}

#[tokio::test]
async fn a_specification_of_nonsense_is_refused_or_goes_on() {
    let world = World::new().await;
    let mut nonsense = nonsense(&world).await;
    let mut top = serde_json::Map::new();
    let pairs = crate::support::ask(&world.devnet, "state_getPairs", json!(["0x"])).await.unwrap();
    for pair in pairs.as_array().unwrap() {
        top.insert(pair[0].as_str().unwrap().to_owned(), pair[1].clone());
    }
    let specification = |top: &serde_json::Map<String, Value>, children: Value| {
        json!({ "genesis": { "raw": { "top": top, "childrenDefault": children } } }).to_string().into_bytes()
    };
    let start = |json: Vec<u8>| Devnet::start(Config::in_process().genesis(Genesis::Raw(json.into())));
    assert!(goes_on(&start(specification(&top, json!({}))).unwrap()));
    let mut outcome = Outcome::default();
    for _ in 0..rounds() {
        // The text, or what it says.
        let mut json = specification(&top, json!({ "0x1234": { "0x01": "0x02" } }));
        if nonsense.below(2) == 0 {
            nonsense.damage(&mut json);
        } else {
            let mut changed = top.clone();
            let at = nonsense.below(top.len() as u64) as usize;
            let (key, value) = top.iter().nth(at).unwrap();
            changed.remove(key);
            let (mut key, mut value) = (unhex(&json!(key)), unhex(value));
            match nonsense.below(2) {
                0 => nonsense.damage(&mut key),
                _ => nonsense.damage(&mut value),
            }
            changed.insert(hex(&key), json!(hex(&value)));
            json = specification(&changed, json!({}));
        }
        outcome.note(start(json));
    }
    assert!(outcome.refused > 0 && outcome.went_on > 0, "{outcome:?}");
}

#[tokio::test]
async fn an_imported_block_of_nonsense_changes_nothing() {
    let config = || Config::in_process().identity([1; 32]);
    let (from, to) = (World::with(config()).await, World::with(config()).await);
    from.devnet.submit(&from.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await).unwrap();
    let block = from.ask("chain_getBlock", json!([])).await.unwrap()["block"].clone();
    let header: contracts_node_runtime::Header = serde_json::from_value(block["header"].clone()).unwrap();
    let header = header.encode();
    let extrinsics: Vec<Vec<u8>> = block["extrinsics"].as_array().unwrap().iter().map(unhex).collect();
    let mut nonsense = nonsense(&to).await;
    let mut refused = 0;
    for _ in 0..rounds() {
        let (mut bad_header, mut bad) = (header.clone(), extrinsics.clone());
        let at = nonsense.below(3) as usize;
        match bad.get_mut(at) {
            Some(extrinsic) if nonsense.below(3) == 0 => *extrinsic = nonsense.extrinsic(),
            Some(extrinsic) => nonsense.damage(extrinsic),
            None => nonsense.damage(&mut bad_header),
        }
        let before = to.devnet.head();
        match to.devnet.import(&bad_header, &bad) {
            // It was not damaged after all, or in what is not read.
            Ok(hash) => {
                assert_eq!(hash, from.devnet.head().0);
                to.devnet.set_head(before.0).unwrap();
            }
            Err(_) => {
                refused += 1;
                assert_eq!(to.devnet.head(), before);
            }
        }
    }
    assert!(refused > 0);
    assert_eq!(to.devnet.import(&header, &extrinsics).unwrap(), from.devnet.head().0);
}
