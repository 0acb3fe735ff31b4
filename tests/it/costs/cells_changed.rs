//! What a message does to the society's cells, and what that costs or gives back.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;
use subxt_rpcs::client::{rpc_params, RpcClient};

use crate::machine::chain::Chain;

use super::growth::MIGRATED;

/// The price of a cell, and of each byte in it, in planck.
const CELL_PRICE: i128 = 100_000_000_000;
const BYTE_PRICE: i128 = 5_000_000;

/// The bytes of each cell, by its key.
pub struct Sizes(BTreeMap<Vec<u8>, usize>);

/// What became of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// In which part of the storage it lies.
    pub part: String,
    pub kind: ChangeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new and has so many bytes.
    Made(usize),
    /// It is gone, and had so many bytes.
    Cleared(usize),
    /// So many bytes more, or fewer.
    Resized(isize),
}

/// Where in the storage each key begins: the parts' names by the first four bytes.
static PARTS: LazyLock<BTreeMap<[u8; 4], String>> = LazyLock::new(|| {
    let bundle: Value = serde_json::from_slice(super::BUNDLE).unwrap();
    let known = [(0, "root"), (MIGRATED, "migrated, by the version that follows")];
    let mut parts = known.map(|(key, name): (u32, &str)| (key.to_le_bytes(), name.to_owned())).into();
    find_parts(&bundle["storage"], &mut parts);
    assert!(parts.len() > 20, "{parts:?}");
    parts
});

fn find_parts(layout: &Value, parts: &mut BTreeMap<[u8; 4], String>) {
    if let (Some(name), Some(key)) = (layout["name"].as_str(), layout["layout"]["root"]["root_key"].as_str()) {
        let key = hex::decode(key.trim_start_matches("0x")).unwrap();
        parts.insert(key.try_into().unwrap(), name.to_owned());
    }
    let (list, fields) = (layout.as_array(), layout.as_object());
    let inner = list.into_iter().flatten().chain(fields.into_iter().flat_map(|fields| fields.values()));
    inner.for_each(|value| find_parts(value, parts));
}

impl Sizes {
    /// Looks at every cell.
    pub fn of(chain: &Chain) -> Self {
        let rpc = RpcClient::new(chain.devnet.rpc_client());
        let child = format!("0x{}", hex::encode([b":child_storage:default:".as_slice(), &chain.trie].concat()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let keys = rpc.request("childstate_getKeysPaged", rpc_params![child, "0x", 1_000]);
        let keys: Vec<String> = runtime.block_on(keys).unwrap();
        assert!(keys.len() < 1_000, "all cells are on one page");
        let size = |key: String| {
            let key = hex::decode(key.trim_start_matches("0x")).unwrap();
            let value = chain.devnet.child_storage(&chain.trie, &key).unwrap().unwrap();
            // The chain puts a hash of 16 bytes before the contract's own key.
            (key[16..].to_vec(), value.len())
        };
        Self(keys.into_iter().map(size).collect())
    }

    /// What differs from an earlier look.
    pub fn changes(&self, after: &Self) -> Vec<Change> {
        let gone = self.0.iter().filter(|(key, _)| !after.0.contains_key(*key));
        let mut changes: Vec<Change> =
            gone.map(|(key, size)| Change { part: part(key), kind: ChangeKind::Cleared(*size) }).collect();
        for (key, size) in &after.0 {
            let kind = match self.0.get(key) {
                None => ChangeKind::Made(*size),
                Some(before) if before == size => continue,
                Some(before) => {
                    ChangeKind::Resized(isize::try_from(*size).unwrap() - isize::try_from(*before).unwrap())
                }
            };
            changes.push(Change { part: part(key), kind });
        }
        changes
    }
}

fn part(key: &[u8]) -> String {
    PARTS.get(&key[..4]).unwrap_or_else(|| panic!("a part of the storage: {key:02x?}")).clone()
}

impl Change {
    /// The deposit that it takes, or gives back.
    pub fn deposit(&self) -> i128 {
        let bytes = |bytes: usize| i128::try_from(bytes).unwrap() * BYTE_PRICE;
        match self.kind {
            ChangeKind::Made(size) => CELL_PRICE + bytes(size),
            ChangeKind::Cleared(size) => -CELL_PRICE - bytes(size),
            ChangeKind::Resized(by) => i128::try_from(by).unwrap() * BYTE_PRICE,
        }
    }
}
