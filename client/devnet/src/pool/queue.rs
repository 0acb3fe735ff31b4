//! The transactions by what they require and provide.

use std::{
    collections::{BinaryHeap, HashMap, HashSet},
    sync::Arc,
};

use sp_core::H256;
use sp_runtime::transaction_validity::TransactionTag;

use super::{
    transaction::{Entry, Progress, Rank, Transaction},
    SubmitError,
};

/// How much may wait, or does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amount {
    /// Transactions.
    pub(crate) count: usize,
    /// The bytes of all of them.
    pub(crate) bytes: usize,
}

impl Amount {
    fn exceeds(&self, limit: &Self) -> bool {
        self.count > limit.count || self.bytes > limit.bytes
    }

    fn grow(&mut self, entry: &Entry) {
        self.count = self.count.saturating_add(1);
        self.bytes = self.bytes.saturating_add(entry.transaction.bytes.len());
    }

    fn shrink(&mut self, entry: &Entry) {
        self.count = self.count.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(entry.transaction.bytes.len());
    }
}

/// The transactions that wait: the ready ones, and those that miss others before them.
#[derive(Default)]
pub(super) struct Queue {
    entries: HashMap<H256, Entry>,
    /// The ready transaction that provides each tag.
    provided: HashMap<TransactionTag, H256>,
    /// The ready transactions that require each tag.
    needed: HashMap<TransactionTag, Vec<H256>>,
    /// The transactions that miss each tag.
    wanted: HashMap<TransactionTag, Vec<H256>>,
    ready: Amount,
    future: Amount,
}

impl Queue {
    pub(super) fn contains(&self, hash: &H256) -> bool {
        self.entries.contains_key(hash)
    }

    pub(super) fn is_ready(&self, hash: &H256) -> bool {
        self.entries.get(hash).is_some_and(Entry::is_ready)
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn is_provided(&self, tag: &TransactionTag) -> bool {
        self.provided.contains_key(tag)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Adds an entry, whose `missing` says what it misses, and tells all who are concerned.
    pub(super) fn add(&mut self, mut entry: Entry) -> Result<(), SubmitError> {
        if entry.is_ready() {
            return self.add_ready(entry);
        }
        entry.tell_standing();
        for tag in &entry.missing {
            self.wanted.entry(tag.clone()).or_default().push(entry.transaction.hash);
        }
        self.future.grow(&entry);
        self.entries.insert(entry.transaction.hash, entry);
        Ok(())
    }

    /// Adds one that misses nothing, and those that missed it alone.
    fn add_ready(&mut self, entry: Entry) -> Result<(), SubmitError> {
        self.replace(&entry.transaction)?;
        let mut next = vec![entry];
        let mut is_first = true;
        while let Some(mut entry) = next.pop() {
            if !is_first {
                if let Err(why) = self.replace(&entry.transaction) {
                    entry.tell(Progress::Invalid(why));
                    continue;
                }
            }
            is_first = false;
            entry.tell_standing();
            let transaction = entry.transaction.clone();
            for tag in &transaction.provides {
                self.provided.insert(tag.clone(), transaction.hash);
            }
            for tag in &transaction.requires {
                self.needed.entry(tag.clone()).or_default().push(transaction.hash);
            }
            self.ready.grow(&entry);
            self.entries.insert(transaction.hash, entry);
            for tag in &transaction.provides {
                next.extend(self.satisfy(tag));
            }
        }
        Ok(())
    }

    /// Takes away what provides the same, if its priority is lower.
    fn replace(&mut self, by: &Transaction) -> Result<(), SubmitError> {
        let rivals: HashSet<H256> = by.provides.iter().filter_map(|tag| self.provided.get(tag)).copied().collect();
        if rivals.is_empty() {
            return Ok(());
        }
        let of = |hash: &H256| self.entries.get(hash).map_or(0, |entry| entry.transaction.priority);
        let old = rivals.iter().map(of).fold(0u64, u64::saturating_add);
        if old >= by.priority {
            return Err(SubmitError::TooLowPriority { old, new: by.priority });
        }
        for rival in rivals {
            for gone in self.remove_with_dependents(&rival, &by.provides) {
                gone.tell(Progress::Usurped(by.hash));
            }
        }
        Ok(())
    }

    /// Takes out those that missed nothing but this tag.
    fn satisfy(&mut self, tag: &TransactionTag) -> Vec<Entry> {
        let mut complete = Vec::new();
        for hash in self.wanted.remove(tag).unwrap_or_default() {
            let Some(entry) = self.entries.get_mut(&hash) else { continue };
            entry.missing.retain(|missing| missing != tag);
            if entry.is_ready() {
                if let Some(entry) = self.entries.remove(&hash) {
                    self.future.shrink(&entry);
                    complete.push(entry);
                }
            }
        }
        complete
    }

    /// Removes one, and nothing but it.
    pub(super) fn remove(&mut self, hash: &H256) -> Option<Entry> {
        let entry = self.entries.remove(hash)?;
        if entry.is_ready() {
            self.ready.shrink(&entry);
            for tag in &entry.transaction.provides {
                if self.provided.get(tag) == Some(hash) {
                    self.provided.remove(tag);
                }
            }
            entry.transaction.requires.iter().for_each(|tag| forget(&mut self.needed, tag, hash));
        } else {
            self.future.shrink(&entry);
            entry.missing.iter().for_each(|tag| forget(&mut self.wanted, tag, hash));
        }
        Some(entry)
    }

    /// Removes one, and of the ready ones all that need it, but for those that need only what is in `kept`.
    pub(super) fn remove_with_dependents(&mut self, hash: &H256, kept: &[TransactionTag]) -> Vec<Entry> {
        let mut removed = Vec::new();
        let mut next = vec![*hash];
        while let Some(hash) = next.pop() {
            let Some(entry) = self.remove(&hash) else { continue };
            if entry.is_ready() {
                let lost = entry.transaction.provides.iter().filter(|tag| !kept.contains(tag));
                next.extend(lost.filter_map(|tag| self.needed.get(tag)).flatten());
            }
            removed.push(entry);
        }
        removed
    }

    /// Notes that these tags are provided by a block: gives those that came too late, and lets go on those that missed
    /// them.
    pub(super) fn provide(&mut self, tags: &HashSet<TransactionTag>) -> Vec<Entry> {
        if tags.is_empty() {
            return Vec::new();
        }
        let is_late =
            |entry: &&Entry| !entry.is_ready() && entry.transaction.provides.iter().any(|tag| tags.contains(tag));
        let mut late: Vec<H256> = tags.iter().filter_map(|tag| self.provided.get(tag)).copied().collect();
        if self.future.count > 0 {
            late.extend(self.entries.values().filter(is_late).map(|entry| entry.transaction.hash));
        }
        let late = late.iter().filter_map(|hash| self.remove(hash)).collect();
        for tag in tags {
            for entry in self.satisfy(tag) {
                let hopeful = entry.clone();
                if let Err(why) = self.add_ready(entry) {
                    hopeful.tell(Progress::Invalid(why));
                }
            }
        }
        late
    }

    /// Removes what goes beyond the limits: of the ready those of the lowest priority, of the others the oldest.
    pub(super) fn enforce(&mut self, ready: &Amount, future: &Amount) -> Vec<Entry> {
        let mut removed = Vec::new();
        while self.ready.exceeds(ready) {
            let waiting = self.entries.values().filter(|entry| entry.is_ready());
            let worst = waiting.min_by_key(|entry| (entry.transaction.priority, entry.order));
            let Some(hash) = worst.map(|entry| entry.transaction.hash) else { break };
            removed.extend(self.remove_with_dependents(&hash, &[]));
        }
        while self.future.exceeds(future) {
            let waiting = self.entries.values().filter(|entry| !entry.is_ready());
            let Some(hash) = waiting.min_by_key(|entry| entry.order).map(|entry| entry.transaction.hash) else { break };
            removed.extend(self.remove(&hash));
        }
        removed
    }

    /// The ready ones, each after what it requires, and otherwise the best first.
    pub(super) fn in_order(&self) -> Vec<Arc<Transaction>> {
        let mut next: BinaryHeap<(Rank, H256)> = BinaryHeap::new();
        let mut held: HashMap<&TransactionTag, Vec<H256>> = HashMap::new();
        let mut open: HashMap<H256, usize> = HashMap::new();
        for entry in self.entries.values().filter(|entry| entry.is_ready()) {
            let hash = entry.transaction.hash;
            let before = entry.transaction.requires.iter().filter(|tag| self.provided.contains_key(*tag));
            let mut count = 0usize;
            for tag in before {
                held.entry(tag).or_default().push(hash);
                count = count.saturating_add(1);
            }
            if count == 0 {
                next.push((entry.rank(), hash));
            } else {
                open.insert(hash, count);
            }
        }
        let mut order = Vec::with_capacity(self.ready.count);
        while let Some((_, hash)) = next.pop() {
            let Some(entry) = self.entries.get(&hash) else { continue };
            for tag in &entry.transaction.provides {
                for waiting in held.remove(tag).unwrap_or_default() {
                    let Some(count) = open.get_mut(&waiting) else { continue };
                    *count = count.saturating_sub(1);
                    if let (0, Some(entry)) = (*count, self.entries.get(&waiting)) {
                        next.push((entry.rank(), waiting));
                    }
                }
            }
            order.push(entry.transaction.clone());
        }
        order
    }
}

fn forget(index: &mut HashMap<TransactionTag, Vec<H256>>, tag: &TransactionTag, hash: &H256) {
    if let Some(hashes) = index.get_mut(tag) {
        hashes.retain(|other| other != hash);
        if hashes.is_empty() {
            index.remove(tag);
        }
    }
}
