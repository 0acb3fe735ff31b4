//! A federation at play: one message after the other, drawn from a seed, and what happens around it meanwhile.

pub use super::tally::{Missing, Tally};

use std::collections::BTreeMap;

use mutual_types::federation::{
    BackingId, BackingTerms, DrawId, DrawStatus, Error, Founding, Matter, MotionId, Outcome, Part, Presence, Report,
    Rules, SocietyId,
};
use mutual_types::{AccountId, Document, PotId, PotKind};

use super::tally::{count, variant};
use super::{Answer, Change, Message, Model, Numbers, Outside, Place};
use crate::play::Dice;

/// The relief pot that societies have to begin with.
pub const RELIEF: PotId = PotId(1);

/// A message, who sends it, when and with how much money, and what happens around just before.
#[derive(Clone, Debug)]
pub struct Step {
    /// When.
    pub at_ms: u64,
    /// What happens first.
    pub changes: Vec<Change>,
    /// Who sends it.
    pub caller: AccountId,
    /// With how much money.
    pub value: u128,
    /// What.
    pub message: Message,
}

/// How a federation of a seed is founded, at what time, and what there is around it.
#[derive(Clone, Debug)]
pub struct Opening {
    /// When.
    pub now_ms: u64,
    /// As what.
    pub founding: Founding,
    /// The contracts that there are.
    pub outside: Outside,
    /// All accounts that send messages; the last is no contract.
    pub accounts: Vec<AccountId>,
    dice: Dice,
}

/// A federation at play.
#[derive(Clone, Debug)]
pub struct Play {
    dice: Dice,
    /// The world around.
    pub outside: Outside,
    /// The federation as it should be.
    pub model: Model,
    /// The host's codes with which a society may not answer, and with which it may not take money; 0 is an answer that
    /// cannot be read.
    pub silences: Vec<u32>,
    /// The same for money.
    pub refusals: Vec<u32>,
    /// Whether a transfer to a society can fail.
    pub has_unreachable: bool,
    accounts: Vec<AccountId>,
    now_ms: u64,
    steps: u32,
    /// How often each answer was given.
    seen: BTreeMap<String, u32>,
}

/// A society that answers and takes money.
pub fn good_place(account: AccountId) -> Place {
    let pots = [(PotId(0), (PotKind::General, false)), (RELIEF, (PotKind::Relief, false))].into();
    let numbers = Numbers { members: 12, active: 10, pots: 1_000, shares: 500, credits: 3, ..Numbers::default() };
    Place { code: *account.bytes(), numbers, pots, ..Place::default() }
}

fn document(dice: &mut Dice) -> Document {
    let len = if dice.chance(4) { 257 } else { usize::from(dice.small(0, 9)) };
    Document { uri: "u".repeat(len), hash: [7; 32] }
}

fn rules(dice: &mut Dice) -> Rules {
    Rules {
        voting_ms: dice.between(1_000, 60_000),
        approval_bps: u16::try_from(dice.between(5_001, 9_000)).unwrap_or(6_667),
        waiting_ms: dice.between(0, 8_000),
        collect_ms: dice.between(1_000, 20_000),
        backing_max_ms: dice.between(10_000, 200_000),
        draws_max: dice.small(2, 8),
    }
}

impl Opening {
    /// That of a seed; `accounts` are at least six, of which all but the last are contracts.
    pub fn of(seed: u64, accounts: &[AccountId], now_ms: u64) -> Self {
        let mut dice = Dice::new(seed);
        let contracts = accounts.len().saturating_sub(1);
        let places = accounts.iter().take(contracts).map(|account| (*account, good_place(*account))).collect();
        let founders = usize::from(dice.small(3, 6));
        let founding = Founding {
            name: "District".to_string(),
            charter: Document { uri: "charter".to_string(), hash: [1; 32] },
            units: vec!["meals".to_string(), "nights".to_string()],
            period_ms: dice.between(5_000, 60_000),
            founding_ms: dice.between(5_000, 30_000),
            rules: rules(&mut dice),
            founders: accounts.iter().take(founders).copied().collect(),
        };
        Self { now_ms, founding, outside: Outside { places }, accounts: accounts.to_vec(), dice }
    }
}

impl Play {
    /// The play that begins so, for the federation at the account `this`.
    ///
    /// # Errors
    /// If the federation cannot be founded so.
    pub fn new(this: AccountId, opening: Opening) -> Result<Self, Error> {
        let Opening { now_ms, founding, outside, accounts, dice } = opening;
        let model = Model::found(this, now_ms, &founding, &outside)?;
        let (silences, refusals, has_unreachable) = (vec![0, 1, 2, 8], vec![1, 2, 8], true);
        let seen = BTreeMap::new();
        Ok(Self { dice, outside, model, silences, refusals, has_unreachable, accounts, now_ms, steps: 0, seen })
    }

    /// Sends a step to the model.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn take(&mut self, step: &Step) -> Result<Answer, Error> {
        self.change(&step.changes);
        let answer = self.model.apply(step.caller, step.at_ms, step.value, step.message.clone(), &self.outside);
        count(&mut self.seen, &key(&step.message, &answer));
        answer
    }

    fn change(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Place(account, place) => {
                    self.outside.places.insert(*account, *place.clone());
                }
                Change::Stray(amount) => self.model.stray(*amount),
            }
        }
    }

    /// The next step: one of several that were drawn, mostly one that is accepted, and else the one whose answer was
    /// given least often.
    pub fn step(&mut self) -> Step {
        self.steps = self.steps.saturating_add(1);
        self.now_ms = self.next_time();
        let changes = self.something_happens();
        let mut next = self.clone();
        next.change(&changes);
        let wants_accepted = next.dice.chance(62);
        let mut best: Option<(bool, u32, Step)> = None;
        for _ in 0..8 {
            let (caller, value, message) = next.draw();
            let step = Step { at_ms: self.now_ms, changes: changes.clone(), caller, value, message };
            let mut trial = next.model.clone();
            let answer = trial.apply(caller, self.now_ms, value, step.message.clone(), &next.outside);
            let times = self.seen.get(&key(&step.message, &answer)).copied().unwrap_or(0);
            let unwanted = wants_accepted && answer.is_err();
            if best.as_ref().is_none_or(|(other, seen, _)| (unwanted, times) < (*other, *seen)) {
                best = Some((unwanted, times, step));
            }
        }
        self.dice = next.dice;
        let idle = Step { at_ms: self.now_ms, changes, caller: self.account(0), value: 0, message: Message::Sweep };
        best.map_or(idle, |(_, _, step)| step)
    }

    fn account(&self, place: usize) -> AccountId {
        self.accounts.get(place).copied().unwrap_or(AccountId::from([0; 32]))
    }

    /// Soon, later, or at, just before or just after a moment that matters.
    fn next_time(&mut self) -> u64 {
        let soon = self.now_ms.saturating_add(self.dice.between(5, 400));
        match self.dice.below(20) {
            0..=14 => soon,
            15 => self.now_ms.saturating_add(self.dice.between(5, 20_000)),
            _ => {
                let (_, motions, backings, draws) = self.model.counts();
                let mut moments = Vec::new();
                if self.model.present() > 2 {
                    moments.push(self.model.founding_until_ms());
                }
                let last = |count: u32| count.saturating_sub(8)..count;
                moments.extend(
                    last(motions).filter_map(|id| self.model.motion_facts(MotionId(id), 0)).map(|it| it.ends_ms),
                );
                let ends = last(backings).filter_map(|id| self.model.backing_facts(BackingId(id)));
                moments.extend(ends.map(|it| it.terms.ends_ms));
                for draw in last(draws).filter_map(|id| self.model.draw_facts(DrawId(id), 0)) {
                    moments.extend([Some(draw.collect_by_ms), draw.due_ms].into_iter().flatten());
                }
                moments.retain(|moment| *moment > self.now_ms.saturating_add(6));
                let moment = self.dice.one_or(&moments, soon);
                let moment = moment.saturating_add(self.dice.below(3)).saturating_sub(1);
                // Not so far that everything else is over by then.
                moment.min(self.now_ms.saturating_add(40_000)).max(self.now_ms.saturating_add(5))
            }
        }
    }

    fn something_happens(&mut self) -> Vec<Change> {
        let mut changes = Vec::new();
        let accounts: Vec<_> = self.outside.places.keys().copied().collect();
        for account in &accounts {
            let Some(place) = self.outside.places.get(account) else { continue };
            let mut place = place.clone();
            let troubled = place.silent.is_some() || place.refuses.is_some() || place.unreachable;
            if troubled && self.dice.chance(10) {
                (place.silent, place.refuses, place.unreachable) = (None, None, false);
                changes.push(Change::Place(*account, Box::new(place)));
            }
        }
        if self.dice.chance(6) {
            // One that has drawn does not take the money: it dissolves, or migrates.
            let drawn = self.a_draw(&[DrawStatus::Promised]);
            let account = self.model.draw_facts(drawn, self.now_ms).map(|draw| self.account_of(draw.society));
            let place = account.and_then(|account| Some((account, self.outside.places.get(&account)?.clone())));
            if let Some((account, mut place)) = place {
                place.refuses = self.dice.one_of(&self.refusals);
                place.silent = None;
                changes.push(Change::Place(account, Box::new(place)));
            }
        }
        if !self.dice.chance(10) {
            return changes;
        }
        if self.dice.chance(15) {
            changes.push(Change::Stray(self.dice.between(1, 90).into()));
            return changes;
        }
        let Some(account) = self.dice.one_of(&accounts) else { return changes };
        let mut place = self.outside.places.get(&account).cloned().unwrap_or_default();
        match self.dice.below(15) {
            0 | 1 => place.code = [self.dice.small(100, 103); 32],
            2 => place.code = *account.bytes(),
            3 | 12 => place.silent = self.dice.one_of(&self.silences),
            4 | 13 => place.refuses = self.dice.one_of(&self.refusals),
            5 | 14 => place.unreachable = self.has_unreachable,
            6 => {
                let kinds = [PotKind::General, PotKind::Reserve, PotKind::Relief, PotKind::Restricted];
                let kind = self.dice.one_or(&kinds, PotKind::Relief);
                place.pots.insert(PotId(u32::from(self.dice.small(2, 3))), (kind, self.dice.chance(30)));
            }
            7 => {
                let closed = self.dice.chance(25);
                place.pots.insert(RELIEF, (PotKind::Relief, closed));
            }
            _ => {
                place.numbers = Numbers {
                    members: u32::from(self.dice.small(0, 200)),
                    active: u32::from(self.dice.small(0, 200)),
                    pots: if self.dice.chance(20) { 10_u128.pow(28) } else { self.dice.below(1_000_000).into() },
                    shares: self.dice.below(9_999).into(),
                    credits: if self.dice.chance(20) { u128::MAX } else { self.dice.below(50).into() },
                    grants: u32::from(self.dice.small(0, 20)),
                    relief_requests: u32::from(self.dice.small(0, 20)),
                    payments: u32::MAX,
                    dissolving: self.dice.chance(20),
                };
            }
        }
        changes.push(Change::Place(account, Box::new(place)));
        changes
    }

    fn anybody(&mut self) -> AccountId {
        let accounts = self.accounts.clone();
        self.dice.one_or(&accounts, self.account(0))
    }

    /// Mostly a society that takes part.
    fn somebody(&mut self) -> AccountId {
        if self.dice.chance(8) {
            return self.anybody();
        }
        let (societies, ..) = self.model.counts();
        let records = (0..societies).filter_map(|id| self.model.society_facts(SocietyId(id), 0));
        let present: Vec<_> = records.filter(|it| it.presence == Presence::Present).map(|it| it.account).collect();
        match self.dice.one_of(&present) {
            Some(account) => account,
            None => self.anybody(),
        }
    }

    /// Mostly a draw that is in such a state.
    fn a_draw(&mut self, wanted: &[DrawStatus]) -> DrawId {
        let (_, _, _, draws) = self.model.counts();
        let any = DrawId(self.dice.recent(draws));
        if self.dice.chance(25) {
            return any;
        }
        let is_wanted =
            |id: &DrawId| self.model.draw_facts(*id, self.now_ms).is_some_and(|draw| wanted.contains(&draw.status));
        let there: Vec<_> = (0..draws).map(DrawId).filter(is_wanted).collect();
        self.dice.one_or(&there, any)
    }

    fn a_society(&mut self) -> SocietyId {
        let (societies, ..) = self.model.counts();
        if self.dice.chance(3) {
            return SocietyId(societies);
        }
        SocietyId(u32::try_from(self.dice.below(societies.into())).unwrap_or(0))
    }

    fn account_of(&self, society: SocietyId) -> AccountId {
        self.model.society_facts(society, 0).map_or(self.account(0), |it| it.account)
    }

    /// A caller, money and a message.
    fn draw(&mut self) -> (AccountId, u128, Message) {
        let (_, motions, backings, draws) = self.model.counts();
        let free = |caller, message| (caller, 0, message);
        let founding = self.now_ms < self.model.founding_until_ms();
        if founding && self.dice.chance(if self.model.present() < 3 { 55 } else { 15 }) {
            return free(self.anybody(), Message::Join);
        }
        match self.dice.below(118) {
            0..=5 => free(self.anybody(), Message::Join),
            6..=10 => {
                let (caller, document) = (self.anybody(), document(&mut self.dice));
                free(caller, Message::Apply { document })
            }
            11 => match self.model.present() > 2 || self.can_shrink() {
                true => free(self.somebody(), Message::Leave),
                false => free(self.account(self.accounts.len().saturating_sub(1)), Message::Leave),
            },
            12..=24 => {
                let (caller, matter) = (self.somebody(), self.matter());
                free(caller, Message::MoveMotion { matter })
            }
            25..=48 => {
                let motion = MotionId(self.dice.recent(motions));
                let aye = self.dice.chance(78);
                free(self.somebody(), Message::Vote { motion, aye })
            }
            49..=57 => self.backing(),
            58..=63 => {
                let backing = BackingId(self.dice.recent(backings));
                free(self.anybody(), Message::CloseBacking { backing })
            }
            64..=75 => self.drawing(),
            76..=84 => {
                let draw = self.a_draw(&[DrawStatus::Promised]);
                let pot = if self.dice.chance(85) { RELIEF } else { PotId(u32::from(self.dice.small(0, 4))) };
                let by_itself = self.model.draw_facts(draw, 0).map(|it| self.account_of(it.society));
                let caller = match by_itself {
                    Some(account) if self.dice.chance(4) => account,
                    _ => self.anybody(),
                };
                free(caller, Message::Collect { draw, pot })
            }
            85..=89 => free(self.anybody(), Message::Lapse { draw: DrawId(self.dice.recent(draws)) }),
            90..=95 => {
                let draw = self.a_draw(&[DrawStatus::Owed, DrawStatus::PastDue]);
                let owed = self.model.draw_facts(draw, 0).map_or(0, |it| it.owed);
                let owed = u64::try_from(owed).unwrap_or(0);
                let value = if self.dice.chance(30) { owed } else { self.dice.between(0, owed.saturating_add(3)) };
                (self.anybody(), value.into(), Message::Repay { draw })
            }
            96..=99 => {
                let draw = self.a_draw(&[DrawStatus::Owed, DrawStatus::PastDue]);
                let facts = self.model.draw_facts(draw, 0);
                let owed = facts.as_ref().map_or(0, |it| it.owed);
                let backer = facts.and_then(|it| self.model.backing_facts(it.backing)).map(|it| it.backer);
                let caller = match backer {
                    Some(backer) if self.dice.chance(85) => self.account_of(backer),
                    _ => self.anybody(),
                };
                let owed = u64::try_from(owed).unwrap_or(0);
                let amount = self.dice.between(0, owed.saturating_add(2)).into();
                free(caller, Message::Forgive { draw, amount })
            }
            100..=105 => {
                let society = self.a_society();
                free(self.anybody(), Message::PayCredit { society })
            }
            106..=107 => free(self.anybody(), Message::Sweep),
            108..=112 => {
                let society = self.a_society();
                let caller = if self.dice.chance(4) { self.account_of(society) } else { self.anybody() };
                free(caller, Message::Refresh { society })
            }
            _ => self.reporting(),
        }
    }

    /// Whether there are so many societies that one less is no harm: in the end all may go.
    fn can_shrink(&self) -> bool {
        self.model.present() > 3 || self.steps > 940
    }

    fn matter(&mut self) -> Matter {
        match self.dice.below(20) {
            0 | 1 => Matter::Resolution(document(&mut self.dice)),
            2 | 3 => Matter::AmendCharter(document(&mut self.dice)),
            4 => {
                let account = self.anybody();
                Matter::Admit { account, code_hash: [0; 32], document: document(&mut self.dice) }
            }
            5 | 6 if self.can_shrink() => Matter::Expel(self.a_society()),
            7..=10 => {
                let society = self.a_society();
                let found = self.outside.code(self.account_of(society));
                let code_hash = if self.dice.chance(90) { found } else { [self.dice.small(99, 104); 32] };
                Matter::AcceptCode { society, code_hash }
            }
            11 | 12 => {
                let mut rules = rules(&mut self.dice);
                match self.dice.below(16) {
                    0 => rules.voting_ms = 999,
                    1 => rules.approval_bps = 5_000,
                    2 => rules.waiting_ms = u64::MAX,
                    3 => rules.collect_ms = 0,
                    4 => rules.backing_max_ms = 999,
                    5 => rules.draws_max = 17,
                    _ => {}
                }
                Matter::SetRules(rules)
            }
            13..=15 => {
                let unit = match self.dice.below(12) {
                    0 => String::new(),
                    1 => "meals".to_string(),
                    2 => "u".repeat(33),
                    _ => format!("unit {}", self.dice.below(40)),
                };
                Matter::AddUnit(unit)
            }
            _ => {
                let fund = u64::try_from(self.model.fund()).unwrap_or(0);
                let society = self.a_society();
                Matter::Give { society, amount: self.dice.between(0, fund.saturating_add(2)).into() }
            }
        }
    }

    fn backing(&mut self) -> (AccountId, u128, Message) {
        let caller = self.somebody();
        let value = self.dice.between(0, 500);
        let most = self.model.setup().2.backing_max_ms;
        let ahead = match self.dice.below(12) {
            0 => 0,
            1 => most.saturating_add(1),
            _ => self.dice.between(1, most),
        };
        let repay_ms = match self.dice.below(10) {
            0 => Some(999),
            1..=3 => None,
            _ => Some(self.dice.between(1_000, 15_000)),
        };
        let backed = if self.dice.chance(40) { Some(self.a_society()) } else { None };
        let limit = self.dice.between(0, value.saturating_add(2)).into();
        let terms = BackingTerms { backed, limit, ends_ms: self.now_ms.saturating_add(ahead), repay_ms };
        (caller, value.into(), Message::Back { terms })
    }

    fn drawing(&mut self) -> (AccountId, u128, Message) {
        let caller = self.somebody();
        let (_, _, backings, _) = self.model.counts();
        let parts = match self.dice.below(30) {
            0 => 0,
            1 => 9,
            2..=8 => 2,
            _ => 1,
        };
        let mut list = Vec::new();
        for _ in 0..parts {
            let drawer = self.model.number_of(caller);
            let usable: Vec<_> = (0..backings)
                .map(BackingId)
                .filter(|id| {
                    self.model.backing_facts(*id).is_some_and(|it| {
                        let for_drawer = it.terms.backed.is_none() || it.terms.backed == drawer;
                        it.left > 0 && self.now_ms < it.terms.ends_ms && Some(it.backer) != drawer && for_drawer
                    })
                })
                .collect();
            let any = BackingId(self.dice.recent(backings));
            let backing = if self.dice.chance(65) { self.dice.one_or(&usable, any) } else { any };
            let facts = self.model.backing_facts(backing);
            let used = self.model.taken(backing, drawer);
            let most = facts.map_or(0, |it| it.left.min(it.terms.limit.saturating_sub(used)));
            let most = u64::try_from(most).unwrap_or(0);
            let most = if self.dice.chance(15) { most.saturating_add(40) } else { most };
            list.push(Part { backing, amount: self.dice.between(0, most).into() });
        }
        (caller, 0, Message::Draw { parts: list, reason: document(&mut self.dice) })
    }

    fn reporting(&mut self) -> (AccountId, u128, Message) {
        let caller = self.somebody();
        let current = self.model.period(self.now_ms);
        let period = current.saturating_sub(u32::from(self.dice.small(0, 3)));
        let units = u64::try_from(self.model.setup().1.len()).unwrap_or(0);
        let outcomes = if self.dice.chance(3) { 17 } else { self.dice.small(0, 4) };
        let mut outcomes: Vec<_> = (0..outcomes)
            .map(|_| {
                let unit = u8::try_from(self.dice.below(units.saturating_add(1))).unwrap_or(0);
                Outcome { unit, amount: if self.dice.chance(10) { u64::MAX } else { self.dice.below(99) } }
            })
            .collect();
        if self.dice.chance(85) {
            outcomes.sort_by_key(|outcome| outcome.unit);
            outcomes.dedup_by_key(|outcome| outcome.unit);
        }
        let large = self.dice.chance(5);
        let report = Report {
            money_in: if large { u128::MAX } else { self.dice.below(5_000).into() },
            money_out: if self.dice.chance(5) { 10_u128.pow(28) } else { self.dice.below(5_000).into() },
            people_helped: if self.dice.chance(5) { u64::MAX } else { self.dice.below(300) },
            outcomes,
            document: document(&mut self.dice),
        };
        (caller, 0, Message::Report { period, report })
    }
}

/// The name of an answer to a message.
fn key(message: &Message, answer: &Result<Answer, Error>) -> String {
    let matter = match message {
        Message::MoveMotion { matter } => variant(matter),
        _ => String::new(),
    };
    match answer {
        Ok(_) => format!("{} {matter}", message.name()),
        Err(error) => format!("{} {matter} {}", message.name(), variant(error)),
    }
}
