//! What a request over HTTP meets before JSON-RPC, as at a node: whether pages of any site may ask, and how it is.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use jsonrpsee::{
    core::BoxError,
    server::{http::response, HttpBody, HttpRequest, HttpResponse},
    Methods,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use tower::{Layer, Service};

/// Which of the chain's sockets a call came by. Each counts its connections from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Socket(pub(crate) u8);

/// What an answer depends on, for those who keep answers.
const VARY: &str = "origin, access-control-request-method, access-control-request-headers";

/// Puts this before a server.
#[derive(Clone)]
pub(crate) struct Front {
    pub(crate) methods: Methods,
    pub(crate) socket: Socket,
}

impl<S> Layer<S> for Front {
    type Service = Fronted<S>;

    fn layer(&self, inner: S) -> Fronted<S> {
        Fronted { inner, front: self.clone() }
    }
}

/// A server with this before it.
#[derive(Clone)]
pub(crate) struct Fronted<S> {
    inner: S,
    front: Front,
}

type Answer = Pin<Box<dyn Future<Output = Result<HttpResponse, BoxError>> + Send>>;

impl<S, B> Service<HttpRequest<B>> for Fronted<S>
where
    S: Service<HttpRequest<B>, Response = HttpResponse, Error = BoxError>,
    S::Future: Send + 'static,
{
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = Answer;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: HttpRequest<B>) -> Answer {
        if request.method() == "OPTIONS" {
            let headers = ["access-control-allow-methods", "access-control-allow-headers"];
            let answer = open(HttpResponse::new(HttpBody::empty()), &headers);
            return Box::pin(async { Ok(answer) });
        }
        match request.uri().path() {
            "/health" | "/health/readiness" if request.method() != "GET" => {
                Box::pin(async { Ok(response::method_not_allowed()) })
            }
            "/health" => Box::pin(health(self.front.methods.clone())),
            // It is ready as soon as it answers: it has nobody to wait for.
            "/health/readiness" => Box::pin(async { Ok(response::ok_response(HttpBody::empty())) }),
            _ => {
                request.extensions_mut().insert(self.front.socket);
                let answer = self.inner.call(request);
                Box::pin(async { Ok(open(answer.await?, &["access-control-expose-headers"])) })
            }
        }
    }
}

/// The answer as pages of any site may have it.
fn open(mut answer: HttpResponse, more: &[&'static str]) -> HttpResponse {
    let headers = answer.headers_mut();
    for name in ["access-control-allow-origin"].iter().chain(more) {
        if let Ok(any) = "*".parse() {
            headers.insert(*name, any);
        }
    }
    if let Ok(vary) = VARY.parse() {
        headers.insert("vary", vary);
    }
    answer
}

/// What `system_health` says, without JSON-RPC around it.
async fn health(methods: Methods) -> Result<HttpResponse, BoxError> {
    #[derive(Deserialize)]
    struct Said<'a> {
        #[serde(borrow)]
        result: &'a RawValue,
    }
    let request = r#"{"jsonrpc":"2.0","id":0,"method":"system_health"}"#;
    let (said, _) = methods.raw_json_request(request, 1).await?;
    let said: Said<'_> = serde_json::from_str(said.get())?;
    Ok(response::ok_response(said.result.get().to_owned()))
}
