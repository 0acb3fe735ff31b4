//! Grants: stages that are claimed, accepted, returned, or lapse; stipends; repayment.

use mutual_types::{
    AccountId, Conflict, DisputeId, DisputeStatus, DisputeSubject, Document, Error, GrantId, GrantStatus, Origin,
    PaymentId, PaymentState, Planck, StageStatus, TimestampMs,
};

use crate::num::{big, moment, planck, sum, MONTH};
use crate::outcome::{need, no, Res};
use crate::records::{GrantBook, Handed, StageBook};
use crate::state::Model;
use crate::texts;

/// When the next payment of a stipend is due.
fn stipend_due(stage: &StageBook) -> TimestampMs {
    moment(big(stage.due) + big(MONTH) * stage.payments)
}

impl GrantBook {
    fn open_stage(&self) -> Option<&StageBook> {
        if self.stopped {
            return None;
        }
        self.stages.get(usize::from(self.current))
    }

    /// From when on anyone may lapse the open stage.
    fn lapsable_from(&self, stage: &StageBook) -> TimestampMs {
        let since = match self.claim {
            Some(claim) => stage.due.max(claim.at),
            None => stage.due,
        };
        moment(big(since) + self.review)
    }

    /// What the open stage is at a time.
    fn stage_status(&self, stage: &StageBook, now: TimestampMs) -> StageStatus {
        if stage.months > 0 {
            let is_due = now >= stipend_due(stage);
            return if is_due { StageStatus::Due } else { StageStatus::Waiting };
        }
        match self.claim {
            Some(Handed { at, returned: false }) if big(now) < big(at) + self.review => StageStatus::Claimed,
            Some(Handed { returned: false, .. }) => StageStatus::Unanswered,
            Some(_) if now < self.lapsable_from(stage) => StageStatus::Returned,
            Some(_) => StageStatus::Lapsable,
            None if now < stage.due => StageStatus::Open,
            None if now < self.lapsable_from(stage) => StageStatus::Overdue,
            None => StageStatus::Lapsable,
        }
    }
}

impl Model {
    pub(crate) fn grant_book(&self, grant: GrantId) -> Res<&GrantBook> {
        self.grants.get(&grant.0).ok_or(Error::NoGrant(grant).into())
    }

    pub(crate) fn grant_mut(&mut self, grant: GrantId) -> Res<&mut GrantBook> {
        self.grants.get_mut(&grant.0).ok_or(Error::NoGrant(grant).into())
    }

    pub(crate) fn grant_status(&self, grant: GrantId) -> Res<GrantStatus> {
        let book = self.grant_book(grant)?;
        Ok(if book.stopped {
            GrantStatus::Stopped
        } else if book.open_stage().is_some() {
            GrantStatus::Running
        } else {
            GrantStatus::Finished
        })
    }

    pub(crate) fn is_running(&self, grant: u32) -> bool {
        self.grants.get(&grant).is_some_and(|book| book.open_stage().is_some())
    }

    /// The open stage's status.
    pub(crate) fn stage_now(&self, grant: GrantId) -> Res<StageStatus> {
        let book = self.grant_book(grant)?;
        let Some(stage) = book.open_stage() else { return no(Error::GrantOver(self.grant_status(grant)?)) };
        Ok(book.stage_status(stage, self.now))
    }

    /// What is reserved for the stages of a grant that are still to come.
    pub(crate) fn reserved_of_grant(&self, grant: u32) -> Res<Planck> {
        let Some(book) = self.grants.get(&grant).filter(|book| !book.stopped) else { return Ok(0) };
        let to_come = book.stages.iter().skip(book.current.into());
        let parts = to_come.map(|stage| {
            let times = big(stage.months.max(1)) - stage.payments;
            big(stage.amount) * times
        });
        planck(parts.fold(big(0), |sum, part| sum + part))
    }

    /// What a grant has paid so far.
    pub(crate) fn paid_of_grant(&self, grant: u32) -> Res<Planck> {
        let paid = self.payments.values().filter(|promise| {
            let is_of = matches!(promise.origin, Origin::GrantStage { grant: id, .. } if id.0 == grant);
            is_of && matches!(promise.state, PaymentState::Released { .. } | PaymentState::Credited { .. })
        });
        planck(sum(paid.map(|promise| promise.amount)))
    }

    /// Whether a payment of a grant waits.
    pub(crate) fn pending_of_grant(&self, grant: u32) -> bool {
        self.payments.values().any(|promise| {
            let is_of = matches!(promise.origin, Origin::GrantStage { grant: id, .. } if id.0 == grant);
            is_of && promise.state == PaymentState::Waiting
        })
    }

    /// What of a grant is paid and neither repaid nor forgiven.
    pub(crate) fn outstanding(&self, grant: u32) -> Res<Planck> {
        let Some(book) = self.grants.get(&grant).filter(|book| book.repay_by.is_some()) else { return Ok(0) };
        planck(big(self.paid_of_grant(grant)?) - book.repaid - book.forgiven)
    }

    /// Whether `caller` is who a grant is for.
    pub(crate) fn is_grantee(&self, caller: AccountId, grant: GrantId) -> Res<bool> {
        let book = self.grant_book(grant)?;
        Ok(self.owed_at(book.payee) == caller)
    }

    fn running(&self, grant: GrantId) -> Res<()> {
        let status = self.grant_status(grant)?;
        need(status == GrantStatus::Running, Error::GrantOver(status))
    }

    fn wrong_stage<T>(&self, grant: GrantId) -> Res<T> {
        no(Error::WrongStage { current: self.grant_book(grant)?.current, status: self.stage_now(grant)? })
    }

    /// Refuses a stage that is not the open one, or in none of these states.
    fn stage_is(&self, grant: GrantId, stage: u8, allowed: &[StageStatus]) -> Res<()> {
        if self.grant_book(grant)?.current == stage && allowed.contains(&self.stage_now(grant)?) {
            return Ok(());
        }
        self.wrong_stage(grant)
    }

    pub(crate) fn claim_stage(&mut self, caller: AccountId, grant: GrantId, stage: u8, evidence: &Document) -> Res<()> {
        need(self.is_grantee(caller, grant)?, Error::NotPayee)?;
        self.running(grant)?;
        use StageStatus as S;
        self.stage_is(grant, stage, &[S::Open, S::Overdue, S::Lapsable, S::Returned])?;
        texts::document(evidence)?;
        let at = self.now;
        self.grant_mut(grant)?.claim = Some(Handed { at, returned: false });
        self.emit("StageClaimed");
        Ok(())
    }

    fn may_judge(&self, caller: AccountId, grant: GrantId, stage: u8) -> Res<()> {
        let steward = self.steward(caller)?;
        let book = self.grant_book(grant)?;
        need(self.bound_to(book.payee) != Some(steward), Error::ConflictOfInterest(Conflict::Payee))?;
        need(book.proposer != steward, Error::ConflictOfInterest(Conflict::Proposer))?;
        self.running(grant)?;
        self.stage_is(grant, stage, &[StageStatus::Claimed, StageStatus::Unanswered])
    }

    pub(crate) fn accept_stage(&mut self, caller: AccountId, grant: GrantId, stage: u8) -> Res<()> {
        self.may_judge(caller, grant, stage)?;
        self.accept(grant)
    }

    /// Accepts the open stage: a payment takes its money over, and the next one opens.
    pub(crate) fn accept(&mut self, grant: GrantId) -> Res<()> {
        self.emit("StageAccepted");
        self.pay_stage(grant)?;
        Ok(())
    }

    /// A payment of the open stage. A stage that has made all of its payments is over.
    fn pay_stage(&mut self, grant: GrantId) -> Res<PaymentId> {
        let book = self.grant_book(grant)?.clone();
        let Some(stage) = book.open_stage() else { return no(Error::GrantOver(self.grant_status(grant)?)) };
        let (amount, months) = (stage.amount, stage.months.max(1));
        let origin = Origin::GrantStage { grant, stage: book.current };
        let mut rules = self.rules.clone();
        rules.payments.approvals = book.approvals_needed;
        rules.payments.window_ms = book.window;
        let payment = self.promise_payment(book.payee, book.proposer, amount, book.pot, origin, &rules)?;
        let open = self.grant_mut(grant)?;
        let mut is_done = false;
        if let Some(stage) = open.stages.get_mut(usize::from(book.current)) {
            stage.payments = stage.payments.saturating_add(1);
            is_done = stage.payments >= months;
        }
        if is_done {
            self.open_next_stage(grant)?;
        }
        self.emit("PaymentCreated");
        Ok(payment)
    }

    pub(crate) fn return_stage(&mut self, caller: AccountId, grant: GrantId, stage: u8, reason: &str) -> Res<()> {
        self.may_judge(caller, grant, stage)?;
        texts::reason(reason)?;
        self.hand_back(grant)?;
        self.emit("StageReturned");
        Ok(())
    }

    /// Gives what was handed in back to the payee, who may try again.
    pub(crate) fn hand_back(&mut self, grant: GrantId) -> Res<()> {
        let at = self.now;
        self.grant_mut(grant)?.claim = Some(Handed { at, returned: true });
        Ok(())
    }

    /// Refuses to lapse a stage about which a dispute goes on.
    fn nobody_disputes(&self, grant: GrantId, stage: u8) -> Res<()> {
        let subject = DisputeSubject::Stage { grant, stage };
        let goes_on = [DisputeStatus::Panel, DisputeStatus::Undecided, DisputeStatus::Ballot];
        let mut about_it = self.disputes.iter().filter(|(_, case)| case.subject == subject);
        let open = about_it.rfind(|(_, case)| goes_on.contains(&self.dispute_status(case)));
        open.map_or(Ok(()), |(id, _)| no(Error::AlreadyDisputed(DisputeId(*id))))
    }

    /// The next stage opens. Its payee has the grace from now on, if its date is over already.
    fn open_next_stage(&mut self, grant: GrantId) -> Res<()> {
        let book = self.grant_mut(grant)?;
        book.current = book.current.saturating_add(1);
        book.claim = None;
        self.begin_stage(grant)
    }

    /// Gives the open stage its date.
    pub(crate) fn begin_stage(&mut self, grant: GrantId) -> Res<()> {
        let now = self.now;
        let book = self.grant_mut(grant)?;
        if let Some(stage) = book.stages.get_mut(usize::from(book.current)).filter(|stage| stage.months == 0) {
            stage.due = stage.due.max(now);
        }
        Ok(())
    }

    pub(crate) fn lapse_stage(&mut self, grant: GrantId, stage: u8) -> Res<()> {
        self.running(grant)?;
        use StageStatus as S;
        self.stage_is(grant, stage, &[S::Open, S::Overdue, S::Lapsable, S::Returned])?;
        if self.stage_now(grant)? != S::Lapsable {
            let book = self.grant_book(grant)?;
            let from_ms = book.open_stage().map_or(0, |stage| book.lapsable_from(stage));
            return no(Error::StageTooEarly { from_ms, now_ms: self.now });
        }
        self.nobody_disputes(grant, stage)?;
        let book = self.grant_mut(grant)?;
        if let Some(open) = book.stages.get_mut(usize::from(stage)) {
            open.lapsed = true;
        }
        self.open_next_stage(grant)?;
        self.emit("StageLapsed");
        Ok(())
    }

    pub(crate) fn pay_stipend(&mut self, grant: GrantId) -> Res<()> {
        self.running(grant)?;
        match self.stage_now(grant)? {
            StageStatus::Due => {}
            StageStatus::Waiting => {
                let from_ms = self.grant_book(grant)?.open_stage().map_or(0, stipend_due);
                return no(Error::StageTooEarly { from_ms, now_ms: self.now });
            }
            _ => return self.wrong_stage(grant),
        }
        self.emit("StipendDue");
        self.pay_stage(grant)?;
        Ok(())
    }

    pub(crate) fn repay_grant(&mut self, grant: GrantId, value: Planck) -> Res<()> {
        let book = self.grant_book(grant)?;
        need(book.repay_by.is_some(), Error::NotRepayable)?;
        need(value > 0, Error::ZeroAmount)?;
        let needed = self.outstanding(grant.0)?;
        need(value <= needed, Error::WrongValue { given: value, needed })?;
        self.take_repayment(grant.0, value)?;
        self.emit("GrantRepaid");
        Ok(())
    }
}
