//! The chain together with the transactions that wait for it: what submits, and what makes blocks.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use scale::{Decode, Encode};
use sp_core::H256;
use sp_runtime::{
    traits::Hash,
    transaction_validity::{
        InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError, ValidTransaction,
    },
    OpaqueExtrinsic,
};
use tokio::sync::mpsc;

use crate::{
    chain::{
        block::{Block, Refusal, Write},
        runtime::CallError,
        state::Hashing,
        Chain,
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
    passed: VecDeque<Progress>,
    coming: mpsc::UnboundedReceiver<Progress>,
}

impl Submitted {
    /// What happened to it next, in order; nothing when nothing more can happen.
    pub(crate) async fn next(&mut self) -> Option<Progress> {
        match self.passed.pop_front() {
            Some(progress) => Some(progress),
            None => self.coming.recv().await,
        }
    }
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
            chain: Chain::new(config)?,
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
        let mut coming = self.pool.add(hash, Arc::new(bytes), validity, head.hash)?;
        if self.sealing == Sealing::Instant {
            self.make_all().map_err(|error| SubmitError::Block(error.to_string()))?;
        }
        // A transaction that turned out invalid at once is answered as one that always was.
        let mut passed = VecDeque::new();
        while let Ok(progress) = coming.try_recv() {
            match progress {
                Progress::Invalid(why) => return Err(why),
                other => passed.push_back(other),
            }
        }
        Ok(Submitted { hash, passed, coming })
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

    fn make_one(&self, purpose: Purpose) -> Result<Arc<Block>, Error> {
        Ok(self.make(purpose)?.unwrap_or_else(|| self.chain.history().head()))
    }

    fn make_all(&self) -> Result<(), Error> {
        while self.make(Purpose::Transactions)?.is_some() {}
        Ok(())
    }

    fn make(&self, purpose: Purpose) -> Result<Option<Arc<Block>>, Error> {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let for_transactions = matches!(purpose, Purpose::Transactions);
        self.check_again(&self.chain.history().head());
        let waiting = self.pool.all();
        let candidates = ready(&waiting);
        if for_transactions && candidates.is_empty() {
            return Ok(None);
        }
        let mut draft = match purpose {
            Purpose::Time(target_ms) => self.chain.open_at(target_ms)?,
            _ => self.chain.open()?,
        };
        let mut included = HashSet::new();
        for candidate in candidates {
            match draft.push(candidate.bytes.to_vec()) {
                Ok(()) => {
                    included.insert(candidate.hash);
                }
                Err(refusal) if is_full(&refusal) && !included.is_empty() => break,
                // What it requires was refused just now. It waits on.
                Err(Refusal::Validity(TransactionValidityError::Invalid(InvalidTransaction::Future))) => {}
                Err(refusal) => self.drop_refused(candidate, refusal.into()),
            }
        }
        if for_transactions && included.is_empty() {
            return Ok(None);
        }
        if let Purpose::Writes(writes) = purpose {
            for write in writes {
                draft.write(write)?;
            }
        }
        let block = self.chain.close(draft)?;
        self.pool.settle(&included, block.hash);
        Ok(Some(block))
    }

    /// Validates those that were last validated after another block.
    fn check_again(&self, head: &Block) {
        for waiting in self.pool.all() {
            if waiting.checked_at != head.hash {
                match self.validate(head, &waiting.bytes) {
                    Ok(validity) => self.pool.renew(&waiting.hash, validity, head.hash),
                    Err(why) => self.drop_refused(&waiting, why),
                }
            }
        }
    }

    fn drop_refused(&self, waiting: &Waiting, why: SubmitError) {
        tracing::debug!(hash = ?waiting.hash, %why, "a waiting transaction is dropped");
        self.pool.refuse(&waiting.hash, why);
    }

    fn validate(&self, head: &Block, extrinsic: &[u8]) -> Result<ValidTransaction, SubmitError> {
        let mut args = TransactionSource::External.encode();
        args.extend_from_slice(extrinsic);
        args.extend_from_slice(head.hash.as_bytes());
        let validity: TransactionValidity = self.chain.ask(head, names::VALIDATE_TRANSACTION, &args)?;
        validity.map_err(SubmitError::Invalid)
    }
}

fn is_full(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Validity(error) if error.exhausted_resources())
}
