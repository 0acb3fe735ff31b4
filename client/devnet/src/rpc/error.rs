//! Errors as a Substrate node puts them into JSON-RPC.

use std::fmt::Display;

use jsonrpsee::types::{
    error::{INTERNAL_ERROR_CODE, INVALID_PARAMS_CODE, METHOD_NOT_FOUND_CODE},
    ErrorObject, ErrorObjectOwned,
};
use sp_core::{H256, U256};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};

use crate::{
    chain::{runtime::CallError, state::StateError, UnknownBlock},
    error::Error,
    pool::SubmitError,
};

/// What a method answers.
pub(super) type Answer<T> = Result<T, ErrorObjectOwned>;

const BAD_FORMAT: i32 = 1001;
const VERIFICATION: i32 = 1002;
const POOL_INVALID: i32 = 1010;
const POOL_UNKNOWN: i32 = 1011;
const POOL_BANNED: i32 = 1012;
const POOL_ALREADY_IMPORTED: i32 = 1013;
const POOL_TOO_LOW_PRIORITY: i32 = 1014;
const POOL_IMMEDIATELY_DROPPED: i32 = 1016;
const POOL_NO_TAGS: i32 = 1019;
const AUTHOR_OTHER: i32 = 1040;
const CHAIN_OTHER: i32 = 3001;
const STATE_BLOCK_RANGE: i32 = 4001;
const STATE_COUNT: i32 = 4002;
const STATE_CLIENT: i32 = 4003;
const OFFCHAIN_KIND: i32 = 5001;
const DISPATCH_RUNTIME: i32 = 1;
const DISPATCH_FORMAT: i32 = 2;
/// The development methods have no code of their own. This is the first that JSON-RPC leaves to servers.
const DEVELOPMENT: i32 = -32000;

fn error(code: i32, message: impl Display, data: Option<String>) -> ErrorObjectOwned {
    ErrorObject::owned(code, message.to_string(), data)
}

/// The parameters are of the right number but not of the right kind.
pub(super) fn invalid_params(why: impl Display) -> ErrorObjectOwned {
    error(INVALID_PARAMS_CODE, "Invalid params", Some(why.to_string()))
}

/// The method could not do its work on the state.
pub(super) fn client(why: impl Display) -> ErrorObjectOwned {
    error(STATE_CLIENT, format!("Client error: {why}"), None)
}

/// A runtime function gave no answer.
pub(super) fn call(why: &CallError) -> ErrorObjectOwned {
    client(execution(why))
}

pub(super) fn execution(why: &CallError) -> String {
    match why {
        CallError::UnknownMethod(_) => format!("Execution failed: Other: {why}"),
        _ => format!("Execution failed: {why}"),
    }
}

/// The block asked for is not known.
pub(super) fn unknown_block(why: &UnknownBlock) -> ErrorObjectOwned {
    client(format_args!("UnknownBlock: {why}"))
}

/// The block whose runtime is to be called is not known.
pub(super) fn unknown_block_to_call(why: &UnknownBlock) -> ErrorObjectOwned {
    client(format_args!("UnknownBlock: Expect block number from id: BlockId::Hash({:?})", why.0))
}

/// The block whose runtime is asked through its interface is not known.
pub(super) fn unknown_block_of_api(why: &UnknownBlock) -> ErrorObjectOwned {
    client(format_args!("Api called for an unknown Block: {why}"))
}

/// The blocks from one to the other are not known.
pub(super) fn unknown_range(from: H256, to: Option<H256>, why: impl Display) -> ErrorObjectOwned {
    // The unclosed quotation mark is the node's.
    let message = format!("Cannot resolve a block range ['\"{from:?}\"' ... '\"{to:?}\"]. {why}");
    error(STATE_BLOCK_RANGE, message, None)
}

/// The two blocks are in the wrong order, or neither comes from the other.
pub(super) fn no_range(from: (u32, H256), to: (u32, H256), why: &str) -> ErrorObjectOwned {
    let name = |(number, hash): (u32, H256)| format!("\"{number} ({hash:?})\"");
    error(STATE_BLOCK_RANGE, format!("Cannot resolve a block range ['{}' ... '{}]. {why}", name(from), name(to)), None)
}

/// There can be no block of this number.
pub(super) fn block_number(number: Result<u64, U256>) -> ErrorObjectOwned {
    let number = match number {
        Ok(plain) => format!("Number({plain})"),
        Err(hex) => format!("Hex({hex:?})"),
    };
    error(CHAIN_OTHER, format!("`{number}` > u32::MAX, the max block number is u32."), None)
}

/// This development chain does not do that. The code is the one of a node that does not let strangers do it.
pub(super) fn denied() -> ErrorObjectOwned {
    error(METHOD_NOT_FOUND_CODE, "RPC call is unsafe to be called externally", None)
}

/// Something failed that should not.
pub(super) fn internal(why: impl Display) -> ErrorObjectOwned {
    error(INTERNAL_ERROR_CODE, why, None)
}

/// There is only one kind of storage outside of the chain.
pub(super) fn storage_kind() -> ErrorObjectOwned {
    error(OFFCHAIN_KIND, "This storage kind is not available yet", None)
}

/// There is no such operation.
pub(super) fn operation_id() -> ErrorObjectOwned {
    error(INVALID_PARAMS_CODE, "Invalid operation id", None)
}

/// A method about transactions or keys could not do its work.
pub(super) fn author(why: impl Display) -> ErrorObjectOwned {
    error(AUTHOR_OTHER, format_args!("Client error: {why}"), None)
}

/// The session keys do not decode.
pub(super) fn session_keys() -> ErrorObjectOwned {
    error(AUTHOR_OTHER, "Session keys are not encoded correctly", None)
}

/// The key type is not of four bytes.
pub(super) fn key_type() -> ErrorObjectOwned {
    error(AUTHOR_OTHER, "Invalid key type ID format (should be of length four)", None)
}

/// A nonce could not be told.
pub(super) fn nonce(why: &CallError) -> ErrorObjectOwned {
    error(DISPATCH_RUNTIME, "Unable to query nonce.", Some(execution(why)))
}

/// More entries are asked for than one answer may hold.
pub(super) fn count(value: u32, max: u32) -> ErrorObjectOwned {
    error(STATE_COUNT, format!("count exceeds maximum value. value: {value}, max: {max}"), None)
}

/// The state could not be read.
pub(super) fn state(why: StateError) -> ErrorObjectOwned {
    client(why)
}

/// A development method could not do its work.
pub(super) fn development(why: Error) -> ErrorObjectOwned {
    error(DEVELOPMENT, why, None)
}

/// The fee of a transaction could not be told because the runtime gave no answer.
pub(super) fn fee_runtime(what: &str, why: impl Display) -> ErrorObjectOwned {
    error(DISPATCH_RUNTIME, format_args!("Unable to query {what}."), Some(why.to_string()))
}

/// The fee of a transaction could not be told because the bytes are no transaction.
pub(super) fn fee_format(what: &str, why: &scale::Error) -> ErrorObjectOwned {
    error(DISPATCH_FORMAT, format_args!("Unable to query {what}."), Some(format!("{why:?}")))
}

/// The bytes to be watched are no transaction.
pub(super) fn bad_format(why: &scale::Error) -> ErrorObjectOwned {
    error(BAD_FORMAT, format_args!("Extrinsic has invalid format: {why}"), None)
}

/// The pool did not take a transaction.
pub(super) fn submit(why: SubmitError) -> ErrorObjectOwned {
    match why {
        SubmitError::Format(why) => error(AUTHOR_OTHER, format!("Client error: {why}"), None),
        SubmitError::Runtime(why) => {
            let why = execution(&why);
            error(
                VERIFICATION,
                format!("Verification Error: Runtime error: {why}"),
                Some(format!("RuntimeApi({why:?})")),
            )
        }
        SubmitError::Invalid(TransactionValidityError::Invalid(invalid)) => {
            let data = match invalid {
                InvalidTransaction::Custom(code) => format!("Custom error: {code}"),
                other => <&str>::from(other).into(),
            };
            error(POOL_INVALID, "Invalid Transaction", Some(data))
        }
        SubmitError::Overwritten(_) => error(POOL_INVALID, "Invalid Transaction", Some(why.to_string())),
        SubmitError::Invalid(TransactionValidityError::Unknown(unknown)) => {
            error(POOL_UNKNOWN, "Unknown Transaction Validity", Some(format!("{unknown:?}")))
        }
        SubmitError::Banned | SubmitError::Removed => error(POOL_BANNED, "Transaction is temporarily banned", None),
        // The node prints the type of the hash and not the hash.
        SubmitError::AlreadyImported(_) => {
            error(POOL_ALREADY_IMPORTED, "Transaction Already Imported", Some("Any { .. }".into()))
        }
        SubmitError::NoTags => error(
            POOL_NO_TAGS,
            "No tags provided",
            Some("Transaction does not provide any tags, so the pool can't identify it".into()),
        ),
        SubmitError::TooLowPriority { .. } => error(
            POOL_TOO_LOW_PRIORITY,
            &why,
            Some("The transaction has too low priority to replace another transaction already in the pool.".into()),
        ),
        SubmitError::Full => error(
            POOL_IMMEDIATELY_DROPPED,
            "Immediately Dropped",
            Some("The transaction couldn't enter the pool because of the limit".into()),
        ),
        SubmitError::Block(why) => error(AUTHOR_OTHER, why, None),
    }
}
