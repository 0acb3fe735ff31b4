//! Dues: paid by anyone for anyone; lapses recorded so that the electorate stays true.

use ink::prelude::boxed::Box;
use mutual_types::{
    after,
    event::{DuesPaid, DuesWaived, LapseRecorded, ReturnRecorded},
    AccountId, Checked, Error, Member, MemberIndex, Planck, PotId, Rules, TimestampMs, YEAR_MS,
};

use crate::{call::Call, check::Moment, emit::Emission, execute::Effects, state::State};

impl State {
    /// Anyone pays the dues of a present member for so many periods. The money goes to the general pot.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::NoDues`], [`Error::ZeroAmount`], [`Error::WrongValue`], [`Error::TooFarAhead`].
    pub fn pay_dues(&mut self, call: &Call, index: MemberIndex, periods: u32) -> Checked<DuesPaid> {
        self.ensure_running()?;
        let (account, member) = self.member_by_index(index)?;
        if member.departed_ms != 0 {
            return Err(Error::NoMember(index).into());
        }
        let rules = self.rules()?;
        let dues = &rules.dues;
        ensure_dues(&rules)?;
        if periods == 0 {
            return Err(Error::ZeroAmount.into());
        }
        ensure_value(call, dues.amount, periods)?;
        let span_ms = dues.period_ms.checked_mul(periods.into()).ok_or_else(Error::overflow)?;
        let paid_until_ms = after(member.dues_paid_until_ms.max(dues.since_ms), span_ms)?;
        // A year ahead, and in any case the period that follows the present one.
        ensure_near(call, paid_until_ms, YEAR_MS.max(dues.period_ms.saturating_mul(2)))?;

        self.book(PotId::GENERAL, call.value)?;
        self.set_paid_until(call, account, member, paid_until_ms, &rules)?;
        let seq = self.counters.next_seq();
        Ok(DuesPaid { seq, member: index, payer: call.caller, periods, amount: call.value, paid_until_ms })
    }

    /// Anyone records that a member is behind with dues, once the lapse notice has run.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::NothingToRecord`], [`Error::NoDues`], [`Error::NotLapsed`].
    pub fn record_lapse(&mut self, call: &Call, index: MemberIndex) -> Checked<LapseRecorded> {
        self.ensure_running()?;
        let (account, mut member) = self.member_by_index(index)?;
        if !member.counted {
            return Err(Error::NothingToRecord.into());
        }
        let rules = self.rules()?;
        ensure_dues(&rules)?;
        let dues = &rules.dues;
        let lapsed_ms = after(member.dues_paid_until_ms.max(dues.since_ms), dues.grace_ms)?;
        let from_ms = after(lapsed_ms, dues.lapse_notice_ms)?;
        if call.now_ms < from_ms {
            return Err(Error::NotLapsed { from_ms }.into());
        }
        self.uncount(&mut member)?;
        self.set_member(account, member);
        Ok(LapseRecorded { seq: self.counters.next_seq(), member: index })
    }

    /// Anyone records that a member who was not counted may act again: a suspension has ended, or dues were abolished.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::NothingToRecord`].
    pub fn record_return(&mut self, call: &Call, index: MemberIndex) -> Checked<ReturnRecorded> {
        self.ensure_running()?;
        let (account, mut member) = self.member_by_index(index)?;
        if member.counted || !member.standing(&*self.rules()?, call.now_ms).is_active() {
            return Err(Error::NothingToRecord.into());
        }
        let ended_ms = member.suspended_until_ms;
        let is_back_since = if ended_ms > member.good_since_ms { ended_ms } else { call.now_ms };
        self.recount(call, &mut member)?;
        // Whoever records it, and whenever: a suspension is over when it ends.
        member.good_since_ms = is_back_since;
        self.set_member(account, member);
        Ok(ReturnRecorded { seq: self.counters.next_seq(), member: index })
    }

    /// Refuses to waive the dues of who is not there, for longer than a year, or for a time that is over when it is
    /// proposed.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::NoDues`], [`Error::TooFarAhead`], [`Error::ZeroAmount`].
    pub fn check_waive_dues(
        &self,
        call: &Call,
        member: MemberIndex,
        until_ms: TimestampMs,
        rules: &Rules,
        at: Moment,
    ) -> Checked<()> {
        self.ensure_present(member)?;
        ensure_dues(rules)?;
        ensure_near(call, until_ms, YEAR_MS)?;
        if at == Moment::Proposal && until_ms <= call.now_ms {
            return Err(Error::ZeroAmount.into());
        }
        Ok(())
    }

    /// Counts a member's dues as paid until `until_ms`, if they are not paid for longer.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::Overflow`].
    pub fn waive_dues(&mut self, call: &Call, index: MemberIndex, until_ms: TimestampMs) -> Checked<Effects> {
        let (account, member) = self.member_by_index(index)?;
        let paid_until_ms = member.dues_paid_until_ms.max(until_ms);
        let rules = self.rules()?;
        self.set_paid_until(call, account, member, paid_until_ms, &rules)?;
        let seq = self.counters.next_seq();
        Ok(Emission::only(&DuesWaived { seq, member: index, until_ms }))
    }

    /// Stores until when dues are paid. Who had been recorded as lapsed and may act again is counted again.
    fn set_paid_until(
        &mut self,
        call: &Call,
        account: AccountId,
        mut member: Box<Member>,
        paid_until_ms: TimestampMs,
        rules: &Rules,
    ) -> Checked<()> {
        member.dues_paid_until_ms = paid_until_ms;
        if member.standing(rules, call.now_ms).is_active() {
            self.recount(call, &mut member)?;
        }
        self.set_member(account, member);
        Ok(())
    }
}

/// Refuses a message that does not bring exactly `price` for each of `count`.
///
/// # Errors
/// [`Error::WrongValue`], [`Error::Overflow`].
pub fn ensure_value(call: &Call, price: Planck, count: u32) -> Checked<()> {
    let needed = price.checked_mul(count.into()).ok_or_else(Error::overflow)?;
    if call.value == needed {
        Ok(())
    } else {
        Err(Error::WrongValue { given: call.value, needed }.into())
    }
}

fn ensure_dues(rules: &Rules) -> Checked<()> {
    if rules.dues.amount > 0 {
        Ok(())
    } else {
        Err(Error::NoDues.into())
    }
}

fn ensure_near(call: &Call, until_ms: TimestampMs, ahead_ms: u64) -> Checked<()> {
    let max_ms = after(call.now_ms, ahead_ms)?;
    if until_ms > max_ms {
        return Err(Error::TooFarAhead { until_ms, max_ms }.into());
    }
    Ok(())
}
