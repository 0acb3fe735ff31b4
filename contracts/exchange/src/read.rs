//! Reads: single records, and pages of at most fifty. A record is answered with the bytes in which it is stored, so that
//! reading needs no code of its own for each type; the messages name the types.

use ink::{prelude::vec::Vec, scale::Encode};
use mutual_types::{exchange::OfferId, PAGE_MAX};

use crate::{
    state::{key, State},
    store,
};

/// Where an answer is written to.
pub type Answer = Vec<u8>;

/// `Option<T>`: the record under `id` in the map `map`.
#[inline(never)]
pub fn record(map: u32, id: &[u8], out: &mut Answer) {
    let bytes = store::load_encoded(map, id);
    out.push(bytes.is_some().into());
    out.extend_from_slice(&bytes.unwrap_or_default());
}

/// `Vec<(u32, T)>`: the records with the numbers from `from` on, each after its number. Numbers lie below `count`.
#[inline(never)]
pub fn page(map: u32, from: u32, limit: u32, count: u32, out: &mut Answer) {
    records(map, from..from.saturating_add(limit.min(PAGE_MAX)).min(count), out);
}

/// `Vec<(u32, T)>`: the records with these numbers, at most [`PAGE_MAX`], which SCALE counts in one byte.
#[inline(never)]
fn records(map: u32, ids: impl Iterator<Item = u32>, out: &mut Answer) {
    let mut entries = Vec::new();
    let mut found = 0_u32;
    for id in ids {
        if let Some(bytes) = store::load_encoded(map, &id.to_le_bytes()) {
            found = found.saturating_add(1);
            id.encode_to(&mut entries);
            entries.extend_from_slice(&bytes);
        }
    }
    out.push(u8::try_from(found.saturating_mul(4)).unwrap_or(0));
    out.extend_from_slice(&entries);
}

impl State {
    /// `ExchangeView`: one page about the exchange.
    pub fn exchange(&self, out: &mut Answer) {
        self.version.encode_to(out);
        out.extend_from_slice(&store::load_encoded(key::SETUP, &[]).unwrap_or_default());
        self.counters.encode_to(out);
    }

    /// `Vec<(OfferId, Offer)>`: the offers at the places of a list from `from` on.
    pub fn search(&self, list: u32, from: u32, limit: u32, out: &mut Answer) {
        records(key::OFFERS, self.listing(list, from, limit).into_iter().map(|OfferId(id)| id), out);
    }
}
