//! What one ballot does to a proposal: the count, and when voting ends.

use crate::{Certainty, Checked, Choice, Error, Proposal, ProposalStatus, TimestampMs};

impl Proposal {
    /// Counts a ballot and moves the end of voting where it must move, each way at most once:
    ///
    /// * the ballot that makes the outcome certain ends voting at `max(now, opened + minimum open time)`;
    /// * the ballot that first meets quorum in the last `late_extension_ms` extends voting to at least
    ///   `now + late_extension_ms`, so that nobody decides in the last minute what others can no longer answer.
    ///
    /// Certainty wins.
    ///
    /// # Errors
    /// [`Error::VotingClosed`], [`Error::Overflow`].
    pub fn take_ballot(&mut self, choice: Choice, now_ms: TimestampMs) -> Checked<()> {
        if self.status(now_ms) != ProposalStatus::Voting {
            return Err(Error::VotingClosed { ended_ms: self.ends_ms, now_ms }.into());
        }
        let threshold = &self.terms.threshold;
        let had_quorum = threshold.quorum_met(&self.tally);
        self.tally.count(choice)?;
        if self.decided {
            return Ok(());
        }
        if threshold.certainty(&self.tally) != Certainty::Open {
            self.decided = true;
            self.ends_ms = crate::after(self.opened_ms, self.terms.min_open_ms)?.max(now_ms);
        } else if !self.extended && !had_quorum && threshold.quorum_met(&self.tally) {
            let extended_ms = crate::after(now_ms, self.terms.late_extension_ms)?;
            if extended_ms >= self.ends_ms {
                self.extended = true;
                self.ends_ms = extended_ms;
            }
        }
        Ok(())
    }
}
