//! The socket.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    time::{Duration, Instant},
};

use mutual_devnet::{spawn, Config, Error};
use serde_json::{json, Value};

use subxt_rpcs::client::{rpc_params, RpcClient};
use subxt_signer::sr25519::dev;

use crate::support::{connect, hex, Client, World, UNIT};

/// One request over HTTP: the status line and the body.
pub async fn post(address: SocketAddr, host: String, body: impl ToString) -> (String, String) {
    let body = body.to_string();
    tokio::task::spawn_blocking(move || {
        let length = body.len();
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.lines().next().unwrap().to_owned(), body.to_owned())
    })
    .await
    .unwrap()
}

fn request() -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": "system_chain", "params": [] })
}

#[tokio::test]
async fn one_port_serves_http_and_websocket() {
    let (_devnet, handle) = spawn(Config::port(0)).await.unwrap();
    assert_ne!(handle.address().port(), 0);
    assert!(handle.url().starts_with("ws://127.0.0.1:"));
    let (status, body) = post(handle.address(), handle.address().to_string(), request()).await;
    assert_eq!(status, "HTTP/1.1 200 OK");
    assert!(body.contains("Development"), "{body}");
    Client::from_url(handle.url()).await.unwrap();
}

#[tokio::test]
async fn requests_under_the_name_of_another_host_are_turned_away() {
    let (_devnet, handle) = spawn(Config::port(0)).await.unwrap();
    let port = handle.address().port();
    for (host, status) in [
        (format!("localhost:{port}"), "HTTP/1.1 200 OK"),
        (format!("127.0.0.1:{port}"), "HTTP/1.1 200 OK"),
        (format!("evil.example:{port}"), "HTTP/1.1 403 Forbidden"),
    ] {
        assert_eq!(post(handle.address(), host.clone(), request()).await.0, status, "{host}");
    }
}

#[tokio::test]
async fn only_loopback_addresses_are_served() {
    for address in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0"] {
        let config = Config { listen: Some(address.parse().unwrap()), ..Config::default() };
        assert!(matches!(spawn(config).await.err(), Some(Error::NotLoopback(_))), "{address}");
    }
    assert!(matches!(spawn(Config::in_process()).await.err(), Some(Error::NoAddress)));
}

#[tokio::test]
async fn a_port_in_use_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    assert!(matches!(spawn(Config::port(port)).await.err(), Some(Error::Listen { .. })));
}

#[tokio::test]
async fn stopping_frees_the_port() {
    let (devnet, handle) = spawn(Config::port(0)).await.unwrap();
    let address = handle.address();
    let _client = Client::from_url(handle.url()).await.unwrap();
    tokio::time::timeout(Duration::from_secs(10), handle.stop()).await.unwrap();
    TcpListener::bind(address).unwrap();
    devnet.new_block().unwrap();
}

#[tokio::test]
async fn dropping_the_handle_frees_the_port() {
    let (_devnet, handle) = spawn(Config::port(0)).await.unwrap();
    let address = handle.address();
    drop(handle);
    for _ in 0..100 {
        if TcpListener::bind(address).is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{address} is still taken");
}

#[tokio::test]
async fn a_request_too_large_is_turned_away() {
    let (_devnet, handle) = spawn(Config::port(0)).await.unwrap();
    let address = handle.address();
    let status = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        let length = 16 * 1024 * 1024;
        write!(
            stream,
            "POST / HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        )
        .unwrap();
        let mut answer = [0; 32];
        let count = stream.read(&mut answer).unwrap();
        String::from_utf8_lossy(&answer[..count]).into_owned()
    })
    .await
    .unwrap();
    assert!(status.starts_with("HTTP/1.1 413"), "{status}");
}

#[tokio::test]
async fn over_a_socket_final_comes_a_moment_after_in_block() {
    // polkadot.js looks up the block of a status, and misses it if the next status comes before it is done.
    let (devnet, handle) = spawn(Config::port(0)).await.unwrap();
    let world = World { client: connect(&devnet).await, devnet };
    let transfer = hex(&world.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await);
    let rpc = RpcClient::from_insecure_url(handle.url()).await.unwrap();
    let mut progress = rpc
        .subscribe::<Value>("author_submitAndWatchExtrinsic", rpc_params![transfer], "author_unwatchExtrinsic")
        .await
        .unwrap();
    let mut told = Vec::new();
    while let Some(status) = progress.next().await {
        told.push((Instant::now(), status.unwrap()));
        if told.len() == 3 {
            break;
        }
    }
    let block = world.devnet.head().0;
    let said: Vec<&Value> = told.iter().map(|(_, status)| status).collect();
    assert_eq!(said, [&json!("ready"), &json!({ "inBlock": block }), &json!({ "finalized": block })]);
    assert!(told[2].0 - told[1].0 > Duration::from_millis(50));
}
