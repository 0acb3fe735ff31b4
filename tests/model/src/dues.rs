//! Dues, and what follows when they are not paid; shares.

use mutual_types::{Error, MemberIndex, Planck, PotId, Standing};

use crate::num::{big, count, planck, time, YEAR};
use crate::outcome::{need, no, Res};
use crate::people::acts;
use crate::state::Model;

impl Model {
    pub(crate) fn pay_dues(&mut self, member: MemberIndex, periods: u32, value: Planck) -> Res<()> {
        let paid_until = self.present(member)?.paid_until;
        let dues = self.rules.dues.clone();
        need(dues.amount > 0, Error::NoDues)?;
        need(periods > 0, Error::ZeroAmount)?;
        let needed = planck(big(dues.amount) * periods)?;
        need(value == needed, Error::WrongValue { given: value, needed })?;
        let until_ms = time(big(paid_until.max(dues.since_ms)) + big(periods) * dues.period_ms)?;
        let ahead = big(YEAR).max(big(dues.period_ms) * 2u8);
        let max_ms = time(big(self.now) + ahead)?;
        need(until_ms <= max_ms, Error::TooFarAhead { until_ms, max_ms })?;
        self.person_mut(member)?.paid_until = until_ms;
        self.deposit(PotId::GENERAL, value)?;
        self.recount_if_active(member)?;
        self.emit("DuesPaid");
        Ok(())
    }

    pub(crate) fn record_lapse(&mut self, member: MemberIndex) -> Res<()> {
        let person = self.person(member)?;
        need(person.departed == 0 && person.counted, Error::NothingToRecord)?;
        let dues = &self.rules.dues;
        need(dues.amount > 0, Error::NoDues)?;
        let paid = big(person.paid_until.max(dues.since_ms));
        let from_ms = time(paid + dues.grace_ms + dues.lapse_notice_ms)?;
        need(self.now >= from_ms, Error::NotLapsed { from_ms })?;
        self.person_mut(member)?.counted = false;
        self.end_proxies(member);
        self.emit("LapseRecorded");
        Ok(())
    }

    pub(crate) fn record_return(&mut self, member: MemberIndex) -> Res<()> {
        let counted = self.person(member)?.counted;
        need(!counted && acts(self.standing_now(member)), Error::NothingToRecord)?;
        let before = self.person(member)?.good_since;
        self.recount(member)?;
        let person = self.person_mut(member)?;
        if person.suspended_until > before {
            // The suspension ended by itself, whenever somebody says so.
            person.good_since = person.suspended_until;
        }
        self.emit("ReturnRecorded");
        Ok(())
    }

    pub(crate) fn buy_shares(&mut self, caller: mutual_types::AccountId, bought: u32, value: Planck) -> Res<()> {
        let member = self.member(caller)?;
        need(bought > 0, Error::ZeroAmount)?;
        let (price, held) = (self.rules.membership.share_price, self.person(member)?.shares);
        let max = if price == 0 { 0 } else { self.rules.membership.shares_max };
        need(big(held) + bought <= big(max), Error::SharesFull { held, max })?;
        let needed = planck(big(price) * bought)?;
        need(value == needed, Error::WrongValue { given: value, needed })?;
        let person = self.person_mut(member)?;
        person.shares = count(big(person.shares) + bought)?;
        person.capital = planck(big(person.capital) + value)?;
        self.emit("SharesBought");
        Ok(())
    }

    /// Refuses a member who cannot be reinstated.
    pub(crate) fn can_be_reinstated(&self, member: MemberIndex, standing: Standing) -> Res<()> {
        let person = self.person(member)?;
        if acts(standing) && person.counted {
            return no(Error::WrongStanding(standing));
        }
        if standing == Standing::Departed {
            let debt = self.past_due(member)?;
            need(debt == 0, Error::InDebt(debt))?;
            need(person.exit_due == 0, Error::WrongStanding(standing))?;
        }
        Ok(())
    }
}
