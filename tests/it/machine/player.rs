//! One play, in the model and on a chain.

use std::collections::VecDeque;

use mutual_client::contract::Bundle;
use mutual_model::play::{Opening, Play, Step, Tally};
use mutual_model::{Answer, Callee, Expected, Message, Model};
use mutual_types::event::Event;
use mutual_types::{AccountId, PotId};

use super::answer::{foretold, made, returned};
use super::cells::Cells;
use super::chain::{Chain, End, Seen, MINIMUM};
use super::compare::differences;
use super::sign::PEOPLE;
use super::sums;
use super::wire;
use crate::upgrade::next;

/// How far the contract and the model are compared, in steps and in records.
#[derive(Clone, Copy)]
pub struct Care {
    /// Everything each so many steps.
    pub all_each: u32,
    /// The last so many records of each kind after every step.
    pub depth: u32,
}

/// A play, and the chain on which it is played.
pub struct Player {
    pub play: Play,
    pub chain: Chain,
    care: Care,
    /// The last steps, for whoever reads about a difference.
    past: VecDeque<Step>,
    /// Everything there was after the last step, in planck.
    issuance: u128,
    root: Vec<u8>,
    seq: u64,
    number: u32,
}

impl Player {
    /// The play of a seed, its society founded; before that it could not be founded as many others.
    pub fn begin(seed: u64, care: Care, tally: &mut Tally) -> Result<Self, String> {
        let accounts = PEOPLE.iter().map(|key| key.account).collect();
        let ghosts = (0..3).map(|number| AccountId([0xB0 + number; 32])).collect();
        let opening = Opening::with_accounts(seed, accounts, ghosts);
        let (chain, contracts) = neighbours(&opening, Chain::start());
        foundings(seed, &opening, &chain, tally)?;
        Ok(Self::founded(seed, care, opening, chain, contracts))
    }

    /// The play of a seed on this chain, its society founded at once.
    pub fn begin_on(chain: Chain, seed: u64, care: Care) -> Self {
        let accounts = PEOPLE.iter().map(|key| key.account).collect();
        let ghosts = (0..3).map(|number| AccountId([0xB0 + number; 32])).collect();
        let opening = Opening::with_accounts(seed, accounts, ghosts);
        let (chain, contracts) = neighbours(&opening, chain);
        Self::founded(seed, care, opening, chain, contracts)
    }

    fn founded(
        seed: u64,
        care: Care,
        opening: Opening,
        mut chain: Chain,
        contracts: std::collections::BTreeMap<AccountId, Callee>,
    ) -> Self {
        let codes = codes(&opening, &chain);
        let seen = chain.found(opening.now_ms, opening.value, &opening.founding, 0);
        assert!(matches!(seen.events[..], [Event::SocietyFounded(_)]), "it says that it was founded");
        let around = mutual_model::Chain {
            minimum: MINIMUM,
            absent: opening.ghosts.iter().copied().collect(),
            contracts,
            codes,
            ..mutual_model::Chain::default()
        };
        let model = Model::found(around, chain.society, opening.now_ms, opening.value, &opening.founding).unwrap();
        let (issuance, root) = (chain.issuance(), chain.root());
        let play = Play::new(seed, opening, model);
        Self { play, chain, care, past: VecDeque::new(), issuance, root, seq: 1, number: 0 }
    }

    /// Takes a step on both sides, or says what differs.
    pub fn take(&mut self, step: &Step, tally: &mut Tally) -> Result<(), String> {
        self.number += 1;
        self.past.push_back(step.clone());
        if self.past.len() > 10 {
            self.past.pop_front();
        }
        let Step { at_ms, gift, caller, value, message } = step;
        let input = wire::encode(self.chain.bundle, message);
        let before = foretold(&self.chain, step, &input);
        let seen = self.chain.step(*at_ms, *gift, *caller, *value, &input);
        let expected = self.play.take(step);
        tally.count(&self.play, step, &expected);
        let result = match (&seen.end, &expected) {
            (End::Success, Ok(answer)) => self.accepted(step, &seen, *answer, before),
            (End::Trapped, Err(Expected::NotPayable)) => Ok(()),
            (End::Reverted, Err(expected)) => match self.chain.refusal(*caller, *value, &input) {
                Ok(error) if expected.matches(&error) => Ok(()),
                other => Err(format!("refused: contract {other:?}, model {expected:?}")),
            },
            (End::Reverted, Ok(_)) => {
                Err(format!("contract {:?}, model {expected:?}", self.chain.refusal(*caller, *value, &input)))
            }
            (end, expected) => Err(format!("contract {end:?}, model {expected:?}")),
        };
        let result = result.and_then(|()| self.check_money(&seen, expected.is_ok()));
        result.map_err(|what| self.told(&what))
    }

    /// Something happened that is no step of the play: what it stored, and cost, is not the play's.
    pub fn resume(&mut self) {
        (self.issuance, self.root) = (self.chain.issuance(), self.chain.root());
    }

    fn accepted(&self, step: &Step, seen: &Seen, answer: Answer, before: Option<Vec<u8>>) -> Result<(), String> {
        let mut names: Vec<&str> = seen.events.iter().map(Event::name).collect();
        let mut expected = self.play.model.events.clone();
        names.sort_unstable();
        expected.sort_unstable();
        same("events", &names, &expected)?;
        for (event, seq) in seen.events.iter().zip(self.seq..) {
            same("number of the event", &event.seq(), &seq)?;
        }
        let cells = Cells(&self.chain);
        same("what it made", &made(&step.message, answer, seen, &cells), &answer)?;
        if let Some(before) = before {
            same("what it returns", &before, &returned(answer))?;
        }
        if !self.number.is_multiple_of(self.care.all_each) {
            return self.compare(step.at_ms, self.care.depth);
        }
        self.check_all(step.at_ms)
    }

    /// Compares all that can be seen, adds all money up, and reads all pages.
    fn check_all(&self, now_ms: u64) -> Result<(), String> {
        self.compare(now_ms, u32::MAX)?;
        sums::check(&Cells(&self.chain), &self.play)?;
        sums::read_all(&self.chain)
    }

    /// Compares what can be seen.
    fn compare(&self, now_ms: u64, depth: u32) -> Result<(), String> {
        let found = differences(&Cells(&self.chain), &self.play, now_ms, depth);
        if found.is_empty() {
            Ok(())
        } else {
            Err(found.join("\n"))
        }
    }

    /// What must be true of money and storage after every message, whatever the model says.
    fn check_money(&mut self, seen: &Seen, was_accepted: bool) -> Result<(), String> {
        let (root, cells) = (self.chain.root(), Cells(&self.chain));
        let counters = cells.counters();
        if !was_accepted {
            same("storage after a refusal", &root, &self.root)?;
            same("events after a refusal", &seen.events.len(), &0)?;
        }
        same("numbers of events", &counters.seq, &(self.seq + u64::try_from(seen.events.len()).unwrap()))?;
        let issuance = self.chain.issuance();
        same("all money but the fees", &(issuance + seen.fees), &self.issuance)?;
        let contract = self.chain.account(self.chain.society).expect("the contract is an account");
        same("the contract's balance", &(contract.free - MINIMUM), &self.play.model.chain.balance)?;
        same("what is held for its storage", &contract.reserved, &self.chain.deposits())?;
        let owed = counters.ledger.total().map_err(|error| format!("{error:?}"))?;
        if owed > contract.free - MINIMUM {
            return Err(format!("{owed} owed, {} there", contract.free - MINIMUM));
        }
        if was_accepted {
            let pots = (0..counters.pots).map(|id| cells.pot(PotId(id)));
            let (mut sum, mut broken) = (0, false);
            pots.for_each(|pot| {
                sum += pot.balance;
                broken |= pot.reserved > pot.balance;
            });
            same("pots add up to the ledger", &sum, &counters.ledger.pots)?;
            same("a pot has promised more than it has", &broken, &false)?;
        }
        (self.issuance, self.root, self.seq) = (issuance, root, counters.seq);
        Ok(())
    }

    /// After the drain nothing is left, and nothing is owed.
    pub fn check_end(&self) -> Result<(), String> {
        let ledger = Cells(&self.chain).counters().ledger;
        let free = self.chain.account(self.chain.society).map(|account| account.free);
        let result = same("the ledger at the end", &ledger, &mutual_types::Ledger::default())
            .and_then(|()| same("the balance at the end", &free, &Some(MINIMUM)))
            .and_then(|()| self.check_all(self.chain.devnet.now_ms()));
        result.map_err(|what| self.told(&what))
    }

    fn told(&self, what: &str) -> String {
        let past: Vec<String> = self.past.iter().map(|step| format!("  {step:?}")).collect();
        format!("step {}:\n{what}\nthe last steps:\n{}", self.number, past.join("\n"))
    }
}

/// Refuses what differs.
pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, contract: &T, model: &T) -> Result<(), String> {
    if contract == model {
        Ok(())
    } else {
        Err(format!("{what}: contract {contract:?}, model {model:?}"))
    }
}

/// Tries to found the society in each of the ways whose turn it is: one thing in it at an edge.
fn foundings(seed: u64, opening: &Opening, chain: &Chain, tally: &mut Tally) -> Result<(), String> {
    for edge in opening.edges_of_turn(seed) {
        let (now_ms, value, nobody) = (opening.now_ms, opening.value, AccountId([0; 32]));
        let model = Model::found(mutual_model::Chain::default(), nobody, now_ms, value, &edge.founding);
        let contract = chain.founding_refusal(value, &edge.founding)?;
        tally.count_founding(model.as_ref().err());
        let agree = match (&contract, &model) {
            (None, Ok(_)) => true,
            (Some(error), Err(expected)) => expected.matches(error),
            _ => false,
        };
        if !agree {
            return Err(format!("founding with {}: contract {contract:?}, model {:?}", edge.what, model.err()));
        }
    }
    Ok(())
}

/// The codes on the chain, with the versions of what they store; that of the next one only where the members want it.
fn codes(opening: &Opening, chain: &Chain) -> std::collections::BTreeMap<[u8; 32], u16> {
    let mut codes = vec![(chain.bundle, 1)];
    if opening.is_upgraded {
        chain.upload(opening.now_ms - 500, next().code());
        codes.push((next(), 2));
    }
    codes.into_iter().map(|(bundle, version): (&Bundle, u16)| (bundle.hash().0, version)).collect()
}

/// Other contracts that can be called: one that takes money only, one that takes none, one that refuses all.
fn neighbours(opening: &Opening, mut chain: Chain) -> (Chain, std::collections::BTreeMap<AccountId, Callee>) {
    let bundle = chain.bundle;
    let contribute = |pot| wire::encode(bundle, &Message::Contribute { pot: PotId(pot), memo: None });
    let read = bundle.message("society").unwrap().to_vec();
    let kinds = [(contribute(0), false, true), (read, true, false), (contribute(99), false, false)];
    let mut contracts = std::collections::BTreeMap::new();
    for ((input, takes_nothing, takes_money), salt) in kinds.into_iter().zip(1..) {
        chain.found(opening.now_ms - 1_000 + u64::from(salt) * 10, 0, &opening.founding, salt);
        let callee = Callee { code_hash: bundle.hash().0, input, takes_nothing, takes_money };
        contracts.insert(chain.society, callee);
    }
    (chain, contracts)
}
