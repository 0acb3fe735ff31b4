//! Reads: single records, and pages of at most fifty. A record is answered with the bytes in which it is stored, so that
//! reading needs no code of its own for each type; the messages name the types.

use ink::{prelude::vec::Vec, scale::Encode};
use mutual_types::PAGE_MAX;

use crate::{
    state::{key, State},
    store,
};

/// Where an answer is written to.
pub type Answer = Vec<u8>;

/// Summaries of a page at the most: one has up to 700 bytes.
const SUMMARIES_MAX: u32 = 10;

/// `Option<T>`: the record under `id` in the map `map`.
#[inline(never)]
pub fn record(map: u32, id: &[u8], out: &mut Answer) {
    let bytes = store::load_encoded(map, id);
    out.push(bytes.is_some().into());
    out.extend_from_slice(&bytes.unwrap_or_default());
}

/// `Vec<(u32, T)>`: the records with the numbers from `from` on, each after its number. Numbers lie below `count`.
pub fn page(map: u32, from: u32, limit: u32, count: u32, out: &mut Answer) {
    records(map, &[], from, limit.min(PAGE_MAX), count, out);
}

/// `Vec<(u32, T)>`: the records under `prefix` and a number from `from` on, at most [`PAGE_MAX`], which SCALE counts in
/// one byte.
#[inline(never)]
fn records(map: u32, prefix: &[u8], from: u32, limit: u32, count: u32, out: &mut Answer) {
    let mut entries = Vec::new();
    let mut found = 0_u32;
    for id in from..from.saturating_add(limit).min(count) {
        let mut key = prefix.to_vec();
        id.encode_to(&mut key);
        if let Some(bytes) = store::load_encoded(map, &key) {
            found = found.saturating_add(1);
            id.encode_to(&mut entries);
            entries.extend_from_slice(&bytes);
        }
    }
    out.push(u8::try_from(found.saturating_mul(4)).unwrap_or(0));
    out.extend_from_slice(&entries);
}

impl State {
    /// `FederationView`: one page about the federation.
    pub fn federation(&self, out: &mut Answer) {
        self.version.encode_to(out);
        out.extend_from_slice(&store::load_encoded(key::SETUP, &[]).unwrap_or_default());
        self.counters.encode_to(out);
    }

    /// `Vec<(SocietyId, Summary)>`: what is known of a period.
    pub fn summaries(&self, period: u32, from: u32, limit: u32, out: &mut Answer) {
        let count = self.counters.societies;
        records(key::SUMMARIES, &period.to_le_bytes(), from, limit.min(SUMMARIES_MAX), count, out);
    }
}
