//! What the model remembers, how a message reaches it, and what can be asked from it.

use std::collections::BTreeMap;

use mutual_types::federation::{
    BackingId, BackingTerms, Collection, DrawId, DrawStatus, Error, Founding, Matter, MotionStatus, Presence, Reading,
    Report, RuleName, Rules, SocietyId,
};
use mutual_types::AccountId;

use super::{texts, Answer, Message, Outside};

/// The circumstances of a message.
#[derive(Clone, Copy)]
pub struct Circumstances<'a> {
    /// Who sends it.
    pub caller: AccountId,
    /// When.
    pub now_ms: u64,
    /// With how much money.
    pub value: u128,
    /// The world around.
    pub outside: &'a Outside,
}

#[derive(Clone, Debug)]
pub struct Society {
    pub account: AccountId,
    pub code: [u8; 32],
    pub presence: Presence,
    /// Which of all messages so far brought it in.
    pub joined_at: u64,
    pub joined_ms: u64,
    pub credit: u128,
}

#[derive(Clone, Debug)]
pub struct Motion {
    pub by: Option<SocietyId>,
    pub matter: Matter,
    /// Which of all messages so far made it.
    pub made_at: u64,
    pub ends_ms: u64,
    pub eligible: u32,
    pub needed: u32,
    pub votes: BTreeMap<SocietyId, bool>,
    pub passed: bool,
}

#[derive(Clone, Debug)]
pub struct Backing {
    pub backer: SocietyId,
    pub terms: BackingTerms,
    pub paid_in: u128,
    pub closed: bool,
}

#[derive(Clone, Debug)]
pub struct Draw {
    pub backing: BackingId,
    pub society: SocietyId,
    pub amount: u128,
    pub collect_by_ms: u64,
    pub lapsed: bool,
    pub collected_ms: Option<u64>,
    /// When it is to be paid back, from the terms.
    pub due_ms: Option<u64>,
    pub repaid: u128,
    pub forgiven: u128,
}

/// What a federation is expected to be.
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) rules: Rules,
    pub(super) units: Vec<String>,
    pub(super) charter_version: u32,
    pub(super) period_ms: u64,
    pub(super) founded_ms: u64,
    pub(super) founding_until_ms: u64,
    pub(super) societies: Vec<Society>,
    pub(super) motions: Vec<Motion>,
    pub(super) backings: Vec<Backing>,
    pub(super) draws: Vec<Draw>,
    pub(super) readings: BTreeMap<(u32, SocietyId), Reading>,
    pub(super) reports: BTreeMap<(u32, SocietyId), Report>,
    pub(super) fund: u128,
    pub(super) heir: Option<SocietyId>,
    /// All money that the contract has, above the existential deposit.
    pub(super) balance: u128,
    /// Messages so far.
    pub(super) messages: u64,
    pub(super) events: Vec<&'static str>,
    pub(super) seq: u64,
}

/// What a read says of a society.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct SocietyFacts {
    pub account: AccountId,
    pub code: [u8; 32],
    pub presence: Presence,
    pub credit: u128,
    pub draws: Vec<DrawId>,
}

/// What a read says of a motion.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct MotionFacts {
    pub by: Option<SocietyId>,
    pub matter: Matter,
    pub status: MotionStatus,
    pub ends_ms: u64,
    pub eligible: u32,
    pub needed: u32,
    pub ayes: u32,
    pub nays: u32,
}

/// What a read says of a backing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct BackingFacts {
    pub backer: SocietyId,
    pub terms: BackingTerms,
    pub paid_in: u128,
    pub left: u128,
    pub promised: u128,
    pub out: u128,
    pub given: u128,
    pub forgiven: u128,
    pub returned: u128,
    pub closed: bool,
}

/// What a read says of a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct DrawFacts {
    pub backing: BackingId,
    pub society: SocietyId,
    pub amount: u128,
    pub status: DrawStatus,
    pub collect_by_ms: u64,
    pub due_ms: Option<u64>,
    pub owed: u128,
}

/// The record of a number.
pub fn at<T>(list: &[T], number: u32) -> Option<&T> {
    list.get(usize::try_from(number).ok()?)
}

/// The record of a number, to change it.
pub fn at_mut<T>(list: &mut [T], number: u32) -> Option<&mut T> {
    list.get_mut(usize::try_from(number).ok()?)
}

/// How many there are.
pub fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

impl Model {
    /// A federation at the account `this`.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn found(this: AccountId, now_ms: u64, founding: &Founding, outside: &Outside) -> Result<Self, Error> {
        texts::text(mutual_types::federation::Field::Name, &founding.name, 128)?;
        texts::uri(&founding.charter.uri)?;
        texts::at_most(Collection::Units, founding.units.len(), 16)?;
        let mut units = Vec::new();
        for unit in &founding.units {
            texts::unit(unit, &units)?;
            units.push(unit.clone());
        }
        texts::period(RuleName::Period, founding.period_ms)?;
        texts::period(RuleName::Founding, founding.founding_ms)?;
        texts::rules(&founding.rules)?;
        texts::at_most(Collection::Founders, founding.founders.len(), 16)?;
        if founding.founders.is_empty() {
            return Err(Error::NoFounders);
        }
        let mut model = Self {
            rules: founding.rules,
            units,
            charter_version: 1,
            period_ms: founding.period_ms,
            founded_ms: now_ms,
            founding_until_ms: now_ms.saturating_add(founding.founding_ms),
            societies: Vec::new(),
            motions: Vec::new(),
            backings: Vec::new(),
            draws: Vec::new(),
            readings: BTreeMap::new(),
            reports: BTreeMap::new(),
            fund: 0,
            heir: None,
            balance: 0,
            messages: 0,
            events: Vec::new(),
            seq: 0,
        };
        model.emit("FederationFounded");
        for account in &founding.founders {
            if model.societies.iter().any(|society| society.account == *account) {
                return Err(Error::DuplicateFounder(*account));
            }
            let code = outside.code(*account);
            if *account == this || code == [0; 32] {
                return Err(Error::NotASociety(*account));
            }
            let presence = Presence::Invited;
            let account = *account;
            model.societies.push(Society { account, code, presence, joined_at: 0, joined_ms: 0, credit: 0 });
            model.emit("SocietyInvited");
        }
        Ok(model)
    }

    /// Takes a message.
    ///
    /// # Errors
    /// Why it is refused; then nothing has changed.
    pub fn apply(
        &mut self,
        caller: AccountId,
        now_ms: u64,
        value: u128,
        message: Message,
        outside: &Outside,
    ) -> Result<Answer, Error> {
        let mut next = self.clone();
        next.events.clear();
        next.messages = next.messages.saturating_add(1);
        let it = Circumstances { caller, now_ms, value, outside };
        self.events.clear();
        let answer = next.take(it, message)?;
        next.balance = next.balance.saturating_add(value);
        *self = next;
        Ok(answer)
    }

    fn take(&mut self, it: Circumstances, message: Message) -> Result<Answer, Error> {
        let done = |()| Answer::Done;
        match message {
            Message::Join => self.join(it).map(done),
            Message::Apply { document } => self.ask_in(it, document).map(Answer::Motion),
            Message::Leave => self.leave(it).map(done),
            Message::MoveMotion { matter } => self.move_motion(it, matter).map(Answer::Motion),
            Message::Vote { motion, aye } => self.vote(it, motion, aye).map(done),
            Message::Back { terms } => self.back(it, terms).map(Answer::Backing),
            Message::CloseBacking { backing } => self.close_backing(it, backing).map(done),
            Message::Draw { parts, reason } => self.draw(it, &parts, &reason).map(Answer::Draw),
            Message::Collect { draw, pot } => self.collect(it, draw, pot).map(done),
            Message::Lapse { draw } => self.lapse(it, draw).map(done),
            Message::Repay { draw } => self.repay(it, draw).map(done),
            Message::Forgive { draw, amount } => self.forgive(it, draw, amount).map(done),
            Message::PayCredit { society } => self.pay_credit(it, society).map(done),
            Message::Sweep => self.sweep().map(done),
            Message::Refresh { society } => self.refresh(it, society).map(done),
            Message::Report { period, report } => self.report(it, period, report).map(done),
        }
    }

    /// Money comes without a message.
    pub fn stray(&mut self, amount: u128) {
        self.balance = self.balance.saturating_add(amount);
    }

    pub(super) fn emit(&mut self, name: &'static str) {
        self.events.push(name);
        self.seq = self.seq.saturating_add(1);
    }

    /// The names of the events of the last message.
    pub fn events(&self) -> &[&'static str] {
        &self.events
    }

    /// All events so far.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Societies, motions, backings and draws.
    pub fn counts(&self) -> (u32, u32, u32, u32) {
        (count(&self.societies), count(&self.motions), count(&self.backings), count(&self.draws))
    }

    /// Charter version, units and rules.
    pub fn setup(&self) -> (u32, &[String], Rules) {
        (self.charter_version, &self.units, self.rules)
    }

    /// Until when the founders can join.
    pub fn founding_until_ms(&self) -> u64 {
        self.founding_until_ms
    }

    /// The fund.
    pub fn fund(&self) -> u128 {
        self.fund
    }

    /// All money that it has.
    pub fn balance(&self) -> u128 {
        self.balance
    }

    /// Who left last, nobody staying.
    pub fn heir(&self) -> Option<SocietyId> {
        self.heir
    }
}
