//! JSON-RPC inside the process.

use futures::StreamExt;
use jsonrpsee::{types::ErrorObjectOwned, Methods};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use subxt_rpcs::{
    client::{RawRpcFuture, RawRpcSubscription, RpcClientT},
    Error, UserError,
};

use crate::rpc::Local;

/// How many notifications of a subscription may wait for their reader; the chain's side waits beyond that.
const BUFFER: usize = 64;

/// Calls the chain's JSON-RPC methods without a socket.
///
/// It is a transport for subxt: `RpcClient::new(devnet.rpc_client())`. Its clones count as one connection with it.
#[derive(Clone)]
pub struct LocalClient {
    methods: Methods,
}

#[derive(Serialize)]
struct Request<'a> {
    jsonrpc: &'static str,
    id: u8,
    method: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    params: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Response<'a> {
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error: Option<ErrorObjectOwned>,
}

#[derive(Deserialize)]
struct Notification<'a> {
    #[serde(borrow)]
    params: Payload<'a>,
}

#[derive(Deserialize)]
struct Payload<'a> {
    #[serde(borrow)]
    result: Option<&'a RawValue>,
}

type Notifications = tokio::sync::mpsc::Receiver<Box<RawValue>>;

impl LocalClient {
    pub(crate) fn new(mut methods: Methods, number: u64) -> Self {
        methods.extensions_mut().insert(Local(number));
        Self { methods }
    }

    async fn ask(&self, method: &str, params: Option<Box<RawValue>>) -> Result<(Box<RawValue>, Notifications), Error> {
        let request = Request { jsonrpc: "2.0", id: 0, method, params: params.as_deref() };
        let request = serde_json::to_string(&request).map_err(Error::Serialization)?;
        let (response, notifications) =
            self.methods.raw_json_request(&request, BUFFER).await.map_err(Error::Serialization)?;
        let response: Response<'_> = serde_json::from_str(response.get()).map_err(Error::Deserialization)?;
        match response {
            Response { error: Some(error), .. } => Err(Error::User(UserError {
                code: error.code(),
                message: error.message().to_owned(),
                data: error.data().map(ToOwned::to_owned),
            })),
            // A result of null is none to serde.
            Response { result, .. } => {
                Ok((result.map_or_else(|| RawValue::NULL.to_owned(), ToOwned::to_owned), notifications))
            }
        }
    }
}

impl RpcClientT for LocalClient {
    fn request_raw<'a>(&'a self, method: &'a str, params: Option<Box<RawValue>>) -> RawRpcFuture<'a, Box<RawValue>> {
        Box::pin(async move { Ok(self.ask(method, params).await?.0) })
    }

    fn subscribe_raw<'a>(
        &'a self,
        sub: &'a str,
        params: Option<Box<RawValue>>,
        _unsub: &'a str,
    ) -> RawRpcFuture<'a, RawRpcSubscription> {
        Box::pin(async move {
            let (id, notifications) = self.ask(sub, params).await?;
            // The subscription ends when its reader drops the stream, so there is nothing to unsubscribe.
            let stream = futures::stream::unfold(notifications, |mut notifications| async move {
                let notification = notifications.recv().await?;
                Some((payload(&notification), notifications))
            });
            Ok(RawRpcSubscription { stream: stream.boxed(), id: Some(id.get().trim_matches('"').to_owned()) })
        })
    }
}

fn payload(notification: &RawValue) -> Result<Box<RawValue>, Error> {
    let notification: Notification<'_> = serde_json::from_str(notification.get()).map_err(Error::Deserialization)?;
    Ok(notification.params.result.map_or_else(|| RawValue::NULL.to_owned(), ToOwned::to_owned))
}
