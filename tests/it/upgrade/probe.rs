//! Everything that a society answers and refuses, asked past every client.

use std::collections::{BTreeMap, BTreeSet};

use mutual_devnet::Devnet;
use mutual_tests::repository;
use mutual_types::{AccountId, Error, SocietyView, PAGE_MAX};
use scale::{Decode, DecodeAll, Encode};
use serde_json::Value;

/// A society on a devnet.
pub struct Probe<'a> {
    pub devnet: &'a Devnet,
    pub society: AccountId,
    /// Everybody of whom something could be stored; the first asks.
    pub accounts: Vec<AccountId>,
}

/// The answers to all reads, by message and arguments.
pub type Answers = BTreeMap<(String, Vec<u8>), Vec<u8>>;

struct Known {
    label: String,
    selector: Vec<u8>,
    mutates: bool,
}

/// All messages. Both versions have the same.
fn messages() -> Vec<Known> {
    let file = std::fs::read(repository().join("tests/bundles/society-next.contract")).unwrap();
    let bundle: Value = serde_json::from_slice(&file).unwrap();
    let known = |message: &Value| Known {
        label: message["label"].as_str().unwrap().to_owned(),
        selector: hex::decode(message["selector"].as_str().unwrap().trim_start_matches("0x")).unwrap(),
        mutates: message["mutates"].as_bool().unwrap(),
    };
    bundle["spec"]["messages"].as_array().unwrap().iter().map(known).collect()
}

impl Probe<'_> {
    /// What a message would return at the time of the last block, and whether it would take everything back.
    fn dry(&self, input: &[u8]) -> (bool, Vec<u8>) {
        type Weight = (scale::Compact<u64>, scale::Compact<u64>);
        type Head = (Weight, Weight, u8, u128, Vec<u8>);
        let none = (None::<()>, None::<()>);
        let query = (self.accounts[0], self.society, 0u128, none, input).encode();
        let answer = self.devnet.call("ContractsApi_call", &query).unwrap();
        let rest = &mut &*answer;
        Head::decode(rest).unwrap();
        let returned = Result::<(u32, Vec<u8>), ()>::decode(rest).unwrap();
        let (flags, data) = returned.unwrap_or_else(|()| panic!("{} traps", hex::encode(input)));
        (flags & 1 == 1, data)
    }

    fn ask(&self, selector: &[u8], args: &[u8]) -> Vec<u8> {
        let (reverted, data) = self.dry(&[selector, args].concat());
        assert!(!reverted, "{}", hex::encode(data));
        data
    }

    /// One page about the society.
    pub fn view(&self) -> SocietyView {
        let selector = messages().into_iter().find(|message| message.label == "society").unwrap().selector;
        let data = self.ask(&selector, &[]);
        let answer = Result::<Result<SocietyView, Error>, u8>::decode_all(&mut &*data);
        answer.unwrap().unwrap().unwrap()
    }

    /// All that every read answers, of every record there is, and past the last ones.
    pub fn reads(&self) -> Answers {
        let counters = self.view().counters;
        let numbers = |count: u32| (0..=count).map(|id| id.encode()).collect::<Vec<_>>();
        let ballots = || {
            let of = |id: u32| (0..=counters.members).map(move |member| (id, member).encode());
            (0..=counters.proposals).flat_map(of).collect::<Vec<_>>()
        };
        let mut answers = Answers::new();
        for Known { label, selector, .. } in messages().into_iter().filter(|message| !message.mutates) {
            let of_all: Vec<Vec<u8>> = match label.as_str() {
                "society" => vec![Vec::new()],
                "standing" | "member" | "application" | "credit" => self.accounts.iter().map(Encode::encode).collect(),
                "member_account" | "proxies" | "relief_record" => numbers(counters.members),
                "proposal" | "statement" => numbers(counters.proposals),
                "ballot" => ballots(),
                "payment" => numbers(counters.payments),
                "pot" => numbers(counters.pots),
                "grant" => numbers(counters.grants),
                "relief_request" => numbers(counters.relief_requests),
                "dispute" => numbers(counters.disputes),
                _ => (0..=counters.members.max(counters.proposals).max(counters.payments))
                    .step_by(5)
                    .map(|from| (from, PAGE_MAX).encode())
                    .collect(),
            };
            for args in of_all {
                let data = self.ask(&selector, &args);
                answers.insert((label.clone(), args), data);
            }
        }
        answers
    }

    /// The messages that write, and what the society says to each, `migrate` left aside. Arguments of zeros are numbers of
    /// zero, empty texts and lists, and the first of each choice.
    pub fn refusals(&self) -> BTreeMap<String, Error> {
        let writing = messages().into_iter().filter(|message| message.mutates && message.label != "migrate");
        let refusal = |message: Known| {
            let (reverted, data) = self.dry(&[message.selector.as_slice(), &[0; 256]].concat());
            assert!(reverted, "{} is not refused", message.label);
            let error = <(u8, u8, Error)>::decode_all(&mut &*data).unwrap_or_else(|_| panic!("{}", hex::encode(data)));
            (message.label, error.2)
        };
        writing.map(refusal).collect()
    }

    /// Refuses unless every message that writes is refused because the records are of an older version.
    pub fn ensure_migrating(&self) {
        let refusals = self.refusals();
        assert!(refusals.len() > 60, "{} messages", refusals.len());
        for (label, error) in refusals {
            assert_eq!(error, Error::Migrating, "{label}");
        }
    }
}

/// The reads whose answers differ.
pub fn different(before: &Answers, after: &Answers) -> BTreeSet<String> {
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let changed = keys.into_iter().filter(|key| before.get(*key) != after.get(*key));
    changed.map(|(label, args)| format!("{label}({})", hex::encode(args))).collect()
}

/// A read as [`different`] names it.
pub fn read(label: &str, args: impl Encode) -> String {
    format!("{label}({})", hex::encode(args.encode()))
}
