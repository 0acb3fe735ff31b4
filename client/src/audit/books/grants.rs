//! Grants: stages, what is reserved, paid, paid back and forgiven.

use mutual_types::{
    event::{
        DebtForgiven, GrantMade, GrantRepaid, GrantStopped, StageAccepted, StageClaimed, StageLapsed, StageReturned,
        StipendDue,
    },
    Action, Claim, Grant, GrantId, GrantTerms, MemberIndex, Planck, Stage, TimestampMs,
};

use super::{Books, Record, Shown};

/// A grant as the books have it.
#[derive(Clone, Debug)]
pub struct GrantBook {
    /// The record.
    pub grant: Grant,
    /// The unit in which its outcome is measured, and the titles of its stages.
    pub terms: Option<GrantTerms>,
    /// When it was made.
    pub made_ms: TimestampMs,
    /// What was measured: the stage, how much, and when it was accepted.
    pub outcomes: Vec<(u8, u64, TimestampMs)>,
}

impl Books {
    /// A grant, if there is one of this number.
    pub fn grant(&self, id: GrantId) -> Option<&GrantBook> {
        self.grants.get(usize::try_from(id.0).ok()?)
    }

    pub(super) fn grant_made(&mut self, e: &GrantMade) {
        let id = GrantId(super::members::count(self.grants.len()));
        self.same(Record::Grant(e.grant), "its number", Shown::of(&id), Shown::of(&e.grant));
        let body = self.documents.body(e.proposal);
        let terms = body.and_then(|body| match &body.action {
            Action::Grant(terms) => Some((terms.clone(), body.rules.payments.clone())),
            _ => None,
        });
        if terms.is_none() {
            self.undocumented(Record::Grant(id));
        }
        let (terms, rules) = terms.unzip();
        let stages = terms.as_ref().map_or(&[][..], |terms| &terms.stages);
        let stages = stages.iter().map(|stage| Stage {
            amount: stage.amount,
            due_ms: stage.due_ms,
            months: stage.months,
            payments: 0,
            lapsed: false,
        });
        let mut grant = Grant {
            proposal: e.proposal,
            proposer: self.proposal(e.proposal).map_or(MemberIndex(u32::MAX), |proposal| proposal.proposer),
            payee: e.payee,
            payee_member: self.member_of(e.payee),
            pot: e.pot,
            stages: stages.collect(),
            current: 0,
            claim: None,
            review_ms: rules.as_ref().map_or(0, |rules| rules.review_ms),
            approvals_needed: rules.as_ref().map_or(0, |rules| rules.approvals),
            payment_window_ms: rules.as_ref().map_or(0, |rules| rules.window_ms),
            reserved: e.amount,
            pending: 0,
            paid: 0,
            repay_by_ms: e.repay_by_ms,
            repaid: 0,
            forgiven: 0,
            stopped: false,
        };
        grant.begin_stage(self.now.at_ms);
        let borrower = grant.payee_member.filter(|_| e.repay_by_ms.is_some());
        self.grants.push(GrantBook { grant, terms, made_ms: self.now.at_ms, outcomes: Vec::new() });
        self.touch(Record::Grant(id));
        if let Some(borrower) = borrower {
            self.change_member(borrower, |member| member.loans.push(id));
        }
        self.reserve(e.pot, e.amount);
        self.open_item(e.pot);
    }

    pub(super) fn stage_claimed(&mut self, e: &StageClaimed) {
        let at_ms = self.now.at_ms;
        self.ensure_current(e.grant, e.stage);
        let Some(book) = self.grant_mut(e.grant) else { return };
        book.grant.claim = Some(Claim { at_ms, evidence: e.evidence.clone(), metric: e.metric, returned: false });
    }

    pub(super) fn stage_accepted(&mut self, e: &StageAccepted) {
        let at_ms = self.now.at_ms;
        self.ensure_current(e.grant, e.stage);
        let Some(book) = self.grant_mut(e.grant) else { return };
        let metric = book.grant.claim.as_ref().map(|claim| claim.metric);
        book.outcomes.push((e.stage, e.metric, at_ms));
        self.same(Record::Grant(e.grant), "what was measured", Shown::of(&metric), Shown::of(&Some(e.metric)));
        self.stage_paid(e.grant);
    }

    pub(super) fn stipend_due(&mut self, e: &StipendDue) {
        self.ensure_current(e.grant, e.stage);
        self.stage_paid(e.grant);
    }

    /// One more payment of the open stage; after the last one it is over. The payment's own event comes next: until then a
    /// loan looks as if nothing of it were owed, and must not leave its payee's record.
    fn stage_paid(&mut self, id: GrantId) {
        let at_ms = self.now.at_ms;
        let Some(book) = self.grant_mut(id) else { return };
        let at = usize::from(book.grant.current);
        if let Some(stage) = book.grant.stages.get_mut(at) {
            stage.payments = stage.payments.saturating_add(1);
            if stage.payments >= stage.months {
                book.grant.end_stage(at_ms);
            }
        }
        self.close_if_over(id);
    }

    /// A grant that ran until now holds its pot no longer open once it is over.
    fn close_if_over(&mut self, id: GrantId) {
        let Some(book) = self.grant(id) else { return };
        let (is_over, pot) = (book.grant.is_over(), book.grant.pot);
        if is_over {
            self.close_item(pot);
        }
    }

    fn ensure_current(&mut self, id: GrantId, stage: u8) {
        let Some(book) = self.grant(id) else { return };
        let (current, knows) = (book.grant.current, book.terms.is_some());
        if knows {
            self.same(Record::Grant(id), "its open stage", Shown::of(&current), Shown::of(&stage));
        }
    }

    pub(super) fn stage_returned(&mut self, e: &StageReturned) {
        let at_ms = self.now.at_ms;
        self.ensure_current(e.grant, e.stage);
        let Some(book) = self.grant_mut(e.grant) else { return };
        if let Some(claim) = &mut book.grant.claim {
            claim.returned = true;
            claim.at_ms = at_ms;
        }
    }

    pub(super) fn stage_lapsed(&mut self, e: &StageLapsed) {
        let at_ms = self.now.at_ms;
        self.ensure_current(e.grant, e.stage);
        let Some(book) = self.grant_mut(e.grant) else { return };
        let mut amount = 0;
        if let Some(stage) = book.grant.stages.get_mut(usize::from(e.stage)) {
            stage.lapsed = true;
            amount = stage.amount;
        }
        book.grant.end_stage(at_ms);
        self.same(Record::Grant(e.grant), "what lapses", Shown::Money(amount), Shown::Money(e.returned));
        self.free_grant(e.grant, e.returned);
        self.close_if_over(e.grant);
        self.drop_level_loan(e.grant);
    }

    pub(super) fn grant_stopped(&mut self, e: &GrantStopped) {
        let Some(book) = self.grant_mut(e.grant) else { return };
        book.grant.stopped = true;
        let reserved = book.grant.reserved;
        self.same(Record::Grant(e.grant), "what is free again", Shown::Money(reserved), Shown::Money(e.returned));
        self.free_grant(e.grant, e.returned);
        self.close_if_over(e.grant);
        self.drop_level_loan(e.grant);
    }

    /// A part of what is reserved for stages is free again.
    fn free_grant(&mut self, id: GrantId, amount: Planck) {
        self.unreserve(id, amount);
        if let Some(pot) = self.grant(id).map(|book| book.grant.pot) {
            self.free(pot, amount);
        }
    }

    fn unreserve(&mut self, id: GrantId, amount: Planck) {
        let Some(book) = self.grant_mut(id) else { return };
        match book.grant.reserved.checked_sub(amount) {
            Some(left) => book.grant.reserved = left,
            None => {
                let had = std::mem::take(&mut book.grant.reserved);
                let what = "more is taken than is reserved";
                self.fault(Record::Grant(id), what, Shown::Money(had), Shown::Money(amount));
            }
        }
    }

    /// A payment of a stage is created: its reservation passes to the payment.
    pub(super) fn grant_pays(&mut self, id: GrantId, amount: Planck) {
        self.unreserve(id, amount);
        if let Some(book) = self.grant_mut(id) {
            book.grant.pending = book.grant.pending.saturating_add(amount);
        }
    }

    /// A payment of a stage came to its end: paid, or given up.
    pub(super) fn grant_payment_ended(&mut self, id: GrantId, amount: Planck, is_paid: bool) {
        let Some(book) = self.grant_mut(id) else { return };
        book.grant.pending = book.grant.pending.saturating_sub(amount);
        if is_paid {
            book.grant.paid = book.grant.paid.saturating_add(amount);
        }
        self.drop_level_loan(id);
    }

    pub(super) fn grant_repaid(&mut self, e: &GrantRepaid) {
        let Some(book) = self.grant_mut(e.grant) else { return };
        book.grant.repaid = book.grant.repaid.saturating_add(e.amount);
        let (outstanding, pot) = (book.grant.outstanding(), book.grant.pot);
        self.same(Record::Grant(e.grant), "what is left", Shown::Money(outstanding), Shown::Money(e.outstanding));
        let to = self.pot_or_general(pot);
        self.transfer(super::Place::Outside(e.payer), to, e.amount);
        self.drop_level_loan(e.grant);
    }

    pub(super) fn debt_forgiven(&mut self, e: &DebtForgiven) {
        let now_ms = self.now.at_ms;
        let Some(loans) = self.member(e.member).map(|book| book.member.loans.clone()) else {
            return self.unknown(Record::Member(e.member));
        };
        let mut left = e.amount;
        for loan in loans {
            let Some(book) = self.grant_mut(loan) else { continue };
            let part = book.grant.past_due(now_ms).min(left);
            book.grant.forgiven = book.grant.forgiven.saturating_add(part);
            left = left.saturating_sub(part);
        }
        self.same(Record::Member(e.member), "what is forgiven beyond the debt", Shown::Money(left), Shown::Money(0));
        self.drop_level_loans(e.member);
    }

    /// What is past due of a member's loans, in planck.
    pub fn debt(&self, member: MemberIndex) -> Planck {
        let loans = self.member(member).map_or(&[][..], |book| &book.member.loans);
        let due = loans.iter().filter_map(|loan| self.grant(*loan)).map(|book| book.grant.past_due(self.now.at_ms));
        due.fold(0, Planck::saturating_add)
    }

    /// A loan of which nothing is owed any more leaves its payee's record.
    fn drop_level_loan(&mut self, id: GrantId) {
        let Some(book) = self.grant(id) else { return };
        let payee = book.grant.payee_member.filter(|_| book.grant.repay_by_ms.is_some() && book.grant.is_level());
        if let Some(payee) = payee {
            self.change_member(payee, |member| member.loans.retain(|loan| *loan != id));
        }
    }

    pub(super) fn drop_level_loans(&mut self, member: MemberIndex) {
        let loans = self.member(member).map(|book| book.member.loans.clone()).unwrap_or_default();
        for loan in loans {
            self.drop_level_loan(loan);
        }
    }
}
