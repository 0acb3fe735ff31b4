//! Runtime API names, storage keys and other words that the chain and its clients share.

use sp_core::hex2array;

/// Opens a block.
pub(crate) const INITIALIZE_BLOCK: &str = "Core_initialize_block";
/// Makes the extrinsics that a block starts with.
pub(crate) const INHERENT_EXTRINSICS: &str = "BlockBuilder_inherent_extrinsics";
/// Applies one extrinsic to an open block.
pub(crate) const APPLY_EXTRINSIC: &str = "BlockBuilder_apply_extrinsic";
/// Closes a block and gives its header.
pub(crate) const FINALIZE_BLOCK: &str = "BlockBuilder_finalize_block";
/// Says whether a transaction may enter the pool.
pub(crate) const VALIDATE_TRANSACTION: &str = "TaggedTransactionQueue_validate_transaction";
/// The next nonce of an account by state alone.
pub(crate) const ACCOUNT_NONCE: &str = "AccountNonceApi_account_nonce";
/// Makes new session keys, of which this runtime has none.
pub(crate) const GENERATE_SESSION_KEYS: &str = "SessionKeys_generate_session_keys";
/// The keys in an encoding of session keys.
pub(crate) const DECODE_SESSION_KEYS: &str = "SessionKeys_decode_session_keys";
/// The metadata in its default version.
pub(crate) const METADATA: &str = "Metadata_metadata";
/// The weight and fee of a transaction.
pub(crate) const QUERY_INFO: &str = "TransactionPaymentApi_query_info";
/// The parts of a transaction's fee.
pub(crate) const QUERY_FEE_DETAILS: &str = "TransactionPaymentApi_query_fee_details";

/// The prefix shared by the runtime APIs whose answers never change, as they depend on the code alone.
pub(crate) const CONSTANT_API_PREFIX: &str = "Metadata_";

/// Identifies the timestamp among the inherent data.
pub(crate) const TIMESTAMP_INHERENT: [u8; 8] = *b"timstap0";

/// What stands before a child trie's own id in its full storage key.
pub(crate) const CHILD_PREFIX: &[u8] = b":child_storage:default:";

/// The name of the chain, as `substrate-contracts-node --dev` gives it.
pub(crate) const CHAIN_NAME: &str = "Development";
/// The name of this node.
pub(crate) const NODE_NAME: &str = "Mutual Devnet";
/// The identity of this node among peers, of which it has none: that of the key `0x00…01`.
pub(crate) const PEER_ID: &str = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";
/// The symbol of the chain's token.
pub(crate) const TOKEN_SYMBOL: &str = "UNIT";
/// The digits after the point in an amount of the token.
pub(crate) const TOKEN_DECIMALS: u32 = 12;

/// The storage key of the number of the block in the making.
pub(crate) const BLOCK_NUMBER: [u8; 32] =
    hex2array!("26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac");
/// The storage key of the hash of the block before.
pub(crate) const PARENT_HASH: [u8; 32] = hex2array!("26aa394eea5630e07c48ae0c9558cef78a42f33323cb5ced3b44dd825fda9fcc");
/// The storage key of the time.
pub(crate) const TIMESTAMP_NOW: [u8; 32] =
    hex2array!("f0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb");
