//! A federation on a chain of its own, among stand-ins for societies, and its records read from its cells.

use std::collections::BTreeMap;

use mutual_client::chain::Hash;
use mutual_model::federation::{Change, Message, Numbers, Place};
use mutual_types::federation::{event::Event, Counters, Error, Founding, Matter};
use mutual_types::{AccountId, Planck, Pot, PotId, PotSpec, SocietyView, Stored};
use scale::{Decode, DecodeAll, Encode};
use sp_core::hashing::blake2_256;

use super::rig::BUNDLE;
use crate::exchange::oracle::{self, Mode};
use crate::machine::chain::{returned, Chain, End, Record, MINIMUM};
use crate::machine::sign::{self, Key, CROWD, FOUNDER, PEOPLE};

/// The selectors of the society's messages.
const CONTRIBUTE: u32 = 9;
const SOCIETY: u32 = 75;
const POT: u32 = 85;
/// Stand-ins.
const SOCIETIES: u8 = 8;

/// A federation, its chain, and the stand-ins for societies.
pub struct Rig {
    pub chain: Chain,
    pub federation: AccountId,
    /// All who send messages; the last is no contract.
    pub accounts: Vec<AccountId>,
    /// What the chain was told of each stand-in.
    places: BTreeMap<AccountId, Place>,
    /// The hashes of code that the model knows, each with that of the code that stands for it.
    codes: BTreeMap<[u8; 32], [u8; 32]>,
}

/// What a message is refused with, or how it ended else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Federation(Error),
    Other(End),
}

impl Rig {
    /// A chain with stand-ins for societies, and no federation yet.
    pub fn start(at_ms: u64) -> Self {
        let chain = Chain::start();
        let (mut accounts, mut codes) = (Vec::new(), BTreeMap::new());
        for number in 0..SOCIETIES {
            let code = oracle::variant(number);
            chain.submit(&FOUNDER, &sign::instantiate(0, &code, &[], &[number]));
            let account = instantiated(&chain.block(at_ms + 10 * u64::from(number)));
            // In the model a society's first code has its account for a hash.
            codes.insert(*account.bytes(), blake2_256(&code));
            accounts.push(account);
        }
        // What societies are upgraded to, and what they are not.
        for number in 99..=104 {
            let code = oracle::variant(number);
            if (100..=103).contains(&number) {
                chain.upload(at_ms + 10 * u64::from(number), &code);
            }
            codes.insert([number; 32], blake2_256(&code));
        }
        accounts.push(PEOPLE[0].account);
        let federation = accounts[0];
        Self { chain, federation, accounts, places: BTreeMap::new(), codes }
    }

    /// Founds a federation.
    pub fn found(&mut self, at_ms: u64, founding: &Founding) -> Vec<Event> {
        let input = [BUNDLE.constructor("new").unwrap().as_slice(), &founding.encode()].concat();
        self.chain.submit(&FOUNDER, &sign::instantiate(0, BUNDLE.code(), &input, &[77]));
        let records = self.chain.block(at_ms);
        self.federation = instantiated(&records);
        // What the chain knows of is the federation from now on.
        self.chain.society = self.federation;
        self.chain.trie = Vec::<u8>::decode(&mut &*self.chain.contract_info()).unwrap();
        self.seen(&records).1
    }

    /// What becomes different around; each is signed by another of the crowd, so that all fit in one block.
    pub fn change(&mut self, changes: &[Change]) {
        let mut signers = CROWD[..CROWD.len() - 1].iter();
        for change in changes {
            match change {
                Change::Stray(amount) => {
                    self.chain.submit(signers.next().unwrap(), &sign::transfer(self.federation, *amount));
                }
                Change::Place(account, place) => {
                    for message in self.differences(*account, place) {
                        self.chain.submit(signers.next().unwrap(), &sign::call(*account, 0, &message));
                    }
                    self.places.insert(*account, *place.clone());
                }
            }
        }
    }

    /// What a stand-in is told so that it is as this place.
    fn differences(&self, account: AccountId, place: &Place) -> Vec<Vec<u8>> {
        let known = self.places.get(&account);
        let before = known.cloned().unwrap_or_else(|| Place { code: *account.bytes(), ..Place::default() });
        let mut told = Vec::new();
        if before.code != place.code {
            told.push(oracle::turn_into(self.codes[&place.code]));
        }
        if known.is_none() || before.numbers != place.numbers {
            told.push(oracle::learn(&question(SOCIETY, ()), &(0u8, 0u8, view(&place.numbers)).encode()));
        }
        for (id, (kind, closed)) in &place.pots {
            if before.pots.get(id) != Some(&(*kind, *closed)) {
                let spec = PotSpec { kind: *kind, name: "a pot".to_owned(), restriction: None };
                let pot = Pot { closed: *closed, ..Pot::new(spec) };
                told.push(oracle::learn(&question(POT, id), &(0u8, Some(pot)).encode()));
            }
        }
        if before.silent != place.silent {
            told.push(oracle::behave(&mode(place.silent)));
        }
        if before.refuses != place.refuses {
            told.push(oracle::behave_when(CONTRIBUTE, &mode(place.refuses)));
        }
        assert!(!place.unreachable, "a transfer to a contract does not fail");
        told
    }

    /// Tells a stand-in what to do when it is asked, in a block of its own.
    pub fn behaves(&self, at_ms: u64, society: usize, mode: &Mode) {
        self.chain.submit(&CROWD[0], &sign::call(self.accounts[society], 0, &oracle::behave(mode)));
        self.chain.block(at_ms);
    }

    /// Tells a stand-in what to do when it is paid, in a block of its own.
    pub fn behaves_when_paid(&self, at_ms: u64, society: usize, mode: &Mode) {
        let message = oracle::behave_when(CONTRIBUTE, mode);
        self.chain.submit(&CROWD[0], &sign::call(self.accounts[society], 0, &message));
        self.chain.block(at_ms);
    }

    /// Sends a message in a block; that of a stand-in goes through it.
    pub fn send(&self, at_ms: u64, caller: AccountId, value: Planck, message: &Message) -> Result<Vec<Event>, Refusal> {
        let (key, to, input) = self.route(caller, value, message);
        self.chain.submit(key, &sign::call(to, value, &input));
        let (end, events) = self.seen(&self.chain.block(at_ms));
        if end == End::Success {
            return Ok(events);
        }
        assert!(events.is_empty(), "what is refused emits nothing: {events:?}");
        Err(match self.dry_run(key.account, to, value, &input) {
            Ok((1, data)) => match <(u8, u8, Error)>::decode_all(&mut &*data) {
                Ok((0, 1, error)) => Refusal::Federation(self.in_the_model(error)),
                other => panic!("{other:?} of {data:02x?}"),
            },
            Ok(other) => panic!("it is accepted: {other:?}"),
            Err(_) => Refusal::Other(end),
        })
    }

    /// What a message would return as things are, if it succeeded.
    pub fn foretold(&self, caller: AccountId, value: Planck, message: &Message) -> Option<Vec<u8>> {
        let (key, to, input) = self.route(caller, value, message);
        match self.dry_run(key.account, to, value, &input) {
            Ok((0, data)) => Some(data),
            _ => None,
        }
    }

    fn route(&self, caller: AccountId, value: Planck, message: &Message) -> (&'static Key, AccountId, Vec<u8>) {
        let input = self.encoded(message);
        match Key::of_account(caller) {
            Some(key) => (key, self.federation, input),
            None => (&CROWD[CROWD.len() - 1], caller, oracle::send_with(self.federation, value, &input)),
        }
    }

    /// The bytes of a message, with the code that stands for the model's.
    pub fn encoded(&self, message: &Message) -> Vec<u8> {
        use Message as M;
        let args = match message {
            M::Join | M::Leave | M::Sweep => Vec::new(),
            M::Apply { document } => document.encode(),
            M::MoveMotion { matter } => self.on_the_chain(matter.clone()).encode(),
            M::Vote { motion, aye } => (motion, aye).encode(),
            M::Back { terms } => terms.encode(),
            M::CloseBacking { backing } => backing.encode(),
            M::Draw { parts, reason } => (parts, reason).encode(),
            M::Collect { draw, pot } => (draw, pot).encode(),
            M::Lapse { draw } | M::Repay { draw } => draw.encode(),
            M::Forgive { draw, amount } => (draw, amount).encode(),
            M::PayCredit { society } | M::Refresh { society } => society.encode(),
            M::Report { period, report } => (period, report).encode(),
        };
        [BUNDLE.message(message.name()).unwrap().as_slice(), &args].concat()
    }

    fn on_the_chain(&self, matter: Matter) -> Matter {
        let code = |hash: [u8; 32]| self.codes.get(&hash).copied().unwrap_or(hash);
        match matter {
            Matter::AcceptCode { society, code_hash } => Matter::AcceptCode { society, code_hash: code(code_hash) },
            Matter::Admit { account, code_hash, document } => {
                Matter::Admit { account, code_hash: code(code_hash), document }
            }
            other => other,
        }
    }

    /// The hash by which the model knows the code of this one.
    pub fn model_code(&self, hash: [u8; 32]) -> [u8; 32] {
        self.codes.iter().find(|(_, found)| **found == hash).map_or(hash, |(model, _)| *model)
    }

    /// A matter with the hashes that the model knows.
    pub fn model_matter(&self, matter: Matter) -> Matter {
        match matter {
            Matter::AcceptCode { society, code_hash } => {
                Matter::AcceptCode { society, code_hash: self.model_code(code_hash) }
            }
            Matter::Admit { account, code_hash, document } => {
                Matter::Admit { account, code_hash: self.model_code(code_hash), document }
            }
            other => other,
        }
    }

    fn in_the_model(&self, error: Error) -> Error {
        match error {
            Error::CodeChanged { found } => Error::CodeChanged { found: self.model_code(found) },
            other => other,
        }
    }

    fn dry_run(&self, caller: AccountId, to: AccountId, value: Planck, input: &[u8]) -> Result<(u32, Vec<u8>), String> {
        let none: (Option<()>, Option<()>) = (None, None);
        returned(&self.chain.devnet.call("ContractsApi_call", &(caller, to, value, none, input).encode()).unwrap())
    }

    /// How the last transaction of a block ended, and the events of the federation.
    fn seen(&self, records: &[Record]) -> (End, Vec<Event>) {
        let (mut end, mut events) = (End::Success, Vec::new());
        for record in records {
            let bytes = record.event.encode();
            let fields = &mut &bytes[2..];
            match (bytes[0], bytes[1]) {
                (0, 0) => end = End::Success,
                (0, 1) => end = End::of(fields),
                (8, 3) => {
                    let (contract, data) = <(AccountId, Vec<u8>)>::decode_all(fields).unwrap();
                    if contract == self.federation {
                        assert_eq!(record.topics.len(), 1, "an event has its signature as the only topic");
                        let name = BUNDLE.event(Some(Hash(record.topics[0].0))).expect("an event of the bundle");
                        events.push(Event::decode(name, &data).unwrap_or_else(|| panic!("{name}: {data:02x?}")));
                    }
                }
                _ => {}
            }
        }
        (end, events)
    }

    /// The record under a key, if there is one.
    pub fn find<T: Decode>(&self, map: u32, id: &impl Encode) -> Option<T> {
        let bytes = self.chain.cell(&(map, id).encode())?;
        Some(*Stored::decode_all(&mut &*bytes).expect("a cell holds one record").into_latest())
    }

    pub fn counters(&self) -> Counters {
        let bytes = self.chain.cell(&0u32.encode()).expect("there is a root cell");
        let (version, counters) = <(u16, Counters)>::decode_all(&mut &*bytes).unwrap();
        assert_eq!(version, 1);
        counters
    }

    /// What the federation holds above the existential deposit.
    pub fn balance(&self) -> Planck {
        self.chain.account(self.federation).unwrap().free - MINIMUM
    }
}

fn mode(code: Option<u32>) -> Mode {
    match code {
        None => Mode::Answer,
        Some(0) => Mode::Nonsense,
        Some(1) => Mode::Trap,
        Some(2) => Mode::Revert,
        Some(other) => panic!("no contract makes the host answer {other}"),
    }
}

/// A question to a society, as the federation asks it.
fn question(selector: u32, args: impl Encode) -> Vec<u8> {
    [selector.to_be_bytes().as_slice(), &args.encode()].concat()
}

/// A page of a society with these numbers; all else in it is zero.
fn view(numbers: &Numbers) -> SocietyView {
    let mut view = SocietyView::decode(&mut &[0; 4_096][..]).unwrap();
    let Numbers { members, active, pots, shares, credits, grants, relief_requests, payments, dissolving } = *numbers;
    let counters = &mut view.counters;
    (counters.present, counters.active) = (members, active);
    (counters.grants, counters.relief_requests, counters.payments) = (grants, relief_requests, payments);
    (counters.ledger.pots, counters.ledger.shares, counters.ledger.credits) = (pots, shares, credits);
    counters.dissolving_since_ms = if dissolving { 77 } else { 0 };
    view
}

fn instantiated(records: &[Record]) -> AccountId {
    let made = records.iter().map(|record| record.event.encode()).find(|event| event.starts_with(&[8, 0]));
    let made = made.unwrap_or_else(|| panic!("no contract: {:?}", records.last().map(|last| &last.event)));
    AccountId::decode(&mut &made[34..]).unwrap()
}

/// The relief pot that stand-ins have to begin with.
pub const RELIEF: PotId = mutual_model::federation::play::RELIEF;
