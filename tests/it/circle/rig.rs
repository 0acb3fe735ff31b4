//! A circle on a chain of its own, for a stand-in of a society that knows everybody.

use std::sync::LazyLock;

use mutual_circle_model::Message;
use mutual_client::chain::Hash;
use mutual_client::contract::Bundle;
use mutual_types::circle::{event::Event, CircleView, Error, MemberNumber, Terms};
use mutual_types::{AccountId, Planck};
use scale::{Decode, DecodeAll, Encode};

use crate::machine::chain::{returned, Chain, End, Record};
use crate::machine::sign::{self, Key, FOUNDER};

/// The circle, as it is built.
pub static BUNDLE: LazyLock<Bundle> =
    LazyLock::new(|| Bundle::parse(include_bytes!("../../../contracts/bundles/circle.contract")).unwrap());

/// A circle, its chain, and who stands in for its society.
pub struct Rig {
    pub chain: Chain,
    pub society: AccountId,
    pub circle: AccountId,
}

/// What a message is refused with, or how it ended else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Circle(Error),
    Other(End),
}

impl Rig {
    /// A chain with a contract for a society, and no circle yet.
    pub fn start(at_ms: u64, society: &[u8]) -> Self {
        let chain = Chain::start();
        chain.submit(&FOUNDER, &sign::instantiate(0, society, &[], &[1]));
        let society = instantiated(&chain.block(at_ms));
        Self { chain, society, circle: society }
    }

    /// Puts another contract on the chain, with money.
    pub fn deploy(&self, at_ms: u64, code: &[u8], value: Planck) -> AccountId {
        self.chain.submit(&FOUNDER, &sign::instantiate(value, code, &[], &at_ms.to_le_bytes()));
        instantiated(&self.chain.block(at_ms))
    }

    /// Makes a circle, if it is not refused.
    pub fn make(&mut self, at_ms: u64, terms: &Terms) -> Result<Vec<Event>, Refusal> {
        let input = [BUNDLE.constructor("new").unwrap().as_slice(), &terms.encode()].concat();
        self.chain.submit(&FOUNDER, &sign::instantiate(0, BUNDLE.code(), &input, &at_ms.to_le_bytes()));
        let records = self.chain.block(at_ms);
        let end = self.end(&records);
        if end != End::Success {
            let none = (Option::<()>::None, Option::<()>::None);
            let call = (FOUNDER.account, 0u128, none, (0u8, BUNDLE.code()), input, [77u8].as_slice());
            let answer = self.chain.devnet.call("ContractsApi_instantiate", &call.encode()).unwrap();
            return Err(refusal(end, returned(&answer)));
        }
        self.circle = instantiated(&records);
        Ok(self.events(&records))
    }

    /// Sends a message in a block, after a gift without one.
    pub fn send(
        &self,
        at_ms: u64,
        caller: AccountId,
        value: Planck,
        gift: Planck,
        message: &Message,
    ) -> Result<Vec<Event>, Refusal> {
        self.send_to(at_ms, caller, self.circle, (value, gift), &encoded(message))
    }

    /// Sends bytes to a contract; what the circle tells meanwhile.
    pub fn send_to(
        &self,
        at_ms: u64,
        caller: AccountId,
        to: AccountId,
        (value, gift): (Planck, Planck),
        input: &[u8],
    ) -> Result<Vec<Event>, Refusal> {
        if gift > 0 {
            self.chain.submit(&FOUNDER, &sign::transfer(self.circle, gift));
        }
        self.chain.submit(Key::find(caller), &sign::call(to, value, input));
        let records = self.chain.block(at_ms);
        let end = self.end(&records);
        let events = self.events(&records);
        if end == End::Success {
            return Ok(events);
        }
        assert!(events.is_empty(), "what is refused emits nothing: {events:?}");
        Err(refusal(end, self.dry_run(caller, to, value, input)))
    }

    /// The circle as it says itself.
    pub fn view(&self) -> CircleView {
        let input = BUNDLE.message("circle").unwrap();
        let (flags, data) = self.dry_run(FOUNDER.account, self.circle, 0, &input).unwrap();
        assert_eq!((flags, data[0]), (0, 0), "it is read");
        CircleView::decode_all(&mut &data[1..]).unwrap()
    }

    /// What an account can spend, in planck.
    pub fn free(&self, account: AccountId) -> Planck {
        self.chain.account(account).map_or(0, |account| account.free)
    }

    fn dry_run(&self, caller: AccountId, to: AccountId, value: Planck, input: &[u8]) -> Result<(u32, Vec<u8>), String> {
        let none: (Option<()>, Option<()>) = (None, None);
        returned(&self.chain.devnet.call("ContractsApi_call", &(caller, to, value, none, input).encode()).unwrap())
    }

    /// How the last transaction of a block ended.
    fn end(&self, records: &[Record]) -> End {
        let mut ends = records.iter().map(|record| record.event.encode());
        let last = ends.rfind(|bytes| matches!(bytes[..2], [0, 0 | 1])).expect("a transaction ends");
        if last[1] == 0 {
            End::Success
        } else {
            End::of(&last[2..])
        }
    }

    /// What the circle tells.
    fn events(&self, records: &[Record]) -> Vec<Event> {
        let mut events = Vec::new();
        for record in records {
            let bytes = record.event.encode();
            if bytes[..2] != [8, 3] {
                continue;
            }
            let (contract, data) = <(AccountId, Vec<u8>)>::decode_all(&mut &bytes[2..]).unwrap();
            if contract == self.circle {
                assert_eq!(record.topics.len(), 1, "an event has its signature as the only topic");
                let name = BUNDLE.event(Some(Hash(record.topics[0].0))).expect("an event of the bundle");
                events.push(Event::decode(name, &data).unwrap_or_else(|| panic!("{name}: {data:02x?}")));
            }
        }
        events
    }
}

/// The bytes of a message.
pub fn encoded(message: &Message) -> Vec<u8> {
    let args = match message {
        Message::Join(commitment) => commitment.encode(),
        Message::Reveal(secret) => secret.encode(),
        Message::Contribute { member, rounds } => (MemberNumber(*member), rounds).encode(),
        Message::OfferSwap(with) | Message::AcceptSwap(with) => MemberNumber(*with).encode(),
        Message::Leave | Message::Settle | Message::WithdrawCredit | Message::ForfeitCredits | Message::Sweep => {
            Vec::new()
        }
    };
    [BUNDLE.message(message.label()).unwrap().as_slice(), &args].concat()
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
            Ok((0, 1, error)) => Refusal::Circle(error),
            other => panic!("{other:?} of {data:02x?}"),
        },
        Ok(other) => panic!("it is accepted: {other:?}"),
        Err(_) => Refusal::Other(end),
    }
}

/// A contract that answers these bytes to everything.
pub fn answering(answer: &[u8]) -> Vec<u8> {
    let byte = |number: usize| u8::try_from(number).expect("a small number");
    let section = |id: u8, content: Vec<u8>| [vec![id, byte(content.len())], content].concat();
    let name = |text: &str| [vec![byte(text.len())], text.as_bytes().to_vec()].concat();
    let imports =
        [vec![2], name("seal0"), name("seal_return"), vec![0, 1], name("env"), name("memory"), vec![2, 1, 1, 1]];
    let exports = [vec![2], name("call"), vec![0, 1], name("deploy"), vec![0, 2]];
    // Flags 0, from place 0, so many bytes.
    let body = [0, 0x41, 0, 0x41, 0, 0x41, byte(answer.len()), 0x10, 0, 0x0b].to_vec();
    let code = [vec![2, byte(body.len())], body, vec![2, 0, 0x0b]].concat();
    [
        b"\0asm\x01\0\0\0".to_vec(),
        section(1, vec![2, 0x60, 0, 0, 0x60, 3, 0x7f, 0x7f, 0x7f, 0]),
        section(2, imports.concat()),
        section(3, vec![2, 0, 0]),
        section(7, exports.concat()),
        section(10, code),
        section(11, [vec![1, 0, 0x41, 0, 0x0b, byte(answer.len())], answer.to_vec()].concat()),
    ]
    .concat()
}

/// A society to which everybody is an active member.
pub fn welcoming() -> Vec<u8> {
    answering(&(0u8, Some((0u32, 0u8))).encode())
}
