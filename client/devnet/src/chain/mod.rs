//! The chain: blocks, their states and the runtime. It knows nothing of JSON or of sockets.

pub(crate) mod block;
pub(crate) mod clock;
pub(crate) mod file;
pub(crate) mod genesis;
pub(crate) mod history;
pub(crate) mod query;
pub(crate) mod rehearsal;
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
use contracts_node_runtime::Header;
use file::{BlockRecord, FileError, StateFile};
use genesis::{First, GenesisError};
use history::History;
use runtime::{CallError, Overlay};
use scale::Decode;
use sp_core::H256;
use state::{State, Store};
use values::{Changes, TooMuch};

use crate::{
    config::{Config, Genesis},
    error::Error,
    names,
};

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
    /// What the wall clock showed when it was stopped, if it was.
    stopped_ms: Option<u64>,
    /// Answers of the runtime that depend on its code alone.
    constants: Mutex<HashMap<Question, Arc<Vec<u8>>>>,
    /// Where the chain is kept, if it is.
    file: Option<Mutex<StateFile>>,
    /// Whether it was there already.
    goes_on: bool,
}

/// A block in the form in which it is kept.
fn record(block: &Block, changes: &Changes) -> BlockRecord {
    BlockRecord {
        header: block.header.clone(),
        extrinsics: block.extrinsics.clone(),
        time_ms: block.time_ms,
        ahead_ms: block.ahead_ms,
        changes: changes.clone(),
    }
}

/// Makes the first block, at this moment of the wall clock.
fn begin(config: &Config, now_ms: u64, store: &Store, file: Option<&mut StateFile>) -> Result<History, Error> {
    let First { mut block, state } = genesis::build(config)?;
    if let Some(start_ms) = config.start_ms {
        block.ahead_ms = Clock::moved(now_ms, block.time_ms, start_ms)?.ahead_ms();
    }
    if let Some(file) = file {
        file.append(&record(&block, &state))?;
    }
    store.push_values(state).map_err(too_much)?;
    Ok(History::new(block))
}

/// Takes up a block of the file.
fn restore(store: &Store, kept: &mut Option<History>, record: BlockRecord) -> Result<(), Error> {
    let BlockRecord { header, extrinsics, time_ms, ahead_ms, changes } = record;
    let block = Block { hash: header.hash(), header, extrinsics, time_ms, ahead_ms, forks: 0 };
    check_place(kept.as_ref(), &block)?;
    store.push_values(changes).map_err(too_much)?;
    match kept {
        Some(history) => drop(history.push(block)),
        None => *kept = Some(History::new(block)),
    }
    Ok(())
}

/// A block that is taken up must be the next one.
fn check_place(history: Option<&History>, block: &Block) -> Result<(), BlockError> {
    let follows = match history.map(History::head) {
        Some(head) => block.number().checked_sub(1) == Some(head.number()) && block.header.parent_hash == head.hash,
        None => block.number() == 0,
    };
    follows.then_some(()).ok_or(BlockError::Place { number: block.number() })
}

/// A chain specification asked for must be that of the chain in the file.
fn check_beginning(config: &Config, kept: &History) -> Result<(), Error> {
    if config.genesis == Genesis::Development {
        return Ok(());
    }
    let asked = genesis::build(config)?.block.hash;
    let file = kept.at(0).map(|block| block.hash).unwrap_or_default();
    if asked != file {
        return Err(GenesisError::Another { file, asked }.into());
    }
    Ok(())
}

fn too_much(error: TooMuch) -> BlockError {
    BlockError::State(error.to_string())
}

impl Chain {
    /// The chain that the configuration says: a new one, or the one that its file holds.
    pub(crate) fn new(config: &Config) -> Result<Self, Error> {
        // Read once: with a clock that stands still, a millisecond between two readings would be one for good.
        let now_ms = wall_ms();
        let store = Store::default();
        let mut goes_on = false;
        let (history, file) = match &config.state {
            None => (begin(config, now_ms, &store, None)?, None),
            Some(path) => {
                let mut kept: Option<History> = None;
                let mut file = StateFile::open::<Error>(path, |record| restore(&store, &mut kept, record))?;
                let history = match kept {
                    Some(kept) => {
                        check_beginning(config, &kept)?;
                        goes_on = true;
                        kept
                    }
                    None => begin(config, now_ms, &store, Some(&mut file))?,
                };
                (history, Some(Mutex::new(file)))
            }
        };
        let head = history.head();
        if store.plant() != head.header.state_root {
            return Err(BlockError::State("the state has another root than the header".into()).into());
        }
        let clock = match config.start_ms {
            Some(start_ms) => Clock::moved(now_ms, head.time_ms, start_ms)?,
            None => Clock::ahead(head.ahead_ms),
        };
        let stopped_ms = config.still.then_some(now_ms);
        Ok(Self { store, history, clock: Mutex::new(clock), stopped_ms, constants: Mutex::default(), file, goes_on })
    }

    /// Whether it was taken up from its file.
    pub(crate) fn goes_on(&self) -> bool {
        self.goes_on
    }

    /// The blocks so far.
    pub(crate) fn history(&self) -> &History {
        &self.history
    }

    /// The state after a block.
    pub(crate) fn state(&self, block: &Block) -> State {
        self.store.at(block)
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
        let clock = self.clock();
        let time_ms = clock.next(self.wall_ms(), head.time_ms)?;
        Ok(Draft::open(&head, self.state(&head), time_ms, clock)?)
    }

    /// As [`Chain::open`], at this time or as soon after as blocks may follow. Once it is closed the clock runs from there.
    pub(crate) fn open_at(&self, target_ms: u64) -> Result<Draft, OpenError> {
        let head = self.history.head();
        let wall_ms = self.wall_ms();
        let clock = Clock::moved(wall_ms, head.time_ms, target_ms)?;
        let time_ms = clock.next(wall_ms, head.time_ms)?;
        Ok(Draft::open(&head, self.state(&head), time_ms, clock)?)
    }

    /// Closes a block and makes it the last one.
    pub(crate) fn close(&self, mut draft: Draft) -> Result<Arc<Block>, BlockError> {
        draft.follow_time(self.wall_ms());
        let clock = draft.clock();
        let block = self.add(draft.seal()?)?;
        self.set_clock(clock);
        Ok(block)
    }

    /// Adds a block made elsewhere, if it comes out the same here.
    pub(crate) fn import(&self, header: &Header, extrinsics: &[Vec<u8>]) -> Result<Arc<Block>, BlockError> {
        let head = self.history.head();
        let mut draft = Draft::open_empty(&head, self.state(&head), header.digest.clone(), self.clock())?;
        for extrinsic in extrinsics {
            draft.push(extrinsic.clone()).map_err(BlockError::Inherent)?;
        }
        let sealed = draft.seal()?;
        let (here, there) = (sealed.block.hash, header.hash());
        if here != there {
            return Err(BlockError::Differs { here, there });
        }
        self.add(sealed)
    }

    fn add(&self, sealed: Sealed) -> Result<Arc<Block>, BlockError> {
        let Sealed { block, changes, nodes } = sealed;
        // Nobody hears of a block before it is kept.
        self.keep(|file| file.append(&record(&block, &changes)))?;
        self.store.push(changes, nodes, block.header.state_root).map_err(too_much)?;
        Ok(self.history.push(block))
    }

    /// Changes the file, if there is one.
    fn keep(&self, change: impl FnOnce(&mut StateFile) -> Result<(), FileError>) -> Result<(), BlockError> {
        let Some(file) = &self.file else { return Ok(()) };
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut file).map_err(|error| BlockError::File(error.to_string()))
    }

    /// Makes an earlier block the last one again and forgets those after it. The clock is as it was then.
    pub(crate) fn take_back(&self, last: &Arc<Block>) -> Result<(), BlockError> {
        self.keep(|file| file.take_back(last.number()))?;
        self.history.take_back(last);
        self.store.take_back(last.number());
        self.set_clock(Clock::ahead(last.ahead_ms));
        Ok(())
    }

    /// What the wall clock shows, or showed when it was stopped.
    fn wall_ms(&self) -> u64 {
        self.stopped_ms.unwrap_or_else(wall_ms)
    }

    /// How far the last block is ahead of the clock.
    pub(crate) fn drift_ms(&self) -> u64 {
        self.history.head().time_ms.saturating_sub(self.clock().now_ms(self.wall_ms()))
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
