//! Which plan there is, and what plans have in common.

use mutual_types::AccountId;

use super::plan::Intent;
use super::player::Play;

impl Play {
    /// A plan; none where there is no occasion for it.
    pub(crate) fn flow(&mut self) -> Vec<Intent> {
        let since_founding = self.model.now.saturating_sub(self.model.founded);
        if since_founding < self.model.bounds.founding_window_ms && self.dice.chance(25) {
            return self.batch_enters();
        }
        let is_new_code_there = self.opening.is_upgraded && self.model.version == 1;
        if is_new_code_there && self.dice.chance(30) {
            return self.new_code();
        }
        if self.model.rules.dues.amount > 0 && self.dice.chance(15) {
            return self.dues_are_missed();
        }
        let flows: &[fn(&mut Self) -> Vec<Intent>] = &[
            Self::recovery_is_stopped,
            Self::suspension_ends,
            Self::departed_comes_back,
            Self::objections,
            Self::objections,
            Self::purpose_is_certified,
            Self::spam,
            Self::spam,
            Self::batch_enters,
            Self::document_is_amended,
            Self::newcomer_asks,
            Self::own_code,
            Self::appeal_is_ruled,
            Self::loan,
            Self::debtor_leaves,
            Self::debtor_leaves,
            Self::debtor_is_forgiven,
            Self::stipend,
            Self::call_with_money,
            Self::call_without_money,
            Self::dust,
            Self::pot_is_short,
            Self::pot_is_closed,
            Self::pot_is_closed,
            Self::petty_money,
            Self::hold_is_lifted,
            Self::hold_is_lifted,
            Self::stage_is_disputed,
            Self::terms_in_a_row,
            Self::attesters_are_reviewed,
            Self::too_much_for_any_number,
            Self::any_kind,
            Self::any_kind,
            Self::any_kind,
            Self::any_kind,
            Self::any_kind,
            Self::any_kind,
            Self::any_kind,
        ];
        self.first_with_occasion(flows).unwrap_or_default()
    }

    /// An account that was never a member's, nor is the beneficiary's.
    pub(crate) fn free_accounts(&mut self, count: usize) -> Vec<AccountId> {
        let beneficiary = self.opening.beneficiary();
        let free = |account: &&AccountId| !self.model.bound.contains_key(*account) && **account != beneficiary;
        self.opening.accounts.iter().filter(free).copied().take(count).collect()
    }
}
