//! A circle at play: from a seed, its terms and a long row of messages, valid ones and others. The same seed always gives the same
//! row, as long as the model answers the same.

use mutual_types::circle::{CircleStatus, Order, Terms};
use mutual_types::{AccountId, Planck};

use crate::{Message, Model};

/// Who and what a play is about.
#[derive(Clone, Debug)]
pub struct Cast {
    /// The circle's account.
    pub circle: AccountId,
    /// The society's.
    pub society: AccountId,
    /// Those who can be members, at least thirty-two.
    pub people: Vec<AccountId>,
    /// Somebody outside.
    pub stranger: AccountId,
    /// When the circle is made.
    pub made_ms: u64,
    /// The least time between two steps.
    pub pause_ms: u64,
    /// Whether the society now and then does not know somebody.
    pub is_fickle: bool,
}

/// A source of chance: SplitMix64, so that no version of a library changes what a seed means.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0.wrapping_shr(30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed.wrapping_shr(27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed.wrapping_shr(31)
    }

    /// A number below `limit`; 0 if there is none.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or(0)
    }

    fn small(&mut self, limit: u32) -> u32 {
        u32::try_from(self.below(limit.into())).unwrap_or(0)
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn one_of<T: Clone>(&mut self, choices: &[T]) -> Option<T> {
        let place = self.below(u64::try_from(choices.len()).unwrap_or(0));
        choices.get(usize::try_from(place).unwrap_or(0)).cloned()
    }
}

/// One message, and when and by whom it is sent.
#[derive(Clone, Debug)]
pub struct Step {
    /// When.
    pub at_ms: u64,
    /// Who calls.
    pub caller: AccountId,
    /// What they send along.
    pub value: Planck,
    /// Whether the society says that they are an active member.
    pub is_active: bool,
    /// What somebody transfers to the circle before, without a message.
    pub gift: Planck,
    /// What they call.
    pub message: Message,
}

/// A circle at play.
#[derive(Clone, Debug)]
pub struct Play {
    /// What the circle is expected to be.
    pub model: Model,
    cast: Cast,
    dice: Dice,
    now: u64,
    /// How many of a hundred times each member pays when it is their turn to.
    diligence: Vec<u64>,
}

impl Play {
    /// The play of a seed.
    pub fn new(seed: u64, hash: fn(&[u8]) -> [u8; 32], cast: Cast) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x0005_DEEC_E66D).wrapping_add(11));
        dice = Dice(dice.next());
        let terms = terms(&mut dice, &cast);
        let diligence =
            terms.members.iter().map(|_| dice.one_of(&[0, 20, 50, 80, 95, 100, 100]).unwrap_or(50)).collect();
        let model = Model::new(terms, cast.circle, cast.made_ms, hash);
        Self { model, now: cast.made_ms, cast, dice, diligence }
    }

    /// Where the circle is, once that is known.
    pub fn set_circle(&mut self, circle: AccountId) {
        self.cast.circle = circle;
        self.model.circle = circle;
    }

    /// The next step, which the model has not taken yet.
    pub fn next_step(&mut self) -> Step {
        let before = self.model.clone();
        self.model.look_at(self.now);
        self.now = self.moment();
        self.model.look_at(self.now);
        let gift = if self.dice.chance(1) { 5 } else { 0 };
        let (mut caller, message) = self.message();
        if self.dice.chance(3) {
            caller = self.cast.stranger;
        }
        let mut value = self.price(&message);
        if value > 0 && self.dice.chance(4) {
            value = self.dice.one_of(&[value.saturating_add(1), value.saturating_sub(1), 0]).unwrap_or(0);
        }
        let is_active = !self.dice.chance(3) || !self.cast.is_fickle;
        self.model = before;
        Step { at_ms: self.now, caller, value, is_active, gift, message }
    }

    /// Whether nothing is left to do but to claim what is there.
    pub fn is_over(&self) -> bool {
        matches!(self.model.status(), CircleStatus::Void | CircleStatus::Ended)
    }

    fn moment(&mut self) -> u64 {
        let least = self.now.saturating_add(self.cast.pause_ms);
        let ahead = self.model.moments();
        // Not to the year after the end before something was done about credits.
        let next = ahead.first().copied().unwrap_or(self.now);
        let is_far = next.saturating_sub(self.now) > 40_000_000_000;
        let leaps = match self.model.status() {
            CircleStatus::Gathering => 3,
            CircleStatus::Drawing => 8,
            CircleStatus::Running => 4,
            CircleStatus::Void | CircleStatus::Ended => 14,
        };
        if self.dice.chance(leaps) && !is_far {
            let moment = if self.dice.chance(15) { self.dice.one_of(&ahead).unwrap_or(next) } else { next };
            let moment = if self.dice.chance(20) { moment.saturating_sub(1) } else { moment };
            return moment.max(least);
        }
        least.saturating_add(self.dice.below(20))
    }

    fn account(&self, member: u32) -> AccountId {
        let place = usize::try_from(member).unwrap_or(usize::MAX);
        self.model.terms.members.get(place).copied().unwrap_or(self.cast.stranger)
    }

    fn somebody(&mut self) -> u32 {
        self.dice.small(self.model.size())
    }

    /// A member, and now and then somebody who is none.
    fn anybody(&mut self) -> u32 {
        let size = self.model.size();
        if self.dice.chance(3) {
            size
        } else {
            self.dice.small(size)
        }
    }

    fn message(&mut self) -> (AccountId, Message) {
        let member = self.somebody();
        let caller = self.account(member);
        let status = self.model.status();
        let wanders = self.dice.chance(25);
        let message = match (status, wanders) {
            (CircleStatus::Gathering, false) => {
                if self.dice.chance(90) {
                    return self.joining();
                }
                Message::Leave
            }
            (CircleStatus::Drawing, false) => Message::Reveal(secret(member)),
            (CircleStatus::Running, false) => return self.running(member),
            (CircleStatus::Void | CircleStatus::Ended, false) => self
                .dice
                .one_of(&[Message::WithdrawCredit, Message::ForfeitCredits, Message::Sweep])
                .unwrap_or(Message::Settle),
            (_, true) => self.any_message(member),
        };
        (caller, message)
    }

    fn joining(&mut self) -> (AccountId, Message) {
        let absent: Vec<u32> = (0..self.model.size()).filter(|member| !self.model.joined.contains(member)).collect();
        let member = self.dice.one_of(&absent).unwrap_or(0);
        let message = self.join(member);
        (self.account(member), message)
    }

    fn join(&mut self, member: u32) -> Message {
        let commitment =
            (self.model.hash)(&[*self.cast.circle.bytes(), *self.account(member).bytes(), secret(member)].concat());
        let is_drawn = matches!(self.model.terms.order, Order::Drawn { .. });
        Message::Join((is_drawn != self.dice.chance(4)).then_some(commitment))
    }

    /// Mostly somebody pays, as diligent as they are.
    fn running(&mut self, member: u32) -> (AccountId, Message) {
        let caller = self.account(member);
        let place = usize::try_from(member).unwrap_or(0);
        let diligence = self.diligence.get(place).copied().unwrap_or(0);
        if !self.dice.chance(diligence) || self.model.paid_ahead(member) > 0 && self.dice.chance(80) {
            let message = self.any_message(member);
            return (caller, message);
        }
        let due = self.model.behind(member).saturating_add(1);
        let rounds = if self.dice.chance(70) { due } else { self.dice.small(due.saturating_add(2)) };
        (caller, Message::Contribute { member, rounds })
    }

    fn any_message(&mut self, member: u32) -> Message {
        match self.dice.below(20) {
            0 => self.join(member),
            1 => {
                if self.dice.chance(10) {
                    Message::Leave
                } else {
                    Message::Settle
                }
            }
            2 | 3 => Message::Reveal(if self.dice.chance(20) { [0; 32] } else { secret(member) }),
            4 => Message::Contribute { member: self.anybody(), rounds: self.dice.small(5) },
            5..=8 => Message::OfferSwap(self.anybody()),
            9..=12 => {
                let offered = self.model.offers.iter().find(|(_, to)| **to == member).map(|(by, _)| *by);
                Message::AcceptSwap(offered.unwrap_or_else(|| self.anybody()))
            }
            13..=15 => Message::Settle,
            16 | 17 => Message::WithdrawCredit,
            18 => Message::ForfeitCredits,
            _ => Message::Sweep,
        }
    }

    /// What is to be sent along.
    fn price(&self, message: &Message) -> Planck {
        let coin = self.model.terms.contribution;
        match message {
            Message::Join(_) => coin,
            Message::Contribute { rounds, .. } => coin.saturating_mul(Planck::from(*rounds)),
            _ => 0,
        }
    }

    /// Takes a step in the model.
    ///
    /// # Errors
    /// The refusal that is expected.
    pub fn take(&mut self, step: &Step) -> Result<Option<(AccountId, Planck)>, mutual_types::circle::Error> {
        self.model.balance += step.gift;
        self.model.apply(step.caller, step.at_ms, step.value, step.is_active, &step.message)
    }
}

/// What a member commits to.
fn secret(member: u32) -> [u8; 32] {
    [u8::try_from(member).unwrap_or(0).wrapping_add(100); 32]
}

fn terms(dice: &mut Dice, cast: &Cast) -> Terms {
    let size = if dice.chance(5) { 32 } else { dice.small(6).saturating_add(2) };
    let members = cast.people.iter().take(usize::try_from(size).unwrap_or(0)).copied().collect();
    let order = if dice.chance(50) { Order::Agreed } else { Order::Drawn { reveal_ms: 5_000 } };
    Terms {
        name: "Play".to_owned(),
        society: cast.society,
        members,
        contribution: dice
            .one_of(&[1, 7, 60, 1_000_000_000_000, 1_000_000_000_000_000_000_000_000_000_000])
            .unwrap_or(1),
        round_ms: dice.one_of(&[1_000, 10_000, 2_592_000_000]).unwrap_or(1_000),
        starts_ms: cast.made_ms.saturating_add(1_000).saturating_add(dice.below(10_000)),
        order,
    }
}
