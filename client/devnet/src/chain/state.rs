//! The state at a block, as the runtime and clients read it.

use std::{
    fmt,
    ops::Bound,
    sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use sp_core::{
    storage::{ChildInfo, StateVersion},
    H256,
};
use sp_runtime::traits::Hash;
use sp_state_machine::{
    backend::{Backend, StorageIterator},
    BackendTransaction, IterArgs, StorageKey, StorageValue, UsageInfo,
};
use sp_trie::MerkleValue;

use super::{
    block::Block,
    trie::{change, child_roots, empty_root, trie, Nodes, Trie},
    values::{Change, Changes, TooMuch, Values},
};

pub(crate) use super::trie::{Hashing, NodeChanges};

/// The state could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the state cannot be read: {0}")]
pub struct StateError(String);

impl StateError {
    pub(crate) fn new(why: String) -> Self {
        Self(why)
    }
}

/// The states of all blocks.
#[derive(Clone, Default)]
pub(crate) struct Store {
    stored: Arc<RwLock<Stored>>,
    /// The trie of the earlier state that was last asked for. It is locked while such a trie is made, one at a time.
    earlier: Arc<Mutex<Option<Earlier>>>,
}

/// The trie of an earlier state: that of a later one, and what there is to change.
#[derive(Clone)]
struct Earlier {
    root: H256,
    nodes: Arc<Nodes>,
    back: Arc<NodeChanges>,
}

struct Stored {
    values: Values,
    /// The trie of the last state. Whoever asks it holds on to it, and then the next block changes a copy.
    nodes: Arc<Nodes>,
    root: H256,
    /// For each time that blocks were taken back, the last block that stayed.
    taken_back: Vec<u32>,
}

impl Default for Stored {
    fn default() -> Self {
        Self { values: Values::default(), nodes: Arc::default(), root: empty_root(), taken_back: Vec::new() }
    }
}

impl Store {
    fn read(&self) -> RwLockReadGuard<'_, Stored> {
        self.stored.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Stored> {
        self.stored.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state after a block.
    pub(crate) fn at(&self, block: &Block) -> State {
        State { store: self.clone(), number: block.number(), root: block.header.state_root, forks: block.forks }
    }

    /// How many times blocks have been taken back.
    pub(crate) fn forks(&self) -> usize {
        self.read().taken_back.len()
    }

    /// Adds what the next block changes, its trie's nodes too.
    pub(crate) fn push(&self, changes: Changes, nodes: NodeChanges, root: H256) -> Result<(), TooMuch> {
        let mut stored = self.write();
        stored.values.push(changes)?;
        Arc::make_mut(&mut stored.nodes).apply(nodes);
        stored.root = root;
        Ok(())
    }

    /// As [`Store::push`] for blocks whose tries nobody needs. [`Store::plant`] must follow.
    pub(crate) fn push_values(&self, changes: Changes) -> Result<(), TooMuch> {
        self.write().values.push(changes)
    }

    /// Makes the trie of the last state from its values, and gives its root.
    pub(crate) fn plant(&self) -> H256 {
        let mut stored = self.write();
        let mut planted = Nodes::default();
        let (root, nodes) = change(&planted, empty_root(), &stored.values.all());
        planted.apply(nodes);
        stored.nodes = Arc::new(planted);
        stored.root = root;
        root
    }

    /// Forgets the states after the block `number`.
    pub(crate) fn take_back(&self, number: u32) {
        let mut stored = self.write();
        let (root, nodes) = change(&stored.nodes, stored.root, &stored.values.back_to(number));
        Arc::make_mut(&mut stored.nodes).apply(nodes);
        stored.root = root;
        stored.values.truncate(number);
        stored.taken_back.push(number);
    }
}

/// The state after one block.
#[derive(Clone)]
pub(crate) struct State {
    store: Store,
    number: u32,
    root: H256,
    /// How many times blocks had been taken back when the block was made.
    forks: usize,
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "State({})", self.number)
    }
}

fn id(child: Option<&ChildInfo>) -> Option<&[u8]> {
    child.map(ChildInfo::storage_key)
}

/// Whether a key is still among those asked for.
fn is_within(key: &[u8], prefix: Option<&[u8]>) -> bool {
    prefix.is_none_or(|prefix| key.starts_with(prefix))
}

impl State {
    /// How many times blocks have been taken back.
    pub(crate) fn forks(&self) -> usize {
        self.store.forks()
    }

    /// The values, unless the block was taken back meanwhile.
    fn stored(&self) -> Result<RwLockReadGuard<'_, Stored>, String> {
        let stored = self.store.read();
        let since = stored.taken_back.get(self.forks..).unwrap_or_default();
        if since.iter().any(|last| *last < self.number) {
            return Err("the block was taken back".into());
        }
        Ok(stored)
    }

    /// Asks the trie of this state.
    pub(crate) fn in_trie<T>(&self, ask: impl FnOnce(&Trie<'_>) -> Result<T, String>) -> Result<T, String> {
        if let Some(nodes) = self.last_nodes()? {
            return ask(&trie(&nodes, &NodeChanges::default(), self.root));
        }
        let Earlier { nodes, back, .. } = self.earlier()?;
        ask(&trie(&nodes, &back, self.root))
    }

    /// The nodes of the trie, if this is the last state.
    fn last_nodes(&self) -> Result<Option<Arc<Nodes>>, String> {
        let stored = self.stored()?;
        Ok((stored.root == self.root).then(|| stored.nodes.clone()))
    }

    /// The trie of this state, which is not the last.
    fn earlier(&self) -> Result<Earlier, String> {
        let mut kept = self.store.earlier.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(earlier) = kept.as_ref().filter(|earlier| earlier.root == self.root) {
            return Ok(earlier.clone());
        }
        // It takes long when much was written since. What was kept goes first, and nothing but this is held up by it.
        *kept = None;
        let (nodes, from, changes) = {
            let stored = self.stored()?;
            (stored.nodes.clone(), stored.root, stored.values.back_to(self.number))
        };
        let (root, back) = change(&nodes, from, &changes);
        if root != self.root {
            return Err(format!("the trie has another root than the header: {root:?}"));
        }
        let earlier = Earlier { root, nodes, back: Arc::new(back) };
        *kept = Some(earlier.clone());
        Ok(earlier)
    }

    /// The value at a key, in the child trie if one is named.
    pub(crate) fn value(&self, child: Option<&ChildInfo>, key: &[u8]) -> Result<Option<Vec<u8>>, StateError> {
        self.get(child, key, <[u8]>::to_vec).map_err(StateError)
    }

    /// The hash of the value at a key.
    pub(crate) fn hash(&self, child: Option<&ChildInfo>, key: &[u8]) -> Result<Option<H256>, StateError> {
        self.get(child, key, <Hashing as Hash>::hash).map_err(StateError)
    }

    /// At most `count` keys that begin with `prefix`, in order, those after `start` if it is given.
    pub(crate) fn keys(
        &self,
        child: Option<ChildInfo>,
        prefix: Option<&[u8]>,
        start: Option<&[u8]>,
        count: usize,
    ) -> Result<Vec<Vec<u8>>, StateError> {
        let mut args = IterArgs::default();
        args.prefix = prefix;
        args.start_at = start;
        args.start_at_exclusive = true;
        args.child_info = child;
        let keys = Backend::keys(self, args).and_then(|keys| keys.take(count).collect());
        keys.map_err(StateError)
    }

    /// The changes that make a difference, with the roots of the child tries that follow from them.
    ///
    /// `nodes` and `root` are what the changes make of the trie.
    pub(crate) fn news(&self, changes: Changes, nodes: &NodeChanges, root: H256) -> Result<Changes, StateError> {
        let stored = self.stored().map_err(StateError)?;
        let news = |child: Option<&[u8]>, list: Vec<Change>| -> Vec<Change> {
            let is_new =
                |(key, value): &Change| stored.values.get(child, key, self.number).as_deref() != value.as_deref();
            list.into_iter().filter(is_new).collect()
        };
        let trie = trie(&stored.nodes, nodes, root);
        let ids = changes.children.iter().map(|(id, _)| id.as_slice());
        let mut main = changes.main;
        main.extend(child_roots(&trie, ids).map_err(StateError)?);
        let children = changes.children.into_iter().map(|(id, list)| (id.clone(), news(Some(&id), list))).collect();
        Ok(Changes { main: news(None, main), children })
    }

    fn get<T>(&self, child: Option<&ChildInfo>, key: &[u8], see: impl FnOnce(&[u8]) -> T) -> Result<Option<T>, String> {
        Ok(self.stored()?.values.get(id(child), key, self.number).map(|value| see(&value)))
    }

    fn next(&self, child: Option<&ChildInfo>, after: &[u8]) -> Result<Option<Vec<u8>>, String> {
        let stored = self.stored()?;
        Ok(stored.values.first(id(child), Bound::Excluded(after), self.number).map(<[u8]>::to_vec))
    }
}

type Delta<'a> = (&'a [u8], Option<&'a [u8]>);

/// The runtime reads values where they lie and needs the trie for its root alone.
impl Backend<Hashing> for State {
    type Error = String;
    type TrieBackendStorage = Nodes;
    type RawIter = Keys;

    fn storage(&self, key: &[u8]) -> Result<Option<StorageValue>, String> {
        self.get(None, key, <[u8]>::to_vec)
    }

    fn storage_hash(&self, key: &[u8]) -> Result<Option<H256>, String> {
        self.get(None, key, Hashing::hash)
    }

    fn child_storage(&self, child: &ChildInfo, key: &[u8]) -> Result<Option<StorageValue>, String> {
        self.get(Some(child), key, <[u8]>::to_vec)
    }

    fn child_storage_hash(&self, child: &ChildInfo, key: &[u8]) -> Result<Option<H256>, String> {
        self.get(Some(child), key, Hashing::hash)
    }

    fn exists_storage(&self, key: &[u8]) -> Result<bool, String> {
        Ok(self.get(None, key, |_| ())?.is_some())
    }

    fn exists_child_storage(&self, child: &ChildInfo, key: &[u8]) -> Result<bool, String> {
        Ok(self.get(Some(child), key, |_| ())?.is_some())
    }

    fn closest_merkle_value(&self, key: &[u8]) -> Result<Option<MerkleValue<H256>>, String> {
        self.in_trie(|trie| trie.closest_merkle_value(key))
    }

    fn child_closest_merkle_value(&self, child: &ChildInfo, key: &[u8]) -> Result<Option<MerkleValue<H256>>, String> {
        self.in_trie(|trie| trie.child_closest_merkle_value(child, key))
    }

    fn next_storage_key(&self, key: &[u8]) -> Result<Option<StorageKey>, String> {
        self.next(None, key)
    }

    fn next_child_storage_key(&self, child: &ChildInfo, key: &[u8]) -> Result<Option<StorageKey>, String> {
        self.next(Some(child), key)
    }

    fn storage_root<'a>(
        &self,
        delta: impl Iterator<Item = Delta<'a>>,
        version: StateVersion,
    ) -> (H256, BackendTransaction<Hashing>) {
        // No root can be told of a state that is no more; the caller compares it with the header's.
        self.in_trie(|trie| Ok(trie.storage_root(delta, version))).unwrap_or_default()
    }

    fn child_storage_root<'a>(
        &self,
        child: &ChildInfo,
        delta: impl Iterator<Item = Delta<'a>>,
        version: StateVersion,
    ) -> (H256, bool, BackendTransaction<Hashing>) {
        self.in_trie(|trie| Ok(trie.child_storage_root(child, delta, version))).unwrap_or_default()
    }

    fn raw_iter(&self, args: IterArgs<'_>) -> Result<Keys, String> {
        let from = match args.start_at {
            Some(start) if args.start_at_exclusive => Bound::Excluded(start.to_vec()),
            Some(start) => Bound::Included(start.to_vec()),
            None => Bound::Included(Vec::new()),
        };
        let prefix = args.prefix.map(<[u8]>::to_vec);
        // No key with the prefix comes before the prefix itself.
        let from = match (&from, &prefix) {
            (Bound::Included(start) | Bound::Excluded(start), Some(prefix)) if start < prefix => {
                Bound::Included(prefix.clone())
            }
            _ => from,
        };
        Ok(Keys { child: args.child_info, prefix, from, ended: false })
    }

    fn register_overlay_stats(&self, _: &sp_state_machine::StateMachineStats) {}

    fn usage_info(&self) -> UsageInfo {
        UsageInfo::empty()
    }
}

/// Goes through the keys of a state.
pub(crate) struct Keys {
    child: Option<ChildInfo>,
    prefix: Option<Vec<u8>>,
    from: Bound<Vec<u8>>,
    ended: bool,
}

impl Keys {
    fn step<T>(&mut self, state: &State, see: impl FnOnce(&Values, &[u8]) -> T) -> Result<Option<T>, String> {
        let stored = state.stored()?;
        let from = self.from.as_ref().map(Vec::as_slice);
        let next = stored.values.first(id(self.child.as_ref()), from, state.number);
        match next.filter(|key| is_within(key, self.prefix.as_deref())) {
            Some(key) => {
                self.from = Bound::Excluded(key.to_vec());
                Ok(Some(see(&stored.values, key)))
            }
            None => {
                self.ended = true;
                Ok(None)
            }
        }
    }
}

impl StorageIterator<Hashing> for Keys {
    type Backend = State;
    type Error = String;

    fn next_key(&mut self, state: &State) -> Option<Result<StorageKey, String>> {
        self.step(state, |_, key| key.to_vec()).transpose()
    }

    fn next_pair(&mut self, state: &State) -> Option<Result<(StorageKey, StorageValue), String>> {
        let child = self.child.clone();
        let pair = |values: &Values, key: &[u8]| {
            let value = values.get(id(child.as_ref()), key, state.number).unwrap_or_default();
            (key.to_vec(), value.into_owned())
        };
        self.step(state, pair).transpose()
    }

    fn was_complete(&self) -> bool {
        self.ended
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::{
        sync::{mpsc, Arc},
        thread,
        time::Duration,
    };

    use crate::{chain::Chain, config::Config};

    #[test]
    fn a_block_is_made_while_an_earlier_trie_or_the_last_is_asked() {
        let chain = Arc::new(Chain::new(&Config::in_process()).unwrap());
        let make = |chain: &Chain| chain.close(chain.open().unwrap()).unwrap();
        for asked in [chain.history().head(), make(&chain)] {
            let made = chain.state(&asked).in_trie(|trie| {
                assert_eq!(trie.root(), &asked.header.state_root);
                let (maker, (told, made)) = (chain.clone(), mpsc::channel());
                thread::spawn(move || told.send(make(&maker).hash));
                // If it had to wait for this question it would never come.
                made.recv_timeout(Duration::from_secs(60)).map_err(|error| error.to_string())
            });
            assert_eq!(made, Ok(chain.history().head().hash));
        }
    }
}
