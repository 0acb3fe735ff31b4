//! Backings, credits and the fund: what is paid in, and what goes back.

use mutual_types::federation::{BackingId, BackingTerms, DrawId, DrawStatus, Error, RuleName, SocietyId};

use super::state::{at, at_mut, count, Backing, BackingFacts, Circumstances, Model};
use super::texts;

impl Model {
    pub(super) fn back(&mut self, it: Circumstances, terms: BackingTerms) -> Result<BackingId, Error> {
        let backer = self.member(it)?;
        if it.value == 0 {
            return Err(Error::ZeroAmount);
        }
        if let Some(backed) = terms.backed {
            self.taking_part(backed)?;
            if backed == backer {
                return Err(Error::OneSelf);
            }
        }
        if !(1..=it.value).contains(&terms.limit) {
            return Err(Error::LimitOutOfRange { limit: terms.limit, max: it.value });
        }
        let max_ms = it.now_ms.saturating_add(self.rules.backing_max_ms);
        if terms.ends_ms > max_ms || terms.ends_ms <= it.now_ms {
            return Err(Error::DateOutOfRange { given_ms: terms.ends_ms, max_ms });
        }
        if let Some(repay_ms) = terms.repay_ms {
            texts::decade(RuleName::Repay, repay_ms)?;
        }
        self.backings.push(Backing { backer, terms, paid_in: it.value, closed: false });
        self.emit("BackingMade");
        Ok(BackingId(count(&self.backings).saturating_sub(1)))
    }

    pub(super) fn close_backing(&mut self, it: Circumstances, id: BackingId) -> Result<(), Error> {
        let backing = at(&self.backings, id.0).ok_or(Error::NoBacking(id))?;
        if backing.closed {
            return Err(Error::AlreadyClosed);
        }
        let nobody_draws = backing.terms.backed.is_some_and(|backed| self.taking_part(backed).is_err());
        if it.now_ms < backing.terms.ends_ms && !nobody_draws {
            return Err(Error::NotOver { ends_ms: backing.terms.ends_ms });
        }
        let backer = backing.backer;
        let left = self.left(id);
        self.credit(backer, left);
        if let Some(backing) = at_mut(&mut self.backings, id.0) {
            backing.closed = true;
        }
        self.emit("BackingClosed");
        Ok(())
    }

    /// What can be drawn of a backing: what was paid in, less what draws took that did not come back.
    pub(super) fn left(&self, id: BackingId) -> u128 {
        match at(&self.backings, id.0) {
            Some(backing) if !backing.closed => backing.paid_in.saturating_sub(self.taken(id, None)),
            _ => 0,
        }
    }

    /// What one society, or all, have of a backing: what did not lapse, less what was paid back.
    pub fn taken(&self, id: BackingId, by: Option<SocietyId>) -> u128 {
        let draws = self.draws.iter().filter(|draw| draw.backing == id && !draw.lapsed);
        draws
            .filter(|draw| by.is_none_or(|society| society == draw.society))
            .fold(0, |sum, draw| sum.saturating_add(draw.amount.saturating_sub(draw.repaid)))
    }

    /// Money that comes back to a backing, or to who paid it in.
    pub(super) fn comes_back(&mut self, id: BackingId, amount: u128) {
        let closed_for = at(&self.backings, id.0).filter(|backing| backing.closed).map(|backing| backing.backer);
        if let Some(backer) = closed_for {
            self.credit(backer, amount);
        }
    }

    pub(super) fn pay_credit(&mut self, it: Circumstances, id: SocietyId) -> Result<(), Error> {
        let society = self.society(id)?;
        let (account, mut credit) = (society.account, society.credit);
        if credit == 0 {
            return Err(Error::NoCredit);
        }
        for number in (0..count(&self.draws)).map(DrawId) {
            let theirs = at(&self.draws, number.0).is_some_and(|draw| draw.society == id);
            if theirs && credit > 0 && self.draw_status(number, it.now_ms) == Some(DrawStatus::PastDue) {
                let amount = self.owed(number).min(credit);
                credit = credit.saturating_sub(amount);
                self.book(number, amount);
            }
        }
        if let Some(society) = at_mut(&mut self.societies, id.0) {
            society.credit = 0;
        }
        if credit > 0 {
            if it.outside.places.get(&account).is_none_or(|place| place.unreachable) {
                return Err(Error::TransferFailed);
            }
            self.balance = self.balance.saturating_sub(credit);
            self.emit("CreditPaid");
        }
        Ok(())
    }

    pub(super) fn sweep(&mut self) -> Result<(), Error> {
        let surplus = self.balance.saturating_sub(self.accounted());
        if surplus == 0 {
            return Err(Error::NothingToSweep);
        }
        if self.present() == 0 {
            self.credit(self.heir.unwrap_or(SocietyId(0)), surplus);
        } else {
            self.fund = self.fund.saturating_add(surplus);
        }
        self.emit("SurplusSwept");
        Ok(())
    }

    /// `[available, promised, credits, fund]`.
    pub fn ledger(&self) -> [u128; 4] {
        let ids = || (0..count(&self.backings)).map(BackingId);
        let sum = |amounts: &mut dyn Iterator<Item = u128>| amounts.fold(0, u128::saturating_add);
        [
            sum(&mut ids().map(|id| self.left(id))),
            sum(&mut ids().map(|id| self.promised(id))),
            sum(&mut self.societies.iter().map(|society| society.credit)),
            self.fund,
        ]
    }

    fn accounted(&self) -> u128 {
        self.ledger().into_iter().fold(0, u128::saturating_add)
    }

    fn promised(&self, id: BackingId) -> u128 {
        let waiting =
            self.draws.iter().filter(|draw| draw.backing == id && !draw.lapsed && draw.collected_ms.is_none());
        waiting.fold(0, |sum, draw| sum.saturating_add(draw.amount))
    }

    /// What a read says of a backing.
    pub fn backing_facts(&self, id: BackingId) -> Option<BackingFacts> {
        let backing = at(&self.backings, id.0)?;
        let collected = || self.draws.iter().filter(|draw| draw.backing == id && draw.collected_ms.is_some());
        let gift = backing.terms.repay_ms.is_none();
        let mut given = 0_u128;
        let mut out = 0_u128;
        let mut forgiven = 0_u128;
        for draw in collected() {
            forgiven = forgiven.saturating_add(draw.forgiven);
            let rest = draw.amount.saturating_sub(draw.repaid).saturating_sub(draw.forgiven);
            if gift {
                given = given.saturating_add(rest);
            } else {
                out = out.saturating_add(rest);
            }
        }
        let (left, promised) = (self.left(id), self.promised(id));
        let elsewhere = [left, promised, out, given, forgiven].into_iter().fold(0, u128::saturating_add);
        Some(BackingFacts {
            backer: backing.backer,
            terms: backing.terms,
            paid_in: backing.paid_in,
            left,
            promised,
            out,
            given,
            forgiven,
            returned: backing.paid_in.saturating_sub(elsewhere),
            closed: backing.closed,
        })
    }
}
