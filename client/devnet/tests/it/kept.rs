//! Chains that are kept in a file.

use std::{
    env, fs,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use mutual_devnet::{BlockError, Config, Devnet, Error, FileError, Genesis, GenesisError, H256};
use serde_json::json;
use subxt_rpcs::client::{rpc_params, RpcClient};

use crate::{
    signed::{address, call, instantiate, noter, transfer, Signer},
    support::{account_key, ask, free, hex, UNIT},
};

fn open(file: &Path) -> Devnet {
    Devnet::start(Config::in_process().state(file)).unwrap()
}

#[tokio::test]
async fn a_chain_goes_on_where_it_was_when_it_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chain");
    let devnet = open(&file);
    let alice = Signer::of("//Alice", devnet.genesis_hash());
    let contract = address(alice.account(), &noter(), &[]);
    devnet.submit(&alice.sign(0, &instantiate(&noter(), &[]))).unwrap();
    devnet.time_travel(4_102_444_800_000).unwrap();
    devnet.submit(&alice.sign(1, &call(contract, &[1; 40]))).unwrap();
    let (genesis, kept) = (devnet.genesis_hash(), devnet.head());
    devnet.submit(&alice.sign(2, &transfer([9; 32], UNIT))).unwrap();
    devnet.new_block().unwrap();
    devnet.set_head(kept.0).unwrap();
    let everything = |devnet: Devnet| async move {
        let blocks = ask(&devnet, "chain_getBlock", json!([])).await.unwrap();
        let values = ask(&devnet, "state_getPairs", json!(["0x"])).await;
        let keys = ask(&devnet, "state_getKeysPaged", json!([null, 1000])).await.unwrap();
        let old = ask(&devnet, "state_getKeysPaged", json!([null, 1000, null, genesis])).await.unwrap();
        let proof = ask(&devnet, "state_getReadProof", json!([["0x3a65787472696e7369635f696e646578"]])).await.unwrap();
        (blocks, values.is_ok(), keys, old, proof, devnet.now_ms())
    };
    let before = everything(devnet.clone()).await;
    drop(devnet);

    let devnet = open(&file);
    assert_eq!((devnet.genesis_hash(), devnet.head()), (genesis, kept));
    assert_eq!(everything(devnet.clone()).await, before);
    assert_eq!(devnet.next_nonce(&alice.account()).unwrap(), 2);
    devnet.submit(&alice.sign(2, &transfer([9; 32], UNIT))).unwrap();
    assert_eq!(devnet.head().1, kept.1 + 1);
    assert!(devnet.now_ms() >= 4_102_444_800_000 && devnet.ahead_ms() > 0);
}

#[test]
fn a_chain_that_goes_on_says_so_and_has_the_accounts_it_began_with() {
    let folder = tempfile::tempdir().unwrap();
    let config = |accounts| {
        let state = Some(folder.path().join("chain"));
        Config { accounts, balance: UNIT * (7 + u128::from(accounts)), state, ..Config::in_process() }
    };
    let held = |devnet: &Devnet| {
        let accounts = ["//Alice", "//1", "//2"].map(|path| mutual_devnet::accounts::account(path).unwrap());
        accounts.map(|account| free(devnet.storage(&account_key(&account)).unwrap()))
    };
    let devnet = Devnet::start(config(1)).unwrap();
    assert_eq!((devnet.goes_on(), held(&devnet)), (false, [8 * UNIT, 8 * UNIT, 0]));
    drop(devnet);
    let devnet = Devnet::start(config(2)).unwrap();
    assert_eq!((devnet.goes_on(), held(&devnet)), (true, [8 * UNIT, 8 * UNIT, 0]));
}

#[test]
fn two_chains_do_not_share_a_file_and_no_other_file_is_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chain");
    let _devnet = open(&file);
    let again = Devnet::start(Config::in_process().state(&file));
    assert!(matches!(again, Err(Error::File(FileError::InUse(_)))));
    let notes = folder.path().join("notes");
    fs::write(&notes, "not a chain").unwrap();
    let foreign = Devnet::start(Config::in_process().state(&notes));
    assert!(matches!(foreign, Err(Error::File(FileError::Foreign(_)))));
    assert_eq!(fs::read(&notes).unwrap(), b"not a chain");
    let nowhere = Devnet::start(Config::in_process().state(folder.path().join("no/such/folder")));
    assert!(matches!(nowhere, Err(Error::File(FileError::Io { .. }))));
}

#[test]
fn a_file_is_not_taken_for_that_of_another_specification() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chain");
    let specification = |value: &str| {
        let json = json!({ "genesis": { "raw": { "top": { "0x01": value }, "childrenDefault": {} } } });
        Genesis::Raw(json.to_string().into_bytes().into())
    };
    let start = |value| Devnet::start(Config::in_process().genesis(specification(value)).state(&file));
    let first = start("0x11").unwrap().genesis_hash();
    assert_eq!(start("0x11").unwrap().genesis_hash(), first);
    assert!(matches!(start("0x12"), Err(Error::Genesis(GenesisError::Another { file, .. })) if file == first));
}

#[test]
fn the_file_shrinks_when_blocks_are_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chain");
    let devnet = open(&file);
    let length = || fs::metadata(&file).unwrap().len();
    let (begin, snapshot) = (length(), devnet.snapshot());
    devnet.set_storage(vec![(vec![0xff], Some(vec![7; 100_000]))]).unwrap();
    assert!(length() > begin + 100_000);
    assert!(devnet.revert(snapshot).unwrap());
    assert_eq!(length(), begin);
    devnet.new_block().unwrap();
    let head = devnet.head();
    drop(devnet);
    assert_eq!(open(&file).head(), head);
}

/// Plays a chain whose disk is full: it may make its file no longer than the shell that starts it allows.
#[test]
#[ignore = "it is run by another test"]
fn a_process_whose_disk_is_full() {
    let Ok(file) = env::var(FILE) else { return };
    let devnet = open(Path::new(&file));
    devnet.new_block().unwrap();
    let snapshot = devnet.snapshot();
    // More than there is room for; what is there is not harmed.
    let much = || devnet.set_storage(vec![(vec![0xff], Some(vec![7; 4_000_000]))]);
    assert!(matches!(much(), Err(Error::Block(BlockError::File(_)))));
    while devnet.new_block().is_ok() {}
    let (head, ahead_ms) = (devnet.head(), devnet.ahead_ms());
    assert!(devnet.time_travel(4_102_444_800_000).is_err());
    // Nothing has happened, and the clock does not show otherwise.
    assert_eq!((devnet.head(), devnet.ahead_ms()), (head, ahead_ms));
    // Going back needs no room and makes some.
    assert!(devnet.revert(snapshot).unwrap());
    assert_eq!(devnet.head().1, 1);
    devnet.time_travel(4_102_444_800_000).unwrap();
    writeln!(io::stdout(), "final {} {:?}", devnet.head().1, devnet.head().0).unwrap();
}

#[test]
#[cfg(unix)]
fn when_the_disk_is_full_the_chain_is_as_it_was_and_can_go_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chain");
    // Beyond the limit writing fails, as the signal that comes with it is ignored.
    let limited = "trap '' XFSZ; ulimit -f 400; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", limited]).arg(env::current_exe().unwrap());
    command.args(["--exact", "kept::a_process_whose_disk_is_full", "--ignored", "--nocapture", "--test-threads", "1"]);
    let output = command.env(FILE, &file).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let devnet = open(&file);
    assert!(said.contains(&format!("final 2 {:?}", devnet.head().0)), "{said}");
    assert_eq!(devnet.now_ms(), 4_102_444_800_000);
}

/// The environment variable that tells the process to be killed its file.
const FILE: &str = "MUTUAL_TEST_STATE_FILE";

/// Plays the process that is killed: makes blocks, and says of each that it is final.
#[test]
#[ignore = "it is run, and killed, by another test"]
fn a_process_that_is_killed() {
    let Ok(file) = env::var(FILE) else { return };
    let devnet = open(Path::new(&file));
    let alice = Signer::of("//Alice", devnet.genesis_hash());
    let mut nonce = devnet.next_nonce(&alice.account()).unwrap();
    loop {
        match nonce % 7 {
            0 => drop(devnet.set_storage(vec![(nonce.to_be_bytes().to_vec(), Some(vec![7; 3_000]))]).unwrap()),
            3 => {
                // The last block, which nobody has been told of, is taken back.
                let (head, _) = devnet.head();
                devnet.new_block().unwrap();
                devnet.set_head(head).unwrap();
            }
            _ => {}
        }
        devnet.submit(&alice.sign(nonce, &transfer([9; 32], UNIT))).unwrap();
        nonce += 1;
        let (hash, number) = devnet.head();
        writeln!(io::stdout(), "final {number} {hash:?}").unwrap();
    }
}

/// A number that differs from one call to the next, without a dependency for it.
fn any(below: u64) -> u64 {
    H256::random().to_low_u64_be() % below
}

/// `mutual devnet` with its chain in a file, and the address that it says.
fn start_binary(binary: &str, file: &Path) -> (Child, String) {
    let mut command = Command::new(binary);
    command.args(["devnet", "--port", "0", "--silent", "--state"]).arg(file);
    let mut process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(process.stderr.take().unwrap()).lines();
    let addresses = lines.map_while(Result::ok).filter_map(|line| Some(line.split_once("addr=")?.1.to_owned()));
    let address = { addresses }.next().expect("it does not start");
    (process, format!("ws://{address}"))
}

/// Makes blocks, and notes what is answered, until the other side is gone.
async fn load(url: String, reported: Arc<Mutex<Vec<String>>>) {
    let Ok(rpc) = RpcClient::from_insecure_url(url).await else { return };
    for number in 0u64.. {
        let made: Result<String, _> = match number % 3 {
            0 => rpc.request("dev_setStorage", rpc_params![[(hex(&number.to_be_bytes()), hex(&[7; 2_000]))]]).await,
            _ => rpc.request("dev_newBlock", rpc_params![json!({ "count": 1 + number % 3 })]).await,
        };
        match made {
            Ok(hash) => reported.lock().unwrap().push(hash),
            Err(_) => return,
        }
    }
}

/// `MUTUAL_BINARY` names it, and `MUTUAL_KILLS` says how often.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it needs the binary; scripts/kill-devnet.sh builds it"]
async fn what_the_binary_answered_is_there_after_it_was_killed_at_any_moment() {
    let binary = env::var("MUTUAL_BINARY").unwrap();
    let kills: u64 = env::var("MUTUAL_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(6);
    let folder = tempfile::tempdir().unwrap();
    let mut reports = 0;
    for kill in 0..kills {
        let file = folder.path().join(format!("chain{}", kill / 10));
        let (mut process, url) = start_binary(&binary, &file);
        let reported: Arc<Mutex<Vec<String>>> = Arc::default();
        let loads: Vec<_> = (0..3).map(|_| tokio::spawn(load(url.clone(), reported.clone()))).collect();
        tokio::time::sleep(Duration::from_millis(any(500))).await;
        process.kill().unwrap();
        process.wait().unwrap();
        for load in loads {
            load.await.unwrap();
        }
        let devnet = open(&file);
        let reported = std::mem::take(&mut *reported.lock().unwrap());
        for hash in &reported {
            let header = ask(&devnet, "chain_getHeader", json!([hash])).await.unwrap();
            assert!(header.is_object(), "block {hash} after kill {kill}");
        }
        devnet.new_block().unwrap();
        reports += reported.len();
    }
    assert!(reports > 0, "it was never killed late enough");
    writeln!(io::stdout(), "{kills} kills of the binary, {reports} answers of blocks, all there").unwrap();
}

/// Kills it once, some milliseconds after it began to report, and gives the last blocks reported.
fn kill_once(file: &Path, after: Duration) -> Vec<(u32, String)> {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "kept::a_process_that_is_killed", "--ignored", "--nocapture", "--test-threads", "1"]);
    let mut process = command.env(FILE, file).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let output = BufReader::new(process.stdout.take().unwrap());
    let reader = thread::spawn(move || {
        let lines = output.lines().map_while(Result::ok);
        let reported = lines.filter_map(|line| {
            // The test harness may have written to the same line.
            let (_, report) = line.split_once("final ")?;
            let (number, hash) = report.split_once(' ')?;
            (hash.len() == 66).then_some(())?;
            Some((number.parse().ok()?, hash.to_owned()))
        });
        reported.collect::<Vec<_>>()
    });
    thread::sleep(after);
    process.kill().unwrap();
    process.wait().unwrap();
    reader.join().unwrap()
}

#[test]
fn what_was_reported_is_there_after_the_process_was_killed_at_any_moment() {
    let kills: u64 = env::var("MUTUAL_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(6);
    let folder = tempfile::tempdir().unwrap();
    let (mut reports, mut without) = (0, 0);
    for kill in 0..kills {
        // Several on one file, then a new one, so that its making is interrupted too.
        let file = folder.path().join(format!("chain{}", kill / 10));
        let reported = kill_once(&file, Duration::from_millis(any(400)));
        let devnet = open(&file);
        for (number, hash) in &reported {
            let kept = futures::executor::block_on(ask(&devnet, "chain_getBlockHash", json!([number]))).unwrap();
            assert_eq!(kept, json!(hash), "block {number} after kill {kill}");
        }
        let (_, last) = devnet.head();
        assert!(reported.last().is_none_or(|(number, _)| *number <= last));
        // The state is whole: it takes another transaction, and each one before is in it.
        let alice = Signer::of("//Alice", devnet.genesis_hash());
        let nonce = devnet.next_nonce(&alice.account()).unwrap();
        devnet.submit(&alice.sign(nonce, &transfer([9; 32], UNIT))).unwrap();
        assert_eq!(free(devnet.storage(&account_key(&[9; 32])).unwrap()), u128::from(nonce + 1) * UNIT);
        reports += reported.len();
        without += usize::from(reported.is_empty());
    }
    assert!(reports > 0, "it was never killed late enough");
    let told =
        format!("{kills} kills, {without} of them before the first report, {reports} blocks reported, all there");
    writeln!(io::stdout(), "{told}").unwrap();
}
