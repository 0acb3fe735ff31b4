//! `chainHead_v1_storage`: what is stored, told piece by piece.

use std::{collections::VecDeque, sync::Arc};

use serde::Deserialize;
use sp_core::storage::ChildInfo;

use super::{
    event::{hex, Content, Event, Item},
    operation::Operation,
};
use crate::{
    chain::{
        query,
        state::{State, StateError},
    },
    node::Node,
};

/// How many entries below a key are told before the follower has to ask for more.
const PAGE: usize = 5;

/// What is asked of a key.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Kind {
    Value,
    Hash,
    ClosestDescendantMerkleValue,
    DescendantsValues,
    DescendantsHashes,
}

/// A key and what is asked of it.
#[derive(Deserialize)]
pub(super) struct Query<K> {
    pub(super) key: K,
    #[serde(rename = "type")]
    pub(super) kind: Kind,
}

/// A walk over the entries below a key.
struct Walk {
    prefix: Vec<u8>,
    after: Option<Vec<u8>>,
    kind: Kind,
}

/// Tells what is asked for.
pub(super) async fn run(
    node: Arc<Node>,
    mut operation: Operation,
    queries: Vec<Query<Vec<u8>>>,
    child: Option<ChildInfo>,
) {
    let id = operation.id.clone();
    let block = operation.block.clone();
    let child = Arc::new(child);
    let (single, walks): (Vec<_>, Vec<_>) =
        queries.into_iter().partition(|query| !matches!(query.kind, Kind::DescendantsValues | Kind::DescendantsHashes));
    let (reader, trie, at) = (node.clone(), child.clone(), block.clone());
    let found = tokio::task::spawn_blocking(move || {
        let state = reader.chain().state(&at);
        let items = single.iter().map(|query| item(&state, trie.as_ref().as_ref(), query.kind, &query.key));
        Ok::<Vec<Item>, StateError>(items.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    });
    let items = match found.await {
        Ok(Ok(items)) => items,
        Ok(Err(why)) => return operation.tell(Event::OperationError { operation_id: id, error: why.to_string() }),
        Err(why) => return operation.tell(Event::OperationError { operation_id: id, error: why.to_string() }),
    };
    if !items.is_empty() {
        operation.tell(Event::OperationStorageItems { operation_id: id.clone(), items });
    }
    let mut walks: VecDeque<Walk> =
        walks.into_iter().map(|query| Walk { prefix: query.key, after: None, kind: query.kind }).collect();
    while let Some(walk) = walks.pop_front() {
        let (reader, trie, at) = (node.clone(), child.clone(), block.clone());
        let page = tokio::task::spawn_blocking(move || {
            let state = reader.chain().state(&at);
            step(&state, trie.as_ref().as_ref(), walk)
        });
        let (items, rest) = match page.await {
            Ok(Ok(page)) => page,
            Ok(Err(why)) => return operation.tell(Event::OperationError { operation_id: id, error: why.to_string() }),
            Err(why) => return operation.tell(Event::OperationError { operation_id: id, error: why.to_string() }),
        };
        if !items.is_empty() {
            operation.tell(Event::OperationStorageItems { operation_id: id.clone(), items });
        }
        if let Some(rest) = rest {
            operation.wait().await;
            if operation.was_stopped() {
                return;
            }
            // The others have their turn first.
            walks.push_back(rest);
        }
    }
    operation.tell(Event::OperationStorageDone { operation_id: id });
}

fn item(state: &State, child: Option<&ChildInfo>, kind: Kind, key: &[u8]) -> Result<Option<Item>, StateError> {
    let content = match kind {
        Kind::Value | Kind::DescendantsValues => state.value(child, key)?.map(|value| Content::Value(hex(&value))),
        Kind::Hash | Kind::DescendantsHashes => state.hash(child, key)?.map(|hash| Content::Hash(hex(hash.as_bytes()))),
        Kind::ClosestDescendantMerkleValue => query::closest_merkle_value(state, child, key)?
            .map(|value| Content::ClosestDescendantMerkleValue(hex(&value))),
    };
    Ok(content.map(|content| Item { key: hex(key), content }))
}

/// The next page of a walk, and what is left of it.
fn step(state: &State, child: Option<&ChildInfo>, walk: Walk) -> Result<(Vec<Item>, Option<Walk>), StateError> {
    let Walk { prefix, after, kind } = walk;
    let mut keys = state.keys(child.cloned(), Some(&prefix), after.as_deref(), PAGE.saturating_add(1))?;
    let has_more = keys.len() > PAGE;
    keys.truncate(PAGE);
    let items = keys.iter().map(|key| item(state, child, kind, key)).collect::<Result<Vec<_>, _>>()?;
    let rest = has_more.then(|| Walk { prefix, after: keys.pop(), kind });
    Ok((items.into_iter().flatten().collect(), rest))
}
