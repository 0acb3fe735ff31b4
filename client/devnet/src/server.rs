//! The socket: HTTP and WebSocket on one port. It knows methods by name and nothing of the chain.

use std::net::SocketAddr;

use jsonrpsee::{
    server::{middleware::http::HostFilterLayer, RandomStringIdProvider, Server, ServerConfig, ServerHandle},
    Methods,
};

use crate::error::Error;

/// The limits of a Substrate node's own server.
const MAX_BODY_BYTES: u32 = 15 * 1024 * 1024;
const MAX_CONNECTIONS: u32 = 100;
const MAX_SUBSCRIPTIONS: u32 = 1024;
const MESSAGE_BUFFER: u32 = 64;

/// The length of subscription ids.
const ID_LENGTH: usize = 16;

/// The names that a browser may have used to come here. A page of another site that made its own name point to this
/// machine is turned away by them.
const HOSTS: [&str; 3] = ["localhost:*", "127.0.0.1:*", "[::1]:*"];

/// Starts to serve and gives the address, in which port 0 has become a real one.
pub(crate) async fn serve(address: SocketAddr, methods: Methods) -> Result<(SocketAddr, ServerHandle), Error> {
    if !address.ip().is_loopback() {
        return Err(Error::NotLoopback(address));
    }
    let hosts = HOSTS.map(str::to_owned).into_iter().chain([address.ip().to_string()]);
    let hosts = HostFilterLayer::new(hosts.map(|host| if host.contains('*') { host } else { bracketed(&host) }))
        .map_err(|error| Error::Methods(error.to_string()))?;
    let config = ServerConfig::builder()
        .max_request_body_size(MAX_BODY_BYTES)
        .max_response_body_size(MAX_BODY_BYTES)
        .max_connections(MAX_CONNECTIONS)
        .max_subscriptions_per_connection(MAX_SUBSCRIPTIONS)
        .set_message_buffer_capacity(MESSAGE_BUFFER)
        .set_id_provider(RandomStringIdProvider::new(ID_LENGTH))
        .build();
    let listen = |source| Error::Listen { address, source };
    let server = Server::builder()
        .set_config(config)
        .set_http_middleware(tower::ServiceBuilder::new().layer(hosts))
        .build(address)
        .await
        .map_err(listen)?;
    let address = server.local_addr().map_err(listen)?;
    let handle = server.start(methods);
    tracing::info!(%address, "serving JSON-RPC");
    Ok((address, handle))
}

fn bracketed(host: &str) -> String {
    if host.contains(':') {
        format!("[{host}]:*")
    } else {
        format!("{host}:*")
    }
}
