//! What must hold of the model itself.

use super::state::Model;

impl Model {
    /// What does not hold, in words; empty when all is well.
    pub fn check_invariants(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let total = self.moves.iter().fold(0_i128, |sum, (_, minutes, _)| sum.saturating_add(*minutes));
        if total != 0 {
            wrong.push(format!("all accounts sum to {total}"));
        }
        let limit = i128::from(self.limit_max);
        for member in &self.known {
            let balance = self.sum(Some(*member));
            let (up, down) =
                (balance.saturating_add(self.incoming(*member)), balance.saturating_sub(self.outgoing(*member)));
            if up > limit || down < limit.saturating_neg() {
                wrong.push(format!("member {member}: {balance}, up to {up}, down to {down}"));
            }
            if self.open_deals(*member).len() > 16 {
                wrong.push(format!("member {member} has too many open deals"));
            }
        }
        if let Some((member, _, _)) =
            self.moves.iter().find(|(member, _, _)| member.is_some_and(|member| !self.known.contains(&member)))
        {
            wrong.push(format!("{member:?} has hours and no account"));
        }
        wrong
    }
}
