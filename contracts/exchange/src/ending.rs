//! Deals that end without hours: withdrawn, declined, cancelled, or over.

use ink::prelude::{boxed::Box, string::String};
use mutual_types::{
    exchange::{event::DealEnded, Checked, Deal, DealId, DealState, DealStatus, Ending, Error, Field, Side},
    MemberIndex,
};

use crate::{
    call::Call,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// A party calls off what is proposed, or agreed and not reported by the other.
    ///
    /// # Errors
    /// [`Error::SocietySilent`], [`Error::NotMember`], [`Error::NoDeal`], [`Error::NotParty`], [`Error::TextTooLong`],
    /// [`Error::WrongDeal`], [`Error::AlreadyReported`].
    pub fn cancel(&mut self, call: &Call, id: DealId, reason: Option<String>) -> Checked<Effects> {
        let (member, side, deal) = self.party(call, id)?;
        if let Some(reason) = &reason {
            Field::Reason.check(reason)?;
        }
        let ending = match deal.status(call.now_ms) {
            DealStatus::Proposed if side == deal.proposer => Ending::Withdrawn,
            DealStatus::Proposed => Ending::Declined,
            DealStatus::Agreed => match deal.reports.of(side.other()) {
                None => Ending::Cancelled,
                Some(minutes) => return Err(Error::AlreadyReported { minutes }.into()),
            },
            status => return Err(Error::WrongDeal { status }.into()),
        };
        Ok(Effects::from([self.end_deal(id, deal, ending, Some(member), reason)?]))
    }

    /// Anyone closes a deal that is over, so that its minutes are not set aside any more.
    ///
    /// # Errors
    /// [`Error::NoDeal`], [`Error::NotOver`].
    pub fn close_deal(&mut self, call: &Call, id: DealId) -> Checked<Effects> {
        let deal = self.deal(id)?;
        let Some(ending) = deal.ending(call.now_ms) else {
            return Err(Error::NotOver { status: deal.status(call.now_ms) }.into());
        };
        Ok(Effects::from([self.end_deal(id, deal, ending, None, None)?]))
    }

    /// Closes those of a member's open deals that are over; there are at most sixteen.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn tidy(&mut self, call: &Call, member: MemberIndex) -> Checked<Effects> {
        let mut effects = Effects::new();
        for id in self.account(member).deals {
            let deal = self.deal(id)?;
            if let Some(ending) = deal.ending(call.now_ms) {
                effects.push(self.end_deal(id, deal, ending, None, None)?);
            }
        }
        Ok(effects)
    }

    /// Ends a deal of which no hours come.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn end_deal(
        &mut self,
        id: DealId,
        mut deal: Box<Deal>,
        ending: Ending,
        by: Option<MemberIndex>,
        reason: Option<String>,
    ) -> Checked<Emission> {
        let sides = match deal.state {
            DealState::Agreed => &[Side::Giver, Side::Receiver][..],
            DealState::Proposed => &[deal.proposer][..],
            DealState::Settled | DealState::Ended(_) => &[],
        };
        for side in sides {
            let mut account = self.account(deal.party(*side));
            if deal.state == DealState::Agreed {
                account.release(*side, deal.terms.minutes)?;
            }
            account.deals.retain(|open| *open != id);
            self.set_account(deal.party(*side), &account)?;
        }
        deal.state = DealState::Ended(ending);
        self.set_deal(id, &deal);
        Ok(Emission::of(&DealEnded { seq: self.counters.next_seq(), deal: id, ending, by, reason }))
    }

    /// The caller, the side they are on, and the deal.
    ///
    /// # Errors
    /// [`Error::SocietySilent`], [`Error::NotMember`], [`Error::NoDeal`], [`Error::NotParty`].
    pub fn party(&self, call: &Call, id: DealId) -> Checked<(MemberIndex, Side, Box<Deal>)> {
        let setup = self.setup()?;
        let member = self.member(call, &setup)?.index;
        let deal = self.deal(id)?;
        match deal.side_of(member) {
            Some(side) => Ok((member, side, deal)),
            None => Err(Error::NotParty.into()),
        }
    }
}
