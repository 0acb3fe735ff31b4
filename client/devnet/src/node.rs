//! The chain together with the transactions that wait for it: what submits, and what makes blocks.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use scale::{Decode, Encode};
use sp_core::H256;
use sp_runtime::{
    traits::Hash,
    transaction_validity::{TransactionSource, TransactionValidity, TransactionValidityError, ValidTransaction},
    OpaqueExtrinsic,
};
use tokio::sync::mpsc;

use crate::{
    chain::{
        block::{Block, Refusal, Write},
        runtime::CallError,
        state::Hashing,
        Chain, OpenError,
    },
    config::{Config, Sealing},
    error::Error,
    names,
    pool::{ready, Pool, Progress, SubmitError, Waiting},
};

/// The chain and its pool.
pub(crate) struct Node {
    chain: Chain,
    pool: Pool,
    sealing: Sealing,
    /// Held while a block is made, as each stands on the one before.
    making: Mutex<()>,
}

/// A transaction that was taken.
pub(crate) struct Submitted {
    pub(crate) hash: H256,
    pub(crate) progress: mpsc::UnboundedReceiver<Progress>,
}

/// What a block is made for.
enum Purpose {
    /// The transactions that wait; without any that can go in there is no block.
    Transactions,
    /// Itself.
    Block,
    /// To carry the chain to a time.
    Time(u64),
    /// To write to the state.
    Writes(Vec<Write>),
}

impl Node {
    pub(crate) fn new(config: &Config) -> Result<Self, Error> {
        Ok(Self {
            chain: Chain::new(&config.endowed)?,
            pool: Pool::default(),
            sealing: config.sealing,
            making: Mutex::default(),
        })
    }

    pub(crate) fn chain(&self) -> &Chain {
        &self.chain
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.pool
    }

    /// The next nonce of an account, those that wait counted.
    pub(crate) fn next_nonce(&self, account: &[u8; 32]) -> Result<u32, CallError> {
        let nonce = self.chain.ask(&self.chain.history().head(), names::ACCOUNT_NONCE, account)?;
        Ok(self.pool.next_nonce(account, nonce))
    }

    /// Takes a transaction and, unless blocks are made on demand, makes a block of it and of what else can go in.
    pub(crate) fn submit(&self, extrinsic: &[u8]) -> Result<Submitted, SubmitError> {
        let bytes = OpaqueExtrinsic::decode(&mut &extrinsic[..]).map_err(SubmitError::Format)?.encode();
        let hash = Hashing::hash(&bytes);
        if self.pool.contains(&hash) {
            return Err(SubmitError::AlreadyImported(hash));
        }
        let head = self.chain.history().head();
        let validity = self.validate(&head, &bytes)?;
        let mut events = self.pool.add(hash, Arc::new(bytes), validity, head.hash)?;
        if self.sealing == Sealing::Instant {
            self.make_all().map_err(|error| SubmitError::Block(error.to_string()))?;
        }
        // A transaction that turned out invalid at once is answered as one that always was.
        let mut passed = Vec::new();
        while let Ok(progress) = events.try_recv() {
            match progress {
                Progress::Invalid(why) => return Err(why),
                other => passed.push(other),
            }
        }
        let (replay, progress) = mpsc::unbounded_channel();
        for event in passed {
            let _ = replay.send(event);
        }
        tokio_forward(events, replay);
        Ok(Submitted { hash, progress })
    }

    /// A block, with whatever can go in.
    pub(crate) fn new_block(&self) -> Result<Arc<Block>, Error> {
        self.make_one(Purpose::Block)
    }

    /// A block at this time or as soon after as may be.
    pub(crate) fn travel(&self, target_ms: u64) -> Result<Arc<Block>, Error> {
        self.make_one(Purpose::Time(target_ms))
    }

    /// A block whose state has these values.
    pub(crate) fn write(&self, writes: Vec<Write>) -> Result<Arc<Block>, Error> {
        self.make_one(Purpose::Writes(writes))
    }
}
