//! Proposing, accepting, calling off, closing.

use mutual_types::exchange::{DealId, DealStatus, DealTerms, DealWith, Ending, Error, Field, OfferKind};
use mutual_types::{AccountId, MemberIndex};

use super::state::{need, text_len, time, Course, Deal, Model, Res};
use super::{Answer, Society};

impl Model {
    pub(super) fn propose(
        &mut self,
        caller: AccountId,
        with: DealWith,
        terms: DealTerms,
        society: &Society,
    ) -> Res<DealId> {
        let (member, standing) = society.caller(caller)?;
        let len = text_len(&terms.title);
        need(len <= 128, Error::TextTooLong { field: Field::Title, len, max: 128 })?;
        need(terms.minutes > 0, Error::ZeroMinutes)?;
        let max_ms = self.now.saturating_add(self.rules.ahead_ms);
        need(terms.due_ms <= max_ms, Error::DateOutOfRange { given_ms: terms.due_ms, max_ms })?;
        let (giver, receiver, category) = match with {
            DealWith::Offer(id) => {
                let offer = self.find_offer(id)?;
                need(self.is_open(offer), Error::OfferOver)?;
                match offer.terms.kind {
                    OfferKind::Offer => (offer.member, member, offer.terms.category),
                    OfferKind::Request => (member, offer.member, offer.terms.category),
                }
            }
            DealWith::Member { member: other, giving: true, category } => (member, other, category),
            DealWith::Member { member: other, giving: false, category } => (other, member, category),
        };
        need(giver != receiver, Error::OneSelf)?;
        self.tidy(member)?;
        self.need_room(member, standing, giver == member, terms.minutes)?;
        self.need_place(member)?;
        self.get_to_know(member)?;
        let rules = self.rules;
        let until = time(self.now, rules.answer_ms)?;
        let id = DealId(u32::try_from(self.deals.len()).map_err(|_| Error::Overflow)?);
        self.deals.push(Deal {
            giver,
            receiver,
            proposer: member,
            category,
            terms,
            windows: (rules.report_ms, rules.dispute_ms, rules.ruling_ms),
            course: Course::Proposed { until },
            said: Vec::new(),
            contest: None,
        });
        self.events.push("DealProposed");
        Ok(id)
    }

    pub(super) fn accept(&mut self, caller: AccountId, id: DealId, society: &Society) -> Res<Answer> {
        let (member, standing) = society.caller(caller)?;
        let deal = self.find_deal(id)?.clone();
        need(deal.has(member) && deal.proposer != member, Error::NotParty)?;
        let status = deal.status(self.now);
        need(status == DealStatus::Proposed, Error::WrongDeal { status })?;
        self.tidy(member)?;
        self.need_room(member, standing, deal.giver == member, deal.terms.minutes)?;
        self.need_place(member)?;
        let standing = society.standing(deal.proposer)?;
        self.need_room(deal.proposer, standing, deal.giver == deal.proposer, deal.terms.minutes)?;
        self.get_to_know(member)?;
        let until = time(self.now.max(deal.terms.due_ms), deal.windows.0)?;
        self.deal_mut(id)?.course = Course::Agreed { until };
        self.events.push("DealAgreed");
        Ok(Answer::Done)
    }

    pub(super) fn cancel(
        &mut self,
        caller: AccountId,
        id: DealId,
        reason: Option<&str>,
        society: &Society,
    ) -> Res<Answer> {
        let (member, deal) = self.party(caller, id, society)?;
        let len = reason.map_or(0, text_len);
        need(len <= 256, Error::TextTooLong { field: Field::Reason, len, max: 256 })?;
        let ending = match deal.status(self.now) {
            DealStatus::Proposed if deal.proposer == member => Ending::Withdrawn,
            DealStatus::Proposed => Ending::Declined,
            DealStatus::Agreed => match deal.said_by(deal.other(member)) {
                Some(minutes) => return Err(Error::AlreadyReported { minutes }),
                None => Ending::Cancelled,
            },
            status => return Err(Error::WrongDeal { status }),
        };
        self.end(id, ending)?;
        Ok(Answer::Done)
    }

    pub(super) fn close_deal(&mut self, id: DealId) -> Res<Answer> {
        match self.over(id)? {
            Some(ending) => self.end(id, ending)?,
            None => return Err(Error::NotOver { status: self.find_deal(id)?.status(self.now) }),
        }
        Ok(Answer::Done)
    }

    /// A caller who is a party, with the deal.
    pub(super) fn party(&self, caller: AccountId, id: DealId, society: &Society) -> Res<(MemberIndex, Deal)> {
        let (member, _) = society.caller(caller)?;
        let deal = self.find_deal(id)?;
        need(deal.has(member), Error::NotParty)?;
        Ok((member, deal.clone()))
    }
}
