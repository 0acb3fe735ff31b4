//! Debt: what of a repayable grant is past due, and nothing else is.

use crate::{Grant, GrantStatus, Planck, TimestampMs};

impl Grant {
    /// What its payee owes at `now_ms`: from the day by which it is to be paid back, what was paid of it and neither paid
    /// back nor forgiven.
    pub fn past_due(&self, now_ms: TimestampMs) -> Planck {
        match self.repay_by_ms {
            Some(repay_by_ms) if now_ms >= repay_by_ms => {
                self.paid.saturating_sub(self.repaid).saturating_sub(self.forgiven)
            }
            _ => 0,
        }
    }

    /// Whether nothing of it is to be paid, and nothing to be paid back.
    pub fn is_level(&self) -> bool {
        self.status() != GrantStatus::Running && self.paid <= self.repaid.saturating_add(self.forgiven)
    }
}
