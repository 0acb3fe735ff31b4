//! Who makes the blocks of what is ready, when they are made at once.

use std::sync::{
    atomic::{AtomicUsize, Ordering},
    Condvar, Mutex, PoisonError,
};

use sp_core::H256;

use super::{Node, Purpose};
use crate::{config::Sealing, error::Error};

/// Counts somebody who is about to make blocks of what is ready.
pub(super) struct Sealer<'a>(&'a AtomicUsize);

impl<'a> Sealer<'a> {
    pub(super) fn of(sealers: &'a AtomicUsize) -> Self {
        sealers.fetch_add(1, Ordering::SeqCst);
        Self(sealers)
    }
}

impl Drop for Sealer<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Whose turn it is. A lock alone would let those wait whose transactions others have put into a block long since.
#[derive(Default)]
pub(super) struct Turn {
    is_taken: Mutex<bool>,
    is_free: Condvar,
}

/// The turn of one of them.
struct Mine<'a>(&'a Turn);

impl Turn {
    /// Waits for the turn for as long as there is a need for it. Nothing says that there is none any more.
    fn wait(&self, is_needed: impl Fn() -> bool) -> Option<Mine<'_>> {
        let mut is_taken = self.is_taken.lock().unwrap_or_else(PoisonError::into_inner);
        while is_needed() {
            if !*is_taken {
                *is_taken = true;
                return Some(Mine(self));
            }
            is_taken = self.is_free.wait(is_taken).unwrap_or_else(PoisonError::into_inner);
        }
        None
    }
}

impl Drop for Mine<'_> {
    fn drop(&mut self) {
        *self.0.is_taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.is_free.notify_all();
    }
}

impl Node {
    /// Makes blocks of what can go in, unless they are made at intervals or on demand. It follows whatever may have made a
    /// transaction ready, as nobody else comes for it.
    pub(crate) fn seal_ready(&self) {
        if self.sealing != Sealing::Instant {
            return;
        }
        if let Err(error) = self.seal(None, Sealer::of(&self.sealers)) {
            tracing::error!(%error, "no block could be made of what is ready");
        }
    }

    /// Makes blocks until this transaction is not ready any more. What others have made ready meanwhile is left to them; who
    /// leaves last sees to what is nobody's.
    pub(super) fn seal(&self, own: Option<&H256>, sealer: Sealer<'_>) -> Result<(), Error> {
        while let Some(_mine) = self.turn.wait(|| own.is_some_and(|own| self.pool.is_ready(own))) {
            if self.make(Purpose::Ready(own.copied()))?.is_none() {
                break;
            }
        }
        drop(sealer);
        while self.sealers.load(Ordering::SeqCst) == 0 {
            if self.make(Purpose::Ready(None))?.is_none() {
                break;
            }
        }
        Ok(())
    }
}
