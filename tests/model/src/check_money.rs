//! What is checked of a decision about money, when it is proposed and again when it is executed.

use mutual_types::{
    AccountId, Action, Collection, Error, GrantTerms, Kind, PaymentId, PaymentStatus, Planck, PotId, PotKind,
    PotRefusal, RuleName, Rules,
};

use crate::check_people::When;
use crate::num::{big, len, planck, sum, time, MONTH, SECOND, YEAR};
use crate::outcome::{like, need, no, Res};
use crate::records::PotBook;
use crate::state::Model;
use crate::texts;

impl Model {
    pub(crate) fn check_money(&self, action: &Action, rules: &Rules, when: When) -> Res<()> {
        match action {
            Action::SetAllowance { pot, payment_max, period_max, period_ms } => {
                let is_removal = *payment_max == 0 && *period_max == 0 && *period_ms == 0;
                let petty_max = rules.payments.petty_max;
                self.check_allowance(*pot, is_removal, (*payment_max, *period_max, *period_ms), petty_max)
            }
            Action::Spend { payee, amount, pot } => {
                need(*amount > 0, Error::ZeroAmount)?;
                need(*payee != self.society, Error::PayeeIsSociety)?;
                self.check_purpose(*pot, Kind::Spend, *payee)
            }
            Action::Grant(terms) => self.check_grant(terms, when),
            Action::StopGrant { grant } => {
                let status = self.grant_status(*grant)?;
                need(self.is_running(grant.0), Error::GrantOver(status))
            }
            Action::OpenPot(spec) => {
                texts::pot(spec)?;
                let fallback = spec.restriction.as_ref().map(|restriction| restriction.fallback);
                need(fallback != Some(self.society), Error::PayeeIsSociety)?;
                let is_there = self.pots.values().any(|pot| pot.spec.kind == spec.kind && !pot.closed);
                need(spec.kind == PotKind::Restricted || !is_there, Error::WrongPot(spec.kind))?;
                texts::list(Collection::Pots, self.pots.len().saturating_add(1), 64)
            }
            Action::MovePot { from, to, amount } => {
                self.check_move(*from, *to, *amount, &[PotKind::General, PotKind::Relief])
            }
            Action::MoveRestricted { from, to, amount } => {
                self.check_move(*from, *to, *amount, &[PotKind::Restricted, PotKind::Reserve])
            }
            Action::ClosePot { pot } => {
                let kind = self.open_pot(*pot)?.spec.kind;
                need(kind != PotKind::General, Error::WrongPot(kind))
            }
            Action::ReleasePayment { payment } | Action::CancelPayment { payment } => self.not_final(*payment),
            Action::Call(terms) => {
                need(terms.callee != self.society, Error::PayeeIsSociety)?;
                let found = self.chain.code_hash(terms.callee);
                need(found == terms.code_hash && found != [0; 32], Error::CodeChanged { found })?;
                if terms.value == 0 {
                    return Ok(());
                }
                self.check_purpose(terms.pot, Kind::Call, terms.callee)
            }
            _ => Ok(()),
        }
    }

    /// Refuses a payment with which nothing more is done.
    pub(crate) fn not_final(&self, payment: PaymentId) -> Res<()> {
        let status = self.payment_status(payment)?;
        let is_open = [PaymentStatus::Waiting, PaymentStatus::Stopped, PaymentStatus::Lapsed].contains(&status);
        if is_open {
            return Ok(());
        }
        self.not_waiting(payment)
    }

    fn check_allowance(&self, pot: PotId, is_removal: bool, terms: (Planck, Planck, u64), petty: Planck) -> Res<()> {
        let book = self.open_pot(pot)?;
        check_petty_pot(book)?;
        if is_removal {
            return Ok(());
        }
        let (payment_max, period_max, period) = terms;
        need(payment_max <= petty, Error::OverMax { amount: payment_max, max: petty })?;
        let rule = RuleName::PettyMax;
        if period_max < payment_max {
            return like(Error::RuleOutOfBounds { rule, value: period_max, min: payment_max, max: u128::MAX });
        }
        if !(SECOND..=YEAR).contains(&period) {
            let (min, max) = (SECOND.into(), YEAR.into());
            return like(Error::RuleOutOfBounds { rule, value: period.into(), min, max });
        }
        Ok(())
    }

    /// Refuses to pay `payee` from a pot whose purpose does not allow it.
    pub(crate) fn check_purpose(&self, pot: PotId, kind: Kind, payee: AccountId) -> Res<()> {
        let spec = &self.open_pot(pot)?.spec;
        match (spec.kind, &spec.restriction) {
            (PotKind::General, _) => Ok(()),
            (PotKind::Restricted, Some(restriction)) => {
                let ended = restriction.ends_ms.is_some_and(|ends| self.now >= ends);
                need(!ended, Error::PotForbids(PotRefusal::Ended))?;
                need(restriction.kinds.contains(&kind), Error::PotForbids(PotRefusal::Kind))?;
                let named = restriction.payees.is_empty() || restriction.payees.contains(&payee);
                need(named, Error::PotForbids(PotRefusal::Payee))
            }
            _ => no(Error::PotForbids(PotRefusal::Kind)),
        }
    }

    fn check_grant(&self, terms: &GrantTerms, when: When) -> Res<()> {
        need(!terms.stages.is_empty(), Error::InvalidStages { stage: 0 })?;
        let mut last_due = None;
        for (place, stage) in (0u32..).zip(&terms.stages) {
            let in_order = match last_due {
                None => when == When::Executed || stage.due_ms >= self.now,
                Some(before) => stage.due_ms >= before,
            };
            let is_valid = stage.amount > 0 && in_order && stage.months <= 60;
            need(is_valid, Error::InvalidStages { stage: place })?;
            last_due = Some(stage.due_ms);
        }
        need(terms.payee != self.society, Error::PayeeIsSociety)?;
        self.check_purpose(terms.pot, Kind::Grant, terms.payee)?;
        let mut last_payment = 0;
        for stage in &terms.stages {
            let further = big(MONTH) * stage.months.saturating_sub(1);
            last_payment = time(big(stage.due_ms) + further)?.max(last_payment);
        }
        if let Some(by) = terms.repay_by_ms {
            if by < last_payment {
                let (value, min) = (by.into(), last_payment.into());
                return like(Error::RuleOutOfBounds { rule: RuleName::Review, value, min, max: u64::MAX.into() });
            }
        }
        grant_total(terms)?;
        let borrower = self.bound_to(terms.payee).filter(|_| terms.repay_by_ms.is_some() && when == When::Executed);
        match borrower {
            Some(member) => {
                let loans = self.person(member)?.loans.len().saturating_add(1);
                texts::list(Collection::Loans, loans, 4)
            }
            None => Ok(()),
        }
    }

    fn check_move(&self, from: PotId, to: PotId, amount: Planck, kinds: &[PotKind]) -> Res<()> {
        need(amount > 0, Error::ZeroAmount)?;
        let kind = self.open_pot(from)?.spec.kind;
        self.open_pot(to)?;
        need(kinds.contains(&kind), Error::WrongPot(kind))?;
        need(from != to, Error::WrongPot(kind))
    }

    /// Whether a proposal pays from a restricted pot, so that its purpose is to be certified.
    pub(crate) fn needs_certificate(&self, action: &Action) -> bool {
        let pot = match action {
            Action::Spend { pot, .. } => pot,
            Action::Grant(terms) => &terms.pot,
            _ => return false,
        };
        self.pots.get(&pot.0).is_some_and(|book| book.spec.kind == PotKind::Restricted)
    }

    /// What a treasurer who approved counts towards: so many are needed of those who can approve.
    pub(crate) fn approvers_needed(&self, payment: PaymentId) -> Res<u8> {
        let promise = self.promise(payment)?;
        let able = self.live(mutual_types::Role::Treasurer);
        let able: Vec<_> = able
            .into_iter()
            .filter(|member| *member != promise.proposer && self.bound_to(promise.payee) != Some(*member))
            .collect();
        Ok(crate::num::at_most(promise.approvals_needed, len(&able)))
    }
}

/// Refuses a pot from which nothing is paid without a vote.
pub(crate) fn check_petty_pot(book: &PotBook) -> Res<()> {
    let kind = book.spec.kind;
    let lists = |restriction: &mutual_types::Restriction| restriction.kinds.contains(&Kind::SetAllowance);
    let allowed = match kind {
        PotKind::General => true,
        PotKind::Reserve | PotKind::Relief => false,
        PotKind::Restricted => book.spec.restriction.as_ref().is_some_and(lists),
    };
    need(allowed, Error::WrongPot(kind))
}

/// All that a grant promises.
pub(crate) fn grant_total(terms: &GrantTerms) -> Res<Planck> {
    let products = terms.stages.iter().map(|stage| planck(big(stage.amount) * stage.months.max(1)));
    let amounts: Res<Vec<Planck>> = products.collect();
    planck(sum(amounts?.into_iter()))
}
