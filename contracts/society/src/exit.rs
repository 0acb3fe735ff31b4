//! Leaving: vote and roles end at once, shares are paid out after the notice, less what is owed.

use ink::prelude::{boxed::Box, vec::Vec};
use mutual_types::{
    after,
    event::{DebtForgiven, ExitSettled, MemberLeft},
    lower, raise, AccountId, Checked, Error, GrantId, Member, MemberIndex, Planck, TimestampMs,
};

use crate::{call::Call, emit::Emission, execute::Effects, state::State};

impl State {
    /// A member of any standing leaves.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::LastMember`].
    pub fn leave(&mut self, call: &Call) -> Checked<MemberLeft> {
        self.ensure_running()?;
        let member = self.present_member(call)?;
        let index = member.index;
        let exit_due_ms = after(call.now_ms, self.rules()?.membership.exit_notice_ms)?;
        self.depart(call, call.caller, member, exit_due_ms)?;
        Ok(MemberLeft { seq: self.counters.next_seq(), member: index, exit_due_ms })
    }

    /// Anyone pays a departed member's shares out once they are due, less what is owed. Possible as well while the
    /// society dissolves.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::ExitNotDue`].
    pub fn settle_exit(&mut self, call: &Call, index: MemberIndex) -> Checked<ExitSettled> {
        self.ensure_writable()?;
        let due_ms = self.member_by_index(index)?.1.exit_due_ms;
        if due_ms == 0 || call.now_ms < due_ms {
            return Err(Error::ExitNotDue { due_ms }.into());
        }
        self.pay_out_exit(call, index)
    }

    /// Ends what `member`, whose present account is `account`, is and does in the society, and stores the record. The
    /// shares stay until `exit_due_ms`.
    ///
    /// # Errors
    /// [`Error::LastMember`], [`Error::Overflow`].
    pub fn depart(
        &mut self,
        call: &Call,
        account: AccountId,
        mut member: Box<Member>,
        exit_due_ms: TimestampMs,
    ) -> Checked<()> {
        if member.counted && self.counters.active == 1 {
            return Err(Error::LastMember.into());
        }
        self.uncount(&mut member)?;
        self.counters.present = self.counters.present.checked_sub(1).ok_or_else(Error::overflow)?;
        member.departed_ms = call.now_ms;
        member.exit_due_ms = exit_due_ms;
        let mut roster = self.roster()?;
        roster.seats.retain(|seat| seat.member != member.index);
        self.set_roster(roster);
        self.set_member(account, member);
        Ok(())
    }

    /// Turns a member's shares into a credit, after they have paid what is past due of the member's loans. Once a
    /// dissolution is divided nobody has a claim on a repayment, so that none is made.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::Overflow`].
    pub fn pay_out_exit(&mut self, call: &Call, index: MemberIndex) -> Checked<ExitSettled> {
        let capital = self.member_by_index(index)?.1.share_capital;
        let budget = if self.is_divided() { 0 } else { capital };
        let repaid = self.reduce_debt(call, index, budget, false)?;

        let (account, mut member) = self.member_by_index(index)?;
        let mut credit = capital;
        for (_, amount) in &repaid {
            lower(&mut credit, *amount)?;
        }
        let ledger = &mut self.counters.ledger;
        lower(&mut ledger.shares, credit)?;
        member.shares = 0;
        member.share_capital = 0;
        member.exit_due_ms = 0;
        let still_owed = self.debt(call, &member)?;
        self.set_member(account, member);
        self.add_credit(account, credit)?;
        Ok(ExitSettled { seq: self.counters.next_seq(), member: index, account, credit, repaid, still_owed })
    }

    /// What is past due of a member's loans, and no more: this is all that a member owes.
    ///
    /// # Errors
    /// [`Error::NoGrant`], [`Error::Overflow`].
    pub fn debt(&self, call: &Call, member: &Member) -> Checked<Planck> {
        let mut debt = 0;
        for id in &member.loans {
            raise(&mut debt, self.grant(*id)?.past_due(call.now_ms))?;
        }
        Ok(debt)
    }

    /// The account that gets what is owed to `account`: the present one of its member, or itself.
    pub fn present_account(&self, account: AccountId) -> AccountId {
        let member = self.find_member(account).filter(|member| member.moved_to.is_some());
        member.and_then(|member| self.find_account(member.index)).unwrap_or(account)
    }

    /// Refuses to forgive more than a member, departed or not, owes.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::ZeroAmount`], [`Error::NotOwed`].
    pub fn check_forgive_debt(&self, call: &Call, member: MemberIndex, amount: Planck) -> Checked<()> {
        let (_, record) = self.member_by_index(member)?;
        if amount == 0 {
            return Err(Error::ZeroAmount.into());
        }
        let owed = self.debt(call, &record)?;
        if amount > owed {
            return Err(Error::NotOwed { owed, asked: amount }.into());
        }
        Ok(())
    }

    /// Forgives a part of what a member owes.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn forgive_debt(&mut self, call: &Call, member: MemberIndex, amount: Planck) -> Checked<Effects> {
        self.reduce_debt(call, member, amount, true)?;
        let seq = self.counters.next_seq();
        Ok(Emission::only(&DebtForgiven { seq, member, amount }))
    }

    /// Takes up to `amount` off what a member owes, in the order of their loans: forgiven, or paid from their shares.
    /// Drops the loans that are level by then, and says what was taken off which.
    fn reduce_debt(
        &mut self,
        call: &Call,
        index: MemberIndex,
        amount: Planck,
        forgive: bool,
    ) -> Checked<Vec<(GrantId, Planck)>> {
        let (account, mut member) = self.member_by_index(index)?;
        let mut left = amount;
        let mut taken = Vec::new();
        for id in core::mem::take(&mut member.loans) {
            let mut grant = self.grant(id)?;
            let part = grant.past_due(call.now_ms).min(left);
            if part > 0 {
                lower(&mut left, part)?;
                taken.push((id, part));
                if forgive {
                    raise(&mut grant.forgiven, part)?;
                } else {
                    raise(&mut grant.repaid, part)?;
                    let ledger = &mut self.counters.ledger;
                    lower(&mut ledger.shares, part)?;
                    self.book_or_general(grant.pot, part)?;
                }
            }
            if !grant.is_level() {
                member.loans.push(id);
            }
            if part > 0 {
                self.set_grant(id, grant);
            }
        }
        self.set_member(account, member);
        Ok(taken)
    }
}
