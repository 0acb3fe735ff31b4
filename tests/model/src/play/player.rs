//! The one who plays: chooses moments, callers and messages.

use mutual_types::{AccountId, Planck, TimestampMs};

use super::dice::Dice;
use super::opening::{Opening, COIN};
use crate::message::Message;
use crate::num::{DAY, SECOND};
use crate::outcome::{Answer, Expected};
use crate::state::Model;

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

/// How often each message is chosen.
const WEIGHTS: &[(&str, u64)] = &[
    ("apply", 4),
    ("sponsor", 4),
    ("acknowledge", 1),
    ("admit_batch", 1),
    ("pay_dues", 4),
    ("record_lapse", 1),
    ("record_return", 1),
    ("buy_shares", 2),
    ("leave", 1),
    ("settle_exit", 1),
    ("rotate_account", 1),
    ("accept_account", 1),
    ("resign", 1),
    ("offer_proxy", 2),
    ("accept_proxy", 3),
    ("end_proxy", 1),
    ("propose", 26),
    ("vote", 44),
    ("vote_with_proxies", 6),
    ("object", 4),
    ("withdraw_proposal", 1),
    ("state_case", 1),
    ("certify", 3),
    ("judge_spam", 2),
    ("settle", 6),
    ("extend_window", 1),
    ("execute", 22),
    ("stop_recovery", 1),
    ("contribute", 4),
    ("sweep", 1),
    ("withdraw_credit", 2),
    ("approve_payment", 12),
    ("release_payment", 8),
    ("renew_payment", 2),
    ("hold_payment", 2),
    ("lift_hold", 1),
    ("waive_payment", 1),
    ("pay_petty", 6),
    ("claim_expense", 4),
    ("make_call", 2),
    ("claim_stage", 5),
    ("accept_stage", 4),
    ("return_stage", 2),
    ("lapse_stage", 2),
    ("pay_stipend", 2),
    ("repay_grant", 2),
    ("ask_relief", 4),
    ("attest_relief", 10),
    ("promise_relief", 2),
    ("withdraw_relief", 1),
    ("open_dispute", 5),
    ("join_dispute", 3),
    ("rule_dispute", 8),
    ("refer_dispute", 3),
    ("settle_dispute", 3),
    ("open_dissolution", 1),
    ("count_sharers", 1),
    ("cancel_payment", 1),
    ("cancel_grant", 1),
    ("liquidate_pot", 1),
    ("divide", 1),
    ("claim_share", 1),
    ("forfeit_credit", 1),
    ("migrate", 1),
];

/// A society at play.
#[derive(Clone, Debug)]
pub struct Play {
    /// What the society is expected to be.
    pub model: Model,
    /// How it began.
    pub opening: Opening,
    pub(crate) dice: Dice,
    pub(crate) now: TimestampMs,
}

impl Play {
    /// The play of a seed, in a society that is expected to be `model` after its founding.
    pub fn new(seed: u64, opening: Opening, model: Model) -> Self {
        let now = opening.now_ms;
        Self { model, opening, dice: Dice::new(seed.wrapping_add(1_000_003)), now }
    }

    /// The next step; [`Play::take`] takes it.
    pub fn next_step(&mut self) -> Step {
        let gift = if self.dice.chance(1) { COIN } else { 0 };
        let at_ms = self.next_moment();
        self.model.look_at(at_ms);
        let wants_success = self.dice.chance(66);
        let mut step = None;
        for _ in 0..8 {
            let label = self.label();
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
        self.model.apply(step.caller, step.at_ms, step.value, step.message.clone())
    }

    /// Whether the model would accept a step.
    pub(crate) fn succeeds(&self, step: &Step) -> bool {
        self.model.clone().apply(step.caller, step.at_ms, step.value, step.message.clone()).is_ok()
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

    fn label(&mut self) -> &'static str {
        let all: u64 = WEIGHTS.iter().map(|(_, weight)| *weight).sum();
        let mut left = self.dice.below(all);
        for (label, weight) in WEIGHTS {
            if left < *weight {
                return label;
            }
            left = left.saturating_sub(*weight);
        }
        "sweep"
    }

    /// Mostly a moment later; often the next moment that matters, to the ms, or one ms before or after.
    fn next_moment(&mut self) -> TimestampMs {
        let least = self.now.saturating_add(5);
        let roll = self.dice.below(1_000);
        let target = if roll < 620 {
            least.saturating_add(self.dice.below(400))
        } else if roll < 760 {
            least.saturating_add(self.dice.below(4 * SECOND))
        } else if roll < 990 {
            let moments = self.model.moments();
            let next = moments.into_iter().filter(|moment| *moment > least).take(3).collect::<Vec<_>>();
            let moment = self.dice.one_or(&next, least);
            let shift = self.dice.below(4);
            match shift {
                0 => moment.saturating_sub(1),
                1 => moment.saturating_add(1),
                _ => moment,
            }
        } else if roll < 996 {
            least.saturating_add(self.dice.between(SECOND, 60 * SECOND))
        } else {
            least.saturating_add(self.dice.one_or(&[DAY, 3 * DAY, 30 * DAY], DAY))
        };
        // The runtime makes no two blocks within five ms.
        target.max(least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_has_its_weight() {
        let mut weighed: Vec<&str> = WEIGHTS.iter().map(|(label, _)| *label).collect();
        let mut all = Message::LABELS.to_vec();
        weighed.sort_unstable();
        all.sort_unstable();
        assert_eq!(weighed, all);
    }
}
