//! Proposing a deal, and accepting it: standing and room of both are looked at when both agree.

use mutual_types::exchange::{
    event::{DealAgreed, DealProposed},
    Checked, Collection, Deal, DealId, DealState, DealStatus, DealTerms, DealWith, Error, OfferKind, Reports, Side,
    Windows,
};

use crate::{
    ask::{self, Who},
    call::Call,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// A member proposes a deal, in answer to an offer or to a member directly.
    ///
    /// # Errors
    /// [`Error::SocietySilent`], [`Error::NotMember`]; those of [`DealTerms::check`]; [`Error::NoOffer`],
    /// [`Error::OfferOver`]; [`Error::OneSelf`]; [`Error::NotInGoodStanding`], [`Error::OverLimit`]; [`Error::TooMany`].
    pub fn propose(&mut self, call: &Call, with: DealWith, terms: DealTerms) -> Checked<(DealId, Effects)> {
        let setup = self.setup()?;
        let Who { index: member, standing } = self.member(call, &setup)?;
        terms.check(call.now_ms, setup.rules.ahead_ms)?;
        let (other, proposer, category, offer) = match with {
            DealWith::Offer(id) => {
                let offer = self.offer(id)?;
                if !offer.is_open(call.now_ms) {
                    return Err(Error::OfferOver.into());
                }
                let side = match offer.terms.kind {
                    OfferKind::Offer => Side::Receiver,
                    OfferKind::Request => Side::Giver,
                };
                (offer.member, side, offer.terms.category, Some(id))
            }
            DealWith::Member { member, giving, category } => {
                (member, if giving { Side::Giver } else { Side::Receiver }, category, None)
            }
        };
        if other == member {
            return Err(Error::OneSelf.into());
        }
        let mut effects = self.tidy(call, member)?;
        let mut account = self.account(member);
        account.ensure_room(member, standing, proposer, terms.minutes, setup.rules.limit_minutes)?;
        Collection::OpenDeals.check(account.deals.len().saturating_add(1), setup.rules.deals_max)?;

        let id = DealId(self.counters.deals);
        self.counters.deals = id.0.checked_add(1).ok_or_else(Error::overflow)?;
        account.deals.push(id);
        self.set_account(member, &account)?;
        let (giver, receiver) = match proposer {
            Side::Giver => (member, other),
            Side::Receiver => (other, member),
        };
        let ends_ms = after_ms(call.now_ms, setup.rules.answer_ms)?;
        let seq = self.counters.next_seq();
        let minutes = terms.minutes;
        let proposed =
            DealProposed { seq, deal: id, proposer: member, giver, receiver, offer, category, minutes, ends_ms };
        effects.push(Emission::of(&proposed));
        self.set_deal(
            id,
            &Deal {
                giver,
                receiver,
                proposer,
                offer,
                category,
                terms,
                made_ms: call.now_ms,
                windows: Windows::of(&setup.rules),
                ends_ms,
                reports: Reports::default(),
                contest: None,
                settled_minutes: 0,
                state: DealState::Proposed,
            },
        );
        Ok((id, effects))
    }

    /// The party who was asked accepts. The minutes are set aside on both accounts, so that settling cannot fail later.
    ///
    /// # Errors
    /// [`Error::SocietySilent`], [`Error::NotMember`], [`Error::NoDeal`], [`Error::NotParty`], [`Error::WrongDeal`];
    /// [`Error::NotInGoodStanding`], [`Error::OverLimit`], of either; [`Error::TooMany`], [`Error::NoMember`].
    pub fn accept(&mut self, call: &Call, id: DealId) -> Checked<Effects> {
        let setup = self.setup()?;
        let Who { index: member, standing } = self.member(call, &setup)?;
        let mut deal = self.deal(id)?;
        let side = deal.proposer.other();
        if deal.party(side) != member {
            return Err(Error::NotParty.into());
        }
        let status = deal.status(call.now_ms);
        if status != DealStatus::Proposed {
            return Err(Error::WrongDeal { status }.into());
        }
        let mut effects = self.tidy(call, member)?;
        let (minutes, limit) = (deal.terms.minutes, setup.rules.limit_minutes);
        let mut account = self.account(member);
        account.ensure_room(member, standing, side, minutes, limit)?;
        Collection::OpenDeals.check(account.deals.len().saturating_add(1), setup.rules.deals_max)?;
        let other = deal.party(deal.proposer);
        let mut others = self.account(other);
        others.ensure_room(other, ask::standing_of(setup.society, other)?, deal.proposer, minutes, limit)?;

        account.commit(side, minutes)?;
        account.deals.push(id);
        self.set_account(member, &account)?;
        others.commit(deal.proposer, minutes)?;
        self.set_account(other, &others)?;
        deal.state = DealState::Agreed;
        deal.ends_ms = after_ms(deal.terms.due_ms.max(call.now_ms), deal.windows.report_ms)?;
        let agreed = DealAgreed {
            seq: self.counters.next_seq(),
            deal: id,
            giver: deal.giver,
            receiver: deal.receiver,
            minutes,
            ends_ms: deal.ends_ms,
        };
        self.set_deal(id, &deal);
        effects.push(Emission::of(&agreed));
        Ok(effects)
    }
}

/// The time `span_ms` after `start_ms`.
///
/// # Errors
/// [`Error::Overflow`] past the end of time.
pub fn after_ms(start_ms: u64, span_ms: u64) -> Checked<u64> {
    start_ms.checked_add(span_ms).ok_or_else(Error::overflow)
}
