//! Reads: single records, and pages of at most fifty. A record is answered with the bytes in which it is stored, so that
//! reading needs no code of its own for each type; the messages name the types.

use ink::{prelude::vec::Vec, scale::Encode};
use mutual_types::{Checked, MemberIndex, Planck, PAGE_MAX};

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

/// `Vec<(u32, T)>`: the records with the numbers from `from` on, each after its number. Numbers are dense: `count` of them
/// have been given.
#[inline(never)]
pub fn page(map: u32, from: u32, limit: u32, count: u32, out: &mut Answer) {
    let mut entries = Vec::new();
    let mut found = 0_u32;
    for id in range(from, limit, count) {
        if let Some(bytes) = store::load_encoded(map, &id.to_le_bytes()) {
            found = found.saturating_add(1);
            id.encode_to(&mut entries);
            entries.extend_from_slice(&bytes);
        }
    }
    list(found, &entries, out);
}

/// The numbers of a page: at most [`PAGE_MAX`], none past `count`.
fn range(from: u32, limit: u32, count: u32) -> core::ops::Range<u32> {
    from..from.saturating_add(limit.min(PAGE_MAX)).min(count)
}

/// A list of at most [`PAGE_MAX`] entries, which SCALE counts in one byte.
fn list(found: u32, entries: &[u8], out: &mut Answer) {
    out.push(u8::try_from(found.saturating_mul(4)).unwrap_or(0));
    out.extend_from_slice(entries);
}

impl State {
    /// `Result<SocietyView, Error>`: one page about the society. `balance` is the contract's, above the existential
    /// deposit.
    ///
    /// # Errors
    /// [`mutual_types::Error::Migrating`] while a cell is not there.
    pub fn society(&self, balance: Planck, now_ms: u64, out: &mut Answer) -> Checked<()> {
        let live_treasurers = self.live_treasurers(&[], &*self.rules()?, now_ms)?;
        out.push(0);
        self.version.encode_to(out);
        for cell in [key::IDENTITY, key::RULES] {
            out.extend_from_slice(&store::load_encoded(cell, &[]).unwrap_or_default());
        }
        self.counters.encode_to(out);
        out.extend_from_slice(&store::load_encoded(key::ROSTER, &[]).unwrap_or_default());
        balance.encode_to(out);
        live_treasurers.encode_to(out);
        record(key::DISSOLUTION, &[], out);
        Ok(())
    }

    /// `Vec<MemberView>`: members from index `from` on.
    pub fn members(&self, from: u32, limit: u32, out: &mut Answer) {
        let mut entries = Vec::new();
        let mut found = 0_u32;
        for index in range(from, limit, self.counters.members) {
            let Some(account) = self.find_account(MemberIndex(index)) else { continue };
            if let Some(bytes) = store::load_encoded(key::MEMBERS, account.bytes()) {
                found = found.saturating_add(1);
                entries.extend_from_slice(account.bytes());
                entries.extend_from_slice(&bytes);
            }
        }
        list(found, &entries, out);
    }
}
