//! The running server.

use std::net::SocketAddr;

use jsonrpsee::server::ServerHandle;

use crate::{config::Config, devnet::Devnet, error::Error, server};

/// The running server. Dropped, it stops.
///
/// The chain itself lives on as long as a [`Devnet`] does.
#[derive(Debug)]
pub struct Handle {
    address: SocketAddr,
    servers: Vec<ServerHandle>,
}

impl Handle {
    /// The address that the server listens at, with its real port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address as WebSocket clients want it. The same port serves HTTP.
    pub fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// Stops the server and waits until its connections are closed.
    pub async fn stop(self) {
        for server in &self.servers {
            // An error says that it has stopped already.
            let _ = server.stop();
        }
        for server in &self.servers {
            server.clone().stopped().await;
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        for server in &self.servers {
            let _ = server.stop();
        }
    }
}

/// Starts a chain and a server for it at [`Config::listen`].
pub async fn spawn(config: Config) -> Result<(Devnet, Handle), Error> {
    let address = config.listen.ok_or(Error::NoAddress)?;
    if !address.ip().is_loopback() {
        return Err(Error::NotLoopback(address));
    }
    let devnet = Devnet::start(config)?;
    let (address, servers) = server::serve(address, devnet.methods()).await?;
    Ok((devnet, Handle { address, servers }))
}
