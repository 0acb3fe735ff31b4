//! Debt: what of a repayable grant is past due, and nothing else is.

use crate::{add, Checked, Grant, GrantStatus, Planck, TimestampMs};

impl Grant {
    /// What its payee owes at `now_ms`: from the day by which it is to be paid back, what was paid of it and neither paid
    /// back nor forgiven.
    ///
    /// # Errors
    /// [`crate::Error::Overflow`].
    pub fn past_due(&self, now_ms: TimestampMs) -> Checked<Planck> {
        match self.repay_by_ms {
            Some(repay_by_ms) if now_ms >= repay_by_ms => {
                Ok(self.paid.saturating_sub(add(self.repaid, self.forgiven)?))
            }
            _ => Ok(0),
        }
    }

    /// Whether nothing of it is to be paid, and nothing to be paid back.
    ///
    /// # Errors
    /// [`crate::Error::Overflow`].
    pub fn is_level(&self) -> Checked<bool> {
        Ok(self.status() != GrantStatus::Running && add(self.repaid, self.forgiven)? >= self.paid)
    }
}
