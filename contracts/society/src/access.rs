//! Who may call: members by account, people by index, roles checked live at each use.

use ink::prelude::boxed::Box;
use mutual_types::{AccountId, Checked, Error, Kind, Member, MemberIndex, Role, Roster, Rules, TimestampMs};

use crate::{
    call::Call,
    state::{State, VERSION},
};

impl State {
    /// Refuses to write while the storage is of another version than this code.
    ///
    /// # Errors
    /// [`Error::Migrating`].
    pub fn ensure_writable(&self) -> Checked<()> {
        if self.version == VERSION {
            Ok(())
        } else {
            Err(Error::Migrating.into())
        }
    }

    /// Refuses what is not possible once the society dissolves.
    ///
    /// # Errors
    /// [`Error::Migrating`], [`Error::Dissolving`].
    pub fn ensure_running(&self) -> Checked<()> {
        self.ensure_writable()?;
        match self.counters.dissolving_since_ms {
            0 => Ok(()),
            since_ms => Err(Error::Dissolving { since_ms }.into()),
        }
    }

    /// Refuses kinds of proposals that are not possible once the society dissolves.
    ///
    /// # Errors
    /// [`Error::Migrating`], [`Error::Dissolving`].
    pub fn ensure_allowed(&self, kind: Kind) -> Checked<()> {
        if kind.allowed_in_dissolution() {
            self.ensure_writable()
        } else {
            self.ensure_running()
        }
    }

    /// The caller, if a present member. An account that its member has left behind acts for nobody.
    ///
    /// # Errors
    /// [`Error::NotMember`].
    pub fn present_member(&self, call: &Call) -> Checked<Box<Member>> {
        self.find_present_member(call).ok_or_else(|| Error::NotMember.into())
    }

    /// The caller, if a present member.
    fn find_present_member(&self, call: &Call) -> Option<Box<Member>> {
        self.find_member(call.caller).filter(|member| member.departed_ms == 0 && member.moved_to.is_none())
    }

    /// The caller, if a member who may act now.
    pub fn find_active_member(&self, call: &Call, rules: &Rules) -> Option<Box<Member>> {
        let member = self.find_present_member(call)?;
        member.standing(rules, call.now_ms).is_active().then_some(member)
    }

    /// The caller, if a member who may act now.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NotInGoodStanding`].
    pub fn active_member(&self, call: &Call, rules: &Rules) -> Checked<Box<Member>> {
        let member = self.present_member(call)?;
        member.ensure_active(rules.dues.terms(), call.now_ms)?;
        Ok(member)
    }

    /// The caller, if their term in `role` runs and they may act now.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NotInGoodStanding`], or `refusal` for a member without that role.
    pub fn officer(&self, call: &Call, role: Role, rules: &Rules, refusal: Error) -> Checked<Box<Member>> {
        self.officer_of(call, &[role], rules, refusal)
    }

    /// The caller, if their term in one of `roles` runs and they may act now.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NotInGoodStanding`], or `refusal` for a member without any of them.
    pub fn officer_of(&self, call: &Call, roles: &[Role], rules: &Rules, refusal: Error) -> Checked<Box<Member>> {
        let member = self.active_member(call, rules)?;
        if self.roster()?.holds_any(roles, member.index, call.now_ms) {
            Ok(member)
        } else {
            Err(refusal.into())
        }
    }

    /// The record of `member`, under their present account.
    ///
    /// # Errors
    /// [`Error::NoMember`].
    pub fn member_by_index(&self, member: MemberIndex) -> Checked<(AccountId, Box<Member>)> {
        self.find_by_index(member).ok_or_else(|| Error::NoMember(member).into())
    }

    /// The record of `member`, under their present account, if there is one.
    pub fn find_by_index(&self, member: MemberIndex) -> Option<(AccountId, Box<Member>)> {
        let account = self.find_account(member)?;
        Some((account, self.find_member(account)?))
    }

    /// The member to whom an account is bound, of whatever time.
    pub fn index_of(&self, account: AccountId) -> Option<MemberIndex> {
        self.find_member(account).map(|member| member.index)
    }

    /// Whether a member's term as treasurer runs and they may act.
    pub fn is_live_treasurer(&self, roster: &Roster, member: MemberIndex, rules: &Rules, now_ms: TimestampMs) -> bool {
        roster.holds(Role::Treasurer, member, now_ms)
            && self
                .find_by_index(member)
                .is_some_and(|(_, record)| record.standing_within(rules.dues.terms(), now_ms).is_active())
    }

    /// How many treasurers can act now, other than `without`.
    ///
    /// # Errors
    /// [`Error::Migrating`].
    pub fn live_treasurers(&self, without: &[MemberIndex], rules: &Rules, now_ms: TimestampMs) -> Checked<u32> {
        let roster = self.roster()?;
        let live = roster
            .live(Role::Treasurer, now_ms)
            .filter(|member| !without.contains(member))
            .filter(|member| self.is_live_treasurer(&roster, *member, rules, now_ms));
        u32::try_from(live.count()).map_err(|_| Error::overflow())
    }
}
