//! How long it takes to index and to audit a large society: `scripts/bench-index.sh`. CI asks nothing of these times.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use mutual_client::chain::Chain;
use mutual_client::contract::Bundle;
use mutual_client::index::Place;
use mutual_client::society::Society;
use mutual_devnet::{Config, Devnet};
use mutual_model::Message;
use mutual_types::{AccountId, Action, Choice, Founder, Founding, Mode, PotId, ProposalId, Role};

use super::stories::{differences, indexed};
use crate::machine::chain as play;
use crate::machine::sign::{self, Key, CROWD, PEOPLE};
use crate::machine::wire;

/// Transactions in a block: what the chain takes at a time.
const PER_BLOCK: usize = 120;

/// A society of a hundred members in which much happens, made block by block on a devnet.
struct Crowd {
    devnet: Devnet,
    society: AccountId,
    bundle: &'static Bundle,
    nonces: HashMap<AccountId, u32>,
    waiting: usize,
    now_ms: u64,
}

impl Crowd {
    fn found(devnet: Devnet) -> Self {
        let mut chain = play::Chain::on(devnet);
        let founding = founding();
        let now_ms = chain.devnet.now_ms() + 1_000;
        chain.found(now_ms, 1_000_000_000_000, &founding, 1);
        let (devnet, society, bundle) = (chain.devnet.clone(), chain.society, chain.bundle);
        Self { devnet, society, bundle, nonces: HashMap::new(), waiting: 0, now_ms }
    }

    fn send(&mut self, key: &Key, value: u128, message: &Message) {
        let devnet = &self.devnet;
        let nonce = self.nonces.entry(key.account).or_insert_with(|| devnet.next_nonce(&key.account.0).unwrap());
        let call = sign::call(self.society, value, &wire::encode(self.bundle, message));
        self.devnet.submit(&key.sign(&self.devnet.genesis_hash().0, *nonce, &call)).unwrap();
        *nonce += 1;
        self.waiting += 1;
        if self.waiting >= PER_BLOCK {
            self.seal(6_000);
        }
    }

    fn seal(&mut self, after_ms: u64) {
        self.now_ms += after_ms;
        self.devnet.time_travel(self.now_ms).unwrap();
        while self.devnet.pending() > 0 {
            self.now_ms += 6_000;
            self.devnet.time_travel(self.now_ms).unwrap();
        }
        self.waiting = 0;
    }
}

fn members() -> Vec<&'static Key> {
    PEOPLE.iter().take(47).chain(CROWD.iter().take(17)).collect()
}

fn founding() -> Founding {
    let file = mutual_tests::people::example(&mutual_client::text::Unit::default());
    let mut founding = file.founding;
    let founder = |(place, key): (usize, &&'static Key)| Founder {
        account: key.account,
        roles: if place < 6 { vec![Role::Treasurer, Role::Steward] } else { Vec::new() },
    };
    founding.founders = members().iter().enumerate().map(founder).collect();
    founding.asset_lock.beneficiary = AccountId([0xBE; 32]);
    // Time for all to vote, however many blocks that takes; and nobody falls behind in all these rounds.
    founding.rules.voting.voting_period_ms = 3_600_000;
    founding.rules.voting.min_open_ms = 3_600_000;
    founding.rules.dues.amount = 0;
    founding
}

/// Rounds in which each member proposes, all vote, and some give, until there are so many events.
fn live(crowd: &mut Crowd, events: u64) {
    let members = members();
    let period_ms = founding().rules.voting.voting_period_ms;
    let (mut told, mut proposals) = (1, 0u32);
    while told < events {
        let first = proposals;
        for key in members.iter().take(20) {
            let action = Action::Resolution;
            let message =
                Message::Propose { title: format!("Words {proposals}"), document: None, action, mode: Mode::Ballot };
            crowd.send(key, 0, &message);
            proposals += 1;
            told += 1;
        }
        crowd.seal(6_000);
        for (number, key) in members.iter().enumerate() {
            for proposal in first..proposals {
                let choice = if (number + usize::try_from(proposal).unwrap()).is_multiple_of(3) {
                    Choice::Nay
                } else {
                    Choice::Aye
                };
                let message = Message::Vote { proposal: ProposalId(proposal), choice, reason: None };
                crowd.send(key, 0, &message);
                told += 1;
                if told >= events {
                    crowd.seal(6_000);
                    return;
                }
            }
            let memo = Some("for all".to_owned());
            crowd.send(key, 1_000_000_000, &Message::Contribute { pot: PotId::GENERAL, memo });
            told += 1;
        }
        crowd.seal(period_ms + 6_000);
        // Executed, so that each may propose again.
        for (key, proposal) in members.iter().zip(first..proposals) {
            crowd.send(key, 0, &Message::Execute { proposal: ProposalId(proposal) });
            told += 1;
        }
        crowd.seal(6_000);
    }
}

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().map_or(otherwise, |text| text.parse().expect("a number"))
}

#[test]
#[ignore = "what scripts/bench-index.sh runs"]
fn how_long_many_events_take() {
    let events = number("MUTUAL_EVENTS", 100_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (devnet, handle) = runtime.block_on(mutual_devnet::spawn(play::Chain::peopled(Config::port(0)))).unwrap();
    let clock = Instant::now();
    let mut crowd = Crowd::found(devnet.clone());
    // A few messages are refused, and make none.
    live(&mut crowd, events + events / 50);
    println!("made: {} blocks in {:?}", devnet.head().1, clock.elapsed());
    let folder = tempfile::tempdir().unwrap();
    let mut times: Vec<[Duration; 2]> = Vec::new();
    for run in 0..number("MUTUAL_RUNS", 5) {
        runtime.block_on(async {
            let chain = Chain::connect(&handle.url()).await.unwrap();
            let society = Society::at(&chain, crowd.society).await.unwrap();
            let clock = Instant::now();
            let mut keeper = indexed(&society, Place::File(folder.path().join(format!("{run}.sqlite")))).await;
            let index = clock.elapsed();
            let seen = keeper.books().next_seq();
            let clock = Instant::now();
            assert_eq!(differences(&mut keeper).await, Vec::<String>::new());
            let audit = clock.elapsed();
            if run == 0 {
                kinds(&folder.path().join("0.sqlite"));
            }
            let per_second = f64::from(u32::try_from(seen).unwrap()) / index.as_secs_f64();
            println!("run {run}: {seen} events indexed in {index:?}, {per_second:.0} a second; audited in {audit:?}");
            assert!(seen >= events, "{seen} events");
            times.push([index, audit]);
        });
    }
    let median = |at: usize| {
        let mut all: Vec<Duration> = times.iter().map(|run| run[at]).collect();
        all.sort_unstable();
        all[all.len() / 2]
    };
    println!("medians of {}: indexed in {:?}, audited in {:?}", times.len(), median(0), median(1));
    let file = folder.path().join("0.sqlite");
    println!("the index takes {} MB", std::fs::metadata(&file).unwrap().len() / 1_000_000);
    overview(&file);
}

/// How many events of each kind there are.
fn kinds(file: &std::path::Path) {
    let connection = rusqlite::Connection::open(file).unwrap();
    let mut statement = connection.prepare("SELECT kind, count(*) FROM entries GROUP BY kind").unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        println!("{}: {}", row.get::<_, String>(0).unwrap(), row.get::<_, i64>(1).unwrap());
    }
}

/// What a page about the society asks for: the society, its months, and all that is open.
fn overview(file: &std::path::Path) {
    let connection = rusqlite::Connection::open(file).unwrap();
    let count = |sql: &str| {
        let mut statement = connection.prepare(sql).unwrap();
        let mut rows = statement.query([]).unwrap();
        let mut count = 0;
        while rows.next().unwrap().is_some() {
            count += 1;
        }
        count
    };
    let clock = Instant::now();
    let rows = count("SELECT body FROM records WHERE kind = 'society'")
        + count("SELECT month, direction, cause, amount FROM months")
        + count("SELECT body FROM records WHERE kind = 'proposal' AND open = 1 ORDER BY number DESC LIMIT 50")
        + count("SELECT body FROM records WHERE kind = 'payment' AND open = 1 ORDER BY number DESC LIMIT 50")
        + count("SELECT body FROM records WHERE kind = 'pot'");
    println!("an overview of {rows} rows in {:?}", clock.elapsed());
}
