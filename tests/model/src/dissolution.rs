//! How a society ends.

use mutual_types::{AccountId, Error, GrantId, MemberIndex, PaymentId, Planck, PotId, PotKind, Standing, TimestampMs};

use crate::num::{after, big, count, planck, time, YEAR};
use crate::outcome::{like, need, no, Res};
use crate::people::{dues_terms, standing};
use crate::records::{Ending, Parts, PotBook};
use crate::state::Model;

impl Model {
    fn ending(&self) -> Res<&Ending> {
        self.dissolution.as_ref().ok_or(Error::NotDissolving.into())
    }

    fn ending_mut(&mut self) -> Res<&mut Ending> {
        self.dissolution.as_mut().ok_or(Error::NotDissolving.into())
    }

    /// Refuses while claims can still be made.
    fn claims_over(&self) -> Res<()> {
        let until_ms = self.ending()?.claims_until;
        need(self.now >= until_ms, Error::ClaimsOpen { until_ms })
    }

    pub(crate) fn open_dissolution(&mut self) -> Res<()> {
        let from_ms = after(self.last_activity, self.rules.dormancy_ms)?;
        need(self.now >= from_ms, Error::NotDormant { from_ms })?;
        self.dissolve(self.now)
    }

    /// Opens the dissolution, with the members of the time at which it was asked for.
    pub(crate) fn dissolve(&mut self, made: TimestampMs) -> Res<()> {
        let voting = &self.rules.voting;
        let decided = big(self.now) + voting.voting_period_ms + voting.notice_ms + voting.execution_window_ms;
        let claims_until = time(decided + self.rules.payments.window_ms)?;
        self.take_over_beneficiary();
        self.next_beneficiary = None;
        self.dissolution = Some(Ending { opened: self.now, made, claims_until, next: 0, sharers: 0, division: None });
        self.emit("DissolutionOpened");
        Ok(())
    }

    /// Whether a member has a part in what is left.
    pub(crate) fn shares_in_it(&self, member: MemberIndex) -> Res<bool> {
        let made = self.ending()?.made;
        let person = self.person(member)?;
        let was_there = person.departed == 0 || person.departed > made;
        let mut then = person.clone();
        (then.departed, then.suspended_until) = (0, 0);
        let is_paid_up = standing(&then, dues_terms(&self.rules.dues), made) != Standing::Lapsed;
        let only_later = person.suspended_from > made;
        let stood_well = person.good_since <= made && made >= person.suspended_until;
        Ok(self.may_decide_on(member, made) && was_there && is_paid_up && (only_later || stood_well))
    }

    pub(crate) fn count_sharers(&mut self, limit: u32) -> Res<()> {
        let next = self.ending()?.next;
        let members = count(big(self.members.len()))?;
        need(next < members, Error::NothingToRecord)?;
        let until = members.min(next.saturating_add(limit.min(50)));
        let mut sharers = self.ending()?.sharers;
        for index in next..until {
            if self.shares_in_it(MemberIndex(index))? {
                sharers = count(big(sharers) + 1)?;
            }
        }
        let ending = self.ending_mut()?;
        ending.next = until;
        ending.sharers = sharers;
        self.emit("SharersCounted");
        Ok(())
    }

    pub(crate) fn cancel_payment(&mut self, payment: PaymentId) -> Res<()> {
        self.claims_over()?;
        self.not_final(payment)?;
        self.cancel(payment)?;
        self.emit("PaymentCancelled");
        Ok(())
    }

    pub(crate) fn cancel_grant(&mut self, grant: GrantId) -> Res<()> {
        self.claims_over()?;
        let status = self.grant_status(grant)?;
        need(self.is_running(grant.0), Error::GrantOver(status))?;
        self.grant_mut(grant)?.stopped = true;
        self.emit("GrantStopped");
        Ok(())
    }

    pub(crate) fn liquidate_pot(&mut self, pot: PotId) -> Res<()> {
        self.claims_over()?;
        let kind = self.open_pot(pot)?.spec.kind;
        need(kind != PotKind::General, Error::WrongPot(kind))?;
        self.must_be_empty(pot)?;
        self.close_pot(pot)
    }

    fn must_be_empty(&self, pot: PotId) -> Res<()> {
        let (reserved, open_items) = (self.reserved(pot)?, self.open_items(pot)?);
        need(reserved == 0 && open_items == 0, Error::PotNotEmpty { reserved, open_items })
    }

    pub(crate) fn divide(&mut self) -> Res<()> {
        self.claims_over()?;
        let has_promises = self.must_be_empty(PotId::GENERAL).is_err();
        let ending = self.ending()?;
        let is_open =
            |(id, book): &(&u32, &PotBook)| if **id == PotId::GENERAL.0 { has_promises } else { !book.closed };
        let open = self.pots.iter().filter(is_open).count();
        let members_left = count(big(self.members.len()) - ending.next)?;
        let is_ready = open == 0 && members_left == 0 && ending.division.is_none();
        if !is_ready {
            return no(Error::NotDivisible { pots_open: count(big(open))?, members_left });
        }
        let sharers = ending.sharers;
        let total = self.open_pot(PotId::GENERAL)?.balance;
        let (mut each, mut extra) = (0, 0);
        if self.asset_lock.locked || sharers == 0 {
            self.withdraw(PotId::GENERAL, total)?;
            self.credit(self.asset_lock.beneficiary, total)?;
        } else {
            each = planck(big(total) / sharers)?;
            extra = count(big(total) % sharers)?;
        }
        let at = self.now;
        self.ending_mut()?.division = Some(Parts { at, each, extra, claimed: 0 });
        self.emit("Divided");
        Ok(())
    }

    pub(crate) fn claim_share(&mut self, member: MemberIndex) -> Res<()> {
        self.ending()?;
        let person = self.person(member)?;
        let (account, capital) = (person.account, person.capital);
        let share = self.share_of(member)?;
        need(capital > 0 || share > 0, Error::NoShare)?;
        if capital > 0 {
            self.pay_out_shares(member)?;
            self.person_mut(member)?.exit_due = 0;
            self.emit("ExitSettled");
        }
        if share > 0 {
            self.withdraw(PotId::GENERAL, share)?;
            self.credit(account, share)?;
            self.person_mut(member)?.share_claimed = true;
            if let Some(parts) = &mut self.ending_mut()?.division {
                parts.claimed = parts.claimed.saturating_add(1);
            }
            self.emit("ShareClaimed");
        }
        Ok(())
    }

    /// What a member can claim of what was divided.
    fn share_of(&self, member: MemberIndex) -> Res<Planck> {
        let Some(parts) = &self.ending()?.division else { return Ok(0) };
        if self.person(member)?.share_claimed || self.asset_lock.locked || !self.shares_in_it(member)? {
            return Ok(0);
        }
        let more: u8 = if parts.claimed < parts.extra { 1 } else { 0 };
        planck(big(parts.each) + more)
    }

    pub(crate) fn forfeit_credit(&mut self, account: AccountId) -> Res<()> {
        let Some(parts) = &self.ending()?.division else {
            return like(Error::NotDivisible { pots_open: 0, members_left: 0 });
        };
        let from_ms = after(parts.at, YEAR)?;
        need(self.now >= from_ms, Error::NotUnclaimed { from_ms })?;
        let beneficiary = self.owed_at(self.asset_lock.beneficiary);
        need(account != beneficiary, Error::NoCredit)?;
        let Some(amount) = self.credits.remove(&account) else { return no(Error::NoCredit) };
        self.credit(beneficiary, amount)?;
        self.emit("CreditForfeited");
        Ok(())
    }
}
