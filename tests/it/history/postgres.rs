//! The same index in PostgreSQL. A server of the test's own; where the machine has none, the test says so.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use mutual_client::chain::Until;
use mutual_client::dashboard::{Dashboard, Form};
use mutual_client::index::{Filter, Index, IndexError, Keeper, Place};
use mutual_client::society::Society;
use mutual_client::Error;

use crate::dashboard::scene::about;

use super::stories::{differences, indexed, Story};

/// A server on loopback. Dropped, it is stopped.
struct Server {
    child: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The folder of PostgreSQL's programs, if they are installed.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    versions.flatten().map(|version| version.path().join("bin")).find(|bin| bin.join("initdb").exists())
}

/// A command that is not run as root, which PostgreSQL refuses.
fn as_user(program: &Path) -> Command {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0"));
    if !is_root {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(program);
    command
}

impl Server {
    fn start() -> Option<Self> {
        let programs = programs()?;
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let owned = Command::new("chown").args(["-R", "65534:65534"]).arg(folder.path()).status();
        let _ = owned;
        let made = as_user(&programs.join("initdb"))
            .args(["--no-sync", "--auth=trust", "--username=mutual", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(&data)
            .stdout(Stdio::null())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = as_user(&programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="])
            .args(["-c", "fsync=off"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { child, port, _folder: folder };
        let clock = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(clock.elapsed() < Duration::from_secs(60), "it is ready within a minute");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(server)
    }

    fn url(&self) -> String {
        format!("postgres://mutual@127.0.0.1:{}/postgres", self.port)
    }
}

#[test]
fn an_index_in_postgresql_is_the_one_in_sqlite() {
    let Some(server) = Server::start() else {
        println!("skipped: there is no PostgreSQL on this machine (apt-get install postgresql)");
        return;
    };
    let story = Story::tell(5, 300);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let society = story.society().await;
        let place = Place::parse(&server.url());
        // The server may need a moment after it listens.
        let clock = Instant::now();
        let index = loop {
            match Index::open(place.clone(), &society).await {
                Ok(index) => break index,
                Err(error) => assert!(clock.elapsed() < Duration::from_secs(30), "{error}"),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        let mut kept = Keeper::begin(&society, index).await.unwrap().with_blocks_per_batch(40);
        kept.catch_up(Until::Now, &mut |_| {}).await.unwrap();
        let mut other = indexed(&society, Place::Memory).await;

        assert_eq!(kept.index().progress(), other.index().progress());
        let filter = Filter { kind: Some("VoteCast".to_owned()), ..Filter::default() };
        let (ours, theirs) =
            (kept.index().events(&filter).await.unwrap(), other.index().events(&filter).await.unwrap());
        assert!(!ours.is_empty());
        assert_eq!(ours, theirs);
        assert_eq!(differences(&mut kept).await, Vec::<String>::new());

        // Opened again it goes on, and is not taken for another society's.
        let mut again = indexed(&society, place.clone()).await;
        assert_eq!(again.books().next_seq(), other.books().next_seq());
        assert_eq!(differences(&mut again).await, Vec::<String>::new());
        same_pages(&society, again.into_index(), other.into_index()).await;
        let other = Story::tell(1, 3).society().await;
        let refused = Index::open(place, &other).await.map(drop);
        assert!(matches!(refused, Err(Error::Index(IndexError::OtherSociety { .. }))), "{refused:?}");
    });
}

/// The pages of both are the same, but for when each was audited.
async fn same_pages(society: &Society, ours: Index, theirs: Index) {
    let [ours, theirs] = [ours, theirs].map(|index| Dashboard::new(index, about(society)));
    let names = ours.names().await.unwrap();
    assert!(names.len() > 20, "{names:?}");
    assert_eq!(names, theirs.names().await.unwrap());
    let page = async |of: &Dashboard, name: &str| of.page(name, 0, Form::File).await.unwrap().expect("a page").html;
    for name in names.iter().filter(|name| *name != "audit.html") {
        let (ours, theirs) = (page(&ours, name).await, page(&theirs, name).await);
        let unaudited = |html: &str| match name.as_str() {
            "index.html" => html.split("id=\"checked\"").next().unwrap().to_owned(),
            _ => html.to_owned(),
        };
        assert_eq!(unaudited(&ours), unaudited(&theirs), "{name}");
    }
}

#[test]
fn a_postgresql_that_is_not_there_is_named_without_its_password() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let story = Story::tell(1, 3);
    let error = runtime.block_on(async {
        let society = story.society().await;
        Index::open(Place::parse("postgres://mutual:s3cret@127.0.0.1:1/books"), &society).await.unwrap_err()
    });
    let text = format!("{error} {error:?}");
    assert!(matches!(error, Error::Index(IndexError::Unusable { .. })), "{error:?}");
    assert!(text.contains("postgres://mutual@127.0.0.1:1/books") && !text.contains("s3cret"), "{text}");
}
