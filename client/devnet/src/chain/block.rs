//! Blocks and how one is made.

use std::collections::BTreeMap;

use contracts_node_runtime::{Header, VERSION};
use scale::{Decode, Encode};
use sp_core::{
    storage::{
        well_known_keys::{is_child_storage_key, EXTRINSIC_INDEX},
        ChildInfo,
    },
    H256,
};
use sp_runtime::{
    traits::Header as _, transaction_validity::TransactionValidityError, ApplyExtrinsicResult, Digest, OpaqueExtrinsic,
};

use super::{
    clock::{Clock, MAX_MS},
    runtime::{ask, call, CallError, Overlay},
    state::{NodeChanges, State},
    values::Changes,
};
use crate::{names, quiet};

/// A block of the chain.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// The hash of the header.
    pub(crate) hash: H256,
    pub(crate) header: Header,
    /// Each as it came, with the length in front.
    pub(crate) extrinsics: Vec<Vec<u8>>,
    /// The block's timestamp; zero for the first block, which has none.
    pub(crate) time_ms: u64,
    /// How far the chain's clock was ahead of the wall clock when it was made.
    pub(crate) ahead_ms: i64,
    /// How many times blocks had been taken back before it was made. So its state is not taken for another's.
    pub(crate) forks: usize,
}

/// A block with what it changes.
pub(crate) struct Sealed {
    pub(crate) block: Block,
    pub(crate) changes: Changes,
    pub(crate) nodes: NodeChanges,
}

impl Block {
    pub(crate) fn number(&self) -> u32 {
        self.header.number
    }
}

/// No block could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlockError {
    /// The runtime failed outside of a transaction.
    #[error("the runtime failed to make a block: {0}")]
    Runtime(#[from] CallError),
    /// The runtime refused its own inherent.
    #[error("the runtime refused the timestamp: {0}")]
    Inherent(Refusal),
    /// The state machine failed.
    #[error("the state could not be computed: {0}")]
    State(String),
    /// Only the entries of a child trie can be written, never its root.
    #[error("this key holds the root of a child trie")]
    ChildRoot,
    /// No block could follow after this was written.
    #[error("{0} cannot be written")]
    Overwritten(&'static str),
    /// The block does not come next.
    #[error("block {number} does not follow the one before it")]
    Place {
        /// Its number.
        number: u32,
    },
    /// The block could not be written to the state file.
    #[error("{0}")]
    File(String),
    /// A block made elsewhere does not come out the same here.
    #[error("the block has the hash {here:?} here, and not {there:?}")]
    Differs {
        /// The hash that it has here.
        here: H256,
        /// The hash that it should have.
        there: H256,
    },
    /// There are 2^32 blocks.
    #[error("the chain is full")]
    Full,
}

/// Why a block does not take a transaction.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The runtime says that it is not valid.
    #[error("{0}")]
    Validity(TransactionValidityError),
    /// The runtime panicked over it.
    #[error("{0}")]
    Runtime(CallError),
    /// It writes what no block could follow after.
    #[error("{0} cannot be written")]
    Overwritten(&'static str),
}

/// A value written straight to the state; `None` removes.
pub(crate) struct Write {
    pub(crate) child: Option<ChildInfo>,
    pub(crate) key: Vec<u8>,
    pub(crate) value: Option<Vec<u8>>,
}

/// A block in the making. Dropped, it never was.
pub(crate) struct Draft {
    state: State,
    overlay: Overlay,
    number: u32,
    parent: H256,
    extrinsics: Vec<Vec<u8>>,
    /// The time that it was opened at.
    time_ms: u64,
    /// The chain's clock from this block on.
    clock: Clock,
}

impl Draft {
    /// Opens a block after `parent`, whose state is `state`, and sets its time.
    pub(crate) fn open(parent: &Block, state: State, time_ms: u64, clock: Clock) -> Result<Self, BlockError> {
        let mut draft = Self::open_empty(parent, state, Digest::default(), clock)?;
        draft.time_ms = time_ms;
        // The encoding of a map of inherent data is that of the runtime's type, which holds nothing else.
        let data = BTreeMap::from([(names::TIMESTAMP_INHERENT, time_ms.encode())]).encode();
        let inherents: Vec<OpaqueExtrinsic> = ask(&draft.state, &mut draft.overlay, names::INHERENT_EXTRINSICS, &data)?;
        for inherent in inherents {
            draft.push(inherent.encode()).map_err(BlockError::Inherent)?;
        }
        Ok(draft)
    }

    /// Opens a block after `parent` in which nothing is, not even its time.
    pub(crate) fn open_empty(parent: &Block, state: State, digest: Digest, clock: Clock) -> Result<Self, BlockError> {
        let number = parent.number().checked_add(1).ok_or(BlockError::Full)?;
        let header = Header::new(number, H256::zero(), H256::zero(), parent.hash, digest);
        let overlay = Overlay::default();
        let extrinsics = Vec::new();
        let mut draft = Self { state, overlay, number, parent: parent.hash, extrinsics, time_ms: 0, clock };
        call(&draft.state, &mut draft.overlay, names::INITIALIZE_BLOCK, &header.encode())?;
        Ok(draft)
    }

    /// What the runtime's calls are made on.
    pub(super) fn parts(&mut self) -> (&State, &mut Overlay) {
        (&self.state, &mut self.overlay)
    }

    /// The value at a key, as the block has it so far.
    pub(super) fn value(&mut self, key: &[u8]) -> Option<Vec<u8>> {
        match self.overlay.storage(key) {
            Some(changed) => changed.map(<[u8]>::to_vec),
            None => self.state.value(None, key).ok().flatten(),
        }
    }

    /// The time that the runtime has stored.
    pub(super) fn stored_ms(&mut self) -> u64 {
        let stored = self.value(&names::TIMESTAMP_NOW);
        stored.and_then(|now| u64::decode(&mut now.as_slice()).ok()).unwrap_or_default()
    }

    /// Lets the clock go on from a time that somebody has written, if it is not the one that the block was opened at.
    pub(super) fn follow_time(&mut self, wall_ms: u64) {
        let stored_ms = self.stored_ms();
        if stored_ms != self.time_ms {
            self.clock = Clock::showing(wall_ms, stored_ms);
        }
    }

    /// The chain's clock from this block on.
    pub(super) fn clock(&self) -> Clock {
        self.clock
    }

    /// What has been written that no block could follow after, if anything has. The runtime keeps in its storage which block
    /// it is making, and whoever may write there can make that another one.
    fn overwritten(&mut self) -> Option<&'static str> {
        let fixed = [
            (&names::BLOCK_NUMBER[..], self.number.encode(), "the number of the block"),
            (&names::PARENT_HASH, self.parent.encode(), "the hash of the block before"),
            (EXTRINSIC_INDEX, self.len().encode(), "the count of the block's extrinsics"),
        ];
        let fixed = fixed.into_iter().find_map(|(key, value, name)| (self.value(key) != Some(value)).then_some(name));
        fixed.or_else(|| (self.stored_ms() > MAX_MS).then_some("a time beyond the year 9999"))
    }

    /// How many extrinsics are in it, the timestamp's counted.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.extrinsics.len()).unwrap_or(u32::MAX)
    }

    /// Adds a transaction and tells whether it did what it was to do. One that fails but pays its fee is added; one refused
    /// leaves no trace.
    pub(crate) fn push(&mut self, extrinsic: Vec<u8>) -> Result<bool, Refusal> {
        self.overlay.start_transaction();
        let outcome: Result<ApplyExtrinsicResult, CallError> =
            ask(&self.state, &mut self.overlay, names::APPLY_EXTRINSIC, &extrinsic);
        let refusal = match outcome {
            Ok(Ok(outcome)) => {
                self.extrinsics.push(extrinsic);
                match self.overwritten() {
                    Some(what) => {
                        self.extrinsics.pop();
                        Refusal::Overwritten(what)
                    }
                    None => {
                        let _ = self.overlay.commit_transaction();
                        return Ok(outcome.is_ok());
                    }
                }
            }
            Ok(Err(validity)) => Refusal::Validity(validity),
            Err(error) => Refusal::Runtime(error),
        };
        let _ = self.overlay.rollback_transaction();
        Err(refusal)
    }

    /// Writes to the state without a transaction, as only a development chain may.
    pub(crate) fn write(&mut self, write: Write) -> Result<(), BlockError> {
        match write.child {
            Some(child) => self.overlay.set_child_storage(&child, write.key, write.value),
            None if is_child_storage_key(&write.key) => return Err(BlockError::ChildRoot),
            None => self.overlay.set_storage(write.key, write.value),
        }
        Ok(())
    }

    /// Closes the block.
    pub(crate) fn seal(mut self) -> Result<Sealed, BlockError> {
        if let Some(what) = self.overwritten() {
            return Err(BlockError::Overwritten(what));
        }
        let header: Header = ask(&self.state, &mut self.overlay, names::FINALIZE_BLOCK, &[])?;
        let time_ms = self.stored_ms();
        let drained = quiet::catch(|| self.overlay.drain_storage_changes(&self.state, VERSION.state_version()));
        let drained =
            drained.and_then(|drained| drained.map_err(|error| error.to_string())).map_err(BlockError::State)?;
        if drained.transaction_storage_root != header.state_root {
            return Err(BlockError::State("the header has another root".into()));
        }
        let changes = Changes { main: drained.main_storage_changes, children: drained.child_storage_changes };
        let changes = self.state.news(changes, &drained.transaction, header.state_root);
        let changes = changes.map_err(|error| BlockError::State(error.to_string()))?;
        let block = Block {
            hash: header.hash(),
            header,
            extrinsics: self.extrinsics,
            time_ms,
            ahead_ms: self.clock.ahead_ms(),
            forks: self.state.forks(),
        };
        Ok(Sealed { block, changes, nodes: drained.transaction })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{chain::Chain, config::Config};

    #[test]
    fn a_transaction_over_which_the_runtime_panics_leaves_no_trace() {
        let chain = Chain::new(&Config::in_process()).unwrap();
        let head = chain.history().head();
        let root = |extrinsics: &[Vec<u8>]| {
            let mut draft = Draft::open(&head, chain.state(&head), 1_000, Clock::default()).unwrap();
            for extrinsic in extrinsics {
                assert!(matches!(draft.push(extrinsic.clone()), Err(Refusal::Runtime(CallError::Panicked(_)))));
            }
            let block = draft.seal().unwrap().block;
            assert_eq!(block.extrinsics.len(), 1);
            block.hash
        };
        assert_eq!(root(&[]), root(&[vec![0xff; 4], vec![4, 0x11]]));
    }
}
