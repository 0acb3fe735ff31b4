//! Ctrl-C, and its like.

use std::os::unix::process::ExitStatusExt;
use std::time::Duration;

use mutual_devnet::{Config, Devnet, Sealing};

use super::rig::{signal, spawn, Done};

const INTERRUPT: i32 = 2;

async fn pending(devnet: &Devnet) {
    let until = async {
        while devnet.pending() == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(120), until).await.expect("it is sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_waiting_is_told_how_to_go_on() {
    for name in ["INT", "TERM", "HUP"] {
        let (devnet, handle) = mutual_devnet::spawn(Config::port(0).sealing(Sealing::Manual)).await.unwrap();
        let url = handle.url();
        let sending =
            spawn(&["account", "send", "//Bob", "1 UNIT", "--suri", "//Alice", "--yes", "-o", "json", "--url", &url]);
        pending(&devnet).await;

        signal(&sending, name);
        let done = Done::of(sending);

        assert_eq!(done.exit(), 8, "{name}: {done:?}");
        assert_eq!(done.json()["error"]["code"], "outcome-unknown");
        assert!(done.err.contains("you stopped waiting"), "{done:?}");
        devnet.new_block().unwrap();
        let words = done.goes_on();
        let mut line: Vec<&str> = words.iter().map(String::as_str).collect();
        line.extend(["--url", &url]);
        let found = Done::of(spawn(&line));
        assert_eq!(found.exit(), 0, "{found:?}");
        assert!(found.out.contains("block\t1 ("), "{found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn before_anything_is_sent_it_just_ends() {
    // It takes connections and never answers.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    let sending = spawn(&["account", "send", "//Bob", "1 UNIT", "--suri", "//Alice", "--yes", "--url", &url]);
    let (_connection, _) = listener.accept().unwrap();

    signal(&sending, "INT");
    let done = Done::of(sending);

    // As a shell has it: 128 and the number of the signal.
    assert_eq!(done.status.signal().map(|number| 128 + number), Some(128 + INTERRUPT), "{done:?}");
    assert_eq!(128 + INTERRUPT, 130);
}
