//! The chain: blocks, their states and the runtime. It knows nothing of JSON or of sockets.

pub(crate) mod block;
pub(crate) mod clock;
pub(crate) mod genesis;
pub(crate) mod history;
pub(crate) mod query;
pub(crate) mod runtime;
pub(crate) mod state;
mod trie;
mod values;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use block::{Block, BlockError, Draft, Sealed};
use clock::{wall_ms, Clock, ClockError};
use genesis::First;
use history::History;
use runtime::{CallError, Overlay};
use scale::Decode;
use sp_core::H256;
use state::{State, Store};

use crate::{config::Config, error::Error, names};

/// Answers shorter than this are not worth keeping.
const KEEP_FROM_BYTES: usize = 1024;

/// How many answers are kept. There are two versions of the metadata, each under few names.
const KEEP_AT_MOST: usize = 8;

/// A function of the runtime and its arguments.
type Question = (String, Vec<u8>);

/// A chain.
pub(crate) struct Chain {
    store: Store,
    history: History,
    clock: Mutex<Clock>,
    /// Answers of the runtime that depend on its code alone.
    constants: Mutex<HashMap<Question, Arc<Vec<u8>>>>,
}

impl Chain {
    /// A chain with its first block.
    pub(crate) fn new(config: &Config) -> Result<Self, Error> {
        let First { mut block, state } = genesis::build(config)?;
        let store = Store::default();
        store.push_values(state).map_err(|error| BlockError::State(error.to_string()))?;
        if store.plant() != block.header.state_root {
            return Err(BlockError::State("the first block has another root".into()).into());
        }
        let clock = match config.start_ms {
            Some(start_ms) => Clock::moved(wall_ms(), block.time_ms, start_ms)?,
            None => Clock::default(),
        };
        block.ahead_ms = clock.ahead_ms();
        Ok(Self { store, history: History::new(block), clock: Mutex::new(clock), constants: Mutex::default() })
    }

    /// The blocks so far.
    pub(crate) fn history(&self) -> &History {
        &self.history
    }

    /// The state after a block.
    pub(crate) fn state(&self, block: &Block) -> State {
        self.store.at(block.number(), block.header.state_root)
    }

    /// Calls a function of the runtime on the state after a block. What it changes is dropped.
    pub(crate) fn call(&self, block: &Block, method: &str, args: &[u8]) -> Result<Arc<Vec<u8>>, CallError> {
        let constant = method.starts_with(names::CONSTANT_API_PREFIX);
        let key = (method.to_owned(), args.to_vec());
        if constant {
            if let Some(answer) = self.constants.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
                return Ok(answer.clone());
            }
        }
        let answer = Arc::new(runtime::call(&self.state(block), &mut Overlay::default(), method, args)?);
        if constant && answer.len() >= KEEP_FROM_BYTES {
            let mut constants = self.constants.lock().unwrap_or_else(PoisonError::into_inner);
            if constants.len() < KEEP_AT_MOST {
                constants.insert(key, answer.clone());
            }
        }
        Ok(answer)
    }

    /// As [`Chain::call`], with the answer decoded.
    pub(crate) fn ask<T: Decode>(&self, block: &Block, method: &'static str, args: &[u8]) -> Result<T, CallError> {
        let answer = self.call(block, method, args)?;
        T::decode(&mut answer.as_slice()).map_err(|source| CallError::Answer { method, source })
    }

    /// Opens a block after the last one. Only one may be open at a time.
    pub(crate) fn open(&self) -> Result<Draft, OpenError> {
        let head = self.history.head();
        let time_ms = self.clock().next(wall_ms(), head.time_ms)?;
        Ok(Draft::open(&head, self.state(&head), time_ms)?)
    }

    /// As [`Chain::open`], at this time or as soon after as blocks may follow. From then on the clock runs from there.
    pub(crate) fn open_at(&self, target_ms: u64) -> Result<Draft, OpenError> {
        let head = self.history.head();
        let wall_ms = wall_ms();
        let clock = Clock::moved(wall_ms, head.time_ms, target_ms)?;
        let time_ms = clock.next(wall_ms, head.time_ms)?;
        let draft = Draft::open(&head, self.state(&head), time_ms)?;
        self.set_clock(clock);
        Ok(draft)
    }

    /// Closes a block and makes it the last one.
    pub(crate) fn close(&self, draft: Draft) -> Result<Arc<Block>, BlockError> {
        let Sealed { block, changes, nodes } = draft.seal(self.clock().ahead_ms())?;
        self.store
            .push(changes, nodes, block.header.state_root)
            .map_err(|error| BlockError::State(error.to_string()))?;
        Ok(self.history.push(block))
    }

    /// Makes an earlier block the last one again and forgets those after it. The clock is as it was then.
    pub(crate) fn take_back(&self, last: &Arc<Block>) {
        self.history.take_back(last);
        self.store.take_back(last.number());
        self.set_clock(Clock::ahead(last.ahead_ms));
    }

    fn clock(&self) -> Clock {
        *self.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_clock(&self, clock: Clock) {
        *self.clock.lock().unwrap_or_else(PoisonError::into_inner) = clock;
    }

    /// The block of this hash, or the last one when none is given.
    pub(crate) fn block(&self, hash: Option<H256>) -> Result<Arc<Block>, UnknownBlock> {
        match hash {
            Some(hash) => self.history.find(&hash).ok_or(UnknownBlock(hash)),
            None => Ok(self.history.head()),
        }
    }

    /// How far the chain's clock is ahead of the wall clock.
    pub(crate) fn ahead_ms(&self) -> i64 {
        self.clock().ahead_ms()
    }
}

/// No block could be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OpenError {
    #[error(transparent)]
    Clock(#[from] ClockError),
    #[error(transparent)]
    Block(#[from] BlockError),
}

/// There is no block of this hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Header was not found in the database: {0:?}")]
pub struct UnknownBlock(pub H256);
