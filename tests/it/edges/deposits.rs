//! P7: who pays for what a message stores, and who is paid for what it clears.

use std::collections::{BTreeMap, BTreeSet};

use contracts_node_runtime::RuntimeEvent;
use mutual_devnet::H256;
use mutual_types::{AccountId, Planck};
use scale::{Decode, Encode};
use sp_core::hashing::twox_128;

use mutual_tests::UNIT;

use crate::town::{everything, Deed, Town};

#[derive(Decode)]
struct Record {
    _phase: Phase,
    event: RuntimeEvent,
    _topics: Vec<H256>,
}

#[derive(Decode)]
#[allow(dead_code)] // only its size counts
enum Phase {
    Extrinsic(u32),
    Finalization,
    Initialization,
}

/// The pallet's events of deposits: from whom, to whom, how much.
const HELD: [u8; 2] = [8, 8];
const RELEASED: [u8; 2] = [8, 9];

type Transfer = (AccountId, AccountId, Planck);

/// What was held for storage in the block of a deed, and what was given back.
fn deposits(town: &Town, deed: &Deed) -> (Vec<Transfer>, Vec<Transfer>) {
    let key = [twox_128(b"System"), twox_128(b"Events")].concat();
    let bytes = town.chain.devnet.storage_at(Some(deed.after), &key).unwrap().unwrap();
    let events = Vec::<Record>::decode(&mut &*bytes).unwrap().into_iter().map(|record| record.event.encode());
    let events: Vec<Vec<u8>> = events.collect();
    let of = |kind: [u8; 2]| {
        let events = events.iter().filter(|event| event.starts_with(&kind));
        events.map(|event| Transfer::decode(&mut &event[2..]).unwrap()).collect()
    };
    (of(HELD), of(RELEASED))
}

#[test]
fn p7_whoever_signs_pays_for_what_is_stored_and_gets_what_is_cleared() {
    let mut table: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for town in everything() {
        for deed in &town.deeds {
            let (held, released) = deposits(town, deed);
            assert!(
                held.iter().all(|(from, to, _)| *from == deed.caller && *to != deed.caller),
                "{}: {held:?}",
                deed.name
            );
            assert!(released.iter().all(|(_, to, _)| *to == deed.caller), "{}: {released:?}", deed.name);
            // Nobody earns anything worth the fee by clearing what others have stored: a credit is its owner's.
            let most = released.iter().map(|(_, _, amount)| *amount).max().unwrap_or(0);
            assert!(most < UNIT / 1_000 || deed.name == "withdraw_credit", "{} gives {most} back", deed.name);
            let told = match (held.is_empty(), released.is_empty()) {
                (true, true) => "nothing",
                (false, true) => "pays",
                (true, false) => "is paid",
                (false, false) => "pays and is paid",
            };
            table.entry(deed.name.as_str()).or_default().insert(told);
        }
    }
    let rows =
        table.iter().map(|(name, told)| format!("{name}: {}\n", told.iter().copied().collect::<Vec<_>>().join(", ")));
    insta::assert_snapshot!("deposits", rows.collect::<String>());
}
