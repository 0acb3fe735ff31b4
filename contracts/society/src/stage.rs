//! The stages of a grant: claimed with evidence, accepted or returned by a steward, lapsed, or paid as a stipend.

use ink::prelude::{boxed::Box, string::String, vec};
use mutual_types::{
    event::{PaymentCreated, StageAccepted, StageClaimed, StageLapsed, StageReturned, StipendDue},
    lower, raise, Checked, Claim, Conflict, DisputeStatus, DisputeSubject, Document, Error, Field, Grant, GrantId,
    MemberIndex, Origin, PaymentId, Role, Stage, StageStatus, TimestampMs,
};

use crate::{call::Call, emit::Emission, execute::Effects, payment::PaymentTerms, state::State};

/// A stage that waits for its payee.
const UNCLAIMED: &[StageStatus] =
    &[StageStatus::Open, StageStatus::Overdue, StageStatus::Returned, StageStatus::Lapsable];
/// A stage that waits for a steward.
const CLAIMED: &[StageStatus] = &[StageStatus::Claimed, StageStatus::Unanswered];
/// A stipend.
const STIPEND: &[StageStatus] = &[StageStatus::Waiting, StageStatus::Due];

impl State {
    /// The payee hands in the open stage.
    ///
    /// # Errors
    /// [`Error::NoGrant`], [`Error::NotPayee`], [`Error::GrantOver`], [`Error::WrongStage`], [`Error::TextTooLong`].
    pub fn claim_stage(
        &mut self,
        call: &Call,
        id: GrantId,
        stage: u8,
        evidence: Document,
        metric: u64,
    ) -> Checked<StageClaimed> {
        self.ensure_running()?;
        let mut grant = self.grant(id)?;
        if call.caller != self.present_account(grant.payee) {
            return Err(Error::NotPayee.into());
        }
        ensure_stage(call, &grant, stage, UNCLAIMED)?;
        evidence.validate()?;
        grant.claim = Some(Claim { at_ms: call.now_ms, evidence: evidence.clone(), metric, returned: false });
        self.set_grant(id, grant);
        Ok(StageClaimed { seq: self.counters.next_seq(), grant: id, stage, evidence, metric })
    }

    /// A live steward, neither payee nor proposer, accepts the claimed stage: a payment of its amount is created.
    ///
    /// # Errors
    /// [`Error::NotSteward`], [`Error::NoGrant`], [`Error::ConflictOfInterest`], [`Error::GrantOver`],
    /// [`Error::WrongStage`].
    pub fn accept_stage(&mut self, call: &Call, id: GrantId, stage: u8) -> Checked<Effects> {
        let (steward, grant) = self.judge_stage(call, id, stage)?;
        self.accept_open_stage(call, id, grant, Some(steward))
    }

    /// A live steward, neither payee nor proposer, returns the claimed stage and says why.
    ///
    /// # Errors
    /// As of [`State::accept_stage`], and [`Error::ReasonMissing`], [`Error::TextTooLong`].
    pub fn return_stage(&mut self, call: &Call, id: GrantId, stage: u8, reason: String) -> Checked<Effects> {
        let (steward, grant) = self.judge_stage(call, id, stage)?;
        if reason.is_empty() {
            return Err(Error::ReasonMissing.into());
        }
        Field::Reason.check(&reason)?;
        self.return_open_stage(call, id, grant, Some(steward), reason)
    }

    /// Accepts the open stage of a grant that runs, which is claimed: by a steward, or by a ruling. Who may is asked
    /// before.
    ///
    /// # Errors
    /// [`Error::WrongStage`] if nothing was ever claimed, [`Error::Overflow`].
    pub fn accept_open_stage(
        &mut self,
        call: &Call,
        id: GrantId,
        grant: Box<Grant>,
        steward: Option<MemberIndex>,
    ) -> Checked<Effects> {
        let stage = grant.current;
        let metric = grant.claim.as_ref().ok_or_else(|| wrong_stage(call, &grant))?.metric;
        // The payment is created below, and its event comes after this one.
        let payment = PaymentId(self.counters.payments);
        let accepted = StageAccepted { seq: self.counters.next_seq(), grant: id, stage, steward, metric, payment };
        let created = self.pay_stage(call, id, grant)?;
        Ok(vec![Emission::of(&accepted), Emission::of(&created)])
    }

    /// Returns the open stage of a grant that runs, which is claimed, to its payee: by a steward, or by a ruling. Who may
    /// is asked before.
    ///
    /// # Errors
    /// [`Error::WrongStage`] if nothing was ever claimed.
    pub fn return_open_stage(
        &mut self,
        call: &Call,
        id: GrantId,
        mut grant: Box<Grant>,
        steward: Option<MemberIndex>,
        reason: String,
    ) -> Checked<Effects> {
        let stage = grant.current;
        let wrong = wrong_stage(call, &grant);
        let claim = grant.claim.as_mut().ok_or(wrong)?;
        claim.returned = true;
        claim.at_ms = call.now_ms;
        self.set_grant(id, grant);
        let seq = self.counters.next_seq();
        Ok(Emission::only(&StageReturned { seq, grant: id, stage, steward, reason }))
    }

    /// Anyone ends an open stage that nobody claimed in time, unless a dispute about it goes on: its money is free again.
    ///
    /// # Errors
    /// [`Error::NoGrant`], [`Error::GrantOver`], [`Error::WrongStage`], [`Error::StageTooEarly`],
    /// [`Error::AlreadyDisputed`].
    pub fn lapse_stage(&mut self, call: &Call, id: GrantId, stage: u8) -> Checked<StageLapsed> {
        self.ensure_running()?;
        let mut grant = self.grant(id)?;
        if ensure_stage(call, &grant, stage, UNCLAIMED)? != StageStatus::Lapsable {
            return Err(too_early(call, grant.lapsable_from_ms()).into());
        }
        if let Some(dispute) = self.find_disputed(DisputeSubject::Stage { grant: id, stage }) {
            let status = self.dispute(*dispute)?.status(call.now_ms);
            if matches!(status, DisputeStatus::Panel | DisputeStatus::Undecided | DisputeStatus::Ballot) {
                return Err(Error::AlreadyDisputed(*dispute).into());
            }
        }
        let mut returned = 0;
        if let Some(open) = grant.stages.get_mut(usize::from(stage)) {
            open.lapsed = true;
            returned = open.amount;
        }
        grant.end_stage(call.now_ms);
        self.put_grant(id, grant, returned, 0)?;
        Ok(StageLapsed { seq: self.counters.next_seq(), grant: id, stage, returned })
    }

    /// Anyone starts the next payment of a stipend once it is due.
    ///
    /// # Errors
    /// [`Error::NoGrant`], [`Error::GrantOver`], [`Error::WrongStage`], [`Error::StageTooEarly`].
    pub fn pay_stipend(&mut self, call: &Call, id: GrantId) -> Checked<Effects> {
        self.ensure_running()?;
        let grant = self.grant(id)?;
        let stage = grant.current;
        if ensure_stage(call, &grant, stage, STIPEND)? != StageStatus::Due {
            let from_ms = grant.open_stage().map_or(0, Stage::next_payment_ms);
            return Err(too_early(call, from_ms).into());
        }
        let payment = PaymentId(self.counters.payments);
        let due = StipendDue { seq: self.counters.next_seq(), grant: id, stage, payment };
        let created = self.pay_stage(call, id, grant)?;
        Ok(vec![Emission::of(&due), Emission::of(&created)])
    }

    /// A live steward without a conflict, and the grant whose open stage waits for one.
    fn judge_stage(&mut self, call: &Call, id: GrantId, stage: u8) -> Checked<(MemberIndex, Box<Grant>)> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let steward = self.officer(call, Role::Steward, &rules, Error::NotSteward)?.index;
        let grant = self.grant(id)?;
        if self.index_of(grant.payee) == Some(steward) {
            return Err(Error::ConflictOfInterest(Conflict::Payee).into());
        }
        if grant.proposer == steward {
            return Err(Error::ConflictOfInterest(Conflict::Proposer).into());
        }
        ensure_stage(call, &grant, stage, CLAIMED)?;
        Ok((steward, grant))
    }

    /// Creates a payment of the open stage, to which its reservation passes; after the last one the stage is over.
    fn pay_stage(&mut self, call: &Call, id: GrantId, mut grant: Box<Grant>) -> Checked<PaymentCreated> {
        let number = grant.current;
        let Some(stage) = grant.stages.get_mut(usize::from(number)) else {
            return Err(Error::GrantOver(grant.status()).into());
        };
        let amount = stage.amount;
        stage.payments = stage.payments.saturating_add(1);
        if stage.payments >= stage.months {
            grant.end_stage(call.now_ms);
        }
        lower(&mut grant.reserved, amount)?;
        raise(&mut grant.pending, amount)?;
        let terms = PaymentTerms {
            origin: Origin::GrantStage { grant: id, stage: number },
            proposer: grant.proposer,
            payee: grant.payee,
            amount,
            pot: grant.pot,
            approvals_needed: grant.approvals_needed,
            window_ms: grant.payment_window_ms,
            reserved: true,
        };
        self.put_grant(id, grant, 0, 1)?;
        self.create_payment(call, terms)
    }
}

/// What the open stage of a grant is, which must be `stage` and one of `allowed`.
fn ensure_stage(call: &Call, grant: &Grant, stage: u8, allowed: &[StageStatus]) -> Checked<StageStatus> {
    match grant.stage_status(call.now_ms) {
        _ if grant.is_over() => Err(Error::GrantOver(grant.status()).into()),
        Some(status) if grant.current == stage && allowed.contains(&status) => Ok(status),
        _ => Err(wrong_stage(call, grant).into()),
    }
}

/// The refusal that names the open stage.
fn wrong_stage(call: &Call, grant: &Grant) -> Error {
    match grant.stage_status(call.now_ms) {
        Some(status) => Error::WrongStage { current: grant.current, status },
        None => Error::GrantOver(grant.status()),
    }
}

fn too_early(call: &Call, from_ms: TimestampMs) -> Error {
    Error::StageTooEarly { from_ms, now_ms: call.now_ms }
}
