//! Grants: money promised in stages, each paid when a steward accepts what was done.

use alloc::vec::Vec;

use crate::{
    after, raise, AccountId, Checked, Document, Error, GrantTerms, MemberIndex, Planck, PotId, ProposalId, RuleName,
    StageTerms, TimestampMs,
};

/// A month of a stipend, in ms: 30 days.
pub const MONTH_MS: u64 = 2_592_000_000;
/// Payments of one stipend at the most: five years.
pub const MONTHS_MAX: u8 = 60;

scale_type! {
    /// A grant. The titles of its stages and its unit are in the action of the proposal that made it.
    pub struct Grant {
        /// The proposal that made it.
        pub proposal: ProposalId,
        /// Who proposed it; does not accept its stages.
        pub proposer: MemberIndex,
        /// Who gets it.
        pub payee: AccountId,
        /// The payee's index, if they were a member when it was made.
        pub payee_member: Option<MemberIndex>,
        /// From which pot.
        pub pot: PotId,
        /// Its stages, in the order in which they are done.
        pub stages: Vec<Stage>,
        /// Which stage is open; the number of stages when all are over.
        pub current: u8,
        /// What the payee has handed in for the open stage.
        pub claim: Option<Claim>,
        /// How long a steward has for a claim, a payee for another try, and a late payee before a lapse, in ms.
        pub review_ms: u64,
        /// Treasurers that each of its payments needs.
        pub approvals_needed: u8,
        /// How long each of its payments can be approved and released, in ms.
        pub payment_window_ms: u64,
        /// What is still reserved for stages, in planck; payments have their own.
        pub reserved: Planck,
        /// What its payments that are neither paid nor given up amount to, in planck.
        pub pending: Planck,
        /// What has been paid, in planck.
        pub paid: Planck,
        /// By when it is to be paid back; none for a gift.
        pub repay_by_ms: Option<TimestampMs>,
        /// What was paid back, in planck.
        pub repaid: Planck,
        /// What was forgiven, in planck.
        pub forgiven: Planck,
        /// Whether the members have stopped it.
        pub stopped: bool,
    }

    /// One stage.
    pub struct Stage {
        /// What it pays each time, in planck.
        pub amount: Planck,
        /// Until when it is to be claimed, and never before it opened; the date of the first payment of a stipend.
        pub due_ms: TimestampMs,
        /// How often it pays, monthly and without a claim; 0 for a stage that is claimed.
        pub months: u8,
        /// Payments created of it so far.
        pub payments: u8,
        /// Whether it lapsed unclaimed.
        pub lapsed: bool,
    }

    /// What the payee has handed in.
    pub struct Claim {
        /// When.
        pub at_ms: TimestampMs,
        /// The evidence.
        pub evidence: Document,
        /// The measured outcome, in the grant's unit.
        pub metric: u64,
        /// Whether a steward has returned it; the payee may hand in again, or open a dispute.
        pub returned: bool,
    }

    /// What a grant is now.
    #[derive(Copy)]
    pub enum GrantStatus {
        /// Stages are open.
        Running,
        /// All stages are over.
        Finished,
        /// The members have stopped it.
        Stopped,
    }

    /// What the open stage of a grant is now.
    #[derive(Copy)]
    pub enum StageStatus {
        /// It waits for the payee.
        Open,
        /// A steward looks at what was handed in.
        Claimed,
        /// It is claimed, and no steward answered in time: the payee may open a dispute.
        Unanswered,
        /// A steward has returned it: the payee hands in again, or opens a dispute.
        Returned,
        /// It is past its date, and the grace runs.
        Overdue,
        /// Anyone may lapse it.
        Lapsable,
        /// It is a stipend whose next payment is not yet due.
        Waiting,
        /// It is a stipend whose next payment anyone may start.
        Due,
    }
}

impl GrantTerms {
    /// Checks its stages: one at least, each with an amount and at most [`MONTHS_MAX`] payments, in the order of their
    /// dates, the first not before `from_ms`.
    ///
    /// # Errors
    /// [`Error::InvalidStages`] with the first stage that is wrong.
    pub fn check_stages(&self, from_ms: TimestampMs) -> Checked<()> {
        let (mut stage, mut earliest_ms) = (0, from_ms);
        for terms in &self.stages {
            if terms.amount == 0 || terms.due_ms < earliest_ms || terms.months > MONTHS_MAX {
                return Err(Error::InvalidStages { stage }.into());
            }
            earliest_ms = terms.due_ms;
            stage = stage.checked_add(1).ok_or_else(Error::overflow)?;
        }
        if stage == 0 {
            return Err(Error::InvalidStages { stage }.into());
        }
        Ok(())
    }

    /// Checks that there are dates for all its payments, and that a loan is not to be paid back before the last of them.
    ///
    /// # Errors
    /// [`Error::Overflow`], [`Error::RuleOutOfBounds`] of [`RuleName::Review`].
    pub fn check_repayment(&self) -> Checked<()> {
        let mut last_ms = 0;
        for stage in &self.stages {
            last_ms = stage.last_ms()?.max(last_ms);
        }
        match self.repay_by_ms {
            Some(repay_by_ms) if repay_by_ms < last_ms => Err(Error::RuleOutOfBounds {
                rule: RuleName::Review,
                value: repay_by_ms.into(),
                min: last_ms.into(),
                max: u64::MAX.into(),
            }
            .into()),
            _ => Ok(()),
        }
    }

    /// What it promises in all, in planck.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn total(&self) -> Checked<Planck> {
        let mut total = 0;
        for stage in &self.stages {
            let times = stage.months.max(1).into();
            raise(&mut total, stage.amount.checked_mul(times).ok_or_else(Error::overflow)?)?;
        }
        Ok(total)
    }
}

impl StageTerms {
    /// Its date, or that of the last payment of a stipend.
    fn last_ms(&self) -> Checked<TimestampMs> {
        after(self.due_ms, MONTH_MS.saturating_mul(self.months.saturating_sub(1).into()))
    }
}

impl Grant {
    /// Whether it is over: no stage will be claimed or paid any more. Payments may still wait.
    pub fn is_over(&self) -> bool {
        self.status() != GrantStatus::Running
    }

    /// Ends the open stage and opens the next one.
    pub fn end_stage(&mut self, now_ms: TimestampMs) {
        self.current = self.current.saturating_add(1);
        self.begin_stage(now_ms);
    }

    /// The open stage begins. If it is past its date, because those before it took so long, this is its date: its payee
    /// could not claim it sooner, and has the grace from now on. The dates of a stipend stay.
    pub fn begin_stage(&mut self, now_ms: TimestampMs) {
        self.claim = None;
        if let Some(stage) = self.stages.get_mut(usize::from(self.current)) {
            if stage.months == 0 {
                stage.due_ms = stage.due_ms.max(now_ms);
            }
        }
    }

    /// What was paid and neither paid back nor forgiven, in planck. Nothing is owed of a gift.
    pub fn outstanding(&self) -> Planck {
        // Nobody can pay back or be forgiven more than is outstanding: the differences are never below zero.
        match self.repay_by_ms {
            Some(_) => self.paid.saturating_sub(self.repaid).saturating_sub(self.forgiven),
            None => 0,
        }
    }

    /// What should have been paid back at `now_ms`, in planck: from its date on, all that is outstanding.
    pub fn past_due(&self, now_ms: TimestampMs) -> Planck {
        match self.repay_by_ms {
            Some(repay_by_ms) if now_ms >= repay_by_ms => self.outstanding(),
            _ => 0,
        }
    }

    /// Whether nothing is owed of it, nor ever will be: it is over, no payment of it waits, and none is outstanding.
    pub fn is_level(&self) -> bool {
        self.is_over() && self.pending == 0 && self.outstanding() == 0
    }
}
