//! Who follows the chain, what blocks they hold on to, and what they have asked for.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use sp_core::H256;
use tokio::sync::{mpsc, oneshot, Semaphore};

use super::{
    event::Event,
    operation::{Handle, Operation, Permit},
};
use crate::{chain::block::Block, rpc::connection::Connection};

/// How many followers a connection may have.
const MAX_EACH: usize = 4;

/// How many blocks may be pinned by all followers together.
const MAX_PINNED: usize = 512;

/// How long a block may stay pinned when there is no room for more.
const MAX_PINNED_FOR: Duration = Duration::from_secs(60);

/// How many operations of a follower may go on.
const MAX_OPERATIONS: usize = 16;

/// An event of an operation, which counts as going on until the event is taken.
pub(super) type Message = (Event, Option<Arc<Permit>>);

/// What a follower hears besides the blocks.
pub(super) struct Ears {
    pub(super) messages: mpsc::UnboundedReceiver<Message>,
    /// Resolves when it can be followed no more.
    pub(super) stopped: oneshot::Receiver<()>,
}

struct Follow {
    connection: Connection,
    with_runtime: bool,
    pinned: HashMap<H256, (Arc<Block>, Instant)>,
    room: Arc<Semaphore>,
    operations: HashMap<String, Handle>,
    next_operation: u64,
    messages: mpsc::UnboundedSender<Message>,
    /// Dropped to stop it.
    _stop: oneshot::Sender<()>,
}

#[derive(Default)]
struct Inner {
    follows: HashMap<String, Follow>,
    of_connection: HashMap<Connection, usize>,
    /// How many followers hold on to each block.
    pinned: HashMap<H256, usize>,
}

impl Inner {
    fn stop(&mut self, id: &str) {
        let Some(follow) = self.follows.remove(id) else { return };
        for hash in follow.pinned.keys() {
            release(&mut self.pinned, hash);
        }
        // Those that wait to be continued would wait for ever.
        for operation in follow.operations.values() {
            operation.abandon();
        }
    }

    /// Makes room for one more block, at the cost of those who hold on to old ones, or else of all.
    fn make_room(&mut self) {
        let now = Instant::now();
        let is_old = |follow: &Follow| {
            let held = |(_, since): &(Arc<Block>, Instant)| now.saturating_duration_since(*since) > MAX_PINNED_FOR;
            follow.pinned.values().any(held)
        };
        let old: Vec<String> =
            self.follows.iter().filter(|(_, follow)| is_old(follow)).map(|(id, _)| id.clone()).collect();
        old.iter().for_each(|id| self.stop(id));
        if self.pinned.len() >= MAX_PINNED {
            let all: Vec<String> = self.follows.keys().cloned().collect();
            all.iter().for_each(|id| self.stop(id));
        }
    }
}

fn release(pinned: &mut HashMap<H256, usize>, hash: &H256) {
    if let Some(count) = pinned.get_mut(hash) {
        *count = count.saturating_sub(1);
        if *count == 0 {
            pinned.remove(hash);
        }
    }
}

/// Why an operation does not begin.
pub(super) enum Refused {
    /// There is no such follower, or it has too much going on.
    Limit,
    /// The follower does not hold on to this block.
    Block,
}

/// Why blocks are not let go.
pub(super) enum UnpinError {
    /// One is not held.
    Block,
    /// One is named twice.
    Duplicate,
}

/// All followers of a chain.
#[derive(Default)]
pub(super) struct Follows(Mutex<Inner>);

/// The right to one follower more. Dropped, the follower is gone.
pub(super) struct Slot {
    follows: Arc<Follows>,
    connection: Connection,
    id: Option<String>,
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut inner = self.follows.lock();
        if let Some(id) = &self.id {
            inner.stop(id);
        }
        if let Some(count) = inner.of_connection.get_mut(&self.connection) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                inner.of_connection.remove(&self.connection);
            }
        }
    }
}

impl Slot {
    /// Begins to follow under this id.
    pub(super) fn begin(&mut self, id: String, with_runtime: bool) -> Ears {
        let (sender, messages) = mpsc::unbounded_channel();
        let (stop, stopped) = oneshot::channel();
        let follow = Follow {
            connection: self.connection,
            with_runtime,
            pinned: HashMap::new(),
            room: Arc::new(Semaphore::new(MAX_OPERATIONS)),
            operations: HashMap::new(),
            next_operation: 0,
            messages: sender,
            _stop: stop,
        };
        self.follows.lock().follows.insert(id.clone(), follow);
        self.id = Some(id);
        Ears { messages, stopped }
    }
}

impl Follows {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes room for one follower more; nothing when the connection has too many.
    pub(super) fn reserve(self: &Arc<Self>, connection: Connection) -> Option<Slot> {
        let mut inner = self.lock();
        let count = inner.of_connection.entry(connection).or_default();
        if *count >= MAX_EACH {
            return None;
        }
        *count = count.saturating_add(1);
        Some(Slot { follows: self.clone(), connection, id: None })
    }

    /// Holds on to a block for a follower. False says that the follower had to be stopped.
    pub(super) fn pin(&self, id: &str, block: &Arc<Block>) -> bool {
        let mut inner = self.lock();
        if !inner.pinned.contains_key(&block.hash) && inner.pinned.len() >= MAX_PINNED {
            inner.make_room();
        }
        let inner = &mut *inner;
        let Some(follow) = inner.follows.get_mut(id) else { return false };
        if follow.pinned.insert(block.hash, (block.clone(), Instant::now())).is_none() {
            let count = inner.pinned.entry(block.hash).or_default();
            *count = count.saturating_add(1);
        }
        true
    }

    /// Lets go of all these blocks or of none. Followers that are not there hold on to nothing.
    pub(super) fn unpin(&self, connection: Connection, id: &str, hashes: &[H256]) -> Result<(), UnpinError> {
        let mut inner = self.lock();
        let inner = &mut *inner;
        let Some(follow) = inner.follows.get_mut(id).filter(|follow| follow.connection == connection) else {
            return Ok(());
        };
        if hashes.iter().collect::<HashSet<_>>().len() != hashes.len() {
            return Err(UnpinError::Duplicate);
        }
        if !hashes.iter().all(|hash| follow.pinned.contains_key(hash)) {
            return Err(UnpinError::Block);
        }
        for hash in hashes {
            follow.pinned.remove(hash);
            release(&mut inner.pinned, hash);
        }
        Ok(())
    }

    /// Whether there is such a follower.
    pub(super) fn contains(&self, connection: Connection, id: &str) -> bool {
        self.lock().follows.get(id).is_some_and(|follow| follow.connection == connection)
    }

    /// Begins an operation of up to `items` parts on a block that the follower holds on to.
    pub(super) fn begin(
        self: &Arc<Self>,
        connection: Connection,
        id: &str,
        hash: &H256,
        items: usize,
    ) -> Result<Operation, Refused> {
        let mut inner = self.lock();
        let follow =
            inner.follows.get_mut(id).filter(|follow| follow.connection == connection).ok_or(Refused::Limit)?;
        let block = follow.pinned.get(hash).map(|(block, _)| block.clone()).ok_or(Refused::Block)?;
        let permit = Permit::of(&follow.room, items).ok_or(Refused::Limit)?;
        let operation_id = follow.next_operation.to_string();
        follow.next_operation = follow.next_operation.saturating_add(1);
        let (handle, continued) = Handle::new();
        follow.operations.insert(operation_id.clone(), handle.clone());
        Ok(Operation {
            follows: self.clone(),
            follow: id.to_owned(),
            id: operation_id,
            block,
            with_runtime: follow.with_runtime,
            permit: Arc::new(permit),
            messages: follow.messages.clone(),
            handle,
            continued,
        })
    }

    /// An operation that goes on.
    pub(super) fn operation(&self, connection: Connection, id: &str, operation: &str) -> Option<Handle> {
        let inner = self.lock();
        let follow = inner.follows.get(id).filter(|follow| follow.connection == connection)?;
        follow.operations.get(operation).cloned()
    }

    /// Forgets an operation.
    pub(super) fn end(&self, id: &str, operation: &str) {
        if let Some(follow) = self.lock().follows.get_mut(id) {
            follow.operations.remove(operation);
        }
    }
}
