//! Transactions that wait for a block, kept as the pool of a Substrate node keeps them.

mod error;
mod queue;
mod recent;
mod transaction;

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use scale::Encode;
use sp_core::H256;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionTag};
use tokio::sync::mpsc;

pub use error::SubmitError;
pub(crate) use queue::Amount;
use queue::Queue;
use recent::Recent;
use transaction::Entry;
pub(crate) use transaction::{Progress, Transaction};

/// How many ready transactions may wait.
const READY: Amount = Amount { count: 8192, bytes: 20 * 1024 * 1024 };

/// How many may wait for others before them.
const FUTURE: Amount = Amount { count: 819, bytes: 2 * 1024 * 1024 };

/// How many refused transactions are remembered.
const BANNED: usize = 4096;

struct State {
    queue: Queue,
    recent: Recent,
    /// Those that were refused since the last block. Until the next they are refused unseen.
    banned: HashSet<H256>,
    arrivals: u64,
}

impl State {
    fn ban(&mut self, hash: H256) {
        if self.banned.len() >= BANNED {
            self.banned.clear();
        }
        self.banned.insert(hash);
    }

    fn check(&self, hash: &H256) -> Result<(), SubmitError> {
        if self.banned.contains(hash) {
            return Err(SubmitError::Banned);
        }
        if self.queue.contains(hash) {
            return Err(SubmitError::AlreadyImported(*hash));
        }
        Ok(())
    }

    fn remove_invalid(&mut self, hash: &H256, why: &SubmitError) -> Vec<H256> {
        self.ban(*hash);
        let removed = self.queue.remove_with_dependents(hash, &[]);
        for entry in &removed {
            entry.tell(Progress::Invalid(why.clone()));
        }
        removed.iter().map(|entry| entry.transaction.hash).collect()
    }

    fn new_block(&mut self, number: u32) {
        self.banned.clear();
        let is_over = |entry: &&Entry| entry.transaction.valid_till <= u64::from(number);
        let over: Vec<H256> = self.queue.entries().filter(is_over).map(|entry| entry.transaction.hash).collect();
        let why = SubmitError::Invalid(InvalidTransaction::AncientBirthBlock.into());
        for hash in over {
            self.remove_invalid(&hash, &why);
            // A ban is for the time until the next block, and this is it.
            self.banned.remove(&hash);
        }
    }
}

/// Transactions that wait for a block.
pub(crate) struct Pool {
    state: Mutex<State>,
    ready: Amount,
    future: Amount,
}

impl Pool {
    /// A pool for the blocks after `head`.
    pub(crate) fn new(head: H256) -> Self {
        Self::limited(head, READY, FUTURE)
    }

    fn limited(head: H256, ready: Amount, future: Amount) -> Self {
        let state = State { queue: Queue::default(), recent: Recent::new(head), banned: HashSet::new(), arrivals: 0 };
        Self { state: Mutex::new(state), ready, future }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Refuses a transaction that waits already, or that was refused since the last block.
    pub(crate) fn check(&self, hash: &H256) -> Result<(), SubmitError> {
        self.state().check(hash)
    }

    /// Notes that a transaction was refused.
    pub(crate) fn ban(&self, hash: H256) {
        self.state().ban(hash);
    }

    /// Adds a transaction that was found valid after the block `checked_at`.
    ///
    /// Nothing says that too much has happened since that block, and that it has to be validated again.
    pub(crate) fn add(
        &self,
        transaction: Transaction,
        checked_at: &H256,
    ) -> Result<Option<mpsc::UnboundedReceiver<Progress>>, SubmitError> {
        let mut guard = self.state();
        let state = &mut *guard;
        let hash = transaction.hash;
        state.check(&hash)?;
        if transaction.provides.is_empty() {
            return Err(SubmitError::NoTags);
        }
        let Some(since) = state.recent.since(checked_at) else { return Ok(None) };
        if transaction.provides.iter().any(|tag| since.contains(tag)) {
            return Ok(None);
        }
        let is_missing = |tag: &&TransactionTag| !since.contains(*tag) && !state.queue.is_provided(tag);
        let missing = transaction.requires.iter().filter(is_missing).cloned().collect();
        state.arrivals = state.arrivals.saturating_add(1);
        let (entry, events) = Entry::new(transaction, state.arrivals, missing);
        state.queue.add(entry)?;
        for dropped in state.queue.enforce(&self.ready, &self.future) {
            state.ban(dropped.transaction.hash);
            dropped.tell(Progress::Dropped);
        }
        if state.queue.contains(&hash) {
            Ok(Some(events))
        } else {
            Err(SubmitError::Full)
        }
    }

    /// Those that can go into a block, each after what it requires, and otherwise the best first.
    pub(crate) fn ready(&self) -> Vec<Arc<Transaction>> {
        self.state().queue.in_order()
    }

    /// Whether this one can go into a block.
    pub(crate) fn is_ready(&self, hash: &H256) -> bool {
        self.state().queue.is_ready(hash)
    }

    /// How many wait, for a block or for others.
    pub(crate) fn len(&self) -> usize {
        self.state().queue.len()
    }

    /// All that wait, in the order of arrival.
    pub(crate) fn all(&self) -> Vec<Arc<Transaction>> {
        let state = self.state();
        let mut all: Vec<&Entry> = state.queue.entries().collect();
        all.sort_by_key(|entry| entry.order);
        all.into_iter().map(|entry| entry.transaction.clone()).collect()
    }

    /// Removes a transaction that is valid no more, and those that need it. Gives the hashes of all that were there.
    pub(crate) fn remove_invalid(&self, hash: &H256, why: &SubmitError) -> Vec<H256> {
        self.state().remove_invalid(hash, why)
    }

    /// Notes a new block with the transactions that are in it, each with its place.
    pub(crate) fn settle(&self, block: H256, number: u32, included: &[(Arc<Transaction>, u32)]) {
        let mut state = self.state();
        let tags: HashSet<TransactionTag> =
            included.iter().flat_map(|(transaction, _)| transaction.provides.iter().cloned()).collect();
        for (transaction, place) in included {
            // It may have been removed while the block was made.
            if let Some(entry) = state.queue.remove(&transaction.hash) {
                entry.tell(Progress::InBlock(block, *place));
                entry.tell(Progress::Finalized(block, *place));
            }
        }
        for late in state.queue.provide(&tags) {
            late.tell(Progress::Dropped);
        }
        state.recent.push(block, tags);
        state.new_block(number);
    }

    /// Begins anew after the block `head`: what was found valid after another block has to be validated again. [`Pool::renew`]
    /// must follow for those that wait.
    pub(crate) fn begin_anew(&self, head: H256) {
        self.state().recent = Recent::new(head);
    }

    /// Goes on with what is still valid of what waited, and with what has come since. Those that are not, or are in another
    /// state now, are told.
    pub(crate) fn renew(&self, checked: Vec<(H256, Result<Transaction, SubmitError>)>) {
        let mut guard = self.state();
        let state = &mut *guard;
        let mut again = Vec::new();
        for (hash, outcome) in checked {
            let Some(entry) = state.queue.remove(&hash) else { continue };
            match outcome {
                Ok(transaction) => again.push(entry.revised(transaction)),
                Err(why) => {
                    state.banned.insert(hash);
                    entry.tell(Progress::Invalid(why));
                }
            }
        }
        // What has come since was judged right, but perhaps beside one that is gone.
        let since: Vec<H256> = state.queue.entries().map(|entry| entry.transaction.hash).collect();
        again.extend(since.iter().filter_map(|hash| state.queue.remove(hash)));
        again.sort_by_key(|entry| entry.order);
        for mut entry in again {
            let requires = entry.transaction.requires.iter();
            entry.missing = requires.filter(|tag| !state.queue.is_provided(tag)).cloned().collect();
            let hopeful = entry.clone();
            if let Err(why) = state.queue.add(entry) {
                hopeful.tell(Progress::Invalid(why));
            }
        }
    }

    /// The nonce after those of the account that are ready, from `nonce` on.
    pub(crate) fn next_nonce(&self, account: &[u8; 32], mut nonce: u32) -> u32 {
        let state = self.state();
        while state.queue.is_provided(&(account, nonce).encode()) {
            match nonce.checked_add(1) {
                Some(next) => nonce = next,
                None => break,
            }
        }
        nonce
    }
}

#[cfg(test)]
mod tests;
