//! What `chainHead_v1_follow` tells, and what its methods answer.

use std::collections::BTreeMap;

use contracts_node_runtime::VERSION;
use serde::Serialize;
use sp_core::H256;

/// What a follower is told.
#[derive(Clone, Serialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Event {
    Initialized {
        finalized_block_hashes: Vec<H256>,
        #[serde(skip_serializing_if = "Option::is_none")]
        finalized_block_runtime: Option<Runtime>,
    },
    NewBlock {
        block_hash: H256,
        parent_block_hash: H256,
        /// The runtime is compiled in and never changes, so that there is nothing to tell: null for those who want to be
        /// told, and not there for others.
        #[serde(skip_serializing_if = "Option::is_none")]
        new_runtime: Option<()>,
    },
    BestBlockChanged {
        best_block_hash: H256,
    },
    Finalized {
        finalized_block_hashes: Vec<H256>,
        pruned_block_hashes: Vec<H256>,
    },
    OperationBodyDone {
        operation_id: String,
        value: Vec<String>,
    },
    OperationCallDone {
        operation_id: String,
        output: String,
    },
    OperationStorageItems {
        operation_id: String,
        items: Vec<Item>,
    },
    OperationWaitingForContinue {
        operation_id: String,
    },
    OperationStorageDone {
        operation_id: String,
    },
    OperationError {
        operation_id: String,
        error: String,
    },
    Stop,
}

/// The runtime of a block.
#[derive(Clone, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub(super) enum Runtime {
    Valid { spec: Spec },
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Spec {
    spec_name: String,
    impl_name: String,
    spec_version: u32,
    impl_version: u32,
    apis: BTreeMap<String, u32>,
    transaction_version: u32,
}

impl Runtime {
    /// The one that is compiled in.
    pub(super) fn present() -> Self {
        Self::Valid {
            spec: Spec {
                spec_name: VERSION.spec_name.to_string(),
                impl_name: VERSION.impl_name.to_string(),
                spec_version: VERSION.spec_version,
                impl_version: VERSION.impl_version,
                apis: VERSION.apis.iter().map(|(api, version)| (hex(api), *version)).collect(),
                transaction_version: VERSION.transaction_version,
            },
        }
    }
}

/// An entry of the storage.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    pub(super) key: String,
    #[serde(flatten)]
    pub(super) content: Content,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Content {
    Value(String),
    Hash(String),
    ClosestDescendantMerkleValue(String),
}

/// The answer to what takes a while.
#[derive(Clone, Serialize)]
#[serde(tag = "result", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Response {
    Started {
        operation_id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        discarded_items: Option<usize>,
    },
    LimitReached,
}

pub(super) fn hex(bytes: &[u8]) -> String {
    sp_core::bytes::to_hex(bytes, false)
}
