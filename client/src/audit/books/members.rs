//! Members: founded with, admitted, in and out of the electorate, gone and back.

use mutual_types::{
    event::{
        Applied, CharterAcknowledged, DuesPaid, DuesWaived, ExitSettled, MemberAdmitted, MemberReinstated,
        MemberSuspended, ReturnRecorded, SharesBought, SocietyFounded, Sponsored,
    },
    AccountId, AdmissionPolicy, Charter, Member, MemberIndex, PotId, Rules, Seat, Standing, TimestampMs,
};

use super::{Books, Last, MemberBook, Place, PotBook, Record, Shown};

impl Books {
    /// A member, if there is one of this number.
    pub fn member(&self, index: MemberIndex) -> Option<&MemberBook> {
        self.members.get(usize::try_from(index.0).ok()?)
    }

    /// The member to whom an account is bound: it is theirs, or was.
    pub fn member_of(&self, account: AccountId) -> Option<MemberIndex> {
        self.bound.get(&account).copied()
    }

    /// A member's standing under the rules in force.
    pub fn standing(&self, index: MemberIndex, now_ms: TimestampMs) -> Option<Standing> {
        let dues = self.rules.as_ref().and_then(|rules| rules.dues.terms());
        self.member(index).map(|book| book.member.standing_within(dues, now_ms))
    }

    /// How many members have not departed.
    pub fn present(&self) -> u32 {
        count(self.members.iter().filter(|book| book.member.departed_ms == 0).count())
    }

    /// How many members the electorate of a new proposal counts.
    pub fn active(&self) -> u32 {
        count(self.members.iter().filter(|book| book.member.counted).count())
    }

    pub(super) fn change_member(&mut self, index: MemberIndex, change: impl FnOnce(&mut Member)) {
        let found = usize::try_from(index.0).ok().and_then(|at| self.members.get_mut(at));
        match found {
            Some(book) => {
                change(&mut book.member);
                self.touch(Record::Member(index));
            }
            None => self.unknown(Record::Member(index)),
        }
    }

    pub(super) fn society_founded(&mut self, e: &SocietyFounded) {
        let now_ms = self.now.at_ms;
        if self.founded_ms.is_some() {
            self.fault(Record::Society, "it was founded twice", Shown::of(&true), Shown::of(&e.seq));
            return;
        }
        self.transfers.is_founding = true;
        self.founded_ms = Some(now_ms);
        self.last_activity_ms = now_ms;
        self.touch(Record::Society);
        self.touch(Record::Roles);
        self.rules = self.documents.first_rules().cloned();
        if let Some(rules) = &mut self.rules {
            rules.dues.since_ms = now_ms;
        }
        let pots: Vec<_> = self.documents.first_pots().to_vec();
        for spec in pots {
            self.add_pot(PotBook::new(spec.kind, Some(spec)));
        }
        match self.documents.founding.clone() {
            Some(founding) => {
                self.charter = Some(Charter { document: founding.charter, version: 1 });
                self.beneficiary = Some(founding.asset_lock.beneficiary);
                let term_ms = founding.rules.roles.term_ms;
                for founder in founding.founders {
                    let index = self.add_member(founder.account, now_ms, 0);
                    for role in founder.roles {
                        let expires_ms = now_ms.saturating_add(term_ms);
                        self.seats.push(Seat { role, member: index, expires_ms, terms: 1, last_case_ms: 0 });
                    }
                }
                self.same(Record::Society, "founders", Shown::of(&count(self.members.len())), Shown::of(&e.members));
            }
            None => self.undocumented(Record::Society),
        }
        self.transfer(Place::Outside(e.founder), Place::Pot(PotId::GENERAL), e.value);
    }

    /// Adds the next member.
    fn add_member(&mut self, account: AccountId, probation_ends_ms: TimestampMs, charter_version: u32) -> MemberIndex {
        let index = MemberIndex(count(self.members.len()));
        let member = Member::new(index, self.now.at_ms, probation_ends_ms, charter_version);
        self.members.push(MemberBook { account, member });
        self.bound.insert(account, index);
        self.touch(Record::Member(index));
        index
    }

    pub(super) fn applied(&mut self, e: &Applied) {
        self.applied.insert(e.account, e.charter_version);
        // Else somebody else lets them in, which may be the very next event.
        if self.rules.as_ref().is_some_and(|rules| rules.membership.admission == AdmissionPolicy::Open) {
            self.last = Last::Applied(e.account);
        }
    }

    pub(super) fn sponsored(&mut self, e: &Sponsored) {
        self.touch(Record::Member(e.sponsor));
        if e.sponsors >= e.needed {
            self.last = Last::Sponsored(e.account);
        }
    }

    pub(super) fn member_admitted(&mut self, e: &MemberAdmitted, last: Last) {
        let next = count(self.members.len());
        self.same(Record::Member(e.member), "its number", Shown::of(&next), Shown::of(&e.member.0));
        if let Some(index) = self.bound.get(&e.account) {
            let index = *index;
            self.fault(Record::Member(e.member), "its account", Shown::of(&index), Shown::of(&e.account));
        }
        // Who enters in a batch has no probation; who is let in by sponsors, by a vote or by applying has.
        let probation = |rules: &Rules| rules.membership.probation_ms;
        let probation_ms = match last {
            Last::Applied(account) | Last::Sponsored(account) if account == e.account => {
                self.rules.as_ref().map_or(0, probation)
            }
            Last::Executed(proposal) => self.documents.body(proposal).map_or(0, |body| probation(&body.rules)),
            _ => 0,
        };
        let version = self.applied.get(&e.account).copied().unwrap_or(0);
        self.add_member(e.account, self.now.at_ms.saturating_add(probation_ms), version);
    }

    pub(super) fn charter_acknowledged(&mut self, e: &CharterAcknowledged) {
        self.change_member(e.member, |member| member.charter_version = e.version);
    }

    pub(super) fn dues_paid(&mut self, e: &DuesPaid) {
        let to = self.general();
        self.transfer(Place::Outside(e.payer), to, e.amount);
        self.change_member(e.member, |member| member.dues_paid_until_ms = e.paid_until_ms);
        self.recount_if_active(e.member);
    }

    pub(super) fn dues_waived(&mut self, e: &DuesWaived) {
        self.change_member(e.member, |member| {
            member.dues_paid_until_ms = member.dues_paid_until_ms.max(e.until_ms);
        });
        self.recount_if_active(e.member);
    }

    /// Who was behind with dues and is not any more is counted again.
    fn recount_if_active(&mut self, index: MemberIndex) {
        let now_ms = self.now.at_ms;
        if self.standing(index, now_ms).is_some_and(Standing::is_active) {
            self.change_member(index, |member| recount(member, now_ms));
        }
    }

    pub(super) fn return_recorded(&mut self, e: &ReturnRecorded) {
        let now_ms = self.now.at_ms;
        self.change_member(e.member, |member| {
            let ended_ms = member.suspended_until_ms;
            member.counted = true;
            member.good_since_ms = if ended_ms > member.good_since_ms { ended_ms } else { now_ms };
        });
    }

    pub(super) fn shares_bought(&mut self, e: &SharesBought) {
        let Some(account) = self.member(e.member).map(|book| book.account) else {
            return self.unknown(Record::Member(e.member));
        };
        self.transfer(Place::Outside(account), Place::Shares(e.member), e.amount);
        self.change_member(e.member, |member| member.shares = member.shares.saturating_add(e.count));
    }

    /// A member leaves, or is expelled.
    pub(super) fn depart(&mut self, index: MemberIndex, exit_due_ms: TimestampMs) {
        let now_ms = self.now.at_ms;
        self.change_member(index, |member| {
            member.counted = false;
            member.departed_ms = now_ms;
            member.exit_due_ms = exit_due_ms;
        });
        self.seats.retain(|seat| seat.member != index);
        self.touch(Record::Roles);
    }

    pub(super) fn exit_settled(&mut self, e: &ExitSettled) {
        let from = Place::Shares(e.member);
        for (grant, amount) in &e.repaid {
            let Some(pot) = self.grant_mut(*grant).map(|book| {
                book.grant.repaid = book.grant.repaid.saturating_add(*amount);
                book.grant.pot
            }) else {
                continue;
            };
            let to = self.pot_or_general(pot);
            self.transfer(from, to, *amount);
        }
        self.transfer(from, self.credit_of(e.account), e.credit);
        let left = self.at(from);
        self.same(Record::Member(e.member), "share capital that an exit leaves", Shown::Money(left), Shown::Money(0));
        self.change_member(e.member, |member| {
            member.shares = 0;
            member.exit_due_ms = 0;
        });
        self.drop_level_loans(e.member);
        let owed = self.debt(e.member);
        self.same(Record::Member(e.member), "what is still owed", Shown::Money(owed), Shown::Money(e.still_owed));
    }

    /// A member goes on under another account, which gets what the old one had to get.
    pub(super) fn moved(&mut self, index: MemberIndex, from: AccountId, to: AccountId) {
        let found = usize::try_from(index.0).ok().and_then(|at| self.members.get_mut(at));
        let Some(book) = found else { return self.unknown(Record::Member(index)) };
        let before = std::mem::replace(&mut book.account, to);
        self.touch(Record::Member(index));
        self.same(Record::Member(index), "its account", Shown::of(&before), Shown::of(&from));
        self.bound.insert(to, index);
        let owed = self.credit(from);
        self.transfer(Place::Credit(from), Place::Credit(to), owed);
    }

    pub(super) fn member_suspended(&mut self, e: &MemberSuspended) {
        let now_ms = self.now.at_ms;
        self.change_member(e.member, |member| {
            // One that is prolonged began once.
            if member.suspended_until_ms <= now_ms {
                member.suspended_from_ms = now_ms;
            }
            member.suspended_until_ms = e.until_ms;
            member.counted = false;
        });
    }

    pub(super) fn member_reinstated(&mut self, e: &MemberReinstated) {
        let now_ms = self.now.at_ms;
        // The rules that the proposal took along decide.
        let executed = self.executed.and_then(|id| self.documents.body(id));
        let Some(rules) = executed.map(|body| body.rules.clone()) else {
            return self.undocumented(Record::Member(e.member));
        };
        self.change_member(e.member, |member| {
            member.suspended_until_ms = member.suspended_until_ms.min(now_ms);
            let standing = member.standing_within(rules.dues.terms(), now_ms);
            if standing == Standing::Departed {
                member.departed_ms = 0;
                member.joined_ms = now_ms;
                member.probation_ends_ms = now_ms.saturating_add(rules.membership.probation_ms);
            }
            if !standing.is_active() {
                member.dues_paid_until_ms = now_ms;
            }
            recount(member, now_ms);
        });
    }
}

fn recount(member: &mut Member, now_ms: TimestampMs) {
    if !member.counted {
        member.counted = true;
        member.good_since_ms = now_ms;
    }
}

/// A length as a count; there is no society with more.
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
