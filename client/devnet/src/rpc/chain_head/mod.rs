//! `chainHead_v1_*`: following the chain, and asking about the blocks that one has been told of.

mod error;
mod event;
mod follow;
mod follows;
mod operation;
mod storage;

use std::{future::Future, sync::Arc};

use jsonrpsee::{
    core::RegisterMethodError,
    types::{ErrorObjectOwned, Params},
    Extensions, ResponsePayload, RpcModule,
};
use scale::Encode;
use serde::Deserialize;
use sp_core::{storage::ChildInfo, H256};

use self::{
    event::{hex, Event, Response},
    follows::{Follows, Refused},
    operation::Operation,
    storage::Query,
};
use super::{
    connection::Connection,
    error::{execution, Answer},
    Args,
};
use crate::node::Node;

type Started = ResponsePayload<'static, Response>;

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    let follows = Arc::<Follows>::default();
    let shared = follows.clone();
    module.register_subscription(
        "chainHead_v1_follow",
        "chainHead_v1_followEvent",
        "chainHead_v1_unfollow",
        move |params, pending, node, extensions| {
            let follows = shared.clone();
            async move {
                match Args(params.sequence()).next::<bool>() {
                    Err(error) => pending.reject(error).await,
                    Ok(with_runtime) => {
                        let slot = follows.reserve(Connection::of(&extensions));
                        follow::run(node, follows, slot, pending, with_runtime).await;
                    }
                }
            }
        },
    )?;
    start(module, &follows, "chainHead_v1_body", body)?;
    start(module, &follows, "chainHead_v1_call", call)?;
    start(module, &follows, "chainHead_v1_storage", read_storage)?;
    let shared = follows.clone();
    module.register_method("chainHead_v1_header", move |params, _, extensions| {
        header(&shared, &mut Args(params.sequence()), Connection::of(extensions))
    })?;
    let shared = follows.clone();
    module.register_method("chainHead_v1_unpin", move |params, _, extensions| {
        unpin(&shared, &mut Args(params.sequence()), Connection::of(extensions))
    })?;
    let shared = follows.clone();
    module.register_method("chainHead_v1_continue", move |params, _, extensions| -> Answer<()> {
        let mut args = Args(params.sequence());
        let (follow, id) = (args.next::<String>()?, args.next::<String>()?);
        match shared.operation(Connection::of(extensions), &follow, &id) {
            Some(operation) if !operation.go_on() => Err(error::does_not_wait()),
            _ => Ok(()),
        }
    })?;
    module.register_method("chainHead_v1_stopOperation", move |params, _, extensions| -> Answer<()> {
        let mut args = Args(params.sequence());
        let (follow, id) = (args.next::<String>()?, args.next::<String>()?);
        if let Some(operation) = follows.operation(Connection::of(extensions), &follow, &id) {
            operation.stop();
        }
        Ok(())
    })?;
    Ok(())
}

/// What an operation does once its id has been sent.
type Work = futures::future::BoxFuture<'static, ()>;

/// A method that begins an operation: its answer, and what is to be done after that.
type Begin = fn(&Arc<Follows>, Arc<Node>, &mut Args<'_>, Connection) -> Answer<(Response, Option<Work>)>;

/// Registers a method that begins an operation.
fn start(
    module: &mut RpcModule<Node>,
    follows: &Arc<Follows>,
    name: &'static str,
    begin: Begin,
) -> Result<(), RegisterMethodError> {
    let follows = follows.clone();
    module
        .register_async_method(name, move |params, node, extensions| {
            let follows = follows.clone();
            async move { answer(begin, &follows, node, &params, &extensions) }
        })
        .map(drop)
}

fn answer(
    begin: Begin,
    follows: &Arc<Follows>,
    node: Arc<Node>,
    params: &Params<'_>,
    extensions: &Extensions,
) -> Started {
    match begin(follows, node, &mut Args(params.sequence()), Connection::of(extensions)) {
        Ok((response, Some(work))) => {
            // The events must not come before the answer that they refer to.
            let (payload, sent) = ResponsePayload::success(response).notify_on_completion();
            tokio::spawn(async move {
                if sent.await.is_ok() {
                    work.await;
                }
            });
            payload
        }
        Ok((response, None)) => ResponsePayload::success(response),
        Err(why) => ResponsePayload::error(why),
    }
}

/// An operation that has begun; none says that a limit is reached.
fn begun(begun: Result<Operation, Refused>) -> Answer<Option<Operation>> {
    match begun {
        Ok(operation) => Ok(Some(operation)),
        Err(Refused::Limit) => Ok(None),
        Err(Refused::Block) => Err(error::block()),
    }
}

const LIMIT: (Response, Option<Work>) = (Response::LimitReached, None);

fn work(future: impl Future<Output = ()> + Send + 'static) -> Option<Work> {
    Some(Box::pin(future))
}

/// Bytes as hexadecimal text, with or without `0x`. No text is no bytes.
fn bytes(text: &str) -> Answer<Vec<u8>> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    if digits.is_empty() {
        return Ok(Vec::new());
    }
    let whole = digits.len().is_multiple_of(2) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    whole.then(|| sp_core::bytes::from_hex(digits).ok()).flatten().ok_or_else(|| error::parameter(text))
}

fn body(
    follows: &Arc<Follows>,
    _: Arc<Node>,
    args: &mut Args<'_>,
    connection: Connection,
) -> Answer<(Response, Option<Work>)> {
    let (follow, hash) = (args.next::<String>()?, args.next::<H256>()?);
    let Some(operation) = begun(follows.begin(connection, &follow, &hash, 1))? else { return Ok(LIMIT) };
    let response = Response::Started { operation_id: operation.id.clone(), discarded_items: None };
    let tell = async move {
        let value = operation.block.extrinsics.iter().map(|extrinsic| hex(extrinsic)).collect();
        operation.tell(Event::OperationBodyDone { operation_id: operation.id.clone(), value });
    };
    Ok((response, work(tell)))
}

fn call(
    follows: &Arc<Follows>,
    node: Arc<Node>,
    args: &mut Args<'_>,
    connection: Connection,
) -> Answer<(Response, Option<Work>)> {
    let (follow, hash) = (args.next::<String>()?, args.next::<H256>()?);
    let (function, parameters) = (args.next::<String>()?, args.next::<String>()?);
    let parameters = bytes(&parameters)?;
    let Some(operation) = begun(follows.begin(connection, &follow, &hash, 1))? else { return Ok(LIMIT) };
    if !operation.with_runtime {
        return Err(error::runtime_call());
    }
    let response = Response::Started { operation_id: operation.id.clone(), discarded_items: None };
    let run = move || {
        let operation_id = operation.id.clone();
        operation.tell(match node.chain().call(&operation.block, &function, &parameters) {
            Ok(output) => Event::OperationCallDone { operation_id, output: hex(&output) },
            Err(why) => Event::OperationError { operation_id, error: execution(&why) },
        });
    };
    // A panic that comes this far is a fault in this crate and has been printed.
    Ok((response, work(async move { drop(tokio::task::spawn_blocking(run).await) })))
}

fn read_storage(
    follows: &Arc<Follows>,
    node: Arc<Node>,
    args: &mut Args<'_>,
    connection: Connection,
) -> Answer<(Response, Option<Work>)> {
    let (follow, hash) = (args.next::<String>()?, args.next::<H256>()?);
    let (queries, child) = (args.next::<Vec<Query<String>>>()?, args.optional::<String>()?);
    if !follows.contains(connection, &follow) {
        return Ok(LIMIT);
    }
    let query = |query: Query<String>| Ok(Query { key: bytes(&query.key)?, kind: query.kind });
    let mut queries = queries.into_iter().map(query).collect::<Answer<Vec<_>>>()?;
    let child = child.map(|child| bytes(&child)).transpose()?.map(|id| ChildInfo::new_default(&id));
    let count = queries.len();
    let Some(operation) = begun(follows.begin(connection, &follow, &hash, count))? else { return Ok(LIMIT) };
    queries.truncate(operation.permit.items);
    let discarded_items = Some(count.saturating_sub(queries.len()));
    let response = Response::Started { operation_id: operation.id.clone(), discarded_items };
    Ok((response, work(storage::run(node, operation, queries, child))))
}

fn header(follows: &Arc<Follows>, args: &mut Args<'_>, connection: Connection) -> Answer<Option<String>> {
    let (follow, hash) = (args.next::<String>()?, args.next::<H256>()?);
    match follows.begin(connection, &follow, &hash, 1) {
        Ok(operation) => Ok(Some(hex(&operation.block.header.encode()))),
        Err(Refused::Limit) => Ok(None),
        Err(Refused::Block) => Err(error::block()),
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ListOrValue {
    List(Vec<H256>),
    Value(H256),
}

fn unpin(follows: &Arc<Follows>, args: &mut Args<'_>, connection: Connection) -> Answer<()> {
    let follow = args.next::<String>()?;
    let hashes = match args.next()? {
        ListOrValue::List(hashes) => hashes,
        ListOrValue::Value(hash) => vec![hash],
    };
    follows
        .unpin(connection, &follow, &hashes)
        .map_err(|why: follows::UnpinError| -> ErrorObjectOwned { error::unpin(why) })
}
