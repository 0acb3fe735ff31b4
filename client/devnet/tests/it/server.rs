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
    let (head, body) = http(address, "POST /", host, body.to_string()).await;
    (head[0].clone(), body)
}

/// One request over HTTP: the lines of the answer's head, and its body.
async fn http(address: SocketAddr, what: &'static str, host: String, body: String) -> (Vec<String>, String) {
    tokio::task::spawn_blocking(move || {
        let length = body.len();
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "{what} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.lines().map(str::to_owned).collect(), body.to_owned())
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
async fn pages_of_any_site_may_ask_as_at_a_node() {
    let (_devnet, handle) = spawn(Config::port(0)).await.unwrap();
    let host = || handle.address().to_string();
    let (head, body) = http(handle.address(), "OPTIONS /", host(), String::new()).await;
    assert_eq!((head[0].as_str(), body.as_str()), ("HTTP/1.1 200 OK", ""));
    for header in ["allow-origin", "allow-methods", "allow-headers"] {
        assert!(head.contains(&format!("access-control-{header}: *")), "{head:?}");
    }
    let (head, body) = http(handle.address(), "POST /", host(), request().to_string()).await;
    assert!(body.contains("Development"), "{body}");
    for header in ["access-control-allow-origin: *", "access-control-expose-headers: *"] {
        assert!(head.contains(&header.to_owned()), "{head:?}");
    }
    let (head, _) = http(handle.address(), "OPTIONS /", "evil.example".to_owned(), String::new()).await;
    assert_eq!(head[0], "HTTP/1.1 403 Forbidden");
}

#[tokio::test]
async fn its_health_is_there_for_a_plain_request() {
    let (devnet, handle) = spawn(Config::port(0)).await.unwrap();
    let host = || handle.address().to_string();
    let (head, body) = http(handle.address(), "GET /health", host(), String::new()).await;
    assert_eq!(head[0], "HTTP/1.1 200 OK");
    let health: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(health, json!({ "peers": 0, "isSyncing": false, "shouldHavePeers": false }));
    assert_eq!(health, crate::support::ask(&devnet, "system_health", json!([])).await.unwrap());
    let (head, body) = http(handle.address(), "GET /health/readiness", host(), String::new()).await;
    assert_eq!((head[0].as_str(), body.as_str()), ("HTTP/1.1 200 OK", ""));
    for what in ["POST /health", "GET /", "GET /healthy"] {
        let (head, _) = http(handle.address(), what, host(), String::new()).await;
        assert_eq!(head[0], "HTTP/1.1 405 Method Not Allowed", "{what}");
    }
}

#[tokio::test]
async fn the_same_port_is_served_by_ipv6_and_the_connections_are_told_apart() {
    let (_devnet, handle) = spawn(Config::port(0)).await.unwrap();
    let port = handle.address().port();
    let six: SocketAddr = format!("[::1]:{port}").parse().unwrap();
    if TcpListener::bind("[::1]:0").is_err() {
        // There is no such thing on this machine, and nothing is to be served.
        assert!(TcpStream::connect(six).is_err());
        return;
    }
    let (status, body) = post(six, format!("[::1]:{port}"), request()).await;
    assert_eq!((status.as_str(), body.contains("Development")), ("HTTP/1.1 200 OK", true));
    // The first connection of each: one does not use up what the other may have.
    let follow = |url: String| async move {
        let rpc = RpcClient::from_insecure_url(url).await.unwrap();
        let mut follows = Vec::new();
        for _ in 0..4 {
            let follow = rpc.subscribe::<Value>("chainHead_v1_follow", rpc_params![false], "chainHead_v1_unfollow");
            follows.push(follow.await.unwrap());
        }
        (rpc, follows)
    };
    let (_one, _follows) = follow(handle.url()).await;
    let (_other, _follows) = follow(format!("ws://[::1]:{port}")).await;
    tokio::time::timeout(Duration::from_secs(10), handle.stop()).await.unwrap();
    TcpListener::bind(six).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_are_connected_at_once_and_each_has_many_subscriptions() {
    let (_devnet, handle) = spawn(Config::port(0)).await.unwrap();
    // A node says a hundred and takes more.
    let mut clients = Vec::new();
    for _ in 0..150 {
        clients.push(RpcClient::from_insecure_url(handle.url()).await.unwrap());
    }
    let rpc = clients.last().unwrap();
    let subscribe = || {
        let method = "state_subscribeRuntimeVersion";
        rpc.subscribe::<Value>(method, rpc_params![], "state_unsubscribeRuntimeVersion")
    };
    let mut held = Vec::new();
    for _ in 0..1024 {
        held.push(subscribe().await.unwrap());
    }
    let refused = subscribe().await.unwrap_err().to_string();
    assert!(refused.contains("Too many subscriptions"), "{refused}");
    let name: String = clients[0].request("system_chain", rpc_params![]).await.unwrap();
    assert_eq!(name, "Development");
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
