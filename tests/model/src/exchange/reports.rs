//! Reports, and settling.

use mutual_types::exchange::{DealId, DealStatus, Ending, Error, Minutes};
use mutual_types::AccountId;

use super::state::{need, time, Course, Model, Res, Why};
use super::{Answer, Society};

impl Model {
    pub(super) fn report(&mut self, caller: AccountId, id: DealId, minutes: Minutes, society: &Society) -> Res<Answer> {
        let (member, deal) = self.party(caller, id, society)?;
        let status = deal.status(self.now);
        let Course::Agreed { until } = deal.course else { return Err(Error::WrongDeal { status }) };
        let contested = status == DealStatus::Contested;
        need(contested || status == DealStatus::Agreed, Error::WrongDeal { status })?;
        let agreed = deal.terms.minutes;
        need(minutes <= agreed, Error::MoreThanAgreed { agreed, given: minutes })?;
        let others = deal.said_by(deal.other(member));
        if contested {
            let other = others.unwrap_or(0);
            need(minutes == other, Error::ReportDiffers { other })?;
        }
        let first = deal.said.is_empty();
        let now = self.now;
        let until = if first && !contested { until.max(time(now, deal.windows.0)?) } else { until };
        let deal = self.deal_mut(id)?;
        deal.said.push((member, minutes));
        deal.course = Course::Agreed { until };
        self.events.push("DealReported");
        if contested || others == Some(minutes) {
            self.conclude(id, minutes, Ending::Cancelled)?;
        }
        Ok(Answer::Done)
    }

    /// Settles with so many minutes; none end it.
    pub(super) fn conclude(&mut self, id: DealId, minutes: Minutes, none: Ending) -> Res<()> {
        if minutes == 0 {
            return self.end(id, none);
        }
        let now = self.now;
        let deal = self.deal_mut(id)?;
        let until = match deal.contest {
            Some(_) => now,
            None => time(now, deal.windows.1)?,
        };
        deal.course = Course::Settled { minutes, until };
        let (giver, receiver) = (deal.giver, deal.receiver);
        self.moves.push((Some(giver), minutes.into(), Why::Settled));
        self.moves.push((Some(receiver), i128::from(minutes).saturating_neg(), Why::Settled));
        self.events.push("DealSettled");
        Ok(())
    }
}
