//! `author_*`: submitting transactions.

use std::sync::Arc;

use jsonrpsee::{core::RegisterMethodError, PendingSubscriptionSink, RpcModule};
use serde_json::{json, Value};
use sp_core::Bytes;

use super::{error, heavy, light, notify, Args};
use crate::{node::Node, pool::Progress};

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    heavy(module, "author_submitExtrinsic", |node, args| {
        let extrinsic = args.next::<Bytes>()?;
        Ok(node.submit(&extrinsic).map_err(error::submit)?.hash)
    })?;
    light(module, "author_pendingExtrinsics", |node, _| {
        Ok(node.pool().all().iter().map(|waiting| Bytes(waiting.bytes.to_vec())).collect::<Vec<_>>())
    })?;
    module
        .register_subscription(
            "author_submitAndWatchExtrinsic",
            "author_extrinsicUpdate",
            "author_unwatchExtrinsic",
            |params, pending, node, _| async move {
                match Args(params.sequence()).next::<Bytes>() {
                    Err(error) => pending.reject(error).await,
                    Ok(extrinsic) => watch(node, pending, extrinsic).await,
                }
            },
        )
        .map(drop)
}

async fn watch(node: Arc<Node>, pending: PendingSubscriptionSink, extrinsic: Bytes) {
    let submitted = tokio::task::spawn_blocking(move || node.submit(&extrinsic));
    let mut submitted = match submitted.await {
        Ok(Ok(submitted)) => submitted,
        Ok(Err(why)) => return pending.reject(error::submit(why)).await,
        Err(why) => return pending.reject(error::client(why)).await,
    };
    let Ok(sink) = pending.accept().await else { return };
    loop {
        let progress = tokio::select! {
            () = sink.closed() => return,
            progress = submitted.next() => progress,
        };
        match progress {
            Some(progress) => {
                if !notify(&sink, &status(&progress)).await {
                    return;
                }
            }
            None => return,
        }
    }
}

fn status(progress: &Progress) -> Value {
    match progress {
        Progress::Future => json!("future"),
        Progress::Ready => json!("ready"),
        Progress::InBlock(block) => json!({ "inBlock": block }),
        Progress::Finalized(block) => json!({ "finalized": block }),
        Progress::Usurped(by) => json!({ "usurped": by }),
        Progress::Invalid(_) => json!("invalid"),
    }
}
