//! Relief: asked for, attested, promised.

use mutual_types::{
    event::{AttestersBarred, ReliefAsked, ReliefAttested, ReliefWithdrawn},
    MemberIndex, PaymentId, Planck, PotId, ReliefId, TimestampMs,
};

use super::{Books, Record, Shown};

/// A request for relief as the books have it.
#[derive(Clone, Debug)]
pub struct ReliefBook {
    /// Who asks.
    pub asker: MemberIndex,
    /// From which pot.
    pub pot: PotId,
    /// How much, in planck.
    pub amount: Planck,
    /// When it was made.
    pub asked_ms: TimestampMs,
    /// Until when it is to be attested.
    pub ends_ms: TimestampMs,
    /// Members who attested, in order.
    pub attesters: Vec<MemberIndex>,
    /// The payment it led to.
    pub payment: Option<PaymentId>,
    /// When the asker withdrew it; 0 for not.
    pub withdrawn_ms: TimestampMs,
}

impl Books {
    /// A request for relief, if there is one of this number.
    pub fn relief_request(&self, id: ReliefId) -> Option<&ReliefBook> {
        self.relief.get(usize::try_from(id.0).ok()?)
    }

    pub(super) fn relief_asked(&mut self, e: &ReliefAsked) {
        let id = ReliefId(super::members::count(self.relief.len()));
        self.same(Record::Relief(e.request), "its number", Shown::of(&id), Shown::of(&e.request));
        self.relief.push(ReliefBook {
            asker: e.member,
            pot: e.pot,
            amount: e.amount,
            asked_ms: self.now.at_ms,
            ends_ms: e.ends_ms,
            attesters: Vec::new(),
            payment: None,
            withdrawn_ms: 0,
        });
        self.touch(Record::Relief(id));
    }

    pub(super) fn relief_attested(&mut self, e: &ReliefAttested) {
        let Some(book) = self.relief_mut(e.request) else { return };
        book.attesters.push(e.member);
        let so_far = super::members::count(book.attesters.len());
        let what = "attesters so far";
        self.same(Record::Relief(e.request), what, Shown::of(&so_far), Shown::of(&u32::from(e.attesters)));
    }

    pub(super) fn relief_withdrawn(&mut self, e: &ReliefWithdrawn) {
        let at_ms = self.now.at_ms;
        if let Some(book) = self.relief_mut(e.request) {
            book.withdrawn_ms = at_ms;
        }
    }

    pub(super) fn attesters_barred(&mut self, e: &AttestersBarred) {
        for member in &e.members {
            self.touch(Record::Member(*member));
        }
    }
}
