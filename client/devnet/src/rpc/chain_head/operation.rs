//! What a follower has asked for and is still to be told.

use std::sync::{
    atomic::{AtomicBool, Ordering},
    Arc,
};

use tokio::sync::{mpsc, OwnedSemaphorePermit, Semaphore};

use super::{
    event::Event,
    follows::{Follows, Message},
};
use crate::chain::block::Block;

/// A share of what a follower may have going on.
pub(super) struct Permit {
    /// How many items it is for.
    pub(super) items: usize,
    _held: OwnedSemaphorePermit,
}

impl Permit {
    /// A permit for as many items as there is room for, at most `items`; nothing when that is none.
    pub(super) fn of(room: &Arc<Semaphore>, items: usize) -> Option<Self> {
        let items = items.min(room.available_permits());
        let count = u32::try_from(items).ok().filter(|count| *count > 0)?;
        Some(Self { items, _held: room.clone().try_acquire_many_owned(count).ok()? })
    }
}

/// What others may do to an operation.
#[derive(Clone)]
pub(super) struct Handle {
    waits: Arc<AtomicBool>,
    stopped: Arc<AtomicBool>,
    go_on: mpsc::Sender<()>,
}

impl Handle {
    pub(super) fn new() -> (Self, mpsc::Receiver<()>) {
        let (go_on, continued) = mpsc::channel(1);
        (Self { waits: Arc::default(), stopped: Arc::default(), go_on }, continued)
    }

    /// Lets it go on. False says that it did not wait for that.
    pub(super) fn go_on(&self) -> bool {
        self.waits.load(Ordering::Acquire) && self.go_on.try_send(()).is_ok()
    }

    /// Stops it if it waits to go on.
    pub(super) fn stop(&self) {
        if self.waits.load(Ordering::Acquire) {
            self.abandon();
        }
    }

    /// Stops it at its next step.
    pub(super) fn abandon(&self) {
        self.stopped.store(true, Ordering::Release);
        // It fails when the operation goes on already, and then finds that it is stopped.
        let _ = self.go_on.try_send(());
    }
}

/// An operation that goes on. Dropped, it is over.
pub(super) struct Operation {
    pub(super) follows: Arc<Follows>,
    pub(super) follow: String,
    pub(super) id: String,
    pub(super) block: Arc<Block>,
    pub(super) with_runtime: bool,
    pub(super) permit: Arc<Permit>,
    pub(super) messages: mpsc::UnboundedSender<Message>,
    pub(super) handle: Handle,
    pub(super) continued: mpsc::Receiver<()>,
}

impl Drop for Operation {
    fn drop(&mut self) {
        self.follows.end(&self.follow, &self.id);
    }
}

impl Operation {
    /// Tells the follower.
    pub(super) fn tell(&self, event: Event) {
        // It may have gone.
        let _ = self.messages.send((event, Some(self.permit.clone())));
    }

    pub(super) fn was_stopped(&self) -> bool {
        self.handle.stopped.load(Ordering::Acquire)
    }

    /// Waits until the follower wants it to go on, or to stop.
    pub(super) async fn wait(&mut self) {
        self.handle.waits.store(true, Ordering::Release);
        self.tell(Event::OperationWaitingForContinue { operation_id: self.id.clone() });
        if !self.was_stopped() {
            self.continued.recv().await;
        }
        self.handle.waits.store(false, Ordering::Release);
    }
}
