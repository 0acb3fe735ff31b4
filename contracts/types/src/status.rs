//! What each record is at a moment: one function for each, used by the contract and the client. Nobody stores a status
//! that time can change.

use crate::{
    is_open, Application, ApplicationStatus, Checked, Error, Member, Payment, PaymentState, PaymentStatus, Proposal,
    ProposalState, ProposalStatus, Standing, TimestampMs,
};

impl Proposal {
    /// When its notice ends and execution begins.
    pub fn executable_from_ms(&self) -> TimestampMs {
        self.ends_ms.saturating_add(self.terms.notice_ms)
    }

    /// When execution is no longer possible.
    pub fn expires_ms(&self) -> TimestampMs {
        self.executable_from_ms().saturating_add(self.terms.execution_window_ms)
    }

    /// What it is at `now_ms`: voting until `ends_ms`, notice `[ends_ms, + notice)`, execution `[that end, + window)`.
    pub fn status(&self, now_ms: TimestampMs) -> ProposalStatus {
        match self.state {
            ProposalState::Executed { .. } => return ProposalStatus::Executed,
            ProposalState::Withdrawn { .. } => return ProposalStatus::Withdrawn,
            ProposalState::Open => {}
        }
        if now_ms < self.ends_ms {
            return ProposalStatus::Voting;
        }
        if !self.terms.threshold.quorum_met(&self.tally) {
            return ProposalStatus::NoQuorum;
        }
        if !self.terms.threshold.passes(&self.tally) {
            return ProposalStatus::Rejected;
        }
        let from_ms = self.executable_from_ms();
        if now_ms < from_ms {
            ProposalStatus::Notice
        } else if is_open(now_ms, from_ms, self.expires_ms()) {
            ProposalStatus::Executable
        } else {
            ProposalStatus::Expired
        }
    }

    /// Whether it has come to an end for good, so that it can be settled.
    pub fn is_over(&self, now_ms: TimestampMs) -> bool {
        match self.status(now_ms) {
            ProposalStatus::Voting | ProposalStatus::Notice | ProposalStatus::Executable => false,
            ProposalStatus::Executed
            | ProposalStatus::Rejected
            | ProposalStatus::NoQuorum
            | ProposalStatus::Expired
            | ProposalStatus::Withdrawn => true,
        }
    }
}

impl Payment {
    /// What it is at `now_ms`.
    pub fn status(&self, now_ms: TimestampMs) -> PaymentStatus {
        match self.state {
            PaymentState::Released { .. } => PaymentStatus::Released,
            PaymentState::Cancelled { .. } => PaymentStatus::Cancelled,
            PaymentState::Waiting if is_open(now_ms, self.starts_ms, self.ends_ms) => PaymentStatus::Waiting,
            PaymentState::Waiting => PaymentStatus::Lapsed,
        }
    }
}

impl Application {
    /// What it is at `now_ms`.
    pub fn status(&self, now_ms: TimestampMs) -> ApplicationStatus {
        if self.admitted.is_some() {
            ApplicationStatus::Admitted
        } else if is_open(now_ms, self.applied_ms, self.ends_ms) {
            ApplicationStatus::Open
        } else {
            ApplicationStatus::Expired
        }
    }
}

impl Member {
    /// Their standing at `now_ms`, where `dues_grace_ms` is the grace of those behind, or none without dues.
    pub fn standing_within(&self, dues_grace_ms: Option<u64>, now_ms: TimestampMs) -> Standing {
        if self.departed_ms != 0 {
            return Standing::Departed;
        }
        if now_ms < self.suspended_until_ms {
            return Standing::Suspended;
        }
        match dues_grace_ms {
            None => Standing::Good,
            Some(_) if now_ms < self.dues_paid_until_ms => Standing::Good,
            Some(grace_ms) if now_ms < self.dues_paid_until_ms.saturating_add(grace_ms) => Standing::Grace,
            Some(_) => Standing::Lapsed,
        }
    }

    /// Refuses a member who may not act.
    ///
    /// # Errors
    /// [`Error::NotInGoodStanding`].
    pub fn ensure_active(&self, dues_grace_ms: Option<u64>, now_ms: TimestampMs) -> Checked<()> {
        let standing = self.standing_within(dues_grace_ms, now_ms);
        if standing.is_active() {
            Ok(())
        } else {
            Err(Error::NotInGoodStanding(standing).into())
        }
    }

    /// Refuses a member who joined, or was in probation, when something was made at `made_ms`.
    ///
    /// # Errors
    /// [`Error::NotEligible`] with the time from which on they decide.
    pub fn ensure_may_decide_on(&self, made_ms: TimestampMs) -> Checked<()> {
        if self.may_decide_on(made_ms) {
            return Ok(());
        }
        let eligible_from_ms = self.joined_ms.saturating_add(1).max(self.probation_ends_ms);
        Err(Error::NotEligible { made_ms, eligible_from_ms }.into())
    }
}
