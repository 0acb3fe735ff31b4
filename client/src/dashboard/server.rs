//! Serving the pages. Nothing is taken from a request but the name of a page.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::{Path, Request, State};
use axum::http::{header, HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::Router;
use mutual_types::TimestampMs;
use tokio::net::TcpListener;

use super::assets::ASSETS;
use super::live::{self, Live};
use super::{Dashboard, Form, Hosts};
use crate::error::Error;

/// What a page without a style of its own, or no page, may load.
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What goes with every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-cache"),
];

#[derive(Clone)]
struct Served {
    dashboard: Arc<Dashboard>,
    hosts: Arc<Hosts>,
    live: Live,
}

/// Serves the pages on an open socket until it is dropped.
///
/// # Errors
/// When the socket fails.
pub async fn serve(listener: TcpListener, dashboard: Arc<Dashboard>, hosts: Hosts) -> Result<(), Error> {
    let (live, watching) = live::watch(dashboard.clone());
    let served = Served { dashboard, hosts: Arc::new(hosts), live };
    let router = Router::new()
        .route("/", get(overview))
        .route("/live", get(editions))
        .route("/{name}", get(named))
        .fallback(nothing)
        .layer(middleware::from_fn_with_state(served.clone(), guarded))
        .with_state(served);
    let serving = async { axum::serve(listener, router).await.map_err(|error| Error::Unexpected(error.to_string())) };
    // The watch ends with what it is for.
    tokio::select! {
        result = serving => result,
        () = watching => Ok(()),
    }
}

/// Refuses what names a strange host, and adds the headers that go with every answer.
async fn guarded(State(served): State<Served>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let mut answer = if served.hosts.allows(host) {
        next.run(request).await
    } else {
        told(StatusCode::MISDIRECTED_REQUEST, "This host is not served here. See --host of `mutual dashboard`.\n")
    };
    for (name, value) in HEADERS {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

async fn overview(State(served): State<Served>) -> Response {
    page(&served, "index.html").await
}

async fn named(State(served): State<Served>, Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|asset| asset.name == name) {
        Some(asset) => with(StatusCode::OK, asset.kind, NOTHING, asset.text.to_owned()),
        None => page(&served, &name).await,
    }
}

async fn page(served: &Served, name: &str) -> Response {
    match served.dashboard.page(name, wall_ms(), Form::Live).await {
        Ok(Some(page)) => with(StatusCode::OK, "text/html; charset=utf-8", &page.policy, page.html),
        Ok(None) => nothing().await,
        // Where the index is, and what is wrong with it, is for whoever runs this.
        Err(_) => told(StatusCode::INTERNAL_SERVER_ERROR, "The books cannot be read just now.\n"),
    }
}

async fn editions(State(served): State<Served>) -> Response {
    match served.live.stream() {
        Some(stream) => stream.into_response(),
        None => told(StatusCode::SERVICE_UNAVAILABLE, "Too many watch already. The pages are there all the same.\n"),
    }
}

async fn nothing() -> Response {
    told(StatusCode::NOT_FOUND, "There is no such page.\n")
}

fn told(status: StatusCode, text: &'static str) -> Response {
    with(status, "text/plain; charset=utf-8", NOTHING, text.to_owned())
}

fn with(status: StatusCode, kind: &'static str, policy: &str, text: String) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let policy = HeaderValue::from_str(policy).unwrap_or(HeaderValue::from_static(NOTHING));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    (status, headers, text).into_response()
}

/// The clock of this machine.
fn wall_ms() -> TimestampMs {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
