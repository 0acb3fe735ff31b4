//! `transactionWatch_v1_*`: submitting a transaction and hearing what happens to it.

use std::sync::Arc;

use jsonrpsee::{core::RegisterMethodError, PendingSubscriptionSink, RpcModule};
use serde_json::{json, Value};
use sp_core::Bytes;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};

use super::{error, notify, Args};
use crate::{
    node::Node,
    pool::{Progress, SubmitError},
};

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    module
        .register_subscription(
            "transactionWatch_v1_submitAndWatch",
            "transactionWatch_v1_watchEvent",
            "transactionWatch_v1_unwatch",
            |params, pending, node, _| async move {
                match Args(params.sequence()).next::<Bytes>() {
                    Err(error) => pending.reject(error).await,
                    Ok(extrinsic) => watch(node, pending, extrinsic).await,
                }
            },
        )
        .map(drop)
}

/// Whatever is wrong with the transaction is an event, and not an error of the call.
async fn watch(node: Arc<Node>, pending: PendingSubscriptionSink, extrinsic: Bytes) {
    let Ok(sink) = pending.accept().await else { return };
    let submitted = tokio::task::spawn_blocking(move || node.submit(&extrinsic)).await;
    let mut submitted = match submitted {
        Ok(Ok(submitted)) => submitted,
        Ok(Err(why)) => {
            notify(&sink, &refusal(&why)).await;
            return;
        }
        Err(why) => {
            notify(&sink, &json!({ "event": "error", "error": why.to_string() })).await;
            return;
        }
    };
    loop {
        let progress = tokio::select! {
            () = sink.closed() => return,
            progress = submitted.next() => progress,
        };
        match progress {
            Some(progress) => {
                if !notify(&sink, &event(&progress)).await {
                    return;
                }
            }
            None => return,
        }
    }
}

fn event(progress: &Progress) -> Value {
    let place = |block, index| json!({ "hash": block, "index": index });
    match progress {
        Progress::Future | Progress::Ready => json!({ "event": "validated" }),
        Progress::InBlock(block, index) => json!({ "event": "bestChainBlockIncluded", "block": place(block, index) }),
        Progress::Finalized(block, index) => json!({ "event": "finalized", "block": place(block, index) }),
        Progress::Usurped(_) => invalid("Extrinsic was rendered invalid by another extrinsic"),
        Progress::Dropped => {
            json!({ "event": "dropped", "error": "Extrinsic dropped from the pool due to exceeding limits" })
        }
        Progress::Invalid(_) => invalid("Extrinsic marked as invalid"),
    }
}

fn invalid(why: impl Into<String>) -> Value {
    json!({ "event": "invalid", "error": why.into() })
}

fn refusal(why: &SubmitError) -> Value {
    match why {
        SubmitError::Format(_) => invalid("Extrinsic bytes cannot be decoded"),
        SubmitError::Runtime(why) => invalid(format!("Verification error: Runtime error: {}", error::execution(why))),
        SubmitError::Invalid(TransactionValidityError::Invalid(InvalidTransaction::Custom(code))) => {
            invalid(format!("Invalid transaction with custom error: {code}"))
        }
        SubmitError::Invalid(TransactionValidityError::Invalid(why)) => {
            invalid(format!("Invalid transaction: {}", <&str>::from(*why)))
        }
        SubmitError::Invalid(TransactionValidityError::Unknown(why)) => {
            invalid(format!("Unknown transaction validity: {}", <&str>::from(*why)))
        }
        SubmitError::Overwritten(_) => invalid(format!("Invalid transaction: {why}")),
        SubmitError::Banned | SubmitError::Removed => invalid("Transaction is temporarily banned"),
        SubmitError::AlreadyImported(_) => invalid("Transaction is already imported"),
        SubmitError::TooLowPriority { old, new } => {
            invalid(format!("The priority of the transaction is too low (pool {old} > current {new})"))
        }
        SubmitError::NoTags => invalid("Transaction does not provide any tags, so the pool cannot identify it"),
        SubmitError::Full => invalid("The transaction could not enter the pool because of the limit"),
        SubmitError::Block(why) => json!({ "event": "error", "error": why }),
    }
}
