//! `author_*`: submitting transactions.

use std::{sync::Arc, time::Duration};

use jsonrpsee::{core::RegisterMethodError, PendingSubscriptionSink, RpcModule};
use scale::{Decode, Encode};
use serde::Deserialize;
use serde_json::{json, Value};
use sp_core::{crypto::KeyTypeId, Bytes, H256};

use super::{
    connection::Connection,
    denied,
    error::{self, Answer},
    heavy, light, notify, Args,
};
use crate::{
    names,
    node::{identify, Node},
    pool::{Progress, SubmitError},
};

/// How long after a transaction is in a block its watcher hears that it is final.
///
/// polkadot.js looks up the block of each status and forgets that when the next one comes before it is done, so that who
/// waits for `inBlock` would wait for ever. Chopsticks pauses as long, the node a second.
const PAUSE: Duration = Duration::from_millis(100);

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    heavy(module, "author_submitExtrinsic", |node, args| {
        let extrinsic = args.next::<Bytes>()?;
        Ok(node.submit(&extrinsic).map_err(error::submit)?.hash)
    })?;
    light(module, "author_pendingExtrinsics", |node, _| {
        Ok(node.pool().ready().iter().map(|waiting| Bytes(waiting.bytes.to_vec())).collect::<Vec<_>>())
    })?;
    light(module, "author_removeExtrinsic", remove)?;
    heavy(module, "author_rotateKeys", |node, _| {
        let head = node.chain().history().head();
        let seed: Option<Vec<u8>> = None;
        let keys = node.chain().ask::<Vec<u8>>(&head, names::GENERATE_SESSION_KEYS, &seed.encode());
        keys.map(Bytes).map_err(|why| error::author(error::execution(&why)))
    })?;
    heavy(module, "author_hasSessionKeys", has_session_keys)?;
    light(module, "author_hasKey", |_, args| {
        args.next::<Bytes>()?;
        KeyTypeId::try_from(args.next::<String>()?.as_str()).map_err(|()| error::key_type())?;
        // A development chain signs nothing, so it keeps no keys.
        Ok(false)
    })?;
    denied(module, &["author_insertKey"])?;
    module
        .register_subscription(
            "author_submitAndWatchExtrinsic",
            "author_extrinsicUpdate",
            "author_unwatchExtrinsic",
            |params, pending, node, extensions| async move {
                let pause = match Connection::of(&extensions) {
                    Connection::Remote(..) => PAUSE,
                    Connection::Local(_) => Duration::ZERO,
                };
                match Args(params.sequence()).next::<Bytes>() {
                    Err(error) => pending.reject(error).await,
                    Ok(extrinsic) => watch(node, pending, extrinsic, pause).await,
                }
            },
        )
        .map(drop)
}

/// An extrinsic by its hash or its bytes.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum ExtrinsicOrHash {
    Hash(H256),
    Extrinsic(Bytes),
}

fn remove(node: &Node, args: &mut Args<'_>) -> Answer<Vec<H256>> {
    let hash = |named| match named {
        ExtrinsicOrHash::Hash(hash) => Ok(hash),
        ExtrinsicOrHash::Extrinsic(bytes) => match identify(&bytes) {
            Ok((hash, _)) => Ok(hash),
            Err(SubmitError::Format(why)) => Err(error::bad_format(&why)),
            Err(why) => Err(error::submit(why)),
        },
    };
    let hashes = args.next::<Vec<ExtrinsicOrHash>>()?.into_iter().map(hash).collect::<Answer<Vec<H256>>>()?;
    Ok(hashes.iter().flat_map(|hash| node.pool().remove_invalid(hash, &SubmitError::Removed)).collect())
}

/// The public keys in an encoding of session keys, each with its type. This runtime has none.
type SessionKeys = Vec<(Vec<u8>, [u8; 4])>;

fn has_session_keys(node: &Node, args: &mut Args<'_>) -> Answer<bool> {
    let keys = args.next::<Bytes>()?;
    let head = node.chain().history().head();
    let answer = node.chain().call(&head, names::DECODE_SESSION_KEYS, &keys.0.encode());
    let answer = answer.map_err(|why| error::author(error::execution(&why)))?;
    let keys = Option::<SessionKeys>::decode(&mut answer.as_slice()).map_err(error::author)?;
    Ok(keys.ok_or_else(error::session_keys)?.is_empty())
}

async fn watch(node: Arc<Node>, pending: PendingSubscriptionSink, extrinsic: Bytes, pause: Duration) {
    let submitted = tokio::task::spawn_blocking(move || node.submit(&extrinsic));
    let mut submitted = match submitted.await {
        Ok(Ok(submitted)) => submitted,
        Ok(Err(SubmitError::Format(why))) => return pending.reject(error::bad_format(&why)).await,
        Ok(Err(why)) => return pending.reject(error::submit(why)).await,
        Err(why) => return pending.reject(error::internal(why)).await,
    };
    let Ok(sink) = pending.accept().await else { return };
    loop {
        let progress = tokio::select! {
            () = sink.closed() => return,
            progress = submitted.next() => progress,
        };
        match progress {
            Some(progress) => {
                if matches!(progress, Progress::Finalized(..)) {
                    tokio::time::sleep(pause).await;
                }
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
        Progress::InBlock(block, _) => json!({ "inBlock": block }),
        Progress::Finalized(block, _) => json!({ "finalized": block }),
        Progress::Usurped(by) => json!({ "usurped": by }),
        Progress::Dropped => json!("dropped"),
        Progress::Invalid(_) => json!("invalid"),
    }
}
