//! What is served: headers, hosts, and that pages hear of what comes.

use std::net::SocketAddr;
use std::time::Duration;

use mutual_client::dashboard::{self, Hosts};
use mutual_types::{Choice, PotId};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::scene::Scene;
use mutual_tests::UNIT;

const PATIENCE: Duration = Duration::from_secs(20);

/// The pages of a scene, served.
struct Served {
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn served(scene: &Scene, hosts: Hosts) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = dashboard::serve(listener, scene.dashboard.clone(), hosts);
    Served { address, server: tokio::spawn(async move { serving.await.unwrap() }) }
}

/// An answer: its first line, its headers in small letters, and its body.
struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let line = self.headers.lines().find_map(|line| line.split_once(": ").filter(|(key, _)| *key == name));
        line.map(|(_, value)| value)
    }
}

async fn ask(address: SocketAddr, method: &str, path: &str, host: &str) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut answer)).await.unwrap().unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, headers: head.to_owned(), body: body.to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_served_to_this_machine_alone_and_allow_nothing_that_they_do_not_need() {
    let scene = Scene::set(false).await;
    let served = served(&scene, Hosts::new(&["books.example.org".to_owned()], false)).await;
    let own = served.address.to_string();

    let overview = ask(served.address, "GET", "/", &own).await;
    assert_eq!(overview.status, 200);
    assert!(overview.body.contains("Cannons Creek Commons"), "{}", overview.body);
    let policy = overview.header("content-security-policy").unwrap();
    for part in
        ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"]
    {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
    assert_eq!(overview.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(overview.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(overview.header("cross-origin-resource-policy"), Some("same-origin"));

    // Names that point to this machine are somebody else's.
    for host in ["evil.example", "evil.example:80", "192.168.7.7"] {
        let refused = ask(served.address, "GET", "/", host).await;
        assert_eq!(refused.status, 421, "{host}");
        assert!(!refused.body.contains("Cannons"), "{host}");
        assert_eq!(ask(served.address, "GET", "/live", host).await.status, 421, "{host}");
    }
    for host in ["localhost:1", "books.example.org"] {
        assert_eq!(ask(served.address, "GET", "/index.html", host).await.status, 200, "{host}");
    }

    // It only reads.
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        assert_eq!(ask(served.address, method, "/", &own).await.status, 405, "{method}");
    }
    for path in ["/nothing.html", "/decision-99.html", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/books.sqlite", "/a/b"]
    {
        let missing = ask(served.address, "GET", path, &own).await;
        assert_eq!(missing.status, 404, "{path}");
        assert!(missing.header("content-security-policy").unwrap().contains("default-src 'none'"), "{path}");
    }
    for (asset, kind) in [
        ("/style.css", "text/css; charset=utf-8"),
        ("/charts.min.css", "text/css; charset=utf-8"),
        ("/live.js", "text/javascript; charset=utf-8"),
        ("/icon.svg", "image/svg+xml"),
        ("/charts.css.LICENSE", "text/plain; charset=utf-8"),
    ] {
        let found = ask(served.address, "GET", asset, &own).await;
        assert_eq!((found.status, found.header("content-type")), (200, Some(kind)), "{asset}");
    }
}

/// The next edition that is told on an open connection.
async fn edition(stream: &mut TcpStream, seen: &mut String) -> serde_json::Value {
    let mut piece = [0; 4_096];
    loop {
        if let Some((before, rest)) = seen.split_once("\n\n") {
            let data = before.lines().find_map(|line| line.strip_prefix("data: ").map(str::to_owned));
            *seen = rest.to_owned();
            if let Some(data) = data {
                return serde_json::from_str(&data).unwrap();
            }
            continue;
        }
        let length = timeout(PATIENCE, stream.read(&mut piece)).await.expect("it is told in time").unwrap();
        assert_ne!(length, 0, "the connection stays open");
        seen.push_str(&String::from_utf8_lossy(&piece[..length]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_page_hears_of_a_vote_and_then_shows_it() {
    let scene = Scene::set(false).await;
    let served = served(&scene, Hosts::new(&[], false)).await;
    let path = format!("/decision-{}.html", scene.open.0);
    let host = served.address.to_string();
    assert!(ask(served.address, "GET", &path, &host).await.body.contains("1 aye, 0 nay, 0 abstain"));

    let mut stream = TcpStream::connect(served.address).await.unwrap();
    stream.write_all(format!("GET /live HTTP/1.1\r\nhost: {host}\r\n\r\n").as_bytes()).await.unwrap();
    let mut seen = String::new();
    let first = edition(&mut stream, &mut seen).await;

    let hemi = scene.world.member("Hemi");
    scene.world.does(scene.world.society.vote(&hemi, scene.open, Choice::Nay, Some("too dear"))).await;
    scene.index().await;
    let second = edition(&mut stream, &mut seen).await;
    assert!(second["entries"].as_u64() > first["entries"].as_u64(), "{first} {second}");
    let page = ask(served.address, "GET", &path, &host).await.body;
    assert!(page.contains("1 aye, 1 nay, 0 abstain") && page.contains("too dear"), "{page}");

    // A block in which nothing happened to the society is told too: the pages say up to which they are.
    scene.world.fund_account(scene.world.member("Losa").account(), UNIT).await;
    scene.index().await;
    let third = edition(&mut stream, &mut seen).await;
    assert_eq!(third["entries"], second["entries"]);
    assert!(third["block"].as_u64() > second["block"].as_u64());

    scene.world.does(scene.world.society.contribute(&hemi, PotId::GENERAL, None, UNIT)).await;
    scene.index().await;
    assert!(edition(&mut stream, &mut seen).await["entries"].as_u64() > third["entries"].as_u64());
}
