//! A federation of a few societies, with a clock, and all that must hold of it.

use std::collections::BTreeMap;

use mutual_model::federation::{play::good_place, Answer, Message as M, Outside, Place};
use mutual_types::{
    federation::{
        event::Event, Backing, BackingId, BackingTerms, Checked, Draw, DrawId, DrawState, DrawStatus, Error, Founding,
        Matter, Motion, MotionId, Part, Report, Rules, Society, SocietyId,
    },
    AccountId, Document, Planck, PotId,
};

use super::memory;
use crate::{
    call::Call,
    chain::{around, Around},
    emit::Effects,
    state::State,
};

pub const FEDERATION: AccountId = AccountId([0xfe; 32]);
/// The founders, with the numbers 0, 1, 2.
pub const CREEK: AccountId = AccountId([1; 32]);
pub const HARBOUR: AccountId = AccountId([2; 32]);
pub const HILL: AccountId = AccountId([3; 32]);
/// A society that is not invited.
pub const MILL: AccountId = AccountId([4; 32]);
/// A person.
pub const GUS: AccountId = AccountId([9; 32]);

pub const FOUNDED_MS: u64 = 1_000_000;
pub const RELIEF: PotId = PotId(1);

/// What a refused message answers.
pub fn refused<T>(error: Error) -> Result<T, Box<Error>> {
    Err(error.into())
}

pub fn number(account: AccountId) -> SocietyId {
    SocietyId(u32::from(account.0[0]) - 1)
}

pub fn rules() -> Rules {
    Rules {
        voting_ms: 20_000,
        approval_bps: 6_000,
        waiting_ms: 0,
        collect_ms: 10_000,
        backing_max_ms: 200_000,
        draws_max: 4,
    }
}

pub fn document() -> Document {
    Document { uri: "https://example.org".to_string(), hash: [5; 32] }
}

pub fn founding() -> Founding {
    Founding {
        name: "District".to_string(),
        charter: document(),
        units: vec!["meals".to_string(), "nights".to_string()],
        period_ms: 30_000,
        founding_ms: 60_000,
        rules: rules(),
        founders: vec![CREEK, HARBOUR, HILL],
    }
}

pub fn outside() -> Outside {
    Outside { places: [CREEK, HARBOUR, HILL, MILL].map(|account| (account, good_place(account))).into() }
}

/// Changes what a contract is.
pub fn change(account: AccountId, change: impl FnOnce(&mut Place)) {
    around(|around| change(around.outside.places.get_mut(&account).unwrap()));
}

pub struct World {
    pub state: State,
    pub now_ms: u64,
    /// The events so far.
    pub events: Vec<Event>,
    /// Whether all is added up anew from the first event on, which takes the longer the more there were.
    pub audits: bool,
}

impl World {
    /// A federation that its three founders have joined.
    pub fn new() -> Self {
        Self::with_rules(|_| {})
    }

    pub fn with_rules(change: impl FnOnce(&mut Rules)) -> Self {
        let mut founding = founding();
        change(&mut founding.rules);
        let mut world = Self::founded(founding, outside(), FOUNDED_MS).unwrap();
        for society in [CREEK, HARBOUR, HILL] {
            world.send(society, M::Join).unwrap();
        }
        world
    }

    pub fn founded(founding: Founding, outside: Outside, now_ms: u64) -> Checked<Self> {
        memory::restore(memory::Cells::new());
        around(|around| *around = Around { outside, ..Around::default() });
        let call = Call { caller: GUS, now_ms, value: 0, this: FEDERATION };
        let (state, effects) = State::found(&call, founding)?;
        let mut world = Self { state, now_ms, events: Vec::new(), audits: true };
        world.note(effects);
        world.check();
        Ok(world)
    }

    pub fn wait(&mut self, ms: u64) {
        self.now_ms += ms;
    }

    /// A message without money.
    pub fn send(&mut self, caller: AccountId, message: M) -> Checked<Answer> {
        self.pay(caller, 0, message)
    }

    /// A message: whole, or not at all.
    pub fn pay(&mut self, caller: AccountId, value: Planck, message: M) -> Checked<Answer> {
        let (cells, counters, before) = (memory::snapshot(), self.state.counters.clone(), around(|it| it.clone()));
        let call = Call { caller, now_ms: self.now_ms, value, this: FEDERATION };
        // As on a chain: the money is there when the message begins.
        around(|around| around.balance += value);
        match rule(&mut self.state, &call, message) {
            Ok((answer, effects)) => {
                self.note(effects);
                self.check();
                Ok(answer)
            }
            Err(refused) => {
                memory::restore(cells);
                self.state.counters = counters;
                around(|around| *around = before);
                Err(refused)
            }
        }
    }

    fn note(&mut self, effects: Effects) {
        for effect in effects {
            assert_eq!(Event::decode(effect.event.name(), &effect.data), Some(effect.event.clone()));
            self.events.push(effect.event);
        }
    }

    pub fn move_motion(&mut self, by: AccountId, matter: Matter) -> Checked<MotionId> {
        match self.send(by, M::MoveMotion { matter })? {
            Answer::Motion(id) => Ok(id),
            other => panic!("{other:?}"),
        }
    }

    pub fn apply(&mut self, by: AccountId) -> Checked<MotionId> {
        match self.send(by, M::Apply { document: document() })? {
            Answer::Motion(id) => Ok(id),
            other => panic!("{other:?}"),
        }
    }

    pub fn vote(&mut self, by: AccountId, motion: MotionId, aye: bool) -> Checked<()> {
        self.send(by, M::Vote { motion, aye }).map(drop)
    }

    /// For any other society, all of it, for 100 s, to be paid back in 50 s.
    pub fn terms(&self, limit: Planck) -> BackingTerms {
        BackingTerms { backed: None, limit, ends_ms: self.now_ms + 100_000, repay_ms: Some(50_000) }
    }

    pub fn back(&mut self, by: AccountId, value: Planck, terms: BackingTerms) -> Checked<BackingId> {
        match self.pay(by, value, M::Back { terms })? {
            Answer::Backing(id) => Ok(id),
            other => panic!("{other:?}"),
        }
    }

    pub fn backed(&mut self, by: AccountId, value: Planck) -> BackingId {
        let terms = self.terms(value);
        self.back(by, value, terms).unwrap()
    }

    pub fn draw(&mut self, by: AccountId, parts: &[(BackingId, Planck)]) -> Checked<DrawId> {
        let parts = parts.iter().map(|(backing, amount)| Part { backing: *backing, amount: *amount }).collect();
        match self.send(by, M::Draw { parts, reason: document() })? {
            Answer::Draw(id) => Ok(id),
            other => panic!("{other:?}"),
        }
    }

    pub fn collect(&mut self, draw: DrawId) -> Checked<()> {
        self.send(GUS, M::Collect { draw, pot: RELIEF }).map(drop)
    }

    /// Drawn and collected.
    pub fn owing(&mut self, by: AccountId, backing: BackingId, amount: Planck) -> DrawId {
        let draw = self.draw(by, &[(backing, amount)]).unwrap();
        self.collect(draw).unwrap();
        draw
    }

    pub fn repay(&mut self, draw: DrawId, value: Planck) -> Checked<()> {
        self.pay(GUS, value, M::Repay { draw }).map(drop)
    }

    pub fn report(&mut self, by: AccountId, period: u32, report: Report) -> Checked<()> {
        self.send(by, M::Report { period, report }).map(drop)
    }

    pub fn society(&self, account: AccountId) -> Box<Society> {
        self.state.society(number(account)).unwrap()
    }

    pub fn backing(&self, id: BackingId) -> Box<Backing> {
        self.state.backing(id).unwrap()
    }

    pub fn drawn(&self, id: DrawId) -> Box<Draw> {
        self.state.drawn(id).unwrap()
    }

    pub fn status(&self, id: DrawId) -> DrawStatus {
        self.drawn(id).status(self.now_ms)
    }

    pub fn motion(&self, id: MotionId) -> Box<Motion> {
        self.state.motion(id).unwrap()
    }

    pub fn last_event(&self) -> &Event {
        self.events.last().unwrap()
    }

    /// All that holds after every message, worked out anew from the records.
    pub fn check(&self) {
        let counters = &self.state.counters;
        let ledger = counters.ledger;
        let (mut available, mut promised, mut credits) = (0, 0, 0);
        let draws: Vec<_> = (0..counters.draws).map(|id| (DrawId(id), self.drawn(DrawId(id)))).collect();
        for id in (0..counters.backings).map(BackingId) {
            let backing = self.backing(id);
            let of = |state| draws.iter().filter(move |(_, draw)| draw.backing == id && draw.state == state);
            available += backing.left;
            promised += backing.promised;
            assert_eq!(backing.promised, of(DrawState::Promised).map(|(_, it)| it.amount).sum(), "backing {id}");
            assert_eq!(backing.out, of(DrawState::Collected).map(|(_, it)| it.owed().unwrap()).sum(), "backing {id}");
            assert_eq!(backing.accounted().unwrap(), backing.paid_in, "backing {id}: {backing:?}");
            for society in (0..counters.societies).map(SocietyId) {
                let used = self.state.used(id, society);
                assert!(used <= backing.terms.limit, "society {society} has {used} of backing {id}");
            }
        }
        let mut present = 0;
        for id in (0..counters.societies).map(SocietyId) {
            let society = self.state.society(id).unwrap();
            credits += society.credit;
            present += u32::from(society.is_present());
            let open = draws.iter().filter(|(_, draw)| {
                let level = draw.state == DrawState::Collected && draw.owed().unwrap() == 0;
                draw.society == id && draw.state != DrawState::Lapsed && !level
            });
            assert_eq!(society.draws, open.map(|(id, _)| *id).collect::<Vec<_>>(), "draws of society {id}");
            assert!(society.draws.len() <= 16);
            assert_eq!(self.state.number_of(society.account), Some(id));
        }
        assert_eq!(counters.present, present);
        assert_eq!((ledger.available, ledger.promised, ledger.credits), (available, promised, credits));
        let balance = around(|around| around.balance);
        assert!(balance >= ledger.total().unwrap(), "{balance} do not cover {ledger:?}");
        assert!((0..counters.seq).eq(self.events.iter().map(Event::seq)), "events");
        if self.audits {
            self.check_books();
        }
    }

    /// What is owed to each society, and the fund, are what the events alone give.
    fn check_books(&self) {
        let mut credits: BTreeMap<SocietyId, i128> = BTreeMap::new();
        let mut fund = 0_i128;
        let amount = |amount: Planck| i128::try_from(amount).unwrap();
        let mut closed: Vec<BackingId> = Vec::new();
        for event in &self.events {
            let backing_of = |draw| self.drawn(draw).backing;
            let mut owe = |society, sum| *credits.entry(society).or_default() += sum;
            match event {
                Event::BackingClosed(it) => {
                    owe(self.backing(it.backing).backer, amount(it.returned));
                    closed.push(it.backing);
                }
                Event::DrawLapsed(it) if closed.contains(&backing_of(it.draw)) => {
                    owe(self.backing(backing_of(it.draw)).backer, amount(it.amount));
                }
                Event::DrawRepaid(it) => {
                    let backing = backing_of(it.draw);
                    if closed.contains(&backing) {
                        owe(self.backing(backing).backer, amount(it.amount));
                    }
                    // A society's own credit paid it: nothing came in.
                    let debtor = self.drawn(it.draw).society;
                    if it.payer.is_none() {
                        owe(debtor, -amount(it.amount));
                    }
                }
                Event::FundGiven(it) => {
                    owe(it.society, amount(it.amount));
                    fund -= amount(it.amount);
                }
                Event::SocietyLeft(it) => {
                    owe(it.society, amount(it.inherited));
                    fund -= amount(it.inherited);
                }
                Event::CreditPaid(it) => owe(it.society, -amount(it.amount)),
                Event::SurplusSwept(it) => match it.heir {
                    Some(heir) => owe(heir, amount(it.amount)),
                    None => fund += amount(it.amount),
                },
                _ => {}
            }
        }
        assert_eq!(fund, amount(self.state.counters.ledger.fund), "the fund");
        for (society, credit) in credits {
            assert_eq!(credit, amount(self.state.society(society).unwrap().credit), "society {society}");
        }
    }
}

fn rule(state: &mut State, call: &Call, message: M) -> Checked<(Answer, Effects)> {
    let done = |it| (Answer::Done, it);
    Ok(match message {
        M::Join => done(state.join(call)?),
        M::Apply { document } => state.apply(call, document).map(|(id, it)| (Answer::Motion(id), it))?,
        M::Leave => done(state.leave(call)?),
        M::MoveMotion { matter } => state.move_motion(call, matter).map(|(id, it)| (Answer::Motion(id), it))?,
        M::Vote { motion, aye } => done(state.vote(call, motion, aye)?),
        M::Back { terms } => state.back(call, terms).map(|(id, it)| (Answer::Backing(id), it))?,
        M::CloseBacking { backing } => done(state.close_backing(call, backing)?),
        M::Draw { parts, reason } => state.draw(call, parts, &reason).map(|(id, it)| (Answer::Draw(id), it))?,
        M::Collect { draw, pot } => done(state.collect(call, draw, pot)?),
        M::Lapse { draw } => done(state.lapse(call, draw)?),
        M::Repay { draw } => done(state.repay(call, draw)?),
        M::Forgive { draw, amount } => done(state.forgive(call, draw, amount)?),
        M::PayCredit { society } => done(state.pay_credit(call, society)?),
        M::Sweep => done(state.sweep(crate::chain::balance())?),
        M::Refresh { society } => done(state.refresh(call, society)?),
        M::Report { period, report } => done(state.report(call, period, report)?),
    })
}
