//! Every number a society can set, with what it may be: one table for the contract, the client and the tests.

use crate::{
    bounds::{COUNT, DORMANCY, PERIOD},
    AdmissionPolicy, Bounds, Checked, Error, Rules, Span,
};

scale_type! {
    /// A number of the rules or bounds, named in [`Error::RuleOutOfBounds`].
    #[derive(Copy)]
    #[allow(missing_docs)] // each is named after its field in `Rules`
    pub enum RuleName {
        VotingPeriod,
        MinOpen,
        LateExtension,
        Notice,
        ExecutionWindow,
        /// Notice and execution window together cover the longest hold or dispute.
        NoticeAndWindow,
        Quorum,
        SpecialApproval,
        MinAyes,
        FreeOpenProposals,
        ConsentObjectors,
        Sponsors,
        ApplicationWindow,
        Probation,
        AdmissionsPerPeriod,
        AdmissionPeriod,
        OpenSponsorships,
        ExitNotice,
        DuesAmount,
        DuesPeriod,
        DuesGrace,
        LapseNotice,
        RoleTerm,
        ConsecutiveTerms,
        PaymentApprovals,
        PaymentWindow,
        Hold,
        ReserveFloor,
        PettyMax,
        ExpenseMax,
        Review,
        Dispute,
        ReliefWaiting,
        Attesters,
        AttestationsPerYear,
        ReliefApprovals,
        ReliefHold,
        Dormancy,
        FoundingWindow,
    }
}

/// One number with the range it must lie in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Which number.
    pub rule: RuleName,
    /// What it is.
    pub value: u128,
    /// What it may be.
    pub span: Span<u128>,
}

impl Limit {
    fn new(rule: RuleName, value: impl Into<u128>, span: Span<u128>) -> Self {
        Self { rule, value: value.into(), span }
    }

    /// Whether the number lies in its range.
    pub fn holds(&self) -> bool {
        self.span.min <= self.value && self.value <= self.span.max
    }

    /// Passes, or names what is wrong.
    ///
    /// # Errors
    /// [`Error::RuleOutOfBounds`].
    pub fn check(&self) -> Checked<()> {
        if self.holds() {
            return Ok(());
        }
        let Span { min, max } = self.span;
        Err(Error::RuleOutOfBounds { rule: self.rule, value: self.value, min, max }.into())
    }
}

type Visit<'a> = &'a mut dyn FnMut(Limit) -> Checked<()>;

impl Rules {
    /// Shows each number with its range to `visit`, in the order of the fields, until it refuses one.
    ///
    /// # Errors
    /// What `visit` returns.
    pub fn visit_limits(&self, bounds: &Bounds, visit: Visit) -> Checked<()> {
        use RuleName as R;
        let (v, m, p) = (&self.voting, &self.membership, &self.payments);
        let mut periods = |pairs: &[(R, u64)]| {
            pairs.iter().try_for_each(|(rule, value)| visit(Limit::new(*rule, *value, PERIOD.wide())))
        };
        periods(&[
            (R::ApplicationWindow, m.application_window_ms),
            (R::Probation, m.probation_ms),
            (R::AdmissionPeriod, m.admission_period_ms),
            (R::ExitNotice, m.exit_notice_ms),
            (R::DuesPeriod, self.dues.period_ms),
            (R::DuesGrace, self.dues.grace_ms),
            (R::LapseNotice, self.dues.lapse_notice_ms),
            (R::Hold, p.hold_ms),
            (R::Review, p.review_ms),
            (R::Dispute, p.dispute_ms),
            (R::ReliefWaiting, self.relief.waiting_ms),
            (R::ReliefHold, self.relief.hold_ms),
        ])?;

        visit(Limit::new(R::VotingPeriod, v.voting_period_ms, bounds.voting_period_ms.wide()))?;
        visit(Limit::new(R::MinOpen, v.min_open_ms, bounds.min_open_ms.wide()))?;
        visit(Limit::new(R::MinOpen, v.min_open_ms, Span::new(0, v.voting_period_ms.into())))?;
        visit(Limit::new(
            R::LateExtension,
            v.late_extension_ms,
            Span::new(PERIOD.wide().min, v.voting_period_ms.into()),
        ))?;
        visit(Limit::new(R::Notice, v.notice_ms, bounds.notice_ms.wide()))?;
        visit(Limit::new(R::ExecutionWindow, v.execution_window_ms, bounds.execution_window_ms.wide()))?;
        let longest = p.hold_ms.max(p.dispute_ms);
        let cover = u128::from(v.notice_ms).saturating_add(v.execution_window_ms.into());
        visit(Limit::new(R::NoticeAndWindow, cover, Span::new(longest.into(), u128::MAX)))?;
        visit(Limit::new(R::Quorum, v.quorum_bps, bounds.quorum_bps.wide()))?;
        visit(Limit::new(R::SpecialApproval, v.special_approval_bps, bounds.special_approval_bps.wide()))?;
        visit(Limit::new(R::MinAyes, v.min_ayes, bounds.min_ayes.wide()))?;
        visit(Limit::new(R::RoleTerm, self.roles.term_ms, bounds.role_term_ms.wide()))?;
        visit(Limit::new(R::PaymentApprovals, p.approvals, bounds.payment_approvals.wide()))?;
        visit(Limit::new(R::PaymentWindow, p.window_ms, bounds.payment_window_ms.wide()))?;
        visit(Limit::new(R::ReserveFloor, p.reserve_floor, bounds.reserve_floor))?;

        let mut counts = |pairs: &[(R, u8)]| {
            pairs.iter().try_for_each(|(rule, value)| visit(Limit::new(*rule, *value, COUNT.wide())))
        };
        if let AdmissionPolicy::Sponsored(count) = m.admission {
            counts(&[(R::Sponsors, count)])?;
        }
        counts(&[
            (R::FreeOpenProposals, v.free_open_proposals),
            (R::ConsentObjectors, v.consent_objectors),
            (R::OpenSponsorships, m.open_sponsorships),
            (R::ConsecutiveTerms, self.roles.consecutive_terms),
            (R::ReliefApprovals, self.relief.approvals),
        ])?;
        visit(Limit::new(R::Attesters, self.relief.attesters, Span::new(2, COUNT.wide().max)))?;
        visit(Limit::new(R::AttestationsPerYear, self.relief.attestations_per_year, Span::new(1, u8::MAX.into())))?;
        visit(Limit::new(R::AdmissionsPerPeriod, m.admissions_per_period, Span::new(1, u32::MAX.into())))?;
        visit(Limit::new(R::Dormancy, self.dormancy_ms, DORMANCY.wide()))
    }

    /// Checks every number.
    ///
    /// # Errors
    /// [`Error::RuleOutOfBounds`] for the first that is out of its range.
    pub fn validate(&self, bounds: &Bounds) -> Checked<()> {
        self.visit_limits(bounds, &mut |limit| limit.check())
    }
}

impl Bounds {
    /// Shows each bound to `visit`, as a number that must lie between the hard bounds.
    ///
    /// # Errors
    /// What `visit` returns.
    pub fn visit_limits(&self, visit: Visit) -> Checked<()> {
        use RuleName as R;
        let hard = &Self::HARD;
        let spans = [
            (R::VotingPeriod, self.voting_period_ms.wide(), hard.voting_period_ms.wide()),
            (R::MinOpen, self.min_open_ms.wide(), hard.min_open_ms.wide()),
            (R::Notice, self.notice_ms.wide(), hard.notice_ms.wide()),
            (R::ExecutionWindow, self.execution_window_ms.wide(), hard.execution_window_ms.wide()),
            (R::PaymentWindow, self.payment_window_ms.wide(), hard.payment_window_ms.wide()),
            (R::RoleTerm, self.role_term_ms.wide(), hard.role_term_ms.wide()),
            (R::Quorum, self.quorum_bps.wide(), hard.quorum_bps.wide()),
            (R::SpecialApproval, self.special_approval_bps.wide(), hard.special_approval_bps.wide()),
            (R::MinAyes, self.min_ayes.wide(), hard.min_ayes.wide()),
            (R::PaymentApprovals, self.payment_approvals.wide(), hard.payment_approvals.wide()),
            (R::ReserveFloor, self.reserve_floor, hard.reserve_floor),
        ];
        spans.into_iter().try_for_each(|(rule, span, hard)| {
            visit(Limit { rule, value: span.min, span: Span::new(hard.min, span.max) })?;
            visit(Limit { rule, value: span.max, span: Span::new(span.min, hard.max) })
        })?;
        visit(Limit::new(R::FoundingWindow, self.founding_window_ms, Span::new(0, hard.founding_window_ms.into())))
    }

    /// Checks that every range is a range, and lies within the hard bounds.
    ///
    /// # Errors
    /// [`Error::RuleOutOfBounds`] for the first that does not.
    pub fn validate(&self) -> Checked<()> {
        self.visit_limits(&mut |limit| limit.check())
    }
}
