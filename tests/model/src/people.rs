//! Who somebody is, and what they may do now.

use mutual_types::{AccountId, DuesRules, DuesTerms, Error, MemberIndex, Role, Standing, TimestampMs};

use crate::num::{big, len};
use crate::outcome::{like, need, no, Res};
use crate::records::Person;
use crate::state::Model;

/// What of the dues decides on a standing; none where there are no dues.
pub(crate) fn dues_terms(dues: &DuesRules) -> Option<DuesTerms> {
    if dues.amount == 0 {
        None
    } else {
        Some(DuesTerms { grace_ms: dues.grace_ms, since_ms: dues.since_ms })
    }
}

/// A person's standing at a time.
pub(crate) fn standing(person: &Person, dues: Option<DuesTerms>, at: TimestampMs) -> Standing {
    if person.departed != 0 {
        return Standing::Departed;
    }
    if at < person.suspended_until {
        return Standing::Suspended;
    }
    let Some(dues) = dues else { return Standing::Good };
    let paid = big(person.paid_until.max(dues.since_ms));
    if big(at) < paid {
        Standing::Good
    } else if big(at) < paid + dues.grace_ms {
        Standing::Grace
    } else {
        Standing::Lapsed
    }
}

/// Whether who has this standing decides with the others.
pub(crate) fn acts(standing: Standing) -> bool {
    standing == Standing::Good || standing == Standing::Grace
}

impl Model {
    /// The record of a member who was ever there.
    pub(crate) fn person(&self, member: MemberIndex) -> Res<&Person> {
        self.members.get(&member.0).ok_or(Error::NoMember(member).into())
    }

    /// The same, to change it.
    pub(crate) fn person_mut(&mut self, member: MemberIndex) -> Res<&mut Person> {
        self.members.get_mut(&member.0).ok_or(Error::NoMember(member).into())
    }

    /// Refuses who is not there, or has departed.
    pub(crate) fn present(&self, member: MemberIndex) -> Res<&Person> {
        let person = self.person(member)?;
        need(person.departed == 0, Error::NoMember(member))?;
        Ok(person)
    }

    /// Their standing by the rules in force.
    pub(crate) fn standing_now(&self, member: MemberIndex) -> Standing {
        let dues = dues_terms(&self.rules.dues);
        self.members.get(&member.0).map_or(Standing::Departed, |person| standing(person, dues, self.now))
    }

    /// The member who calls, of any standing.
    pub(crate) fn member(&self, caller: AccountId) -> Res<MemberIndex> {
        let Some(index) = self.bound.get(&caller) else { return no(Error::NotMember) };
        let member = MemberIndex(*index);
        let person = self.person(member)?;
        need(person.account == caller && person.departed == 0, Error::NotMember)?;
        Ok(member)
    }

    /// The active member who calls.
    pub(crate) fn active_member(&self, caller: AccountId) -> Res<MemberIndex> {
        let member = self.member(caller)?;
        let standing = self.standing_now(member);
        need(acts(standing), Error::NotInGoodStanding(standing))?;
        Ok(member)
    }

    /// Whether an active member's seat in `role` runs.
    pub(crate) fn is_live(&self, member: MemberIndex, role: Role) -> bool {
        let runs =
            |seat: &&mutual_types::Seat| seat.role == role && seat.member == member && self.now < seat.expires_ms;
        self.seats.iter().any(|seat| runs(&seat)) && acts(self.standing_now(member))
    }

    /// All live officers of a role, in the order of their seats.
    pub(crate) fn live(&self, role: Role) -> Vec<MemberIndex> {
        let members = self.seats.iter().filter(|seat| seat.role == role).map(|seat| seat.member);
        members.filter(|member| self.is_live(*member, role)).collect()
    }

    /// The live treasurer who calls.
    pub(crate) fn treasurer(&self, caller: AccountId) -> Res<MemberIndex> {
        let member = self.active_member(caller)?;
        need(self.is_live(member, Role::Treasurer), Error::NotTreasurer)?;
        Ok(member)
    }

    /// The live steward who calls.
    pub(crate) fn steward(&self, caller: AccountId) -> Res<MemberIndex> {
        let member = self.active_member(caller)?;
        need(self.is_live(member, Role::Steward), Error::NotSteward)?;
        Ok(member)
    }

    /// The live treasurer or steward who calls.
    pub(crate) fn officer(&self, caller: AccountId) -> Res<MemberIndex> {
        let member = self.active_member(caller)?;
        let is_officer = self.is_live(member, Role::Treasurer) || self.is_live(member, Role::Steward);
        need(is_officer, Error::NotSteward)?;
        Ok(member)
    }

    /// Whether a member decides on what was made at `made`: joined strictly before, and past probation then.
    pub(crate) fn may_decide_on(&self, member: MemberIndex, made: TimestampMs) -> bool {
        let person = self.members.get(&member.0);
        person.is_some_and(|person| person.joined < made && person.probation_ends <= made)
    }

    /// Refuses who does not decide on what was made at `made`.
    pub(crate) fn eligible(&self, member: MemberIndex, made: TimestampMs) -> Res<()> {
        if self.may_decide_on(member, made) {
            return Ok(());
        }
        let person = self.person(member)?;
        let eligible_from_ms = person.joined.max(person.probation_ends);
        like(Error::NotEligible { made_ms: made, eligible_from_ms })
    }

    /// How many the electorate of new proposals counts.
    pub(crate) fn counted(&self) -> u32 {
        let counted: Vec<_> = self.members.values().filter(|person| person.counted).collect();
        len(&counted)
    }

    /// How many have joined and not departed.
    pub(crate) fn present_count(&self) -> u32 {
        let present: Vec<_> = self.members.values().filter(|person| person.departed == 0).collect();
        len(&present)
    }

    /// The member to whom an account is bound, if any.
    pub(crate) fn bound_to(&self, account: AccountId) -> Option<MemberIndex> {
        self.bound.get(&account).map(|index| MemberIndex(*index))
    }

    /// Refuses an account that is or was a member's.
    pub(crate) fn unbound(&self, account: AccountId) -> Res<()> {
        match self.bound_to(account) {
            Some(member) => no(Error::AccountBound(member)),
            None => Ok(()),
        }
    }

    /// Where to owe what is owed to `account`: a member's present account, or itself.
    pub(crate) fn owed_at(&self, account: AccountId) -> AccountId {
        let index = self.bound.get(&account);
        index.and_then(|index| self.members.get(index)).map_or(account, |person| person.account)
    }

    /// Counts a member again who was not, if they act by the rules in force.
    pub(crate) fn recount_if_active(&mut self, member: MemberIndex) -> Res<()> {
        if acts(self.standing_now(member)) && !self.person(member)?.counted {
            self.recount(member)?;
        }
        Ok(())
    }

    /// Counts a member again.
    pub(crate) fn recount(&mut self, member: MemberIndex) -> Res<()> {
        let now = self.now;
        let person = self.person_mut(member)?;
        person.counted = true;
        person.good_since = now;
        Ok(())
    }

    /// Ends the proxies that a member gave and holds.
    pub(crate) fn end_proxies(&mut self, member: MemberIndex) {
        for (index, person) in &mut self.members {
            if *index == member.0 {
                person.proxy_holder = None;
                person.proxy_offered_to = None;
                person.proxies_held.clear();
            } else {
                person.proxies_held.retain(|giver| *giver != member);
                if person.proxy_holder == Some(member) {
                    person.proxy_holder = None;
                }
            }
        }
    }
}
