//! Contracts that mean harm: as a society, and as a member. And what the circle's code can ask of the chain.

use std::collections::BTreeSet;

use mutual_circle_model::Message;
use mutual_types::circle::{CircleStatus, Error, Order, Terms};
use mutual_types::{AccountId, Planck};

use super::rig::{answering, encoded, welcoming, Refusal, Rig, BUNDLE};
use crate::attacks::hostile::{strings, Hostile};
use crate::machine::chain::MINIMUM;
use crate::machine::sign::PEOPLE;

const BEGIN_MS: u64 = 1_900_000_000_000;
const STARTS_MS: u64 = BEGIN_MS + 100_000;
const ROUND_MS: u64 = 10_000;
const COIN: Planck = 1_000_000_000_000;

fn person(number: usize) -> AccountId {
    PEOPLE[number].account
}

fn terms(society: AccountId, members: &[AccountId]) -> Terms {
    Terms {
        name: "Attacked".to_owned(),
        society,
        members: members.to_vec(),
        contribution: COIN,
        round_ms: ROUND_MS,
        starts_ms: STARTS_MS,
        order: Order::Agreed,
    }
}

/// A circle of these in a society with this code.
fn circle(society: &[u8], members: &[AccountId]) -> Rig {
    let mut rig = Rig::start(BEGIN_MS, society);
    rig.make(BEGIN_MS + 1_000, &terms(rig.society, members)).unwrap();
    rig
}

const JOIN: Message = Message::Join(None);

#[test]
fn p1_a_society_that_means_harm_lets_nobody_join_and_takes_nothing() {
    let unknown = answering(&[0, 0]);
    let lapsed = answering(&[0, 1, 0, 0, 0, 0, 2]);
    let error = answering(&[1, 1]);
    let (nothing, half) = (answering(&[]), answering(&[0, 1, 0]));
    let calm = [unknown, lapsed, error, nothing, half, Hostile::Traps.code(), Hostile::Reverts.code()];
    for society in calm.into_iter().chain([Hostile::Mutates.code()]) {
        let rig = circle(&society, &[person(0), person(1)]);
        let refused = rig.send(BEGIN_MS + 2_000, person(0), COIN, 0, &JOIN);
        assert_eq!(refused, Err(Refusal::Circle(Error::NotInSociety)));
        assert_eq!((rig.view().balance, rig.view().circle.members[0].joined), (0, false));
    }
    // These end the message itself: by all its gas, by an answer that has no room, and by storage that nobody pays.
    for society in [Hostile::Burns, Hostile::Answers, Hostile::Hoards] {
        let rig = circle(&society.code(), &[person(0), person(1)]);
        let held = rig.chain.account(person(0)).unwrap().reserved;
        assert!(rig.send(BEGIN_MS + 2_000, person(0), COIN, 0, &JOIN).is_err(), "{society:?}");
        assert_eq!((rig.view().balance, rig.view().circle.members[0].joined), (0, false), "{society:?}");
        assert_eq!(rig.chain.account(person(0)).unwrap().reserved, held, "{society:?}");
    }
}

#[test]
fn p1_a_society_that_calls_back_is_denied() {
    // The puppet calls what its input names: here the question itself would be its strings, which name nobody.
    let rig = circle(&Hostile::Puppet.code(), &[person(0), person(1)]);
    assert!(rig.send(BEGIN_MS + 2_000, person(0), COIN, 0, &JOIN).is_err());
    assert_eq!(rig.view().balance, 0);
}

#[test]
fn p14_a_contract_is_a_member_like_any_other() {
    let mut rig = Rig::start(BEGIN_MS, &welcoming());
    let puppet = rig.deploy(BEGIN_MS + 500, &Hostile::Puppet.code(), 100 * COIN);
    rig.make(BEGIN_MS + 1_000, &terms(rig.society, &[puppet, person(1)])).unwrap();
    let pull = |rig: &Rig, at_ms, value, message: &Message| {
        let input = strings(rig.circle, value, &encoded(message));
        rig.send_to(at_ms, person(0), puppet, (0, 0), &input)
    };
    pull(&rig, BEGIN_MS + 2_000, COIN, &JOIN).unwrap();
    rig.send(BEGIN_MS + 2_100, person(1), COIN, 0, &JOIN).unwrap();
    let pay = |member| Message::Contribute { member, rounds: 2 };
    pull(&rig, STARTS_MS, 2 * COIN, &pay(0)).unwrap();
    rig.send(STARTS_MS + 5, person(1), 2 * COIN, 0, &pay(1)).unwrap();
    let before = rig.free(puppet);
    pull(&rig, STARTS_MS + 10, 0, &Message::WithdrawCredit).unwrap();
    assert_eq!(rig.free(puppet), before + 2 * COIN);
    // A second time within one message is a second message: there is nothing left.
    assert!(pull(&rig, STARTS_MS + 15, 0, &Message::WithdrawCredit).is_err());
    assert_eq!(rig.view().balance, 4 * COIN, "two deposits, and two contributions to the second round");
    rig.send(STARTS_MS + 2 * ROUND_MS, person(1), 0, 0, &Message::WithdrawCredit).unwrap();
    pull(&rig, STARTS_MS + 2 * ROUND_MS + 5, 0, &Message::WithdrawCredit).unwrap();
    assert_eq!((rig.view().status, rig.view().balance), (CircleStatus::Ended, 0));
    assert_eq!(rig.free(rig.circle), MINIMUM);
}

#[test]
fn p10_money_goes_only_with_messages_that_take_it() {
    let rig = circle(&welcoming(), &[person(0), person(1)]);
    let messages = [Message::Leave, Message::Settle, Message::WithdrawCredit, Message::Sweep, Message::OfferSwap(1)];
    for (message, second) in messages.into_iter().zip(2..) {
        let sent = rig.send(BEGIN_MS + second * 1_000, person(0), 1, 0, &message);
        assert!(matches!(sent, Err(Refusal::Other(_))), "{message:?}: {sent:?}");
    }
    assert_eq!(rig.view().balance, 0);
}

#[test]
fn p12_the_code_cannot_be_changed_ended_or_lent() {
    let imports = imports(BUNDLE.code());
    assert!(imports.contains("transfer") && imports.contains("call"), "{imports:?}");
    for word in ["terminate", "set_code_hash", "delegate", "instantiate", "call_runtime", "chain_extension", "random"] {
        assert!(!imports.iter().any(|import| import.contains(word)), "{word}: {imports:?}");
    }
}

#[test]
fn money_leaves_by_three_messages_and_one_transfer() {
    let folder = mutual_tests::repository().join("contracts/circle/src");
    let mut transfers = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            transfers.extend(text.lines().filter(|line| line.contains("env::transfer")).map(str::to_owned));
            let is_shell = path.ends_with("lib.rs");
            assert_eq!(text.matches("self.pay(").count(), if is_shell { 3 } else { 0 }, "{}", path.display());
        }
    }
    assert_eq!(transfers.len(), 1, "{transfers:?}");
}

/// The names of what a wasm asks of the chain.
fn imports(code: &[u8]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut at = 8;
    let number = |at: &mut usize| {
        let (mut value, mut shift) = (0usize, 0);
        loop {
            let byte = usize::from(code[*at]);
            *at += 1;
            value |= (byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return value;
            }
        }
    };
    while at < code.len() {
        let id = code[at];
        at += 1;
        let size = number(&mut at);
        let end = at + size;
        if id == 2 {
            for _ in 0..number(&mut at) {
                let _ = skip_name(code, &mut at, &number);
                let name = skip_name(code, &mut at, &number);
                let kind = code[at];
                at += 1;
                if kind == 0 {
                    number(&mut at);
                    found.insert(name);
                } else {
                    let flags = code[at];
                    at += 1;
                    number(&mut at);
                    if flags & 1 == 1 {
                        number(&mut at);
                    }
                }
            }
        }
        at = end;
    }
    found
}

fn skip_name(code: &[u8], at: &mut usize, number: &impl Fn(&mut usize) -> usize) -> String {
    let len = number(at);
    let name = String::from_utf8(code[*at..*at + len].to_vec()).unwrap();
    *at += len;
    name
}
