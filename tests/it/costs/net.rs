//! The chain that is measured on, and measuring one message on it, in a block of its own.

use mutual_model::Message;
use mutual_types::{AccountId, Counters, Founding, MemberIndex, Planck};
use scale::{Compact, Decode, Encode};

use crate::machine::cells::Cells;
use crate::machine::chain::{Chain, End, Record, MINIMUM};
use crate::machine::sign::{self, Key, FOUNDER, PEOPLE};
use crate::machine::wire;

use super::cells_changed::{Change, Sizes};
use super::founding::{DAY_MS, FOUNDERS};

/// The chain's first moment, so that each run sees the same dates.
pub const START_MS: u64 = 1_900_000_000_000;
/// Between two blocks.
const BLOCK_MS: u64 = 6_000;

/// The numbers of the chain's events, by pallet and place.
const SUCCESS: [u8; 2] = [0, 0];
const FAILED: [u8; 2] = [0, 1];
const INSTANTIATED: [u8; 2] = [8, 0];
const CODE_STORED: [u8; 2] = [8, 2];
const DEPOSIT_HELD: [u8; 2] = [8, 8];
const DEPOSIT_RELEASED: [u8; 2] = [8, 9];

/// `(module (import "env" "memory" (memory 2 2)) (func (export "call")) (func (export "deploy")))`
pub const EMPTY_CONTRACT: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x10\x01\x03env\x06memory\x02\x01\x02\x02\
    \x03\x03\x02\0\0\x07\x11\x02\x04call\0\0\x06deploy\0\x01\x0a\x07\x02\x02\0\x0b\x02\0\x0b";

/// What the chain counts of computation and of proof, in picoseconds and bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    pub ref_time: u64,
    pub proof_size: u64,
}

/// What one transaction cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// What the block was charged.
    pub weight: Weight,
    /// What storage took from the signer; negative for what it gave back, in planck.
    pub deposit: i128,
}

/// What one step cost.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is called in the table.
    pub step: String,
    /// The message, none for a founding.
    pub label: &'static str,
    pub cost: Cost,
    /// What it did to the cells, where that is watched.
    pub changes: Vec<Change>,
}

/// A chain with the society that messages go to, and what they cost so far.
pub struct Net {
    pub chain: Chain,
    pub now_ms: u64,
    pub rows: Vec<Row>,
    /// The number of the first member who joins in the story.
    pub newcomers_from: u32,
    /// Whether every cell is looked at before and after each step that is measured: too slow where there are many.
    pub is_watching: bool,
}

/// Somebody with a key and money.
pub fn person(number: usize) -> &'static Key {
    &PEOPLE[number]
}

impl Net {
    /// A chain without a society.
    pub fn start(is_watching: bool) -> Self {
        Self { chain: Chain::start(), now_ms: START_MS, rows: Vec::new(), newcomers_from: 0, is_watching }
    }

    /// The member whom a person is: founders come first, then those who join in the story.
    pub fn member(&self, person: usize) -> MemberIndex {
        let (number, founders) = (u32::try_from(person).unwrap(), u32::try_from(FOUNDERS).unwrap());
        MemberIndex(if number < founders { number } else { self.newcomers_from + number - founders })
    }

    /// Lets days pass.
    pub fn pass_days(&mut self, days: u64) {
        self.now_ms += days * DAY_MS;
    }

    /// The society's counters.
    pub fn counters(&self) -> Counters {
        Cells(&self.chain).counters()
    }

    /// Founds a society, which is from now on the one that messages go to.
    pub fn found(&mut self, founding: &Founding, value: Planck, salt: u8) -> Cost {
        self.now_ms += BLOCK_MS;
        let records = self.chain.found_in_block(self.now_ms, value, founding, salt);
        let mut cost = cost_of(&records, FOUNDER.account).expect("a society is founded");
        // A new contract also gets the least that an account must hold, which no event calls a deposit.
        cost.deposit += i128::try_from(MINIMUM).unwrap();
        cost
    }

    /// Founds a society and notes what it cost.
    pub fn measure_founding(&mut self, step: &str, founding: &Founding, value: Planck, salt: u8) {
        let cost = self.found(founding, value, salt);
        self.rows.push(Row { step: step.to_owned(), label: "new", cost, changes: Vec::new() });
    }

    /// Sends a message that is accepted and that nobody measures.
    pub fn send(&mut self, who: usize, message: Message, value: Planck) -> Cost {
        self.now_ms += BLOCK_MS;
        let who = person(who);
        let input = wire::encode(self.chain.bundle, &message);
        self.chain.submit(who, &sign::call(self.chain.society, value, &input));
        let records = self.chain.block(self.now_ms);
        cost_of(&records, who.account).unwrap_or_else(|end| {
            let refusal = self.chain.refusal(who.account, value, &input);
            panic!("{} ended with {end:?}: {refusal:?}", message.label())
        })
    }

    /// Sends a message that is accepted, and notes what it cost.
    pub fn measure(&mut self, step: &str, who: usize, message: Message, value: Planck) {
        let label = message.label();
        let before = self.sizes();
        let cost = self.send(who, message, value);
        let changes = before.map(|before| before.changes(&self.sizes().unwrap())).unwrap_or_default();
        self.rows.push(Row { step: step.to_owned(), label, cost, changes });
    }

    /// What the contract's own meter counts for a message, sent on a trial.
    pub fn meter(&self, who: usize, message: &Message) -> Weight {
        let input = wire::encode(self.chain.bundle, message);
        let unlimited: (Option<()>, Option<()>) = (None, None);
        let query = (person(who).account, self.chain.society, 0 as Planck, unlimited, input).encode();
        Weight::decode(&mut &*self.chain.devnet.call("ContractsApi_call", &query).unwrap()).unwrap()
    }

    /// Puts another contract on the chain, beside the society: where it is, and what that cost.
    pub fn instantiate(&mut self, code: &[u8], input: &[u8], salt: u8) -> (AccountId, Cost) {
        self.now_ms += BLOCK_MS;
        self.chain.submit(&FOUNDER, &sign::instantiate(0, code, input, &[salt]));
        let records = self.chain.block(self.now_ms);
        let mut cost = cost_of(&records, FOUNDER.account).expect("a contract is made");
        cost.deposit += i128::try_from(MINIMUM).unwrap();
        let made = records.iter().map(|record| record.event.encode()).find(|bytes| bytes.starts_with(&INSTANTIATED));
        (AccountId::decode(&mut &made.unwrap()[34..]).unwrap(), cost)
    }

    /// Sends bytes that are accepted to a contract beside the society.
    pub fn call(&mut self, contract: AccountId, who: usize, input: &[u8], value: Planck) -> Cost {
        self.now_ms += BLOCK_MS;
        self.chain.submit(person(who), &sign::call(contract, value, input));
        let records = self.chain.block(self.now_ms);
        cost_of(&records, person(who).account).unwrap_or_else(|end| panic!("{input:02x?} ended with {end:?}"))
    }

    /// Sends money to a contract without a message.
    pub fn give_to(&mut self, contract: AccountId, amount: Planck) {
        self.now_ms += BLOCK_MS;
        self.chain.submit(&FOUNDER, &sign::transfer(contract, amount));
        self.chain.block(self.now_ms);
    }

    /// Sends money to the society without a message.
    pub fn give(&mut self, who: usize, amount: Planck) {
        self.now_ms += BLOCK_MS;
        self.chain.submit(person(who), &sign::transfer(self.chain.society, amount));
        self.chain.block(self.now_ms);
    }

    /// Puts code on the chain.
    pub fn upload(&mut self, code: &[u8]) {
        self.now_ms += BLOCK_MS;
        self.chain.upload(self.now_ms, code);
    }

    /// Puts a contract on the chain that takes every call and does nothing, and gives its address.
    pub fn deploy_an_empty_contract(&mut self) -> AccountId {
        self.now_ms += BLOCK_MS;
        self.chain.submit(&FOUNDER, &sign::instantiate(0, EMPTY_CONTRACT, &[], &[]));
        let records = self.chain.block(self.now_ms);
        let made = records.iter().map(|record| record.event.encode()).find(|event| event.starts_with(&INSTANTIATED));
        <(AccountId, AccountId)>::decode(&mut &made.expect("it is there")[2..]).unwrap().1
    }

    fn sizes(&self) -> Option<Sizes> {
        self.is_watching.then(|| Sizes::of(&self.chain))
    }
}

impl std::ops::Add for Weight {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self { ref_time: self.ref_time + more.ref_time, proof_size: self.proof_size + more.proof_size }
    }
}

impl Decode for Weight {
    fn decode<I: scale::Input>(input: &mut I) -> Result<Self, scale::Error> {
        let (Compact(ref_time), Compact(proof_size)) = <(Compact<u64>, Compact<u64>)>::decode(input)?;
        Ok(Self { ref_time, proof_size })
    }
}

/// What the last transaction of a block cost, whose signer alone may pay and get deposits.
fn cost_of(records: &[Record], signer: AccountId) -> Result<Cost, End> {
    let mut deposit = 0;
    for record in records {
        let bytes = record.event.encode();
        let place = [bytes[0], bytes[1]];
        if place == FAILED {
            return Err(End::of(&bytes[2..]));
        }
        if place == CODE_STORED {
            let (_, held, uploader) = <([u8; 32], Planck, AccountId)>::decode(&mut &bytes[2..]).unwrap();
            assert_eq!(uploader, signer, "who signs pays for the code");
            deposit += i128::try_from(held).unwrap();
        }
        if place == DEPOSIT_HELD || place == DEPOSIT_RELEASED {
            let (from, to, amount) = <(AccountId, AccountId, Planck)>::decode(&mut &bytes[2..]).unwrap();
            let amount = i128::try_from(amount).unwrap();
            let (party, amount) = if place == DEPOSIT_HELD { (from, amount) } else { (to, -amount) };
            assert_eq!(party, signer, "who signs pays the deposit, or gets it back");
            deposit += amount;
        }
    }
    Ok(Cost { weight: weight_of(records).unwrap(), deposit })
}

/// The weight that the last event of success tells.
fn weight_of(records: &[Record]) -> Option<Weight> {
    let bytes = records.iter().map(|record| record.event.encode()).rfind(|bytes| bytes.starts_with(&SUCCESS))?;
    Weight::decode(&mut &bytes[2..]).ok()
}
