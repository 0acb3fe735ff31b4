//! Suspension, expulsion and the way back.

use ink::prelude::vec;
use mutual_types::{
    after,
    event::{CaseStated, MemberExpelled, MemberReinstated, MemberSuspended},
    Checked, Document, Error, Kind, MemberIndex, ProposalId, Rules, Standing, TimestampMs, YEAR_MS,
};

use crate::{call::Call, check::Moment, emit::Emission, execute::Effects, state::State};

impl State {
    /// The member whom a suspension or expulsion is about, of whatever standing, states their case, once.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NoProposal`], [`Error::NotSubject`], [`Error::VotingClosed`],
    /// [`Error::AlreadyStated`], [`Error::TextTooLong`].
    pub fn state_case(&mut self, call: &Call, id: ProposalId, document: Document) -> Checked<CaseStated> {
        self.ensure_running()?;
        let member = self.present_member(call)?.index;
        let proposal = self.proposal(id)?;
        // Such a proposal recuses its subject, and nobody else.
        if !matches!(proposal.kind, Kind::Suspend | Kind::Expel) || !proposal.recused.contains(&member) {
            return Err(Error::NotSubject.into());
        }
        proposal.ensure_voting(call.now_ms)?;
        if self.find_statement(id).is_some() {
            return Err(Error::AlreadyStated.into());
        }
        document.validate()?;
        self.set_statement(id, document.clone());
        Ok(CaseStated { seq: self.counters.next_seq(), proposal: id, member, document })
    }

    /// Refuses to suspend who is not there, until a time that is past, or for more than a year.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::TermOutOfRange`].
    pub fn check_suspend(&self, call: &Call, member: MemberIndex, until_ms: TimestampMs, at: Moment) -> Checked<()> {
        self.ensure_present(member)?;
        let term_ms = until_ms.saturating_sub(call.now_ms);
        if term_ms == 0 || (at == Moment::Proposal && term_ms > YEAR_MS) {
            return Err(Error::TermOutOfRange { term_ms, max_ms: YEAR_MS }.into());
        }
        Ok(())
    }

    /// Suspends a member until a time: they neither vote nor hold a role, and their proxies end.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::Overflow`].
    pub fn suspend(&mut self, call: &Call, member: MemberIndex, until_ms: TimestampMs) -> Checked<Effects> {
        let (account, mut record) = self.member_by_index(member)?;
        if record.suspended_until_ms <= call.now_ms {
            record.suspended_from_ms = call.now_ms;
        }
        record.suspended_until_ms = until_ms;
        self.uncount(&mut record)?;
        self.set_member(account, record);
        let seq = self.counters.next_seq();
        Ok(Emission::only(&MemberSuspended { seq, member, until_ms }))
    }

    /// Expels a member: they depart as if they had left, and their shares are paid out at once.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::LastMember`], [`Error::Overflow`].
    pub fn expel(&mut self, call: &Call, member: MemberIndex) -> Checked<Effects> {
        let (account, record) = self.member_by_index(member)?;
        self.depart(call, account, record, call.now_ms)?;
        let expelled = Emission::of(&MemberExpelled { seq: self.counters.next_seq(), member });
        Ok(vec![expelled, Emission::of(&self.pay_out_exit(call, member)?)])
    }

    /// Refuses to reinstate who may act and is counted, and who left and owes something or is not paid out.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::WrongStanding`], [`Error::InDebt`].
    pub fn check_reinstate(&self, call: &Call, member: MemberIndex, rules: &Rules) -> Checked<()> {
        let (_, record) = self.member_by_index(member)?;
        let standing = record.standing(rules, call.now_ms);
        let refused = if standing == Standing::Departed {
            let debt = self.debt(call, &record)?;
            if debt > 0 {
                return Err(Error::InDebt(debt).into());
            }
            record.exit_due_ms != 0
        } else {
            standing.is_active() && record.counted
        };
        if refused {
            return Err(Error::WrongStanding(standing).into());
        }
        Ok(())
    }

    /// Lets a member act again: a suspension ends, arrears of dues are not asked for, and who left has joined now.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::Overflow`].
    pub fn reinstate(&mut self, call: &Call, member: MemberIndex, rules: &Rules) -> Checked<Effects> {
        let (account, mut record) = self.member_by_index(member)?;
        record.suspended_until_ms = record.suspended_until_ms.min(call.now_ms);
        let standing = record.standing(rules, call.now_ms);
        if standing == Standing::Departed {
            record.departed_ms = 0;
            record.joined_ms = call.now_ms;
            record.probation_ends_ms = after(call.now_ms, rules.membership.probation_ms)?;
            self.counters.present = self.counters.present.checked_add(1).ok_or_else(Error::overflow)?;
        }
        if !standing.is_active() {
            record.dues_paid_until_ms = call.now_ms;
        }
        self.recount(call, &mut record)?;
        self.set_member(account, record);
        let seq = self.counters.next_seq();
        Ok(Emission::only(&MemberReinstated { seq, member }))
    }
}
