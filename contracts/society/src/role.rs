//! Roles: given and taken by the members, given up by who holds one.

use mutual_types::{
    event::{RoleGranted, RoleResigned, RoleRevoked},
    Checked, Error, MemberIndex, Role, Rules,
};

use crate::{call::Call, emit::Emission, execute::Effects, state::State};

impl State {
    /// The members give `member` a role, for a term from now.
    ///
    /// # Errors
    /// [`Error::TermsExhausted`], [`Error::TooMany`] seats, [`Error::Overflow`].
    pub fn grant_role(
        &mut self,
        call: &Call,
        member: MemberIndex,
        role: Role,
        term_ms: u64,
        rules: &Rules,
    ) -> Checked<Effects> {
        let mut roster = self.roster()?;
        let expires_ms = roster.grant(role, member, term_ms, &rules.roles, call.now_ms)?;
        self.set_roster(roster);
        let seq = self.counters.next_seq();
        Ok(Emission::only(&RoleGranted { seq, member, role, expires_ms }))
    }

    /// The members take a role away.
    ///
    /// # Errors
    /// [`Error::NoSuchSeat`].
    pub fn revoke_role(&mut self, call: &Call, member: MemberIndex, role: Role) -> Checked<Effects> {
        let seq = self.end_term(call, member, role)?;
        Ok(Emission::only(&RoleRevoked { seq, member, role }))
    }

    /// A member, of whatever standing, gives a role up.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NoSuchSeat`].
    pub fn resign(&mut self, call: &Call, role: Role) -> Checked<RoleResigned> {
        self.ensure_writable()?;
        let member = self.present_member(call)?.index;
        Ok(RoleResigned { seq: self.end_term(call, member, role)?, member, role })
    }

    /// Ends a term now, and gives the number of the event that says so.
    fn end_term(&mut self, call: &Call, member: MemberIndex, role: Role) -> Checked<u64> {
        let mut roster = self.roster()?;
        if !roster.end(role, member, call.now_ms) {
            return Err(Error::NoSuchSeat.into());
        }
        self.set_roster(roster);
        Ok(self.counters.next_seq())
    }
}
