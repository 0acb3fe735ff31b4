//! An exchange on a chain of its own, for a stand-in of a society, and its records read from its cells.

use std::sync::LazyLock;

use mutual_client::chain::Hash;
use mutual_client::contract::Bundle;
use mutual_model::exchange::{Change, Message};
use mutual_types::exchange::{event::Event, Account, Counters, Deal, DealId, Error, Founding, Offer, OfferId, Setup};
use mutual_types::{AccountId, MemberIndex, Standing, Stored};
use scale::{Decode, DecodeAll, Encode};

use super::oracle::{self, Mode};
use crate::machine::chain::{returned, Chain, End, Record};
use crate::machine::sign::{self, Key, CROWD, FOUNDER};

/// The exchange, as it is built.
pub static BUNDLE: LazyLock<Bundle> =
    LazyLock::new(|| Bundle::parse(include_bytes!("../../../contracts/bundles/exchange.contract")).unwrap());

/// The selectors of the society's reads.
pub const STANDING: u32 = 22;
pub const DISPUTE: u32 = 65;
pub const MEMBER_ACCOUNT: u32 = 77;

/// An exchange, its chain, and the stand-in for its society.
pub struct Rig {
    pub chain: Chain,
    pub society: AccountId,
    pub exchange: AccountId,
}

/// What a block did.
#[derive(Debug)]
pub struct Seen {
    pub end: End,
    pub events: Vec<Event>,
}

/// What a message is refused with, or how it ended else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Exchange(Error),
    Other(End),
}

impl Rig {
    /// A chain with a stand-in for a society, and no exchange yet.
    pub fn start(at_ms: u64) -> Self {
        let chain = Chain::start();
        chain.submit(&FOUNDER, &sign::instantiate(0, &oracle::code(), &[], &[1]));
        let society = instantiated(&chain.block(at_ms));
        Self { chain, society, exchange: society }
    }

    /// Founds an exchange, if it is not refused.
    pub fn found(&mut self, at_ms: u64, founding: &Founding) -> Result<Vec<Event>, Refusal> {
        let input = [BUNDLE.constructor("new").unwrap().as_slice(), &founding.encode()].concat();
        self.chain.submit(&FOUNDER, &sign::instantiate(0, BUNDLE.code(), &input, &at_ms.to_le_bytes()));
        let records = self.chain.block(at_ms);
        let seen = self.seen(&records, None);
        if seen.end != End::Success {
            let none = (Option::<()>::None, Option::<()>::None);
            let call = (FOUNDER.account, 0u128, none, (0u8, BUNDLE.code()), input, [77u8].as_slice());
            let answer = self.chain.devnet.call("ContractsApi_instantiate", &call.encode()).unwrap();
            return Err(refusal(seen.end, returned(&answer)));
        }
        self.exchange = instantiated(&records);
        // What the chain knows of is the exchange from now on.
        self.chain.society = self.exchange;
        self.chain.trie = Vec::<u8>::decode(&mut &*self.chain.contract_info()).unwrap();
        Ok(self.seen(&records, Some(self.exchange)).events)
    }

    /// What becomes different in the society; each is signed by another of the crowd, so that all fit in one block.
    pub fn change(&self, changes: &[Change]) {
        assert!(changes.len() < CROWD.len() - 1);
        let mut signers = CROWD.iter();
        let mut tell = |message: Vec<u8>| {
            self.chain.submit(signers.next().unwrap(), &sign::call(self.society, 0, &message));
        };
        for change in changes {
            match change {
                Change::Member(account, member, standing) => {
                    tell(knows(*account, *member, *standing));
                    tell(oracle::learn(&question(MEMBER_ACCOUNT, member), &(0u8, Some(account)).encode()));
                }
                Change::Nobody(account) => tell(oracle::learn(&question(STANDING, account), &[0, 0])),
                Change::Dispute(id, dispute) => {
                    tell(oracle::learn(&question(DISPUTE, id), &(0u8, Some(dispute)).encode()));
                }
                Change::Silent(code) => tell(oracle::behave(&match code {
                    None => Mode::Answer,
                    Some(0) => Mode::Nonsense,
                    Some(1) => Mode::Trap,
                    Some(2) => Mode::Revert,
                    Some(other) => panic!("no contract makes the host answer {other}"),
                })),
            }
        }
    }

    /// Tells the society what to do when it is asked, in a block of its own.
    pub fn behaves(&self, at_ms: u64, mode: &Mode) {
        self.chain.submit(&CROWD[0], &sign::call(self.society, 0, &oracle::behave(mode)));
        self.chain.block(at_ms);
    }

    /// Sends a message in a block; the society's own goes through it.
    pub fn send(&self, at_ms: u64, caller: AccountId, input: &[u8]) -> Result<Vec<Event>, Refusal> {
        let (key, to, input) = self.route(caller, input);
        self.chain.submit(key, &sign::call(to, 0, &input));
        let seen = self.seen(&self.chain.block(at_ms), Some(self.exchange));
        if seen.end == End::Success {
            return Ok(seen.events);
        }
        assert!(seen.events.is_empty(), "what is refused emits nothing: {:?}", seen.events);
        Err(refusal(seen.end, self.dry_run(key.account, to, &input)))
    }

    /// What a message would return as things are, if it succeeded.
    pub fn foretold(&self, caller: AccountId, input: &[u8]) -> Option<Vec<u8>> {
        let (key, to, input) = self.route(caller, input);
        match self.dry_run(key.account, to, &input) {
            Ok((0, data)) => Some(data),
            _ => None,
        }
    }

    /// What a read answers.
    pub fn read<T: Decode>(&self, label: &str, args: impl Encode) -> T {
        let input = [BUNDLE.message(label).unwrap().as_slice(), &args.encode()].concat();
        let (flags, data) = self.dry_run(FOUNDER.account, self.exchange, &input).unwrap();
        assert_eq!((flags, data[0]), (0, 0), "{label}");
        T::decode_all(&mut &data[1..]).unwrap()
    }

    fn route(&self, caller: AccountId, input: &[u8]) -> (&'static Key, AccountId, Vec<u8>) {
        if caller == self.society {
            (&CROWD[CROWD.len() - 1], self.society, oracle::send(self.exchange, input))
        } else {
            (Key::find(caller), self.exchange, input.to_vec())
        }
    }

    fn dry_run(&self, caller: AccountId, to: AccountId, input: &[u8]) -> Result<(u32, Vec<u8>), String> {
        let none: (Option<()>, Option<()>) = (None, None);
        returned(&self.chain.devnet.call("ContractsApi_call", &(caller, to, 0u128, none, input).encode()).unwrap())
    }

    /// How the last transaction of a block ended, and the events of the exchange.
    fn seen(&self, records: &[Record], of: Option<AccountId>) -> Seen {
        let mut seen = Seen { end: End::Success, events: Vec::new() };
        for record in records {
            let bytes = record.event.encode();
            let fields = &mut &bytes[2..];
            match (bytes[0], bytes[1]) {
                (0, 0) => seen.end = End::Success,
                (0, 1) => seen.end = End::of(fields),
                (8, 3) => {
                    let (contract, data) = <(AccountId, Vec<u8>)>::decode_all(fields).unwrap();
                    if Some(contract) == of {
                        assert_eq!(record.topics.len(), 1, "an event has its signature as the only topic");
                        let name = BUNDLE.event(Some(Hash(record.topics[0].0))).expect("an event of the bundle");
                        seen.events.push(Event::decode(name, &data).unwrap_or_else(|| panic!("{name}: {data:02x?}")));
                    }
                }
                _ => {}
            }
        }
        seen
    }

    fn find<T: Decode>(&self, map: u32, id: &impl Encode) -> Option<T> {
        let bytes = self.chain.cell(&(map, id).encode())?;
        Some(*Stored::decode_all(&mut &*bytes).expect("a cell holds one record").into_latest())
    }

    pub fn counters(&self) -> Counters {
        let bytes = self.chain.cell(&0u32.encode()).expect("there is a root cell");
        let (version, counters) = <(u16, Counters)>::decode_all(&mut &*bytes).unwrap();
        assert_eq!(version, 1);
        counters
    }

    pub fn setup(&self) -> Setup {
        self.find(0x4d55_0101, &()).expect("founding fills it")
    }

    pub fn account(&self, id: MemberIndex) -> Option<Account> {
        self.find(0x4d55_0110, &id)
    }

    pub fn offer(&self, id: OfferId) -> Option<Offer> {
        self.find(0x4d55_0111, &id)
    }

    /// All offers of a list.
    pub fn list(&self, list: u32) -> Vec<OfferId> {
        let parts = (0..).map_while(|part| self.find::<Vec<OfferId>>(0x4d55_0112, &(list, part)));
        parts.flatten().collect()
    }

    pub fn deal(&self, id: DealId) -> Option<Deal> {
        self.find(0x4d55_0113, &id)
    }
}

/// The bytes of a message.
pub fn encoded(message: &Message) -> Vec<u8> {
    use Message as M;
    let args = match message {
        M::PostOffer { terms } => terms.encode(),
        M::CloseOffer { offer } => offer.encode(),
        M::Propose { with, terms } => (with, terms).encode(),
        M::Accept { deal } | M::Contest { deal } | M::CloseDeal { deal } => deal.encode(),
        M::Cancel { deal, reason } => (deal, reason).encode(),
        M::Report { deal, minutes } => (deal, minutes).encode(),
        M::ApplyRuling { deal, dispute } => (deal, dispute).encode(),
        M::Donate { minutes } => minutes.encode(),
        M::Forgive { member, minutes } => (member, minutes).encode(),
        M::SetRules { rules } => rules.encode(),
    };
    [BUNDLE.message(message.name()).unwrap().as_slice(), &args].concat()
}

/// A question to the society, as the exchange asks it.
pub fn question(selector: u32, args: impl Encode) -> Vec<u8> {
    [selector.to_be_bytes().as_slice(), &args.encode()].concat()
}

/// What makes the society know a member.
pub fn knows(account: AccountId, member: MemberIndex, standing: Standing) -> Vec<u8> {
    oracle::learn(&question(STANDING, account), &(0u8, Some((member, standing))).encode())
}

fn instantiated(records: &[Record]) -> AccountId {
    let made = records.iter().map(|record| record.event.encode()).find(|event| event.starts_with(&[8, 0]));
    let made = made.unwrap_or_else(|| panic!("no contract: {:?}", records.last().map(|last| &last.event)));
    AccountId::decode(&mut &made[34..]).unwrap()
}

/// Why something was refused: what was refused changed nothing, so it is refused as it was.
fn refusal(end: End, again: Result<(u32, Vec<u8>), String>) -> Refusal {
    match again {
        Ok((1, data)) => match <(u8, u8, Error)>::decode_all(&mut &*data) {
            Ok((0, 1, error)) => Refusal::Exchange(error),
            other => panic!("{other:?} of {data:02x?}"),
        },
        Ok(other) => panic!("it is accepted: {other:?}"),
        Err(_) => Refusal::Other(end),
    }
}
