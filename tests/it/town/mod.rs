//! A town: a society on the in-process chain beside the model, one block to a message, in which what is meant to happen
//! happens and everything can be tried without being done. Quick, because nothing is asked of the node and nothing of the
//! client.

mod dry;
mod founding;
mod money;
mod story;

use std::collections::BTreeMap;

use mutual_devnet::H256;
use mutual_model::{Answer, Callee, Message, Model};
use mutual_types::{
    AccountId, Action, Choice, DisputeId, Error, Founding, GrantId, Kind, MemberIndex, Mode, PaymentId, Planck,
    ProposalId,
};
use scale::Encode;

use crate::machine::cells::Cells;
use crate::machine::chain::{Chain, End, MINIMUM};
use crate::machine::sign::{CROWD, PEOPLE};
use crate::machine::wire;

pub use dry::{agree, reason, Dry, Gas};
pub use founding::{founding, BEN, GENERAL, PURPOSE, RELIEF, RESERVE, STRANGER, TRUST};
pub use story::{everything, everything_that_happened};

/// A coin, the amounts of a town: the existential deposit of the development chains.
pub const COIN: Planck = MINIMUM;
pub const SECOND: u64 = 1_000;
pub const HOUR: u64 = 3_600 * SECOND;
pub const DAY: u64 = 24 * HOUR;
pub const YEAR: u64 = 365 * DAY;

const BEGIN_MS: u64 = 2_000_000_000_000;

/// A society, and what is expected of it.
pub struct Town {
    pub chain: Chain,
    pub model: Model,
    pub now_ms: u64,
    /// What was done in it, in order.
    pub deeds: Vec<Deed>,
    /// Contracts that can be called: one that takes no money, and one that takes money only.
    pub read: (AccountId, Vec<u8>),
    pub purse: (AccountId, Vec<u8>),
    kinds: BTreeMap<ProposalId, Kind>,
}

/// A message that was accepted, and the society as it was a moment before.
pub struct Deed {
    /// Its label; of a proposal that is made or executed, with its kind.
    pub name: String,
    pub caller: AccountId,
    pub value: Planck,
    pub message: Message,
    pub args: Vec<u8>,
    /// The blocks before and with it, and the time of the one before.
    pub before: H256,
    pub after: H256,
    pub at_ms: u64,
    pub model: Model,
}

pub fn account(who: usize) -> AccountId {
    PEOPLE.iter().chain(CROWD.iter()).nth(who).expect("so many people").account
}

/// The member who came as number `who`.
pub fn member(who: usize) -> MemberIndex {
    MemberIndex(u32::try_from(who).unwrap())
}

impl Town {
    /// A town as in [`founding`], after a change.
    pub fn found(change: impl FnOnce(&mut Founding)) -> Self {
        let mut founding = founding();
        change(&mut founding);
        let mut chain = Chain::start();
        let bundle = chain.bundle;
        let contribute = Message::Contribute { pot: GENERAL, memo: None };
        let inputs = [bundle.message("society").unwrap().to_vec(), wire::encode(bundle, &contribute)];
        let mut callees = Vec::new();
        for (input, salt) in inputs.into_iter().zip(1..) {
            chain.found(BEGIN_MS - HOUR + u64::from(salt) * SECOND, 0, &founding, salt);
            callees.push((chain.society, input));
        }
        let contracts = callees.iter().enumerate().map(|(at, (account, input))| {
            let (code_hash, input) = (bundle.hash().0, input.clone());
            (*account, Callee { code_hash, input, takes_nothing: at == 0, takes_money: at == 1 })
        });
        let around = mutual_model::Chain {
            minimum: MINIMUM,
            absent: [STRANGER].into(),
            contracts: contracts.collect(),
            codes: [(bundle.hash().0, 1)].into(),
            ..mutual_model::Chain::default()
        };
        chain.found(BEGIN_MS, 1_000 * COIN, &founding, 0);
        let model = Model::found(around, chain.society, BEGIN_MS, 1_000 * COIN, &founding).unwrap();
        let (purse, read) = (callees.remove(1), callees.remove(0));
        Self { chain, model, now_ms: BEGIN_MS, deeds: Vec::new(), read, purse, kinds: BTreeMap::new() }
    }

    /// Somebody does something that is accepted.
    pub fn does(&mut self, who: usize, message: Message) -> Answer {
        self.pays(who, 0, message)
    }

    /// The same with money.
    pub fn pays(&mut self, who: usize, value: Planck, message: Message) -> Answer {
        self.tries(who, value, message).unwrap_or_else(|what| panic!("{what}"))
    }

    /// Does something in a block, where the contract and the model must agree on what comes of it.
    fn tries(&mut self, who: usize, value: Planck, message: Message) -> Result<Answer, String> {
        let input = wire::encode(self.chain.bundle, &message);
        let (before, at_ms, mut model) = (self.chain.devnet.head().0, self.now_ms, self.model.clone());
        model.look_at(at_ms);
        let name = self.name(&message);
        self.now_ms += 10;
        let seen = self.chain.step(self.now_ms, 0, account(who), value, &input);
        let answer = self.model.apply(account(who), self.now_ms, value, message.clone());
        let refusal = || self.chain.refusal(account(who), value, &input);
        let answer = match (&seen.end, answer) {
            (End::Success, Ok(answer)) => answer,
            (end, answer) => {
                return Err(format!("{who} tries {message:?}: contract {end:?} {:?}, model {answer:?}", refusal()))
            }
        };
        if let Answer::Proposal(id) = answer {
            let kind = match &message {
                Message::Propose { action, .. } => action.kind(),
                _ => Kind::DecideDispute,
            };
            self.kinds.insert(id, kind);
        }
        let (after, args, caller) = (self.chain.devnet.head().0, input[4..].to_vec(), account(who));
        self.deeds.push(Deed { name, caller, value, message, args, before, after, at_ms, model });
        Ok(answer)
    }

    fn name(&self, message: &Message) -> String {
        match message {
            Message::Propose { action, .. } => format!("propose {:?}", action.kind()),
            Message::Execute { proposal } => match self.kinds.get(proposal) {
                Some(kind) => format!("execute {kind:?}"),
                None => "execute nothing".to_owned(),
            },
            other => other.label().to_owned(),
        }
    }

    /// Somebody would be refused, now, for this reason: the model's, too.
    pub fn refuses(&self, who: usize, value: Planck, message: Message) -> Error {
        let input = wire::encode(self.chain.bundle, &message);
        let refusal = self.chain.refusal(account(who), value, &input);
        let refusal = refusal.unwrap_or_else(|what| panic!("{who} tries {message:?}: {what}"));
        match self.model.clone().apply(account(who), self.now_ms, value, message.clone()) {
            Err(expected) if expected.matches(&refusal) => refusal,
            other => panic!("{who} tries {message:?}: contract {refusal:?}, model {other:?}"),
        }
    }

    /// What a message takes, if somebody sent it now. It would be accepted.
    pub fn gas(&self, who: usize, value: Planck, message: &Message) -> Gas {
        let input = wire::encode(self.chain.bundle, message);
        let (gas, dry) = dry::dry_run(&self.chain, None, account(who), value, &input);
        assert!(matches!(dry, Dry::Done(_)), "{message:?}: {dry:?}");
        gas
    }

    /// What a read answers, without the byte that says that it was understood; and what it takes.
    pub fn reads(&self, label: &str, args: impl Encode) -> (Vec<u8>, Gas) {
        let input = [self.chain.bundle.message(label).unwrap().as_slice(), &args.encode()].concat();
        match dry::dry_run(&self.chain, None, account(0), 0, &input) {
            (gas, Dry::Done(data)) => (data[1..].to_vec(), gas),
            (_, other) => panic!("{label}: {other:?}"),
        }
    }

    /// Lets time pass.
    pub fn wait(&mut self, ms: u64) {
        self.reach(self.now_ms + ms);
    }

    /// Lets time pass until then, if it is to come.
    pub fn reach(&mut self, at_ms: u64) {
        if at_ms > self.now_ms {
            self.now_ms = at_ms.max(self.now_ms + 5);
            assert_eq!(self.chain.devnet.time_travel(self.now_ms).unwrap(), self.now_ms);
            self.model.look_at(self.now_ms);
        }
    }

    /// Somebody gives without a message.
    pub fn gives(&mut self, who: usize, amount: Planck) {
        self.now_ms += 10;
        let input = wire::encode(self.chain.bundle, &Message::Contribute { pot: GENERAL, memo: None });
        // A step is a gift and a message.
        let seen = self.chain.step(self.now_ms, amount, account(who), COIN, &input);
        assert_eq!(seen.end, End::Success);
        self.model.chain.balance += amount;
        let contribute = Message::Contribute { pot: GENERAL, memo: None };
        self.model.apply(account(who), self.now_ms, COIN, contribute).unwrap();
    }

    /// Somebody proposes.
    pub fn proposes(&mut self, who: usize, action: Action) -> ProposalId {
        let message = Message::Propose { title: "T".to_owned(), document: None, action, mode: Mode::Ballot };
        match self.does(who, message) {
            Answer::Proposal(id) => id,
            other => panic!("{other:?}"),
        }
    }

    pub fn votes(&mut self, who: usize, proposal: ProposalId, choice: Choice) {
        self.does(who, Message::Vote { proposal, choice, reason: None });
    }

    /// The first three founders who may vote aye.
    pub fn ayes(&mut self, proposal: ProposalId) {
        let mut ayes = 0;
        for who in 0..12 {
            let message = Message::Vote { proposal, choice: Choice::Aye, reason: None };
            if ayes < 3 && self.model.clone().apply(account(who), self.now_ms + 10, 0, message.clone()).is_ok() {
                self.does(who, message);
                ayes += 1;
            }
        }
    }

    /// They vote, and time passes until it can be executed.
    pub fn passes(&mut self, proposal: ProposalId) {
        self.ayes(proposal);
        let facts = self.model.proposal_facts(proposal).unwrap();
        self.reach(facts.executable_from_ms);
    }

    /// Proposes, decides and executes.
    pub fn decides(&mut self, who: usize, action: Action) -> ProposalId {
        let proposal = self.proposes(who, action);
        self.passes(proposal);
        self.does(who, Message::Execute { proposal });
        proposal
    }

    /// The payment made last.
    pub fn last_payment(&self) -> PaymentId {
        PaymentId(self.cells().counters().payments - 1)
    }

    /// The grant made last.
    pub fn last_grant(&self) -> GrantId {
        GrantId(self.cells().counters().grants - 1)
    }

    /// The dispute opened last.
    pub fn last_dispute(&self) -> DisputeId {
        DisputeId(self.cells().counters().disputes - 1)
    }

    pub fn cells(&self) -> Cells<'_> {
        Cells(&self.chain)
    }

    /// What a deed would do once more, or with other arguments, by whom and in which block one likes.
    pub fn dry_run(&self, block: H256, caller: AccountId, value: Planck, input: &[u8]) -> Dry {
        dry::dry_run(&self.chain, Some(block), caller, value, input).1
    }

    /// The bytes of a message with these arguments.
    pub fn input(&self, label: &str, args: &[u8]) -> Vec<u8> {
        [self.chain.bundle.message(label).unwrap().as_slice(), args].concat()
    }
}

#[test]
fn everything_that_can_happen_has_happened() {
    use crate::edges::metadata::METADATA;
    let happened = everything_that_happened();
    let messages = METADATA.messages.iter().filter(|message| message.mutates).map(|message| message.label.clone());
    // `migrate` needs code of a later version: the tests of upgrades have it.
    let labels = messages.filter(|label| !["migrate", "propose", "execute"].contains(&label.as_str()));
    let kinds = METADATA.choices("propose", "action").into_iter();
    let kinds = kinds.flat_map(|kind| [format!("propose {kind}"), format!("execute {kind}")]);
    // A ballot on a dispute is made by `refer_dispute`.
    let kinds = kinds.filter(|name| !["propose DecideDispute", "execute Upgrade"].contains(&name.as_str()));
    let missing: Vec<String> = labels.chain(kinds).filter(|name| !happened.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
