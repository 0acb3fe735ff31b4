//! The community's account: members give hours to it, and it bears the debts that the society forgives.

use mutual_types::{
    exchange::{
        event::{HoursDonated, HoursForgiven},
        minus, plus, Balance, Checked, Error, Minutes,
    },
    MemberIndex,
};

use crate::{
    call::Call,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// A member gives hours that they have to the community.
    ///
    /// # Errors
    /// [`Error::SocietySilent`], [`Error::NotMember`], [`Error::ZeroMinutes`], [`Error::NotEnough`].
    pub fn donate(&mut self, call: &Call, minutes: Minutes) -> Checked<Effects> {
        let setup = self.setup()?;
        let member = self.member(call, &setup)?.index;
        ensure_some(minutes)?;
        let mut account = self.account(member);
        let spendable = account.spendable()?;
        if Balance::from(minutes) > spendable {
            return Err(Error::NotEnough { spendable, asked: minutes }.into());
        }
        account.owe(minutes)?;
        self.set_account(member, &account)?;
        let counters = &mut self.counters;
        counters.community = plus(counters.community, minutes.into())?;
        counters.donated = plus(counters.donated, minutes.into())?;
        let (seq, community) = (counters.next_seq(), counters.community);
        let donated = HoursDonated { seq, member, minutes, balance: account.balance, community };
        Ok(Effects::from([Emission::of(&donated)]))
    }

    /// The society forgives a debt; the community's account bears it.
    ///
    /// # Errors
    /// [`Error::NotTheSociety`], [`Error::NoAccount`], [`Error::ZeroMinutes`], [`Error::NotOwed`], [`Error::OverLimit`] if
    /// with what they have agreed to give they could come too far up.
    pub fn forgive(&mut self, call: &Call, member: MemberIndex, minutes: Minutes) -> Checked<Effects> {
        let setup = self.setup()?;
        self.ensure_society(call, &setup)?;
        let Some(mut account) = self.find_account(member) else {
            return Err(Error::NoAccount(member).into());
        };
        ensure_some(minutes)?;
        let owed = minus(0, account.balance)?;
        if Balance::from(minutes) > owed {
            return Err(Error::NotOwed { owed: owed.max(0), asked: minutes }.into());
        }
        let limit = setup.limit_max_minutes;
        if plus(plus(account.balance, account.incoming)?, minutes.into())? > limit.into() {
            let (balance, committed) = (account.balance, account.incoming);
            return Err(Error::OverLimit { member, balance, committed, minutes, limit }.into());
        }
        account.earn(minutes)?;
        self.set_account(member, &account)?;
        let counters = &mut self.counters;
        counters.community = minus(counters.community, minutes.into())?;
        counters.forgiven = plus(counters.forgiven, minutes.into())?;
        let (seq, community) = (counters.next_seq(), counters.community);
        let forgiven = HoursForgiven { seq, member, minutes, balance: account.balance, community };
        Ok(Effects::from([Emission::of(&forgiven)]))
    }
}

fn ensure_some(minutes: Minutes) -> Checked<()> {
    if minutes == 0 {
        Err(Error::ZeroMinutes.into())
    } else {
        Ok(())
    }
}
