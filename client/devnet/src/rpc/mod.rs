//! The JSON-RPC methods, one file for each namespace.

mod author;
mod broadcast;
mod chain;
mod chain_head;
mod chain_spec;
mod childstate;
mod connection;
mod date;
mod dev;
mod error;
mod offchain;
mod payment;
mod state;
mod subscribe;
mod system;
mod watch;

use std::sync::Arc;

use jsonrpsee::{
    core::RegisterMethodError,
    types::{error::INTERNAL_ERROR_CODE, ErrorObject, Params, ParamsSequence},
    Methods, RpcModule, SubscriptionSink,
};
use serde::{de::DeserializeOwned, Serialize};
use serde_json::json;

use crate::{node::Node, quiet};
pub(crate) use connection::Local;
use error::Answer;

/// All methods, for a server or for calls inside the process.
pub(crate) fn methods(node: Arc<Node>) -> Result<Methods, RegisterMethodError> {
    let mut module = RpcModule::from_arc(node);
    author::register(&mut module)?;
    broadcast::register(&mut module)?;
    chain::register(&mut module)?;
    chain_head::register(&mut module)?;
    chain_spec::register(&mut module)?;
    childstate::register(&mut module)?;
    dev::register(&mut module)?;
    offchain::register(&mut module)?;
    payment::register(&mut module)?;
    state::register(&mut module)?;
    subscribe::register(&mut module)?;
    system::register(&mut module)?;
    watch::register(&mut module)?;

    // Clients choose how to talk by what is listed here, so the list is made of what is there.
    let mut names: Vec<&str> = module.method_names().chain(["rpc_methods"]).collect();
    names.sort_unstable();
    let list = json!({ "methods": names });
    module.register_method("rpc_methods", move |_, _, _| list.clone())?;
    Ok(module.into())
}

/// The parameters of a call, in their order.
struct Args<'a>(ParamsSequence<'a>);

impl Args<'_> {
    /// The next one, which must be there.
    fn next<T: DeserializeOwned>(&mut self) -> Answer<T> {
        self.0.next()
    }

    /// The next one, if it is there and not null.
    fn optional<T: DeserializeOwned>(&mut self) -> Answer<Option<T>> {
        self.0.optional_next()
    }
}

type Method<T> = fn(&Node, &mut Args<'_>) -> Answer<T>;

fn answer<T>(method: Method<T>, node: &Node, params: &Params<'_>) -> Answer<T> {
    // Whatever goes wrong in a method is an answer to this call and must not touch the connection's others.
    quiet::catch(|| method(node, &mut Args(params.sequence()))).unwrap_or_else(|message| {
        tracing::error!(message, "a method panicked");
        Err(ErrorObject::owned(INTERNAL_ERROR_CODE, "Internal error", None::<()>))
    })
}

/// Registers a method that only looks something up.
fn light<T: Serialize + Clone + 'static>(
    module: &mut RpcModule<Node>,
    name: &'static str,
    method: Method<T>,
) -> Result<(), RegisterMethodError> {
    module.register_method(name, move |params, node, _| answer(method, node, &params)).map(drop)
}

/// Registers a method that runs the runtime or reads much, on a thread where that holds up nobody.
fn heavy<T: Serialize + Clone + 'static>(
    module: &mut RpcModule<Node>,
    name: &'static str,
    method: Method<T>,
) -> Result<(), RegisterMethodError> {
    module.register_blocking_method(name, move |params, node, _| answer(method, &node, &params)).map(drop)
}

/// Registers other names for a method.
fn aliases(
    module: &mut RpcModule<Node>,
    name: &'static str,
    others: &[&'static str],
) -> Result<(), RegisterMethodError> {
    others.iter().try_for_each(|other| module.register_alias(other, name))
}

/// Registers methods that a node has and a development chain does not do.
fn denied(module: &mut RpcModule<Node>, names: &[&'static str]) -> Result<(), RegisterMethodError> {
    names
        .iter()
        .try_for_each(|name| module.register_method(name, |_, _, _| Answer::<()>::Err(error::denied())).map(drop))
}

/// Sends a notification. False says that nobody listens any more.
async fn notify(sink: &SubscriptionSink, value: &impl Serialize) -> bool {
    match serde_json::value::to_raw_value(value) {
        Ok(message) => sink.send(message).await.is_ok(),
        Err(_) => false,
    }
}
