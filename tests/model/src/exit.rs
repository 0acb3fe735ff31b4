//! How people leave, and what they owe and are owed then.

use mutual_types::{AccountId, Error, MemberIndex, Planck, PotId, Role};

use crate::num::{after, big, planck, sum};
use crate::outcome::{need, no, Res};
use crate::state::Model;

impl Model {
    pub(crate) fn leave(&mut self, caller: AccountId) -> Res<()> {
        let member = self.member(caller)?;
        let exit_due = after(self.now, self.rules.membership.exit_notice_ms)?;
        self.depart(member, exit_due)?;
        self.emit("MemberLeft");
        Ok(())
    }

    /// Ends a membership: vote, roles and proxies at once.
    pub(crate) fn depart(&mut self, member: MemberIndex, exit_due: u64) -> Res<()> {
        let is_last = self.person(member)?.counted && self.counted() == 1;
        need(!is_last, Error::LastMember)?;
        let now = self.now;
        let person = self.person_mut(member)?;
        person.departed = now;
        person.exit_due = exit_due;
        person.counted = false;
        self.seats.retain(|seat| seat.member != member);
        self.end_proxies(member);
        Ok(())
    }

    pub(crate) fn settle_exit(&mut self, member: MemberIndex) -> Res<()> {
        let due_ms = self.person(member)?.exit_due;
        need(due_ms != 0 && due_ms <= self.now, Error::ExitNotDue { due_ms })?;
        self.pay_out_shares(member)?;
        self.person_mut(member)?.exit_due = 0;
        self.emit("ExitSettled");
        Ok(())
    }

    /// Turns a member's shares into a credit, less what is past due, and gives what the credit is. Once a dissolution is
    /// divided nothing more is netted: there is no pot that would still be shared out.
    pub(crate) fn pay_out_shares(&mut self, member: MemberIndex) -> Res<Planck> {
        let person = self.person_mut(member)?;
        let (account, mut rest) = (person.account, person.capital);
        person.capital = 0;
        person.shares = 0;
        let is_divided = self.dissolution.as_ref().is_some_and(|ending| ending.division.is_some());
        if !is_divided {
            for grant in self.person(member)?.loans.clone() {
                let repaid = rest.min(self.past_due_of(grant.0)?);
                if repaid > 0 {
                    rest = planck(big(rest) - repaid)?;
                    self.take_repayment(grant.0, repaid)?;
                }
            }
        }
        self.credit(account, rest)?;
        Ok(rest)
    }

    /// What a member owes that is past due.
    pub(crate) fn past_due(&self, member: MemberIndex) -> Res<Planck> {
        let loans = &self.person(member)?.loans;
        let debts: Res<Vec<Planck>> = loans.iter().map(|grant| self.past_due_of(grant.0)).collect();
        planck(sum(debts?.into_iter()))
    }

    /// What of a repayable grant is past due.
    pub(crate) fn past_due_of(&self, grant: u32) -> Res<Planck> {
        let is_due = self.grants.get(&grant).and_then(|book| book.repay_by).is_some_and(|by| self.now >= by);
        if is_due {
            self.outstanding(grant)
        } else {
            Ok(0)
        }
    }

    /// Books a repayment to the grant's pot, or the general one if that is closed.
    pub(crate) fn take_repayment(&mut self, grant: u32, amount: Planck) -> Res<()> {
        let Some(book) = self.grants.get_mut(&grant) else { return Ok(()) };
        book.repaid = planck(big(book.repaid) + amount)?;
        let pot = book.pot;
        let pot = if self.pots.get(&pot.0).is_some_and(|pot| !pot.closed) { pot } else { PotId::GENERAL };
        self.deposit(pot, amount)
    }

    /// Drops the loans of a member that are level, of grants that are over.
    pub(crate) fn drop_level_loans(&mut self, member: MemberIndex) -> Res<()> {
        let mut loans = Vec::new();
        for grant in &self.person(member)?.loans {
            if self.is_running(grant.0) || self.pending_of_grant(grant.0) || self.outstanding(grant.0)? > 0 {
                loans.push(*grant);
            }
        }
        self.person_mut(member)?.loans = loans;
        Ok(())
    }

    /// A level loan leaves with the message that makes it level, whatever it was.
    pub(crate) fn drop_all_level_loans(&mut self) -> Res<()> {
        let members: Vec<u32> = self.members.keys().copied().collect();
        members.into_iter().try_for_each(|member| self.drop_level_loans(MemberIndex(member)))
    }

    pub(crate) fn resign(&mut self, caller: AccountId, role: Role) -> Res<()> {
        let member = self.member(caller)?;
        self.vacate(member, role)?;
        self.emit("RoleResigned");
        Ok(())
    }

    /// Ends a term. The seat stays, so that the term counts as one of those in a row.
    pub(crate) fn vacate(&mut self, member: MemberIndex, role: Role) -> Res<()> {
        let now = self.now;
        let mut seats = self.seats.iter_mut();
        let seat = seats.find(|seat| seat.role == role && seat.member == member && now < seat.expires_ms);
        let Some(seat) = seat else { return no(Error::NoSuchSeat) };
        seat.expires_ms = now;
        Ok(())
    }
}
