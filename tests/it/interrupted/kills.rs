//! The node killed or frozen at a random moment of a command.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use mutual_client::chain::Chain;
use mutual_client::society::Society;
use mutual_client::text::address;
use mutual_tests::{people, UNIT};
use mutual_types::{AccountId, PotId};

use super::rig::{signal, spawn, Done, Node};

/// How many moments are tried; `scripts/faults-client.sh` asks for more.
const ROUNDS: u64 = 12;
const ROUNDS_VARIABLE: &str = "MUTUAL_ROUNDS";

/// For how long a frozen node stands still: longer than the command has patience.
const FREEZE: Duration = Duration::from_millis(2_500);
const PATIENCE: &str = "2s";

/// A block for each transaction, so that none waits; or blocks now and then, so that each waits for a while.
const AT_ONCE: &[&str] = &[];
const NOW_AND_THEN: &[&str] = &["--block-time", "400"];

/// What happens to the node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Killed,
    Frozen,
}

/// What is sent, each with an effect that would show if it came twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Intent {
    /// To this account, which nobody else sends anything.
    Send(AccountId),
    /// To the general pot of the society.
    Deposit,
}

/// A number below `below` that differs from run to run.
fn any(below: u64) -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    // The nanoseconds of a moment that depends on processes are random enough.
    u64::from(now.subsec_nanos()).wrapping_mul(0x9e37_79b9_7f4a_7c15) % below
}

impl Intent {
    fn of(round: u64) -> Self {
        match round % 2 {
            0 => {
                let mut account = [0xee; 32];
                account[..8].copy_from_slice(&round.to_le_bytes());
                Self::Send(AccountId(account))
            }
            _ => Self::Deposit,
        }
    }

    fn words(self, society: AccountId) -> Vec<String> {
        let words: &[&str] = match self {
            Self::Send(payee) => &["account", "send", &address::format(&payee), "1 UNIT"],
            Self::Deposit => &["treasury", "deposit", "1 UNIT", "--contract", &address::format(&society)],
        };
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    /// What it changes, in planck.
    async fn counted(self, chain: &Chain, society: AccountId) -> u128 {
        match self {
            Self::Send(payee) => chain.balance(payee).await.unwrap().free,
            Self::Deposit => {
                let society = Society::at(chain, society).await.unwrap();
                society.pot(PotId::GENERAL).await.unwrap().unwrap().balance
            }
        }
    }
}

/// A society on a chain in `file`.
async fn founded(file: &Path) -> AccountId {
    let node = Node::start(file, &[]);
    let chain = node.chain().await;
    let example = people::example(chain.unit());
    let mere = people::People::of_example().signer("Mere");
    Society::found(&chain, &mere, &example.founding, example.value).await.unwrap().value.address()
}

fn command(intent: Intent, society: AccountId, url: &str) -> std::process::Child {
    let words = intent.words(society);
    let mut line: Vec<&str> = words.iter().map(String::as_str).collect();
    line.extend(["--url", url, "--suri", "//Bob", "--yes", "-o", "json", "--timeout", PATIENCE]);
    spawn(&line)
}

fn goes_on(done: &Done, node: &Node) -> Done {
    let words = done.goes_on();
    let mut line: Vec<&str> = words.iter().map(String::as_str).collect();
    line.extend(["--url", node.url(), "-o", "json", "--timeout", "5s"]);
    Done::of(spawn(&line))
}

/// How often each end was seen.
#[derive(Debug, Default)]
struct Seen {
    done: u64,
    not_sent: u64,
    unknown: u64,
    found_later: u64,
    died: u64,
}

#[tokio::test(flavor = "multi_thread")]
async fn whenever_the_node_dies_nothing_is_sent_twice_and_the_report_is_true() {
    let rounds = std::env::var(ROUNDS_VARIABLE).ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chain");
    let society = founded(&file).await;
    let sealings = [AT_ONCE, NOW_AND_THEN];
    let lasts_ms = sealings.map(|sealing| undisturbed(&file, society, sealing));
    let mut seen = Seen::default();
    for round in 0..rounds {
        let fault = if round % 3 == 2 { Fault::Frozen } else { Fault::Killed };
        let which = usize::from(round % 4 < 2);
        let after = Duration::from_millis(any(lasts_ms[which].saturating_add(lasts_ms[which] / 10)));
        one_round(&file, society, round, fault, sealings[which], after, &mut seen).await;
    }
    writeln!(std::io::stdout(), "{rounds} rounds: {seen:?}").unwrap();
    assert_eq!(seen.done + seen.not_sent + seen.unknown, rounds);
    assert!(rounds < 50 || (seen.done > 0 && seen.not_sent > 0 && seen.unknown > 0), "every kind of end: {seen:?}");
}

/// How long a command takes when nothing happens to the node, in milliseconds: the median of some.
fn undisturbed(file: &Path, society: AccountId, sealing: &[&str]) -> u64 {
    let node = Node::start(file, sealing);
    let mut took: Vec<u64> = (0..5)
        .map(|round| {
            let begun = Instant::now();
            let done = Done::of(command(Intent::of(1_000_000 + round), society, node.url()));
            assert_eq!(done.exit(), 0, "{done:?}");
            u64::try_from(begun.elapsed().as_millis()).unwrap()
        })
        .collect();
    took.sort_unstable();
    took[2]
}

async fn one_round(
    file: &Path,
    society: AccountId,
    round: u64,
    fault: Fault,
    sealing: &[&str],
    after: Duration,
    seen: &mut Seen,
) {
    let what = format!("round {round}: {fault:?} after {after:?}, {sealing:?}");
    let intent = Intent::of(round);
    let mut node = Node::start(file, sealing);
    let before = intent.counted(&node.chain().await, society).await;
    let running = command(intent, society, node.url());
    std::thread::sleep(after);
    match fault {
        Fault::Killed => node.kill(),
        Fault::Frozen => {
            signal(node.process(), "STOP");
            std::thread::sleep(FREEZE);
            signal(node.process(), "CONT");
        }
    }
    let done = Done::of(running);
    if fault == Fault::Killed {
        node = Node::start(file, sealing);
    }
    let chain = node.chain().await;
    let later = || async { intent.counted(&chain, society).await - before };
    match done.exit() {
        0 => {
            assert_eq!(later().await, UNIT, "{what}: {done:?}");
            seen.done += 1;
        }
        5 | 7 => {
            assert_eq!(later().await, 0, "{what}: {done:?}");
            seen.not_sent += 1;
        }
        8 => {
            seen.unknown += 1;
            let mut found = goes_on(&done, &node);
            if found.exit() == 8 {
                assert_eq!(later().await, 0, "{what}: it can still come: {found:?}");
                for _ in 0..mutual_client::chain::MORTAL_BLOCKS {
                    chain.new_block().await.unwrap();
                }
                found = goes_on(&done, &node);
            }
            match found.exit() {
                0 => {
                    assert_eq!(later().await, UNIT, "{what}: {found:?}");
                    seen.found_later += 1;
                }
                7 => {
                    assert_eq!(found.json()["error"]["code"], "rejected", "{what}: {found:?}");
                    assert_eq!(later().await, 0, "{what}: {found:?}");
                    seen.died += 1;
                }
                exit => panic!("{what}: exit {exit}: {found:?}"),
            }
        }
        exit => panic!("{what}: exit {exit}: {done:?}"),
    }
    // Whatever came of it, it has come by now.
    let last = later().await;
    chain.new_block().await.unwrap();
    assert_eq!(later().await, last, "{what}");
}
