//! A substrate-contracts-node of a test's own: on loopback, without peers, gone with the test.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{channel, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Compiling its wasm runtime takes it ten seconds on an idle machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// What it prints when it is ready, before its address.
const READY: &str = "Running JSON-RPC server: addr=";

/// A running node. Dropped, it is killed.
pub struct Node {
    child: Child,
    address: String,
}

impl Node {
    /// Starts `binary` and waits until it answers.
    pub fn start(binary: &Path) -> Self {
        let port = free_port();
        let mut child = Command::new(binary)
            .args(["--dev", "--tmp", "--no-mdns", "--no-telemetry", "--no-prometheus"])
            .args(["--listen-addr", "/ip4/127.0.0.1/tcp/0", "--in-peers", "0", "--out-peers", "0"])
            .args(["--rpc-port", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", binary.display()));
        let lines = BufReader::new(child.stderr.take().expect("its stderr is a pipe")).lines();
        let mut node = Self { child, address: String::new() };
        // Read to its end, or the node would block on a full pipe.
        let (tell, heard) = channel();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(tell.send(line))));
        let deadline = Instant::now() + PATIENCE;
        let mut said = Vec::new();
        while node.address.is_empty() {
            match heard.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    if let Some((_, rest)) = line.split_once(READY) {
                        node.address = rest.split([',', ' ']).next().unwrap_or_default().to_owned();
                    }
                    said.push(line);
                }
                Err(RecvTimeoutError::Timeout) => panic!("the node is not ready after {PATIENCE:?}: {said:#?}"),
                Err(RecvTimeoutError::Disconnected) => panic!("the node ended: {said:#?}"),
            }
        }
        node
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("ws://{}", self.address)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    listener.local_addr().expect("it is bound").port()
}
