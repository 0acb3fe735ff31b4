//! An indexer that is killed at random moments leaves an index that is as far as it says, and goes on from there.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mutual_client::chain::{Chain, Until};
use mutual_client::index::{Index, Keeper, Place};
use mutual_client::society::Society;
use mutual_client::text::address;
use rusqlite::Connection;

use super::stories::{differences, indexed, Story};

/// How often it is killed.
const KILLS: u32 = 50;
/// Blocks in one transaction of the indexer that is killed, so that there are many.
const BLOCKS: usize = 4;

const URL: &str = "MUTUAL_TEST_URL";
const SOCIETY: &str = "MUTUAL_TEST_SOCIETY";
const FILE: &str = "MUTUAL_TEST_FILE";

/// What the killed process runs. By itself it has nothing to do.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a part of the test below"]
async fn an_indexer_of_its_own_process() {
    let Ok(url) = std::env::var(URL) else { return };
    let chain = Chain::connect(&url).await.unwrap();
    let address = address::parse(&std::env::var(SOCIETY).unwrap()).unwrap();
    let society = Society::at(&chain, address).await.unwrap();
    let index = Index::open(Place::File(PathBuf::from(std::env::var(FILE).unwrap())), &society).await.unwrap();
    let mut keeper = Keeper::begin(&society, index).await.unwrap().with_blocks_per_batch(BLOCKS);
    keeper.catch_up(Until::Now, &mut |_| {}).await.unwrap();
}

fn spawn(url: &str, society: &Society, file: &Path) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "history::kills::an_indexer_of_its_own_process", "--ignored"])
        .envs([(URL, url), (SOCIETY, &address::format(&society.address()))])
        .env(FILE, file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// All rows of all tables, in order.
pub(super) fn rows(file: &Path) -> Vec<String> {
    let connection = Connection::open(file).unwrap();
    let mut all = Vec::new();
    for (table, order) in [
        ("about", "key"),
        ("progress", "id"),
        ("blocks", "number"),
        ("entries", "number"),
        ("founding", "id"),
        ("bodies", "proposal"),
        ("votes", "proposal, member"),
        ("lines", "number"),
        ("months", "month, direction, cause"),
        ("outcomes", "grant_number, stage"),
        ("records", "kind, id"),
    ] {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY {order}")).unwrap();
        let columns = statement.column_count();
        let mut found = statement.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let cells: Vec<String> = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect();
            all.push(format!("{table}: {}", cells.join(", ")));
        }
    }
    all
}

#[test]
fn an_indexer_killed_fifty_times_makes_the_index_that_one_makes_at_once() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (story, handle) = runtime.block_on(Story::tell_served(2, 300));
    let url = handle.url();
    let folder = tempfile::tempdir().unwrap();
    let (at_once, killed) = (folder.path().join("at-once.sqlite"), folder.path().join("killed.sqlite"));
    let society = runtime.block_on(story.society());
    let mut whole = runtime.block_on(indexed(&society, Place::File(at_once.clone())));

    // How long it takes undisturbed, so that the moments lie all over it.
    let trial = folder.path().join("trial.sqlite");
    let clock = Instant::now();
    assert!(spawn(&url, &society, &trial).wait().unwrap().success());
    let whole_ms = u64::try_from(clock.elapsed().as_millis()).unwrap();

    let (mut dice, mut killed_in_the_middle, mut last_block) = (0x9E37_79B9_7F4A_7C15_u64, 0, 0);
    for number in 0..KILLS {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = spawn(&url, &society, &killed);
        std::thread::sleep(Duration::from_millis((dice >> 33) % whole_ms.max(1)));
        let was_running = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        let index = match runtime.block_on(Index::open_existing(Place::File(killed.clone()), &society)) {
            Ok(index) => index,
            Err(mutual_client::Error::Index(mutual_client::index::IndexError::Missing { .. })) => continue,
            Err(error) => panic!("kill {number}: {error}"),
        };
        let block = index.progress().map_or(0, |progress| progress.block);
        assert!(block >= last_block, "kill {number}: it goes on, and never back");
        killed_in_the_middle += u32::from(was_running && block > last_block);
        last_block = block;
        // Once it is done, it begins anew, so that each kill has something to disturb.
        let is_done = whole.index().progress().is_some_and(|progress| progress.block == block);
        if is_done {
            assert_eq!(rows(&killed), rows(&at_once), "kill {number}");
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(folder.path().join(format!("killed.sqlite{end}")));
            }
            last_block = 0;
        }
    }
    println!("{KILLS} kills in {whole_ms} ms each, {killed_in_the_middle} of them between two transactions");
    assert!(killed_in_the_middle >= 5, "enough kills fall into its work: {killed_in_the_middle}");

    assert!(spawn(&url, &society, &killed).wait().unwrap().success());
    assert_eq!(rows(&killed), rows(&at_once));
    assert_eq!(runtime.block_on(differences(&mut whole)), Vec::<String>::new());
    let mut gone_on = runtime.block_on(indexed(&society, Place::File(killed)));
    assert_eq!(runtime.block_on(differences(&mut gone_on)), Vec::<String>::new());
}

#[test]
fn two_indexers_at_once_do_not_spoil_each_other() {
    let story = Story::tell(3, 120);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (at_once, shared) = (folder.path().join("at-once.sqlite"), folder.path().join("shared.sqlite"));
    runtime.block_on(async {
        let society = story.society().await;
        indexed(&society, Place::File(at_once.clone())).await;
        let begin = || async {
            let index = Index::open(Place::File(shared.clone()), &society).await.unwrap();
            Keeper::begin(&society, index).await.unwrap().with_blocks_per_batch(BLOCKS)
        };
        let (mut one, mut other) = (begin().await, begin().await);
        let results = tokio::join!(async { one.catch_up(Until::Now, &mut |_| {}).await }, async {
            other.catch_up(Until::Now, &mut |_| {}).await
        },);
        let busy = |result: &Result<_, mutual_client::Error>| match result {
            Ok(_) => false,
            Err(mutual_client::Error::Index(mutual_client::index::IndexError::Busy { .. })) => true,
            Err(error) => panic!("{error}"),
        };
        let (first, second) = (busy(&results.0), busy(&results.1));
        assert!(first || second, "both cannot have written the same blocks");
        indexed(&society, Place::File(shared.clone())).await;
    });
    assert_eq!(rows(&shared), rows(&at_once));
}
