//! The one who plays: chooses moments, callers and messages.

use std::collections::HashMap;
use std::mem::{discriminant, Discriminant};

use mutual_types::{AccountId, Action, Error, Planck, PotId, TimestampMs};

use super::dice::Dice;
use super::opening::{Opening, COIN};
use super::plan::Plan;
use super::times::Focus;
use super::weights;
use crate::message::Message;
use crate::num::SECOND;
use crate::outcome::{Answer, Expected};
use crate::state::Model;

/// What anybody can send along with one message, in planck.
pub(crate) const PURSE: Planck = 10_000_000_000_000_000;

/// Messages out of which the one is taken that is answered as messages seldom were.
const CANDIDATES: u32 = 5;

/// A message's label, what it proposes if it is a proposal, and the error with which it is refused, if it is.
type Outcome = (&'static str, Option<Discriminant<Action>>, Option<Discriminant<Error>>);

/// One message, and when and by whom it is sent.
#[derive(Clone, Debug)]
pub struct Step {
    /// When.
    pub at_ms: TimestampMs,
    /// What somebody transfers to the society before, without a message.
    pub gift: Planck,
    /// Who calls.
    pub caller: AccountId,
    /// What they send along.
    pub value: Planck,
    /// What they call.
    pub message: Message,
}

fn outcome(step: &Step, answer: &Result<Answer, Expected>) -> Outcome {
    let error = match answer {
        Err(Expected::Exactly(error) | Expected::Like(error)) => Some(discriminant(error)),
        Ok(_) | Err(Expected::NotPayable) => None,
    };
    let proposed = match &step.message {
        Message::Propose { action, .. } => Some(discriminant(action)),
        _ => None,
    };
    (step.message.label(), proposed, error)
}

/// A society at play.
#[derive(Clone, Debug)]
pub struct Play {
    /// What the society is expected to be.
    pub model: Model,
    /// How it began.
    pub opening: Opening,
    pub(crate) dice: Dice,
    pub(crate) now: TimestampMs,
    /// What the moment is about.
    pub(crate) focus: Focus,
    pub(crate) plan: Plan,
    /// Counts the kinds of proposals that are decided because it is their turn.
    pub(crate) turn: usize,
    /// How often each answer was given.
    answered: HashMap<Outcome, u32>,
}

impl Play {
    /// The play of a seed, in a society that is expected to be `model` after its founding.
    pub fn new(seed: u64, opening: Opening, model: Model) -> Self {
        let now = opening.now_ms;
        Self {
            model,
            opening,
            dice: Dice::new(seed.wrapping_add(1_000_003)),
            now,
            focus: Focus::Society,
            plan: Plan::none(),
            turn: usize::try_from(seed).unwrap_or(0).wrapping_mul(3),
            answered: HashMap::new(),
        }
    }

    /// The moments ahead at which something changes by itself.
    pub fn moments(&self) -> Vec<TimestampMs> {
        self.model.moments().into_iter().map(|(moment, _)| moment).collect()
    }

    /// The step with this number of so many, to the end of which the society begins to dissolve; [`Play::take`] takes it.
    pub fn step(&mut self, number: u32, of: u32) -> Step {
        let (begins, hurries) = (of.saturating_mul(8) / 10, of.saturating_mul(9) / 10);
        let helps = (number > begins && !self.is_dissolving()) || (number > hurries && number.is_multiple_of(6));
        if helps && !self.is_dissolving() && self.dice.chance(30) {
            return self.last_wish();
        }
        let ending = if helps { self.next_drain_step() } else { None };
        ending.unwrap_or_else(|| self.next_step())
    }

    /// A small claim on a society that is about to dissolve.
    fn last_wish(&mut self) -> Step {
        let at_ms = self.now.saturating_add(5).saturating_add(self.dice.below(500));
        self.model.look_at(at_ms);
        let amount = self.model.rules.payments.expense_max.min(COIN);
        let claim =
            Message::ClaimExpense { pot: PotId::GENERAL, amount, receipt: [1; 32], title: "At last".to_owned() };
        Step { at_ms, gift: 0, caller: self.someone(), value: 0, message: claim }
    }

    /// The next step of a society that goes on; [`Play::take`] takes it.
    pub fn next_step(&mut self) -> Step {
        let mut step = self.chosen_step();
        if self.dice.below(150) == 0 && !step.message.is_payable() {
            step.value = 1;
        }
        if step.value > PURSE {
            step.value = 0;
        }
        step
    }

    fn chosen_step(&mut self) -> Step {
        let gift = if self.dice.chance(1) { COIN } else { 0 };
        // Others do something now and then while a plan is under way.
        if !self.plan.is_over() && self.dice.chance(85) {
            if let Some(step) = self.planned(gift) {
                return step;
            }
        }
        let at_ms = self.next_moment();
        self.model.look_at(at_ms);
        let eager = if self.can_be_claimed() {
            40
        } else if self.opening.is_needy {
            12
        } else {
            7
        };
        if self.plan.is_over() && self.dice.chance(eager) {
            let plan = self.scheme();
            self.plan.first(plan);
        }
        if self.focus != Focus::Society && self.dice.chance(45) {
            if let Some(label) = self.focus.label(&mut self.dice) {
                let wants_success = self.dice.chance(50);
                return self.best_of(label, at_ms, gift, wants_success).0;
            }
        }
        let wants_success = self.dice.chance(60);
        if wants_success && self.dice.chance(65) {
            for _ in 0..4 {
                if let Some((caller, value, message)) = self.carry() {
                    let step = Step { at_ms, gift, caller, value, message };
                    if self.succeeds(&step) {
                        return step;
                    }
                }
            }
        }
        let is_ending = self.model.dissolution.is_some();
        if self.dice.chance(14) {
            return self.rarest(at_ms, gift, is_ending);
        }
        let mut step = None;
        for _ in 0..4 {
            let label = weights::label(&mut self.dice, is_ending);
            let (next, succeeds) = self.best_of(label, at_ms, gift, wants_success);
            step = Some(next);
            if succeeds || !wants_success {
                break;
            }
        }
        step.unwrap_or(Step { at_ms, gift, caller: self.anyone(), value: 0, message: Message::Sweep {} })
    }

    /// Takes a step in the model.
    ///
    /// # Errors
    /// The refusal that is expected.
    pub fn take(&mut self, step: &Step) -> Result<Answer, Expected> {
        self.now = step.at_ms;
        self.model.chain.balance = self.model.chain.balance.saturating_add(step.gift);
        self.model.look_at(step.at_ms);
        let there = (self.model.payments.len(), self.model.grants.len());
        let answer = self.model.apply(step.caller, step.at_ms, step.value, step.message.clone());
        self.note(step, &answer, there);
        let times = self.answered.entry(outcome(step, &answer)).or_default();
        *times = times.saturating_add(1);
        answer
    }

    /// Whether the model would accept a step.
    pub(crate) fn succeeds(&self, step: &Step) -> bool {
        self.model.clone().apply(step.caller, step.at_ms, step.value, step.message.clone()).is_ok()
    }

    /// Of several messages the one whose answer was given least often so far.
    fn rarest(&mut self, at_ms: TimestampMs, gift: Planck, is_ending: bool) -> Step {
        let mut rarest = Step { at_ms, gift, caller: self.anyone(), value: 0, message: Message::Sweep {} };
        let mut least = u32::MAX;
        for _ in 0..CANDIDATES {
            let label = weights::label(&mut self.dice, is_ending);
            let (caller, value, message) = self.draw(label);
            let step = Step { at_ms, gift, caller, value, message };
            let answer = self.model.clone().apply(step.caller, step.at_ms, step.value, step.message.clone());
            let times = self.answered.get(&outcome(&step, &answer)).copied().unwrap_or(0);
            if times < least {
                (rarest, least) = (step, times);
            }
        }
        rarest
    }

    /// A message with this label: one that is accepted, if one is wanted and soon found.
    fn best_of(&mut self, label: &str, at_ms: TimestampMs, gift: Planck, wants_success: bool) -> (Step, bool) {
        let tries = if wants_success { 8 } else { 1 };
        let mut last = None;
        for _ in 0..tries {
            let (caller, value, message) = self.draw(label);
            let step = Step { at_ms, gift, caller, value, message };
            if wants_success && self.succeeds(&step) {
                return (step, true);
            }
            last = Some(step);
        }
        let none = Step { at_ms, gift, caller: self.anyone(), value: 0, message: Message::Sweep {} };
        (last.unwrap_or(none), false)
    }

    /// Mostly a moment later; often the next moment that matters, to the ms, or one ms before or after.
    fn next_moment(&mut self) -> TimestampMs {
        let least = self.now.saturating_add(5);
        self.focus = Focus::Society;
        let roll = self.dice.below(1_000);
        let target = if roll < 770 || !self.plan.is_over() {
            least.saturating_add(self.dice.below(120))
        } else if roll < 830 {
            least.saturating_add(self.dice.below(3 * SECOND))
        } else if roll < 988 || !self.opening.is_long {
            self.moment_after(least)
        } else {
            let far = self.model.far_moments();
            self.dice.one_or(&far, least).saturating_sub(self.dice.below(2))
        };
        // The runtime makes no two blocks within five ms.
        target.max(least)
    }

    /// One of the next moments that matter, or just before or after it; never more than an hour ahead.
    fn moment_after(&mut self, least: TimestampMs) -> TimestampMs {
        let most = least.saturating_add(3_600 * SECOND);
        let moments = self.model.moments().into_iter().filter(|(moment, _)| *moment > least && *moment < most);
        let next: Vec<(TimestampMs, Focus)> = moments.take(3).collect();
        let Some((moment, focus)) = self.dice.one_of(&next) else { return least };
        self.focus = focus;
        match self.dice.below(5) {
            0 => moment.saturating_sub(1),
            1 => moment.saturating_add(1),
            _ => moment,
        }
    }
}
