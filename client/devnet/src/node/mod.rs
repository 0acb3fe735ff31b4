//! The chain together with the transactions that wait for it: what submits, and what makes blocks.

use std::{
    collections::{HashSet, VecDeque},
    sync::{atomic::AtomicUsize, Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use scale::{Decode, Encode};
use sp_core::H256;
use sp_runtime::{
    traits::Hash,
    transaction_validity::{
        TransactionSource, TransactionTag, TransactionValidity, TransactionValidityError, ValidTransaction,
    },
    OpaqueExtrinsic,
};
use tokio::sync::mpsc;

use crate::{
    chain::{
        block::{Block, Draft, Refusal, Write},
        rehearsal::Listen,
        runtime::CallError,
        state::Hashing,
        Chain,
    },
    config::{Config, Sealing},
    error::Error,
    names,
    pool::{Pool, Progress, SubmitError, Transaction},
    report::{report, Heard, Observer, EVENTS},
};

/// A transaction with its place in a block.
type Placed = (Arc<Transaction>, u32);

/// What was heard of contracts, by the place of the transaction.
type HeardAt = Vec<(u32, Vec<Heard>)>;

mod back;
mod clockwork;
mod seal;

use back::Snapshots;
use seal::{Sealer, Turn};

/// How often a transaction is validated while blocks overtake it, before blocks have to wait for it.
const CHASES: u32 = 4;

/// How many transactions a block may have no room for before it is closed.
const SKIPS: u32 = 8;

/// The chain and its pool.
pub(crate) struct Node {
    chain: Chain,
    pool: Pool,
    sealing: Sealing,
    observer: Option<Observer>,
    /// Held while a block is made, as each stands on the one before.
    making: Mutex<()>,
    /// How many are about to make blocks of what is ready.
    sealers: AtomicUsize,
    /// Which of them makes a block.
    turn: Turn,
    snapshots: Mutex<Snapshots>,
    /// Ends the clockwork of [`Sealing::Interval`] when the node ends.
    clockwork: OnceLock<std::sync::mpsc::Sender<()>>,
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
    /// The transactions that are ready; without any that can go in there is no block, nor without this one, if one is named.
    Ready(Option<H256>),
    /// Itself.
    Block,
    /// To carry the chain to a time.
    Time(u64),
    /// To write to the state.
    Writes(Vec<Write>),
}

impl Node {
    pub(crate) fn new(config: &Config) -> Result<Self, Error> {
        let chain = Chain::new(config)?;
        let pool = Pool::new(chain.history().head().hash);
        Ok(Self {
            chain,
            pool,
            sealing: config.sealing,
            observer: config.observer.clone(),
            making: Mutex::default(),
            sealers: AtomicUsize::default(),
            turn: Turn::default(),
            snapshots: Mutex::default(),
            clockwork: OnceLock::new(),
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
        let (hash, bytes) = identify(extrinsic)?;
        self.pool.check(&hash)?;
        let mut coming = match self.sealing {
            Sealing::Instant => {
                // Whoever leaves what it made ready to others sees here that there is somebody.
                let sealer = Sealer::of(&self.sealers);
                let taken = self.take(hash, &bytes);
                let own = taken.is_ok().then_some(&hash);
                let sealed = self.seal(own, sealer);
                let coming = taken?;
                sealed.map_err(|error| SubmitError::Block(error.to_string()))?;
                coming
            }
            Sealing::Interval(_) | Sealing::Manual => self.take(hash, &bytes)?,
        };
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

    /// Takes a transaction that waits for a block made on demand.
    pub(crate) fn enqueue(&self, extrinsic: &[u8]) -> Result<H256, SubmitError> {
        let (hash, bytes) = identify(extrinsic)?;
        self.pool.check(&hash)?;
        self.take(hash, &bytes).map(|_| hash)
    }

    /// Puts a transaction into the pool.
    fn take(&self, hash: H256, bytes: &Arc<Vec<u8>>) -> Result<mpsc::UnboundedReceiver<Progress>, SubmitError> {
        for _ in 0..CHASES {
            if let Some(coming) = self.try_take(hash, bytes)? {
                return Ok(coming);
            }
        }
        let _making = self.hold_blocks();
        self.try_take(hash, bytes)?.ok_or_else(|| SubmitError::Block("a block came when none could".into()))
    }

    /// The same, which gives nothing when a block came in between that has to do with it.
    fn try_take(
        &self,
        hash: H256,
        bytes: &Arc<Vec<u8>>,
    ) -> Result<Option<mpsc::UnboundedReceiver<Progress>>, SubmitError> {
        let head = self.chain.history().head();
        match self.validate(&head, bytes) {
            Ok(validity) => self.pool.add(Transaction::new(hash, bytes.clone(), validity, head.number()), &head.hash),
            Err(why) => {
                if !matches!(why, SubmitError::Invalid(TransactionValidityError::Unknown(_))) {
                    self.pool.ban(hash);
                }
                Err(why)
            }
        }
    }

    fn hold_blocks(&self) -> MutexGuard<'_, ()> {
        self.making.lock().unwrap_or_else(PoisonError::into_inner)
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
        let made = self.make(purpose)?.unwrap_or_else(|| self.chain.history().head());
        self.seal_ready();
        Ok(made)
    }

    fn make(&self, purpose: Purpose) -> Result<Option<Arc<Block>>, Error> {
        let _making = self.hold_blocks();
        let for_transactions = matches!(purpose, Purpose::Ready(_));
        // While it waited for its turn somebody else may have made the block.
        if matches!(purpose, Purpose::Ready(Some(own)) if !self.pool.is_ready(&own)) {
            return Ok(None);
        }
        let candidates = self.pool.ready();
        if for_transactions && candidates.is_empty() {
            return Ok(None);
        }
        let mut draft = match purpose {
            Purpose::Time(target_ms) => self.chain.open_at(target_ms)?,
            _ => self.chain.open()?,
        };
        let (included, heard) = self.fill(&mut draft, candidates);
        if for_transactions && included.is_empty() {
            return Ok(None);
        }
        let rewrites = match purpose {
            Purpose::Writes(writes) => {
                for write in writes {
                    draft.write(write)?;
                }
                true
            }
            _ => false,
        };
        let block = self.chain.close(draft)?;
        self.pool.settle(block.hash, block.number(), &included);
        if rewrites {
            self.check_again(&block);
        }
        self.tell(&block, heard);
        Ok(Some(block))
    }

    /// Tells the observer of a block.
    fn tell(&self, block: &Block, heard: HeardAt) {
        let Some(observer) = &self.observer else { return };
        let events = self.chain.state(block).value(None, &EVENTS).ok().flatten().unwrap_or_default();
        let report = report(block, &events, heard);
        if !report.transactions.is_empty() {
            observer.tell(report);
        }
    }

    /// Puts into a block what it has room for, and gives it with what contracts said and returned, if anyone wants to hear
    /// it. Those that it refuses leave the pool.
    fn fill(&self, draft: &mut Draft, candidates: Vec<Arc<Transaction>>) -> (Vec<Placed>, HeardAt) {
        let is_heard = self.observer.is_some();
        let mut heard = Vec::new();
        let mut included = Vec::new();
        let mut absent: HashSet<TransactionTag> = HashSet::new();
        let mut skipped = 0u32;
        for candidate in candidates {
            // What needs one that is not in the block cannot be in it either.
            if candidate.requires.iter().any(|tag| absent.contains(tag)) {
                absent.extend(candidate.provides.iter().cloned());
                continue;
            }
            let place = draft.len();
            let mut own = match is_heard {
                true => draft.rehearse(&candidate.bytes, Listen::Speakers),
                false => Vec::new(),
            };
            match draft.push(candidate.bytes.to_vec()) {
                Ok(succeeded) => {
                    // What failed has changed nothing but its fee, so that it can be asked afterwards why.
                    if is_heard && !succeeded && own.is_empty() {
                        own = draft.rehearse(&candidate.bytes, Listen::All);
                    }
                    included.push((candidate, place));
                    heard.push((place, own));
                }
                Err(refusal) if is_full(&refusal) && !included.is_empty() => {
                    absent.extend(candidate.provides.iter().cloned());
                    skipped = skipped.saturating_add(1);
                    if skipped >= SKIPS {
                        break;
                    }
                }
                Err(refusal) => {
                    let why = refusal.into();
                    tracing::debug!(hash = ?candidate.hash, %why, "a waiting transaction is dropped");
                    absent.extend(candidate.provides.iter().cloned());
                    self.pool.remove_invalid(&candidate.hash, &why);
                }
            }
        }
        (included, heard)
    }

    /// Validates all that wait after a block that may have changed what they stand on.
    fn check_again(&self, head: &Block) {
        let check = |waiting: Arc<Transaction>| {
            let checked = self.validate(head, &waiting.bytes);
            let revised = |validity| Transaction::new(waiting.hash, waiting.bytes.clone(), validity, head.number());
            (waiting.hash, checked.map(revised))
        };
        // From here on whatever comes is judged after this block.
        self.pool.begin_anew(head.hash);
        self.pool.renew(self.pool.all().into_iter().map(check).collect());
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

/// An extrinsic's hash, and its bytes as they go into a block.
pub(crate) fn identify(extrinsic: &[u8]) -> Result<(H256, Arc<Vec<u8>>), SubmitError> {
    let bytes = OpaqueExtrinsic::decode(&mut &extrinsic[..]).map_err(SubmitError::Format)?.encode();
    Ok((Hashing::hash(&bytes), Arc::new(bytes)))
}
