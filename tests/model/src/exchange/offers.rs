//! Offers and requests.

use mutual_types::exchange::{Category, Collection, Error, Field, OfferId, OfferKind, OfferTerms};
use mutual_types::{AccountId, Standing};

use super::state::{need, text_len, Model, Offer, Res};
use super::{Answer, Society};

impl Model {
    /// The list that an offer belongs to.
    pub(super) fn list(&self, terms: &OfferTerms) -> &[OfferId] {
        self.lists.get(place(terms)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_open(&self, offer: &Offer) -> bool {
        !offer.closed && self.now < offer.terms.ends_ms
    }

    pub(super) fn find_offer(&self, id: OfferId) -> Res<&Offer> {
        usize::try_from(id.0).ok().and_then(|id| self.offers.get(id)).ok_or(Error::NoOffer(id))
    }

    pub(super) fn post_offer(&mut self, caller: AccountId, terms: OfferTerms, society: &Society) -> Res<OfferId> {
        let (member, standing) = society.caller(caller)?;
        need(matches!(standing, Standing::Good | Standing::Grace), Error::NotInGoodStanding { member, standing })?;
        for (field, text, max) in [(Field::Title, &terms.title, 128), (Field::Place, &terms.place, 64)] {
            let len = text_len(text);
            need(len <= max, Error::TextTooLong { field, len, max })?;
        }
        need(!terms.title.is_empty(), Error::TitleMissing)?;
        need(terms.minutes > 0, Error::ZeroMinutes)?;
        let max_ms = self.now.saturating_add(self.rules.offer_ms);
        let in_range = self.now < terms.ends_ms && terms.ends_ms <= max_ms;
        need(in_range, Error::DateOutOfRange { given_ms: terms.ends_ms, max_ms })?;
        let own: Vec<_> =
            self.all_offers().filter(|id| self.find_offer(*id).is_ok_and(|own| own.member == member)).collect();
        for id in own {
            let offer = self.find_offer(id)?;
            if !offer.closed && !self.is_open(offer) {
                self.close(id);
            }
        }
        let open = self.offers.iter().filter(|offer| offer.member == member && !offer.closed).count();
        let count = u32::try_from(open).unwrap_or(u32::MAX).saturating_add(1);
        let max = self.rules.offers_max.into();
        need(count <= max, Error::TooMany { what: Collection::OpenOffers, count, max })?;
        self.get_to_know(member)?;
        let id = OfferId(u32::try_from(self.offers.len()).map_err(|_| Error::Overflow)?);
        if let Some(list) = self.lists.get_mut(place(&terms)) {
            list.push(id);
        }
        self.offers.push(Offer { member, terms, closed: false });
        self.events.push("OfferPosted");
        Ok(id)
    }

    pub(super) fn close_offer(&mut self, caller: AccountId, id: OfferId, society: &Society) -> Res<Answer> {
        let offer = self.find_offer(id)?;
        need(!offer.closed, Error::OfferOver)?;
        if self.is_open(offer) && caller != self.society {
            let (member, _) = society.caller(caller)?;
            need(member == offer.member, Error::NotYours)?;
        }
        self.close(id);
        Ok(Answer::Done)
    }

    fn all_offers(&self) -> impl Iterator<Item = OfferId> {
        (0..u32::try_from(self.offers.len()).unwrap_or(u32::MAX)).map(OfferId)
    }

    /// The last of the list takes its place.
    fn close(&mut self, id: OfferId) {
        let Some(offer) = usize::try_from(id.0).ok().and_then(|id| self.offers.get_mut(id)) else { return };
        offer.closed = true;
        if let Some(list) = self.lists.get_mut(place(&offer.terms)) {
            if let Some(at) = list.iter().position(|listed| *listed == id) {
                list.swap_remove(at);
            }
        }
        self.events.push("OfferClosed");
    }
}

/// `kind × 7 + category`.
fn place(terms: &OfferTerms) -> usize {
    use Category::*;
    let categories = [Childcare, Translation, Transport, Food, Repairs, EmotionalSupport, Other];
    let category = categories.iter().position(|category| *category == terms.category).unwrap_or(0);
    match terms.kind {
        OfferKind::Offer => category,
        OfferKind::Request => category.saturating_add(7),
    }
}
