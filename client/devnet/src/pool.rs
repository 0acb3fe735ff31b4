//! Transactions that wait for a block.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use scale::Encode;
use sp_core::H256;
use sp_runtime::transaction_validity::{TransactionTag, TransactionValidityError, ValidTransaction};
use tokio::sync::mpsc;

use crate::chain::{block::Refusal, runtime::CallError};

/// How many transactions may wait.
pub(crate) const CAPACITY: usize = 512;

/// Why a transaction is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
    /// The bytes are no extrinsic.
    #[error("the bytes are no extrinsic: {0}")]
    Format(scale::Error),
    /// The runtime panicked over it: its content does not decode.
    #[error("Runtime error: Execution failed: {0}")]
    Runtime(#[from] CallError),
    /// The runtime says that it is not valid.
    #[error("{0}")]
    Invalid(TransactionValidityError),
    /// It waits already.
    #[error("the transaction {0:?} waits already")]
    AlreadyImported(H256),
    /// Another with the same nonce waits, and this one has no higher priority.
    #[error("Priority is too low: ({old} vs {new})")]
    TooLowPriority {
        /// The priority of the one that waits.
        old: u64,
        /// The priority of this one.
        new: u64,
    },
    /// Too many wait.
    #[error("{CAPACITY} transactions wait already")]
    Full,
    /// The chain could make no block for it.
    #[error("no block could be made: {0}")]
    Block(String),
}

impl From<Refusal> for SubmitError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Validity(error) => Self::Invalid(error),
            Refusal::Runtime(error) => Self::Runtime(error),
        }
    }
}

/// What happens to a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It waits for transactions that must come before it.
    Future,
    /// It can go into the next block.
    Ready,
    /// It is in this block.
    InBlock(H256),
    /// The block that it is in is final.
    Finalized(H256),
    /// Another transaction with the same nonce, of this hash, took its place.
    Usurped(H256),
    /// It was valid and is no more.
    Invalid(SubmitError),
}

/// A transaction that waits.
#[derive(Clone)]
pub(crate) struct Waiting {
    pub(crate) hash: H256,
    pub(crate) bytes: Arc<Vec<u8>>,
    pub(crate) validity: ValidTransaction,
    /// The block after which it was found valid.
    pub(crate) checked_at: H256,
    announced_ready: bool,
    progress: mpsc::UnboundedSender<Progress>,
}

impl Waiting {
    fn tell(&self, progress: Progress) {
        // Whoever submitted it may no longer care.
        let _ = self.progress.send(progress);
    }
}

#[derive(Default)]
struct Queue {
    /// In the order of arrival.
    waiting: Vec<Waiting>,
}

impl Queue {
    fn position(&self, hash: &H256) -> Option<usize> {
        self.waiting.iter().position(|waiting| waiting.hash == *hash)
    }

    fn is_ready(&self, needed: &[TransactionTag]) -> bool {
        needed
            .iter()
            .all(|tag| self.waiting.iter().any(|other| other.announced_ready && other.validity.provides.contains(tag)))
    }

    /// Announces those whose predecessors have come.
    fn promote(&mut self) {
        loop {
            let next = self
                .waiting
                .iter()
                .position(|waiting| !waiting.announced_ready && self.is_ready(&waiting.validity.requires));
            let Some(waiting) = next.and_then(|index| self.waiting.get_mut(index)) else {
                return;
            };
            waiting.announced_ready = true;
            waiting.tell(Progress::Ready);
        }
    }
}

/// Transactions that wait for a block.
#[derive(Default)]
pub(crate) struct Pool(Mutex<Queue>);

impl Pool {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a transaction waits.
    pub(crate) fn contains(&self, hash: &H256) -> bool {
        self.queue().position(hash).is_some()
    }

    /// Adds a transaction that was found valid after the block `checked_at`.
    pub(crate) fn add(
        &self,
        hash: H256,
        bytes: Arc<Vec<u8>>,
        validity: ValidTransaction,
        checked_at: H256,
    ) -> Result<mpsc::UnboundedReceiver<Progress>, SubmitError> {
        let mut queue = self.queue();
        if queue.position(&hash).is_some() {
            return Err(SubmitError::AlreadyImported(hash));
        }
        let rival = queue
            .waiting
            .iter()
            .position(|other| other.validity.provides.iter().any(|tag| validity.provides.contains(tag)));
        if let Some(old) = rival.and_then(|index| queue.waiting.get(index)) {
            if old.validity.priority >= validity.priority {
                return Err(SubmitError::TooLowPriority { old: old.validity.priority, new: validity.priority });
            }
        } else if queue.waiting.len() >= CAPACITY {
            return Err(SubmitError::Full);
        }
        if let Some(index) = rival {
            queue.waiting.remove(index).tell(Progress::Usurped(hash));
        }
        let (progress, events) = mpsc::unbounded_channel();
        let waiting = Waiting { hash, bytes, validity, checked_at, announced_ready: false, progress };
        if !queue.is_ready(&waiting.validity.requires) {
            waiting.tell(Progress::Future);
        }
        queue.waiting.push(waiting);
        queue.promote();
        Ok(events)
    }

    /// All that wait, in the order of arrival.
    pub(crate) fn all(&self) -> Vec<Waiting> {
        self.queue().waiting.clone()
    }

    /// Notes that a waiting transaction is valid after a later block.
    pub(crate) fn renew(&self, hash: &H256, validity: ValidTransaction, checked_at: H256) {
        let mut queue = self.queue();
        if let Some(waiting) = queue.position(hash).and_then(|index| queue.waiting.get_mut(index)) {
            waiting.validity = validity;
            waiting.checked_at = checked_at;
        }
        queue.promote();
    }

    /// Removes a transaction that is valid no more.
    pub(crate) fn refuse(&self, hash: &H256, why: SubmitError) {
        let mut queue = self.queue();
        if let Some(index) = queue.position(hash) {
            queue.waiting.remove(index).tell(Progress::Invalid(why));
        }
    }

    /// Removes the transactions that are in a block.
    pub(crate) fn settle(&self, included: &HashSet<H256>, block: H256) {
        let mut queue = self.queue();
        let mut settled = Vec::new();
        queue.waiting.retain(|waiting| {
            let in_block = included.contains(&waiting.hash);
            if in_block {
                settled.push(waiting.clone());
            }
            !in_block
        });
        drop(queue);
        for waiting in settled {
            if !waiting.announced_ready {
                waiting.tell(Progress::Ready);
            }
            waiting.tell(Progress::InBlock(block));
            waiting.tell(Progress::Finalized(block));
        }
    }

    /// The nonce after those of the account that wait without a gap from `nonce` on.
    pub(crate) fn next_nonce(&self, account: &[u8; 32], mut nonce: u32) -> u32 {
        let queue = self.queue();
        let provided: HashSet<&TransactionTag> =
            queue.waiting.iter().flat_map(|other| &other.validity.provides).collect();
        while provided.contains(&(account, nonce).encode()) {
            match nonce.checked_add(1) {
                Some(next) => nonce = next,
                None => break,
            }
        }
        nonce
    }
}

/// Picks those that can go into a block, each after what it requires, and in the order of arrival otherwise.
pub(crate) fn ready(waiting: &[Waiting]) -> Vec<&Waiting> {
    let mut provided: HashSet<&TransactionTag> = HashSet::new();
    let mut held: HashMap<&TransactionTag, Vec<&Waiting>> = HashMap::new();
    let mut picked = Vec::with_capacity(waiting.len());
    for arrival in waiting {
        let mut next = vec![arrival];
        while let Some(candidate) = next.pop() {
            match candidate.validity.requires.iter().find(|tag| !provided.contains(tag)) {
                Some(missing) => held.entry(missing).or_default().push(candidate),
                None => {
                    picked.push(candidate);
                    for tag in &candidate.validity.provides {
                        provided.insert(tag);
                        next.extend(held.remove(tag).unwrap_or_default());
                    }
                }
            }
        }
    }
    picked
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn step(pool: &Pool, number: u8, requires: &[u8], priority: u64) -> mpsc::UnboundedReceiver<Progress> {
        try_step(pool, number, number, requires, priority).unwrap()
    }

    fn try_step(
        pool: &Pool,
        hash: u8,
        provides: u8,
        requires: &[u8],
        priority: u64,
    ) -> Result<mpsc::UnboundedReceiver<Progress>, SubmitError> {
        let validity = ValidTransaction {
            priority,
            requires: requires.iter().map(|tag| vec![*tag]).collect(),
            provides: vec![vec![provides]],
            ..Default::default()
        };
        pool.add(H256::repeat_byte(hash), Arc::new(vec![hash]), validity, H256::zero())
    }

    fn order(pool: &Pool) -> Vec<u8> {
        ready(&pool.all()).iter().map(|waiting| waiting.hash.0[0]).collect()
    }

    #[test]
    fn a_chain_that_arrives_backwards_is_put_in_order() {
        let pool = Pool::default();
        for number in [4, 3, 2] {
            step(&pool, number, &[number - 1], 0);
        }
        assert!(order(&pool).is_empty());
        step(&pool, 1, &[], 0);
        assert_eq!(order(&pool), [1, 2, 3, 4]);
    }

    #[test]
    fn those_that_wait_for_others_are_told_when_their_time_has_come() {
        let pool = Pool::default();
        let mut later = step(&pool, 2, &[1], 0);
        assert_eq!(later.try_recv(), Ok(Progress::Future));
        step(&pool, 1, &[], 0);
        assert_eq!(later.try_recv(), Ok(Progress::Ready));
        let block = H256::repeat_byte(9);
        pool.settle(&pool.all().iter().map(|waiting| waiting.hash).collect(), block);
        assert_eq!(later.try_recv(), Ok(Progress::InBlock(block)));
        assert_eq!(later.try_recv(), Ok(Progress::Finalized(block)));
        assert!(pool.all().is_empty());
    }

    #[test]
    fn the_same_nonce_needs_a_higher_priority() {
        let pool = Pool::default();
        let mut first = step(&pool, 1, &[], 5);
        assert_eq!(try_step(&pool, 1, 1, &[], 5).err(), Some(SubmitError::AlreadyImported(H256::repeat_byte(1))));
        assert_eq!(try_step(&pool, 2, 1, &[], 5).err(), Some(SubmitError::TooLowPriority { old: 5, new: 5 }));
        try_step(&pool, 3, 1, &[], 6).unwrap();
        assert_eq!(first.try_recv(), Ok(Progress::Ready));
        assert_eq!(first.try_recv(), Ok(Progress::Usurped(H256::repeat_byte(3))));
        assert_eq!(order(&pool), [3]);
    }

    #[test]
    fn the_queue_is_bounded() {
        let pool = Pool::default();
        for number in 0..CAPACITY {
            let tag = u64::try_from(number).unwrap().encode();
            let validity = ValidTransaction { provides: vec![tag.clone()], ..Default::default() };
            pool.add(H256(sp_core::blake2_256(&tag)), Arc::default(), validity, H256::zero()).unwrap();
        }
        assert_eq!(try_step(&pool, 1, 1, &[], 0).err(), Some(SubmitError::Full));
    }
}
