//! Errors as a Substrate node puts them into JSON-RPC.

use std::fmt::Display;

use jsonrpsee::types::{error::INVALID_PARAMS_CODE, ErrorObject, ErrorObjectOwned};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError, UnknownTransaction};

use crate::{
    chain::{runtime::CallError, state::StateError, UnknownBlock},
    error::Error,
    pool::SubmitError,
};

/// What a method answers.
pub(super) type Answer<T> = Result<T, ErrorObjectOwned>;

const VERIFICATION: i32 = 1002;
const POOL_INVALID: i32 = 1010;
const POOL_UNKNOWN: i32 = 1011;
const POOL_ALREADY_IMPORTED: i32 = 1013;
const POOL_TOO_LOW_PRIORITY: i32 = 1014;
const POOL_IMMEDIATELY_DROPPED: i32 = 1016;
const AUTHOR_OTHER: i32 = 1040;
const STATE_BLOCK_RANGE: i32 = 4001;
const STATE_COUNT: i32 = 4002;
const STATE_CLIENT: i32 = 4003;
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

fn execution(why: &CallError) -> String {
    match why {
        CallError::UnknownMethod(_) => format!("Execution failed: Other: {why}"),
        _ => format!("Execution failed: {why}"),
    }
}

/// The block asked for is not known.
pub(super) fn unknown_block(why: &UnknownBlock) -> ErrorObjectOwned {
    client(format_args!("UnknownBlock: {why}"))
}

/// The block that a range begins or ends with is not known.
pub(super) fn unknown_range(why: &UnknownBlock) -> ErrorObjectOwned {
    error(STATE_BLOCK_RANGE, format!("Cannot resolve a block range. UnknownBlock: {why}"), None)
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
pub(super) fn dispatch_runtime(why: impl Display) -> ErrorObjectOwned {
    error(DISPATCH_RUNTIME, "Unable to query dispatch info.", Some(why.to_string()))
}

/// The fee of a transaction could not be told because the bytes are no transaction.
pub(super) fn dispatch_format(why: impl Display) -> ErrorObjectOwned {
    error(DISPATCH_FORMAT, "Unable to query dispatch info.", Some(why.to_string()))
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
        SubmitError::Invalid(TransactionValidityError::Unknown(unknown)) => {
            let data = match unknown {
                UnknownTransaction::Custom(code) => format!("Custom error: {code}"),
                other => <&str>::from(other).into(),
            };
            error(POOL_UNKNOWN, "Unknown Transaction Validity", Some(data))
        }
        SubmitError::AlreadyImported(hash) => {
            error(POOL_ALREADY_IMPORTED, "Transaction Already Imported", Some(format!("[{hash:?}]")))
        }
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
