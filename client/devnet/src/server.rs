//! The sockets: HTTP and WebSocket on one port. They know methods by name and nothing of the chain.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use jsonrpsee::{
    server::{middleware::http::HostFilterLayer, RandomStringIdProvider, Server, ServerConfig, ServerHandle},
    Methods,
};

use crate::{
    error::Error,
    front::{Front, Socket},
};

/// The limits of a Substrate node's own server, but for the connections, of which a node in fact takes any number.
const MAX_BODY_BYTES: u32 = 15 * 1024 * 1024;
const MAX_CONNECTIONS: u32 = 1000;
const MAX_SUBSCRIPTIONS: u32 = 1024;
const MESSAGE_BUFFER: u32 = 64;

/// The length of subscription ids.
const ID_LENGTH: usize = 16;

/// The names that a browser may have used to come here. A page of another site that made its own name point to this
/// machine is turned away by them.
const HOSTS: [&str; 3] = ["localhost:*", "127.0.0.1:*", "[::1]:*"];

/// Starts to serve and gives the address, in which port 0 has become a real one. With 127.0.0.1 goes the same port of
/// `::1`, where there is such a thing, as a browser may take `localhost` for either.
pub(crate) async fn serve(address: SocketAddr, methods: Methods) -> Result<(SocketAddr, Vec<ServerHandle>), Error> {
    if !address.ip().is_loopback() {
        return Err(Error::NotLoopback(address));
    }
    let (address, first) = listen(address, methods.clone(), Socket(0), MAX_CONNECTIONS).await?;
    let mut servers = vec![first];
    if address.ip() == IpAddr::V4(Ipv4Addr::LOCALHOST) {
        let other = SocketAddr::from((Ipv6Addr::LOCALHOST, address.port()));
        match listen(other, methods, Socket(1), MAX_CONNECTIONS).await {
            Ok((_, second)) => servers.push(second),
            Err(error) => tracing::debug!(%error, "there is IPv4 only"),
        }
    }
    Ok((address, servers))
}

/// Serves at one address.
async fn listen(
    address: SocketAddr,
    methods: Methods,
    socket: Socket,
    max_connections: u32,
) -> Result<(SocketAddr, ServerHandle), Error> {
    let hosts = HOSTS.map(str::to_owned).into_iter().chain([address.ip().to_string()]);
    let hosts = HostFilterLayer::new(hosts.map(|host| if host.contains('*') { host } else { bracketed(&host) }))
        .map_err(|error| Error::Methods(error.to_string()))?;
    let config = ServerConfig::builder()
        .max_request_body_size(MAX_BODY_BYTES)
        .max_response_body_size(MAX_BODY_BYTES)
        .max_connections(max_connections)
        .max_subscriptions_per_connection(MAX_SUBSCRIPTIONS)
        .set_message_buffer_capacity(MESSAGE_BUFFER)
        .set_id_provider(RandomStringIdProvider::new(ID_LENGTH))
        .build();
    let failed = |source| Error::Listen { address, source };
    let server = Server::builder()
        .set_config(config)
        .set_http_middleware(
            tower::ServiceBuilder::new().layer(hosts).layer(Front { methods: methods.clone(), socket }),
        )
        .build(address)
        .await
        .map_err(failed)?;
    let address = server.local_addr().map_err(failed)?;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::{
        io::{Read, Write},
        net::TcpStream,
    };

    use super::*;
    use crate::{Config, Devnet};

    /// Opens a WebSocket and gives it with the status that the server answers with.
    fn open(address: SocketAddr) -> (TcpStream, String) {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        .unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        (stream, String::from_utf8_lossy(&answer).into_owned())
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_connection_beyond_the_limit_is_turned_away_until_one_is_closed() {
        let devnet = Devnet::start(Config::in_process()).unwrap();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let (address, _server) = listen(address, devnet.methods(), Socket(0), 3).await.unwrap();
        let mut held: Vec<_> = (0..3).map(|_| open(address)).collect();
        assert!(held.iter().all(|(_, status)| status == "HTTP/1.1 101"));
        assert_eq!(open(address).1, "HTTP/1.1 429");
        drop(held.pop());
        while open(address).1 != "HTTP/1.1 101" {
            tokio::task::yield_now().await;
        }
    }
}
