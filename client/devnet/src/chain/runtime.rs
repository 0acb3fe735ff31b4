//! Calls into the runtime.

use contracts_node_runtime::{api, Block, RuntimeCall, UncheckedExtrinsic};
use scale::{Decode, DecodeLimit};
use sp_core::H256;
use sp_runtime::transaction_validity::TransactionSource;
use sp_state_machine::{Ext, OverlayedChanges};

use super::state::{Hashing, State};
use crate::{names, quiet};

/// Changes on top of a state.
pub(crate) type Overlay = OverlayedChanges<Hashing>;

/// How deep calls may nest in each other. The runtime itself decodes without a bound, which natively ends in an
/// overflow of the stack, and that cannot be caught. This much, with contracts calling each other inside, takes less than
/// half of the 2 MiB that threads have.
pub(crate) const MAX_DEPTH: u32 = 48;

/// Why a call into the runtime has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The runtime has no function of this name.
    #[error("Exported method {0} is not found")]
    UnknownMethod(String),
    /// The runtime panicked; compiled to wasm it would have trapped. Arguments that do not decode end here.
    #[error("Runtime panicked: {0}")]
    Panicked(String),
    /// The answer is not of the type that it should be.
    #[error("the answer of {method} does not decode: {source}")]
    Answer {
        /// The function called.
        method: &'static str,
        /// Why its answer does not decode.
        source: scale::Error,
    },
}

/// Calls a function of the runtime on a state and the changes in `overlay`, to which it adds its own.
///
/// After an error the overlay still holds the changes of that call up to the panic. Drop them.
pub(crate) fn call(state: &State, overlay: &mut Overlay, method: &str, args: &[u8]) -> Result<Vec<u8>, CallError> {
    check_depth(method, args)?;
    within(state, overlay, || api::dispatch(method, args))
        .map_err(CallError::Panicked)?
        .ok_or_else(|| CallError::UnknownMethod(method.to_owned()))
}

/// Runs code of the runtime on a state and the changes in `overlay`. A panic in it becomes its message.
pub(super) fn within<T>(state: &State, overlay: &mut Overlay, run: impl FnOnce() -> T) -> Result<T, String> {
    let outcome = quiet::catch(|| {
        // Between these two marks the overlay keeps the runtime from closing storage transactions of others, and
        // afterwards closes those that a panic left open.
        let entered = overlay.enter_runtime().is_ok();
        let outcome = quiet::catch(|| {
            let mut ext = Ext::new(overlay, state, None);
            sp_externalities::set_and_run_with_externalities(&mut ext, run)
        });
        if entered {
            let _ = overlay.exit_runtime();
        }
        outcome
    });
    outcome.and_then(|inner| inner)
}

/// As [`call`], with the answer decoded.
pub(crate) fn ask<T: Decode>(
    state: &State,
    overlay: &mut Overlay,
    method: &'static str,
    args: &[u8],
) -> Result<T, CallError> {
    let answer = call(state, overlay, method, args)?;
    T::decode(&mut answer.as_slice()).map_err(|source| CallError::Answer { method, source })
}

fn check_depth(method: &str, args: &[u8]) -> Result<(), CallError> {
    fn shallow<T: Decode>(args: &[u8]) -> Result<(), scale::Error> {
        T::decode_with_depth_limit(MAX_DEPTH, &mut &args[..]).map(drop)
    }
    let checked = match method {
        names::APPLY_EXTRINSIC => shallow::<UncheckedExtrinsic>(args),
        names::VALIDATE_TRANSACTION => shallow::<(TransactionSource, UncheckedExtrinsic, H256)>(args),
        names::QUERY_INFO | names::QUERY_FEE_DETAILS => shallow::<(UncheckedExtrinsic, u32)>(args),
        "TransactionPaymentCallApi_query_call_info" | "TransactionPaymentCallApi_query_call_fee_details" => {
            shallow::<(RuntimeCall, u32)>(args)
        }
        "Core_execute_block" | "BlockBuilder_check_inherents" => shallow::<Block>(args),
        _ => Ok(()),
    };
    checked.map_err(|error| CallError::Panicked(format!("Bad input data provided to {method}: {error}")))
}
