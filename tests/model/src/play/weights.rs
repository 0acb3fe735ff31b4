//! How often each message is chosen.

use super::dice::Dice;

const WEIGHTS: &[(&str, u64)] = &[
    ("apply", 20),
    ("sponsor", 30),
    ("acknowledge", 18),
    ("admit_batch", 24),
    ("pay_dues", 30),
    ("record_lapse", 16),
    ("record_return", 16),
    ("buy_shares", 25),
    ("leave", 14),
    ("settle_exit", 8),
    ("rotate_account", 16),
    ("accept_account", 20),
    ("resign", 16),
    ("offer_proxy", 25),
    ("accept_proxy", 35),
    ("end_proxy", 30),
    ("propose", 330),
    ("vote", 120),
    ("vote_with_proxies", 70),
    ("object", 40),
    ("withdraw_proposal", 14),
    ("state_case", 20),
    ("certify", 30),
    ("judge_spam", 30),
    ("settle", 45),
    ("extend_window", 25),
    ("execute", 70),
    ("stop_recovery", 20),
    ("contribute", 50),
    ("sweep", 6),
    ("withdraw_credit", 15),
    ("approve_payment", 90),
    ("release_payment", 60),
    ("renew_payment", 35),
    ("hold_payment", 25),
    ("lift_hold", 22),
    ("waive_payment", 5),
    ("pay_petty", 80),
    ("claim_expense", 35),
    ("make_call", 24),
    ("claim_stage", 40),
    ("accept_stage", 40),
    ("return_stage", 30),
    ("lapse_stage", 35),
    ("pay_stipend", 30),
    ("repay_grant", 30),
    ("ask_relief", 50),
    ("attest_relief", 70),
    ("promise_relief", 25),
    ("withdraw_relief", 28),
    ("open_dispute", 50),
    ("join_dispute", 30),
    ("rule_dispute", 60),
    ("refer_dispute", 25),
    ("settle_dispute", 30),
    ("open_dissolution", 30),
    ("count_sharers", 4),
    ("cancel_payment", 6),
    ("cancel_grant", 11),
    ("liquidate_pot", 4),
    ("divide", 12),
    ("claim_share", 6),
    ("forfeit_credit", 6),
    ("migrate", 34),
];

/// What is chosen most of the time once a society dissolves.
const AT_THE_END: &[(&str, u64)] = &[
    ("propose", 60),
    ("vote", 60),
    ("vote_with_proxies", 15),
    ("execute", 50),
    ("settle", 20),
    ("withdraw_proposal", 4),
    ("stop_recovery", 4),
    ("settle_exit", 8),
    ("resign", 2),
    ("sweep", 6),
    ("withdraw_credit", 10),
    ("approve_payment", 50),
    ("release_payment", 40),
    ("waive_payment", 5),
    ("settle_dispute", 10),
    ("count_sharers", 6),
    ("cancel_payment", 8),
    ("cancel_grant", 6),
    ("liquidate_pot", 8),
    ("divide", 5),
    ("claim_share", 15),
    ("forfeit_credit", 12),
];

/// The label of the next message.
pub(crate) fn label(dice: &mut Dice, is_ending: bool) -> &'static str {
    let weights = if is_ending && dice.chance(85) { AT_THE_END } else { WEIGHTS };
    let all: u64 = weights.iter().map(|(_, weight)| *weight).sum();
    let mut left = dice.below(all);
    for (label, weight) in weights {
        if left < *weight {
            return label;
        }
        left = left.saturating_sub(*weight);
    }
    "sweep"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;

    #[test]
    fn every_message_has_its_weight() {
        let mut weighed: Vec<&str> = WEIGHTS.iter().map(|(label, _)| *label).collect();
        let mut all = Message::LABELS.to_vec();
        weighed.sort_unstable();
        all.sort_unstable();
        assert_eq!(weighed, all);
    }
}
