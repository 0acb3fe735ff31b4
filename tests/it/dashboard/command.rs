//! `mutual dashboard` as somebody starts it.

use std::ffi::OsString;
use std::time::Duration;

use mutual_client::cli::{run, Io};
use mutual_client::text::address;
use mutual_tests::{Shell, UNIT};
use mutual_types::PotId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::scene::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn others_reach_it_only_if_that_is_said() {
    let scene = Scene::set(false).await;
    let contract = address::format(&scene.world.society.address());
    let shell = Shell::new(&scene.world.stage.url()).with(&["--contract", &contract]);
    shell
        .refuses(&["dashboard", "--listen", "0.0.0.0:0"], 2, "bad-input", &["others can reach 0.0.0.0", "--public"])
        .await;
    let missing = scene.folder.path().join("none.sqlite");
    let missing = missing.to_str().unwrap();
    shell.refuses(&["dashboard", "--no-follow", "--db", missing], 3, "no-index", &[missing, "mutual index"]).await;
}

async fn overview(port: u16) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    stream.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    Some(answer)
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_makes_an_index_and_keeps_it_up_to_date() {
    let scene = Scene::set(false).await;
    let port = free_port();
    let db = scene.folder.path().join("new.sqlite");
    let line = format!(
        "mutual --url {} --contract {} dashboard --listen 127.0.0.1:{port} --db {}",
        scene.world.stage.url(),
        address::format(&scene.world.society.address()),
        db.display(),
    );
    let line: Vec<OsString> = line.split(' ').map(OsString::from).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let asking = async {
        let until = async |words: &str| {
            for _ in 0..200 {
                if overview(port).await.is_some_and(|page| page.contains(words)) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            panic!("the overview never says {words}");
        };
        until("Cannons Creek Commons").await;
        let mere = scene.world.member("Mere");
        scene.world.does(scene.world.society.contribute(&mere, PotId::GENERAL, None, 7_777 * UNIT)).await;
        until("7777 UNIT").await;
    };
    {
        let mut io = Io::scripted(&mut out, &mut err, None);
        tokio::select! {
            exit = run(line, &mut io) => panic!("it ended with {exit}"),
            () = asking => {}
        }
    }
    let said = String::from_utf8(err).unwrap();
    assert!(said.contains(&format!("Serving the dashboard: http://127.0.0.1:{port}/")), "{said}");
}
