//! How a society ends, to the last planck.

use mutual_types::{
    event::{CreditForfeited, DissolutionOpened, Divided, ShareClaimed, SharersCounted},
    Dissolution, Division, MemberIndex, PotId,
};

use super::{Books, Place, Record, Shown};

impl Books {
    pub(super) fn dissolution_opened(&mut self, e: &DissolutionOpened) {
        let at_ms = self.now.at_ms;
        // From here on the beneficiary does not change; one whose day has not come is dropped.
        self.beneficiary = self.beneficiary_at(at_ms);
        self.next_beneficiary = None;
        if self.dissolution.is_some() {
            self.fault(Record::Dissolution, "it is opened twice", Shown::of(&true), Shown::of(&true));
        }
        self.dissolution = Some(Dissolution {
            opened_ms: at_ms,
            made_ms: e.made_ms,
            claims_until_ms: e.claims_until_ms,
            next: MemberIndex(0),
            sharers: 0,
            division: None,
        });
        self.touch(Record::Dissolution);
        self.touch(Record::Society);
    }

    /// The dissolution, noted as touched; a fault if there is none.
    fn dissolution_mut(&mut self) -> Option<&mut Dissolution> {
        if self.dissolution.is_none() {
            self.unknown(Record::Dissolution);
        }
        self.touch(Record::Dissolution);
        self.dissolution.as_mut()
    }

    pub(super) fn sharers_counted(&mut self, e: &SharersCounted) {
        let dues = self.rules.as_ref().and_then(|rules| rules.dues.terms());
        let Some(dissolution) = &self.dissolution else { return self.unknown(Record::Dissolution) };
        let (from, made_ms) = (dissolution.next.0, dissolution.made_ms);
        let looked_at = (from..e.next.0).filter_map(|index| self.member(MemberIndex(index)));
        let more = super::members::count(looked_at.filter(|book| book.member.shares_in(made_ms, dues)).count());
        let sharers = dissolution.sharers.saturating_add(more);
        self.same(Record::Dissolution, "members who share", Shown::of(&sharers), Shown::of(&e.sharers));
        if let Some(dissolution) = self.dissolution_mut() {
            dissolution.next = e.next;
            dissolution.sharers = sharers;
        }
    }

    pub(super) fn divided(&mut self, e: &Divided) {
        let at_ms = self.now.at_ms;
        let general = Place::Pot(PotId::GENERAL);
        let held = self.at(general);
        self.same(Record::Dissolution, "what is divided", Shown::Money(held), Shown::Money(e.total));
        if (e.each, e.extra) == (0, 0) {
            let to = self.beneficiary_credit();
            self.transfer(general, to, e.total);
        } else {
            let expected = Division::of(held, e.sharers, at_ms);
            self.same(Record::Dissolution, "each share", Shown::Money(expected.each), Shown::Money(e.each));
            self.same(Record::Dissolution, "who gets one planck more", Shown::of(&expected.extra), Shown::of(&e.extra));
        }
        if let Some(dissolution) = self.dissolution_mut() {
            dissolution.division = Some(Division { at_ms, each: e.each, extra: e.extra, claimed: 0 });
        }
    }

    pub(super) fn share_claimed(&mut self, e: &ShareClaimed) {
        let expected = self.dissolution_mut().and_then(|dissolution| dissolution.division.as_mut()).map(|division| {
            let expected = division.next_share().unwrap_or(0);
            division.claimed = division.claimed.saturating_add(1);
            expected
        });
        let Some(expected) = expected else { return self.unknown(Record::Dissolution) };
        self.same(Record::Member(e.member), "its share", Shown::Money(expected), Shown::Money(e.share));
        self.change_member(e.member, |member| member.share_claimed = true);
        self.transfer(Place::Pot(PotId::GENERAL), self.credit_of(e.account), e.share);
    }

    pub(super) fn credit_forfeited(&mut self, e: &CreditForfeited) {
        let from = Place::Credit(e.account);
        let held = self.at(from);
        self.same(Record::Credit(e.account), "forfeited", Shown::Money(held), Shown::Money(e.amount));
        let to = self.beneficiary_credit();
        self.transfer(from, to, e.amount);
    }
}
