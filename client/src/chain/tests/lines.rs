//! Bad lines to the node: transports that do to transactions what real ones do when connections break.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

use mutual_devnet::LocalClient;
use serde_json::value::RawValue;
use subxt_rpcs::client::{RawRpcFuture, RawRpcSubscription, RpcClientT};

use super::*;

/// What a line does to transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It sends each twice, as a client does that connects anew and repeats what was not answered.
    Repeats,
    /// It breaks when the node has the transaction, before any answer.
    BreaksAfter,
    /// It breaks before the node has it.
    BreaksBefore,
}

/// A line with a fault, which can be repaired.
pub(super) struct Line {
    inner: LocalClient,
    fault: Fault,
    is_repaired: Arc<AtomicBool>,
}

impl Line {
    pub(super) fn new(devnet: &Devnet, fault: Fault) -> (Self, Arc<AtomicBool>) {
        let is_repaired = Arc::<AtomicBool>::default();
        (Self { inner: devnet.rpc_client(), fault, is_repaired: is_repaired.clone() }, is_repaired)
    }

    fn acts_on(&self, method: &str) -> bool {
        method.starts_with("author_submit") && !self.is_repaired.load(Ordering::SeqCst)
    }
}

fn broken<T>() -> Result<T, subxt_rpcs::Error> {
    Err(subxt_rpcs::Error::Client("the line broke".into()))
}

impl RpcClientT for Line {
    fn request_raw<'a>(&'a self, method: &'a str, params: Option<Box<RawValue>>) -> RawRpcFuture<'a, Box<RawValue>> {
        Box::pin(async move {
            if self.acts_on(method) {
                match self.fault {
                    Fault::BreaksBefore => return broken(),
                    Fault::Repeats | Fault::BreaksAfter => {
                        let first = self.inner.request_raw(method, params.clone()).await;
                        if self.fault == Fault::BreaksAfter {
                            first?;
                            return broken();
                        }
                    }
                }
            }
            self.inner.request_raw(method, params).await
        })
    }

    fn subscribe_raw<'a>(
        &'a self,
        sub: &'a str,
        params: Option<Box<RawValue>>,
        unsub: &'a str,
    ) -> RawRpcFuture<'a, RawRpcSubscription> {
        Box::pin(async move {
            if self.acts_on(sub) {
                match self.fault {
                    Fault::BreaksBefore => return broken(),
                    Fault::Repeats | Fault::BreaksAfter => {
                        let first = self.inner.subscribe_raw(sub, params.clone(), unsub).await;
                        if self.fault == Fault::BreaksAfter {
                            first?;
                            return broken();
                        }
                    }
                }
            }
            self.inner.subscribe_raw(sub, params, unsub).await
        })
    }
}
