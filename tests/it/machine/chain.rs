//! The chain of a play: one block a step, and what it stores read without the node's interface.

use contracts_node_runtime::RuntimeEvent;
use mutual_client::chain::Hash;
use mutual_client::contract::Bundle;
use mutual_devnet::{Config, Devnet, Sealing, H256};
use mutual_types::event::Event;
use mutual_types::{AccountId, Founding, Planck};
use scale::{Decode, DecodeAll, Encode};
use sp_core::hashing::{blake2_128, twox_128, twox_64};

use super::sign::{self, Key, CROWD, FOUNDER, PEOPLE};

/// What everybody begins with, in planck.
const PURSE: Planck = 1_000_000_000_000_000_000;
/// What an account must hold, in planck.
pub const MINIMUM: Planck = 1_000_000_000;

/// The pallets' errors, by number, that a call may end with.
const TRAPPED: [u8; 2] = [8, 12];
const REVERTED: [u8; 2] = [8, 27];

/// The chain of a play.
pub struct Chain {
    pub devnet: Devnet,
    pub society: AccountId,
    pub bundle: &'static Bundle,
    genesis: [u8; 32],
    /// Of the society's cells.
    pub trie: Vec<u8>,
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    Success,
    Reverted,
    Trapped,
    /// The pallet and the number of its error, or another error as it is encoded.
    Failed(Vec<u8>),
}

/// What a block says.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What became of the last transaction in it.
    pub end: End,
    /// The society's events.
    pub events: Vec<Event>,
    /// All fees paid in it, in planck.
    pub fees: Planck,
}

/// What an account holds.
#[derive(Clone, Copy, Debug, Decode, PartialEq, Eq)]
pub struct Account {
    nonce: u32,
    _references: [u32; 3],
    pub free: Planck,
    pub reserved: Planck,
}

/// An event of a block.
#[derive(Decode)]
pub struct Record {
    _phase: Phase,
    pub event: RuntimeEvent,
    pub topics: Vec<H256>,
}

#[derive(Decode)]
#[allow(dead_code)] // only its size counts
enum Phase {
    Extrinsic(u32),
    Finalization,
    Initialization,
}

impl Chain {
    /// A chain with people who have money, and no society yet.
    pub fn start() -> Self {
        Self::on(Devnet::start(Self::peopled(Config::in_process())).unwrap())
    }

    /// A chain on which everybody has money, and that makes blocks when it is told to.
    pub fn peopled(config: Config) -> Config {
        let people = PEOPLE.iter().chain(CROWD.iter()).chain([&*FOUNDER]).map(|key| (key.account.0, PURSE));
        config.endow(people).sealing(Sealing::Manual)
    }

    /// The chain of a devnet like [`Chain::peopled`], with no society yet.
    pub fn on(devnet: Devnet) -> Self {
        let genesis = devnet.genesis_hash().0;
        let bundle = Bundle::society().unwrap();
        Self { devnet, society: AccountId([0; 32]), bundle, genesis, trie: Vec::new() }
    }

    /// Founds a society. The last one founded is the one at play.
    pub fn found(&mut self, at_ms: u64, value: Planck, founding: &Founding, salt: u8) -> Seen {
        let records = self.found_in_block(at_ms, value, founding, salt);
        self.seen(records)
    }

    /// The same, with all events of its block.
    pub fn found_in_block(&mut self, at_ms: u64, value: Planck, founding: &Founding, salt: u8) -> Vec<Record> {
        let input = [self.bundle.constructor("new").unwrap().as_slice(), &founding.encode()].concat();
        self.submit(&FOUNDER, &sign::instantiate(value, self.bundle.code(), &input, &[salt]));
        let records = self.block(at_ms);
        let made = records.iter().map(|record| record.event.encode()).find(|event| event.starts_with(&[8, 0]));
        let made = made.unwrap_or_else(|| panic!("no society: {:?}", records.last().map(|last| &last.event)));
        self.society = AccountId::decode(&mut &made[34..]).unwrap();
        self.trie = Vec::<u8>::decode(&mut &*self.contract_info()).unwrap();
        records
    }

    /// Why a society cannot be founded, if it cannot; nothing is changed. The code is there.
    pub fn founding_refusal(&self, value: Planck, founding: &Founding) -> Result<Option<mutual_types::Error>, String> {
        let input = [self.bundle.constructor("new").unwrap().as_slice(), &founding.encode()].concat();
        let (none, existing) = ((Option::<()>::None, Option::<()>::None), (1u8, self.bundle.hash().0));
        let call = (FOUNDER.account, value, none, existing, input, [99u8].as_slice());
        refusal_in(returned(&self.devnet.call("ContractsApi_instantiate", &call.encode()).unwrap())?)
    }

    /// Puts code on the chain.
    pub fn upload(&self, at_ms: u64, code: &[u8]) {
        self.submit(&FOUNDER, &sign::upload(code));
        let records = self.block(at_ms);
        assert_eq!(self.seen(records).end, End::Success, "the code is on the chain");
    }

    /// A gift and a call, in one block.
    pub fn step(&self, at_ms: u64, gift: Planck, caller: AccountId, value: Planck, input: &[u8]) -> Seen {
        if gift > 0 {
            self.submit(&FOUNDER, &sign::transfer(self.society, gift));
        }
        self.submit(Key::find(caller), &sign::call(self.society, value, input));
        let records = self.block(at_ms);
        self.seen(records)
    }

    /// Signs a transaction, which waits for the next block.
    pub fn submit(&self, key: &Key, call: &[u8]) {
        let nonce = self.account(key.account).map_or(0, |account| account.nonce);
        self.devnet.submit(&key.sign(&self.genesis, nonce, call)).unwrap();
    }

    /// Makes a block at this time, and gives its events.
    pub fn block(&self, at_ms: u64) -> Vec<Record> {
        assert_eq!(self.devnet.time_travel(at_ms).unwrap(), at_ms, "the time of the block");
        assert_eq!(self.devnet.pending(), 0, "all went into the block");
        let bytes = self.devnet.storage(&item("System", "Events")).unwrap().unwrap_or_default();
        Vec::decode_all(&mut &*bytes).unwrap()
    }

    fn seen(&self, records: Vec<Record>) -> Seen {
        let mut seen = Seen { end: End::Success, events: Vec::new(), fees: 0 };
        for Record { event, topics, .. } in records {
            let bytes = event.encode();
            let fields = &mut &bytes[2..];
            match (bytes[0], bytes[1]) {
                (0, 0) => seen.end = End::Success,
                (0, 1) => seen.end = End::of(fields),
                (6, 0) => seen.fees += <(AccountId, Planck)>::decode(fields).unwrap().1,
                (8, 3) => {
                    let (contract, data) = <(AccountId, Vec<u8>)>::decode_all(fields).unwrap();
                    if contract == self.society {
                        seen.events.push(self.event(&topics, &data));
                    }
                }
                _ => {}
            }
        }
        seen
    }

    fn event(&self, topics: &[H256], data: &[u8]) -> Event {
        assert!(topics.len() <= 1, "an event has one topic or none");
        let name = self.bundle.event(topics.first().map(|topic| Hash(topic.0)));
        let name = name.unwrap_or_else(|| panic!("an event of the bundle: {topics:?}"));
        Event::decode(name, data).unwrap_or_else(|| panic!("{name} decodes: {data:02x?}"))
    }

    /// The same message again after the block, in which it was refused: it changed nothing, so it is refused as it was.
    pub fn refusal(&self, caller: AccountId, value: Planck, input: &[u8]) -> Result<mutual_types::Error, String> {
        let answer = self.dry_run(caller, value, input)?;
        refusal_in(answer)?.ok_or_else(|| "it is accepted".to_owned())
    }

    /// A call whose changes are dropped: its flags and what it returns.
    pub fn dry_run(&self, caller: AccountId, value: Planck, input: &[u8]) -> Result<(u32, Vec<u8>), String> {
        let none: (Option<()>, Option<()>) = (None, None);
        let answer =
            self.devnet.call("ContractsApi_call", &(caller, self.society, value, none, input).encode()).unwrap();
        returned(&answer)
    }

    /// What an account holds, if there is one.
    pub fn account(&self, account: AccountId) -> Option<Account> {
        let key = [item("System", "Account"), blake2_128(&account.0).to_vec(), account.0.to_vec()].concat();
        Some(Account::decode(&mut &*self.devnet.storage(&key).unwrap()?).unwrap())
    }

    /// All money there is, in planck.
    pub fn issuance(&self) -> Planck {
        Decode::decode(&mut &*self.devnet.storage(&item("Balances", "TotalIssuance")).unwrap().unwrap()).unwrap()
    }

    /// The deposits that the society's storage should hold, in planck.
    pub fn deposits(&self) -> Planck {
        Info::decode(&mut &*self.contract_info()).unwrap().3.iter().sum()
    }

    /// The hash of the code that the society runs.
    pub fn code_hash(&self) -> [u8; 32] {
        Info::decode(&mut &*self.contract_info()).unwrap().1
    }

    pub fn contract_info(&self) -> Vec<u8> {
        let account = self.society.0;
        let key = [item("Contracts", "ContractInfoOf"), twox_64(&account).to_vec(), account.to_vec()].concat();
        self.devnet.storage(&key).unwrap().expect("there is the contract")
    }

    /// The root of all that the society stores.
    pub fn root(&self) -> Vec<u8> {
        let key = [b":child_storage:default:", &*self.trie].concat();
        self.devnet.storage(&key).unwrap().expect("it stores something")
    }

    /// The bytes under a key of the society's.
    pub fn cell(&self, key: &[u8]) -> Option<Vec<u8>> {
        let hashed = [&blake2_128(key), key].concat();
        self.devnet.child_storage(&self.trie, &hashed).unwrap()
    }
}

/// What the chain knows of a contract: its cells, its code, how much it stores, and the deposits for it.
type Info = (Vec<u8>, [u8; 32], [u32; 2], [Planck; 3]);

type Compact = scale::Compact<u64>;

/// The flags and bytes that a simulated call ends with.
pub fn returned(answer: &[u8]) -> Result<(u32, Vec<u8>), String> {
    let rest = &mut &*answer;
    // What it cost, and what it wrote for debugging.
    let _ = <([(Compact, Compact); 2], (u8, Planck), Vec<u8>)>::decode(rest).unwrap();
    match <Result<(u32, Vec<u8>), ()>>::decode(rest) {
        Ok(Ok(returned)) => Ok(returned),
        other => Err(format!("{other:?}, {rest:02x?}")),
    }
}

/// The contract's own error, if it reverted.
fn refusal_in((flags, data): (u32, Vec<u8>)) -> Result<Option<mutual_types::Error>, String> {
    if flags == 0 {
        return Ok(None);
    }
    match <(u8, u8, mutual_types::Error)>::decode_all(&mut &*data) {
        Ok((0, 1, error)) => Ok(Some(error)),
        other => Err(format!("{other:?} of {data:02x?}")),
    }
}

impl End {
    /// Of a call's error.
    pub fn of(error: &[u8]) -> Self {
        match error {
            // An error of a pallet.
            [3, pallet, number, ..] if [*pallet, *number] == TRAPPED => Self::Trapped,
            [3, pallet, number, ..] if [*pallet, *number] == REVERTED => Self::Reverted,
            other => Self::Failed(other.to_vec()),
        }
    }
}

fn item(pallet: &str, item: &str) -> Vec<u8> {
    [twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat()
}
