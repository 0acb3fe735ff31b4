//! A transaction that waits, and what happens to it.

use std::{cmp::Reverse, sync::Arc};

use sp_core::H256;
use sp_runtime::transaction_validity::{TransactionTag, ValidTransaction};
use tokio::sync::mpsc;

use super::SubmitError;

/// What happens to a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It waits for transactions that must come before it.
    Future,
    /// It can go into the next block.
    Ready,
    /// It is in this block, at this place among its extrinsics.
    InBlock(H256, u32),
    /// The block that it is in is final.
    Finalized(H256, u32),
    /// Another transaction with the same nonce, of this hash, took its place.
    Usurped(H256),
    /// There was no room for it any more, or another with its nonce came first.
    Dropped,
    /// It was valid and is no more.
    Invalid(SubmitError),
}

/// A transaction with what the runtime says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Transaction {
    pub(crate) hash: H256,
    /// The extrinsic with its length in front.
    pub(crate) bytes: Arc<Vec<u8>>,
    pub(crate) priority: u64,
    /// What other transactions must have provided before.
    pub(crate) requires: Vec<TransactionTag>,
    /// What it provides; no two that are ready provide the same.
    pub(crate) provides: Vec<TransactionTag>,
    /// After the block of this number it is too late.
    pub(crate) valid_till: u64,
}

impl Transaction {
    /// A transaction that was found valid after the block `number`.
    pub(crate) fn new(hash: H256, bytes: Arc<Vec<u8>>, validity: ValidTransaction, number: u32) -> Self {
        let ValidTransaction { priority, requires, provides, longevity, .. } = validity;
        Self { hash, bytes, priority, requires, provides, valid_till: u64::from(number).saturating_add(longevity) }
    }
}

/// The place of a transaction among those that could go next: by priority, then what ends sooner, then what came first.
pub(super) type Rank = (u64, Reverse<u64>, Reverse<u64>);

/// A transaction in the pool.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) transaction: Arc<Transaction>,
    /// Counts up with the arrivals.
    pub(super) order: u64,
    /// What nobody has provided yet. One that misses nothing is ready.
    pub(super) missing: Vec<TransactionTag>,
    /// Whether it was last told to be ready; nothing as long as it was told nothing.
    told_ready: Option<bool>,
    progress: mpsc::UnboundedSender<Progress>,
}

impl Entry {
    /// An entry, and what will happen to it.
    pub(super) fn new(
        transaction: Transaction,
        order: u64,
        missing: Vec<TransactionTag>,
    ) -> (Self, mpsc::UnboundedReceiver<Progress>) {
        let (progress, events) = mpsc::unbounded_channel();
        (Self { transaction: Arc::new(transaction), order, missing, told_ready: None, progress }, events)
    }

    /// The same with a later finding about it.
    pub(super) fn revised(self, transaction: Transaction) -> Self {
        Self { transaction: Arc::new(transaction), ..self }
    }

    pub(super) fn is_ready(&self) -> bool {
        self.missing.is_empty()
    }

    /// Tells whether it is ready, if that is news.
    pub(super) fn tell_standing(&mut self) {
        let is_ready = self.is_ready();
        if self.told_ready.replace(is_ready) != Some(is_ready) {
            self.tell(if is_ready { Progress::Ready } else { Progress::Future });
        }
    }

    pub(super) fn rank(&self) -> Rank {
        (self.transaction.priority, Reverse(self.transaction.valid_till), Reverse(self.order))
    }

    pub(super) fn tell(&self, progress: Progress) {
        // Whoever submitted it may no longer care.
        let _ = self.progress.send(progress);
    }
}
