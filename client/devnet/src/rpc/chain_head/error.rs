//! The errors of `chainHead_v1_*`.

use jsonrpsee::types::{error::INVALID_PARAMS_CODE, ErrorObject, ErrorObjectOwned};

use super::follows::UnpinError;

fn error(code: i32, message: impl Into<String>) -> ErrorObjectOwned {
    ErrorObject::owned(code, message, None::<()>)
}

/// The connection has as many followers as it may have.
pub(super) fn too_many() -> ErrorObjectOwned {
    error(-32800, "Maximum number of chainHead_follow has been reached")
}

/// The follower does not hold on to this block.
pub(super) fn block() -> ErrorObjectOwned {
    error(-32801, "Invalid block hash")
}

/// The follower did not ask for the runtime.
pub(super) fn runtime_call() -> ErrorObjectOwned {
    error(-32802, "The `chainHead_follow` subscription was started with `withRuntime` set to `false`")
}

/// The operation does not wait to go on.
pub(super) fn does_not_wait() -> ErrorObjectOwned {
    error(-32803, "Wait for continue event was not generated for the subscription")
}

/// The blocks cannot be let go.
pub(super) fn unpin(why: UnpinError) -> ErrorObjectOwned {
    match why {
        UnpinError::Block => block(),
        UnpinError::Duplicate => error(-32804, "Received duplicate hashes for the `chainHead_unpin` method"),
    }
}

/// A parameter is no hexadecimal text.
pub(super) fn parameter(text: &str) -> ErrorObjectOwned {
    error(INVALID_PARAMS_CODE, format!("Invalid parameter: {text}"))
}
