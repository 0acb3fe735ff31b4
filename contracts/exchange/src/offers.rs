//! Offers and requests: posted, found by kind and category, closed.

use ink::prelude::boxed::Box;
use mutual_types::{
    exchange::{
        event::{OfferClosed, OfferPosted},
        Checked, Collection, Error, Offer, OfferId, OfferTerms,
    },
    MemberIndex,
};

use crate::{
    call::Call,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// An active member puts up an offer or a request.
    ///
    /// # Errors
    /// [`Error::SocietySilent`], [`Error::NotMember`], [`Error::NotInGoodStanding`]; those of [`OfferTerms::check`];
    /// [`Error::TooMany`].
    pub fn post_offer(&mut self, call: &Call, terms: OfferTerms) -> Checked<(OfferId, Effects)> {
        let setup = self.setup()?;
        let member = self.active_member(call, &setup)?;
        terms.check(call.now_ms, setup.rules.offer_ms)?;
        let mut effects = self.close_own_offers(call, member)?;
        let mut account = self.account(member);
        Collection::OpenOffers.check(account.offers.len().saturating_add(1), setup.rules.offers_max)?;

        let id = OfferId(self.counters.offers);
        self.counters.offers = id.0.checked_add(1).ok_or_else(Error::overflow)?;
        account.offers.push(id);
        self.set_account(member, &account)?;
        let OfferTerms { kind, category, minutes, ends_ms, .. } = terms;
        let posted = OfferPosted { seq: self.counters.next_seq(), offer: id, member, kind, category, minutes, ends_ms };
        let place_in_list = Some(self.list_offer(id, terms.list())?);
        self.set_offer(id, &Offer { member, terms, made_ms: call.now_ms, place_in_list });
        effects.push(Emission::of(&posted));
        Ok((id, effects))
    }

    /// Takes an offer off its list: its member or the society at any time, anyone once it is over.
    ///
    /// # Errors
    /// [`Error::NoOffer`], [`Error::OfferOver`]; before its end [`Error::SocietySilent`], [`Error::NotMember`],
    /// [`Error::NotYours`].
    pub fn close_offer(&mut self, call: &Call, id: OfferId) -> Checked<Effects> {
        let offer = self.offer(id)?;
        if offer.place_in_list.is_none() {
            return Err(Error::OfferOver.into());
        }
        let mut by = None;
        if offer.is_open(call.now_ms) {
            let setup = self.setup()?;
            if call.caller != setup.society {
                let member = self.member(call, &setup)?.index;
                if member != offer.member {
                    return Err(Error::NotYours.into());
                }
                by = Some(member);
            }
        }
        Ok(Effects::from([self.close(id, offer, by)?]))
    }

    /// Closes those of a member's offers that are over, so that they take no place any more.
    fn close_own_offers(&mut self, call: &Call, member: MemberIndex) -> Checked<Effects> {
        let mut effects = Effects::new();
        for id in self.account(member).offers {
            let offer = self.offer(id)?;
            if !offer.is_open(call.now_ms) {
                effects.push(self.close(id, offer, None)?);
            }
        }
        Ok(effects)
    }

    fn close(&mut self, id: OfferId, mut offer: Box<Offer>, by: Option<MemberIndex>) -> Checked<Emission> {
        if let Some(place) = offer.place_in_list.take() {
            self.unlist_offer(offer.terms.list(), place)?;
        }
        self.set_offer(id, &offer);
        let mut account = self.account(offer.member);
        account.offers.retain(|open| *open != id);
        self.set_account(offer.member, &account)?;
        Ok(Emission::of(&OfferClosed { seq: self.counters.next_seq(), offer: id, by }))
    }
}
