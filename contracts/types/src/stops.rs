//! Clocks that stand still: while a payment is held, disputed, or under a proposal to release or cancel it, the time that
//! passes does not count against it.
//!
//! A stretch begins with the first cause and ends with the last one; causes that overlap are one stretch. What ended
//! before it became known, like a proposal that nobody settled, ends the stretch when it ended, not when it became known.
//! Who writes a payment settles its clocks first, so that a stretch that is over is counted once and before any new date.

use crate::{after, Checked, Payment, Proposal, ProposalState, ProposalStatus, Stops, TimestampMs};

impl Stops {
    /// When the hold ends, or ended.
    fn hold_until_ms(&self) -> TimestampMs {
        self.hold.as_ref().map_or(0, |hold| hold.until_ms)
    }

    /// Whether clocks stand still at `now_ms`.
    pub fn is_stopped(&self, now_ms: TimestampMs) -> bool {
        self.since_ms != 0 && (self.pending > 0 || now_ms < self.hold_until_ms())
    }

    /// How long clocks have stood still, as far as that has not been added to them: until now while they do, else until
    /// the last cause ended.
    fn stood_ms(&self, now_ms: TimestampMs) -> u64 {
        if self.since_ms == 0 {
            return 0;
        }
        let until_ms = if self.is_stopped(now_ms) { now_ms } else { self.hold_until_ms().max(self.ended_ms) };
        until_ms.saturating_sub(self.since_ms)
    }

    /// A date, as late as the clocks have stood still before it. One that had come before they stopped stays past.
    fn moved(&self, date_ms: TimestampMs, now_ms: TimestampMs) -> Option<TimestampMs> {
        date_ms.checked_add(if date_ms > self.since_ms { self.stood_ms(now_ms) } else { 0 })
    }
}

impl Payment {
    /// When its window closes, as seen at `now_ms`.
    pub fn ends_at(&self, now_ms: TimestampMs) -> TimestampMs {
        self.stops.moved(self.ends_ms, now_ms).unwrap_or(TimestampMs::MAX)
    }

    /// Before when it is not released, as seen at `now_ms`.
    pub fn release_from_at(&self, now_ms: TimestampMs) -> TimestampMs {
        self.stops.moved(self.release_from_ms, now_ms).unwrap_or(TimestampMs::MAX)
    }

    /// Adds the time for which the clocks stood still to them, if they run again.
    ///
    /// # Errors
    /// [`crate::Error::Overflow`].
    pub fn settle_clock(&mut self, now_ms: TimestampMs) -> Checked<()> {
        if self.stops.since_ms != 0 && !self.stops.is_stopped(now_ms) {
            self.release_from_ms = self.release_from_at(now_ms);
            self.ends_ms = self.stops.moved(self.ends_ms, now_ms).ok_or_else(crate::Error::overflow)?;
            self.stops.since_ms = 0;
        }
        Ok(())
    }

    /// Makes the clocks stand still from `now_ms` on, for a dispute or a proposal.
    ///
    /// # Errors
    /// [`crate::Error::Overflow`].
    pub fn stop_clock(&mut self, now_ms: TimestampMs) -> Checked<()> {
        self.begin_stop(now_ms)?;
        self.stops.pending = self.stops.pending.checked_add(1).ok_or_else(crate::Error::overflow)?;
        Ok(())
    }

    /// The clocks begin to stand still, unless they do.
    ///
    /// # Errors
    /// [`crate::Error::Overflow`].
    pub fn begin_stop(&mut self, now_ms: TimestampMs) -> Checked<()> {
        self.settle_clock(now_ms)?;
        if self.stops.since_ms == 0 {
            self.stops.since_ms = now_ms;
            self.stops.ended_ms = now_ms;
        }
        Ok(())
    }

    /// A dispute or proposal that stopped the clocks ended at `ended_ms`, which may be past.
    ///
    /// # Errors
    /// [`crate::Error::Overflow`].
    pub fn resume_clock(&mut self, ended_ms: TimestampMs, now_ms: TimestampMs) -> Checked<()> {
        self.stops.pending = self.stops.pending.saturating_sub(1);
        self.stops.ended_ms = self.stops.ended_ms.max(ended_ms.min(now_ms));
        self.settle_clock(now_ms)
    }

    /// Gives it a new window from `now_ms` on. What stood still before counts no more; what stops it still stops the new
    /// window from its start.
    ///
    /// # Errors
    /// [`crate::Error::Overflow`].
    pub fn open_window(&mut self, now_ms: TimestampMs) -> Checked<()> {
        self.settle_clock(now_ms)?;
        if self.stops.since_ms != 0 {
            self.release_from_ms = self.release_from_at(now_ms);
            self.stops.since_ms = now_ms;
            self.stops.ended_ms = now_ms;
        }
        self.starts_ms = now_ms;
        self.ends_ms = after(now_ms, self.window_ms)?;
        Ok(())
    }
}

impl Proposal {
    /// When it came to its end for good; none while it has not.
    pub fn ended_ms(&self, now_ms: TimestampMs) -> Option<TimestampMs> {
        match self.state {
            ProposalState::Executed { at_ms }
            | ProposalState::Withdrawn { at_ms }
            | ProposalState::Annulled { at_ms } => Some(at_ms),
            ProposalState::Open if !self.is_over(now_ms) => None,
            ProposalState::Open if self.status(now_ms) == ProposalStatus::Expired => Some(self.expires_ms()),
            ProposalState::Open => Some(self.ends_ms),
        }
    }
}
