//! Every value that the state ever had, block by block.
//!
//! What a block wrote lies together in one piece of memory; an index says for each key in which blocks it changed. So a
//! block costs little more than its changed values, and the state at any block can be read.

use std::{borrow::Cow, collections::BTreeMap, ops::Bound, sync::Arc};

use scale::{Decode, Encode};

/// Shorter values are always kept whole.
const PATCH_FROM_BYTES: usize = 256;

/// Of a longer value only what changed is kept, if that is at most this part of it. In each block the runtime replaces one
/// of 81 hashes that it keeps in one value.
const PATCH_PART: usize = 4;

/// After so many changes in a row a value is kept whole again, so that it is found in a few steps.
const PATCHES: usize = 32;

/// A key and its new value; `None` removes it.
pub(crate) type Change = (Vec<u8>, Option<Vec<u8>>);

/// What a block changes: the main trie, and child tries by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Changes {
    pub(crate) main: Vec<Change>,
    pub(crate) children: Vec<(Vec<u8>, Vec<Change>)>,
}

/// There is more to keep than the index can count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a block writes more than 4 GiB, or there are too many blocks")]
pub(crate) struct TooMuch;

/// Where a value lies: in what the block wrote, from `start` to `end`.
#[derive(Clone, Copy, Debug)]
struct Place {
    block: u32,
    start: u32,
    end: u32,
    /// The block that wrote the value whole, of which each change since has only its part; `block` itself if all of it lies
    /// there.
    base: u32,
}

impl Place {
    /// The place of a value that was removed.
    fn removed(block: u32) -> Self {
        Self { block, start: u32::MAX, end: 0, base: block }
    }

    fn kept(self) -> Option<Self> {
        (self.start <= self.end).then_some(self)
    }
}

/// One trie's keys.
#[derive(Default)]
struct Table {
    /// The keys that have a value after the last block.
    live: BTreeMap<Arc<[u8]>, Place>,
    /// For each key that ever had one, all its changes in order.
    past: BTreeMap<Arc<[u8]>, Vec<Place>>,
}

impl Table {
    fn set(&mut self, key: Vec<u8>, place: Place) {
        let key: Arc<[u8]> = key.into();
        match place.kept() {
            Some(kept) => self.live.insert(key.clone(), kept),
            None => self.live.remove(&key),
        };
        // Most keys never change, or in each block.
        self.past.entry(key).or_insert_with(|| Vec::with_capacity(1)).push(place);
    }

    fn truncate(&mut self, number: u32) {
        let live = &mut self.live;
        self.past.retain(|key, places| {
            let kept = places.partition_point(|place| place.block <= number);
            if kept < places.len() {
                places.truncate(kept);
                match places.last().and_then(|place| place.kept()) {
                    Some(place) => live.insert(key.clone(), place),
                    None => live.remove(key),
                };
            }
            !places.is_empty()
        });
    }
}

fn at(places: &[Place], number: u32) -> Option<Place> {
    let later = places.partition_point(|place| place.block <= number);
    places.get(later.checked_sub(1)?)?.kept()
}

/// The changes from that which wrote the value whole up to this one.
fn since(places: &[Place], place: Place) -> Option<&[Place]> {
    let index = |block: u32| places.partition_point(|place| place.block <= block).checked_sub(1);
    places.get(index(place.base)?..=index(place.block)?)
}

/// Every value that the state ever had.
#[derive(Default)]
pub(crate) struct Values {
    main: Table,
    children: BTreeMap<Vec<u8>, Table>,
    /// By block, the values that it wrote, one after the other.
    written: Vec<Box<[u8]>>,
}

impl Values {
    /// Adds the changes of the next block. The first block's number is zero.
    pub(crate) fn push(&mut self, changes: Changes) -> Result<(), TooMuch> {
        let block = u32::try_from(self.written.len()).map_err(|_| TooMuch)?;
        let mut values = Vec::new();
        let main = self.write(None, changes.main, block, &mut values)?;
        let mut children = Vec::with_capacity(changes.children.len());
        for (id, list) in changes.children {
            let places = self.write(Some(&id), list, block, &mut values)?;
            children.push((id, places));
        }
        self.written.push(values.into());
        for (key, place) in main {
            self.main.set(key, place);
        }
        for (id, places) in children {
            let table = self.children.entry(id).or_default();
            for (key, place) in places {
                table.set(key, place);
            }
        }
        Ok(())
    }

    /// Writes the values to `written`, and gives the keys with the places there.
    fn write(
        &self,
        child: Option<&[u8]>,
        list: Vec<Change>,
        block: u32,
        written: &mut Vec<u8>,
    ) -> Result<Vec<(Vec<u8>, Place)>, TooMuch> {
        let places = list.into_iter().map(|(key, value)| {
            let Some(value) = value else { return Ok((key, Place::removed(block))) };
            let start = u32::try_from(written.len()).map_err(|_| TooMuch)?;
            let base = match self.patch(child, &key, &value) {
                Some((base, at, part)) => {
                    written.extend_from_slice(&at.to_le_bytes());
                    written.extend_from_slice(part);
                    base
                }
                None => {
                    written.extend_from_slice(&value);
                    block
                }
            };
            let end = u32::try_from(written.len()).map_err(|_| TooMuch)?;
            Ok((key, Place { block, start, end, base }))
        });
        places.collect()
    }

    /// The part in which a value differs from the one before, if that is most of it: which block wrote the value whole, where
    /// in it the part begins, and the part.
    fn patch<'a>(&self, child: Option<&[u8]>, key: &[u8], value: &'a [u8]) -> Option<(u32, u32, &'a [u8])> {
        if value.len() < PATCH_FROM_BYTES {
            return None;
        }
        let table = self.table(child)?;
        let places = table.past.get(key)?;
        let last = places.last()?.kept()?;
        if since(places, last)?.len() >= PATCHES {
            return None;
        }
        let old = self.value(table, key, last)?;
        if old.len() != value.len() {
            return None;
        }
        let differs = |(new, old): (&u8, &u8)| new != old;
        let start = value.iter().zip(old.iter()).position(differs)?;
        let end = value.iter().zip(old.iter()).rposition(differs)?.checked_add(1)?;
        let part = value.get(start..end)?;
        let is_small = part.len() <= value.len() / PATCH_PART;
        is_small.then_some((last.base, u32::try_from(start).ok()?, part))
    }

    /// The value at a key after the block `number`.
    pub(crate) fn get(&self, child: Option<&[u8]>, key: &[u8], number: u32) -> Option<Cow<'_, [u8]>> {
        let table = self.table(child)?;
        let place = match self.is_last(number) {
            true => *table.live.get(key)?,
            false => at(table.past.get(key)?, number)?,
        };
        self.value(table, key, place)
    }

    /// The first key from this one on that has a value after the block `number`.
    pub(crate) fn first(&self, child: Option<&[u8]>, from: Bound<&[u8]>, number: u32) -> Option<&[u8]> {
        let (table, range) = (self.table(child)?, (from, Bound::Unbounded));
        let key = match self.is_last(number) {
            true => table.live.range::<[u8], _>(range).next()?.0,
            false => table.past.range::<[u8], _>(range).find(|(_, places)| at(places, number).is_some())?.0,
        };
        Some(key)
    }

    /// What has to change in the state after the last block to make it that after the block `number`.
    pub(crate) fn back_to(&self, number: u32) -> Changes {
        let back = |table: &Table| -> Vec<Change> {
            let changed = table.past.iter().filter(|(_, places)| places.last().is_some_and(|last| last.block > number));
            changed.map(|(key, places)| (key.to_vec(), self.owned(table, key, at(places, number)))).collect()
        };
        Changes {
            main: back(&self.main),
            children: self.children.iter().map(|(id, table)| (id.clone(), back(table))).collect(),
        }
    }

    /// Forgets what the blocks after `number` wrote.
    pub(crate) fn truncate(&mut self, number: u32) {
        self.written.truncate(usize::try_from(number).map_or(usize::MAX, |number| number.saturating_add(1)));
        self.main.truncate(number);
        self.children.retain(|_, table| {
            table.truncate(number);
            !table.past.is_empty()
        });
    }

    /// The whole state after the last block.
    pub(crate) fn all(&self) -> Changes {
        let all = |table: &Table| -> Vec<Change> {
            table.live.iter().map(|(key, place)| (key.to_vec(), self.owned(table, key, Some(*place)))).collect()
        };
        Changes {
            main: all(&self.main),
            children: self.children.iter().map(|(id, table)| (id.clone(), all(table))).collect(),
        }
    }

    fn table(&self, child: Option<&[u8]>) -> Option<&Table> {
        match child {
            Some(id) => self.children.get(id),
            None => Some(&self.main),
        }
    }

    fn is_last(&self, number: u32) -> bool {
        usize::try_from(number).is_ok_and(|number| number.saturating_add(1) >= self.written.len())
    }

    fn value(&self, table: &Table, key: &[u8], place: Place) -> Option<Cow<'_, [u8]>> {
        if place.base == place.block {
            return self.bytes(place).map(Cow::Borrowed);
        }
        let (whole, parts) = since(table.past.get(key)?, place)?.split_first()?;
        let mut value = self.bytes(*whole)?.to_vec();
        for part in parts {
            let (start, part) = self.bytes(*part)?.split_first_chunk()?;
            let start = usize::try_from(u32::from_le_bytes(*start)).ok()?;
            value.get_mut(start..start.checked_add(part.len())?)?.copy_from_slice(part);
        }
        Some(Cow::Owned(value))
    }

    fn owned(&self, table: &Table, key: &[u8], place: Option<Place>) -> Option<Vec<u8>> {
        self.value(table, key, place?).map(Cow::into_owned)
    }

    fn bytes(&self, place: Place) -> Option<&[u8]> {
        let (start, end) = (usize::try_from(place.start).ok()?, usize::try_from(place.end).ok()?);
        self.written.get(usize::try_from(place.block).ok()?)?.get(start..end)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation, clippy::unwrap_used)]

    use super::*;

    fn set(key: &[u8], value: &[u8]) -> Change {
        (key.to_vec(), Some(value.to_vec()))
    }

    fn sample() -> Values {
        let mut values = Values::default();
        let main = |main| Changes { main, children: Vec::new() };
        values.push(main(vec![set(b"a", b"1"), set(b"c", b""), set(b"d", b"4")])).unwrap();
        values.push(main(vec![(b"a".to_vec(), None), set(b"b", b"22"), set(b"d", b"5")])).unwrap();
        let child = Changes { main: vec![set(b"a", b"3")], children: vec![(b"id".to_vec(), vec![set(b"x", b"9")])] };
        values.push(child).unwrap();
        values
    }

    fn keys(values: &Values, number: u32) -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        let mut from = Bound::Unbounded;
        while let Some(key) = values.first(None, from, number) {
            found.push(key.to_vec());
            from = Bound::Excluded(key);
        }
        found
    }

    #[test]
    fn each_block_has_its_own_values() {
        let values = sample();
        let a: Vec<_> = (0..4).map(|number| values.get(None, b"a", number)).collect();
        assert_eq!(a, [Some(b"1"[..].into()), None, Some(b"3"[..].into()), Some(b"3"[..].into())]);
        assert_eq!(values.get(None, b"c", 2), Some(b""[..].into()));
        assert_eq!(values.get(Some(b"id"), b"x", 1), None);
        assert_eq!(values.get(Some(b"id"), b"x", 2), Some(b"9"[..].into()));
        assert_eq!(values.get(Some(b"other"), b"x", 2), None);
    }

    #[test]
    fn each_block_has_its_own_keys() {
        let values = sample();
        assert_eq!(keys(&values, 0), [b"a", b"c", b"d"]);
        assert_eq!(keys(&values, 1), [b"b", b"c", b"d"]);
        assert_eq!(keys(&values, 2), [b"a", b"b", b"c", b"d"]);
    }

    #[test]
    fn a_long_value_of_which_little_changes_takes_little() {
        let mut values = Values::default();
        let value = |number: usize| {
            let mut value = vec![7; 1_000];
            value[number % 100 * 10..][..10].fill(number as u8);
            value
        };
        for number in 0..300 {
            let main = vec![(b"ring".to_vec(), Some(value(number)))];
            values.push(Changes { main, children: Vec::new() }).unwrap();
        }
        for number in 0..300 {
            assert_eq!(values.get(None, b"ring", number as u32).as_deref(), Some(&value(number)[..]));
        }
        let kept: usize = values.written.iter().map(|written| written.len()).sum();
        assert!(kept < 300 * 1_000 / 3, "{kept}");
        values.truncate(150);
        assert_eq!(values.get(None, b"ring", 150).as_deref(), Some(&value(150)[..]));
    }

    #[test]
    fn going_back_undoes_what_was_written_since() {
        let mut values = sample();
        let back = values.back_to(0);
        assert_eq!(back.main, [set(b"a", b"1"), (b"b".to_vec(), None), set(b"d", b"4")]);
        assert_eq!(back.children, [(b"id".to_vec(), vec![(b"x".to_vec(), None)])]);
        values.truncate(0);
        assert_eq!(values.all().main, [set(b"a", b"1"), set(b"c", b""), set(b"d", b"4")]);
        assert_eq!((keys(&values, 0).len(), values.children.len(), values.written.len()), (3, 0, 1));
    }
}
