//! `transaction_v1_*`: submitting a transaction, again and again if need be, until it is in a block or its sender says
//! stop.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jsonrpsee::{
    core::{traits::IdProvider, RegisterMethodError},
    server::RandomStringIdProvider,
    types::{ErrorObjectOwned, SubscriptionId},
    RpcModule,
};
use sp_core::{Bytes, H256};
use tokio::sync::oneshot;

use super::{
    connection::Connection,
    error::{self, Answer},
    Args,
};
use crate::{
    node::{identify, Node},
    pool::{Progress, SubmitError},
};

/// How many transactions of one connection may be on their way.
const MAX_EACH: usize = 16;

/// How many of all connections together, as one that is closed leaves its own behind.
const MAX_ALL: usize = 4096;

/// How many that have arrived are remembered, so that to stop them is no error.
const MAX_DONE: usize = 1024;

const ID_LENGTH: usize = 16;

type Name = (Connection, String);

/// The transactions on their way, each with what stops it, and those that have arrived.
#[derive(Default)]
struct Broadcasts {
    going: HashMap<Name, oneshot::Sender<()>>,
    done: VecDeque<Name>,
}

type Shared = Arc<Mutex<Broadcasts>>;

fn lock(shared: &Shared) -> MutexGuard<'_, Broadcasts> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Broadcasts {
    /// Notes a new one; nothing when the connection has too many.
    fn begin(&mut self, connection: Connection) -> Option<(Name, oneshot::Receiver<()>)> {
        let own = self.going.keys().filter(|(other, _)| *other == connection).count();
        if own >= MAX_EACH || self.going.len() >= MAX_ALL {
            return None;
        }
        let SubscriptionId::Str(id) = RandomStringIdProvider::new(ID_LENGTH).next_id() else { return None };
        let name = (connection, id.into_owned());
        let (stop, stopped) = oneshot::channel();
        self.going.insert(name.clone(), stop);
        Some((name, stopped))
    }

    fn end(&mut self, name: Name) {
        if self.going.remove(&name).is_some() {
            if self.done.len() >= MAX_DONE {
                self.done.pop_front();
            }
            self.done.push_back(name);
        }
    }

    fn stop(&mut self, name: &Name) -> bool {
        match self.going.remove(name) {
            Some(stop) => {
                // It fails for one that arrives this very moment, which is as good.
                let _ = stop.send(());
                true
            }
            None => match self.done.iter().position(|done| done == name) {
                Some(at) => self.done.remove(at).is_some(),
                None => false,
            },
        }
    }
}

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    let begun = Shared::default();
    let stopped = begun.clone();
    module.register_async_method("transaction_v1_broadcast", move |params, node, extensions| {
        let broadcasts = begun.clone();
        async move {
            let bytes = Args(params.sequence()).next::<Bytes>()?;
            let Some((name, stop)) = lock(&broadcasts).begin(Connection::of(&extensions)) else {
                return Ok::<_, ErrorObjectOwned>(None);
            };
            let id = name.1.clone();
            match identify(&bytes) {
                Ok((hash, bytes)) => {
                    tokio::spawn(async move {
                        carry(&node, hash, bytes, stop).await;
                        lock(&broadcasts).end(name);
                    });
                }
                // What is no transaction is not reported: it just never arrives.
                Err(_) => lock(&broadcasts).end(name),
            }
            Ok(Some(id))
        }
    })?;
    module.register_method("transaction_v1_stop", move |params, _, extensions| -> Answer<()> {
        let id = Args(params.sequence()).next::<String>()?;
        if lock(&stopped).stop(&(Connection::of(extensions), id)) {
            Ok(())
        } else {
            Err(error::operation_id())
        }
    })?;
    Ok(())
}

/// Submits a transaction until it is in a block or can never be.
async fn carry(node: &Arc<Node>, hash: H256, bytes: Arc<Vec<u8>>, mut stop: oneshot::Receiver<()>) {
    let mut head = node.chain().history().watch();
    loop {
        head.borrow_and_update();
        let (submitter, again) = (node.clone(), bytes.clone());
        match tokio::task::spawn_blocking(move || submitter.submit(&again)).await {
            Ok(Ok(mut submitted)) => loop {
                let progress = tokio::select! {
                    progress = submitted.next() => progress,
                    _ = &mut stop => {
                        node.pool().remove_invalid(&hash, &SubmitError::Removed);
                        return;
                    }
                };
                match progress {
                    Some(Progress::Invalid(_) | Progress::Dropped) => break,
                    Some(Progress::Future | Progress::Ready | Progress::InBlock(..)) => {}
                    Some(Progress::Finalized(..) | Progress::Usurped(_)) | None => return,
                }
            },
            Ok(Err(why)) if why.may_pass() => {}
            _ => return,
        }
        tokio::select! {
            changed = head.changed() => if changed.is_err() { return },
            _ = &mut stop => return,
        }
    }
}
