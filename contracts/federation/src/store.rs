//! Storing and loading: one piece of code for all cells. ink!'s own cells would each bring their own copy, and code is
//! paid for at every call. Keys and values are the bytes that `Lazy` and `Mapping` with the same manual key would have.

#[cfg(not(test))]
use ink::env::{get_contract_storage, set_contract_storage};
use ink::{
    prelude::{boxed::Box, vec::Vec},
    scale::{Decode, Encode, Error, Input, Output},
};
use mutual_types::federation::Counters;

/// The version byte before each value of this layout, as in [`mutual_types::Stored`].
const LAYOUT: u8 = 1;

/// Bytes that are encoded already.
struct Encoded<'a>(&'a [u8]);

impl Encode for Encoded<'_> {
    fn encode_to<T: Output + ?Sized>(&self, dest: &mut T) {
        dest.write(self.0);
    }
}

/// All bytes of a value, or of what was sent.
pub struct Whole(pub Vec<u8>);

impl Encode for Whole {
    fn encode_to<T: Output + ?Sized>(&self, dest: &mut T) {
        dest.write(&self.0);
    }
}

impl Decode for Whole {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let len = input.remaining_len()?.unwrap_or(0);
        let mut bytes = ink::prelude::vec![0; len];
        input.read(&mut bytes)?;
        Ok(Self(bytes))
    }
}

/// The storage key of the value under `key` in the map `map`; with `()` that of a cell.
fn key_of(map: u32, key: &impl Encode) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    map.encode_to(&mut bytes);
    key.encode_to(&mut bytes);
    bytes
}

/// The stored bytes, version byte included.
#[cfg(not(test))]
#[inline(never)]
fn load_bytes(key: Vec<u8>) -> Option<Vec<u8>> {
    get_contract_storage::<_, Whole>(&Encoded(&key)).unwrap_or(None).map(|whole| whole.0)
}

#[cfg(not(test))]
#[inline(never)]
fn save_bytes(key: Vec<u8>, value: Vec<u8>) {
    set_contract_storage(&Encoded(&key), &Whole(value));
}

#[cfg(test)]
use crate::tests::memory::{load_bytes, save_bytes};

/// The encoded value under `key`, without its version byte.
pub fn load_encoded(map: u32, key: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = load_bytes(key_of(map, &Encoded(key)))?;
    bytes.remove(0);
    Some(bytes)
}

/// The value under `key`, if there is one.
pub fn load<T: Decode>(map: u32, key: &impl Encode) -> Option<Box<T>> {
    load_bytes(key_of(map, key)).map(|bytes| decode(&bytes))
}

/// A value that this code has stored decodes; anything else is a fault of the code, after which nothing may be written.
#[inline(never)]
fn decode<T: Decode>(bytes: &[u8]) -> Box<T> {
    match bytes.split_first() {
        Some((&LAYOUT, mut rest)) => match T::decode(&mut rest) {
            Ok(value) => Box::new(value),
            Err(_) => panic!("a stored value does not decode"),
        },
        _ => panic!("a stored value is of another layout"),
    }
}

/// Stores `value` under `key`.
pub fn save<T: Encode>(map: u32, key: &impl Encode, value: &T) {
    let mut bytes = Vec::with_capacity(512);
    LAYOUT.encode_to(&mut bytes);
    value.encode_to(&mut bytes);
    save_bytes(key_of(map, key), bytes);
}

/// Stores the root cell as ink! would: `{version, counters}`, and nothing for the cells elsewhere.
pub fn save_root(key: u32, version: u16, counters: &Counters) {
    let mut bytes = Vec::with_capacity(512);
    version.encode_to(&mut bytes);
    counters.encode_to(&mut bytes);
    save_bytes(key_of(key, &()), bytes);
}
