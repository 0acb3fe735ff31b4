//! A stand-in for the chain's storage, which can be put back: natively a refused message must leave nothing behind either.

use std::{cell::RefCell, collections::BTreeMap};

/// All cells.
pub type Cells = BTreeMap<Vec<u8>, Vec<u8>>;

thread_local! {
    static CELLS: RefCell<Cells> = const { RefCell::new(BTreeMap::new()) };
}

pub fn load_bytes(key: Vec<u8>) -> Option<Vec<u8>> {
    CELLS.with_borrow(|cells| cells.get(&key).cloned())
}

pub fn save_bytes(key: Vec<u8>, value: Vec<u8>) {
    CELLS.with_borrow_mut(|cells| cells.insert(key, value));
}

/// What is stored now.
pub fn snapshot() -> Cells {
    CELLS.with_borrow(Clone::clone)
}

/// Puts back what was stored.
pub fn restore(cells: Cells) {
    CELLS.set(cells);
}
