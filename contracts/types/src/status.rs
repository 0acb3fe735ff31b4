//! What each record is at a moment: one function for each, used by the contract and the client. Nobody stores a status
//! that time can change.

use crate::{
    is_open, Application, ApplicationStatus, Checked, Dispute, DisputeStatus, DuesTerms, Error, Grant, GrantStatus,
    Member, Mode, Payment, PaymentState, PaymentStatus, Proposal, ProposalState, ProposalStatus, ReliefRequest,
    ReliefStatus, Stage, StageStatus, Standing, TimestampMs, MONTH_MS,
};

impl Proposal {
    /// When its notice ends and execution begins.
    pub fn executable_from_ms(&self) -> TimestampMs {
        self.ends_ms.saturating_add(self.terms.notice_ms).saturating_add(self.delay_ms)
    }

    /// When execution is no longer possible.
    pub fn expires_ms(&self) -> TimestampMs {
        let window_ms = self.terms.execution_window_ms;
        let extension_ms = if self.window_extended { window_ms } else { 0 };
        self.executable_from_ms().saturating_add(window_ms).saturating_add(extension_ms)
    }

    /// What it is at `now_ms`: voting until `ends_ms`, notice `[ends_ms, + notice)`, execution `[that end, + window)`.
    pub fn status(&self, now_ms: TimestampMs) -> ProposalStatus {
        match self.state {
            ProposalState::Executed { .. } => return ProposalStatus::Executed,
            ProposalState::Withdrawn { .. } => return ProposalStatus::Withdrawn,
            ProposalState::Annulled { .. } => return ProposalStatus::Annulled,
            ProposalState::Open => {}
        }
        let by_consent = self.mode == Mode::Consent;
        if now_ms < self.ends_ms {
            return if by_consent { ProposalStatus::Consenting } else { ProposalStatus::Voting };
        }
        if self.appealed_since_ms != 0 {
            return ProposalStatus::Appealed;
        }
        if by_consent {
            return self.passed_status(now_ms);
        }
        if !self.terms.threshold.quorum_met(&self.tally) {
            return ProposalStatus::NoQuorum;
        }
        if !self.terms.threshold.passes(&self.tally) {
            return ProposalStatus::Rejected;
        }
        self.passed_status(now_ms)
    }

    fn passed_status(&self, now_ms: TimestampMs) -> ProposalStatus {
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
            ProposalStatus::Voting
            | ProposalStatus::Consenting
            | ProposalStatus::Notice
            | ProposalStatus::Appealed
            | ProposalStatus::Executable => false,
            ProposalStatus::Executed
            | ProposalStatus::Rejected
            | ProposalStatus::NoQuorum
            | ProposalStatus::Expired
            | ProposalStatus::Withdrawn
            | ProposalStatus::Annulled => true,
        }
    }
}

impl Payment {
    /// What it is at `now_ms`.
    pub fn status(&self, now_ms: TimestampMs) -> PaymentStatus {
        match self.state {
            PaymentState::Released { .. } => PaymentStatus::Released,
            PaymentState::Cancelled { .. } => PaymentStatus::Cancelled,
            PaymentState::Credited { .. } => PaymentStatus::Credited,
            PaymentState::Waiting if self.stops.is_stopped(now_ms) => PaymentStatus::Stopped,
            PaymentState::Waiting if is_open(now_ms, self.starts_ms, self.ends_at(now_ms)) => PaymentStatus::Waiting,
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
    /// Their standing at `now_ms` under the dues' terms, or none without dues.
    pub fn standing_within(&self, dues: Option<DuesTerms>, now_ms: TimestampMs) -> Standing {
        if self.departed_ms != 0 {
            return Standing::Departed;
        }
        if now_ms < self.suspended_until_ms {
            return Standing::Suspended;
        }
        let Some(dues) = dues else {
            return Standing::Good;
        };
        let paid_until_ms = self.dues_paid_until_ms.max(dues.since_ms);
        if now_ms < paid_until_ms {
            Standing::Good
        } else if now_ms < paid_until_ms.saturating_add(dues.grace_ms) {
            Standing::Grace
        } else {
            Standing::Lapsed
        }
    }

    /// Refuses a member who may not act.
    ///
    /// # Errors
    /// [`Error::NotInGoodStanding`].
    pub fn ensure_active(&self, dues: Option<DuesTerms>, now_ms: TimestampMs) -> Checked<()> {
        let standing = self.standing_within(dues, now_ms);
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

impl Grant {
    /// What it is.
    pub fn status(&self) -> GrantStatus {
        if self.stopped {
            GrantStatus::Stopped
        } else if self.open_stage().is_none() {
            GrantStatus::Finished
        } else {
            GrantStatus::Running
        }
    }

    /// The open stage, unless all are over.
    pub fn open_stage(&self) -> Option<&Stage> {
        self.stages.get(usize::from(self.current))
    }

    /// What the open stage is at `now_ms`, unless all are over. A stage that is claimed is never overdue.
    pub fn stage_status(&self, now_ms: TimestampMs) -> Option<StageStatus> {
        let stage = self.open_stage()?;
        let status = match &self.claim {
            _ if stage.months > 0 && now_ms < stage.next_payment_ms() => StageStatus::Waiting,
            _ if stage.months > 0 => StageStatus::Due,
            Some(claim) if !claim.returned && now_ms < claim.at_ms.saturating_add(self.review_ms) => {
                StageStatus::Claimed
            }
            Some(claim) if !claim.returned => StageStatus::Unanswered,
            _ if now_ms >= self.lapsable_from_ms() => StageStatus::Lapsable,
            Some(_) => StageStatus::Returned,
            None if now_ms < stage.due_ms => StageStatus::Open,
            None => StageStatus::Overdue,
        };
        Some(status)
    }

    /// From when on the open stage, unclaimed, can be lapsed: its date, or that of its return, and the grace.
    pub fn lapsable_from_ms(&self) -> TimestampMs {
        let due_ms = self.open_stage().map_or(0, |stage| stage.due_ms);
        let returned_ms = self.claim.as_ref().map_or(0, |claim| claim.at_ms);
        due_ms.max(returned_ms).saturating_add(self.review_ms)
    }
}

impl Stage {
    /// When the next payment of a stipend can be started: monthly from its date.
    pub fn next_payment_ms(&self) -> TimestampMs {
        self.due_ms.saturating_add(MONTH_MS.saturating_mul(self.payments.into()))
    }
}

impl ReliefRequest {
    /// What it is at `now_ms`. Once attested it does not expire.
    pub fn status(&self, now_ms: TimestampMs) -> ReliefStatus {
        if self.payment.is_some() {
            ReliefStatus::Promised
        } else if self.withdrawn_ms != 0 {
            ReliefStatus::Withdrawn
        } else if self.attesters.len() >= usize::from(self.attesters_needed) {
            ReliefStatus::Attested
        } else if is_open(now_ms, self.asked_ms, self.ends_ms) {
            ReliefStatus::Asked
        } else {
            ReliefStatus::Expired
        }
    }
}

impl Dispute {
    /// What it is at `now_ms`.
    pub fn status(&self, now_ms: TimestampMs) -> DisputeStatus {
        if self.ruling.is_some() {
            DisputeStatus::Ruled
        } else if self.ballot.is_some() {
            DisputeStatus::Ballot
        } else if self.opened_ms == 0 {
            if now_ms < self.ends_ms {
                DisputeStatus::Petition
            } else {
                DisputeStatus::Dropped
            }
        } else if !self.panel.is_empty() && now_ms < self.ends_ms {
            DisputeStatus::Panel
        } else {
            DisputeStatus::Undecided
        }
    }
}
