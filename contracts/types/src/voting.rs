//! What one ballot does to a proposal: the count, and when voting ends.

use crate::{
    refuse_if, Certainty, Checked, Choice, Error, MemberIndex, Mode, Proposal, ProposalStatus, Tally, TimestampMs,
};

impl Proposal {
    /// Counts a ballot and moves the end of voting where it must move, each way at most once:
    ///
    /// * the ballot that makes the outcome certain ends voting at `max(now, opened + minimum open time)`;
    /// * the ballot that first meets quorum in the last `late_extension_ms` extends voting to at least
    ///   `now + late_extension_ms`, so that nobody decides in the last minute what others can no longer answer.
    ///
    /// Certainty wins. A proxy's ballot counts as still out for certainty, since the member's own may replace it: then
    /// `replaced` is what the proxy had cast.
    ///
    /// # Errors
    /// [`Error::Consenting`], [`Error::VotingClosed`], [`Error::Overflow`].
    pub fn take_ballot(
        &mut self,
        choice: Choice,
        by_proxy: bool,
        replaced: Option<Choice>,
        now_ms: TimestampMs,
    ) -> Checked<()> {
        self.ensure_voting(now_ms)?;
        let threshold = &self.terms.threshold;
        let had_quorum = threshold.quorum_met(&self.tally);
        if let Some(earlier) = replaced {
            self.tally.uncount(earlier)?;
            self.proxied.uncount(earlier)?;
        }
        self.tally.count(choice)?;
        if by_proxy {
            self.proxied.count(choice)?;
        }
        if self.decided {
            return Ok(());
        }
        if threshold.certainty(&self.firm_tally()?) != Certainty::Open {
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

    /// Refuses a ballot when none is taken.
    ///
    /// # Errors
    /// [`Error::Consenting`], [`Error::VotingClosed`].
    pub fn ensure_voting(&self, now_ms: TimestampMs) -> Checked<()> {
        refuse_if(self.voting_refusal(now_ms))
    }

    /// Why no ballot is taken, if none is: [`Error::Consenting`], [`Error::VotingClosed`].
    pub fn voting_refusal(&self, now_ms: TimestampMs) -> Option<Error> {
        match self.status(now_ms) {
            ProposalStatus::Voting => None,
            ProposalStatus::Consenting => Some(Error::Consenting { ends_ms: self.ends_ms }),
            _ => Some(Error::VotingClosed { ended_ms: self.ends_ms, now_ms }),
        }
    }

    /// The ballots that nobody can replace.
    ///
    /// # Errors
    /// [`Error::Overflow`] if more were cast by proxies than in all.
    pub fn firm_tally(&self) -> Checked<Tally> {
        self.tally.without(&self.proxied)
    }

    /// Takes an objection to a consent. The last one needed opens one ordinary ballot with the proposal's own electorate
    /// and rules; says whether it did.
    ///
    /// # Errors
    /// [`Error::NotConsenting`], [`Error::AlreadyObjected`], [`Error::Overflow`].
    pub fn take_objection(&mut self, member: MemberIndex, now_ms: TimestampMs) -> Checked<bool> {
        let status = self.status(now_ms);
        if status != ProposalStatus::Consenting {
            return Err(Error::NotConsenting(status).into());
        }
        if self.objectors.contains(&member) {
            return Err(Error::AlreadyObjected.into());
        }
        self.objectors.push(member);
        let opens = self.objectors.len() >= usize::from(self.terms.objectors_needed);
        if opens {
            self.mode = Mode::Ballot;
            self.opened_ms = now_ms;
            self.ends_ms = crate::after(now_ms, self.terms.voting_period_ms)?;
        }
        Ok(opens)
    }
}
