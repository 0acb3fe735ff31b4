//! The community's account, and the rules.

use mutual_types::exchange::{Error, Minutes, Rules};
use mutual_types::{AccountId, MemberIndex};

use super::state::{check_rules, need, Model, Res, Why};
use super::{Answer, Society};

impl Model {
    pub(super) fn donate(&mut self, caller: AccountId, minutes: Minutes, society: &Society) -> Res<Answer> {
        let (member, _) = society.caller(caller)?;
        need(minutes > 0, Error::ZeroMinutes)?;
        let spendable = self.sum(Some(member)).saturating_sub(self.outgoing(member));
        let spendable = i64::try_from(spendable).map_err(|_| Error::Overflow)?;
        need(i64::from(minutes) <= spendable, Error::NotEnough { spendable, asked: minutes })?;
        self.moves.push((Some(member), i128::from(minutes).saturating_neg(), Why::Donated));
        self.moves.push((None, minutes.into(), Why::Donated));
        self.events.push("HoursDonated");
        Ok(Answer::Done)
    }

    pub(super) fn forgive(&mut self, caller: AccountId, member: MemberIndex, minutes: Minutes) -> Res<Answer> {
        need(caller == self.society, Error::NotTheSociety)?;
        need(self.known.contains(&member), Error::NoAccount(member))?;
        need(minutes > 0, Error::ZeroMinutes)?;
        let balance = i64::try_from(self.sum(Some(member))).map_err(|_| Error::Overflow)?;
        let owed = balance.saturating_neg().max(0);
        need(i64::from(minutes) <= owed, Error::NotOwed { owed, asked: minutes })?;
        let committed = i64::try_from(self.incoming(member)).map_err(|_| Error::Overflow)?;
        let after = balance.saturating_add(committed).saturating_add(minutes.into());
        let limit = self.limit_max;
        need(after <= limit.into(), Error::OverLimit { member, balance, committed, minutes, limit })?;
        self.moves.push((Some(member), minutes.into(), Why::Forgiven));
        self.moves.push((None, i128::from(minutes).saturating_neg(), Why::Forgiven));
        self.events.push("HoursForgiven");
        Ok(Answer::Done)
    }

    pub(super) fn set_rules(&mut self, caller: AccountId, rules: Rules) -> Res<Answer> {
        need(caller == self.society, Error::NotTheSociety)?;
        check_rules(&rules, self.limit_max)?;
        self.rules = rules;
        self.events.push("ExchangeRulesSet");
        Ok(Answer::Done)
    }
}
