//! Reporting how long it took. When both say the same, the hours move.

use ink::prelude::boxed::Box;
use mutual_types::exchange::{
    event::{DealReported, DealSettled},
    plus, Checked, Deal, DealId, DealState, DealStatus, Ending, Error, Minutes, Side,
};

use crate::{
    call::Call,
    emit::{Effects, Emission},
    propose::after_ms,
    state::State,
};

impl State {
    /// A party says how many minutes it took; 0 for no help at all.
    ///
    /// # Errors
    /// [`Error::SocietySilent`], [`Error::NotMember`], [`Error::NoDeal`], [`Error::NotParty`], [`Error::WrongDeal`],
    /// [`Error::MoreThanAgreed`], [`Error::ReportDiffers`].
    pub fn report(&mut self, call: &Call, id: DealId, minutes: Minutes) -> Checked<Effects> {
        let (member, side, mut deal) = self.party(call, id)?;
        let status = deal.status(call.now_ms);
        let is_contested = match (status, deal.state) {
            (DealStatus::Agreed, _) => false,
            (DealStatus::Contested, DealState::Agreed) => true,
            _ => return Err(Error::WrongDeal { status }.into()),
        };
        let agreed = deal.terms.minutes;
        if minutes > agreed {
            return Err(Error::MoreThanAgreed { agreed, given: minutes }.into());
        }
        let others = deal.reports.of(side.other());
        if is_contested {
            let other = others.unwrap_or(0);
            if minutes != other {
                return Err(Error::ReportDiffers { other }.into());
            }
        } else if deal.reports.are_missing() {
            deal.ends_ms = deal.ends_ms.max(after_ms(call.now_ms, deal.windows.report_ms)?);
        }
        deal.reports.set(side, minutes);
        let seq = self.counters.next_seq();
        let mut effects =
            Effects::from([Emission::of(&DealReported { seq, deal: id, member, minutes, ends_ms: deal.ends_ms })]);
        if is_contested || others == Some(minutes) {
            effects.push(self.conclude(call, id, deal, minutes, Ending::Cancelled)?);
        } else {
            self.set_deal(id, &deal);
        }
        Ok(effects)
    }

    /// Settles an agreed deal with `minutes`, or ends it where they are none.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn conclude(
        &mut self,
        call: &Call,
        id: DealId,
        deal: Box<Deal>,
        minutes: Minutes,
        without: Ending,
    ) -> Checked<Emission> {
        if minutes == 0 {
            self.end_deal(id, deal, without, None, None)
        } else {
            self.settle(call, id, deal, minutes)
        }
    }

    /// Moves the hours of an agreed deal. What was contested cannot be contested again.
    fn settle(&mut self, call: &Call, id: DealId, mut deal: Box<Deal>, minutes: Minutes) -> Checked<Emission> {
        let mut giver = self.account(deal.giver);
        giver.release(Side::Giver, deal.terms.minutes)?;
        giver.earn(minutes)?;
        giver.deals.retain(|open| *open != id);
        self.set_account(deal.giver, &giver)?;
        let mut receiver = self.account(deal.receiver);
        receiver.release(Side::Receiver, deal.terms.minutes)?;
        receiver.owe(minutes)?;
        receiver.deals.retain(|open| *open != id);
        self.set_account(deal.receiver, &receiver)?;

        self.counters.settled = plus(self.counters.settled, minutes.into())?;
        deal.settled_minutes = minutes;
        deal.state = DealState::Settled;
        deal.ends_ms = match deal.contest {
            None => after_ms(call.now_ms, deal.windows.dispute_ms)?,
            Some(_) => call.now_ms,
        };
        self.set_deal(id, &deal);
        Ok(Emission::of(&DealSettled {
            seq: self.counters.next_seq(),
            deal: id,
            giver: deal.giver,
            receiver: deal.receiver,
            minutes,
            giver_balance: giver.balance,
            receiver_balance: receiver.balance,
            ends_ms: deal.ends_ms,
        }))
    }
}
